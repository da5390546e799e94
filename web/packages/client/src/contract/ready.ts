/** The open desk: lists, people, teams, articles, security. */

import type { AccountId, ConversationId, InboxId, Instant, Name, SealGroups, TeamId } from "./basics.ts";
import type { ConversationState } from "./conversation.ts";

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
  readonly newBrowsers: readonly NewBrowser[];
  readonly articles: ArticlesState;
  readonly security: SecurityState;
  /** A sensitive act waits until the person has shown again that it is them (`desk.confirm`). */
  readonly confirm: boolean;
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

/**
 * A sign-in from a browser that this account had not used before, or, for owners, one of somebody else with a code
 * from whoever runs the server. Or a session of this account that is used from elsewhere. It stays until somebody says that it was them, or that they know of it.
 */
export interface NewBrowser {
  readonly id: string;
  readonly account: string;
  /** It is an account for emergencies. */
  readonly emergency: boolean;
  /** It signed in elsewhere: the session moved. */
  readonly moved: boolean;
  /** What the browser calls itself. */
  readonly label: string;
  readonly network: string;
  readonly at: Instant;
  /** Whether it is still signed in. */
  readonly here: boolean;
}

export type Alarm =
  /** Members changed, the key has not: `waitingFor` a member to come online. */
  | { readonly kind: "stale-group"; readonly team: string }
  /** This person has joined and no member has handed them the key yet. */
  | { readonly kind: "waiting-for-key"; readonly team: string }
  | { readonly kind: "one-owner" }
  | NoticedAlarm;

/** What did not verify. It stays until somebody has said that they have seen it (`understood`). */
export type NoticedAlarm = {
  /** When it was first noticed. */
  readonly at: Instant;
  /** Still so; false once it could be checked again. */
  readonly standing: boolean;
} & (
  | /** News of the directory: they are not followed, and nobody's rights change here until they can be checked. */
  { readonly kind: "unverified-directory" }
  /** The record of acts: it does not continue what this browser saw of it. Both are kept (`ledgerEvidence`). */
  | { readonly kind: "unverified-ledger" }
  /** The directory's signed times lie ahead of this machine's. */
  | { readonly kind: "clock" }
  /** Nothing that does not verify is shown, and nothing is sent there. */
  | {
      readonly kind: "unverified-conversation";
      readonly conversation: ConversationId;
      /** Null: no list shows it. */
      readonly who: Name | null;
    }
);

export type ViewId = "mine" | "unassigned" | "open" | "closed" | { readonly inbox: InboxId };

export interface ViewCount {
  readonly view: ViewId;
  /** As the server counts; null if it has not, and for what is closed. */
  readonly open: number | null;
  /** Among the rows that were loaded. */
  readonly unread: number;
  /** Not all of its rows were: more of them may be unread. */
  readonly partly: boolean;
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
  readonly who: Name;
  /** Newest message, opened on this device; null while it is being opened or cannot be. */
  readonly preview: { readonly text: string; readonly mine: boolean } | null;
  /** Its keys are gone: nothing of it will be opened any more. */
  readonly destroyed: boolean;
  /** Of a sensitive team: it is opened once who is there has confirmed. */
  readonly locked: boolean;
  /** What this person has begun to write here and not sent; empty if nothing. */
  readonly draft: string;
  readonly inbox: string;
  readonly unread: boolean;
  readonly waitingSince: Instant | null;
  readonly assignee: Person | null;
  readonly state: "open" | "closed";
  readonly identity: IdentityLevel;
  readonly lastActivity: Instant;
}

export type IdentityLevel = "anonymous" | "named" | "email" | "website";

export interface Person {
  readonly id: AccountId;
  readonly name: string;
}

export interface PersonRow extends Person {
  readonly email: string;
  readonly role: "owner" | "admin" | "agent";
  readonly teams: readonly string[];
  readonly online: boolean;
  readonly availability: "available" | "away";
  readonly waitingForKey: boolean;
  readonly seal: SealGroups;
  readonly suspended: Suspension | null;
}

/** Somebody is shut out by the server; the keys of their teams follow when a colleague's client comes online. */
export interface Suspension {
  readonly since: Instant;
  /** Who decided it: a person here, or the identity provider. */
  readonly by: "admin" | "provisioning";
  /** Teams whose keys have not changed yet. */
  readonly waiting: readonly string[];
  /** How many milliseconds later the last key changed; null while none has. */
  readonly changed: number | null;
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
  /** Who asks: a browser of one's own account, or whoever has that account's recovery code and needs a word. */
  readonly account: string;
  readonly kind: "browser" | "vouch";
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
    /** Of a passkey, by its own word: on one device only, or with all that its owner has. */
    readonly kept: "device" | "synced" | null;
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
