/** From the workspace to what the console shows. Reads, never changes. */

import { equal, type Hex, hex } from "@sealdesk/seal";
import { type Group, holds, roleIn } from "@sealdesk/seal/directory";
import type {
  Alarm,
  Connection,
  ConversationRow,
  ConversationState,
  InboxSummary,
  PersonRow,
  ReadyState,
  Team,
  ViewCount,
  ViewId,
} from "../desk.ts";
import type { ConversationWire } from "../wire.ts";
import {
  accountOf,
  customerName,
  customerPanel,
  isVisitor,
  itemsOf,
  newestText,
  previewOf,
  profileOf,
  readersOf,
  type Sight,
  titleOf,
} from "./items.ts";
import { sealOf } from "./kit.ts";
import { embedLine, settingsFrom } from "./settings.ts";
import type { Workspace } from "./workspace.ts";

const sight = (w: Workspace): Sight => ({ state: w.keys.sync.state, me: hex(w.keys.me.account) });

export function snapshot(w: Workspace): ReadyState {
  const { state } = w.keys.sync;
  const inboxes = inboxSummaries(w);
  const rows = [...w.conversations.rows.values()];
  return {
    phase: "ready",
    organisation: {
      name: state.name,
      colour: inboxes[0]?.settings.colour ?? null,
      seal: sealOf(w.keys.sync.directory.org),
    },
    me: meOf(w),
    connection: connectionOf(w),
    alarms: alarmsOf(w),
    view: w.view,
    views: viewCounts(w, rows, inboxes),
    inboxes,
    list: { loading: w.loading, rows: listRows(w, rows), more: w.conversations.more },
    conversation: w.selected === null ? null : conversationOf(w, w.selected),
    people: peopleOf(w),
    teams: [...state.groups.values()].map((g) => teamOf(w, g)),
    invitations: invitationsOf(w),
    approvals: w.approvals,
    articles: w.articles.snapshot(),
    security: w.security,
  };
}

function connectionOf(w: Workspace): Connection {
  const online = w.status === "online";
  const status = online ? "online" : w.keys.platform.online() ? "reconnecting" : "offline";
  return { status, waiting: w.outbox.waiting };
}

function meOf(w: Workspace): ReadyState["me"] {
  const s = sight(w);
  const account = s.state.accounts.get(s.me)!;
  const row = w.accounts.find((a) => a.account === s.me);
  return {
    id: s.me,
    name: account.name,
    email: row?.email ?? w.account.email,
    teams: teamNames(w, s.me),
    capabilities: account.capabilities,
    availability: row?.availability ?? "available",
  };
}

const teamNames = (w: Workspace, account: Hex): readonly string[] =>
  [...w.keys.sync.state.groups.values()].filter((g) => g.members.has(account)).map((g) => g.name);

function alarmsOf(w: Workspace): readonly Alarm[] {
  const { state } = w.keys.sync;
  const alarms: Alarm[] = [];
  for (const g of state.groups.values()) {
    const mine = g.members.has(hex(w.keys.me.account));
    if (mine && !w.keys.groups.holdsCurrent(g)) alarms.push({ kind: "waiting-for-key", team: g.name });
    else if (mine && w.stale.has(hex(g.id))) alarms.push({ kind: "stale-group", team: g.name });
  }
  for (const team of awaitedTeams(w)) alarms.push({ kind: "waiting-for-key", team });
  const owners = [...state.accounts.values()].filter((a) => holds(a, "owner"));
  if (owners.length === 1 && equal(owners[0]!.id, w.keys.me.account)) alarms.push({ kind: "one-owner" });
  for (const id of w.conversations.unverified)
    alarms.push({ kind: "unverified-conversation", conversation: id });
  return alarms;
}

/** Teams my invitation named and that no member has let me into yet. */
function awaitedTeams(w: Workspace): readonly string[] {
  const { state } = w.keys.sync;
  const me = state.accounts.get(hex(w.keys.me.account));
  const invite = me?.invite == null ? undefined : state.invites.get(hex(me.invite));
  return (invite?.groups ?? []).flatMap(({ group }) => {
    const ever = w.keys.sync.everMembers.get(hex(group));
    return ever?.has(hex(w.keys.me.account)) ? [] : [state.groups.get(hex(group))?.name ?? ""];
  });
}

