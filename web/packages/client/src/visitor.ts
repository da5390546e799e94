/**
 * What the customer's window shows and may ask for: the contract between the widget's views and the
 * encrypted client behind them. Types only; no DOM, no network, no sentences (views own the words).
 *
 * Promise: a view that renders nothing but a `VisitorState` cannot show anything the device has not
 * verified. Snapshots are immutable: a change is a new object, and parts that did not change keep their
 * identity. Limit: code served by a dishonest origin can render whatever it likes.
 */

/** Milliseconds since 1970-01-01 UTC, by this device's clock unless said otherwise. */
export type Instant = number;
export type ArticleId = string & { readonly __brand?: "article" };
export type ConversationId = string & { readonly __brand?: "conversation" };
/** Logical id of one line in a thread; stable across retries and reseals. */
export type ItemId = string & { readonly __brand?: "item" };
export type AccountId = string & { readonly __brand?: "account" };
/** A fingerprint for people to compare, in groups of four characters, at least 100 bits in all. */
export type SealGroups = readonly string[];

// ---- opening -------------------------------------------------------------------------------------

export interface VisitorOptions {
  /** The organisation's genesis hash, 64 lower-case hex digits, as found in the embed line. */
  readonly pin: string;
  readonly inbox: string;
  /** Origin and path prefix of the server, without a trailing slash. */
  readonly baseUrl: string;
  /** BCP 47 language tag. */
  readonly language: string;
}

/**
 * Implemented by `@sealdesk/client/visitor`. Resolves as soon as there is a first snapshot (`opening`), and
 * stores the pin before its first network call. It does not reject: what went wrong is a `stopped` state.
 */
export type OpenVisitorDesk = (options: VisitorOptions) => Promise<VisitorDesk>;

export type VisitorState = OpeningState | StoppedState | ReadyState;

export interface OpeningState {
  readonly phase: "opening";
  readonly connection: Connection;
}

/** The chat goes no further. `tryAgain` repeats the opening; `forgetDevice` starts from nothing. */
export interface StoppedState {
  readonly phase: "stopped";
  readonly stop: Stop;
}

export type Stop =
  /** The page names another organisation than the one this device remembers for this place. */
  | {
      readonly kind: "pin-changed";
      readonly remembered: SealGroups;
      readonly offered: SealGroups;
      readonly since: Instant;
    }
  /** The server could not prove that it speaks for the organisation; nothing of what it sent is shown. */
  | { readonly kind: "unverified"; readonly what: "organisation" | "inbox" | "articles" | "conversation" }
  /** The signed head lies more than ten minutes ahead of this device's clock. */
  | { readonly kind: "clock"; readonly deviceTime: Instant; readonly provenTime: Instant }
  /** The newest proof is older than seven days; `acceptOldProof` goes on for this session. */
  | { readonly kind: "old-proof"; readonly provenTime: Instant }
  /** The embed line is incomplete or malformed. */
  | { readonly kind: "bad-embed" }
  /** The browser refuses to keep keys, or has no modern cryptography. */
  | { readonly kind: "unsupported"; readonly missing: "storage" | "cryptography" };

export type Connection = "online" | "offline" | "reconnecting";

// ---- ready ---------------------------------------------------------------------------------------

export interface ReadyState {
  readonly phase: "ready";
  readonly organisation: Organisation;
  readonly hours: Hours;
  readonly customer: { readonly name: string | null };
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
  /** The conversation that is open now. */
  readonly conversation: ConversationState | null;
  readonly connection: Connection;
  /** Messages by others that were not read yet, over all conversations. */
  readonly unread: number;
  /** Time of the newest signed head. `old` once it is more than 24 hours back. */
  readonly proof: { readonly at: Instant; readonly old: boolean };
}

