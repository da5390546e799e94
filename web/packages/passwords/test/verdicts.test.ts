/** The same table as the judge in Go reads: seal/passwords. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { aboutPerson, judge, readFilter } from "../src/index.ts";

type Row = readonly [password: string, about: readonly string[], verdict: string];
const table = new URL("../../../../seal/passwords/testdata/verdicts.json", import.meta.url);
const rows = JSON.parse(readFileSync(table, "utf8")) as readonly Row[];

/** One entry, whose place is in the first 2^14: its difference has a quotient of 0. */
function listOf(password: string): Uint8Array {
  const first = createHash("sha1").update(password).digest().readBigUInt64BE();
  const place = Number((first << 14n) >> 64n);
  const header = [0x53, 0x44, 0x50, 0x46, 1, 14, 0, 0, 0, 1];
  return Uint8Array.of(...header, place >> 7, (place << 1) & 0xff);
}

const stolen = readFilter(listOf("stolen violets again"));

it.each(rows)("%s, of somebody known by %j: %j", async (password, about, verdict) => {
  const breached = (text: string) => stolen.has(text);
  expect((await judge({ password, about: aboutPerson(...about), breached })) ?? "").toBe(verdict);
});

it("has rows", () => expect(rows.length).toBeGreaterThan(10));
