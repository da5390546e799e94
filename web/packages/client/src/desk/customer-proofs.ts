/**
 * What a customer showed of who they are (docs/protocol.md, section 15). Promise: only what a customer's own device
 * sent, and what a certified server key attested for just that device and time, is ever shown; anything else proves
 * nothing and stops nothing. Limit: the server's word, or the website's as the server checked it.
 */
import type { Bytes, Id } from "@sealdesk/seal";
import { checkIdentity, level } from "@sealdesk/seal/staff";
import type { CustomerProof } from "../contract/conversation.ts";
import type { LogEntry } from "../thread-log.ts";

interface Held {
  readonly sequence: number;
  readonly proof: CustomerProof;
}

interface About {
  readonly org: Id;
  readonly isVisitor: (sender: Id) => boolean;
  readonly keyOf: (serverKey: Id) => Bytes | undefined;
}

export class CustomerProofs {
  readonly #held: Held[] = [];

  /** Oldest first. */
  get all(): readonly CustomerProof[] {
    return this.#held.map((h) => h.proof);
  }

  async take(e: LogEntry, { org, isVisitor, keyOf }: About): Promise<void> {
    if (e.kind !== "message" || e.body.kind !== "identity" || e.repeated || !isVisitor(e.sender)) return;
    const who = e.body.content;
    const claim = { org, device: e.sender, received: e.received, keyOf };
    const attested = await checkIdentity(who, claim).catch(() => null);
    // Two fetches may meet the same entry.
    if (attested === null || this.#held.some((h) => h.sequence === e.sequence)) return;
    const by = attested.level === level.token ? "website" : "email";
    const { source, identifier, email, name } = who;
    this.#held.push({
      sequence: e.sequence,
      proof: { by, source, identifier, email, name, at: e.received * 1000 },
    });
    this.#held.sort((a, b) => a.sequence - b.sequence);
  }
}
