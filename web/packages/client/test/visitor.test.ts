/** A customer's desk against a small server: what it does, and above all what it refuses. */
import { type Bytes, hex, readVisitorDevice } from "@sealdesk/seal";
import { beforeEach, describe, expect, test } from "vitest";
import { toBase64 } from "../src/base64.ts";
import type { ReadyState, VisitedPage, VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { FakeAgent } from "./fake-agent.ts";
import { FakeOrganisation } from "./fake-organisation.ts";
import { FakeServer } from "./fake-server.ts";
import { MemoryPlatform } from "./memory-platform.ts";
import { shortly } from "./shortly.ts";

const article = {
  id: "refunds",
  title: "Refunds",
  version: 3,
  language: "en",
  team: "Payments",
  updated: 1_799_000_000,
  markdown: "# How long a refund takes\n\nA refund takes **three working days** to reach your account.\n",
};

let org: FakeOrganisation;
let server: FakeServer;
let machine: MemoryPlatform;

beforeEach(async () => {
  org = await FakeOrganisation.found([article]);
  server = new FakeServer(org);
  machine = new MemoryPlatform(server);
});

const options = (change = {}) => {
  const base = { pin: hex(org.org), inbox: hex(org.inbox), baseUrl: "https://desk.test", language: "en" };
  return { ...base, ...change };
};
const open = (change = {}): Promise<VisitorDesk> => openVisitorDeskOn(machine, options(change));

function ready(desk: VisitorDesk): ReadyState {
  if (desk.state.phase !== "ready") throw new Error(`the desk is ${JSON.stringify(desk.state)}`);
  return desk.state;
}
const talk = (desk: VisitorDesk) =>
  (ready(desk).conversation?.items ?? []).flatMap((i) =>
    i.kind === "mine" || i.kind === "theirs" ? [i] : [],
  );
const stopOf = (desk: VisitorDesk) =>
  desk.state.phase === "stopped" ? desk.state.stop.kind : desk.state.phase;

async function ok<T>(work: Promise<{ ok: true; value: T } | { ok: false; failure: unknown }>): Promise<T> {
  const done = await work;
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return done.value;
}

async function agent(): Promise<FakeAgent> {
  const kept = machine.stores.get(`visitor-${hex(org.org)}`)?.get("visitor-device") as { wire: Bytes };
  const { value } = await readVisitorDevice(org.org, kept.wire);
  return new FakeAgent(org, server, org.ada, () => value.signing);
}

describe("opening", () => {
  test("shows what the proof says, and nothing was made on the server", async () => {
    const desk = await open();
    const state = ready(desk);
    expect(state.organisation).toMatchObject({ name: "Müller Bikes", team: "Payments" });
    expect(state.organisation.seal.join("")).toMatch(/^[0-9A-Z]{20}$/);
    expect(state.articles).toEqual([{ id: "refunds", title: "Refunds" }]);
    expect(machine.requests.filter((r) => !r.startsWith("GET"))).toEqual([]);
  });

  test("articles in one's own language come first, and those that are asked for in most ways", async () => {
    const asked = (id: string, language: string, ...questions: string[]) => {
      const front = `---\nquestions:\n${questions.map((q) => `  - ${q}`).join("\n")}\n---\n`;
      return { ...article, id, language, title: id, markdown: `${front}Some words.\n` };
    };
    await org.publish(2, [
      asked("a", "en", "One?"),
      asked("b", "de", "Eins?", "Zwei?", "Drei?"),
      asked("c", "en", "One?", "Two?"),
    ]);
    expect(ready(await open()).articles.map((a) => a.id)).toEqual(["c", "a", "b"]);
  });

  test("the pin is stored before the first request", async () => {
    machine.connected = false;
    await open();
    expect([...machine.stores.get("places")!.keys()]).toEqual(["pin/https://desk.test"]);
  });

  test("a page that names another organisation later is stopped without a request", async () => {
    await open();
    machine.requests.length = 0;
    const desk = await open({ pin: "ab".repeat(32) });
    expect(stopOf(desk)).toBe("pin-changed");
    expect(machine.requests).toEqual([]);
  });

  test.each([{ pin: "" }, { pin: "AB".repeat(32) }, { inbox: "shop" }])(
    "a bad embed line %j is refused",
    async (change) => {
      expect(stopOf(await open(change))).toBe("bad-embed");
    },
  );

  test("another organisation's proof under this pin is refused", async () => {
    const stranger = await FakeOrganisation.found([]);
    const desk = await openVisitorDeskOn(machine, { ...options(), pin: hex(stranger.org) });
    expect(stopOf(desk)).toBe("unverified");
  });

  test("a proof with one bit changed is refused", async () => {
    server.bend = (path, body) => {
      if (!path.endsWith("/proof")) return body;
      const { proof, ...rest } = body as { proof: string };
      const raw = Uint8Array.from(atob(proof), (c) => c.charCodeAt(0));
      raw[raw.length - 40]! ^= 1;
      return { ...rest, proof: toBase64(raw) };
    };
    expect(stopOf(await open())).toBe("unverified");
  });

  test("a head ahead of this clock says by how much", async () => {
    server.headTime = org.time + 3600;
    const desk = await open();
    expect(desk.state).toMatchObject({ stop: { kind: "clock", provenTime: (org.time + 3600) * 1000 } });
  });

  test("a proof older than a week asks first; older than a day is marked", async () => {
    machine.clock += 8 * 86_400_000;
    const desk = await open();
    expect(stopOf(desk)).toBe("old-proof");
    await ok(desk.acceptOldProof());
    expect(ready(desk).proof.old).toBe(true);
  });

  test("a window that was open for a week looks for a newer proof, and asks before anything is sealed", async () => {
    const desk = await open();
    const begun = await ok(desk.startConversation("Where is my bicycle?"));
    machine.clock += 8 * 86_400_000;
    server.headTime = org.time + 8 * 86_400;
    await ok(desk.send("I am back"));
    await shortly(() => expect(machine.requests.at(-1)).toMatch(/^POST .*messages$/));
    machine.clock += 8 * 86_400_000;
    const before = machine.requests.length;
    expect(await desk.send("Still there?")).toMatchObject({ ok: false, failure: { kind: "refused" } });
    expect(stopOf(desk)).toBe("old-proof");
    expect(machine.requests.slice(before).filter((r) => !r.startsWith("GET"))).toEqual([]);
    await ok(desk.acceptOldProof());
    await ok(desk.openConversation(begun));
    await ok(desk.send("Still there?"));
    expect(talk(desk).map((i) => i.text)).toEqual(["Where is my bicycle?", "I am back", "Still there?"]);
  });

  test("articles that were not approved are not shown", async () => {
    server.bend = (path, body) => (path.startsWith("/article-sets") ? (body as Bytes).with(90, 7) : body);
    expect((await open()).state).toMatchObject({ stop: { kind: "unverified", what: "articles" } });
  });

  test("a directory that shrank since the last visit is refused", async () => {
    const young = await org.proof(0);
    await org.hire("Ben");
    await open();
    server.bend = (path, body) =>
      path.endsWith("/proof") ? { ...(body as object), proof: toBase64(young) } : body;
    expect(stopOf(await open())).toBe("unverified");
  });

  test("without a connection the last visit's proof is shown", async () => {
    await open();
    machine.connected = false;
    expect(ready(await open()).organisation.name).toBe("Müller Bikes");
  });
});

describe("the assistant", () => {
  test("answers word for word and sends nothing", async () => {
    const desk = await open();
    machine.requests.length = 0;
    await ok(desk.ask("How long does a refund take?"));
    const [asked, said] = ready(desk).assistant.items;
    expect(asked).toMatchObject({ kind: "asked" });
    expect(JSON.stringify(said)).toContain("Refunds");
    expect(machine.requests).toEqual([]);
  });

  test("the transcript goes with the conversation only if the customer wants that", async () => {
    const desk = await open();
    await ok(desk.ask("How long does a refund take?"));
    await ok(desk.handOver());
    const [context] = await (await agent()).read();
    expect(context).toMatchObject({ kind: "context" });
    expect(ready(desk).conversation?.passedOn).toBe(true);
  });

  test("what was passed on keeps the date of the article, until the article changes", async () => {
    const desk = await open();
    await ok(desk.ask("How long does a refund take?"));
    await ok(desk.handOver());
    const dates = () =>
      (ready(desk).conversation?.items ?? [])
        .flatMap((i) => (i.kind === "context" ? i.items : []))
        .flatMap((i) => (i.kind === "answer" ? [i.source.updated] : []));
    await shortly(() => expect(dates()).toEqual([article.updated * 1000]));
    await org.publish(2, [{ ...article, version: 4, updated: article.updated + 86_400 }]);
    await org.hire("Ben");
    await ok(desk.send("And now?"));
    await shortly(() => expect(dates()).toEqual([null]));
  });

  test("without consent nothing of it leaves", async () => {
    const desk = await open();
    await ok(desk.ask("How long does a refund take?"));
    await ok(desk.startConversation("Please call me."));
    const read = await (await agent()).read();
    expect(read).toMatchObject([{ kind: "text", content: { text: "Please call me." } }]);
    expect(ready(desk).conversation?.passedOn).toBe(false);
    expect(ready(desk).assistant.items).toHaveLength(2);
  });
});

describe("a conversation", () => {
  test("is written, answered, and marked as read", async () => {
    const desk = await open();
    await ok(desk.startConversation("My refund is missing."));
    expect(talk(desk)).toMatchObject([{ kind: "mine", text: "My refund is missing.", mark: "sent" }]);
    const ada = await agent();
    await ada.says("I am looking into it.");
    await shortly(() => expect(talk(desk)).toHaveLength(2));
    expect(talk(desk)[1]).toMatchObject({ kind: "theirs", author: { name: "Ada" } });
    await ada.marksRead();
    await shortly(() => expect(talk(desk)[0]).toMatchObject({ mark: "read" }));
    await ok(desk.send("Thank you."));
    await shortly(() => expect(talk(desk)[2]).toMatchObject({ text: "Thank you.", mark: "sent" }));
    expect((await ada.read()).map((b) => b.kind)).toEqual(["text", "text", "text"]);
  });

  test("is shown once, while it waits and when it is back, however slow the browser's store is", async () => {
    const desk = await open();
    await ok(desk.startConversation("Hello."));
    machine.storing = () => new Promise((done) => setTimeout(done, 20));
    let twice = 0;
    desk.subscribe(() => {
      const ids = talk(desk).map((i) => i.id);
      if (new Set(ids).size < ids.length) twice += 1;
    });
    for (const text of ["One.", "Two.", "Three."]) await ok(desk.send(text));
    await shortly(() =>
      expect(talk(desk).map((i) => i.kind === "mine" && i.mark)).toEqual(Array(4).fill("sent")),
    );
    expect(twice).toBe(0);
  });

  test("survives a reload and is readable without a connection", async () => {
    const first = await open();
    const id = await ok(first.startConversation("Hello."));
    first.dispose();
    machine.connected = false;
    const desk = await open();
    void desk.openConversation(id);
    await shortly(() => expect(talk(desk)).toMatchObject([{ text: "Hello.", mark: "sent" }]));
  });

  test("written offline waits, and is sent once with the same bytes when answers get lost", async () => {
    const creations = () => server.posted.filter((p) => p.startsWith("{"));
    const messages = () => server.posted.filter((p) => !p.startsWith("{"));
    const desk = await open();
    server.loseAnswers = true;
    await ok(desk.startConversation("Are you there?"));
    expect(talk(desk)[0]).toMatchObject({ text: "Are you there?" });
    await shortly(() => expect(server.posted.length).toBeGreaterThan(0));
    server.loseAnswers = false;
    machine.ring();
    await shortly(() => expect(talk(desk)).toMatchObject([{ mark: "sent" }]));
    expect(server.threads.size).toBe(1);
    // The creation may still be asked about once more; only the message's answer is lost from here on.
    server.losing = /^POST .*messages$/;
    server.loseAnswers = true;
    await ok(desk.send("Second."));
    await shortly(() => {
      machine.ring();
      expect(messages().length).toBeGreaterThan(0);
    });
    server.loseAnswers = false;
    await shortly(() => {
      machine.ring();
      expect(talk(desk)).toMatchObject([{ mark: "sent" }, { text: "Second.", mark: "sent" }]);
    });
    expect(talk(desk)).toHaveLength(2);
    expect(new Set(creations()).size).toBe(1);
    expect(creations().length).toBeGreaterThan(1);
    expect(new Set(messages()).size).toBe(1);
  });

  test("is sent again when the line died without a word, and with it what waits behind", async () => {
    const desk = await open();
    await ok(desk.startConversation("First."));
    server.silent = ({ method, path }) => method === "POST" && path.endsWith("/messages");
    await ok(desk.send("Second."));
    await ok(desk.send("Third."));
    const asked = () => machine.requests.filter((r) => /^POST .*messages$/.test(r)).length;
    await shortly(() => expect(asked()).toBe(1));
    server.silent = () => false;
    machine.unanswered();
    await shortly(() => {
      machine.ring();
      expect(talk(desk)).toMatchObject([
        { mark: "sent" },
        { mark: "sent" },
        { text: "Third.", mark: "sent" },
      ]);
    });
    expect(asked()).toBe(3);
  });

  test("goes on under a new key when the team's members changed", async () => {
    const desk = await open();
    await ok(desk.startConversation("First."));
    await org.hire("Ben");
    await ok(desk.send("Second."));
    await shortly(() =>
      expect(talk(desk)).toMatchObject([{ mark: "sent" }, { text: "Second.", mark: "sent" }]),
    );
    const [t] = server.threads.values();
    expect(t!.entries.map((e) => e.kind)).toEqual(["generation", "message", "generation", "message"]);
    expect((await (await agent()).read()).map((b) => b.kind)).toEqual(["text"]);
  });

  test("who answers is no new reader; who joins the team is", async () => {
    const desk = await open();
    await ok(desk.startConversation("First."));
    await (await agent()).says("I am Ada.");
    const lines = () =>
      ready(desk).conversation!.items.map((i) => (i.kind === "readers" ? i.change.kind : i.kind));
    await shortly(() => expect(lines()).toEqual(["team-added", "mine", "answering", "theirs"]));
    await org.hire("Ben");
    await ok(desk.send("Second."));
    await shortly(() => expect(lines().slice(4)).toEqual(["joined", "mine"]));
    const joined = ready(desk).conversation!.items[4];
    expect(joined).toMatchObject({ change: { person: { name: "Ben" } } });
  });

  test("nobody is said to be away, and who has just written is here", async () => {
    const desk = await open();
    await ok(desk.startConversation("First."));
    expect(ready(desk).conversation!.presence).toBeNull();
    await (await agent()).says("I am Ada.");
    await shortly(() => expect(ready(desk).conversation!.presence).toBe("here"));
    machine.ring();
    await shortly(() => expect(ready(desk).conversation!.presence).toBeNull());
  });

  test("begins under the team's newest key, though the page is older", async () => {
    const desk = await open();
    await org.hire("Ben");
    await ok(desk.startConversation("First."));
    await shortly(() => expect(talk(desk)).toMatchObject([{ text: "First.", mark: "sent" }]));
    expect(server.threads.size).toBe(1);
  });

  test("a first message that waited and is refused then says so, and can be tried again", async () => {
    const desk = await open();
    machine.connected = false;
    await ok(desk.startConversation("First."));
    server.refuse = 403;
    machine.connected = true;
    await shortly(() => {
      machine.ring();
      expect(talk(desk)).toMatchObject([{ text: "First.", mark: "failed" }]);
    });
    server.refuse = null;
    await ok(desk.retry(talk(desk)[0]!.id));
    await shortly(() => expect(talk(desk)).toMatchObject([{ text: "First.", mark: "sent" }]));
    expect(server.threads.size).toBe(1);
  });

  test("a first message that is refused leaves nothing behind", async () => {
    const desk = await open();
    server.refuse = 403;
    expect(await desk.startConversation("First.")).toMatchObject({ ok: false, failure: { kind: "refused" } });
    const kept = [...machine.stores.get(`visitor-${hex(org.org)}`)!.keys()];
    expect(kept.filter((k) => /^(thread|outbox|key)\//.test(k))).toEqual([]);
    expect(ready(desk)).toMatchObject({ begun: null, conversation: null });
  });

  test("a first message without a connection is kept, and sent once on return", async () => {
    const desk = await open();
    machine.connect(false);
    await ok(desk.startConversation("Is anybody there?"));
    expect(talk(desk)).toMatchObject([{ text: "Is anybody there?" }]);
    machine.connect(true);
    machine.ring();
    await shortly(() => expect(talk(desk)).toMatchObject([{ mark: "sent" }]));
    expect(server.threads.size).toBe(1);
    expect((await (await agent()).read()).map((b) => b.kind)).toEqual(["text"]);
  });

  test("what waited while the team changed is sealed again, for the team as it is now", async () => {
    const desk = await open();
    await ok(desk.ask("How long does a refund take?"));
    machine.connect(false);
    await ok(desk.handOver());
    await ok(desk.send("And mine is late."));
    await org.hire("Ben");
    machine.connect(true);
    machine.ring();
    await shortly(() => expect(talk(desk)).toMatchObject([{ text: "And mine is late.", mark: "sent" }]));
    expect(server.threads.size).toBe(1);
    expect((await (await agent()).read()).map((b) => b.kind)).toEqual(["context", "text"]);
    expect(ready(desk).recent).toHaveLength(1);
    const kept = [...machine.stores.get(`visitor-${hex(org.org)}`)!.keys()];
    expect(kept.filter((k) => k.startsWith("thread/"))).toHaveLength(1);
    expect(kept.filter((k) => k.startsWith("outbox/"))).toEqual([]);
  });

  test("a first message survives a reload without a connection", async () => {
    const first = await open();
    machine.connect(false);
    await ok(first.startConversation("Is anybody there?"));
    first.dispose();
    const desk = await open();
    const [recent] = ready(desk).recent;
    await ok(desk.openConversation(recent!.id));
    expect(talk(desk)).toMatchObject([{ text: "Is anybody there?" }]);
    machine.connect(true);
    machine.ring();
    await shortly(() => expect(talk(desk)).toMatchObject([{ mark: "sent" }]));
  });

  test("a name goes sealed to those one writes to, and is no message", async () => {
    const desk = await open();
    await ok(desk.setName("Amara"));
    expect(machine.requests.filter((r) => r.startsWith("POST"))).toEqual([]);
    await ok(desk.startConversation("First."));
    await ok(desk.setName("Amara Osei"));
    await ok(desk.send("Second."));
    await shortly(() => expect(talk(desk)[1]).toMatchObject({ text: "Second.", mark: "sent" }));
    expect(talk(desk)).toHaveLength(2);
    const read = await (await agent()).read();
    expect(read.map((b) => b.kind)).toEqual(["profile", "text", "profile", "text"]);
    expect(read[2]).toMatchObject({ content: { fields: [{ name: "name", value: "Amara Osei" }] } });
  });

  test("the page goes sealed with a conversation's beginning, as it is then, and with nothing else", async () => {
    let page: VisitedPage | null = { path: "/boats", title: "Boats" };
    const desk = await open({ page: () => page });
    page = { path: "/boats/dinghy", title: "Dinghy" };
    await ok(desk.startConversation("How much is this one?"));
    page = { path: "/account", title: "Account" };
    await ok(desk.send("And this?"));
    await shortly(() => expect(talk(desk)[1]).toMatchObject({ text: "And this?", mark: "sent" }));
    const read = await (await agent()).read();
    expect(read.map((b) => b.kind)).toEqual(["profile", "text", "text"]);
    expect(read[0]).toMatchObject({
      content: {
        fields: [
          { name: "page", value: "/boats/dinghy" },
          { name: "title", value: "Dinghy" },
        ],
      },
    });
    expect(JSON.stringify(machine.requests)).not.toContain("dinghy");
  });

  test("a name taken back is taken back there too", async () => {
    const desk = await open();
    await ok(desk.setName("Amara"));
    await ok(desk.startConversation("First."));
    machine.connect(false);
    await ok(desk.setName(null));
    machine.connect(true);
    machine.ring();
    await shortly(async () => {
      const last = (await (await agent()).read()).at(-1);
      expect(last).toMatchObject({ kind: "profile", content: { fields: [{ value: "" }] } });
    });
  });

  test("an empty message is refused on the device", async () => {
    const desk = await open();
    await ok(desk.startConversation("First."));
    expect(await desk.send("   ")).toMatchObject({ ok: false, failure: { kind: "refused" } });
  });

  test("an altered entry stops the desk", async () => {
    const desk = await open();
    const id = await ok(desk.startConversation("First."));
    const [t] = server.threads.values();
    const entry = t!.entries[1]!;
    const raw = Uint8Array.from(atob(entry.bytes), (c) => c.charCodeAt(0));
    raw[raw.length - 100]! ^= 1;
    t!.entries[1] = { ...entry, bytes: toBase64(raw) };
    for (const key of [...machine.stores.get(`visitor-${hex(org.org)}`)!.keys()]) {
      if (key.startsWith("entry/")) machine.stores.get(`visitor-${hex(org.org)}`)!.delete(key);
    }
    desk.dispose();
    const again = await open();
    await again.openConversation(id);
    await shortly(() => expect(stopOf(again)).toBe("unverified"));
  });

  test("an entry that the server left out stops the desk", async () => {
    const desk = await open();
    await ok(desk.startConversation("First."));
    await (await agent()).says("One.");
    await shortly(() => expect(talk(desk)).toHaveLength(2));
    const [t] = server.threads.values();
    const [id] = server.threads.keys();
    const last = t!.entries.at(-1)!;
    server.push({
      type: "entry",
      cursor: 9,
      thread: id,
      conversation: id,
      keys: [],
      entry: { ...last, sequence: 5 },
    });
    t!.entries.push({ ...last, sequence: 5 });
    await shortly(() => expect(stopOf(desk)).toBe("unverified"));
  });

  test("a message by somebody whom no proof shows is named as missing, and the rest goes on", async () => {
    const ben = await org.hire("Ben");
    const desk = await open();
    await ok(desk.startConversation("First."));
    desk.dispose();
    const kept = await agent();
    const stranger = await FakeOrganisation.found([]);
    await new FakeAgent(org, server, { ...ben, device: stranger.ada.device }, kept.visitorKey).says(
      "Hidden.",
    );
    await kept.says("Seen.");
    const again = await open();
    await ok(again.openConversation([...server.threads.keys()][0]!));
    const kinds = () => ready(again).conversation!.items.map((i) => i.kind);
    await shortly(() => expect(kinds()).toEqual(["readers", "mine", "missing", "answering", "theirs"]));
    await ok(again.send("Second."));
    await shortly(() => expect(talk(again).at(-1)).toMatchObject({ text: "Second.", mark: "sent" }));
  });

  test("what somebody who left signs after they went is not taken, however long ago the customer was here", async () => {
    const ben = await org.hire("Ben");
    const desk = await open();
    await ok(desk.startConversation("First."));
    const { visitorKey } = await agent();
    const bens = new FakeAgent(org, server, ben, visitorKey);
    await bens.says("I am in the team.");
    await shortly(() => expect(talk(desk).at(-1)).toMatchObject({ text: "I am in the team." }));
    desk.dispose();
    const later = (hours: number) => {
      org.time += hours * 3600;
      machine.clock = org.time * 1000;
    };
    later(24);
    const his = org.keys;
    await org.setMembers([org.ada]);
    const theirs = org.keys;
    later(12);
    org.keys = his; // he still has the key that he was given, and the server takes what he writes under it
    const [t] = server.threads.values();
    for (const [id, boxes] of t!.boxes) t!.boxes.set(id, { ...boxes, group: hex(org.generation.id) });
    await bens.says("Pay to my account.");
    org.keys = theirs;
    later(12);
    const again = await open();
    await again.openConversation([...server.threads.keys()][0]!);
    await shortly(() => expect(stopOf(again)).toBe("unverified"));
  });

  test("forgetting the device leaves nothing behind", async () => {
    const desk = await open();
    await ok(desk.startConversation("First."));
    await ok(desk.forgetDevice());
    expect(
      [...machine.stores.get(`visitor-${hex(org.org)}`)!.keys()].filter((k) => k.startsWith("thread")),
    ).toEqual([]);
    expect(ready(desk).recent).toEqual([]);
  });
});
