/**
 * Reads every vector that the independent generator made. A file without cases, an operation nobody here
 * knows, or a file nobody reads fails: a vector that is skipped proves nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Case, settled } from "./vector-input.ts";
import { operations } from "./vector-operations.ts";

const folder = new URL("../../../../seal/testdata/vectors/", import.meta.url);
const files = readdirSync(folder).filter((f) => f.endsWith(".json"));

interface VectorFile {
  readonly protocol: number;
  readonly section: string;
  readonly cases: readonly Case[];
}

test("there are vectors to read", () => expect(files.length).toBeGreaterThan(10));

for (const name of files) {
  const file = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as VectorFile;
  describe(name, () => {
    test("holds cases of protocol 1", () => {
      expect(file.protocol).toBe(1);
      expect(file.cases.length).toBeGreaterThan(0);
    });
    test.each(file.cases)("$op: $name ($valid)", async (c) => {
      const run = operations[c.op];
      if (run === undefined) throw new Error(`no reader for the operation ${c.op}`);
      if (!c.valid) {
        await expect(settled(run, c)).rejects.toThrow();
        return;
      }
      const got = await settled(run, c);
      const { suite: _suite, ...expected } = c.expect;
      expect(got).toMatchObject(expected);
    });
  });
}
