/** The open conversation: what was said, who can read it, what is being written. */

import type { ConversationId, DeskFailure, Instant, ItemId, Name } from "./basics.ts";
import type { IdentityLevel, Person, PersonRow } from "./ready.ts";
import type { Limits, Said, StagedFile } from "./said.ts";

export interface ConversationState {
  readonly id: ConversationId;
  /** What the customer asked first; who they are until they say something. */
  readonly title: Name;
  readonly who: Name;
  readonly inbox: string;
  readonly team: string;
  readonly state: "open" | "closed";
  readonly assignee: Person | null;
  readonly waitingSince: Instant | null;
  readonly loading: boolean;
  /** Of a sensitive team: selecting it again asks who is there, and opens it. */
  readonly locked: boolean;
  readonly items: readonly ThreadItem[];
  readonly typing: readonly Name[];
  readonly viewing: readonly Person[];
  readonly readers: readonly Reader[];
  readonly customer: CustomerPanel;
  readonly draft: { readonly mode: "reply" | "note"; readonly reply: string; readonly note: string };
  /** What this person has written here in another browser, if it is another text than the one here. */
  readonly otherDraft: { readonly at: Instant; readonly reply: string; readonly note: string } | null;
  /** Files that go with the next reply or note. */
  readonly staged: { readonly reply: readonly StagedFile[]; readonly note: readonly StagedFile[] };
  /** What its inbox takes. */
  readonly limits: Limits;
  /** Kept beyond its time for a legal reason. */
  readonly held: boolean;
  /** When its keys were destroyed, since when nobody can read it; null while it can be read. */
  readonly destroyed: Instant | null;
  readonly mayReply: boolean;
  /** Why not, if so. */
  readonly refusal: DeskFailure | null;
}

export type ThreadItem =
  | MessageItem
  | RemovedItem
  | RatingItem
  | ContextItem
  | ReadersItem
  | StateItem
  | AskedItem
  | MissingItem;

export interface MessageItem extends Said<Name> {
  readonly kind: "message";
  readonly id: ItemId;
  readonly at: Instant;
  readonly from: "customer" | "staff";
  readonly note: boolean;
  readonly author: Name;
  readonly mine: boolean;
  readonly mark: "none" | "waiting" | "sending" | "sent" | "delivered" | "read" | "failed";
  readonly markAt: Instant | null;
  readonly failure: DeskFailure | null;
}

/** It was said and taken back. Who has read it may remember it. */
export interface RemovedItem {
  readonly kind: "removed";
  readonly id: ItemId;
  readonly at: Instant;
  readonly note: boolean;
  readonly author: Name;
  readonly mine: boolean;
}

/** What the customer said of the help they got; score 1 to 5. */
export interface RatingItem {
  readonly kind: "rating";
  readonly id: ItemId;
  readonly at: Instant;
  readonly score: number;
  readonly comment: string;
}

/** What the customer's device says was shown before hand-over; its word alone. */
export interface ContextItem {
  readonly kind: "context";
  readonly id: ItemId;
  readonly at: Instant;
  readonly turns: readonly {
    readonly who: "visitor" | "assistant";
    readonly at: Instant;
    readonly text: string;
    readonly sources: readonly { readonly title: string; readonly quote: string }[];
  }[];
}

export interface ReadersItem {
  readonly kind: "readers";
  readonly id: ItemId;
  readonly at: Instant;
  readonly change: "created" | "key-changed" | "device-added" | "device-removed";
  readonly team: string;
  readonly by: Name;
}

export interface StateItem {
  readonly kind: "state";
  readonly id: ItemId;
  readonly at: Instant;
  readonly state: "closed" | "reopened" | "assigned";
  readonly by: Name;
  readonly about: string;
}

/** The customer was asked who they are, once more; `answer` is what they showed, for this alone. */
export interface AskedItem {
  readonly kind: "asked";
  readonly id: ItemId;
  readonly at: Instant;
  readonly by: Name;
  readonly mine: boolean;
  /** The least that would do. */
  readonly level: IdentityAsked;
  readonly reason: string;
  /** What comes later is no answer. */
  readonly until: Instant;
  readonly answer: CustomerProof | "declined" | null;
}

export type IdentityAsked = "email" | "website" | "passkey";

export interface MissingItem {
  readonly kind: "missing";
  readonly id: ItemId;
  readonly at: Instant;
  readonly count: number;
}

export interface Reader {
  readonly kind: "customer" | "staff";
  readonly name: Name;
  readonly role: "customer" | PersonRow["role"];
  readonly since: Instant | null;
  readonly why: "wrote-to-us" | "answers" | "in-team";
}

/** Who the customer is, and who vouches: the desk's server for an address, the organisation's website for the rest. */
export interface CustomerProof {
  readonly by: "email" | "website";
  /** The website, as its tokens name it; empty for an address. */
  readonly source: string;
  /** The address, or who it is on the website. */
  readonly identifier: string;
  /** As the website says; may be empty. */
  readonly email: string;
  readonly name: string;
  readonly at: Instant;
}

export interface CustomerPanel {
  readonly name: Name;
  readonly identity: IdentityLevel;
  readonly firstSeen: Instant;
  /** What was proven, oldest first. */
  readonly proofs: readonly CustomerProof[];
  /** What the customer told, sealed; for example name, email. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Other conversations of the same device that I may read. */
  readonly past: readonly { readonly id: ConversationId; readonly title: Name; readonly at: Instant }[];
  readonly readableUntil: Instant | null;
  readonly retentionDays: number;
}
