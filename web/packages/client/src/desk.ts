/**
 * What the console shows and may ask for: the contract between its views and the encrypted client behind them.
 * Types only; no DOM, no network, no sentences but those of failures (views own the words).
 *
 * Promise: a view that renders nothing but a `DeskState` cannot show anything this device has not verified.
 * Snapshots are immutable: a change is a new object, and parts that did not change keep their identity.
 */

/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number;
export type AccountId = string & { readonly __brand?: "account" };
export type ConversationId = string & { readonly __brand?: "conversation" };
export type InboxId = string & { readonly __brand?: "inbox" };
export type TeamId = string & { readonly __brand?: "team" };
export type ItemId = string & { readonly __brand?: "item" };
/** A fingerprint for people to compare, in groups of four characters, at least 100 bits in all. */
export type SealGroups = readonly string[];

export interface DeskOptions {
  /** Origin of the server; empty for the page's own. */
  readonly baseUrl: string;
  /** Secret part of the address (`#join=…`), without the hash sign; read once, then taken out of the address bar. */
  readonly fragment: string;
}

/** Implemented by `@sealdesk/client`. Does not reject: what went wrong is a `failed` state. */
export type OpenDesk = (options: DeskOptions) => Promise<Desk>;

export type DeskState =
  | OpeningState
  | SetupState
  | SigninState
  | JoinState
  | LockedState
  | FailedState
  | ReadyState;

export interface OpeningState {
  readonly phase: "opening";
}

// ---- set-up --------------------------------------------------------------------------------------

export type SetupStep = "token" | "organisation" | "owner" | "kit" | "inbox" | "saving" | "embed" | "invite";

export interface SetupState {
  readonly phase: "setup";
  readonly step: SetupStep;
  readonly organisation: { readonly name: string; readonly colour: string } | null;
  readonly owner: { readonly name: string; readonly email: string } | null;
  readonly credential: "passkey" | "password" | null;
  /** Whether this browser can make a passkey that unlocks keys; null until it was asked. */
  readonly passkeyPossible: boolean | null;
  /** Shown and printed once; gone from state after `confirmKit`. */
  readonly kit: RecoveryKit | null;
  readonly kitChecked: boolean;
  readonly inbox: { readonly name: string; readonly team: string } | null;
  readonly embedLine: string | null;
  /** Authenticator set-up for a password: shown as a QR code and as text. */
  readonly authenticator: { readonly uri: string; readonly secret: string } | null;
}

export interface RecoveryKit {
  readonly organisation: string;
  readonly address: string;
  readonly owner: string;
  readonly made: Instant;
  readonly seal: SealGroups;
  /** Eight groups of four characters. */
  readonly recoveryCode: readonly string[];
  /** Thirteen groups of four characters: needed beside the password on a new browser. */
  readonly accountSecret: readonly string[];
}

export type Credential =
  | { readonly kind: "passkey"; readonly label: string }
  | { readonly kind: "password"; readonly password: string; readonly code: string };

// ---- sign-in and joining -------------------------------------------------------------------------

export interface SigninState {
  readonly phase: "signin";
  readonly organisation: string | null;
  readonly passkeyPossible: boolean | null;
  /** This browser holds an account secret, so a password is enough here. */
  readonly knownBrowser: boolean;
  readonly working: boolean;
  readonly approval: { readonly code: SealGroups; readonly state: "waiting" | "refused" } | null;
  /** Only on a demo server: people one can be with one click. */
  readonly demoAccounts: readonly { readonly name: string; readonly role: string }[];
}

export interface JoinState {
  readonly phase: "join";
  readonly step: "name" | "credential" | "kit" | "saving" | "closed";
  readonly organisation: string;
  readonly seal: SealGroups;
  readonly teams: readonly string[];
  readonly name: string;
  readonly email: string;
  readonly passkeyPossible: boolean | null;
  readonly kit: RecoveryKit | null;
  readonly authenticator: { readonly uri: string; readonly secret: string } | null;
}

/** Signed in, but the keys are closed on this browser: unlock with passkey, password or recovery code. */
export interface LockedState {
  readonly phase: "locked";
  readonly name: string | null;
  readonly working: boolean;
}

export interface FailedState {
  readonly phase: "failed";
  readonly failure: DeskFailure;
  /** Two signed histories that contradict each other: the organisation's own seal and both heads. */
  readonly fork: { readonly ours: SealGroups; readonly theirs: SealGroups; readonly at: Instant } | null;
}

