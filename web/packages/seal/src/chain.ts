/**
 * Section 4.3: authority by signatures alone, from genesis down, for readers who do not replay the log.
 * Promise: an account holds a capability here only through at most eight signed grants that end at the
 * genesis identity; for a head's signer every link is also proven to be its slot's newest. Limit: of a
 * grantor it is only known that it once had the right, which is what the log asked of it then.
 */
import { type Bytes, equal, type Hex, hex, type Id } from "./bytes.ts";
import { demand } from "./error.ts";
import {
  type Capability,
  objectOf,
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
  readonly all: readonly Statement[];
  readonly byId: ReadonlyMap<Hex, Statement>;
  /** Those shown to be their slot's newest. */
  readonly proven: readonly Statement[];
}

export function provenOf<K extends StatementType>(chain: Chain, type: K, object: Id): StatementOf<K> {
  const s = chain.proven.find((x) => x.type === type && equal(objectOf(x), object));
  demand(s !== undefined, `proof without its ${type}`);
  return s as unknown as StatementOf<K>;
}

export async function signedWith(s: Statement, kind: 1 | 3, key: Bytes): Promise<boolean> {
  const by = s.signatures.find((x) => x.kind === kind && equal(x.ref, key));
  return by !== undefined && statementSignedBy(s, by, key);
}

/** Whether an account's statement leads back, each change signed by the identity before, to its making. */
async function isLineage(chain: Chain, account: Id, last: Statement): Promise<boolean> {
  let s: Statement | undefined = last;
  for (let step = 0; step <= chain.all.length; step++) {
    if (s?.type !== "account" || !equal(objectOf(s), account)) return false;
    if (!(await signedWith(s, signerKind.identity, s.content.identity))) return false;
    if (s.object === null) return true;
    const before: Statement | undefined = s.previous === null ? undefined : chain.byId.get(hex(s.previous));
    if (before?.type !== "account") return false;
    if (!(await signedWith(s, signerKind.identity, before.content.identity))) return false;
    s = before;
  }
  return false;
}

/** The identity keys of an account in the proof, each checked back to the account's making. */
export async function identitiesOf(chain: Chain, account: Id): Promise<readonly Bytes[]> {
  const out: Bytes[] = [];
  for (const s of chain.all) {
    if (s.type !== "account" || !equal(objectOf(s), account)) continue;
    if (await isLineage(chain, account, s)) out.push(s.content.identity);
  }
  return out;
}

/** `current`: for the head's signer; otherwise it is enough that the account once held the capability. */
export async function holdsInChain(
  chain: Chain,
  account: Id,
  capability: Capability,
  current = true,
  steps = maxSteps,
): Promise<boolean> {
  if (steps === 0) return false;
  const identities = await identitiesOf(chain, account);
  if (identities.length === 0) return false;
  const grants = await grantsOf(chain, account, current);
  const root = identities.some((k) => equal(k, chain.genesis.content.identity));
  if (root && (!current || grants.length === 0)) return true;
  for (const g of grants) if (await grantHolds(chain, g, capability, steps)) return true;
  return false;
}

type Grant = StatementOf<"capability"> | StatementOf<"invite">;

async function grantsOf(chain: Chain, account: Id, current: boolean): Promise<readonly Grant[]> {
  const about = (s: Statement): s is StatementOf<"capability"> & Statement =>
    s.type === "capability" && s.object !== null && equal(s.object, account);
  const newest = chain.proven.find(about);
  if (current && newest !== undefined) return [newest];
  const out: Grant[] = current ? [] : chain.all.filter(about);
  const made = chain.byId.get(hex(account));
  if (made?.type !== "account" || made.content.invite === null) return out;
  const invite = chain.byId.get(hex(made.content.invite));
  const came =
    invite?.type === "invite" && (await signedWith(made, signerKind.invitation, invite.content.key));
  return came ? [...out, invite] : out;
}

const includes = (has: Capability, asked: Capability): boolean =>
  has === asked ||
  (has === "owner" && (asked === "admin" || asked === "manage-group")) ||
  (has === "admin" && asked === "manage-group");

async function grantHolds(chain: Chain, grant: Grant, asked: Capability, steps: number): Promise<boolean> {
  const list: readonly Capability[] = grant.content.capabilities;
  for (const held of list.filter((c) => includes(c, asked))) {
    const need: Capability = adminMayGrant.includes(held) ? "admin" : "owner";
    for (const by of grant.signatures) {
      const account = await signerAccount(chain, grant as Statement, by);
      if (account !== null && (await holdsInChain(chain, account, need, false, steps - 1))) return true;
    }
  }
  return false;
}

/** The account behind one signature: a device under its account's identity, or an identity. */
async function signerAccount(
  chain: Chain,
  s: Statement,
  by: Statement["signatures"][number],
): Promise<Id | null> {
  for (const x of chain.all) {
    if (x.type === "account" && by.kind === signerKind.identity && equal(x.content.identity, by.ref)) {
      if (await statementSignedBy(s, by, by.ref)) return objectOf(x);
    }
    if (x.type !== "device" || by.kind !== signerKind.device || !equal(objectOf(x), by.ref)) continue;
    if (!(await statementSignedBy(s, by, x.content.key))) continue;
    for (const k of await identitiesOf(chain, x.content.account)) {
      if (await signedWith(x, signerKind.identity, k)) return x.content.account;
    }
  }
  return null;
}
