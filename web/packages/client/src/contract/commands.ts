/** What views may ask for. Commands never reject; what went wrong is an outcome. */

import type { AccountId, ConversationId, InboxId, ItemId, Outcome, TeamId } from "./basics.ts";
import type { ConversationState } from "./conversation.ts";
import type { CustomerCommands } from "./customers.ts";
import type { Authenticator, Credential, RecoveryKit } from "./entry.ts";
import type { MailCommands } from "./mail.ts";
import type { ProgramCommands } from "./programs.ts";
import type { ConversationRow, InboxSettings, NoticedAlarm, PersonRow, ViewId } from "./ready.ts";
import type { HoldReason, RecordKeeping, RecordPart, RecordTrial } from "./record-keeping.ts";
import type { Certificate, RetentionRow, RetentionTrial } from "./retention.ts";
import type { AttachmentId, FileSink, FileSource } from "./said.ts";
import type { SettingsCommands } from "./settings.ts";
import type { PhoneCommands, SMSCommands } from "./sms.ts";
import type { AskProvider, ProviderCommands } from "./sso.ts";

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

/** What is shown beside a recovery code. */
export type SecondProof =
  /** `accountSecret` is on the same sheet; a browser that knows the account needs none. */
  | { readonly kind: "password"; readonly password: string; readonly accountSecret: string | null }
  | { readonly kind: "authenticator"; readonly code: string }
  /** From whoever runs the server, who makes one with `sealdesk signin-code`. */
  | { readonly kind: "operator"; readonly code: string }
  /** That came by mail, after `mailCode`; `flow` is what that returned. */
  | { readonly kind: "mail"; readonly code: string; readonly flow: string }
  /** An owner or admin, who compares a code and vouches for the person: the state shows it meanwhile. */
  | { readonly kind: "colleague" };

export interface SigninCommands extends AskProvider {
  /** With what a provider has proven here, and a code of the authenticator app where that is not enough. */
  withProvider(code: string): Promise<Outcome<void>>;
  withPasskey(): Promise<Outcome<void>>;
  /** `accountSecret` is needed on a browser that does not know this account yet. */
  withPassword(
    email: string,
    password: string,
    code: string,
    accountSecret: string | null,
  ): Promise<Outcome<void>>;
  /** Sends a code by SMS to whoever has this password, where the desk does, and returns what the sign-in needs. */
  textCode(email: string, password: string, accountSecret: string | null): Promise<Outcome<string>>;
  withPasswordAndText(
    email: string,
    password: string,
    text: { readonly flow: string; readonly code: string },
    accountSecret: string | null,
  ): Promise<Outcome<void>>;
  /** A sheet may lie open: its code takes one more proof. */
  withRecoveryCode(email: string, code: string, second: SecondProof): Promise<Outcome<void>>;
  /** Sends a code beside a recovery code, where the desk sends mail. */
  mailCode(email: string, code: string): Promise<Outcome<string>>;
  /** In place of one that has to be changed, with a code of the authenticator that goes with it. */
  changePassword(password: string, code: string): Promise<Outcome<void>>;
  askApproval(email: string): Promise<Outcome<void>>;
  cancelApproval(): void;
  /** Ends a session of which the keys are closed. */
  signOut(): Promise<Outcome<void>>;
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
  back(): void;
}

