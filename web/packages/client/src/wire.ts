/** Shapes of the server's API as they cross the wire: ids in hex, protocol objects in base64. */

export type Hex = string;
export type Base64 = string;

export interface EntryWire {
  readonly sequence: number;
  readonly kind: "message" | "generation";
  readonly bytes: Base64;
  readonly receipt: Base64;
  readonly boxes?: readonly Base64[];
}

export interface KeyWire {
  readonly generation: Hex;
  /** The signed thread-generation. */
  readonly statement: Base64;
  readonly box: Base64 | null;
  readonly wrap: Base64 | null;
  readonly groupGeneration: Hex;
}

/** How many conversations are open, of those that the asker may read. */
export interface CountsWire {
  readonly mine: number;
  readonly unassigned: number;
  readonly open: number;
  /** By inbox; one that is not named has none. */
  readonly inboxes: Readonly<Record<string, number>>;
}

export interface ConversationWire {
  readonly id: Hex;
  readonly inbox: Hex;
  readonly group: Hex;
  readonly state: "open" | "closed";
  readonly assignee: Hex | null;
  readonly created: string;
  readonly lastActivity: string;
  readonly waitingSince: string | null;
  readonly lastSequence: number;
  readonly myRead: number;
  readonly notesThread: Hex | null;
  readonly noteLastSequence: number;
  readonly expires: string | null;
  readonly closedAt?: string | null;
  /** Kept beyond its time. */
  readonly held?: boolean;
  /** When its keys were destroyed. */
  readonly destroyed?: string | null;
  /** Staff only, 1 to 5. */
  readonly rating?: number | null;
  /** Visitors only: those who wait longer for the same team; null while nobody waits here. */
  readonly ahead?: number | null;
  /** Of a team whose conversations are sensitive: shown to staff once they confirm. */
  readonly locked?: boolean;
  /** Of such a team: when they have to again. */
  readonly lockedFrom?: string | null;
  readonly last: EntryWire | null;
  readonly keys?: readonly KeyWire[];
  /** In lists, so that the preview can be verified. */
  readonly visitorDevices?: readonly Base64[];
}

/**
 * When the keys were destroyed, Unix milliseconds; null if they were not. The server's word: it can no more be checked
 * than that it still has something.
 */
export const destroyedAt = (facts: Pick<ConversationWire, "destroyed"> | null | undefined): number | null =>
  facts?.destroyed == null ? null : Date.parse(facts.destroyed);

export interface ThreadWire {
  readonly thread: Base64;
  readonly kind: number;
  readonly conversation: ConversationWire;
  readonly visitorDevices: readonly Base64[];
  readonly generations: readonly { readonly id: Hex; readonly number: number; readonly statement: Base64 }[];
  readonly keys: readonly KeyWire[];
  readonly marks: readonly Base64[];
  readonly notesThread: Hex | null;
}

export interface HoursWire {
  readonly timezone: string;
  readonly days: readonly { readonly day: number; readonly from: string; readonly to: string }[];
}

export interface InboxSettingsWire {
  readonly greeting: string;
  readonly colour: string;
  readonly expectedReplySeconds: number;
  readonly hours: HoursWire;
  readonly retentionDays: number;
  /** Missing where files are not taken. */
  readonly attachments?: {
    /** Largest file in bytes, before it is sealed. */
    readonly maxBytes: number;
    readonly perMessage: number;
  };
}

export interface ProofWire {
  readonly proof: Base64;
  readonly serverTime: string;
  readonly settings: InboxSettingsWire;
  /** Somebody of the team is connected and available. */
  readonly staffed?: boolean;
  /** Median of the newest answers; null while there are too few. */
  readonly usualReplySeconds?: number | null;
  /** Whom the team answers, where customers are asked who they are. */
  readonly customers?: {
    readonly level: "anonymous" | "email" | "token";
    readonly enforce: boolean;
    /** A code is sent to an address. */
    readonly email: boolean;
  };
}

/** What the server attested of who a customer is. */
export interface AttestedWire {
  readonly attestation: Base64;
  readonly level: number;
  readonly salt: Hex;
  readonly source: string;
  readonly identifier: string;
  readonly email: string;
  readonly name: string;
  readonly expires: string;
}

export interface ReceiptWire {
  readonly sequence: number;
  readonly receipt: Base64;
}

interface ProblemWire {
  readonly status: number;
  readonly kind: string;
  readonly message: string;
  readonly next: string;
}

export type LiveEvent =
  | { readonly type: "hello"; readonly cursor: number }
  | {
      readonly type: "entry";
      readonly cursor: number;
      readonly thread: Hex;
      readonly conversation: Hex;
      readonly entry: EntryWire;
      readonly keys: readonly KeyWire[];
    }
  | { readonly type: "conversation"; readonly cursor: number; readonly conversation: ConversationWire }
  | { readonly type: "mark"; readonly cursor: number; readonly thread: Hex; readonly mark: Base64 }
  | { readonly type: "directory"; readonly cursor: number; readonly size: number }
  | { readonly type: "draft"; readonly cursor: number; readonly thread: Hex }
  | { readonly type: "settings"; readonly cursor: number; readonly inbox: Hex }
  | { readonly type: "approval"; readonly cursor: number }
  | { readonly type: "reset"; readonly cursor: number }
  | { readonly type: "typing"; readonly thread: Hex; readonly device: Hex; readonly on: boolean }
  | { readonly type: "viewing"; readonly thread: Hex | null; readonly account: Hex }
  | { readonly type: "presence"; readonly accounts: readonly Hex[] }
  | { readonly type: "ack"; readonly ref: string; readonly sequence: number; readonly receipt: Base64 }
  | { readonly type: "refused"; readonly ref: string; readonly error: ProblemWire };
