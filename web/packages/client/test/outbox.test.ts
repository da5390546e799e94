/** A message on its way: no network, lost answers, refusals, a reload. The thread is played, the storage is real. */
import { type Body, type Hex, hex, utf8 } from "@sealdesk/seal";
import { beforeEach, describe, expect, it } from "vitest";
import { Drafts } from "../src/desk/drafts.ts";
import { type JobFiles, Outbox, type Recipient } from "../src/desk/outbox.ts";
import { NoAnswer, Refused } from "../src/http.ts";
import { LocalSecrets } from "../src/local-secrets.ts";
import type { LogMessage } from "../src/thread-log.ts";
import { MemoryPlatform } from "./memory-platform.ts";
import { shortly } from "./shortly.ts";

const WORDS = "We tow you in at Quillivant tide";
const conversation = "ab".repeat(32) as Hex;

type Bytes = Uint8Array<ArrayBuffer>;
type Answer = "taken" | "lost" | "no network" | Refused;

const refusal = (status: number, kind: Refused["kind"]) =>
  new Refused(status, kind, "Not taken.", "Ask.", null, null);

/** The server's side: it answers as it is told, in turn; afterwards it takes everything. */
class PlayedThread implements Recipient {
  isOutdated = false;
  readonly log: { entries: LogMessage[] } = { entries: [] };
  readonly posted: string[] = [];
  sealed = 0;
  mine = true;
  readonly #bodies = new Map<string, Body>();

  constructor(readonly answers: Answer[]) {}

  isMine() {
    return this.mine;
  }
  async refreshKey() {
    this.isOutdated = false;
  }
  /** How often the team's key was asked for anew. */
  looked = 0;
  async look() {
    this.looked++;
  }
  async fetch() {
    if (this.answers[0] === "no network") {
      this.answers.shift();
      throw new NoAnswer();
    }
  }
  async seal(body: Body) {
    const wire: Bytes = utf8(`sealed ${++this.sealed} ${hex(body.logical)}`);
    this.#bodies.set(hex(wire), body);
    return { wire };
  }
  async post(wire: Bytes) {
    this.posted.push(hex(wire));
    const answer = this.answers.shift() ?? "taken";
    if (answer instanceof Refused) throw answer;
    this.log.entries.push(this.#entry(this.#bodies.get(hex(wire))!));
    if (answer === "lost") throw new NoAnswer();
  }
  #entry(body: Body): LogMessage {
    const id = new Uint8Array(32) as unknown as LogMessage["hash"];
    const sequence = this.log.entries.length + 1;
    return { kind: "message", sequence, sender: id, hash: id, received: 0, body, repeated: false };
  }
}

const nowhere = {
  answer: async () => Promise.reject(new Error("no server")),
  connect: () => undefined as never,
};
let platform: MemoryPlatform;
let secrets: LocalSecrets;

beforeEach(async () => {
  platform = new MemoryPlatform(nowhere);
  secrets = await LocalSecrets.open(await platform.store("staff"), platform);
});

const noFiles: JobFiles = {
  described: async () => [],
  again: () => undefined,
  done: async () => undefined,
};

/** Waits until it is so; timers ring meanwhile, as they would. */
const soon = (check: () => void | Promise<void>) =>
  shortly(
    async () => {
      platform.ring();
      await check();
    },
    { interval: 5, timeout: 5_000 },
  );

async function outboxTo(
  thread: Recipient,
  changed: () => void = () => undefined,
  files: JobFiles = noFiles,
): Promise<Outbox> {
  const threadFor = async () => thread;
  const outbox = new Outbox({
    secrets,
    platform,
    device: "d1" as Hex,
    files,
    before: async () => undefined,
    threadFor,
    changed,
  });
  await outbox.load();
  return outbox;
}

const write = (outbox: Outbox, text = WORDS) =>
  outbox.add(
    { conversation, note: false },
    { kind: "text", content: { text, language: "", replyTo: null, attachments: [] } },
  );
const stored = async () => (await secrets.store.list("outbox")).map(([key]) => key);

/** What a copy of the profile would show: every byte that is stored, as text. */
async function bytesUnder(prefix: string): Promise<string> {
  const found = await secrets.store.list<{ readonly sealed: Bytes }>(prefix);
  return found.map(([, value]) => Buffer.from(value.sealed).toString("latin1")).join("");
}

