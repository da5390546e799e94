/// <reference types="node" />
/** The record of acts on screen: every kind has words, and what the address says is searched. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Act, LedgerRow } from "../src/contract.ts";
import { languages } from "../src/model/language.ts";
import { kinds, lookOf } from "../src/model/ledger-kinds.ts";
import { daysOf, newsIn, withOlder } from "../src/model/ledger-list.ts";
import { readQuery, without, writeQuery } from "../src/model/ledger-query.ts";
import { sentenceOf } from "../src/model/ledger-sentence.ts";
import { addressOf, placeAt } from "../src/model/place.ts";
import { loadWords } from "../src/words/catalogue.ts";

const source = readFileSync(join(import.meta.dirname, "../../../../internal/ledger/ledger.go"), "utf8");
const catalogue = [...source.matchAll(/= "([a-z]+\.[a-z]+)"/g)].map(([, kind]) => kind!);
const id = "9f".repeat(32);

const act: Act = {
  number: 7,
  at: 1_800_000_000_000,
  kind: "thread.read",
  by: "account",
  actor: id,
  device: null,
  network: "",
  object: "3c79".repeat(16),
  within: null,
  refused: false,
  policy: "",
  reason: "",
  first: 1,
  last: 2,
  entry: id,
  names: { [id]: { kind: "person", name: "Anna" } },
};
const row = (number: number, at = act.at): LedgerRow => ({
  state: "proven",
  number,
  act: { ...act, number, at },
});

describe("the kinds", () => {
  it("are those of the server, no more and no fewer", () => {
    expect(catalogue.length).toBeGreaterThan(60);
    expect(Object.keys(kinds).toSorted()).toEqual(catalogue.toSorted());
  });

  it.each(languages.map(({ tag }) => tag))("each have a sentence in %s, without a hole", async (language) => {
    const words = await loadWords(language);
    for (const kind of catalogue) {
      expect(Object.hasOwn(words.acts, kind), kind).toBe(true);
      for (const object of [act.object, null]) {
        const said = sentenceOf(words, { ...act, kind, object, within: object, reason: "passkey" }, String);
        expect(said, kind).not.toMatch(/[{}]|undefined/);
      }
    }
  });

  it("of a later version are shown all the same", async () => {
    const words = await loadWords("en");
    expect(sentenceOf(words, { ...act, kind: "moon.landed" }, String)).toMatch(/Anna.*moon\.landed/);
    expect(lookOf("toString").icon).toBe("info");
    expect(sentenceOf(words, { ...act, kind: "session.created", reason: "toString" }, String)).toMatch(
      /toString/,
    );
  });
});

it("says who did what to whom", async () => {
  const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");
  const say = async (part: Partial<Act>, language: "en" | "de" = "en") =>
    plain(sentenceOf(await loadWords(language), { ...act, ...part }, String));
  expect(await say({})).toBe("Anna opened the conversation of Visitor 3C79");
  expect(await say({}, "de")).toMatch(/^Anna hat die Unterhaltung mit \S+ 3C79 geöffnet$/);
  const unnamed = { object: id, within: act.object, actor: null, by: "server", names: {} } as const;
  expect(await say(unnamed)).toBe("The server opened the notes on Visitor 3C79");
  expect(await say({ ...unnamed, at: Number.NaN, kind: "entries.fetched" })).toMatch(
    /of the notes on Visitor 3C79$/,
  );
  expect(await say({ kind: "conversation.assigned", reason: "claimed" })).toBe("Anna took over Visitor 3C79");
  const refused = { kind: "session.refused", by: "nobody", actor: null, reason: "unknown-account" } as const;
  expect(await say({ ...refused, object: null })).toBe("A sign-in was refused: there is no such account");
  expect(await say({ ...refused, object: id, reason: "password" })).toBe(
    "A sign-in as Anna was refused: password",
  );
  expect(
    await say({ kind: "ledger.erased", by: "server", actor: null, last: 3, reason: "retention:reads" }),
  ).toBe("The server erased 3 acts: its time was over: what was read");
});

describe("a search in the address", () => {
  const query = {
    kind: "session.refused",
    actor: `account:${id}`,
    about: id,
    network: "2001:db8::/64",
    refused: true,
    since: 1_800_000_000_000,
  } as const;

  it("leads back to the search", () => {
    expect(readQuery(writeQuery(query))).toEqual(query);
    const place = { area: "ledger", view: "open", conversation: null, acts: query } as const;
    expect(placeAt(addressOf(place))).toEqual(place);
    expect(placeAt("#/ledger")).toEqual({ area: "ledger", view: "open", conversation: null });
  });

  it.each([
    "kind=../x",
    "about=9f",
    "actor=server:1",
    "refused=yes",
    "since=-1",
    "since=1e99",
    "__proto__=1",
    "toString=1",
    "text=hello",
    `since=${"1".repeat(20)}`,
  ])("is nothing when somebody else wrote it: %s", (text) => {
    expect(readQuery(text)).toBeNull();
    expect(placeAt(`#/ledger/${text}`)).toBeNull();
  });

  it("loses what is taken away, and nothing else", () => {
    expect(without(query, "kind", "since")).toEqual({
      actor: query.actor,
      about: id,
      network: query.network,
      refused: true,
    });
  });
});

describe("the list", () => {
  it("takes older ones once", () => {
    expect(withOlder([row(9), row(8)], [row(8), row(7)]).map(({ number }) => number)).toEqual([9, 8, 7]);
  });

  it("takes news that reach down to what is there, and knows of a hole", () => {
    const there = [row(9), row(8)];
    expect(newsIn(there, { rows: [row(11), row(10), row(9)], next: 9 })).toEqual([row(11), row(10)]);
    expect(newsIn(there, { rows: [row(11)], next: 10 })).toEqual([row(11)]);
    expect(newsIn(there, { rows: [row(30), row(29)], next: 29 })).toBeNull();
    expect(newsIn([], { rows: [], next: 12 })).toEqual([]);
    expect(newsIn([], { rows: [row(1)], next: 0 })).toEqual([row(1)]);
  });

  it("stands by days, and what has no time with its neighbours", () => {
    const erased: LedgerRow = { state: "erased", number: 8, entry: id };
    const days = daysOf([erased, row(7), row(6), row(5, 0)], (at) => (at === 0 ? "then" : "now"));
    expect(days.map(({ key, rows }) => [key, rows.length])).toEqual([
      ["now", 3],
      ["then", 1],
    ]);
    expect(daysOf([erased], String)).toHaveLength(1);
  });
});
