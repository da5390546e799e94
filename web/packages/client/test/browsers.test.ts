/** One person in several browsers, on the real server: what is written follows, and nothing is lost or said twice. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { ConversationState, Desk } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, openCustomer, ready, setUpDesk, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

let server: RunningServer;
let customer: VisitorDesk;
let id: string;
interface Browser {
  readonly desk: Desk;
  readonly machine: NodePlatform;
}
const browsers: Browser[] = [];

/** The same person, in a browser that is new. */
async function browser(code: string): Promise<Browser> {
  const machine = new NodePlatform(server.origin, new MemoryStores(), 0.05);
  const desk = await openDeskOn({ baseUrl: server.origin, fragment: "", language: () => "de" }, machine);
  await until(desk, () => desk.state.phase === "signin");
  good(await withKit(desk, "mateo@harbour.test", code));
  await until(desk, () => ready(desk)?.list.rows[0]);
  good(await desk.work.select(id));
  return { desk, machine };
}

beforeAll(async () => {
  server = await startServer();
  const { code, desk } = await setUpDesk(server);
  customer = await openCustomer(desk, new NodePlatform(server.origin));
  const started = await customer.startConversation("My rent went out twice.");
  if (!started.ok) throw new Error(started.failure.message);
  id = started.value;
  await until(desk, () => ready(desk)?.list.rows[0]);
  desk.dispose();
  for (let n = 0; n < 3; n++) browsers.push(await browser(code));
}, 90_000);
afterAll(async () => {
  for (const { desk } of browsers) desk.dispose();
  customer.dispose();
  await server.stop();
});

const open = (desk: Desk): ConversationState => ready(desk)!.conversation!;
const words = (desk: Desk) => open(desk).items.flatMap((i) => (i.kind === "message" ? [i.text] : []));
const hears = (text: string) =>
  customer.state.phase === "ready" &&
  customer.state.conversation?.items.some((i) => i.kind === "theirs" && i.text === text);
const draft = (reply: string) => ({ mode: "reply", reply, note: "" }) as const;

describe("a draft", () => {
  it("follows to the other browsers, and is gone from them once it is sent", async () => {
    const [first, second] = browsers as [Browser, Browser];
    good(await first.desk.work.saveDraft(id, draft("The second payment is")));
    await until(second.desk, () => open(second.desk).draft.reply === "The second payment is");
    good(await second.desk.work.saveDraft(id, draft("The second payment is on its way back.")));
    await until(first.desk, () => open(first.desk).draft.reply.endsWith("way back."));
    good(await first.desk.work.reply(id, open(first.desk).draft.reply));
    await until(second.desk, () => open(second.desk).draft.reply === "");
    expect(open(second.desk).otherDraft).toBeNull();
  }, 60_000);

  it("that was written in two places at once is kept here, and the other is offered", async () => {
    const [first, second] = browsers as [Browser, Browser];
    second.machine.connect(false);
    good(await second.desk.work.saveDraft(id, draft("Written on the train.")));
    good(await first.desk.work.saveDraft(id, draft("Written at the desk.")));
    await until(browsers[2]!.desk, () => open(browsers[2]!.desk).draft.reply === "Written at the desk.");
    second.machine.connect(true);
    const other = await until(second.desk, () => open(second.desk).otherDraft);
    expect(other.reply).toBe("Written at the desk.");
    expect(open(second.desk).draft.reply).toBe("Written on the train.");
    good(await second.desk.work.takeOtherDraft(id));
    expect(open(second.desk).draft.reply).toBe("Written on the train.\n\nWritten at the desk.");
    expect(open(second.desk).otherDraft).toBeNull();
    good(await second.desk.work.saveDraft(id, draft("")));
    await until(first.desk, () => open(first.desk).draft.reply === "");
  }, 60_000);
});