// ---- ready ---------------------------------------------------------------------------------------

export interface ReadyState {
  readonly phase: "ready";
  readonly organisation: { readonly name: string; readonly colour: string | null; readonly seal: SealGroups };
  readonly me: Me;
  readonly connection: Connection;
  readonly alarms: readonly Alarm[];
  readonly view: ViewId;
  readonly views: readonly ViewCount[];
  readonly inboxes: readonly InboxSummary[];
  readonly list: ListState;
  readonly conversation: ConversationState | null;
  /** Staff who hold a key or will. */
  readonly people: readonly PersonRow[];
  readonly teams: readonly Team[];
  readonly invitations: readonly Invitation[];
  readonly approvals: readonly Approval[];
  readonly articles: ArticlesState;
  readonly security: SecurityState;
}

export interface Connection {
  readonly status: "online" | "offline" | "reconnecting";
  /** Messages on this device that the server has not acknowledged. */
  readonly waiting: number;
}

export interface Me {
  readonly id: AccountId;
  readonly name: string;
  readonly email: string;
  readonly teams: readonly string[];
  readonly capabilities: readonly Capability[];
  readonly availability: "available" | "away";
}

export type Capability = "root" | "owner" | "admin" | "manage-group" | "rotate" | "attest" | "publish";

export type Alarm =
  /** Members changed, the key has not: `waitingFor` a member to come online. */
  | { readonly kind: "stale-group"; readonly team: string }
  /** This person has joined and no member has handed them the key yet. */
  | { readonly kind: "waiting-for-key"; readonly team: string }
  | { readonly kind: "one-owner" }
  | { readonly kind: "unverified-conversation"; readonly conversation: ConversationId };

export type ViewId = "mine" | "unassigned" | "open" | "closed" | { readonly inbox: InboxId };

export interface ViewCount {
  readonly view: ViewId;
  readonly open: number;
  readonly unread: number;
}

export interface InboxSummary {
  readonly id: InboxId;
  readonly name: string;
  readonly team: string;
  readonly teamId: TeamId;
  readonly settings: InboxSettings;
  /** One HTML line for the organisation's website. */
  readonly embedLine: string;
  readonly mayManage: boolean;
}

export interface InboxSettings {
  readonly greeting: string;
  readonly colour: string;
  readonly expectedReplyMinutes: number;
  readonly timezone: string;
  /** `day` 1 is Monday; times as `HH:MM`. */
  readonly hours: readonly { readonly day: number; readonly from: string; readonly to: string }[];
  readonly retentionDays: number;
}

export interface ListState {
  readonly loading: boolean;
  readonly rows: readonly ConversationRow[];
  /** More rows can be fetched with `loadMore`. */
  readonly more: boolean;
}

export interface ConversationRow {
  readonly id: ConversationId;
  readonly who: string;
  /** Newest message, opened on this device; null while it is being opened or cannot be. */
  readonly preview: { readonly text: string; readonly mine: boolean } | null;
  readonly inbox: string;
  readonly unread: boolean;
  readonly waitingSince: Instant | null;
  readonly assignee: Person | null;
  readonly state: "open" | "closed";
  readonly identity: IdentityLevel;
  readonly lastActivity: Instant;
}

export type IdentityLevel = "anonymous" | "named";

export interface Person {
  readonly id: AccountId;
  readonly name: string;
}

export interface ConversationState {
  readonly id: ConversationId;
  readonly title: string;
  readonly who: string;
  readonly inbox: string;
  readonly team: string;
  readonly state: "open" | "closed";
  readonly assignee: Person | null;
  readonly waitingSince: Instant | null;
  readonly loading: boolean;
  readonly items: readonly ThreadItem[];
  readonly typing: readonly string[];
  readonly viewing: readonly Person[];
  readonly readers: readonly Reader[];
  readonly customer: CustomerPanel;
  readonly draft: { readonly mode: "reply" | "note"; readonly reply: string; readonly note: string };
  readonly mayReply: boolean;
  /** Why not, if so. */
  readonly refusal: DeskFailure | null;
}

export type ThreadItem = MessageItem | ContextItem | ReadersItem | StateItem | MissingItem;

