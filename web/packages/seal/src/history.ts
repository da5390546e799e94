/**
 * Section 4.3, past readers: whether a proof shows everybody who was handed the team's key since one of its
 * generations. Promise: no generation since then is left out, and nobody who has a box in one. Limit: whose keys those
 * are is for whoever checks the whole, `client/readers` for one.
 */
import { equal, hex, type Id } from "./bytes.ts";
import { provenOf } from "./chain.ts";
import { demand } from "./error.ts";
import { backFrom } from "./past.ts";
import type { VisitorProof } from "./proof.ts";

/** `proof` is a verified one. */
export function demandHistory({ chain, group }: VisitorProof, oldest: Id): void {
  const back = backFrom(chain, provenOf(chain, "generation", group.id));
  const at = back.findIndex((s) => equal(s.id, oldest));
  demand(at >= 0, "a generation of the team's key is not shown");
  for (const s of back.slice(0, at + 1)) {
    for (const { account } of s.content.boxes) {
      demand(chain.byId.get(hex(account))?.type === "account", "who was handed the team's key is not shown");
    }
  }
}
