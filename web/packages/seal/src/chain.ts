/**
 * Section 4.3: authority by signatures alone, from genesis down, for readers who do not replay the log.
 * Promise: an account holds a capability here only through at most eight signed grants that end at the
 * genesis identity. Limit: a grant that was taken back is known only if the proof carries the newer one;
 * the state root, signed by an attester, is what makes leaving it out visible.
 */
import { type Bytes, equal, type Hex, hex, type Id } from "./bytes.ts";
import { demand } from "./error.ts";
import {
  type Capability,
  type Statement,
  type StatementOf,
  type StatementType,
  signerKind,
  statementSignedBy,
} from "./statement.ts";

const maxSteps = 8;
const adminMayGrant: readonly Capability[] = ["manage-group", "rotate", "attest", "publish"];

export interface Chain {
  readonly genesis: StatementOf<"genesis">;
  /** Newest known statement by slot name. */
  readonly latest: ReadonlyMap<string, Statement>;
  readonly byId: ReadonlyMap<Hex, Statement>;
}

function newest<K extends StatementType>(chain: Chain, type: K, object: Id): StatementOf<K> | null {
  const s = chain.latest.get(`${type} ${hex(object)}`);
  return s?.type === type ? (s as unknown as StatementOf<K>) : null;
}

export const identityOf = (chain: Chain, account: Id): Bytes | null =>
  newest(chain, "account", account)?.content.identity ?? null;

async function signedWith(s: Statement, kind: 1 | 3, key: Bytes): Promise<boolean> {
  const by = s.signatures.find((x) => x.kind === kind && equal(x.ref, key));
  return by !== undefined && statementSignedBy(s, by, key);
}

/** The account's statements from its newest back to the one that made it, each signed as it must be. */
async function accountChecked(chain: Chain, account: Id): Promise<StatementOf<"account">> {
  const last = newest(chain, "account", account);
  demand(last !== null, "an account of the chain is missing");
  let s = last;
  for (let step = 0; step < maxSteps; step++) {
    demand(
      await signedWith(s, signerKind.identity, s.content.identity),
      "account is not signed by its identity",
    );
    if (equal(s.id, account)) return last;
    const before = s.previous === null ? undefined : chain.byId.get(hex(s.previous));
    demand(before?.type === "account", "an account's earlier statement is missing");
    demand(await signedWith(s, signerKind.identity, before.content.identity), "account change is not signed");
    s = before;
  }
  return demandShort();
}

const demandShort = (): never => {
  demand(false, "the chain of grants is too long");
  throw new Error("unreachable");
};

/** The newest certificate of a device, signed by its account's identity. */
export async function deviceInChain(chain: Chain, device: Id): Promise<StatementOf<"device">> {
  const d = newest(chain, "device", device);
  demand(d !== null, "a device of the chain is missing");
  const identity = identityOf(chain, d.content.account);
  demand(identity !== null, "a device without its account");
  const certified = await signedWith(d, signerKind.identity, identity);
  // An admin may revoke: then only the loss of rights is taken from the statement.
  demand(certified || d.content.state === 2, "device is not signed by its account's identity");
  return d;
}

export async function holdsInChain(
  chain: Chain,
  account: Id,
  capability: Capability,
  steps = maxSteps,
): Promise<boolean> {
  demand(steps > 0, "the chain of grants is too long");
  const a = await accountChecked(chain, account);
  if (chain.latest.get(`account ${hex(account)}`)?.type !== "account") return false;
  if (equal(a.content.identity, chain.genesis.content.identity)) return true;
  const granted = newest(chain, "capability", account);
  const invite = a.content.invite === null ? null : newest(chain, "invite", a.content.invite);
  const grant = granted ?? invite;
  if (grant === null) return false;
  if (grant.type === "invite" && !(await cameByInvite(chain, account, grant))) return false;
  const list: readonly Capability[] = grant.content.capabilities;
  const held = list.find((c) => includes(c, capability));
  return held !== undefined && grantedBySomeone(chain, grant as Statement, held, steps - 1);
}

const includes = (has: Capability, asked: Capability): boolean =>
  has === asked ||
  (has === "owner" && (asked === "admin" || asked === "manage-group")) ||
  (has === "admin" && asked === "manage-group");

async function cameByInvite(chain: Chain, account: Id, invite: StatementOf<"invite">): Promise<boolean> {
  const created = chain.byId.get(hex(account));
  return created?.type === "account" && signedWith(created, signerKind.invitation, invite.content.key);
}

async function grantedBySomeone(
  chain: Chain,
  grant: Statement,
  capability: Capability,
  steps: number,
): Promise<boolean> {
  const need: Capability = adminMayGrant.includes(capability) ? "admin" : "owner";
  for (const by of grant.signatures) {
    const account = await signerAccount(chain, grant, by);
    if (account !== null && (await holdsInChain(chain, account, need, steps))) return true;
  }
  return false;
}

/** The account behind one signature, or null if it does not hold. */
async function signerAccount(
  chain: Chain,
  s: Statement,
  by: Statement["signatures"][number],
): Promise<Id | null> {
  if (by.kind === signerKind.device) {
    const d = await deviceInChain(chain, by.ref);
    return (await statementSignedBy(s, by, d.content.key)) ? d.content.account : null;
  }
  if (by.kind !== signerKind.identity || !(await statementSignedBy(s, by, by.ref))) return null;
  for (const other of chain.latest.values()) {
    if (other.type === "account" && equal(other.content.identity, by.ref)) return other.object ?? other.id;
  }
  return null;
}