describe("a message", () => {
  it("is sent, and nothing of it stays on the device", async () => {
    const thread = new PlayedThread([]);
    const outbox = await outboxTo(thread);
    await write(outbox);
    await soon(() => expect(outbox.waiting).toBe(0));
    expect(thread.posted).toHaveLength(1);
    expect(await stored()).toEqual([]);
  });

  it("waits without a network, and goes by itself when there is one", async () => {
    const thread = new PlayedThread(["no network", "no network"]);
    const seen: string[] = [];
    const outbox: Outbox = await outboxTo(thread, () =>
      seen.push(outbox?.of(conversation)[0]?.state ?? "gone"),
    );
    await write(outbox);
    await soon(() => expect(outbox.waiting).toBe(0));
    expect(seen).toEqual(["waiting", "sending", "waiting", "sending", "waiting", "sending", "gone"]);
    expect(thread.posted).toHaveLength(1);
  });

  it("waits when what is stored cannot be read now", async () => {
    const thread = new PlayedThread([]);
    const outbox = await outboxTo(thread);
    const { list } = secrets.store;
    let failed = 0;
    Object.assign(secrets.store, { list: async () => Promise.reject(new Error(`${++failed}`)) });
    await write(outbox);
    await shortly(() => expect(failed).toBe(1));
    Object.assign(secrets.store, { list });
    await soon(() => expect(outbox.waiting).toBe(0));
    expect(thread.posted).toHaveLength(1);
  });

  it("whose answer was lost is not said twice", async () => {
    const thread = new PlayedThread(["lost"]);
    const outbox = await outboxTo(thread);
    await write(outbox);
    await soon(() => expect(outbox.waiting).toBe(0));
    expect(thread.posted).toHaveLength(1);
  });

  it("is sent again with the same bytes, also after a reload", async () => {
    const busy = refusal(503, "unavailable");
    const thread = new PlayedThread([busy, busy]);
    const before = await outboxTo(thread);
    await write(before);
    await shortly(() => expect(thread.posted).toHaveLength(1));
    before.stop();
    const after = await outboxTo(thread);
    expect(after.of(conversation)).toMatchObject([{ state: "waiting", body: { content: { text: WORDS } } }]);
    after.flush();
    await soon(() => expect(after.waiting).toBe(0));
    expect(thread.posted).toHaveLength(3);
    expect(new Set(thread.posted).size).toBe(1);
    expect(thread.sealed).toBe(1);
  });

  it("is not taken for sent because somebody else uses its name", async () => {
    const thread = new PlayedThread(["lost"]);
    const outbox = await outboxTo(thread);
    thread.mine = false;
    await write(outbox);
    await shortly(() => expect(thread.log.entries).toHaveLength(1));
    await shortly(() => expect(outbox.of(conversation)[0]?.state).toBe("waiting"));
    thread.answers.push(refusal(403, "forbidden"));
    await soon(() => expect(outbox.of(conversation)[0]?.state).toBe("failed"));
    expect(thread.posted).toHaveLength(2);
  });

  it("that was overtaken is sealed anew, under the current key", async () => {
    const thread = new PlayedThread([refusal(409, "conflict")]);
    const outbox = await outboxTo(thread);
    thread.isOutdated = true;
    await write(outbox);
    await soon(() => expect(outbox.waiting).toBe(0));
    expect(new Set(thread.posted).size).toBe(2);
    expect(thread.isOutdated).toBe(false);
  });

  it("that meets a key of the team that this desk was not told of yet asks for it, and is sealed anew", async () => {
    const outdated = () =>
      new Refused(409, "conflict", "The key has changed.", "Look.", "outdated_generation", null);
    const thread = new PlayedThread([outdated(), refusal(409, "conflict")]);
    const outbox = await outboxTo(thread);
    await write(outbox);
    await soon(() => expect(outbox.waiting).toBe(0));
    expect(new Set(thread.posted).size).toBe(3);
    expect(thread.looked).toBe(1);
  });

  it("that is refused says so, stays, and can be taken back", async () => {
    const thread = new PlayedThread([refusal(403, "forbidden")]);
    const outbox = await outboxTo(thread);
    const id = await write(outbox);
    await soon(() => expect(outbox.of(conversation)[0]?.state).toBe("failed"));
    expect(outbox.of(conversation)).toMatchObject([{ failure: { message: "Not taken." } }]);
    expect(await outbox.takeBack(id)).toMatchObject({ body: { content: { text: WORDS } }, conversation });
    expect(outbox.waiting).toBe(0);
    expect(await stored()).toEqual([]);
  });

  it("that may have arrived cannot be taken back", async () => {
    const outbox = await outboxTo(new PlayedThread(["no network"]));
    const id = await write(outbox);
    await shortly(() => expect(outbox.of(conversation)[0]?.state).toBe("waiting"));
    expect(await outbox.takeBack(id)).toBeNull();
    expect(outbox.waiting).toBe(1);
  });

  it("that is refused holds up no other", async () => {
    const thread = new PlayedThread([refusal(403, "forbidden")]);
    const outbox = await outboxTo(thread);
    await write(outbox);
    await write(outbox, "The second one");
    await soon(() => expect(outbox.waiting).toBe(1));
    expect(outbox.of(conversation).map((job) => job.state)).toEqual(["failed"]);
    expect(thread.log.entries).toHaveLength(1);
  });

  it("lies on the device sealed", async () => {
    const outbox = await outboxTo(new PlayedThread(["no network"]));
    await write(outbox);
    const kept = await bytesUnder("outbox/");
    expect(kept.length).toBeGreaterThan(WORDS.length);
    expect(kept).not.toContain("Quillivant");
  });
});

