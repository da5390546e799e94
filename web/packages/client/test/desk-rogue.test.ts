/** A lying server, a lost device, somebody who left, and a colleague who lies: what a staff desk does not believe. */
import {
  asSecret,
  type Body,
  hex,
  type Id,
  makeHead,
  newSealingPair,
  systemRandom as random,
} from "@sealdesk/seal";
import { beforeEach, describe, expect, test } from "vitest";
import { toBase64 } from "../src/base64.ts";
import { ForkError } from "../src/desk/fork.ts";
import { Groups } from "../src/desk/groups.ts";
import { itemsOf } from "../src/desk/items.ts";
import type { Job } from "../src/desk/job.ts";
import { hasArrived } from "../src/desk/outbox.ts";
import { sightOf } from "../src/desk/sight.ts";
import { rowOf } from "../src/desk/snapshot-list.ts";
import { StaffThread } from "../src/desk/staff-thread.ts";
import type { Workspace } from "../src/desk/workspace.ts";
import type { Http } from "../src/http.ts";
import type { ConversationWire, EntryWire } from "../src/wire.ts";
import { FakeOrganisation, type Staff } from "./fake-organisation.ts";
import { FakeDesk, type FakeTalk, type Hand, text } from "./fake-talk.ts";
import { shortly } from "./shortly.ts";

let org: FakeOrganisation;
let desk: FakeDesk;
let ben: Staff;
let customer: Hand;
let talk: FakeTalk;

beforeEach(async () => {
  org = await FakeOrganisation.found([]);
  ben = await org.hire("Ben");
  desk = await FakeDesk.open(org);
  customer = await desk.customer();
  talk = await desk.conversation(customer);
});

const open = () => StaffThread.open(desk.keys, talk.id);
const shown = (thread: StaffThread) => itemsOf(sightOf(desk.keys), thread, undefined, []);
const words = (thread: StaffThread) => shown(thread).flatMap((i) => (i.kind === "message" ? [i.text] : []));

describe("notes", () => {
  const notesFor = (conversation: FakeTalk, author: Hand, readers: readonly Hand[]) =>
    desk.begin(2, conversation.thread.id, author, readers);

  test("of a colleague are the notes", async () => {
    talk.notes = (await notesFor(talk, ben.device, [])).id;
    expect(hex((await desk.conversations.threadFor(talk.id, true)).id)).toBe(talk.notes);
  });

  test("are never the conversation, which the customer reads", async () => {
    talk.notes = talk.id;
    await expect(desk.conversations.threadFor(talk.id, true)).rejects.toThrow();
    expect(desk.conversations.openedNotes(talk.id)).toBeUndefined();
  });

  test("are not those of another conversation", async () => {
    const other = await desk.conversation(customer);
    other.notes = (await notesFor(other, ben.device, [])).id;
    await desk.conversations.threadFor(other.id, true);
    talk.notes = other.notes;
    await expect(desk.conversations.threadFor(talk.id, true)).rejects.toThrow();
    expect(desk.conversations.openedNotes(talk.id)).toBeUndefined();
  });

  test("are not begun by a device that the server calls a customer's", async () => {
    const rogue = await desk.customer();
    talk.notes = (await notesFor(talk, rogue, [rogue])).id;
    await expect(desk.conversations.threadFor(talk.id, true)).rejects.toThrow();
  });

  test("have no customer among their readers, whoever made them", async () => {
    talk.notes = (await notesFor(talk, ben.device, [customer])).id;
    await expect(desk.conversations.threadFor(talk.id, true)).rejects.toThrow();
  });
});

describe("two answers at once", () => {
  const broken: EntryWire = { sequence: 9, kind: "message", bytes: "", receipt: "" };
  const standing = () => desk.keys.noticed.stands(talk.id);

  /** Two fetches, of which the one that ended second began first; what each of them is answered. */
  async function overlap(first: readonly EntryWire[], second: readonly EntryWire[]): Promise<StaffThread> {
    const thread = await open();
    const answers: ((entries: readonly EntryWire[]) => void)[] = [];
    desk.meanwhile = () => new Promise((answer) => void answers.push(answer));
    const [early, late] = [thread.fetch(), thread.fetch()].map((each) => each.catch(() => null));
    answers[1]!(second);
    await late;
    answers[0]!(first);
    await early;
    return thread;
  }

  test("which both hold are both taken", async () => {
    expect((await overlap([], [])).isBehind).toBe(false);
    expect(standing()).toBe(false);
  });

  test("of which the newer does not hold: the older one does not call it over", async () => {
    expect((await overlap([], [broken])).isBehind).toBe(true);
    expect(standing()).toBe(true);
  });

  test("of which the older does not hold: it is noticed, and is over", async () => {
    expect((await overlap([broken], [])).isBehind).toBe(false);
    expect(desk.keys.noticed.all).toMatchObject([{ about: talk.id, standing: false }]);
  });
});

