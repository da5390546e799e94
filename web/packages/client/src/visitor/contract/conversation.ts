/** A conversation as the customer sees it. Types only. */

import type { Said, StagedFile } from "../../contract/said.ts";
import type { AssistantItem } from "./answers.ts";
import type { ConversationId, Instant, ItemId, Person, SealGroups, VisitorFailure } from "./basics.ts";

export interface ConversationSummary {
  readonly id: ConversationId;
  /** Who wrote last on the other side; null while only the team is known. */
  readonly person: Person | null;
  readonly team: string;
  readonly at: Instant;
  readonly preview: string;
  readonly mine: boolean;
  readonly unread: number;
}

export interface ConversationState {
  readonly id: ConversationId;
  readonly team: string;
  readonly person: Person | null;
  /** Signs of life in the last minutes. Null is "not known": the server tells customers nobody's presence. */
  readonly presence: "replying" | "here" | null;
  readonly open: boolean;
  readonly items: readonly ConversationItem[];
  /** Earlier items are still being fetched and opened. */
  readonly loading: boolean;
  readonly typing: Person | null;
  readonly draft: string;
  /** Files that go with the next message. */
  readonly staged: readonly StagedFile[];
  /** Customers who have waited longer for the same team; null if nobody has to be waited for. */
  readonly ahead: number | null;
  /** What this customer said of the help they got; null until they do. */
  readonly rating: { readonly score: number; readonly comment: string } | null;
  readonly readers: readonly Reader[];
  /** Whether an assistant transcript was passed on when it began. */
  readonly passedOn: boolean;
  /** When the keys are destroyed; null while the conversation is open and the clock has not started. */
  readonly readableUntil: Instant | null;
  /** Months from closing until the keys are destroyed. */
  readonly retentionMonths: number;
  /** Kept beyond that for a legal reason. */
  readonly held: boolean;
  /** When its keys were destroyed, since when nobody can read it; null while it can be read. */
  readonly destroyed: Instant | null;
}

export type ConversationItem =
  | MineItem
  | (Said & {
      readonly kind: "theirs";
      readonly id: ItemId;
      readonly at: Instant;
      readonly author: Person;
    })
  | AskedItem
  /** It was said and taken back; `author` is null for this customer. Who has read it may remember it. */
  | {
      readonly kind: "removed";
      readonly id: ItemId;
      readonly at: Instant;
      readonly author: Person | null;
    }
  /** This customer's rating; score 1 to 5. */
  | {
      readonly kind: "rating";
      readonly id: ItemId;
      readonly at: Instant;
      readonly score: number;
      readonly comment: string;
    }
  /** The passed-on transcript, labelled "as shown on your device". */
  | {
      readonly kind: "context";
      readonly id: ItemId;
      readonly at: Instant;
      readonly items: readonly AssistantItem[];
    }
  | { readonly kind: "readers"; readonly id: ItemId; readonly at: Instant; readonly change: ReaderChange }
  /** The first message of this person follows. It changes nothing about who can read. */
  | { readonly kind: "answering"; readonly id: ItemId; readonly at: Instant; readonly person: Person }
  | {
      readonly kind: "state";
      readonly id: ItemId;
      readonly at: Instant;
      readonly state: "closed" | "reopened";
    }
  /** Messages that were announced by the transcript and could not be fetched. */
  | { readonly kind: "missing"; readonly id: ItemId; readonly at: Instant; readonly count: number };

/** Somebody of the team wants to know once more who this is, and what came of it. */
export interface AskedItem {
  readonly kind: "asked";
  readonly id: ItemId;
  readonly at: Instant;
  readonly author: Person;
  /** The least that would do. */
  readonly level: "email" | "website" | "passkey";
  /** In the author's words; may be empty. */
  readonly reason: string;
  /** What comes later is no answer. */
  readonly until: Instant;
  readonly state: "open" | "shown" | "declined";
}

export interface MineItem extends Said {
  readonly kind: "mine";
  readonly id: ItemId;
  readonly at: Instant;
  /** `waiting`: kept on this device until there is a connection. */
  readonly mark: "waiting" | "sending" | "sent" | "delivered" | "read" | "failed";
  /** When the mark was reached, as far as it is known. */
  readonly markAt: Instant | null;
  readonly failure: VisitorFailure | null;
}

export type ReaderChange =
  | {
      readonly kind: "team-added";
      readonly team: string;
      readonly person: Person | null;
      readonly others: number;
    }
  | { readonly kind: "joined"; readonly person: Person; readonly team: string }
  | { readonly kind: "left"; readonly person: Person; readonly team: string }
  | { readonly kind: "device-added" }
  | { readonly kind: "device-removed" };

export type Reader =
  /** Devices have no names; this one is always among them. */
  | { readonly kind: "you"; readonly otherDevices: number }
  | {
      readonly kind: "person";
      readonly person: Person;
      readonly team: string;
      readonly since: Instant;
      readonly why: "answers" | "took-over" | "supervises";
      readonly seal: SealGroups;
    }
  | {
      readonly kind: "team";
      readonly team: string;
      readonly others: readonly Person[];
      readonly since: Instant;
      readonly why: "stands-in";
    };
