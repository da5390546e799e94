/**
 * What a customer showed of who they are, and what came of asking for it (docs/protocol.md, section 15). Promise: only
 * what a customer's own device sent, and what a certified server key attested for just that device and time, is ever
 * shown; anything else proves nothing and stops nothing. An answer counts only with what was attested after the question
 * and for it. Limit: the server's word, or the website's as the server checked it.
 */
import { type Body, type Bytes, equal, type Hex, hex, type Id } from "@sealdesk/seal";
import { askedSalt, checkIdentity, level } from "@sealdesk/seal/staff";
import type { CustomerProof } from "../contract/conversation.ts";
import type { LogEntry, LogMessage } from "../thread-log.ts";

type Ask = Extract<Body, { readonly kind: "identity-ask" }>["content"];

interface Held {
  readonly sequence: number;
  readonly sender: Id;
  readonly level: number;
  readonly salt: Id;
  readonly proof: CustomerProof;
}

/** A question of the team's, and the customer's answer. */
export interface Question {
  readonly ask: Ask;
  readonly answer: CustomerProof | "declined" | null;
}

interface About {
  readonly org: Id;
  readonly isVisitor: (sender: Id) => boolean;
  readonly keyOf: (serverKey: Id) => Bytes | undefined;
}

export class CustomerProofs {
  readonly #held: Held[] = [];
  readonly #questions = new Map<Hex, Question>();

  /** Oldest first. */
  get all(): readonly CustomerProof[] {
    return this.#held.map((h) => h.proof);
  }
  /** By logical id. */
  get questions(): ReadonlyMap<Hex, Question> {
    return this.#questions;
  }

  async take(e: LogEntry, about: About): Promise<void> {
    if (e.kind !== "message" || e.repeated) return;
    const visitor = about.isVisitor(e.sender);
    if (e.body.kind === "identity" && visitor) return this.#shown(e, e.body.content, about);
    if (e.body.kind === "identity-answer" && visitor) return this.#answered(e, e.body.content);
    const name = hex(e.body.logical);
    // Two fetches may meet the same entry.
    if (e.body.kind === "identity-ask" && !visitor && !this.#questions.has(name))
      this.#questions.set(name, { ask: e.body.content, answer: null });
  }

  async #shown(
    e: LogMessage,
    who: Extract<Body, { readonly kind: "identity" }>["content"],
    { org, keyOf }: About,
  ): Promise<void> {
    const claim = { org, device: e.sender, received: e.received, keyOf };
    const attested = await checkIdentity(who, claim).catch(() => null);
    if (attested === null || this.#held.some((h) => h.sequence === e.sequence)) return;
    const by = attested.level === level.token ? "website" : "email";
    const { source, identifier, email, name, salt } = who;
    this.#held.push({
      sequence: e.sequence,
      sender: e.sender,
      level: attested.level,
      salt,
      proof: { by, source, identifier, email, name, at: e.received * 1000 },
    });
    this.#held.sort((a, b) => a.sequence - b.sequence);
  }

  /** Whoever would not may still do. */
  async #answered(
    e: LogMessage,
    { target, seed }: Extract<Body, { readonly kind: "identity-answer" }>["content"],
  ): Promise<void> {
    const question = this.#questions.get(hex(target));
    if (question === undefined || (question.answer !== null && question.answer !== "declined")) return;
    const { ask } = question;
    if (seed === null) return void this.#questions.set(hex(target), { ask, answer: "declined" });
    const salt = await askedSalt(ask.challenge, seed);
    const shown = this.#held.find(
      (h) =>
        h.sequence < e.sequence && equal(h.sender, e.sender) && h.level >= ask.level && equal(h.salt, salt),
    );
    if (shown !== undefined && e.received <= ask.until)
      this.#questions.set(hex(target), { ask, answer: shown.proof });
  }
}