describe("who is out", () => {
  test("a device that was taken out writes nothing more under the key it still knows", async () => {
    const lost = await desk.customer();
    talk = await desk.conversation(customer, lost);
    await talk.says(lost, text("Mine."));
    const before = talk.current!;
    await talk.rekey(customer, "device", [customer]);
    expect(words(await open())).toEqual(["Mine."]);
    await talk.says(lost, text("Still mine."), before);
    await expect(open()).rejects.toThrow();
  });

  const leaves = async () => {
    org.time += 86_400;
    await org.setMembers([org.ada]);
    org.time += 1_201;
    talk.time = org.time;
    desk.platform.clock = org.time * 1000;
    await desk.keys.sync.sync();
  };

  test("a colleague makes keys and writes while in the team", async () => {
    await talk.rekey(ben.device, "refresh", [customer]);
    await talk.says(ben.device, text("Hello."));
    await leaves();
    expect(words(await open())).toEqual(["Hello."]);
  });

  test("who left the team makes no key, which one would know", async () => {
    await leaves();
    await talk.rekey(ben.device, "refresh", [customer]);
    await expect(open()).rejects.toThrow();
  });

  test("who left the team writes no message", async () => {
    await leaves();
    await talk.says(ben.device, text("I am still here."));
    await expect(open()).rejects.toThrow();
  });

  test("a receipt does not go back to before", async () => {
    await leaves();
    await talk.says(customer, text("Today."));
    talk.time -= 86_400;
    await talk.says(ben.device, text("Yesterday."));
    await expect(open()).rejects.toThrow();
  });
});

describe("what this browser has seen", () => {
  test("is there after a reload", async () => {
    await talk.says(customer, text("One."));
    await open();
    await talk.says(customer, text("Two."));
    expect(words(await open())).toEqual(["One.", "Two."]);
  });

  test("is not cut off later", async () => {
    await talk.says(customer, text("I cancel."));
    await open();
    talk.entries.pop();
    await expect(open()).rejects.toThrow();
  });

  test("raises an alarm if it is", async () => {
    await talk.says(customer, text("I cancel."));
    await open();
    talk.entries.pop();
    desk.conversations.put({ id: talk.id } as unknown as ConversationWire);
    await shortly(() => expect(desk.keys.noticed.all.map((n) => n.about)).toEqual([talk.id]));
  });

  test("nor is another conversation shown in a conversation's place", async () => {
    desk.talks.set(talk.id, await desk.conversation(customer));
    desk.conversations.put({ id: talk.id } as unknown as ConversationWire);
    await shortly(() => expect(desk.keys.noticed.all.map((n) => n.about)).toEqual([talk.id]));
  });
});

