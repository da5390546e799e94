/** How long conversations are kept, and what was destroyed. Types only. */

import type { ConversationId, InboxId, Instant } from "./basics.ts";

export interface RetentionRow {
  readonly inbox: InboxId;
  readonly name: string;
  /** Days from closing until the keys are destroyed. */
  readonly days: number;
  readonly open: number;
  readonly closed: number;
  /** Of the closed ones: due within 30 days. */
  readonly due: number;
  readonly held: number;
  readonly destroyed: number;
  /** When the next one is due; null if none is. */
  readonly next: Instant | null;
}

export interface RetentionTrial {
  readonly days: number;
  /** Closed conversations whose keys would be destroyed within the next hour. */
  readonly now: number;
  /** Closed conversations that would be kept for another time than today. */
  readonly changed: number;
  readonly held: number;
  readonly conversations: readonly {
    readonly id: ConversationId;
    readonly closed: Instant;
    readonly until: Instant;
  }[];
}

/** The server's signed word that it destroyed the keys of a conversation. It says nothing of copies that readers kept. */
export interface Certificate {
  readonly conversation: ConversationId;
  readonly at: Instant;
  /** As text for a file: payload and signature in base64, with the server key that checks them. */
  readonly file: string;
  /** The signature holds under a server key of the signed record. */
  readonly verified: boolean;
}
