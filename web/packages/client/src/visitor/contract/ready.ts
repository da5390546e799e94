/** What an opened window shows, before a conversation. Types only. */

import type { Limits, StagedFile } from "../../contract/said.ts";
import type { ArticleSummary, AssistantState } from "./answers.ts";
import type { Connection, Instant, Person, SealGroups } from "./basics.ts";
import type { ConversationState, ConversationSummary } from "./conversation.ts";

export interface ReadyState {
  readonly phase: "ready";
  readonly organisation: Organisation;
  readonly hours: Hours;
  /** Somebody of the team has the desk open now; null while it is not known. */
  readonly staffed: boolean | null;
  readonly limits: Limits;
  readonly customer: { readonly name: string | null };
  /**
   * What this team wants to know before it answers: an address that a code comes back from, or a sign-in on the
   * website. Null if it asks nothing, or knows it.
   */
  readonly asks: "email" | "website" | null;
  readonly settings: {
    /** Whether this customer's own "read" marks are sent. */
    readonly readMarks: boolean;
  };
  /** Titles from the signed article set: own language and most asked first. Empty until it has been verified. */
  readonly articles: readonly ArticleSummary[];
  /** Newest first. */
  readonly recent: readonly ConversationSummary[];
  readonly assistant: AssistantState;
  /** Made on this device and not shown yet, because there is no connection; it goes out by itself. */
  readonly begun: Begun | null;
  /** Files that go with the first words of the next new conversation. `ready`: sealed, and still only here. */
  readonly staged: readonly StagedFile[];
  /** The conversation that is open now. */
  readonly conversation: ConversationState | null;
  readonly connection: Connection;
  /** Messages by others that were not read yet, over all conversations. */
  readonly unread: number;
  /** Time of the newest signed head. `old` once it is more than 24 hours back. */
  readonly proof: { readonly at: Instant; readonly old: boolean };
  /** Since when the record of acts contradicts what this browser saw of it; null where it does not. */
  readonly contradicted: Instant | null;
}

export interface Begun {
  readonly at: Instant;
  /** The first message, empty if it is files alone; null if the assistant's transcript is what was passed on. */
  readonly text: string | null;
}

export interface Organisation {
  readonly name: string;
  /** Team that owns the inbox, as a customer knows it ("Payments"). */
  readonly team: string;
  /** CSS colour `#rrggbb`, or null for the product's own. */
  readonly colour: string | null;
  /** The organisation's own sentence for the home screen. */
  readonly greeting: string | null;
  /** A few faces, at most three. */
  readonly people: readonly Person[];
  readonly seal: SealGroups;
  /** A telephone number for comparing codes that the organisation published in its signed record. */
  readonly checkPhone: string | null;
}

export interface Hours {
  readonly open: boolean;
  /** Null if open, or if the organisation names no hours. */
  readonly opensAt: Instant | null;
  /** Usual time until a person answers, in minutes; null while it is not known. */
  readonly usualReplyMinutes: number | null;
}
