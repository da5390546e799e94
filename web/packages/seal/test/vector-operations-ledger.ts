/** Vector operations for the record of acts. Proofs are hashes one after the other. */
import { asId, type Bytes, hex, type Id, unhex } from "../src/bytes.ts";
import { demand, refuse } from "../src/error.ts";
import { continues, openCheckpoint } from "../src/ledger.ts";
import { isIncludedIn, ledgerEntry, parseLedgerEvent } from "../src/ledger-event.ts";
import { claim, flat, type Input, type Operation } from "./vector-input.ts";

const origin = "";

function hashes(i: Input): readonly Id[] {
  const all = i.bytes("proof");
  return Array.from({ length: Math.ceil(all.length / 32) }, (_, n) => asId(all.slice(32 * n, 32 * n + 32)));
}

function textOf(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse("not text", "malformed");
  }
}

export const ledgerOperations: Readonly<Record<string, Operation>> = {
  event: async (i) => {
    const entry = await ledgerEntry(i.bytes("salt"), i.bytes("event"));
    claim(i, "entry", entry);
    const { actor, ...rest } = parseLedgerEvent(i.bytes("event"));
    return flat({ ...rest, role: actor.role, actor: actor.id, entry });
  },
  checkpoint: async (i) => {
    const keys = (i.json.keys as readonly string[]).map(unhex);
    const { root, ...rest } = await openCheckpoint(textOf(i.bytes("note")), i.id("org"), keys);
    return { ...rest, root: hex(root) };
  },
  inclusion: async (i) => {
    const tree = { origin, size: i.number("size"), root: i.id("root") };
    demand(await isIncludedIn(tree, i.number("number"), i.id("entry"), hashes(i)), "not included");
    return {};
  },
  consistency: async (i) => {
    const [from, to] = [
      { origin, size: i.number("from"), root: i.id("fromRoot") },
      { origin, size: i.number("size"), root: i.id("root") },
    ];
    demand(await continues(from, to, hashes(i)), "not continued");
    return {};
  },
};
