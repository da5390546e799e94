/** The list and its views: which rows, how many, and what is new in them. Reads, never changes. */

import { type Hex, hex } from "@sealdesk/seal";
import type { ConversationRow, InboxSummary, ViewCount, ViewId } from "../desk.ts";
import { type ConversationWire, destroyedAt } from "../wire.ts";
import type { Draft } from "./drafts.ts";
import {
  accountOf,
  customerName,
  identityOf,
  isVisitor,
  nameless,
  newestText,
  previewIn,
  sightOf,
} from "./sight.ts";
import type { Workspace } from "./workspace.ts";

function inView(w: Workspace, row: ConversationWire, view: ViewId): boolean {
  if (typeof view !== "string") return row.inbox === view.inbox && row.state === "open";
  if (view === "closed") return row.state === "closed";
  if (row.state !== "open") return false;
  if (view === "mine") return row.assignee === hex(w.keys.me.account);
  return view === "open" || row.assignee === null;
}

function isUnread(w: Workspace, row: ConversationWire): boolean {
  const thread = w.conversations.opened(row.id as Hex);
  const newest = thread && newestText(sightOf(w.keys), thread);
  if (thread === undefined || newest === undefined)
    return row.lastSequence > row.myRead && row.waitingSince !== null;
  return isVisitor(thread, newest) && newest.sequence > row.myRead;
}

export function viewCounts(
  w: Workspace,
  rows: readonly ConversationWire[],
  inboxes: readonly InboxSummary[],
): readonly ViewCount[] {
  const views: ViewId[] = ["mine", "unassigned", "open", "closed", ...inboxes.map((i) => ({ inbox: i.id }))];
  return views.map((view) => {
    const inside = rows.filter((r) => inView(w, r, view));
    const open = w.conversations.counts.of(view);
    const unread = inside.filter((r) => isUnread(w, r)).length;
    return { view, open, unread, partly: open === null || inside.length < open };
  });
}

export function listRows(
  w: Workspace,
  rows: readonly ConversationWire[],
  shown = (row: ConversationWire) => inView(w, row, w.view),
): readonly ConversationRow[] {
  return rows
    .filter(shown)
    .map((r) => rowOf(w, r))
    .sort((a, b) => b.lastActivity - a.lastActivity);
}

const draftText = ({ reply, note }: Draft): string => (reply.trim() === "" ? note : reply).trim();

export function rowOf(w: Workspace, row: ConversationWire): ConversationRow {
  const thread = w.conversations.opened(row.id as Hex);
  const newest = thread && newestText(sightOf(w.keys), thread);
  const { state } = w.keys.sync;
  const assignee = row.assignee === null ? undefined : state.accounts.get(row.assignee as Hex);
  return {
    id: row.id,
    who: thread === undefined ? nameless(row.id as Hex) : customerName(thread),
    preview:
      thread === undefined || newest === undefined
        ? null
        : {
            text: previewIn(sightOf(w.keys), thread, newest),
            mine: accountOf(sightOf(w.keys), newest.sender)?.id === hex(w.keys.me.account),
          },
    destroyed: destroyedAt(row) !== null,
    locked: row.locked === true,
    draft: row.id === w.selected || row.locked === true ? "" : draftText(w.drafts.of(row.id as Hex)),
    // The server's word until the thread is open, which says itself where the customer wrote to.
    inbox: thread?.inbox.name ?? state.inboxes.get(row.inbox as Hex)?.name ?? "",
    unread: isUnread(w, row),
    waitingSince: row.waitingSince === null ? null : Date.parse(row.waitingSince),
    assignee: assignee === undefined ? null : { id: row.assignee!, name: assignee.name },
    state: row.state,
    identity: thread === undefined ? "anonymous" : identityOf(thread),
    lastActivity: Date.parse(row.lastActivity),
  };
}