describe("in another's name", () => {
  test("nobody takes a message away but who wrote it", async () => {
    const logical = random(16);
    await talk.says(ben.device, text("Your refund is on its way.", logical));
    const remove: Body = { kind: "remove", time: 1, logical: random(16), content: { target: logical } };
    await talk.says(customer, remove);
    expect(words(await open())).toEqual(["Your refund is on its way."]);
    await talk.says(ben.device, { ...remove, logical: random(16) });
    expect(words(await open())).toEqual([]);
  });

  test("nobody takes the place of a message by its logical id", async () => {
    const logical = random(16);
    await talk.says(ben.device, text("No refund.", logical));
    await talk.says(org.ada.device, text("A refund.", logical));
    await talk.says(org.ada.device, text("A refund, again.", logical));
    expect(words(await open())).toEqual(["No refund.", "A refund."]);
  });

  test("nobody changes another's words, rates in the customer's name, or reacts with a sentence", async () => {
    const logical = random(16);
    await talk.says(customer, text("I was charged twice.", logical));
    const say = (by: Hand, body: Omit<Body, "time" | "logical">) =>
      talk.says(by, { ...body, time: 1, logical: random(16) } as Body);
    await say(ben.device, { kind: "edit", content: { target: logical, text: "All is well." } } as Body);
    await say(ben.device, { kind: "rating", content: { score: 5, comment: "" } } as Body);
    await say(ben.device, {
      kind: "reaction",
      content: { target: logical, emoji: "PAID", on: true },
    } as Body);
    await say(ben.device, { kind: "reaction", content: { target: logical, emoji: "👀", on: true } } as Body);
    await say(customer, { kind: "rating", content: { score: 2, comment: "Slow." } } as Body);
    const items = shown(await open());
    expect(items.filter((i) => i.kind === "rating")).toMatchObject([{ score: 2, comment: "Slow." }]);
    expect(items.find((i) => i.kind === "message")).toMatchObject({
      text: "I was charged twice.",
      before: [],
      reactions: [{ emoji: "👀", mine: false, names: ["Ben"] }],
    });
  });

  test("what its author changed and took back shows as that, to everybody", async () => {
    const [kept, gone] = [random(16), random(16)];
    await talk.says(customer, text("Twice.", kept));
    await talk.says(customer, text("A slip.", gone));
    const say = (body: Omit<Body, "time" | "logical">) =>
      talk.says(customer, { ...body, time: 1, logical: random(16) } as Body);
    await say({ kind: "edit", content: { target: kept, text: "Three times." } } as Body);
    await say({ kind: "remove", content: { target: gone } } as Body);
    await say({ kind: "edit", content: { target: gone, text: "Back again." } } as Body);
    const items = shown(await open()).filter((i) => i.kind === "message" || i.kind === "removed");
    expect(items).toMatchObject([
      { kind: "message", text: "Three times.", before: [{ text: "Twice." }] },
      { kind: "removed", id: hex(gone), mine: false },
    ]);
  });

  test("nor does one's own message count as sent by it", async () => {
    const logical = random(16);
    const body = text("No refund.", logical);
    const job: Job = { id: hex(logical), conversation: talk.id, note: false, at: 1, body, files: [] };
    await talk.says(ben.device, text("No refund.", logical));
    expect(hasArrived(await open(), job)).toBe(false);
    await talk.says(org.ada.device, text("A refund.", logical));
    expect(hasArrived(await open(), job)).toBe(true);
  });

  test("a colleague passes nothing on as what the customer was shown", async () => {
    const lines = [{ who: "visitor" as const, text: "I agree to pay.", time: 1, sources: [] }];
    const passed = (): Body => ({ kind: "context", time: 1, logical: random(16), content: { lines } });
    await talk.says(ben.device, passed());
    expect(shown(await open()).map((i) => i.kind)).toEqual(["readers"]);
    await talk.says(customer, passed());
    expect(shown(await open()).map((i) => i.kind)).toEqual(["readers", "context"]);
  });
});

describe("marks", () => {
  const marked = async () =>
    shown(await open()).flatMap((i) => (i.kind === "message" && i.from === "staff" ? [i.mark] : []));

  test("of the same history say that a message was read", async () => {
    await talk.says(ben.device, text("Hello."));
    await talk.reads(customer, talk.transcript.sequence, talk.transcript.hash);
    expect(await marked()).toEqual(["read"]);
  });

  test("of a device that the server calls the customer's, and that reads nothing, say nothing", async () => {
    const rogue = await desk.customer();
    talk.devices.set(hex(rogue.id), toBase64(rogue.statement!.wire));
    await talk.says(ben.device, text("Hello."));
    await talk.reads(rogue, talk.transcript.sequence, talk.transcript.hash);
    expect(await marked()).toEqual(["sent"]);
    expect([...(await open()).customers]).toEqual([hex(customer.id)]);
  });

  test("of another history say nothing", async () => {
    await talk.says(ben.device, text("Hello."));
    await talk.reads(customer, talk.transcript.sequence, talk.thread.id);
    expect(await marked()).toEqual(["sent"]);
  });

  test("of what is not here yet say nothing", async () => {
    await talk.says(ben.device, text("Hello."));
    await talk.reads(customer, talk.transcript.sequence + 5, talk.transcript.hash);
    expect(await marked()).toEqual(["sent"]);
  });
});

