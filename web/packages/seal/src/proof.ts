/**
 * Section 4.3: what a visitor learns about the organisation, checked against the pin. Promise: everything in a
 * `VisitorProof` stands in a state that a device with `attest`, granted from genesis down, has signed; and
 * the log only grew since the head this visitor saw before. Limit: one lying attester can mislead a visitor
 * until another client recomputes the head.
 */
import { type Bytes, concat, equal, type Hex, hex, type Id } from "./bytes.ts";
import { decode } from "./cbor.ts";
import { type Chain, holdsInChain, provenOf, signedWith } from "./chain.ts";
import * as c from "./codec.ts";
import { demand } from "./error.ts";
import { grace, type Head, headFrom, verifyHead } from "./head.ts";
import { isConsistent, isIncluded, leafHash } from "./merkle.ts";
import {
  type Contents,
  memberSet,
  objectOf,
  type Statement,
  signerKind,
  slotKey,
  slotOf,
  statementFrom,
  statementSignedBy,
} from "./statement.ts";

const limit = 1024 * 1024;
const inclusion = c.record({ statement: c.uint, leaf: c.uint, path: c.list(c.id) });
const proof = c.object({
  head: c.anyArray,
  statements: c.list(c.anyArray),
  inclusions: c.list(inclusion),
  consistency: c.list(c.id),
});
export type ProofInclusion = c.Of<typeof inclusion>;

export interface SeenHead {
  readonly size: number;
  readonly logRoot: Id;
}

export interface ProvenPerson {
  readonly id: Id;
  readonly name: string;
  /** 1 member, 2 manager. */
  readonly role: 1 | 2;
}
export interface VisitorProof {
  readonly org: Id;
  readonly organisation: string;
  readonly head: Head;
  readonly inbox: { readonly id: Id; readonly name: string };
  readonly group: { readonly id: Id; readonly name: string };
  /** Statement id (what a thread names as reader) and content of the group's newest generation. */
  readonly generation: { readonly id: Id; readonly content: Contents["generation"] };
  /** The member set has changed since the generation was made. */
  readonly stale: boolean;
  readonly members: readonly ProvenPerson[];
  readonly serverKey: { readonly id: Id; readonly key: Bytes };
  /** What all of this stands on; `provenAuthors` finds in it who wrote. */
  readonly chain: Chain;
  readonly articles: Contents["article-set"];
}

export interface ProofQuestion {
  readonly pin: Id;
  readonly inbox: Id;
  /** The newest head this visitor accepted before. */
  readonly earlier: SeenHead | null;
  /** Unix seconds. */
  readonly now: number;
}

export async function readProof(wire: Bytes, q: ProofQuestion): Promise<VisitorProof> {
  const raw = c.decodeAs(proof, wire, limit);
  const head = await headFrom(raw.head);
  const statements = await Promise.all(raw.statements.map(statementFrom));
  const proven = await provenStatements(head, statements, raw.inclusions);
  const chain = chainOf(statements, proven, q.pin);
  demand(equal(head.org, q.pin), "head of another organisation");
  await checkSignatures(statements);
  await checkSigner(chain, head, q.now);
  await checkGrowth(head, q.earlier, raw.consistency);
  return collect(chain, head, q.inbox);
}

/** The time a proof claims, unchecked: for saying how far a device's clock is off. */
export const claimedTime = async (wire: Bytes): Promise<number> =>
  (await headFrom(c.decodeAs(proof, wire, limit).head)).time;

async function provenStatements(
  head: Head,
  statements: readonly Statement[],
  inclusions: readonly ProofInclusion[],
): Promise<readonly Statement[]> {
  const out: Statement[] = [];
  for (const p of inclusions) {
    const s = statements[p.statement];
    demand(s !== undefined, "proof of a statement that is not there", "malformed");
    const slot = slotOf(s);
    const leaf = await leafHash(concat(await slotKey(slot.kind, slot.object), s.id));
    demand(
      await isIncluded(leaf, p.leaf, head.stateSize, p.path, head.stateRoot),
      "statement is not in the state",
    );
    out.push(s);
  }
  return out;
}

