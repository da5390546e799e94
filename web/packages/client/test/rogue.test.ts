/** A lying server tries to become a reader with the help of a colleague; what it does alone, liar-talk.test.ts shows. */
import {
  type Bytes,
  hex,
  type Id,
  makeThreadGeneration,
  makeVisitorDevice,
  newSealingPair,
  parseEnvelope,
  systemRandom as random,
  readerKind,
  readThreadGeneration,
  readVisitorDevice,
  type Signed,
  type Signer,
  type ThreadGeneration,
  unhex,
  type VisitorDevice,
} from "@sealdesk/seal";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fromBase64, toBase64 } from "../src/base64.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { FakeAgent } from "./fake-agent.ts";
import { FakeOrganisation, type Staff } from "./fake-organisation.ts";
import { FakeServer } from "./fake-server.ts";
import { MemoryPlatform } from "./memory-platform.ts";
import { shortly } from "./shortly.ts";

let org: FakeOrganisation;
let server: FakeServer;
let machine: MemoryPlatform;
let rogue: { readonly signer: Signer; readonly signed: Signed<VisitorDevice> };

beforeEach(async () => {
  org = await FakeOrganisation.found([]);
  server = new FakeServer(org);
  machine = new MemoryPlatform(server);
  const { signer } = (await FakeOrganisation.found([])).ada.device;
  const pair = await newSealingPair(random);
  const fields = {
    org: org.org,
    signing: signer.publicKey,
    sealing: pair.publicKey,
    time: org.time,
    salt: random(16),
  };
  rogue = { signer, signed: await makeVisitorDevice(signer, fields) };
  server.bend = (path, body) =>
    /^\/threads\/\w+$/.test(path)
      ? { ...(body as object), visitorDevices: [toBase64(rogue.signed.wire)] }
      : body;
});

type Author = { readonly id: Id; readonly signer: Signer };

/** Adds a key change by `author` with these visitor devices, as only a lying server does. */
async function slipIn(author: Author, reason: ThreadGeneration["reason"], withRogue: boolean): Promise<void> {
  const [[id, t]] = [...server.threads] as [
    [string, typeof server.threads extends Map<string, infer T> ? T : never],
  ];
  const kept = machine.stores.get(`visitor-${hex(org.org)}`)?.get("visitor-device") as { wire: Bytes };
  const victim = await readVisitorDevice(org.org, kept.wire);
  const wire = fromBase64(t.entries.findLast((e) => e.kind === "generation")!.bytes);
  const before = await readThreadGeneration(org.org, wire, victim.value.signing);
  const visitors = [victim, ...(withRogue ? [rogue.signed] : [])].map((d) => ({
    kind: readerKind.visitor,
    ref: d.id,
    publicKey: d.value.sealing,
  }));
  const group = { kind: readerKind.group, ref: org.generation.id, publicKey: org.generation.content.sealing };
  const made = await makeThreadGeneration(random, author.signer, [...visitors, group], {
    org: org.org,
    thread: before.value.thread,
    number: before.value.number + 1,
    previous: before.id,
    author: author.id,
    head: org.org,
    time: org.time,
    reason,
  });
  const mine = made.signed.value.readers.findIndex((r) => hex(r.ref) === hex(victim.id));
  const boxes = [made.boxes[mine]!, ...made.boxes.filter((_, i) => i !== mine)];
  await server.addGeneration(id, t, toBase64(made.signed.wire), boxes.map(toBase64));
}

const messagesUnder = async (generation: string): Promise<number> => {
  const [t] = server.threads.values();
  const all = await Promise.all(
    t!.entries.filter((e) => e.kind === "message").map((e) => parseEnvelope(fromBase64(e.bytes))),
  );
  return all.filter((e) => hex(e.header.generation) === generation).length;
};
const newest = (): string => [...[...server.threads.values()][0]!.boxes.keys()].at(-1)!;

const options = () => ({
  pin: hex(org.org),
  inbox: hex(org.inbox),
  baseUrl: "https://desk.test",
  language: "en",
});

/** The customer writes, goes, meets the change on coming back, and writes again. */
async function writesAround(change: () => Promise<void>) {
  const desk = await comesBackAfter(change);
  await desk.send("Second.");
  return desk;
}

async function comesBackAfter(change: () => Promise<void>) {
  const first = await openVisitorDeskOn(machine, options());
  expect(await first.startConversation("First.")).toMatchObject({ ok: true });
  first.dispose();
  await change();
  const desk = await openVisitorDeskOn(machine, options());
  await desk.openConversation([...server.threads.keys()][0]!);
  return desk;
}

