/**
 * Reads every vector that the independent generator made. A file without cases, an operation nobody here
 * knows, or a file nobody reads fails: a vector that is skipped proves nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Case, type Json, settled } from "./vector-input.ts";
import { operations } from "./vector-operations.ts";
import { type DirectoryFile, directoryOperations } from "./vector-operations-directory.ts";

const folder = new URL("../../../../seal/testdata/vectors/", import.meta.url);
const files = readdirSync(folder).filter((f) => f.endsWith(".json"));

interface VectorFile {
  readonly protocol: number;
  readonly section: string;
  readonly cases: readonly Case[];
}

/** Puts the file's shared byte strings in their places: `<name>` stands for hexadecimal. */
function expanded(text: string): string {
  const { shared = {} } = JSON.parse(text) as { readonly shared?: Readonly<Record<string, string>> };
  const full = (s: string): string =>
    s.replace(/<([\w-]+)>/g, (whole, name: string) => (name in shared ? full(shared[name]!) : whole));
  return full(text);
}

test("there are vectors to read", () => expect(files.length).toBeGreaterThan(10));

/** Long replays write down their last steps only. */
function lastSteps(got: unknown, expected: Json): unknown {
  const { steps } = got as { readonly steps?: readonly unknown[] };
  const wanted = expected.steps as readonly unknown[] | undefined;
  return steps && wanted ? { ...(got as Json), steps: steps.slice(-wanted.length) } : got;
}

for (const name of files) {
  const file = JSON.parse(expanded(readFileSync(new URL(name, folder), "utf8"))) as VectorFile &
    Partial<DirectoryFile>;
  const { logs, statements } = file;
  const here = logs && statements ? directoryOperations({ logs, statements }) : operations;
  describe(name, () => {
    test("holds cases of protocol 1", () => {
      expect(file.protocol).toBe(1);
      expect(file.cases.length).toBeGreaterThan(0);
    });
    test.each(file.cases)("$op: $name ($valid)", async (c) => {
      const run = here[c.op];
      if (run === undefined) throw new Error(`no reader for the operation ${c.op}`);
      if (!c.valid) {
        await expect(settled(run, c)).rejects.toThrow();
        return;
      }
      const got = await settled(run, c);
      const { suite: _suite, ...expected } = c.expect;
      expect(lastSteps(got, expected)).toMatchObject(expected);
    });
  });
}
