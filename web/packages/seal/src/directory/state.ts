/**
 * What the directory says after a replay: accounts, devices, groups, inboxes, invitations and their rights.
 * Plain data; `rules` decides what may change it, `apply` changes it.
 */
import { type Bytes, type Hex, hex, type Id } from "../bytes.ts";
import { type Capability, type Contents, memberSet, type SlotKind } from "../statement.ts";

export interface Account {
  readonly id: Id;
  readonly name: string;
  readonly identity: Bytes;
  readonly sealing: Bytes;
  readonly invite: Id | null;
  readonly removed: boolean;
  /** Unix seconds; null while it is there. */
  readonly removedAt: number | null;
  readonly capabilities: readonly Capability[];
}

export interface Device {
  readonly id: Id;
  readonly account: Id;
  readonly key: Bytes;
  readonly from: number;
  readonly until: number;
  readonly revoked: boolean;
  /** Unix seconds; null while it is not. */
  readonly revokedAt: number | null;
  /** Every certificate this device ever had: old signatures stay valid. */
  readonly windows: readonly { readonly from: number; readonly until: number }[];
}

export interface GroupGeneration {
  /** Statement id: what threads name as their reader. */
  readonly id: Id;
  readonly group: Id;
  readonly number: number;
  readonly content: Contents["generation"];
  /** The device that signed it and sealed its boxes. */
  readonly author: Id;
  readonly time: number;
}

export interface Group {
  readonly id: Id;
  readonly name: string;
  readonly members: ReadonlyMap<Hex, 1 | 2>;
  /** Every account that ever was a member. */
  readonly ever: ReadonlySet<Hex>;
  /** Who is no member any more, and since when, Unix seconds. */
  readonly left: ReadonlyMap<Hex, number>;
  readonly generation: GroupGeneration | null;
}

export interface Inbox {
  readonly id: Id;
  readonly name: string;
  readonly group: Id;
}

export interface Invite extends Omit<Contents["invite"], "state"> {
  readonly id: Id;
  readonly open: boolean;
  readonly used: boolean;
}

export interface Slot {
  readonly kind: SlotKind;
  readonly object: Id;
  readonly key: Id;
  readonly last: Id;
}

/** The whole state. Maps are keyed by lower-case hexadecimal ids. */
export interface State {
  org: Id | null;
  name: string;
  genesisIdentity: Bytes | null;
  /** Newest statement time, Unix seconds. */
  newest: number;
  accounts: Map<Hex, Account>;
  /** Every identity key ever used, to its account: keys are never used twice. */
  identities: Map<Hex, Hex>;
  devices: Map<Hex, Device>;
  groups: Map<Hex, Group>;
  generations: Map<Hex, GroupGeneration>;
  inboxes: Map<Hex, Inbox>;
  invites: Map<Hex, Invite>;
  serverKey: { readonly id: Id; readonly key: Bytes } | null;
  /** Every receipt key ever certified, by statement id. */
  serverKeys: Map<Hex, Bytes>;
  articleSet: (Contents["article-set"] & { readonly id: Id }) | null;
  slots: Map<Hex, Slot>;
}

export const emptyState = (): State => ({
  org: null,
  name: "",
  genesisIdentity: null,
  newest: 0,
  accounts: new Map(),
  identities: new Map(),
  devices: new Map(),
  groups: new Map(),
  generations: new Map(),
  inboxes: new Map(),
  invites: new Map(),
  serverKey: null,
  serverKeys: new Map(),
  articleSet: null,
  slots: new Map(),
});

/** A copy that can be changed without touching the original; the values inside are never changed. */
export function copyState(s: State): State {
  const copy = { ...s };
  copy.accounts = new Map(s.accounts);
  copy.identities = new Map(s.identities);
  copy.devices = new Map(s.devices);
  copy.groups = new Map(s.groups);
  copy.generations = new Map(s.generations);
  copy.inboxes = new Map(s.inboxes);
  copy.invites = new Map(s.invites);
  copy.serverKeys = new Map(s.serverKeys);
  copy.slots = new Map(s.slots);
  return copy;
}

/** Whether an account holds a capability, with what owner and admin include. */
export function holds(a: Account | undefined, c: Capability): boolean {
  if (a === undefined || a.removed) return false;
  const has = (x: Capability) => a.capabilities.includes(x);
  if (has(c)) return true;
  if (c === "admin") return has("owner");
  return c === "manage-group" && (has("admin") || has("owner"));
}

export const ownersOf = (s: State): Account[] => [...s.accounts.values()].filter((a) => holds(a, "owner"));

/** Members of a group that are not removed. */
export function membersOf(s: State, g: Group): Account[] {
  const all = [...g.members.keys()].map((k) => s.accounts.get(k));
  return all.filter((a): a is Account => a !== undefined && !a.removed);
}

export const roleIn = (s: State, group: Id, account: Id): 0 | 1 | 2 => {
  if (s.accounts.get(hex(account))?.removed !== false) return 0;
  return s.groups.get(hex(group))?.members.get(hex(account)) ?? 0;
};

export async function isStale(s: State, g: Group): Promise<boolean> {
  if (g.generation === null) return true;
  const now = await memberSet(membersOf(s, g).map((a) => a.id));
  return hex(now) !== hex(g.generation.content.memberSet);
}

/** When an account left a group, Unix seconds; null while it is in it, undefined if it never was. */
export function leftGroup(g: Group | undefined, account: Id): number | null | undefined {
  if (g === undefined || !g.ever.has(hex(account))) return undefined;
  return g.left.get(hex(account)) ?? null;
}

/** When a device's right to act ended: it was revoked, or its account removed. Null while it holds. */
export function deviceEnded(s: State, device: Device): number | null {
  const removed = s.accounts.get(hex(device.account))?.removedAt ?? null;
  const revoked = device.revokedAt;
  return removed === null || revoked === null ? (removed ?? revoked) : Math.min(removed, revoked);
}