test.each<[string, () => Author, ThreadGeneration["reason"], boolean]>([
  ["a colleague who adds a device of the customer", () => org.ada.device, "device", true],
  ["a colleague whose refresh adds a device", () => org.ada.device, "refresh", true],
])("%s gets no message", async (_, author, reason, withRogue) => {
  const desk = await writesAround(() => slipIn(author(), reason, withRogue));
  await shortly(() => {
    const items = desk.state.phase === "ready" ? (desk.state.conversation?.items ?? []) : [];
    expect(items.some((i) => i.kind === "mine" && i.text === "Second." && i.mark !== "sent")).toBe(true);
  });
  const [t] = server.threads.values();
  expect(t!.entries.map((e) => e.kind)).toEqual(["generation", "message", "generation"]);
  desk.dispose();
});

test("a colleague's plain refresh is taken, so the refusals above have another reason", async () => {
  const desk = await writesAround(() => slipIn(org.ada.device, "refresh", false));
  await shortly(async () => expect(await messagesUnder(newest())).toBe(1));
  desk.dispose();
});

describe("a colleague in a team whose key they were not handed", () => {
  const stopped = { phase: "stopped", stop: { kind: "unverified", what: "conversation" } };
  /** Ben was in the team, left, and is back; its key has changed only in between. */
  const backAgain = async (ben: Staff) => {
    await org.setMembers([org.ada]);
    await org.listMembers([org.ada, ben]);
  };
  const nothingUnderIt = async () => expect(await messagesUnder(newest())).toBe(0);

  test("makes no key for a conversation: the customer is shown a stop", async () => {
    const desk = await comesBackAfter(async () => {
      const ben = await org.hire("Ben");
      await backAgain(ben);
      await slipIn(ben.device, "refresh", false);
    });
    await shortly(() => expect(desk.state).toEqual(stopped));
    await nothingUnderIt();
    desk.dispose();
  });

  test("neither where the change comes before the proof that shows it: nothing is sealed under it", async () => {
    const ben = await org.hire("Ben");
    const desk = await openVisitorDeskOn(machine, options());
    expect(await desk.startConversation("First.")).toMatchObject({ ok: true });
    await shortly(() => expect(server.sockets.size).toBe(1));
    const [t] = server.threads.values();
    await backAgain(ben);
    await slipIn(ben.device, "refresh", false);
    await shortly(() => expect(t!.marks.size).toBeGreaterThan(1)); // "delivered", the change too
    await desk.send("Second.");
    await shortly(() => expect(desk.state).toEqual(stopped));
    await nothingUnderIt();
    desk.dispose();
  });
});

describe("a colleague", () => {
  let desk: VisitorDesk;
  let ada: FakeAgent;

  beforeEach(async () => {
    desk = await openVisitorDeskOn(machine, options());
    expect(await desk.startConversation("I was charged twice.")).toMatchObject({ ok: true });
    const kept = machine.stores.get(`visitor-${hex(org.org)}`)?.get("visitor-device") as { wire: Bytes };
    const me = await readVisitorDevice(org.org, kept.wire);
    ada = new FakeAgent(org, server, org.ada, () => me.value.signing);
  });
  afterEach(() => desk.dispose());

  const items = () => (desk.state.phase === "ready" ? (desk.state.conversation?.items ?? []) : []);
  const mine = () => items().find((i) => i.kind === "mine")!;
  const hears = async (words: string) => {
    await ada.says(words);
    await shortly(() => expect(items().some((i) => i.kind === "theirs" && i.text === words)).toBe(true));
  };

  test("who signs a mark for another history has read nothing", async () => {
    await ada.marksRead(org.org);
    await hears("Hello.");
    expect(mine()).toMatchObject({ mark: "sent" });
    await ada.marksRead();
    await shortly(() => expect(mine()).toMatchObject({ mark: "read" }));
  });

  test("does not change the customer's words by way of their logical id", async () => {
    const logical = unhex(mine().id);
    const content = { text: "", language: "en", replyTo: null, attachments: [] };
    await ada.sends({ kind: "text", time: 1, logical, content });
    const edited = { target: logical, text: "I was charged once." };
    await ada.sends({ kind: "edit", time: 1, logical: random(16), content: edited });
    await hears("Hello.");
    expect(mine()).toMatchObject({ text: "I was charged twice." });
  });
});

test("a conversation goes on only in the inbox that it was begun in", async () => {
  const first = await openVisitorDeskOn(machine, options());
  expect(await first.startConversation("To the shop.")).toMatchObject({ ok: true });
  first.dispose();
  const other = await org.openInbox("Doctors");
  const desk = await openVisitorDeskOn(machine, { ...options(), inbox: hex(other) });
  await desk.openConversation([...server.threads.keys()][0]!);
  await desk.send("Still to the shop.");
  await shortly(() => {
    const items = desk.state.phase === "ready" ? (desk.state.conversation?.items ?? []) : [];
    expect(items.some((i) => i.kind === "mine" && i.mark === "failed")).toBe(true);
  });
  const [t] = server.threads.values();
  expect(t!.entries.map((e) => e.kind)).toEqual(["generation", "message"]);
  desk.dispose();
});
