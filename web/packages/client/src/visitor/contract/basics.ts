/** What the parts of the contract share: ids, people, times, outcomes. Types only. */

/** Milliseconds since 1970-01-01 UTC, by this device's clock unless said otherwise. */
export type Instant = number;
export type ArticleId = string & { readonly __brand?: "article" };
export type ConversationId = string & { readonly __brand?: "conversation" };
/** Logical id of one line in a thread; stable across retries and reseals. */
export type ItemId = string & { readonly __brand?: "item" };
export type AccountId = string & { readonly __brand?: "account" };
/** A fingerprint for people to compare, in groups of four characters, at least 100 bits in all. */
export type SealGroups = readonly string[];

export interface Person {
  readonly id: AccountId;
  readonly name: string;
}

export type Connection = "online" | "offline" | "reconnecting";

export type FailureKind =
  | "offline"
  | "refused"
  | "conflict"
  | "not-found"
  | "unverified"
  | "old-proof"
  | "too-long"
  | "too-many"
  | "storage"
  | "unexpected";

/** `message` says what happened and what it means, `next` what to do; both plain sentences for the customer. */
export interface VisitorFailure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly next: string;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: VisitorFailure };
