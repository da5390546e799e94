/** What a browser makes of the record of acts: whom it believes, what it keeps, and what is no reason for an alarm. */
import { asId, systemRandom as random, SealError } from "@sealdesk/seal";
import { beforeEach, describe, expect, test } from "vitest";
import { type Http, NoAnswer, Refused } from "../src/http.ts";
import { LedgerHearsay } from "../src/ledger-hearsay.ts";
import { type LedgerEvidence, LedgerWatch, ledgerEvidence } from "../src/ledger-watch.ts";
import type { Store } from "../src/platform.ts";
import { FakeLedger, type LedgerAnswer, newKey, type SigningKey } from "./fake-ledger.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";

const org = asId(random(32));
const scope = "staff/x";

let platform: NodePlatform;
let store: Store;
let ledger: FakeLedger;
/** Of the server, as the directory proves them, now and once it is asked for again. */
let proven: SigningKey[];
let newer: () => Promise<SigningKey[]>;
/** What the server answers to whoever has seen so many acts. */
let answers: (from: number) => Promise<unknown>;
let asked: number[];

beforeEach(async () => {
  platform = new NodePlatform("http://desk.test", new MemoryStores(), 0);
  store = await platform.store(scope);
  proven = [await newKey()];
  newer = async () => proven;
  ledger = await new FakeLedger(org, proven[0]!).grow(5);
  answers = (from) => ledger.answer(from);
  asked = [];
});

/** A tab, with what it was told last. */
class Tab {
  since: number | null | undefined;
  readonly watch: LedgerWatch;

  constructor(at: NodePlatform = platform) {
    const get = (path: string) => {
      asked.push(Number(/from=(\d+)/.exec(path)![1]));
      return answers(asked.at(-1)!);
    };
    this.watch = new LedgerWatch({
      http: { get } as unknown as Http,
      platform: at,
      store: at.stores.open(scope),
      org,
      talk: new LedgerHearsay(org),
      keys: () => proven.map((key) => key.public),
      renew: async () => {
        proven = await newer();
      },
      told: (since) => {
        this.since = since;
      },
    });
  }

  async checks(): Promise<number | null | undefined> {
    await this.watch.check();
    return this.since;
  }
}

const kept = async () => (await store.get<{ size: number; note: string }>("ledger"))?.size;
const whys = async () => (await ledgerEvidence(store)).map(({ why }) => why);

describe("a record that goes on", () => {
  test("is followed from the first checkpoint that was seen", async () => {
    const tab = new Tab();
    for (const more of [0, 1, 2, 300, 0, 57]) {
      await ledger.grow(more);
      expect(await tab.checks()).toBeNull();
      expect(await kept()).toBe(ledger.leaves.length);
    }
    expect(asked).toEqual([0, 5, 6, 8, 308, 308]);
    expect(await whys()).toEqual([]);
  });

  test("may begin with nothing", async () => {
    ledger = new FakeLedger(org, proven[0]!);
    const tab = new Tab();
    expect(await tab.checks()).toBeNull();
    await ledger.grow(3);
    expect(await tab.checks()).toBeNull();
    expect(await kept()).toBe(3);
  });

  test("may be signed by a server's key that the directory has only just learned", async () => {
    const tab = new Tab();
    await tab.checks();
    const next = await newKey();
    newer = async () => [...proven, next];
    (await ledger.grow(1)).key = next;
    expect(await tab.checks()).toBeNull();
    expect(await kept()).toBe(6);
  });

  test("may be signed by the earlier key a moment longer than the directory names it", async () => {
    const tab = new Tab();
    await tab.checks();
    proven = [await newKey()];
    await ledger.grow(1);
    expect(await tab.checks()).toBeNull();
  });
});

