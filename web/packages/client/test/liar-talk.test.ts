/**
 * A conversation by way of a lying server: each lie beside its control run, which is the same play without it. The
 * short form tells each lie once to each side; the long one also tells them clumsily, and more often.
 */

import type { Hex } from "@sealdesk/seal";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Agent, LiarStage, type LieOptions, long, type Visitor } from "./liar-scenes.ts";
import { good, ready } from "./scenes.ts";
import { shortly } from "./shortly.ts";

vi.setConfig({ testTimeout: 60_000 });
let stage: LiarStage;
/** Mateo's second browser, which comes by way of the liar. */
let agent: Agent;

beforeAll(async () => {
  stage = await LiarStage.begin();
  agent = await stage.agent();
  stage.leaving.splice(0);
}, 60_000);
afterEach(() => stage.leave());
afterAll(async () => {
  agent.desk.dispose();
  await stage.end();
});

type Row = [lie: string, options: LieOptions];
/** Nothing of these passes, and it is said. The new receipts are as good as the server's key makes them. */
const noticed: readonly Row[] = [
  ["dropped", {}],
  ["reordered", {}],
  ["duplicated", {}],
  ["replayed", {}],
  ["altered", {}],
  ["re-attributed", {}],
  ["backdated", {}],
  ["receipt-altered", {}],
  ["second-device", {}],
  ["reader-added", {}],
  ["key-made-up", {}],
];
/** The same by a server that does not bother to sign again. */
const clumsy: readonly Row[] = ["dropped", "reordered", "altered"].map((lie) => [lie, { receipts: "kept" }]);
/** The same entry once more under its own place: two answers may overlap, too. */
const twice: readonly Row[] = ["duplicated", "replayed"].map((lie) => [lie, { receipts: "kept" }]);
const rows = long ? [...noticed, ...clumsy] : [...noticed];

const truth = ["One.", "Two.", "Three.", "Four."];

describe("a customer", () => {
  async function play(lie: string | null, options: LieOptions = {}): Promise<Visitor> {
    const { liar, mateo } = stage;
    const visitor = await stage.visitor();
    const talk = await visitor.begins("One.");
    await mateo.opens(talk);
    await mateo.says(talk, "Two.");
    await visitor.hears(["One.", "Two."]);
    if (lie !== null) await liar.tell(lie, options);
    // Some lies are told to who asks, not to who is told.
    if (lie === "receipt-altered") visitor.platform.connect(false);
    await mateo.says(talk, "Three.");
    await mateo.says(talk, "Four.");
    visitor.platform.connect(true);
    return visitor;
  }

  test("reads everything in the control run", async () => {
    const visitor = await play(null);
    await visitor.hears(truth);
    expect(visitor.stop).toBeNull();
  });

  test.each(rows)(
    "is shown a stop, and no word that is false, where the server has %s %j",
    async (lie, options) => {
      const visitor = await play(lie, options);
      await visitor.stops({ kind: "unverified", what: "conversation" });
      expect(await stage.liar.clear()).toBeGreaterThan(0);
      await visitor.desk.tryAgain();
      await visitor.desk.openConversation(visitor.conversation);
      await visitor.hears(truth);
    },
  );

  test.each(twice)("reads once what is handed out twice at its place: %s", async (lie, options) => {
    const visitor = await play(lie, options);
    await visitor.hears(truth);
    expect(await stage.liar.clear()).toBeGreaterThan(0);
    expect(visitor.stop).toBeNull();
  });

  test("who was stopped sends nothing, in other conversations neither", async () => {
    // Unhurried, so that nothing is sent before what is new was asked for.
    const visitor = await stage.visitor(stage.liar.origin, 1);
    const first = await visitor.begins("One.");
    await visitor.begins("Another matter.");
    visitor.platform.connect(false);
    await visitor.says("Do not send this.");
    await stage.liar.tell("dropped", { thread: first });
    await stage.mateo.opens(first);
    await stage.mateo.says(first, "Five.");
    await stage.mateo.says(first, "Six.");
    visitor.platform.connect(true);
    await visitor.stops({ kind: "unverified", what: "conversation" });
    const there = await stage.agentOf(visitor.conversation);
    expect(there.said).toEqual(["Another matter."]);
    await stage.liar.clear();
    await visitor.desk.tryAgain();
    await visitor.desk.openConversation(visitor.conversation);
    await visitor.hears(["Another matter.", "Do not send this."]);
  });

  test("from whom the newest is withheld notices nothing until later words come", async () => {
    const visitor = await play("withheld");
    await visitor.desk.openConversation(visitor.conversation);
    await shortly(async () => expect(await stage.liar.told()).toBeGreaterThan(0));
    expect([visitor.said, visitor.stop]).toEqual([["One.", "Two."], null]);
    await stage.liar.tell("dropped", { at: "4" });
    await stage.mateo.says(visitor.conversation, "Five.");
    await visitor.stops({ kind: "unverified", what: "conversation" });
  });

  test("who is told nothing more has it when asking", async () => {
    const visitor = await play("silenced");
    await shortly(async () => expect(await stage.liar.told()).toBeGreaterThan(1));
    expect(visitor.said).toEqual(["One.", "Two."]);
    await visitor.reload();
    await visitor.hears(truth);
  });

  const readBy = async (lie: string | null) => {
    const { liar, mateo } = stage;
    const visitor = await stage.visitor();
    if (lie !== null) await liar.tell(lie);
    const talk = await visitor.begins("One.");
    await mateo.opens(talk);
    good(await mateo.desk.work.markRead());
    await mateo.says(talk, "Two.");
    await visitor.hears(["One.", "Two."]);
    return visitor.marks();
  };
  test("sees that it was read, in the control run", async () => {
    expect(await readBy(null)).toEqual(["read"]);
  });
  test("is told by no false mark that something was read", async () => {
    expect(await readBy("mark-altered")).toEqual(["sent"]);
    expect(await stage.liar.told()).toBeGreaterThan(0);
  });

  test.each<[string, LieOptions]>([
    ["answer-lost", { times: "2" }],
    ["refused-though-taken", { times: "2" }],
  ])("whose answer is %s says nothing twice", async (lie, options) => {
    const visitor = await stage.visitor();
    await visitor.begins("One.");
    await stage.liar.tell(lie, options);
    await visitor.says("Two.");
    await visitor.says("Three.");
    await visitor.hears(["One.", "Two.", "Three."]);
    await shortly(() => expect(visitor.marks()).toEqual(["sent", "sent", "sent"]));
    expect(await stage.liar.clear()).toBe(2);
    expect((await stage.agentOf(visitor.conversation)).said).toEqual(["One.", "Two.", "Three."]);
  });
});