function inboxSummaries(w: Workspace): readonly InboxSummary[] {
  const { state } = w.keys.sync;
  const me = state.accounts.get(hex(w.keys.me.account));
  return w.inboxes.flatMap(({ id, settings }) => {
    const inbox = state.inboxes.get(id as Hex);
    if (inbox === undefined) return [];
    return [
      {
        id,
        name: inbox.name,
        team: state.groups.get(hex(inbox.group))?.name ?? "",
        teamId: hex(inbox.group),
        settings: settingsFrom(settings),
        embedLine: embedLine(w.context.info.origin, inbox.id, w.keys.sync.directory.org),
        mayManage: holds(me, "admin") || roleIn(state, inbox.group, w.keys.me.account) === 2,
      },
    ];
  });
}

// ---- list ----------------------------------------------------------------------------------------

function inView(w: Workspace, row: ConversationWire, view: ViewId): boolean {
  if (typeof view !== "string") return row.inbox === view.inbox && row.state === "open";
  if (view === "closed") return row.state === "closed";
  if (row.state !== "open") return false;
  if (view === "mine") return row.assignee === hex(w.keys.me.account);
  return view === "open" || row.assignee === null;
}

function isUnread(w: Workspace, row: ConversationWire): boolean {
  const thread = w.conversations.opened(row.id as Hex);
  const newest = thread && newestText(thread);
  if (thread === undefined || newest === undefined)
    return row.lastSequence > row.myRead && row.waitingSince !== null;
  return isVisitor(thread, newest) && newest.sequence > row.myRead;
}

function viewCounts(
  w: Workspace,
  rows: readonly ConversationWire[],
  inboxes: readonly InboxSummary[],
): readonly ViewCount[] {
  const views: ViewId[] = ["mine", "unassigned", "open", "closed", ...inboxes.map((i) => ({ inbox: i.id }))];
  return views.map((view) => {
    const inside = rows.filter((r) => inView(w, r, view));
    return { view, open: inside.length, unread: inside.filter((r) => isUnread(w, r)).length };
  });
}

function listRows(w: Workspace, rows: readonly ConversationWire[]): readonly ConversationRow[] {
  return rows
    .filter((r) => inView(w, r, w.view) || r.id === w.selected)
    .map((r) => rowOf(w, r))
    .sort((a, b) => b.lastActivity - a.lastActivity);
}

function rowOf(w: Workspace, row: ConversationWire): ConversationRow {
  const thread = w.conversations.opened(row.id as Hex);
  const newest = thread && newestText(thread);
  const { state } = w.keys.sync;
  const assignee = row.assignee === null ? undefined : state.accounts.get(row.assignee as Hex);
  return {
    id: row.id,
    who: thread === undefined ? `Visitor ${row.id.slice(0, 4).toUpperCase()}` : customerName(thread),
    preview:
      newest === undefined
        ? null
        : {
            text: previewOf(newest.body),
            mine: accountOf(sight(w), newest.sender)?.id === hex(w.keys.me.account),
          },
    inbox: state.inboxes.get(row.inbox as Hex)?.name ?? "",
    unread: isUnread(w, row),
    waitingSince: row.waitingSince === null ? null : Date.parse(row.waitingSince),
    assignee: assignee === undefined ? null : { id: row.assignee!, name: assignee.name },
    state: row.state,
    identity: thread !== undefined && profileOf(thread).length > 0 ? "named" : "anonymous",
    lastActivity: Date.parse(row.lastActivity),
  };
}

// ---- conversation --------------------------------------------------------------------------------