function chainOf(all: readonly Statement[], proven: readonly Statement[], pin: Id): Chain {
  const genesis = all.find((s) => equal(s.id, pin));
  demand(genesis?.type === "genesis", "another organisation than the pin");
  const rootSigned = genesis.signatures.some((x) => x.kind === 1 && equal(x.ref, genesis.content.identity));
  demand(rootSigned, "genesis is not signed by its identity");
  for (const s of all) {
    demand(s === genesis || (s.org !== null && equal(s.org, pin)), "statement of another organisation");
  }
  return { genesis, all, proven, byId: new Map(all.map((s) => [hex(s.id), s])) };
}

/** Every signature whose key is at hand must hold, also where no authority is drawn from it. */
async function checkSignatures(statements: readonly Statement[]): Promise<void> {
  const devices = new Map<Hex, Bytes>();
  for (const s of statements) if (s.type === "device") devices.set(hex(objectOf(s)), s.content.key);
  for (const s of statements) {
    for (const by of s.signatures) {
      const key = by.kind === signerKind.device ? devices.get(hex(by.ref)) : by.ref;
      if (key === undefined) continue;
      demand(await statementSignedBy(s, by, key), "a signature in the proof does not hold");
    }
  }
}

async function checkSigner(chain: Chain, head: Head, now: number): Promise<void> {
  const device = provenOf(chain, "device", head.device);
  const { account, from, key, state, until } = device.content;
  demand(state === 1, "head by a revoked device");
  demand(head.time >= from - grace && head.time <= until + grace, "head by a device outside its certificate");
  const { identity } = provenOf(chain, "account", account).content;
  demand(await signedWith(device, signerKind.identity, identity), "device is not signed by its account");
  await verifyHead(head, key, now);
  demand(await holdsInChain(chain, account, "attest"), "head by someone who may not attest");
}

async function checkGrowth(head: Head, earlier: SeenHead | null, path: readonly Id[]): Promise<void> {
  if (earlier === null) {
    demand(path.length === 0, "a consistency proof that nobody asked for");
    return;
  }
  demand(head.size >= earlier.size, "the directory is shorter than before");
  const grew = await isConsistent(earlier.size, earlier.logRoot, head.size, head.logRoot, path);
  demand(grew, "the directory is not the one seen before");
}

async function collect(chain: Chain, head: Head, inboxId: Id): Promise<VisitorProof> {
  const org = chain.genesis.id;
  const inbox = provenOf(chain, "inbox", inboxId);
  const { group } = inbox.content;
  const generation = provenOf(chain, "generation", group);
  const serverKey = provenOf(chain, "server-key", org);
  const members: ProvenPerson[] = [];
  for (const { account: id, role } of provenOf(chain, "member", group).content.members) {
    const removed = chain.proven.some((s) => s.type === "removal" && equal(objectOf(s), id));
    if (!removed) members.push({ id, name: provenOf(chain, "account", id).content.name, role });
  }
  const now = await memberSet(members.map((m) => m.id));
  return {
    org,
    organisation: chain.genesis.content.name,
    head,
    inbox: { id: inboxId, name: inbox.content.name },
    group: { id: group, name: provenOf(chain, "group", group).content.name },
    generation: { id: generation.id, content: generation.content },
    stale: !equal(now, generation.content.memberSet),
    members,
    serverKey: { id: serverKey.id, key: serverKey.content.key },
    chain,
    articles: provenOf(chain, "article-set", org).content,
  };
}

/** Assembles a proof; the server's part, here for tests and tools. */
export const encodeProof = (p: {
  readonly head: Bytes;
  readonly statements: readonly Bytes[];
  readonly inclusions: readonly ProofInclusion[];
  readonly consistency: readonly Id[];
}): Bytes =>
  c.encodeAs(proof, {
    ...p,
    head: decode(p.head) as readonly [],
    statements: p.statements.map((s) => decode(s, limit) as readonly []),
  });