describe("a member of staff", () => {
  const alarmAbout = (talk: string) =>
    ready(agent.desk)!.alarms.find((a) => a.kind === "unverified-conversation" && a.conversation === talk);

  async function play(lie: string | null, options: LieOptions = {}): Promise<Visitor> {
    const visitor = await stage.visitor(stage.server.origin);
    const talk = await visitor.begins("One.");
    await agent.opens(talk);
    await agent.says(talk, "Two.");
    await visitor.hears(["One.", "Two."]);
    if (lie !== null) await stage.liar.tell(lie, options);
    await visitor.says("Three.");
    await visitor.says("Four.");
    await shortly(() => expect(visitor.marks().filter((m) => m !== "sending")).toHaveLength(3));
    return visitor;
  }

  test("reads everything in the control run", async () => {
    const visitor = await play(null);
    await agent.hears(truth);
    expect(alarmAbout(visitor.conversation)).toBeUndefined();
    expect(agent.open).toMatchObject({ mayReply: true, refusal: null });
  });

  test.each(rows)(
    "is alarmed, reads no false word and cannot answer, where the server has %s %j",
    async (lie, options) => {
      const { conversation } = await play(lie, options);
      await shortly(() => expect(alarmAbout(conversation)).toMatchObject({ standing: true }));
      expect(await stage.liar.told()).toBeGreaterThan(0);
      expect(agent.open).toMatchObject({ mayReply: false, refusal: { kind: "unverified" } });
      expect(truth.slice(0, agent.said.length)).toEqual(agent.said);
      const { desk } = agent;
      good(await desk.work.understood(alarmAbout(conversation) as never));
      expect(alarmAbout(conversation)).toMatchObject({ standing: true });
      await stage.liar.clear();
      await desk.work.select(conversation);
      await agent.hears(truth);
      expect(alarmAbout(conversation)).toMatchObject({ standing: false });
      good(await desk.work.understood(alarmAbout(conversation) as never));
      await shortly(() => expect(alarmAbout(conversation)).toBeUndefined());
    },
  );

  test.each(twice)("reads once what is handed out twice at its place: %s", async (lie, options) => {
    const { conversation } = await play(lie, options);
    await agent.hears(truth);
    expect(await stage.liar.clear()).toBeGreaterThan(0);
    expect(alarmAbout(conversation)).toBeUndefined();
  });

  /** A conversation that this desk has not seen, met while the lie is told. */
  async function meets(lie: string | null, options: LieOptions = {}): Promise<Visitor> {
    await stage.liar.clear();
    if (lie !== null) await stage.liar.tell(lie, options);
    const visitor = await stage.visitor(stage.server.origin);
    await visitor.begins("One.");
    return visitor;
  }
  const isListed = (talk: string) =>
    shortly(() => expect(ready(agent.desk)!.list.rows.map((r) => r.id)).toContain(talk));

  test.each<Row>([
    ["thread-altered", {}],
    ["keys-garbled", {}],
  ])("is alarmed on meeting a conversation of which the server says: %s %j", async (lie, options) => {
    const { conversation } = await meets(lie, options);
    await isListed(conversation);
    await shortly(() => expect(alarmAbout(conversation)).toMatchObject({ standing: true }));
    expect(await stage.liar.told()).toBeGreaterThan(0);
    await agent.desk.work.select(conversation);
    expect(agent.open).toMatchObject({ items: [], loading: false, mayReply: false });
  });

  test("is alarmed where a conversation is given the keys of another", async () => {
    await isListed((await meets("keys-swapped")).conversation);
    const visitor = await stage.visitor(stage.server.origin);
    const talk = await visitor.begins("Two.");
    await shortly(() => expect(alarmAbout(talk)).toMatchObject({ standing: true }));
    expect(await stage.liar.told()).toBeGreaterThan(0);
  });

  test("opens a conversation by its box where the shortcut is garbage", async () => {
    const { conversation } = await meets(null);
    await isListed(conversation);
    await stage.agentOf(conversation);
    await stage.liar.tell("wraps-garbled");
    const fresh = await stage.agent();
    await fresh.opens(conversation);
    expect(fresh.said).toEqual(["One."]);
    expect(fresh.alarms).not.toContain("unverified-conversation");
    expect(await stage.liar.told()).toBeGreaterThan(0);
  });

  test("writes no note into what the server calls the notes", async () => {
    const visitor = await meets(null);
    const { conversation } = visitor;
    const lie = { path: `/threads/${conversation}`, field: "notesThread", value: `"${conversation}"` };
    await stage.liar.tell("answer", lie);
    const fresh = await stage.agent();
    await fresh.opens(visitor.conversation).catch(() => undefined);
    await fresh.desk.work.note(visitor.conversation, "Not for the customer.");
    await shortly(() => expect(fresh.alarms).toContain("unverified-conversation"));
    expect(await stage.liar.clear()).toBeGreaterThan(0);
    fresh.desk.dispose();
    expect((await stage.agentOf(visitor.conversation)).said).toEqual(["One."]);
    expect(visitor.said).toEqual(["One."]);
  });

  test("sees no false mark", async () => {
    const visitor = await play(null);
    await agent.hears(truth);
    await stage.liar.tell("mark-altered");
    await agent.says(visitor.conversation, "Five.");
    await visitor.hears([...truth, "Five."]);
    await visitor.desk.markRead();
    await shortly(async () => expect(await stage.liar.told()).toBeGreaterThan(0));
    const marks = agent.open!.items.flatMap((i) => (i.kind === "message" && i.mine ? [i.mark] : []));
    expect(marks.at(-1)).toBe("sent");
  });
});