function conversationOf(w: Workspace, id: Hex): ConversationState | null {
  const wire = w.conversations.rows.get(id);
  if (wire === undefined) return null;
  const row = rowOf(w, wire);
  const thread = w.conversations.opened(id);
  const { state } = w.keys.sync;
  const settings = w.inboxes.find((i) => i.id === wire.inbox)?.settings;
  const s = sight(w);
  return {
    id,
    title: thread === undefined ? row.who : titleOf(thread),
    who: row.who,
    inbox: row.inbox,
    team: state.groups.get(wire.group as Hex)?.name ?? "",
    state: row.state,
    assignee: row.assignee,
    waitingSince: row.waitingSince,
    loading: thread === undefined,
    items: thread === undefined ? [] : itemsOf(s, thread, w.conversations.openedNotes(id), w.outbox.of(id)),
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
    draft: w.drafts.get(id) ?? { mode: "reply", reply: "", note: "" },
    mayReply: thread !== undefined,
    refusal: null,
  };
}

const emptyPanel = (row: ConversationRow, wire: ConversationWire): ConversationState["customer"] => ({
  name: row.who,
  identity: "anonymous",
  firstSeen: Date.parse(wire.created),
  fields: [],
  past: [],
  readableUntil: null,
  retentionDays: 0,
});

/** Other conversations in which the same device wrote, as far as they are opened here. */
function pastOf(w: Workspace, thread: { readonly visitors: ReadonlyMap<Hex, unknown> }, id: Hex) {
  return [...w.conversations.rows.values()].flatMap((row) => {
    const other = w.conversations.opened(row.id as Hex);
    if (other === undefined || row.id === id) return [];
    const same = [...other.visitors.keys()].some((v) => thread.visitors.has(v));
    return same ? [{ id: row.id, title: titleOf(other), at: Date.parse(row.lastActivity) }] : [];
  });
}

function typingIn(w: Workspace, id: Hex): readonly string[] {
  const now = w.keys.platform.now();
  const thread = w.conversations.opened(id);
  if (thread === undefined) return [];
  return [...(w.typing.get(id) ?? [])].flatMap(([device, until]) => {
    if (until < now || device === hex(w.keys.me.device)) return [];
    const known = w.keys.sync.state.devices.get(device);
    return [known === undefined ? customerName(thread) : (accountOf(sight(w), known.id)?.name ?? "")];
  });
}

// ---- people --------------------------------------------------------------------------------------

function peopleOf(w: Workspace): readonly PersonRow[] {
  return [...w.keys.sync.state.accounts.values()]
    .filter((a) => !a.removed)
    .map((a) => {
      const id = hex(a.id);
      const row = w.accounts.find((r) => r.account === id);
      return {
        id,
        name: a.name,
        email: row?.email ?? "",
        role: holds(a, "owner") ? "owner" : holds(a, "admin") ? "admin" : "agent",
        teams: teamNames(w, id),
        online: row?.online ?? false,
        availability: row?.availability ?? "away",
        waitingForKey: teamNames(w, id).length === 0 && a.invite !== null,
        seal: sealOf(a.identity),
      };
    });
}

function teamOf(w: Workspace, g: Group): Team {
  const { accounts } = w.keys.sync.state;
  const members = [...g.members].flatMap(([id, role]) => {
    const a = accounts.get(id);
    return a === undefined || a.removed ? [] : [{ id, name: a.name, manager: role === 2 }];
  });
  return {
    id: hex(g.id),
    name: g.name,
    members,
    keyNumber: g.generation?.number ?? 0,
    keyMade: (g.generation?.time ?? 0) * 1000,
    stale: w.stale.has(hex(g.id)),
    mine: g.members.has(hex(w.keys.me.account)),
  };
}

function invitationsOf(w: Workspace): ReadyState["invitations"] {
  const { state } = w.keys.sync;
  const now = w.keys.sync.now();
  return [...state.invites.values()]
    .filter((i) => i.open && !i.used && i.until > now)
    .map((i) => ({
      id: hex(i.id),
      teams: i.groups.map((g) => state.groups.get(hex(g.group))?.name ?? ""),
      role: i.capabilities.includes("admin") ? "admin" : "agent",
      until: i.until * 1000,
    }));
}
