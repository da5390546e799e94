/** Vector operations for statements, replays and heads. Logs are named; each is replayed from its genesis. */
import { type Bytes, hex, unhex } from "../src/bytes.ts";
import { Directory, isStale, sortedSlots } from "../src/directory/index.ts";
import { demand } from "../src/error.ts";
import { parseHead } from "../src/head.ts";
import { treeRoot } from "../src/merkle.ts";
import { type Input, type Json, type Operation, OtherOutcome } from "./vector-input.ts";

export interface DirectoryFile {
  readonly logs: Readonly<Record<string, readonly string[]>>;
  readonly statements: Readonly<Record<string, string>>;
}

export function directoryOperations(file: DirectoryFile): Readonly<Record<string, Operation>> {
  const wire = (name: string): Bytes => unhex(file.statements[name]!);
  const replayed = async (i: Input): Promise<Directory> => {
    const d = new Directory(null);
    const names = file.logs[i.text("log")];
    if (names === undefined) throw new OtherOutcome("no such log");
    await d.append(names.map(wire));
    return d;
  };
  return {
    replay: async (i) => replayStepwise(file.logs[i.text("log")]!, wire),
    append: async (i) => {
      const d = await replayed(i).catch((cause: unknown) => {
        throw new OtherOutcome("the log before is refused", { cause });
      });
      const [s] = await d.append([i.bytes("statement")]);
      const leaves = await d.stateLeaves();
      const stateRoot = hex(await treeRoot(leaves));
      return { id: hex(s!.id), logRoot: hex(await d.logRoot()), stateSize: leaves.length, stateRoot };
    },
    head: async (i) => {
      const d = await replayed(i);
      const h = await parseHead(i.bytes("head"));
      await d.checkHead(h, i.number("now"));
      demand(h.size === d.size, "head of another size than the replay");
      const { size, stateSize, time } = h;
      return { id: hex(h.id), size, stateSize, time, logRoot: hex(h.logRoot), stateRoot: hex(h.stateRoot) };
    },
  };
}

async function replayStepwise(names: readonly string[], wire: (name: string) => Bytes): Promise<Json> {
  const d = new Directory(null);
  const steps: Json[] = [];
  for (const name of names) {
    const [s] = await d.append([wire(name)]);
    const leaves = await d.stateLeaves();
    const roots = {
      logRoot: hex(await d.logRoot()),
      stateSize: leaves.length,
      stateRoot: hex(await treeRoot(leaves)),
    };
    steps.push({ name, type: s!.type, id: hex(s!.id), ...roots });
  }
  const stale: string[] = [];
  for (const g of d.state.groups.values()) if (await isStale(d.state, g)) stale.push(hex(g.id));
  const slots = sortedSlots(d.state).map((s) => ({
    kind: s.kind,
    object: hex(s.object),
    key: hex(s.key),
    last: hex(s.last),
  }));
  return { org: hex(d.org), size: d.size, steps, slots, stale: stale.sort() };
}
