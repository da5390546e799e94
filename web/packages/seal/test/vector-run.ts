/** Runs vector files; in Node and in browsers. */
import { type Case, type Json, settled } from "./vector-input.ts";
import { operations } from "./vector-operations.ts";
import { type DirectoryFile, directoryOperations } from "./vector-operations-directory.ts";

export interface VectorFile extends Partial<DirectoryFile> {
  readonly protocol: number;
  readonly section: string;
  readonly cases: readonly Case[];
}

/** Reads a file and puts its shared byte strings in their places: `<name>` stands for hexadecimal. */
export function readVectors(text: string): VectorFile {
  const { shared = {} } = JSON.parse(text) as { readonly shared?: Readonly<Record<string, string>> };
  const full = (s: string): string =>
    s.replace(/<([\w-]+)>/g, (whole, name: string) => (name in shared ? full(shared[name]!) : whole));
  return JSON.parse(full(text)) as VectorFile;
}

/** Whether `got` is `wanted`, objects possibly with more in them. */
export function includes(got: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return Object.is(got, wanted);
  if (typeof got !== "object" || got === null || Array.isArray(got) !== Array.isArray(wanted)) return false;
  if (Array.isArray(wanted) && (got as readonly unknown[]).length !== wanted.length) return false;
  return Object.entries(wanted).every(([key, value]) => includes((got as Json)[key], value));
}

/** Long replays write down their last steps only. */
function lastSteps(got: unknown, expected: Json): unknown {
  const { steps } = got as { readonly steps?: readonly unknown[] };
  const wanted = expected.steps as readonly unknown[] | undefined;
  return steps && wanted ? { ...(got as Json), steps: steps.slice(-wanted.length) } : got;
}

/** Gives what this implementation makes of a case, or throws where it refuses. */
export async function outcome({ logs, statements }: VectorFile, c: Case): Promise<unknown> {
  const here = logs && statements ? directoryOperations({ logs, statements }) : operations;
  const run = here[c.op];
  if (run === undefined) throw new Error(`no reader for the operation ${c.op}`);
  return settled(run, c);
}

/** Throws if a case is not judged as it says. */
export async function runCase(file: VectorFile, c: Case): Promise<void> {
  if (!c.valid) {
    const refused = await outcome(file, c).then(
      () => false,
      () => true,
    );
    if (!refused) throw new Error("accepted what is to be refused");
    return;
  }
  const { suite: _suite, ...expected } = c.expect;
  const got = lastSteps(await outcome(file, c), expected);
  if (!includes(got, expected))
    throw new Error(`gives ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`);
}