export interface WorkCommands {
  openView(view: ViewId): Promise<Outcome<void>>;
  loadMore(): Promise<Outcome<void>>;
  select(id: ConversationId | null): Promise<Outcome<void>>;
  claim(id: ConversationId): Promise<Outcome<void>>;
  assign(id: ConversationId, to: AccountId | null): Promise<Outcome<void>>;
  close(id: ConversationId): Promise<Outcome<void>>;
  reopen(id: ConversationId): Promise<Outcome<void>>;
  /**
   * Resolves once the sealed message lies in the outbox of this device. It takes the staged files along, and waits
   * for those that are not uploaded yet; later ones wait behind it. The text may be empty if there are files.
   */
  reply(id: ConversationId, text: string, replyTo?: ItemId): Promise<Outcome<ItemId>>;
  note(id: ConversationId, text: string, replyTo?: ItemId): Promise<Outcome<ItemId>>;
  /** Own messages only. Everybody sees that it was changed, and what it said before. */
  edit(id: ConversationId, item: ItemId, text: string): Promise<Outcome<void>>;
  /** Own messages only. Its files are deleted from the server; that something was removed stays visible. */
  remove(id: ConversationId, item: ItemId): Promise<Outcome<void>>;
  react(id: ConversationId, item: ItemId, emoji: string, on: boolean): Promise<Outcome<void>>;
  /** Cleans, seals and uploads files for the next reply or note. */
  attach(
    id: ConversationId,
    mode: ConversationState["draft"]["mode"],
    files: readonly FileSource[],
  ): Promise<Outcome<void>>;
  /** Takes a staged file away again, from the server too. */
  detach(file: AttachmentId): Promise<Outcome<void>>;
  retryFile(file: AttachmentId): Promise<Outcome<void>>;
  openFile(id: ConversationId, file: AttachmentId, into: FileSink): Promise<Outcome<void>>;
  /** Puts what another browser of this person has into the draft, below what is here. */
  takeOtherDraft(id: ConversationId): Promise<Outcome<void>>;
  /** Whoever may configure its inbox: keeps it beyond its time, or no longer. */
  /** What a customer of this desk can be asked to show. */
  identityLevels(id: ConversationId): Promise<Outcome<readonly ("email" | "website")[]>>;
  /** Asks the customer to show once more who they are; the reason is for them, and may be empty. */
  askIdentity(id: ConversationId, level: "email" | "website", reason: string): Promise<Outcome<void>>;
  hold(id: ConversationId, on: boolean): Promise<Outcome<void>>;
  retry(id: ItemId): Promise<Outcome<void>>;
  /** A refused message goes back to the draft it came from. */
  takeBack(id: ItemId): Promise<Outcome<void>>;
  setTyping(id: ConversationId, typing: boolean): void;
  markRead(): Promise<Outcome<void>>;
  saveDraft(id: ConversationId, draft: ConversationState["draft"]): Promise<Outcome<void>>;
  /** Somebody has seen an alarm: it goes, unless what it says is still so. */
  understood(alarm: NoticedAlarm): Promise<Outcome<void>>;
  /** A JSON document of all checkpoints that contradicted what this browser had seen, each beside that. */
  ledgerEvidence(): Promise<Outcome<string>>;
  /** After an owner has looked at it: follows the record of acts as it is now. The evidence stays on this device. */
  followLedger(): Promise<Outcome<void>>;
  /** On this device, over what it has opened. */
  search(query: string): Promise<Outcome<readonly ConversationRow[]>>;
}

