/** Makes the proof that a visitor asks for (section 4.3), out of a replay. The server does this in Go. */
import { type Bytes, equal, hex, type Id } from "../bytes.ts";
import { demand } from "../error.ts";
import type { Head } from "../head.ts";
import { inclusionPath } from "../merkle.ts";
import { encodeProof, type ProofInclusion } from "../proof.ts";
import type { Statement } from "../statement.ts";
import { type Directory, sortedSlots } from "./directory.ts";

/** `statements`: those to include, in any order; each that is its slot's newest gets an inclusion path. */
export async function makeProof(
  directory: Directory,
  head: Head,
  statements: readonly Statement[],
  consistency: readonly Id[] = [],
): Promise<Bytes> {
  demand(head.size === directory.size, "the head is not of this state", "misuse");
  const slots = sortedSlots(directory.state);
  const leaves = await directory.stateLeaves();
  const inclusions: ProofInclusion[] = [];
  for (const [statement, s] of statements.entries()) {
    const leaf = slots.findIndex((x) => equal(x.last, s.id));
    if (leaf >= 0) inclusions.push({ statement, leaf, path: await inclusionPath(leaves, leaf) });
  }
  const unique = new Set(statements.map((s) => hex(s.id)));
  demand(unique.size === statements.length, "a statement stands twice", "misuse");
  return encodeProof({ head: head.wire, statements: statements.map((s) => s.wire), inclusions, consistency });
}