export interface MessageItem {
  readonly kind: "message";
  readonly id: ItemId;
  readonly at: Instant;
  readonly from: "customer" | "staff";
  readonly note: boolean;
  readonly author: string;
  readonly mine: boolean;
  readonly text: string;
  readonly language: string | null;
  readonly mark: "none" | "waiting" | "sending" | "sent" | "delivered" | "read" | "failed";
  readonly markAt: Instant | null;
  readonly failure: DeskFailure | null;
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
  readonly change: "created" | "key-changed" | "device-added" | "device-removed" | "team-changed";
  readonly team: string;
  readonly by: string;
}

export interface StateItem {
  readonly kind: "state";
  readonly id: ItemId;
  readonly at: Instant;
  readonly state: "closed" | "reopened" | "assigned";
  readonly by: string;
  readonly about: string;
}

export interface MissingItem {
  readonly kind: "missing";
  readonly id: ItemId;
  readonly at: Instant;
  readonly count: number;
}

export interface Reader {
  readonly kind: "customer" | "staff";
  readonly name: string;
  readonly role: string;
  readonly since: Instant | null;
  readonly why: "wrote-to-us" | "answers" | "in-team";
}

export interface CustomerPanel {
  readonly name: string;
  readonly identity: IdentityLevel;
  readonly firstSeen: Instant;
  /** What the customer told, sealed; for example name, email. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Other conversations of the same device that I may read. */
  readonly past: readonly { readonly id: ConversationId; readonly title: string; readonly at: Instant }[];
  readonly readableUntil: Instant | null;
  readonly retentionDays: number;
}

export interface PersonRow extends Person {
  readonly email: string;
  readonly role: "owner" | "admin" | "agent";
  readonly teams: readonly string[];
  readonly online: boolean;
  readonly availability: "available" | "away";
  readonly waitingForKey: boolean;
  readonly seal: SealGroups;
}

export interface Team {
  readonly id: TeamId;
  readonly name: string;
  readonly members: readonly (Person & { readonly manager: boolean })[];
  readonly keyNumber: number;
  readonly keyMade: Instant;
  readonly stale: boolean;
  readonly mine: boolean;
}

export interface Invitation {
  readonly id: string;
  readonly teams: readonly string[];
  readonly role: "admin" | "agent";
  readonly until: Instant;
}

export interface Approval {
  readonly id: string;
  readonly code: SealGroups;
  readonly created: Instant;
  readonly network: string;
}

export interface ArticlesState {
  readonly mayPublish: boolean;
  readonly version: number;
  readonly articles: readonly ArticleRow[];
  /** Local changes that are not published yet. */
  readonly unpublished: number;
}

export interface ArticleRow {
  readonly id: string;
  readonly title: string;
  readonly team: string;
  readonly language: string;
  readonly version: number;
  readonly updated: Instant;
  readonly markdown: string;
  readonly state: "published" | "changed" | "new" | "removed";
}

export interface SecurityState {
  readonly unlockers: readonly {
    readonly id: string;
    readonly kind: "passkey" | "password" | "recovery";
    readonly label: string;
    /** Null where the server did not keep it. */
    readonly created: Instant | null;
    readonly lastUsed: Instant | null;
  }[];
  readonly sessions: readonly {
    readonly id: string;
    readonly label: string;
    readonly network: string;
    readonly created: Instant;
    readonly lastSeen: Instant;
    readonly here: boolean;
  }[];
}

// ---- commands ------------------------------------------------------------------------------------

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

/** Commands never reject. They resolve when this device has done its part; the network's part shows in state. */
export interface Desk {
  readonly state: DeskState;
  /** Called after every change, never during `subscribe`. Returns the way out. */
  subscribe(listener: () => void): () => void;
  readonly setup: SetupCommands;
  readonly signin: SigninCommands;
  readonly join: JoinCommands;
  readonly work: WorkCommands;
  readonly admin: AdminCommands;
  readonly self: SelfCommands;
  dispose(): void;
}

export interface SetupCommands {
  checkToken(token: string): Promise<Outcome<void>>;
  setOrganisation(name: string, colour: string): Promise<Outcome<void>>;
  setOwner(name: string, email: string): Promise<Outcome<void>>;
  /** Makes the authenticator secret that a password needs beside it. */
  prepareAuthenticator(): Promise<Outcome<void>>;
  setCredential(credential: Credential): Promise<Outcome<void>>;
  /** The last four characters of the recovery code, as read from the sheet. */
  confirmKit(lastFour: string): Promise<Outcome<void>>;
  /** Everything is created in one step: nothing exists before it, all of it after. */
  createInbox(name: string, team: string, settings: InboxSettings): Promise<Outcome<void>>;
  back(): void;
  finish(): Promise<Outcome<void>>;
}