describe("the directory", () => {
  const sync = () => desk.keys.sync;
  const kept = async () => (await (await desk.platform.store("staff")).list("directory/")).length;

  test("is not taken without a signed head", async () => {
    const size = sync().directory.size;
    await org.publish(2, []);
    const { statements } = await desk.shown();
    desk.shown = async () => ({ statements, head: null });
    await expect(sync().sync()).rejects.toThrow();
    expect([sync().directory.size, await kept()]).toEqual([size, size]);
  });

  test("that leaves a statement out is a fork, and leaves nothing behind", async () => {
    const size = sync().directory.size;
    const honest = desk.shown;
    await org.publish(2, []);
    await org.openInbox("Returns");
    const head = (await desk.head()).wire;
    await org.openInbox("Repairs");
    const all = (await honest()).statements;
    desk.shown = async () => ({ statements: all.filter((_, i) => i !== size), head });
    await expect(sync().sync()).rejects.toThrow(ForkError);
    expect([sync().directory.size, await kept()]).toEqual([size, size]);
    desk.shown = honest;
    await sync().sync();
    expect([sync().directory.size, await kept()]).toEqual([size + 3, size + 3]);
  });

  test("had no other state at an earlier size, whoever signs that", async () => {
    const { statements } = await desk.shown();
    const fields = await org.directory.headFields(org.time, org.directory.size - 1);
    const { device } = org.ada;
    const sign = async (stateRoot: Id) =>
      (await makeHead(device.signer, device.id, { ...fields, stateRoot })).wire;
    const [good, bad] = [await sign(fields.stateRoot), await sign(fields.logRoot)];
    desk.shown = async () => ({ statements, head: good });
    await sync().sync();
    desk.shown = async () => ({ statements, head: bad });
    await expect(sync().sync()).rejects.toThrow(ForkError);
  });

  test("does not lie ahead of this clock", async () => {
    const size = sync().directory.size;
    const head = (await desk.head()).wire;
    org.time += 86_400;
    await org.publish(2, []);
    const { statements } = await desk.shown();
    desk.shown = async () => ({ statements, head });
    await expect(sync().sync()).rejects.toThrow();
    expect(sync().directory.size).toBe(size);
  });
});

describe("a colleague's boxes", () => {
  const groups = async () => {
    const boxes = org.boxes
      .filter((b) => hex(b.account) === hex(org.ada.id))
      .map((b) => ({ ...b, group: hex(org.group), statement: hex(b.statement), box: toBase64(b.box) }));
    const http = { get: async () => boxes } as unknown as Http;
    await desk.keys.sync.sync();
    const { me, platform, sync } = desk.keys;
    const out = new Groups(http, platform, sync, me, [org.ada.sealing.seed]);
    await out.refresh();
    return out;
  };
  const holds = async () => {
    const held = await groups();
    return [...desk.keys.sync.state.generations.values()].map((g) => held.keysOf(g) !== undefined);
  };
  const team = () => [...org.staff].sort((a, b) => (hex(a.id) < hex(b.id) ? -1 : 1));

  test("with an earlier secret that is another are taken without it", async () => {
    org.boxes.length = 0;
    await org.rotate(team(), () => [{ number: 1, secret: asSecret(random(32)) }]);
    expect(await holds()).toEqual([false, false, true]);
  });

  test("that do not open keep one team's key away, not the desk", async () => {
    const rubbish = await newSealingPair(random);
    await org.rotate(team().map((s) => ({ ...s, sealing: rubbish })));
    expect(await holds()).toEqual([true, true, false]);
  });
});

test("an opened conversation stands under the inbox that its customer signed", async () => {
  const other = await org.openInbox("Doctors");
  await desk.keys.sync.sync();
  await desk.conversations.thread(talk.id);
  const { conversations, keys } = desk;
  const drafts = { of: () => ({ mode: "reply", reply: "", note: "" }) };
  const w = { conversations, drafts, keys, selected: null } as unknown as Workspace;
  const row = { id: talk.id, inbox: hex(other), group: hex(org.group), assignee: null, waitingSince: null };
  expect(rowOf(w, { ...row, lastActivity: "2026-01-01" } as unknown as ConversationWire).inbox).toBe("Shop");
});
