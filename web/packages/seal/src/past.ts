/**
 * Section 4.3, past authors: whose device a visitor may believe, and until when. Promise: a device in here was
 * certified by its account, which is or was a member of the group, each shown by statements that a proven one
 * vouches for. Limit: times are those of the statements, which their signers chose within the log's bounds.
 */
import { type Bytes, equal, type Hex, hex, type Id } from "./bytes.ts";
import { type Chain, identitiesOf, provenOf, signedWith } from "./chain.ts";
import type { VisitorProof } from "./proof.ts";
import { objectOf, type Statement, signerKind, slotOf } from "./statement.ts";

export interface ProvenDevice {
  readonly id: Id;
  readonly account: Id;
  readonly key: Bytes;
  /** Of its account. */
  readonly name: string;
  /** When its right to write here ended, Unix seconds; null while it holds. */
  readonly ended: number | null;
}

/** Past authors and server keys that one proof may be asked for. */
export const alsoLimit = 64;

export interface ProvenAuthors {
  /** The members' devices, and those of past authors that were asked for. */
  readonly devices: ReadonlyMap<Hex, ProvenDevice>;
  /** The server's key and the earlier ones shown, by statement id. */
  readonly serverKeys: ReadonlyMap<Hex, Bytes>;
}

/** For who reads a conversation: `proof` is a verified one. */
export async function provenAuthors({ chain, group, org }: VisitorProof): Promise<ProvenAuthors> {
  const keys = backFrom(chain, provenOf(chain, "server-key", org));
  return {
    devices: await provenDevices(chain, group.id),
    serverKeys: new Map(keys.map((s) => [hex(s.id), s.content.key])),
  };
}

/**
 * A slot's statements, newest first: from a proven one back, each named by the one after it, so that it
 * vouches for all of them; as far as the proof has them.
 */
export function backFrom<S extends Statement>(chain: Chain, newest: S): readonly S[] {
  const slot = slotOf(newest);
  const out: S[] = [];
  for (let s: Statement | undefined = newest; s !== undefined && out.length <= chain.all.length; ) {
    const here = slotOf(s);
    if (here.kind !== slot.kind || !equal(here.object, slot.object)) break;
    out.push(s as S);
    s = s.previous === null ? undefined : chain.byId.get(hex(s.previous));
  }
  return out;
}

async function provenDevices(chain: Chain, group: Id): Promise<ReadonlyMap<Hex, ProvenDevice>> {
  const out = new Map<Hex, ProvenDevice>();
  for (const s of chain.proven) {
    if (s.type !== "device" || !(await certifiedOnce(chain, s))) continue;
    const account = accountOf(chain, s.content.account);
    const membership = membershipOf(chain, group, s.content.account);
    if (account === null || membership === null) continue;
    const revoked = s.content.state === 2 ? s.time : null;
    out.set(hex(objectOf(s)), {
      id: objectOf(s),
      account: s.content.account,
      key: s.content.key,
      name: account.name,
      ended: earliest([account.removed, membership.left, revoked]),
    });
  }
  return out;
}

/** An identity of the account signed the newest statement that is no revocation. */
async function certifiedOnce(chain: Chain, newest: Statement): Promise<boolean> {
  for (const s of backFrom(chain, newest)) {
    if (s.type !== "device" || newest.type !== "device") return false;
    if (!equal(s.content.account, newest.content.account)) return false;
    for (const identity of await identitiesOf(chain, s.content.account)) {
      if (await signedWith(s, signerKind.identity, identity)) return true;
    }
    if (s.content.state === 1) return false;
  }
  return false;
}

/** The name an account had last, and when it was removed. */
function accountOf(chain: Chain, id: Id): { readonly name: string; readonly removed: number | null } | null {
  const isAccount = (s: Statement) => s.type === "account" || s.type === "removal";
  const newest = chain.proven.find((s) => isAccount(s) && equal(objectOf(s), id));
  if (newest === undefined) return null;
  const removed = newest.type === "removal" ? newest.time : null;
  for (const s of backFrom(chain, newest)) if (s.type === "account") return { name: s.content.name, removed };
  return null;
}

/** Null for who never was a member; `left` is null for who stands in the newest list. */
function membershipOf(chain: Chain, group: Id, account: Id): { readonly left: number | null } | null {
  const newest = chain.proven.find((s) => s.type === "member" && equal(objectOf(s), group));
  let left: number | null = null;
  for (const s of newest === undefined ? [] : backFrom(chain, newest)) {
    if (s.type === "member" && s.content.members.some((m) => equal(m.account, account))) return { left };
    left = s.time;
  }
  return null;
}

const earliest = (times: readonly (number | null)[]): number | null =>
  times.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);
