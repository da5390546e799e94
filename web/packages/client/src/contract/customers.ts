/** Who customers are: what the organisation asks of them, which website vouches, and what came of it. Types only. */
import type { InboxId, Outcome } from "./basics.ts";

/** What is asked: nothing, looking only, or whoever is below what an inbox wants is refused. */
export type CustomerMode = "off" | "watch" | "enforce";
/** The least that an inbox wants to know, in ascending order. */
export type CustomerLevel = "anonymous" | "email" | "token";

/** A public key of the organisation's website. */
export interface SiteKey {
  /** The "kid" of its tokens. */
  readonly id: string;
  /** PEM or JWK. */
  readonly key: string;
}

export interface CustomerSettings {
  readonly mode: CustomerMode;
  /** The "iss" of the website's tokens. */
  readonly issuer: string;
  readonly keys: readonly SiteKey[];
  /** Others: anonymous. */
  readonly inboxes: readonly { readonly inbox: InboxId; readonly level: CustomerLevel }[];
}

/** What a text is that somebody pasted as a key; only the first three are taken. */
export type SiteKeyLook =
  | { readonly kind: "Ed25519" | "P-256" }
  | { readonly kind: "RSA"; readonly bits: number }
  /** It has to stay where it was made. */
  | { readonly kind: "private" }
  | { readonly kind: "unknown" };

/** Of the last 30 days. */
export interface CustomerCounts {
  readonly proven: { readonly email: number; readonly website: number };
  /** Conversations that began below what their inbox wants, and were let in. */
  readonly watched: Readonly<Record<InboxId, number>>;
  /** Conversations that were not let in. */
  readonly refused: number;
  /** Proofs that did not hold, by reason as the record of acts has it. */
  readonly failed: Readonly<Record<string, number>>;
  /** There is more than was counted. */
  readonly more: boolean;
}

export interface CustomerCommands {
  customerCounts(): Promise<Outcome<CustomerCounts>>;
  /** What the website's tokens say in "aud". */
  readonly audience: string;
  /** Nothing leaves the browser. */
  siteKey(text: string): Promise<SiteKeyLook>;
}
