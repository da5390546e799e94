/**
 * The authority table of section 4.1: who may make which statement. One function per type; each refuses or
 * returns. Server policy may narrow what these allow, and can never widen it.
 */
import { equal, type Hex, hex, type Id } from "../bytes.ts";
import { demand, refuse } from "../error.ts";
import { grace } from "../head.ts";
import {
  type Capability,
  memberSet,
  type Statement,
  type StatementOf,
  type StatementType,
} from "../statement.ts";
import { anyHolds, anyManages, anyMember, type Signers } from "./signers.ts";
import { type Account, holds, membersOf, ownersOf, roleIn, type State } from "./state.ts";

type Rule<K extends StatementType> = (state: State, s: StatementOf<K>, by: Signers) => void | Promise<void>;

const adminMayGrant: readonly Capability[] = ["manage-group", "rotate", "attest", "publish"];
export const maxCertificate = 30 * 86_400 + 3600;

const accountOf = (state: State, id: Id | null): Account => {
  const a = id === null ? undefined : state.accounts.get(hex(id));
  return a !== undefined && !a.removed ? a : refuse("names an account that is not there");
};
const groupOf = (state: State, id: Id | null) =>
  (id === null ? undefined : state.groups.get(hex(id))) ?? refuse("names a group that is not there");

function mayGrant(by: Signers, changed: readonly Capability[]): boolean {
  if (anyHolds(by, "owner")) return true;
  return anyHolds(by, "admin") && changed.every((c) => adminMayGrant.includes(c));
}

const genesis: Rule<"genesis"> = (state, s, by) => {
  demand(state.org === null, "a second genesis");
  demand(by.identities.has(hex(s.content.identity)), "genesis is not signed by its identity");
};

const account: Rule<"account"> = (state, s, by) => {
  const c = s.content;
  demand(by.identities.has(hex(c.identity)), "account is not signed by its identity");
  const owner = state.identities.get(hex(c.identity));
  demand(owner === undefined || owner === hex(s.object ?? s.id), "the identity belongs to another account");
  if (s.object !== null) {
    accountChange(state, s, by);
    return;
  }
  if (c.invite === null) {
    const first = state.accounts.size === 0 && equal(c.identity, state.genesisIdentity!);
    demand(first, "account without an invitation");
    return;
  }
  const invite = state.invites.get(hex(c.invite)) ?? refuse("names an invitation that is not there");
  demand(invite.open && !invite.used && s.time <= invite.until, "the invitation is not open");
  demand(by.invitations.has(hex(invite.key)), "account is not signed by its invitation");
};

function accountChange(state: State, s: StatementOf<"account">, by: Signers): void {
  const before = accountOf(state, s.object);
  demand(by.identities.has(hex(before.identity)), "change is not signed by the current identity");
  const sameInvite = equal(before.invite ?? new Uint8Array(), s.content.invite ?? new Uint8Array());
  demand(sameInvite, "an account's invitation stays");
}

const removal: Rule<"removal"> = (state, s, by) => {
  const a = accountOf(state, s.object);
  const self = by.accounts.some((x) => equal(x.id, a.id));
  const allowed = self || anyHolds(by, "owner") || (anyHolds(by, "admin") && !holds(a, "owner"));
  demand(allowed, "nobody who may remove this account signed");
  demandOwnerLeft(state, a, []);
  for (const g of state.groups.values()) {
    const managers = membersOf(state, g).filter((m) => roleIn(state, g.id, m.id) === 2);
    const last = managers.length === 1 && equal(managers[0]!.id, a.id);
    demand(!last, "the last manager of a group cannot leave it");
  }
};

function demandOwnerLeft(state: State, changed: Account, after: readonly Capability[]): void {
  const left = ownersOf(state).some((o) => !equal(o.id, changed.id));
  demand(left || !holds(changed, "owner") || after.includes("owner"), "the last owner stays");
}

const device: Rule<"device"> = (state, s, by) => {
  const c = s.content;
  const owner = accountOf(state, c.account);
  demand(c.until >= c.from && c.until - c.from <= maxCertificate, "certificate runs too long");
  const byIdentity = by.identities.has(hex(owner.identity));
  if (s.object === null) {
    demand(byIdentity && c.state === 1, "a new device is valid and signed by its account's identity");
    return;
  }
  const before = state.devices.get(hex(s.object)) ?? refuse("names a device that is not there");
  demand(equal(before.account, c.account) && equal(before.key, c.key), "a device keeps account and key");
  demand(!before.revoked, "a revoked device stays revoked");
  const untouched = before.from === c.from && before.until === c.until;
  const revocation = c.state === 2 && untouched && anyHolds(by, "admin");
  demand(byIdentity || revocation, "nobody who may change this device signed");
};