export interface SigninCommands {
  withPasskey(): Promise<Outcome<void>>;
  /** `accountSecret` is needed on a browser that does not know this account yet. */
  withPassword(
    email: string,
    password: string,
    code: string,
    accountSecret: string | null,
  ): Promise<Outcome<void>>;
  withRecoveryCode(email: string, code: string): Promise<Outcome<void>>;
  askApproval(email: string): Promise<Outcome<void>>;
  cancelApproval(): void;
  asDemo(name: string): Promise<Outcome<void>>;
  /** Opens the keys of a session that is signed in. */
  unlock(
    how:
      | { readonly kind: "passkey" }
      | { readonly kind: "password"; readonly password: string }
      | { readonly kind: "recovery"; readonly code: string },
  ): Promise<Outcome<void>>;
}

export interface JoinCommands {
  setPerson(name: string, email: string): Promise<Outcome<void>>;
  prepareAuthenticator(): Promise<Outcome<void>>;
  setCredential(credential: Credential): Promise<Outcome<void>>;
  confirmKit(lastFour: string): Promise<Outcome<void>>;
}

export interface WorkCommands {
  openView(view: ViewId): Promise<Outcome<void>>;
  loadMore(): Promise<Outcome<void>>;
  select(id: ConversationId | null): Promise<Outcome<void>>;
  claim(id: ConversationId): Promise<Outcome<void>>;
  assign(id: ConversationId, to: AccountId | null): Promise<Outcome<void>>;
  close(id: ConversationId): Promise<Outcome<void>>;
  reopen(id: ConversationId): Promise<Outcome<void>>;
  /** Resolves once the sealed message lies in the outbox of this device. */
  reply(text: string): Promise<Outcome<ItemId>>;
  note(text: string): Promise<Outcome<ItemId>>;
  retry(id: ItemId): Promise<Outcome<void>>;
  takeBack(id: ItemId): Promise<Outcome<void>>;
  setTyping(typing: boolean): void;
  markRead(): Promise<Outcome<void>>;
  saveDraft(draft: ConversationState["draft"]): Promise<Outcome<void>>;
  /** On this device, over what it has opened. */
  search(query: string): Promise<Outcome<readonly ConversationRow[]>>;
}

export interface AdminCommands {
  createInbox(
    name: string,
    team: TeamId | { readonly newTeam: string },
    settings: InboxSettings,
  ): Promise<Outcome<void>>;
  saveInbox(id: InboxId, settings: InboxSettings): Promise<Outcome<void>>;
  /** The value is the link to hand over; the server never sees its secret. */
  invite(role: "admin" | "agent", teams: readonly TeamId[]): Promise<Outcome<string>>;
  revokeInvitation(id: string): Promise<Outcome<void>>;
  removePerson(id: AccountId): Promise<Outcome<void>>;
  removeFromTeam(id: AccountId, team: TeamId): Promise<Outcome<void>>;
  addToTeam(id: AccountId, team: TeamId): Promise<Outcome<void>>;
  saveArticle(article: {
    readonly id: string | null;
    readonly title: string;
    readonly team: string;
    readonly language: string;
    readonly markdown: string;
  }): Promise<Outcome<string>>;
  removeArticle(id: string): Promise<Outcome<void>>;
  /** Signs and publishes the set as it is on this device. */
  publishArticles(): Promise<Outcome<void>>;
}

export interface SelfCommands {
  setAvailability(availability: "available" | "away"): Promise<Outcome<void>>;
  approveBrowser(id: string): Promise<Outcome<void>>;
  refuseBrowser(id: string): Promise<Outcome<void>>;
  endSession(id: string): Promise<Outcome<void>>;
  addPasskey(label: string): Promise<Outcome<void>>;
  /** A new code replaces the old one only after `confirm` with its last four characters. */
  renewRecoveryCode(): Promise<Outcome<RecoveryKit>>;
  confirmRecoveryCode(lastFour: string): Promise<Outcome<void>>;
  removeUnlocker(id: string): Promise<Outcome<void>>;
  lock(): Promise<Outcome<void>>;
  signOut(): Promise<Outcome<void>>;
}