describe("messages", () => {
  it("written in three browsers at once arrive once each, in one order that everybody sees", async () => {
    const said = browsers.flatMap((_, b) => Array.from({ length: 6 }, (_, n) => `browser ${b}, line ${n}`));
    await Promise.all(
      browsers.map(async ({ desk }, b) => {
        for (let n = 0; n < 6; n++) good(await desk.work.reply(id, `browser ${b}, line ${n}`));
      }),
    );
    const all = (desk: Desk) => words(desk).filter((w) => w.startsWith("browser"));
    for (const { desk } of browsers) {
      await until(desk, () => ready(desk)!.connection.waiting === 0 && all(desk).length === said.length);
      expect([...all(desk)].sort()).toEqual(said);
      expect(all(desk)).toEqual(all(browsers[0]!.desk));
    }
    browsers.forEach((_, b) => {
      const mine = all(browsers[0]!.desk).filter((w) => w.startsWith(`browser ${b}`));
      expect(mine).toEqual([...mine].sort());
    });
    const heard = () =>
      customer.state.phase === "ready"
        ? (customer.state.conversation?.items ?? []).flatMap((i) => (i.kind === "theirs" ? [i.text] : []))
        : [];
    await until(customer, () => heard().length === words(browsers[0]!.desk).length - 1);
    expect(heard().filter((w) => w.startsWith("browser"))).toEqual(all(browsers[0]!.desk));
  }, 90_000);

  it("written in one browser are changed and taken back in another", async () => {
    const [first, second] = browsers as [Browser, Browser];
    const slip = good(await first.desk.work.reply(id, "It is on its way bakc."));
    await until(second.desk, () => words(second.desk).includes("It is on its way bakc."));
    good(await second.desk.work.edit(id, slip, "It is on its way back to you."));
    await until(customer, () => hears("It is on its way back to you."));
    await until(first.desk, () => words(first.desk).includes("It is on its way back to you."));
    good(await second.desk.work.remove(id, slip));
    await until(customer, () => !hears("It is on its way back to you."));
    await until(first.desk, () => !words(first.desk).includes("It is on its way back to you."));
  }, 60_000);

  it("written, changed and taken back during a day without a connection end in one order on both sides", async () => {
    const [first, second] = browsers as [Browser, Browser];
    const item = (text: string) =>
      open(first.desk).items.find((i) => i.kind === "message" && i.text === text)?.id ?? "";
    good(await first.desk.work.reply(id, "We look into it."));
    await until(first.desk, () => {
      const i = open(first.desk).items.find((x) => x.id === item("We look into it."));
      return i?.kind === "message" && i.mark !== "sending" && i.mark !== "waiting" ? i : null;
    });
    first.machine.connect(false);
    good(await first.desk.work.edit(id, item("We look into it."), "We have looked into it."));
    const slip = good(await first.desk.work.reply(id, "A slip."));
    good(await first.desk.work.remove(id, slip));
    const told = good(await first.desk.work.reply(id, "It comes back tomorrow."));
    good(await first.desk.work.edit(id, told, "It comes back today."));
    good(await first.desk.work.react(id, item("We have looked into it."), "👍", true));
    good(await second.desk.work.reply(id, "Meanwhile, from elsewhere."));
    await until(customer, () => hears("Meanwhile, from elsewhere."));
    const sent = await customer.send("And from me.");
    expect(sent.ok).toBe(true);
    await until(second.desk, () => words(second.desk).includes("And from me."));
    expect(words(first.desk)).not.toContain("A slip.");
    first.machine.connect(true);
    for (const { desk } of [first, second])
      await until(
        desk,
        () => words(desk).includes("It comes back today.") && words(desk).includes("And from me."),
      );
    await until(second.desk, () => words(second.desk).includes("We have looked into it."));
    await until(first.desk, () => ready(first.desk)!.connection.waiting === 0);
    const shown = (desk: Desk) => open(desk).items.map((i) => (i.kind === "message" ? i.text : i.kind));
    await until(second.desk, () => shown(second.desk).join() === shown(first.desk).join());
    expect(words(second.desk).slice(-3)).toEqual([
      "Meanwhile, from elsewhere.",
      "And from me.",
      "It comes back today.",
    ]);
    const felt = () => open(second.desk).items.find((i) => i.kind === "message" && i.reactions.length > 0);
    const changed = await until(second.desk, felt);
    expect(changed).toMatchObject({
      text: "We have looked into it.",
      before: [{ text: "We look into it." }],
      reactions: [{ emoji: "👍", mine: true, names: ["Mateo Alvarez"] }],
      language: "de",
    });
  }, 90_000);
});

describe("what was changed or taken back", () => {
  const first = () => browsers[0]!.desk;
  const said = (text: string) =>
    customer.state.phase === "ready"
      ? (customer.state.conversation?.items.find((i) => i.kind === "mine" && i.text === text)?.id ?? "")
      : "";
  const finds = async (text: string) => good(await first().work.search(text)).length > 0;

  it("is neither found nor shown as a title any more", async () => {
    const [before, after] = ["My rent went out twice.", "My rent was late."];
    await until(first(), () => open(first()).title === before);
    expect(await finds("went out twice")).toBe(true);
    expect((await customer.edit(said(before), after)).ok).toBe(true);
    await until(first(), () => open(first()).title === after);
    expect(await finds("went out twice")).toBe(false);
    expect(await finds("rent was late")).toBe(true);
    expect((await customer.remove(said(after))).ok).toBe(true);
    await until(first(), () => !words(first()).includes(after));
    const { id, title, who } = open(first());
    expect(title).not.toBe(after);
    expect(who).toEqual({ mark: id.slice(0, 4).toUpperCase() });
    expect(await finds("rent was late")).toBe(false);
  }, 60_000);

  it("is found by the mark of who gave no name, whatever word the reader's language puts before it", async () => {
    const mark = open(first()).id.slice(0, 4);
    expect(await finds(mark)).toBe(true);
    expect(await finds(`Besucher ${mark.toUpperCase()}`)).toBe(true);
    expect(await finds(`Besucher ${mark}0`)).toBe(false);
  });
});