const capability: Rule<"capability"> = (state, s, by) => {
  const a = accountOf(state, s.object);
  const after = s.content.capabilities;
  const changed = [
    ...after.filter((c) => !a.capabilities.includes(c)),
    ...a.capabilities.filter((c) => !after.includes(c)),
  ];
  demand(mayGrant(by, changed), "nobody who may grant this signed");
  demandOwnerLeft(state, a, after);
};

const serverKey: Rule<"server-key"> = (state, s, by) => {
  demand(s.object !== null && equal(s.object, state.org!), "server key of another organisation");
  demand(anyHolds(by, "owner"), "only an owner names the server key");
};

const group: Rule<"group"> = (state, s, by) => {
  if (s.content.sensitivity !== 1) refuse("sensitive groups are reserved", "reserved");
  if (s.object !== null) groupOf(state, s.object);
  const manages = s.object !== null && anyManages(state, by, s.object);
  demand(anyHolds(by, "admin") || manages, "nobody who may change this group signed");
};

const member: Rule<"member"> = (state, s, by) => {
  const g = groupOf(state, s.object);
  for (const m of s.content.members) accountOf(state, m.account);
  const allowed = anyHolds(by, "manage-group") || anyManages(state, by, g.id);
  const first = s.previous === null;
  demand(first ? anyHolds(by, "admin") : allowed, "nobody who may change these members signed");
  demand(
    s.content.members.some((m) => m.role === 2),
    "a group keeps a manager",
  );
};

const generation: Rule<"generation"> = async (state, s, by) => {
  const g = groupOf(state, s.object);
  demand(anyMember(state, by, g.id) && by.device !== null, "a generation is made by a member's device");
  demand(s.content.number === (g.generation?.number ?? 0) + 1, "generation out of order");
  const now = membersOf(state, g).map((a) => a.id);
  demand(equal(s.content.memberSet, await memberSet(now)), "generation for another member set");
  const boxed = s.content.boxes.map((b) => hex(b.account));
  const expected = new Set<Hex>(now.map(hex));
  demand(
    boxed.length === expected.size && boxed.every((b) => expected.has(b)),
    "boxes for others than the members",
  );
};

const inbox: Rule<"inbox"> = (state, s, by) => {
  if (s.content.sensitivity !== 1) refuse("sensitive inboxes are reserved", "reserved");
  const g = groupOf(state, s.content.group);
  const before = s.object === null ? undefined : state.inboxes.get(hex(s.object));
  demand(s.object === null || before !== undefined, "names an inbox that is not there");
  demand(anyManages(state, by, g.id), "no manager of the group signed");
  const moved = before !== undefined && !equal(before.group, g.id);
  if (moved) refuse("moving an inbox to another team is reserved", "reserved");
  demand(anyHolds(by, "admin"), "the inbox needs a second hand");
};

const articleSet: Rule<"article-set"> = (state, s, by) => {
  demand(s.object !== null && equal(s.object, state.org!), "articles of another organisation");
  demand(anyHolds(by, "publish"), "nobody who may publish signed");
};

const invite: Rule<"invite"> = (state, s, by) => {
  const c = s.content;
  for (const g of c.groups) groupOf(state, g.group);
  const before = s.object === null ? undefined : state.invites.get(hex(s.object));
  demand(s.object === null || before !== undefined, "names an invitation that is not there");
  const simple = c.capabilities.length === 0 && anyHolds(by, "manage-group");
  demand(simple || mayGrant(by, c.capabilities), "nobody who may invite signed");
  if (before === undefined) {
    demand(c.state === 1, "a new invitation is open");
    return;
  }
  const revoked = c.state === 2 && before.open && equal(before.key, c.key);
  demand(revoked, "an open invitation can only be revoked");
};

const rules: { readonly [K in StatementType]: Rule<K> } = {
  genesis,
  account,
  removal,
  device,
  capability,
  "server-key": serverKey,
  group,
  member,
  generation,
  inbox,
  "article-set": articleSet,
  invite,
};

const creators: readonly StatementType[] = ["genesis", "account", "device", "group", "inbox", "invite"];

/** Refuses a statement that the present state does not allow. */
export async function demandAllowed(state: State, s: Statement, by: Signers): Promise<void> {
  if (state.org === null) {
    demand(s.type === "genesis" && s.org === null && s.object === null, "a log begins with its genesis");
  } else {
    demand(s.type !== "genesis", "a second genesis");
    demand(s.org !== null && equal(s.org, state.org), "statement of another organisation");
  }
  demand(s.object !== null || creators.includes(s.type), "statement without an object");
  demand(s.time >= state.newest - grace, "statement time goes back");
  await (rules[s.type] as Rule<StatementType>)(state, s as never, by);
}