describe("a record that does not", () => {
  const lies: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    ["is shorter", () => ledger.fork(4).answer(5), "shorter"],
    ["is empty", () => ledger.fork(0).answer(5), "shorter"],
    [
      "is another one of the same size",
      async () => (await ledger.fork(4).grow(1)).answer(5),
      "not the one seen",
    ],
    ["goes on from another", async () => (await ledger.fork(4).grow(9)).answer(5), "not the one seen"],
    [
      "proves nothing",
      async () => ({ ...(await (await ledger.grow(9)).answer(5)), proof: [] }),
      "not the one seen",
    ],
    [
      "proves it from another place",
      async () => ({ ...(await (await ledger.grow(9)).answer(5)), proof: (await ledger.answer(4)).proof }),
      "not the one seen",
    ],
    [
      "proves it in other letters",
      async () => ({ ...(await ledger.answer(5)), proof: ["XY"] }),
      "hexadecimal",
    ],
    [
      "is signed by a key that nobody certified",
      async () => {
        const other = ledger.fork(5);
        other.key = await newKey();
        return other.answer(5);
      },
      "has not signed",
    ],
    [
      "is another organisation's",
      async () => ({ checkpoint: await ledger.note(5, asId(random(32))), proof: [] }),
      "another organisation",
    ],
    [
      "was changed after it was signed",
      async () => ({ checkpoint: (await ledger.note()).replace("\n5\n", "\n6\n"), proof: [] }),
      "signature",
    ],
    ["is no checkpoint", async () => ({ checkpoint: "sealed", proof: [] }), "not a"],
  ];

  test.each(lies)("is told where it %s, and what was seen stays beside it", async (_, lie, why) => {
    const tab = new Tab();
    await tab.checks();
    const before = await store.get("ledger");
    const seen = await ledger.note();
    const shown = (await lie()) as LedgerAnswer;
    answers = async () => shown;
    expect(await tab.checks()).toBeTypeOf("number");
    expect(await store.get("ledger")).toEqual(before);
    const [evidence] = await ledgerEvidence(store);
    expect(evidence).toEqual({
      at: tab.since,
      why: expect.stringContaining(why),
      seen,
      shown: shown.checkpoint,
      proof: shown.proof,
    });
  });

  test("is told to who has seen none before, where nobody certified its key", async () => {
    ledger.key = await newKey();
    const tab = new Tab();
    expect(await tab.checks()).toBeTypeOf("number");
    expect(await kept()).toBeUndefined();
    expect(await ledgerEvidence(store)).toMatchObject([{ seen: null }]);
  });

  test("is told until what was seen is proven again; its beginning is kept", async () => {
    const tab = new Tab();
    await tab.checks();
    const other = await ledger.fork(4).grow(9);
    answers = (from) => other.answer(from);
    const since = await tab.checks();
    platform.ahead = 60_000;
    await other.grow(1);
    expect(await tab.checks()).toBe(since);
    const again = new Tab();
    await again.watch.start();
    again.watch.stop();
    expect(again.since).toBe(since);
    answers = (from) => ledger.answer(from);
    // It was stopped, and says nothing any more.
    expect(await again.checks()).toBe(since);
    expect(await tab.checks()).toBeNull();
    expect(await ledgerEvidence(store)).toHaveLength(1);
    const later = new Tab();
    await later.watch.start();
    later.watch.stop();
    expect(later.since).toBeNull();
  });

  test("is followed once somebody has looked at it, and not before; what was seen stays among the evidence", async () => {
    const tab = new Tab();
    await tab.watch.goOn();
    const seen = await ledger.note();
    const restored = await ledger.fork(3).grow(1);
    answers = (from) => restored.answer(from);
    expect(await tab.checks()).toBeTypeOf("number");
    expect(await kept()).toBe(5);
    await tab.watch.goOn();
    expect([tab.since, await kept()]).toEqual([null, 4]);
    expect(await ledgerEvidence(store)).toMatchObject([{ seen }]);
    // Who has looked at one contradiction has not looked at the next.
    answers = (from) => ledger.answer(from);
    expect(await tab.checks()).toBeTypeOf("number");
  });

  test("cannot be made to be forgotten where nothing contradicts it", async () => {
    const tab = new Tab();
    await tab.checks();
    await ledger.grow(1);
    answers = () => Promise.reject(new NoAnswer("no answer"));
    await tab.watch.goOn();
    expect(await kept()).toBe(5);
  });

  test("fills no browser, however often it changes its mind", async () => {
    const tab = new Tab();
    await tab.checks();
    for (let n = 0; n < 20; n++) {
      platform.ahead += 1000;
      answers = async () => ({
        checkpoint: `${n}`.repeat(50_000),
        proof: Array.from({ length: 5000 }, () => "x"),
      });
      expect(await tab.checks()).toBeTypeOf("number");
      answers = (from) => ledger.answer(from);
      expect(await tab.checks()).toBeNull();
    }
    const all: readonly LedgerEvidence[] = await ledgerEvidence(store);
    expect(all).toHaveLength(16);
    expect(JSON.stringify(all).length).toBeLessThan(16 * 20_000);
  });
});