describe("two tabs", () => {
  it("send what either wrote once, and neither keeps it", async () => {
    const thread = new PlayedThread(["no network", "no network"]);
    const one = await outboxTo(thread);
    await write(one, "From one");
    const two = await outboxTo(thread);
    await write(two, "From two");
    await soon(() => expect([one.waiting, two.waiting]).toEqual([0, 0]));
    expect(thread.log.entries).toHaveLength(2);
    expect(await stored()).toEqual([]);
  });

  it("do not send what one of them has taken back", async () => {
    const thread = new PlayedThread([refusal(403, "forbidden")]);
    const one = await outboxTo(thread);
    const id = await write(one, "A slip");
    await soon(() => expect(one.of(conversation)[0]?.state).toBe("failed"));
    const two = await outboxTo(thread);
    await one.takeBack(id);
    await write(two, "The real thing");
    await soon(() => expect(two.waiting).toBe(0));
    expect(thread.log.entries).toHaveLength(1);
    expect(thread.posted).toHaveLength(2);
  });
});

describe("a message with files", () => {
  const other = "ef".repeat(32) as Hex;

  it("waits for them with all that comes after it, and holds up no other conversation", async () => {
    const thread = new PlayedThread([]);
    let there: readonly [] | null = null;
    const files: JobFiles = { ...noFiles, described: async () => there };
    const outbox = await outboxTo(thread, undefined, files);
    const say = (text: string, to: Hex, names: readonly string[] = []) => {
      const content = { text, language: "", replyTo: null, attachments: [] };
      return outbox.add({ conversation: to, note: false }, { kind: "text", content }, names);
    };
    await say("With a photo", conversation, ["aa"]);
    await say("After it", conversation);
    await say("Elsewhere", other);
    await soon(() => expect(outbox.of(other)).toEqual([]));
    expect(outbox.of(conversation).map((j) => j.state)).toEqual(["waiting", "waiting"]);
    there = [];
    outbox.flush();
    await soon(() => expect(outbox.waiting).toBe(0));
    const said = thread.log.entries.map((e) => (e.body.kind === "text" ? e.body.content.text : ""));
    expect(said).toEqual(["Elsewhere", "With a photo", "After it"]);
  });
});

describe("a draft", () => {
  const draft = (reply: string) => ({ mode: "reply", reply, note: "" }) as const;

  it("is there after a reload, the newest of many keystrokes, and sealed", async () => {
    const drafts = new Drafts(secrets);
    await Promise.all(
      [..."Quillivant"].map((_, n) => drafts.save(conversation, draft("Quillivant".slice(0, n + 1)))),
    );
    const again = new Drafts(secrets);
    await again.load();
    expect(again.of(conversation)).toEqual(draft("Quillivant"));
    expect((await bytesUnder("draft/")).length).toBeGreaterThan(0);
    expect(await bytesUnder("draft/")).not.toContain("Quillivant");
  });

  it("leaves no trace once it is empty", async () => {
    const drafts = new Drafts(secrets);
    await drafts.save(conversation, draft("Something"));
    await drafts.save(conversation, draft(""));
    expect(await secrets.store.list("draft/")).toEqual([]);
    expect(drafts.of("cd".repeat(32) as Hex)).toEqual(draft(""));
  });
});
