/**
 * Reads every vector that the independent generator made. A file without cases, an operation nobody here
 * knows, or a file nobody reads fails: a vector that is skipped proves nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { includes, readVectors, runCase } from "./vector-run.ts";

const folder = new URL("../../../../seal/testdata/vectors/", import.meta.url);
const files = readdirSync(folder).filter((f) => f.endsWith(".json"));

test("there are vectors to read", () => expect(files.length).toBeGreaterThan(10));

test("what is compared can differ", () => {
  expect(includes({ a: 1, b: [{ c: "x" }] }, { b: [{ c: "x" }] })).toBe(true);
  for (const wanted of [{ a: 2 }, { b: [] }, { b: [{ c: "y" }] }, { b: {} }, { d: null }, []]) {
    expect(includes({ a: 1, b: [{ c: "x" }] }, wanted)).toBe(false);
  }
});

for (const name of files) {
  const file = readVectors(readFileSync(new URL(name, folder), "utf8"));
  describe(name, () => {
    test("holds cases of protocol 1", () => {
      expect(file.protocol).toBe(1);
      expect(file.cases.length).toBeGreaterThan(0);
    });
    test.each(file.cases)("$op: $name ($valid)", (c) => runCase(file, c));
  });
}