describe("is no reason for an alarm:", () => {
  const failing = (cause: unknown) => () => Promise.reject(cause);
  const refused = (status: number, kind: "unavailable" | "not_found" | "limited") =>
    failing(new Refused(status, kind, "", "", null, null));
  const innocent: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["no answer", failing(new NoAnswer("no answer"))],
    ["a server that is being restarted", refused(503, "unavailable")],
    ["a server that is asked too often", refused(429, "limited")],
    ["a server that has no checkpoint", refused(404, "not_found")],
    ["nothing", async () => undefined],
    ["null", async () => null],
    ["a list", async () => []],
    ["an answer of another shape", async () => ({ checkpoint: { size: 5 }, proof: [] })],
    ["an answer without a proof", async () => ({ checkpoint: await ledger.note() })],
    ["a machine that fails", failing(new TypeError("Load failed"))],
  ];

  test.each(innocent)("%s", async (_, answer) => {
    const tab = new Tab();
    await tab.checks();
    const before = await store.get("ledger");
    answers = answer;
    tab.since = undefined;
    expect(await tab.checks()).toBeUndefined();
    expect(await store.get("ledger")).toEqual(before);
    answers = (from) => ledger.answer(from);
    expect(await tab.checks()).toBeNull();
    expect(await whys()).toEqual([]);
  });

  test.each([
    ["does not come", new NoAnswer("no answer")],
    ["does not verify, which is told elsewhere", new SealError("unverified", "a fork")],
  ])("a key that is not known yet, where the directory %s", async (_, cause) => {
    const tab = new Tab();
    await tab.checks();
    tab.since = undefined;
    (await ledger.grow(1)).key = await newKey();
    newer = () => Promise.reject(cause);
    expect(await tab.checks()).toBeUndefined();
    expect(await kept()).toBe(5);
  });

  test("an answer that is older than what another tab has seen meanwhile", async () => {
    const [early, late] = [new Tab(), new Tab()];
    await early.checks();
    const first = await ledger.answer(5);
    await ledger.grow(4);
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    answers = async (from) => {
      answers = (next) => ledger.answer(next);
      await held;
      return from === 5 ? first : ledger.answer(from);
    };
    const checks = [early.checks(), late.checks()];
    release();
    expect(await Promise.all(checks)).toEqual([null, null]);
    expect(await kept()).toBe(9);
  });

  test("an answer that is older than what a tab has seen which holds no lock with this one", async () => {
    const alone = new Tab();
    const other = new Tab(new NodePlatform("http://desk.test", platform.stores, 0));
    await alone.checks();
    const older = await ledger.answer(5);
    await ledger.grow(4);
    answers = async (from) => {
      answers = (next) => ledger.answer(next);
      expect(await other.checks()).toBeNull();
      return from === 5 ? older : ledger.answer(from);
    };
    expect(await alone.checks()).toBeNull();
    expect(await kept()).toBe(9);
    expect(await whys()).toEqual([]);
  });

  test("what was forgotten while an answer was under way, and nothing is written behind it", async () => {
    const tab = new Tab();
    answers = async (from) => {
      tab.watch.stop();
      await store.destroy();
      return ledger.answer(from);
    };
    expect(await tab.checks()).toBeUndefined();
    expect(await kept()).toBeUndefined();
  });
});

test("who asks while an answer is under way gets what came in between", async () => {
  const tab = new Tab();
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  const early = await ledger.answer(0);
  answers = async () => {
    answers = (from) => ledger.answer(from);
    await held;
    return early;
  };
  const first = tab.watch.check();
  await expect.poll(() => asked.length).toBe(1);
  await ledger.grow(2);
  const second = tab.watch.check();
  const third = tab.watch.check();
  release();
  await Promise.all([first, second, third]);
  expect(await kept()).toBe(7);
  expect(asked).toEqual([0, 5]);
});

test("it is asked again as time goes by, until it is stopped", async () => {
  const timers: (() => void)[] = [];
  platform.after = (_, callback) => {
    timers.push(callback);
    return () => void timers.splice(timers.indexOf(callback), 1);
  };
  const tab = new Tab();
  await tab.watch.start();
  for (const count of [2, 3, 4]) {
    timers.shift()!();
    await expect.poll(() => timers.length).toBe(1);
    expect(asked.length).toBe(count);
  }
  tab.watch.stop();
  expect(timers).toEqual([]);
});
