/** Files that a customer chooses before there is a conversation: they lie on the device, and go after the first words. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReadyState, VisitorDesk } from "../src/visitor.ts";
import { Customer, mine, ok, soon, talk } from "./customer.ts";
import { chosen, noise } from "./file-scenes.ts";
import { shortly } from "./shortly.ts";

let customer: Customer;

beforeEach(async () => {
  customer = await Customer.arrive();
});
afterEach(() => customer.end());

function ready(tab: VisitorDesk = customer.tab): ReadyState {
  if (tab.state.phase !== "ready") throw new Error(tab.state.phase);
  return tab.state;
}
const choose = (...names: readonly string[]) =>
  ok(
    customer.tab.attach(
      names.map((name) => chosen(name, noise(1000))),
      "new",
    ),
  );
const sealed = (tab: VisitorDesk = customer.tab) =>
  shortly(() => expect(ready(tab).staged.map((f) => f.phase)).toEqual(["ready"]));
const kept = () => [...customer.stored.keys()].filter((key) => /^(file|outbox)/.test(key));
const arrived = () =>
  soon(customer.machine, () => {
    expect(mine(customer.tab).map((m) => m.mark)).not.toContain("waiting");
    expect(kept()).toEqual([]);
  });
/** What the team reads: words, and the names of files. */
const read = async () =>
  (await (await customer.agent()).read()).flatMap((b) =>
    b.kind === "text" ? [[b.content.text, ...b.content.attachments.map((a) => a.name)]] : [],
  );

