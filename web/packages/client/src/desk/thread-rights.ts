/** Who may sign in a thread of an inbox, and until when, by what the directory says. Pure. */

import {
  equal,
  grace,
  groupsOf,
  type Hex,
  hex,
  type Id,
  type ThreadGeneration,
  visitorsOf,
} from "@sealdesk/seal";
import { deviceEnded, type Inbox, leftGroup, type State } from "@sealdesk/seal/directory";

/** When a device's account left a team; null while it is in it, undefined if it never was. */
function leftTeam(state: Readonly<State>, device: Id, team: Hex): number | null | undefined {
  const account = state.devices.get(hex(device))?.account;
  return account && leftGroup(state.groups.get(team), account);
}

/** The end of a colleague's right here: of the device, or of the account's time in the inbox's team. */
export function endedIn(state: Readonly<State>, inbox: Inbox, sender: Id): number | null {
  const device = state.devices.get(hex(sender));
  if (device === undefined) return null;
  const since = leftTeam(state, sender, hex(inbox.group));
  const left = since === undefined ? 0 : since; // who never was in it has had no right
  const ended = deviceEnded(state, device);
  return left === null || ended === null ? (left ?? ended) : Math.min(left, ended);
}

interface Rekey {
  readonly visitor: boolean;
  readonly notes: boolean;
  /** Unix seconds. */
  readonly received: number;
}

/** The readers' team is the inbox's, and an author of staff was in it then and had its key: who makes a key knows it. */
export function mayRekey(state: Readonly<State>, inbox: Inbox, g: ThreadGeneration, by: Rekey): boolean {
  const groups = groupsOf(g);
  const generation = state.generations.get(hex(groups[0] ?? g.author));
  const team = generation?.group;
  if (groups.length !== 1 || team === undefined || !equal(inbox.group, team)) return false;
  if (by.notes && visitorsOf(g).length > 0) return false;
  if (by.visitor) return true;
  const account = state.devices.get(hex(g.author))?.account;
  if (!generation?.content.boxes.some((b) => account && equal(b.account, account))) return false;
  const left = leftTeam(state, g.author, hex(team));
  return left === null || (left !== undefined && by.received <= left + grace);
}
