/** Ids, times, outcomes: what every part of the contract is written in. */

/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number;
export type AccountId = string & { readonly __brand?: "account" };
export type ConversationId = string & { readonly __brand?: "conversation" };
export type InboxId = string & { readonly __brand?: "inbox" };
export type TeamId = string & { readonly __brand?: "team" };
export type ItemId = string & { readonly __brand?: "item" };
/** A customer who gave no name. Views put their own word before the mark. */
export interface Nameless {
  /** Four characters of the conversation's id. */
  readonly mark: string;
}
/** A name that a person gave, or what tells a nameless customer apart. */
export type Name = string | Nameless;

/** A fingerprint for people to compare, in groups of four characters, at least 100 bits in all. */
export type SealGroups = readonly string[];

export type FailureKind =
  | "offline"
  | "refused"
  | "conflict"
  | "not-found"
  | "unverified"
  | "wrong-secret"
  | "cancelled"
  | "too-many"
  | "invalid"
  | "unsupported"
  | "unexpected";

/** `message` says what happened and what it means, `next` what to do; both plain sentences. */
export interface DeskFailure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly next: string;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: DeskFailure };
