/** From the workspace to what the console shows. Reads, never changes. */

import { equal, type Hex, hex } from "@sealdesk/seal";
import { holds, roleIn } from "@sealdesk/seal/directory";
import type { Alarm, Connection, InboxSummary, NoticedAlarm, ReadyState } from "../desk.ts";
import { sealOf } from "./kit.ts";
import type { Notice } from "./noticed.ts";
import { embedLine, settingsFrom } from "./settings.ts";
import { sightOf } from "./sight.ts";
import { conversationOf } from "./snapshot-conversation.ts";
import { listRows, rowOf, viewCounts } from "./snapshot-list.ts";
import { invitationsOf, peopleOf, teamNames, teamOf } from "./snapshot-people.ts";
import type { Workspace } from "./workspace.ts";

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
    newBrowsers: w.newBrowsers,
    articles: w.articles.snapshot(),
    security: w.security,
    confirm: w.confirming.asked,
  };
}

function connectionOf(w: Workspace): Connection {
  // A browser knows at once that it has no network; the live connection notices only when it is used.
  const here = w.keys.platform.online();
  const status = !here ? "offline" : w.status === "online" ? "online" : "reconnecting";
  return { status, waiting: w.outbox.waiting };
}

function meOf(w: Workspace): ReadyState["me"] {
  const s = sightOf(w.keys);
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

function alarmsOf(w: Workspace): readonly Alarm[] {
  const { state } = w.keys.sync;
  const alarms: Alarm[] = w.keys.noticed.all.map((notice) => noticedAlarm(w, notice));
  for (const g of state.groups.values()) {
    const mine = g.members.has(hex(w.keys.me.account));
    if (mine && !w.keys.groups.holdsCurrent(g)) alarms.push({ kind: "waiting-for-key", team: g.name });
    else if (mine && w.stale.has(hex(g.id))) alarms.push({ kind: "stale-group", team: g.name });
  }
  for (const team of awaitedTeams(w)) alarms.push({ kind: "waiting-for-key", team });
  const owners = [...state.accounts.values()].filter((a) => holds(a, "owner"));
  if (owners.length === 1 && equal(owners[0]!.id, w.keys.me.account)) alarms.push({ kind: "one-owner" });
  return alarms;
}

function noticedAlarm(w: Workspace, { about, at, standing }: Notice): NoticedAlarm {
  if (about === "clock") return { kind: "clock", at, standing };
  if (about === "directory") return { kind: "unverified-directory", at, standing };
  if (about === "ledger") return { kind: "unverified-ledger", at, standing };
  const row = w.conversations.rowAbout(about);
  const who = row === undefined ? null : rowOf(w, row).who;
  return { kind: "unverified-conversation", conversation: row?.id ?? about, who, at, standing };
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
