/** The open conversation. Reads, never changes. */

import { type Hex, hex } from "@sealdesk/seal";
import type { ConversationRow, ConversationState, DeskFailure, Name } from "../desk.ts";
import { type ConversationWire, destroyedAt } from "../wire.ts";
import { limitsIn } from "./filing.ts";
import { itemsOf } from "./items.ts";
import { customerPanel, readersOf } from "./readers.ts";
import { accountOf, customerName, sightOf, titleOf } from "./sight.ts";
import { rowOf } from "./snapshot-list.ts";
import type { Workspace } from "./workspace.ts";

export function conversationOf(w: Workspace, id: Hex): ConversationState | null {
  const wire = w.conversations.rows.get(id);
  if (wire === undefined) return null;
  const row = rowOf(w, wire);
  const thread = w.conversations.opened(id);
  const { state } = w.keys.sync;
  const settings = w.inboxes.find((i) => i.id === wire.inbox)?.settings;
  const s = sightOf(w.keys);
  const destroyed = destroyedAt(wire);
  const verified = w.conversations.isVerified(id);
  return {
    id,
    title: thread === undefined ? row.who : titleOf(s, thread),
    who: row.who,
    inbox: row.inbox,
    team: state.groups.get(thread === undefined ? (wire.group as Hex) : hex(thread.group))?.name ?? "",
    state: row.state,
    assignee: row.assignee,
    waitingSince: row.waitingSince,
    loading: thread === undefined && destroyed === null && verified && wire.locked !== true,
    locked: wire.locked === true && thread === undefined,
    items:
      thread === undefined
        ? []
        : itemsOf(s, thread, w.conversations.openedNotes(id), w.outbox.of(id), (ids) => w.files.named(ids)),
    typing: typingIn(w, id),
    viewing: [...w.viewing].flatMap(([account, at]) =>
      at === id && account !== s.me ? [{ id: account, name: state.accounts.get(account)?.name ?? "" }] : [],
    ),
    readers: thread === undefined ? [] : readersOf(s, thread),
    customer:
      thread === undefined
        ? emptyPanel(row, wire)
        : customerPanel(thread, pastOf(w, thread, id), {
            days: settings?.retentionDays ?? 0,
            until: wire.expires === null ? null : Date.parse(wire.expires),
          }),
    draft: w.drafts.of(id),
    otherDraft: w.draftSync.other(id),
    staged: {
      reply: w.files.staged({ conversation: id, note: false }),
      note: w.files.staged({ conversation: id, note: true }),
    },
    limits: limitsIn(w, id),
    held: wire.held ?? false,
    destroyed,
    mayReply: thread !== undefined && verified,
    refusal: destroyed !== null ? DESTROYED : verified ? null : UNVERIFIED,
  };
}

const DESTROYED: DeskFailure = {
  kind: "not-found",
  message: "The keys of this conversation were destroyed when its time was over.",
  next: "Nobody can read it any more, or write in it. The certificate says when it was done.",
};

const UNVERIFIED: DeskFailure = {
  kind: "unverified",
  message:
    "Something here does not match its signatures: a message may be missing, changed or from somebody else.",
  next: "What you see was checked. Nothing is sent from here until the rest can be; tell your security team.",
};

const emptyPanel = (row: ConversationRow, wire: ConversationWire): ConversationState["customer"] => ({
  name: row.who,
  identity: "anonymous",
  firstSeen: Date.parse(wire.created),
  proofs: [],
  fields: [],
  past: [],
  readableUntil: null,
  retentionDays: 0,
});

/** Other conversations in which the same device wrote, as far as they are opened here. */
function pastOf(w: Workspace, { customers }: { readonly customers: ReadonlySet<Hex> }, id: Hex) {
  return [...w.conversations.rows.values()].flatMap((row) => {
    const other = w.conversations.opened(row.id as Hex);
    if (other === undefined || row.id === id) return [];
    const same = [...other.customers].some((v) => customers.has(v));
    return same
      ? [{ id: row.id, title: titleOf(sightOf(w.keys), other), at: Date.parse(row.lastActivity) }]
      : [];
  });
}

function typingIn(w: Workspace, id: Hex): readonly Name[] {
  const now = w.keys.platform.now();
  const thread = w.conversations.opened(id);
  if (thread === undefined) return [];
  return [...(w.typing.get(id) ?? [])].flatMap(([device, until]) => {
    if (until < now || device === hex(w.keys.me.device)) return [];
    const known = w.keys.sync.state.devices.get(device);
    if (known === undefined) return [customerName(thread)];
    const s = sightOf(w.keys);
    const account = accountOf(s, known.id);
    // What one types in another browser of one's own is offered as a draft; it is nobody else who writes.
    return account === undefined || account.id === s.me ? [] : [account.name];
  });
}
