/** People, teams and open invitations, as the signed directory has them. Reads, never changes. */

import { type Hex, hex } from "@sealdesk/seal";
import type { Group } from "@sealdesk/seal/directory";
import type { PersonRow, ReadyState, Suspension, Team } from "../desk.ts";
import { sealOf } from "./kit.ts";
import { roleOf } from "./sight.ts";
import type { AccountRow, Workspace } from "./workspace.ts";

export const teamNames = (w: Workspace, account: Hex): readonly string[] =>
  [...w.keys.sync.state.groups.values()].filter((g) => g.members.has(account)).map((g) => g.name);

export function peopleOf(w: Workspace): readonly PersonRow[] {
  return [...w.keys.sync.state.accounts.values()]
    .filter((a) => !a.removed)
    .map((a) => {
      const id = hex(a.id);
      const row = w.accounts.find((r) => r.account === id);
      return {
        id,
        name: a.name,
        email: row?.email ?? "",
        role: roleOf(a),
        teams: teamNames(w, id),
        online: row?.online ?? false,
        availability: row?.availability ?? "away",
        waitingForKey: teamNames(w, id).length === 0 && a.invite !== null,
        seal: sealOf(a.id),
        suspended: suspensionOf(w, id, row?.suspended ?? null),
      };
    });
}

/** Shut out, and whether the keys of their teams have followed: for how long one could read beside the server. */
function suspensionOf(w: Workspace, id: Hex, suspended: AccountRow["suspended"] | null): Suspension | null {
  if (suspended == null) return null;
  const since = Date.parse(suspended.since);
  const { state, everMembers } = w.keys.sync;
  let changed: number | null = null;
  for (const g of state.groups.values()) {
    if (g.members.has(id) || !(everMembers.get(hex(g.id))?.has(id) ?? false)) continue;
    const next = [...state.generations.values()]
      .filter((made) => hex(made.group) === hex(g.id) && (made.time + 1) * 1000 > since)
      .map((made) => Math.max(made.time * 1000 - since, 0));
    if (next.length > 0) changed = Math.max(changed ?? 0, Math.min(...next));
  }
  return { since, by: suspended.by, waiting: teamNames(w, id), changed };
}

export function teamOf(w: Workspace, g: Group): Team {
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

export function invitationsOf(w: Workspace): ReadyState["invitations"] {
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