export interface Begun {
  readonly at: Instant;
  /** The first message; null if the assistant's transcript is what was passed on. */
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

export interface Person {
  readonly id: AccountId;
  readonly name: string;
}

// ---- articles and assistant (on this device; no network) -----------------------------------------

export interface ArticleSummary {
  readonly id: ArticleId;
  readonly title: string;
}

export interface SearchHit extends ArticleSummary {
  /** The sentence that fits best, plain text. */
  readonly passage: string;
}

export interface Article extends ArticleSummary {
  readonly updated: Instant;
  readonly blocks: readonly Block[];
}

/** Articles as data, in the shape that the assistant's Markdown reader gives; never markup. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] };

export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold"; readonly text: string }
  /** Views link absolute `https:`, `mailto:` and `tel:` addresses only, and show the text of the others. */
  | { readonly kind: "link"; readonly text: string; readonly href: string };

/** The assistant runs on this device and reads only verified articles. It is no reader of conversations. */
export interface AssistantState {
  readonly available: boolean;
  /** Before hand-over this transcript exists on this device only. */
  readonly items: readonly AssistantItem[];
  readonly draft: string;
}

export type AssistantItem =
  | { readonly kind: "asked"; readonly id: ItemId; readonly at: Instant; readonly text: string }
  | { readonly kind: "answer"; readonly id: ItemId; readonly at: Instant; readonly source: Source }
  /** Two or three articles that may fit; `readArticle` or `choose` picks one. */
  | {
      readonly kind: "choices";
      readonly id: ItemId;
      readonly at: Instant;
      readonly choices: readonly ArticleSummary[];
    }
  /** It does not know, and offers a person. */
  | {
      readonly kind: "unknown";
      readonly id: ItemId;
      readonly at: Instant;
      /** It was not a question: a greeting, or the wish for a person. */
      readonly said?: "greeting" | "person";
    };

/** The answer is the passage itself, word for word, with where it stands. */
export interface Source extends ArticleSummary {
  readonly passage: string;
  /** Null for a version of the article that is no longer the approved one. */
  readonly updated: Instant | null;
}

// ---- conversation --------------------------------------------------------------------------------

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
  readonly readers: readonly Reader[];
  /** Whether an assistant transcript was passed on when it began. */
  readonly passedOn: boolean;
  /** When the keys are destroyed; null while the conversation is open and the clock has not started. */
  readonly readableUntil: Instant | null;
  /** Months from closing until the keys are destroyed. */
  readonly retentionMonths: number;
}

export type ConversationItem =
  | MineItem
  | {
      readonly kind: "theirs";
      readonly id: ItemId;
      readonly at: Instant;
      readonly author: Person;
      readonly text: string;
      readonly edited: boolean;
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

export interface MineItem {
  readonly kind: "mine";
  readonly id: ItemId;
  readonly at: Instant;
  readonly text: string;
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
  | { readonly kind: "device-added" };

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

// ---- commands ------------------------------------------------------------------------------------

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

/** Which unsent text: the one for the assistant, or the one of a conversation. */
export type DraftPlace = "assistant" | ConversationId;

/** Commands never reject. They resolve when the device has done its part; the network's part shows in state. */
export interface VisitorDesk {
  readonly state: VisitorState;
  /** Called after every change, never during `subscribe`. Returns the way out. */
  subscribe(listener: () => void): () => void;

  tryAgain(): Promise<Outcome<void>>;
  acceptOldProof(): Promise<Outcome<void>>;

  search(query: string): Promise<Outcome<readonly SearchHit[]>>;
  readArticle(id: ArticleId): Promise<Outcome<Article>>;
  /** Question and answer appear in `assistant.items`; nothing leaves the device. */
  ask(text: string): Promise<Outcome<void>>;
  /** Answers an open `choices` item with the best passage of one of its articles. */
  choose(item: ItemId, article: ArticleId): Promise<Outcome<void>>;
  clearAssistant(): Promise<Outcome<void>>;

  /** Creates a conversation with this first message. Call only when the customer pressed Send to the team. */
  startConversation(firstText: string): Promise<Outcome<ConversationId>>;
  /** Creates a conversation after consent, with the assistant's transcript as what is said first. */
  handOver(): Promise<Outcome<ConversationId>>;
  /**
   * Resolves once `conversation` is set: the view changes to it then. So do the two above, except without a
   * connection: then they set `begun`, and `conversation` follows by itself.
   */
  openConversation(id: ConversationId): Promise<Outcome<void>>;
  leaveConversation(): Promise<Outcome<void>>;

  /** Resolves once the sealed message lies in the outbox of this device. */
  send(text: string): Promise<Outcome<ItemId>>;
  retry(id: ItemId): Promise<Outcome<void>>;
  /** Takes a failed message back out; its text becomes the draft if that is empty. */
  takeBack(id: ItemId): Promise<Outcome<void>>;
  setTyping(typing: boolean): void;
  /** Everything in the open conversation has been seen. */
  markRead(): Promise<Outcome<void>>;
  saveDraft(place: DraftPlace, text: string): Promise<Outcome<void>>;

  /** Sealed to the people one writes to: in open conversations at once, in new ones with the first message. */
  setName(name: string | null): Promise<Outcome<void>>;
  setReadMarks(on: boolean): Promise<Outcome<void>>;
  /** Destroys this device's keys, drafts and pin. What only this device could read is lost to the customer. */
  forgetDevice(): Promise<Outcome<void>>;
  /** Stops timers and connections; state stays readable. */
  dispose(): void;
}