describe("chosen before the first words", () => {
  test("they lie sealed on this device, and the server learns nothing", async () => {
    await choose("photo.bin");
    await sealed();
    expect(customer.machine.requests.filter((r) => !r.startsWith("GET"))).toEqual([]);
    expect(customer.machine.requests.filter((r) => r.includes("/threads/"))).toEqual([]);
    expect(customer.server.files.log).toEqual([]);
    expect(kept().some((key) => key.startsWith("file/"))).toBe(true);
  });

  test("they go right after the words, as a message of their own", async () => {
    await choose("photo.bin", "plan.bin");
    await ok(customer.tab.startConversation("It is broken."));
    expect(ready().staged).toEqual([]);
    await arrived();
    expect(await read()).toEqual([["It is broken."], ["", "photo.bin", "plan.bin"]]);
    expect(mine(customer.tab).map((m) => m.attachments.map((a) => a.name))).toEqual([
      [],
      ["photo.bin", "plan.bin"],
    ]);
    expect(customer.server.files.claimed).toHaveLength(2);
  });

  test("they need no words", async () => {
    expect((await customer.tab.startConversation(" ")).ok).toBe(false);
    await choose("photo.bin");
    await ok(customer.tab.startConversation(""));
    await arrived();
    expect(await read()).toEqual([["", "photo.bin"]]);
  });

  test("they are handed over with what the assistant and the customer wrote", async () => {
    await ok(customer.tab.ask("How long does a refund take?"));
    await choose("receipt.bin");
    await ok(customer.tab.handOver());
    await arrived();
    expect(await read()).toEqual([["", "receipt.bin"]]);
    expect(talk(customer.tab).passedOn).toBe(true);
  });

  test("they survive a reload, and one is taken away again", async () => {
    await choose("photo.bin", "slip.bin");
    await shortly(() => expect(ready().staged.map((f) => f.phase)).toEqual(["ready", "ready"]));
    await customer.reload();
    expect(customer.machine.requests.filter((r) => !r.startsWith("GET"))).toEqual([]);
    await ok(customer.tab.detach(ready().staged[1]!.id));
    await ok(customer.tab.startConversation("After a reload."));
    await arrived();
    expect(await read()).toEqual([["After a reload."], ["", "photo.bin"]]);
  });

  test("they wait without a connection, over a reload, and go out by themselves", async () => {
    customer.machine.connect(false);
    await choose("photo.bin");
    await sealed();
    await ok(customer.tab.startConversation("From the train."));
    expect(talk(customer.tab).items.filter((i) => i.kind === "mine")).toMatchObject([
      { text: "From the train.", mark: "waiting" },
      { text: "", mark: "waiting", attachments: [{ name: "photo.bin" }] },
    ]);
    customer.tab.dispose();
    customer.machine.connect(true);
    await customer.open();
    await shortly(() => expect(ready().recent).toHaveLength(1));
    expect(ready().staged).toEqual([]);
    await ok(customer.tab.openConversation(ready().recent[0]!.id));
    await arrived();
    expect(await read()).toEqual([["From the train."], ["", "photo.bin"]]);
  });

  test("they follow a conversation that is sealed once more, because the team's key changed meanwhile", async () => {
    customer.machine.connect(false);
    await choose("photo.bin");
    await ok(customer.tab.startConversation("From the train."));
    await ok(customer.tab.attach([chosen("second.bin", noise(10))]));
    await shortly(() => expect(talk(customer.tab).staged).toHaveLength(1));
    const before = talk(customer.tab).id;
    await customer.org.setMembers(customer.org.staff);
    customer.machine.connect(true);
    await soon(customer.machine, () => expect(talk(customer.tab).id).not.toBe(before));
    await soon(customer.machine, () =>
      expect(talk(customer.tab).staged).toMatchObject([{ name: "second.bin", phase: "ready" }]),
    );
    await ok(customer.tab.send("One more."));
    await arrived();
    expect(await read()).toEqual([["From the train."], ["", "photo.bin"], ["One more.", "second.bin"]]);
  });

  test("one that cannot be read stays behind, can be tried again, and stops no words", async () => {
    const photo = chosen("photo.bin", noise(10));
    const { slice } = photo;
    photo.slice = () => ({ arrayBuffer: async () => Promise.reject(new Error("unreadable")) });
    await ok(customer.tab.attach([photo], "new"));
    await shortly(() => expect(ready().staged).toMatchObject([{ phase: "failed" }]));
    photo.slice = slice;
    await ok(customer.tab.retryFile(ready().staged[0]!.id));
    await sealed();
    photo.slice = () => ({ arrayBuffer: async () => Promise.reject(new Error("unreadable")) });
    await ok(customer.tab.attach([photo], "new"));
    await shortly(() => expect(ready().staged.map((f) => f.phase)).toEqual(["ready", "failed"]));
    await ok(customer.tab.startConversation("Words go."));

    await soon(customer.machine, async () =>
      expect(await read()).toEqual([["Words go."], ["", "photo.bin"]]),
    );
    expect(ready().staged.map((f) => f.phase)).toEqual(["failed"]);
  });

  test("a definite no gives them back", async () => {
    await choose("photo.bin");
    await sealed();
    customer.server.refuse = 403;
    expect((await customer.tab.startConversation("Hello.")).ok).toBe(false);
    customer.server.refuse = null;
    expect(ready().staged).toMatchObject([{ name: "photo.bin", phase: "ready" }]);
    expect(kept().filter((key) => key.startsWith("outbox/"))).toEqual([]);
    await ok(customer.tab.startConversation("Hello."));
    await arrived();
    expect(await read()).toEqual([["Hello."], ["", "photo.bin"]]);
  });

  test("a message of files that failed comes back into its own conversation", async () => {
    await choose("photo.bin");
    await sealed();
    customer.server.files.troubles.push(413);
    await ok(customer.tab.startConversation("Hello."));
    await soon(customer.machine, () => expect(mine(customer.tab).at(-1)?.mark).toBe("failed"));
    await ok(customer.tab.takeBack(mine(customer.tab).at(-1)!.id));
    expect(ready().staged).toEqual([]);
    expect(talk(customer.tab).staged).toMatchObject([{ name: "photo.bin", phase: "failed" }]);
  });
});

test("two tabs that begin at the same moment take the files along once, and are one device", async () => {
  const [one, two] = [customer.tab, await customer.open()];
  await ok(one.attach([chosen("photo.bin", noise(1000))], "new"));
  await shortly(() => expect(ready(two).staged).toMatchObject([{ name: "photo.bin" }]));
  await Promise.all([ok(one.startConversation("One.")), ok(two.startConversation("Two."))]);
  await soon(customer.machine, () => expect(kept()).toEqual([]));
  expect(customer.server.threads.size).toBe(2);
  expect(customer.server.files.claimed).toHaveLength(1);
  await customer.reload();
  expect(ready().recent.map((r) => r.preview)).toHaveLength(2);
});
