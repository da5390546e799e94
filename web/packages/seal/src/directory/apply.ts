/** Carries an allowed statement into the state. Checks nothing; `rules` has. */
import { type Hex, hex, type Id } from "../bytes.ts";
import { capabilities, objectOf, type Statement } from "../statement.ts";
import type { Signers } from "./signers.ts";
import type { Device, State } from "./state.ts";

export function apply(state: State, s: Statement, by: Signers): void {
  const object = objectOf(s);
  const at = hex(object);
  state.newest = Math.max(state.newest, s.time);
  switch (s.type) {
    case "genesis":
      state.org = s.id;
      state.name = s.content.name;
      state.genesisIdentity = s.content.identity;
      return;
    case "account":
      applyAccount(state, s, object);
      return;
    case "removal":
      state.accounts.set(at, { ...state.accounts.get(at)!, removed: true, removedAt: s.time });
      return;
    case "device":
      state.devices.set(at, deviceAfter(state.devices.get(at), object, s));
      return;
    case "capability":
      state.accounts.set(at, { ...state.accounts.get(at)!, capabilities: s.content.capabilities });
      return;
    case "server-key":
      state.serverKey = { id: s.id, key: s.content.key };
      state.serverKeys.set(hex(s.id), s.content.key);
      return;
    case "group": {
      const nobody = { members: new Map(), ever: new Set<Hex>(), left: new Map() };
      const before = state.groups.get(at) ?? { ...nobody, generation: null };
      state.groups.set(at, { ...before, id: object, name: s.content.name });
      return;
    }
    case "member": {
      const members = new Map(s.content.members.map((m) => [hex(m.account), m.role] as const));
      const before = state.groups.get(at)!;
      const ever = new Set([...before.ever, ...members.keys()]);
      const left = new Map(before.left);
      for (const account of before.members.keys()) left.set(account, s.time);
      for (const account of members.keys()) left.delete(account);
      state.groups.set(at, { ...before, members, ever, left });
      return;
    }
    case "generation":
      applyGeneration(state, s, object, by);
      return;
    case "inbox": {
      const { group, name } = s.content;
      state.inboxes.set(at, { id: object, name, group });
      return;
    }
    case "article-set":
      state.articleSet = { ...s.content, id: s.id };
      return;
    case "invite": {
      const { state: open, ...rest } = s.content;
      const used = state.invites.get(at)?.used ?? false;
      state.invites.set(at, { ...rest, id: object, open: open === 1, used });
    }
  }
}

function applyAccount(state: State, s: Extract<Statement, { type: "account" }>, id: Id): void {
  const before = state.accounts.get(hex(id));
  const invite = s.content.invite === null ? undefined : state.invites.get(hex(s.content.invite));
  if (before === undefined && invite !== undefined)
    state.invites.set(hex(invite.id), { ...invite, used: true });
  const { name, identity, sealing } = s.content;
  state.identities.set(hex(identity), hex(id));
  state.accounts.set(hex(id), {
    id,
    name,
    identity,
    sealing,
    invite: s.content.invite,
    removed: false,
    removedAt: null,
    capabilities: before?.capabilities ?? invite?.capabilities ?? [...capabilities],
  });
}

function deviceAfter(before: Device | undefined, id: Id, s: Extract<Statement, { type: "device" }>): Device {
  const { account, key, from, state, until } = s.content;
  const windows = [...(before?.windows ?? []), { from, until }];
  return {
    id,
    account,
    key,
    from,
    until,
    revoked: state === 2,
    revokedAt: state === 2 ? s.time : null,
    windows,
  };
}

function applyGeneration(
  state: State,
  s: Extract<Statement, { type: "generation" }>,
  group: Id,
  by: Signers,
): void {
  const { number } = s.content;
  const g = { id: s.id, group, number, content: s.content, author: by.device!, time: s.time };
  state.generations.set(hex(s.id), g);
  state.groups.set(hex(group), { ...state.groups.get(hex(group))!, generation: g });
}
