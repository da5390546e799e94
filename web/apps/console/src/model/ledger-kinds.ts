/** The kinds of acts: their picture, the part of the record they belong to, and what their ids are. */
import type { IconName } from "@sealdesk/ui";

export const groups = [
  "signIns",
  "keys",
  "reads",
  "conversations",
  "administration",
  "system",
  "record",
] as const;
export type Group = (typeof groups)[number];

/** What an id stands for where no name is known here. */
export type Thing =
  | "conversation"
  | "person"
  | "inbox"
  | "device"
  | "session"
  | "file"
  | "statement"
  | "way"
  | "request"
  | "articles"
  /** No id at all: which events of a tile. */
  | "mask"
  | "any";

export interface KindLook {
  readonly icon: IconName;
  readonly group: Group;
  readonly object: Thing;
  readonly within: Thing;
}

const kind = (icon: IconName, group: Group, object: Thing = "any", within: Thing = "any"): KindLook => ({
  icon,
  group,
  object,
  within,
});

const talk = "conversation";

export const kinds: Readonly<Record<string, KindLook>> = {
  "session.created": kind("user", "signIns", "session"),
  "session.confirmed": kind("check", "signIns"),
  "session.moved": kind("alert", "signIns"),
  "operator.admitted": kind("alert", "signIns", "person"),
  "vouch.asked": kind("alert", "signIns", "person"),
  "vouch.given": kind("check", "signIns", "person"),
  "session.refused": kind("alert", "signIns", "person"),
  "session.throttled": kind("clock", "signIns", "person"),
  "session.ended": kind("out", "signIns", "session", "person"),
  "account.restarted": kind("key", "keys", "person"),
  "account.succeeded": kind("key", "keys", "person"),
  "password.marked": kind("alert", "signIns", "person"),
  "account.suspended": kind("alert", "signIns", "person"),
  "account.reinstated": kind("check", "signIns", "person"),
  "token.used": kind("key", "signIns"),
  "token.refused": kind("alert", "signIns"),
  "session.device": kind("device", "signIns", "device", "session"),
  "visitor.session": kind("user", "signIns", "device"),
  "visitor.proved": kind("check", "signIns", "device"),
  "visitor.asked": kind("user", "signIns", talk),
  "visitor.unproven": kind("alert", "signIns", "device"),
  "approval.given": kind("check", "signIns", "request"),
  "approval.refused": kind("close", "signIns", "request"),
  "access.refused": kind("alert", "signIns"),
  "setup.refused": kind("alert", "signIns"),

  "organisation.created": kind("anchor", "keys", "person"),
  "directory.appended": kind("users", "keys", "statement"),
  "directory.head": kind("seal", "keys", "statement"),
  "invitation.accepted": kind("users", "keys", "person"),
  "witness.key": kind("key", "keys"),
  "vault.changed": kind("lock", "keys", "person"),
  "provider.linked": kind("key", "keys", "person"),
  "provider.unlinked": kind("key", "keys", "person"),
  "provider.refused": kind("alert", "signIns"),
  "token.created": kind("key", "keys"),
  "token.revoked": kind("key", "keys"),
  "provision.user": kind("users", "keys"),
  "provision.group": kind("users", "keys"),
  "auth.checked": kind("check", "signIns"),
  "passkey.renamed": kind("passkey", "keys", "way"),
  "passkey.added": kind("passkey", "keys", "way"),
  "unlocker.stored": kind("key", "keys", "person"),
  "unlocker.removed": kind("key", "keys", "way"),

  "directory.fetched": kind("users", "reads"),
  "keys.fetched": kind("key", "reads", "person"),
  "conversation.listed": kind("eye", "reads", "inbox"),
  "thread.read": kind("eye", "reads", talk, talk),
  "entries.fetched": kind("eye", "reads", talk, talk),
  "drafts.fetched": kind("eye", "reads", "person"),
  "live.begun": kind("play", "reads", "session"),
  "live.ended": kind("pause", "reads", "session"),
  "attachment.fetched": kind("download", "reads", "file", talk),
  "retention.read": kind("eye", "reads", "inbox"),
  "vault.fetched": kind("lock", "reads", "person"),
  "signin.checked": kind("eye", "reads"),
  "account.read": kind("eye", "reads", "person"),
  "ledger.read": kind("eye", "reads"),
  "ledger.exported": kind("download", "reads"),

  "conversation.created": kind("plus", "conversations", talk, "inbox"),
  "notes.created": kind("note", "conversations", talk, talk),
  "message.appended": kind("chat", "conversations", talk, talk),
  "generation.appended": kind("key", "conversations", talk, talk),
  "wrap.stored": kind("key", "conversations", talk, talk),
  "conversation.assigned": kind("swap", "conversations", talk, "person"),
  "conversation.rated": kind("star", "conversations", talk),
  "conversation.closed": kind("done", "conversations", talk),
  "conversation.reopened": kind("undo", "conversations", talk),
  "notice.asked": kind("at", "conversations", talk),
  "notice.declined": kind("at", "conversations", talk),
  "notice.sent": kind("at", "conversations", talk),
  "attachment.begun": kind("clip", "conversations", "file", talk),
  "attachment.stored": kind("clip", "conversations", "file", talk),
  "attachment.removed": kind("trash", "conversations", "file", talk),
  "attachment.swept": kind("trash", "conversations", "file", talk),
  "retention.ended": kind("clock", "conversations", talk),
  "keys.destroyed": kind("trash", "conversations", talk),

  "articles.stored": kind("book", "administration", "articles"),
  "inbox.settings": kind("sliders", "administration", "inbox"),
  "settings.changed": kind("sliders", "administration"),
  "mail.refused": kind("alert", "administration"),
  "mail.released": kind("check", "administration"),
  "mail.tested": kind("sliders", "administration"),
  "sms.tested": kind("sliders", "administration"),
  "hold.set": kind("lock", "administration", talk),
  "hold.lifted": kind("undo", "administration", talk),
  "availability.changed": kind("user", "administration", "person"),

  "server.started": kind("server", "system"),
  "server.stopped": kind("server", "system"),
  "configuration.changed": kind("sliders", "system"),
  "server.demo": kind("info", "system"),
  "data.older": kind("alert", "system"),
  "certificate.obtained": kind("globe", "system"),
  "certificate.failed": kind("globe", "system"),
  "witness.cosigned": kind("seal", "system"),
  "witness.refused": kind("alert", "system"),
  "witness.forgot": kind("alert", "system"),
  "witness.disagreed": kind("alert", "system"),

  "ledger.retention": kind("clock", "record"),
  "ledger.held": kind("lock", "record"),
  "ledger.released": kind("undo", "record"),
  "ledger.erased": kind("trash", "record", "mask"),
};

/** A kind of a later version is shown, too. */
export const lookOf = (name: string): KindLook =>
  Object.hasOwn(kinds, name) ? kinds[name]! : kind("info", "system");

/** First words that stand for several kinds, and that the server searches by. */
export const areas = [
  "session",
  "directory",
  "conversation",
  "attachment",
  "live",
  "ledger",
  "server",
] as const;
export type LedgerArea = (typeof areas)[number];