export interface AdminCommands
  extends SettingsCommands,
    ProgramCommands,
    MailCommands,
    SMSCommands,
    CustomerCommands {
  createInbox(
    name: string,
    team: TeamId | { readonly newTeam: string },
    settings: InboxSettings,
  ): Promise<Outcome<InboxId>>;
  saveInbox(id: InboxId, settings: InboxSettings): Promise<Outcome<void>>;
  /** The value is the link to hand over; the server never sees its secret. */
  invite(role: "admin" | "agent", teams: readonly TeamId[]): Promise<Outcome<string>>;
  revokeInvitation(id: string): Promise<Outcome<void>>;
  /** Needs an owner; the last owner stays one. A change of role changes rights, not what one can read. */
  /** Ends all sessions of a person at once; they can sign in again. For owners. */
  endSessions(id: AccountId): Promise<Outcome<void>>;
  setRole(id: AccountId, role: PersonRow["role"]): Promise<Outcome<void>>;
  /**
   * For somebody who lost every way into their account: it ends, and what is returned is the link to an invitation with
   * the same teams and rights, for them alone.
   */
  beginAgain(id: AccountId): Promise<Outcome<string>>;
  removePerson(id: AccountId): Promise<Outcome<void>>;
  removeFromTeam(id: AccountId, team: TeamId): Promise<Outcome<void>>;
  addToTeam(id: AccountId, team: TeamId, manager?: boolean): Promise<Outcome<void>>;
  /** Whether a member hands out the team's keys and changes its members; one such member stays. */
  setManager(id: AccountId, team: TeamId, manager: boolean): Promise<Outcome<void>>;
  saveArticle(article: {
    readonly id: string | null;
    readonly title: string;
    readonly team: string;
    readonly language: string;
    readonly markdown: string;
  }): Promise<Outcome<string>>;
  /** The embed line with the script's hash as the server names it now: a page with it runs no other script. */
  pinnedLine(inbox: InboxId): Promise<Outcome<string>>;
  /** How long each inbox is kept that one may configure, and what is due. */
  retention(): Promise<Outcome<readonly RetentionRow[]>>;
  /** What another period would change; nothing is destroyed. */
  tryRetention(inbox: InboxId, days: number): Promise<Outcome<RetentionTrial>>;
  /** Newest first, verified; `before` is the last one that is known. */
  certificates(before?: string): Promise<Outcome<readonly Certificate[]>>;
  /** How long the record of acts is kept; for owners and admins, like what follows. */
  recordKeeping(): Promise<Outcome<RecordKeeping>>;
  /** What a number of days would erase today; nothing is erased. */
  tryRecord(part: RecordPart, days: number): Promise<Outcome<RecordTrial>>;
  /** 0 days are for ever. More days count at once, fewer after a week. */
  keepRecord(part: RecordPart, days: number): Promise<Outcome<RecordKeeping>>;
  /** Keeps every event that names an id, or all of the record, whatever the days say. */
  holdRecord(about: string | null, reason: HoldReason): Promise<Outcome<RecordKeeping>>;
  releaseRecord(about: string | null): Promise<Outcome<RecordKeeping>>;
  removeArticle(id: string): Promise<Outcome<void>>;
  /** Signs and publishes the set as it is on this device. */
  publishArticles(): Promise<Outcome<void>>;
}

/** It is still the same person: what waits for it goes on. */
export interface ConfirmCommands {
  withPasskey(): Promise<Outcome<void>>;
  withPassword(password: string, code: string): Promise<Outcome<void>>;
  /** What waits is not done. */
  cancel(): void;
}

export interface SelfCommands extends ProviderCommands, PhoneCommands {
  setAvailability(availability: "available" | "away"): Promise<Outcome<void>>;
  approveBrowser(id: string): Promise<Outcome<void>>;
  refuseBrowser(id: string): Promise<Outcome<void>>;
  /** For a colleague whom one knows, and who read the code out. */
  vouch(id: string): Promise<Outcome<void>>;
  refuseVouch(id: string): Promise<Outcome<void>>;
  endSession(id: string): Promise<Outcome<void>>;
  /** "That was me." Refused on a browser that is new itself. */
  knowBrowser(id: string): Promise<Outcome<void>>;
  /** "That was not me": its session ends, if it still lasts, and it is asked about no more. */
  disownBrowser(id: string): Promise<Outcome<void>>;
  /** All but this one. */
  endOthers(): Promise<Outcome<void>>;
  addPasskey(label: string): Promise<Outcome<void>>;
  /** For the next password: a secret that the authenticator app scans. */
  newAuthenticator(): Promise<Outcome<Authenticator>>;
  /** The first password, or one in place of it; `code` is of that authenticator. */
  setPassword(password: string, code: string): Promise<Outcome<void>>;
  /** A new code replaces the old one only after `confirm` with its last four characters. */
  renewRecoveryCode(): Promise<Outcome<RecoveryKit>>;
  confirmRecoveryCode(lastFour: string): Promise<Outcome<void>>;
  renamePasskey(id: string, name: string): Promise<Outcome<void>>;
  removeUnlocker(id: string): Promise<Outcome<void>>;
  lock(): Promise<Outcome<void>>;
  signOut(): Promise<Outcome<void>>;
}