describe("three who write at once", () => {
  const each = long ? 6 : 2;

  async function play(lie: string | null) {
    const { liar, mateo, server } = stage;
    const visitor = await stage.visitor(server.origin);
    const talk = await visitor.begins("One.");
    const other = await stage.agent(server.origin);
    for (const a of [mateo, other, agent]) await a.opens(talk);
    if (lie !== null) await liar.tell(lie, {});
    for (let n = 0; n < each; n++) {
      await visitor.says(`Customer ${n}.`);
      good(await mateo.desk.work.reply(talk, `Mateo ${n}.`));
      good(await other.desk.work.reply(talk, `Other ${n}.`));
    }
    await shortly(() => expect(visitor.said).toHaveLength(1 + 3 * each));
    return { visitor, mateo, talk: talk as Hex };
  }

  test("are read in one order by everybody, in the control run", async () => {
    const { visitor, mateo } = await play(null);
    for (const reader of [agent, mateo]) await shortly(() => expect(reader.said).toEqual(visitor.said));
  });

  test.each(["dropped", "reordered", "replayed", "duplicated"])(
    "are not %s without an alarm",
    async (lie) => {
      const { visitor, talk } = await play(lie);
      await shortly(() =>
        expect(ready(agent.desk)!.alarms).toContainEqual(
          expect.objectContaining({ kind: "unverified-conversation", conversation: talk, standing: true }),
        ),
      );
      expect(await stage.liar.told()).toBeGreaterThan(0);
      // Until later words show the gap, one place may be another's: no word is false, and none comes twice.
      expect(new Set(agent.said).size).toBe(agent.said.length);
      expect(visitor.said).toEqual(expect.arrayContaining([...agent.said]));
    },
  );
});
