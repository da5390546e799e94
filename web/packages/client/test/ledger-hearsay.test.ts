/** What browsers make of what messages tell of the record of acts: who can raise an alarm, and who cannot. */
import { asId, type Body, systemRandom as random } from "@sealdesk/seal";
import { openCheckpoint, recordSeen } from "@sealdesk/seal/ledger";
import { beforeEach, describe, expect, test } from "vitest";
import { type Accusation, LedgerHearsay } from "../src/ledger-hearsay.ts";
import { FakeLedger, newKey, type SigningKey } from "./fake-ledger.ts";

const org = asId(random(32));
const anna = asId(random(32));
const text = { kind: "text", time: 1, logical: random(16) } as const;
const content = { text: "Hello", language: "en", replyTo: null, attachments: [] };
const plain: Body = { ...text, content };

let key: SigningKey;
let keys: SigningKey["public"][];
let ours: FakeLedger;
let talk: LedgerHearsay;
let news: number;
let asked: [number, number][];
/** What the server answers. */
let proves: (from: number, to: number) => Promise<unknown>;

beforeEach(async () => {
  key = await newKey();
  keys = [key.public];
  ours = await new FakeLedger(org, key).grow(40);
  news = 0;
  talk = new LedgerHearsay(org);
  talk.news = () => {
    news += 1;
  };
  asked = [];
  proves = (from, to) => ours.answer(from, to);
});

/** A message by somebody who saw a record of a size. */
async function says(record: FakeLedger, size = record.leaves.length): Promise<Body> {
  const seen = await recordSeen(await record.note(size), org, [record.key.public]);
  return { ...plain, record: seen };
}
async function compare(size = ours.leaves.length, looked = 0): Promise<Accusation | null> {
  const note = await ours.note(size);
  const seen = { ...(await openCheckpoint(note, org, keys)), note };
  const prove = async (from: number, to: number) => {
    asked.push([from, to]);
    return (await proves(from, to)) as { proof: string[] };
  };
  return talk.compare(seen, keys, prove, looked);
}

describe("what is told", () => {
  test("is nothing before anything was seen", () => {
    expect(talk.tell(plain)).toBe(plain);
  });

  test("is what was compared last, and nothing of it once it is forgotten", async () => {
    await compare(7);
    expect(talk.tell(plain).record).toMatchObject({ size: 7 });
    await compare(9);
    expect(talk.tell(plain).record).toEqual((await says(ours, 9)).record);
    talk.forget();
    expect(talk.tell(plain)).toBe(plain);
  });
});

describe("one record", () => {
  test.each([1, 39, 40, 41, 90])("is no reason for an alarm to whoever saw %i of it", async (size) => {
    await ours.grow(60);
    talk.hear(anna, await says(ours, size), 100);
    expect(await compare(40)).toBeNull();
    expect(asked).toEqual(size === 40 ? [] : [[Math.min(40, size), Math.max(40, size)]]);
    await compare(40);
    expect(asked.length).toBeLessThan(2);
  });

  test("under an earlier key of the server is no reason either", async () => {
    const body = await says(ours, 20);
    const newer = await newKey();
    keys = [newer.public, key.public];
    ours.key = newer;
    talk.hear(anna, body, 100);
    expect(await compare()).toBeNull();
  });
});

describe("two records", () => {
  test("of one size are seen without anybody's answer", async () => {
    const theirs = await ours.fork(20).grow(20);
    talk.hear(anna, await says(theirs), 100);
    expect(await compare()).toMatchObject({ note: await theirs.note(), proof: [] });
    expect(asked).toEqual([]);
  });

  test.each([30, 60])(
    "of which the other has %i acts are seen by a proof that does not hold",
    async (size) => {
      const theirs = await ours.fork(20).grow(size - 20);
      talk.hear(anna, await says(theirs), 100);
      const lying = size < 40 ? theirs : ours;
      await ours.grow(60);
      proves = async (from, to) =>
        (lying === ours ? ours : theirs.fork(30)).answer(from, Math.min(to, lying.leaves.length));
      expect(await compare(40)).toMatchObject({ note: await theirs.note() });
    },
  );

  test("are not brought up again by messages from before somebody looked at it, but by later ones", async () => {
    const theirs = await ours.fork(20).grow(20);
    talk.hear(anna, await says(theirs), 100);
    expect(await compare(40, 100)).toBeNull();
    talk.hear(anna, await says(theirs, 39), 101);
    proves = async () => ({ proof: [] });
    expect(await compare(40, 100)).not.toBeNull();
  });

  test("stay seen, however often it is asked", async () => {
    talk.hear(anna, await says(await ours.fork(20).grow(20)), 100);
    for (let n = 0; n < 3; n++) expect(await compare()).not.toBeNull();
  });
});

describe("an author alone", () => {
  test("alarms nobody with what the server has not signed", async () => {
    const theirs = await ours.fork(20).grow(20);
    theirs.key = await newKey();
    talk.hear(anna, await says(theirs), 100);
    const made = (await says(ours)).record!;
    for (const record of [
      { ...made, size: 41 },
      { ...made, root: asId(random(32)) },
      { ...made, signature: random(64) },
      { ...made, size: Number.MAX_SAFE_INTEGER },
    ])
      talk.hear(anna, { ...plain, record }, 100);
    expect(await compare()).toBeNull();
    expect(asked).toEqual([]);
  });

  test("has others ask about eight things at most, the newest", async () => {
    for (let size = 1; size < 30; size++) talk.hear(anna, await says(ours, size), 100);
    await compare();
    expect(asked.map(([from]) => from)).toEqual([22, 23, 24, 25, 26, 27, 28, 29]);
  });

  test("has nobody ask twice about the same", async () => {
    const body = await says(ours, 10);
    for (let n = 0; n < 3; n++) {
      talk.hear(anna, body, 100);
      await compare();
    }
    expect([news, asked.length]).toEqual([1, 1]);
    talk.hear(anna, plain, 100);
    expect(news).toBe(1);
  });
});

describe("no answer", () => {
  test("is no alarm, and is asked for again", async () => {
    talk.hear(anna, await says(ours, 10), 100);
    for (const answer of [{}, { proof: "none" }, null]) {
      proves = async () => answer;
      expect(await compare()).toBeNull();
    }
    proves = () => Promise.reject(new Error("nobody is there"));
    expect(await compare()).toBeNull();
    proves = (from, to) => ours.answer(from, to);
    expect(await compare()).toBeNull();
    expect(asked).toHaveLength(5);
    await compare();
    expect(asked).toHaveLength(5);
  });

  test.each([[["00"]], [["zz"]], [[7]], [new Array(1000).fill("00".repeat(32))]])(
    "but %j is one",
    async (proof) => {
      talk.hear(anna, await says(ours, 10), 100);
      proves = async () => ({ proof });
      expect(await compare()).not.toBeNull();
    },
  );
});
