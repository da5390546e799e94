/**
 * An event of the record of acts, for who may read it (docs/ledger.md). Promise: one encoding, and closed in its form;
 * what is shown stands in the tree under a checkpoint if `isIncludedIn` says so. Limit: words are the server's.
 */
import { type Bytes, concat, type Id, utf8 } from "./bytes.ts";
import * as c from "./codec.ts";
import { idOf } from "./core.ts";
import { demand } from "./error.ts";
import type { Checkpoint } from "./ledger.ts";
import { isIncluded, leafHash } from "./merkle.ts";

const limit = 1024;
const wordLimit = 64;

/** Who acted; 4 is reserved for programs. */
export const ledgerRole = { nobody: 0, visitor: 1, account: 2, server: 3, machine: 4 } as const;
export const ledgerOutcome = { done: 0, refused: 1 } as const;

const word: c.Codec<string> = {
  read: (v) => {
    const text = c.text.read(v);
    demand(utf8(text).length <= wordLimit, "a word longer than its limit", "malformed");
    return text;
  },
  write: (t) => t,
};
/** An id of zeros is how nothing is held elsewhere, and would be its second spelling. */
const idOrNone: c.Codec<Id | null> = {
  read: (v) => {
    const id = c.optionalId.read(v);
    demand(id === null || id.some((byte) => byte !== 0), "an id of zeros", "malformed");
    return id;
  },
  write: c.optionalId.write,
};

const event = c.object({
  /** Unix milliseconds, by the server's clock. */
  time: c.uint,
  kind: word,
  actor: c.record({ role: c.oneOf(...Object.values(ledgerRole)), id: idOrNone }),
  device: idOrNone,
  network: word,
  object: idOrNone,
  within: idOrNone,
  outcome: c.oneOf(...Object.values(ledgerOutcome)),
  policy: word,
  reason: word,
  first: c.uint,
  last: c.uint,
});
export type LedgerEvent = c.Of<typeof event>;

export function parseLedgerEvent(wire: Bytes): LedgerEvent {
  const out = c.decodeAs(event, wire, limit);
  demand(out.kind !== "", "an event of no kind", "malformed");
  return out;
}

/** What the tree commits to: it stays when the event is erased. */
export function ledgerEntry(salt: Bytes, wire: Bytes): Promise<Id> {
  demand(salt.length === 16, "salt is not 16 bytes", "malformed");
  return idOf("ledger-event", concat(salt, wire));
}

/** Whether an entry has its place in a checkpoint's tree (RFC 6962 §2.1.1). */
export async function isIncludedIn(
  { root, size }: Checkpoint,
  number: number,
  entry: Id,
  proof: readonly Bytes[],
): Promise<boolean> {
  return isIncluded(await leafHash(entry), number, size, proof, root);
}
