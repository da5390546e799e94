/**
 * Section 4.3: what a visitor learns about the organisation, checked against the pin. Promise: everything in a
 * `VisitorProof` stands in a state that a device with `attest`, granted from genesis down, has signed; and
 * the log only grew since the head this visitor saw before. Limit: one lying attester can mislead a visitor
 * until another client recomputes the head.
 */
import { type Bytes, compare, concat, equal, type Hex, hex, type Id } from "./bytes.ts";
import { decode } from "./cbor.ts";
import { type Chain, deviceInChain, holdsInChain, identityOf } from "./chain.ts";
import * as c from "./codec.ts";
import { demand } from "./error.ts";
import { type Head, headFrom, verifyHead } from "./head.ts";
import { isConsistent, isIncluded, leafHash } from "./merkle.ts";
import {
  type Contents,
  memberSet,
  objectOf,
  type Statement,
  type StatementOf,
  type StatementType,
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
}
export interface ProvenDevice {
  readonly id: Id;
  readonly account: Id;
  readonly key: Bytes;
  readonly revoked: boolean;
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
  readonly devices: ReadonlyMap<Hex, ProvenDevice>;
  readonly serverKey: { readonly id: Id; readonly key: Bytes };
  readonly articles: Contents["article-set"] | null;
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
  const chain = await chainOf(statements, proven, q.pin);
  demand(equal(head.org, q.pin), "head of another organisation");
  await checkSigner(chain, head, q.now);
  await checkGrowth(head, q.earlier, raw.consistency);
  return collect(chain, proven, head, q.inbox);
}

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

async function chainOf(
  statements: readonly Statement[],
  proven: readonly Statement[],
  pin: Id,
): Promise<Chain> {
  const genesis = statements.find((s) => s.type === "genesis");
  demand(genesis !== undefined && equal(genesis.id, pin), "another organisation than the pin");
  for (const s of statements) {
    demand(s === genesis || (s.org !== null && equal(s.org, pin)), "statement of another organisation");
  }
  const newest = (list: readonly Statement[]) => new Map(list.map((s) => [slotName(s), s] as const));
  // A proven statement is its slot's newest; others only serve as links of the chain of grants.
  const latest = new Map([...newest(statements), ...newest(proven)]);
  const chain = { genesis, latest, byId: new Map(statements.map((s) => [hex(s.id), s] as const)) };
  const self = genesis.signatures.find((x) => equal(x.ref, genesis.content.identity));
  demand(self !== undefined, "genesis is not signed by its identity");
  demand(
    await statementSignedBy(genesis, self, genesis.content.identity),
    "genesis is not signed by its identity",
  );
  return chain;
}

const slotName = (s: Statement): string => `${slotOf(s).kind} ${hex(objectOf(s))}`;

async function checkSigner(chain: Chain, head: Head, now: number): Promise<void> {
  const device = await deviceInChain(chain, head.device);
  demand(device.content.state === 1, "head by a revoked device");
  const { from, until } = device.content;
  demand(head.time >= from - 600 && head.time <= until + 600, "head by a device outside its certificate");
  await verifyHead(head, device.content.key, now);
  demand(await holdsInChain(chain, device.content.account, "attest"), "head by someone who may not attest");
}

async function checkGrowth(head: Head, earlier: SeenHead | null, path: readonly Id[]): Promise<void> {
  if (earlier === null || earlier.size === 0) return;
  demand(head.size >= earlier.size, "the directory is shorter than before");
  const grew = await isConsistent(earlier.size, earlier.logRoot, head.size, head.logRoot, path);
  demand(grew, "the directory is not the one seen before");
}

async function collect(
  chain: Chain,
  proven: readonly Statement[],
  head: Head,
  inboxId: Id,
): Promise<VisitorProof> {
  const find = <K extends StatementType>(type: K, object: Id): StatementOf<K> | undefined =>
    proven.find((s): s is StatementOf<K> & Statement => s.type === type && equal(objectOf(s), object)) as
      | StatementOf<K>
      | undefined;
  const need = <K extends StatementType>(type: K, object: Id): StatementOf<K> => {
    const s = find(type, object);
    demand(s !== undefined, `proof without its ${type}`);
    return s;
  };
  const org = chain.genesis.id;
  const inbox = need("inbox", inboxId);
  const group = need("group", inbox.content.group);
  const generation = need("generation", inbox.content.group);
  const serverKey = need("server-key", org);
  const members: ProvenPerson[] = [];
  for (const m of need("member", inbox.content.group).content.members) {
    const removed = proven.some((s) => s.type === "removal" && equal(objectOf(s), m.account));
    if (!removed) members.push({ id: m.account, name: need("account", m.account).content.name });
  }
  const now = await memberSet(members.map((m) => m.id));
  return {
    org,
    organisation: chain.genesis.content.name,
    head,
    inbox: { id: inboxId, name: inbox.content.name },
    group: { id: inbox.content.group, name: group.content.name },
    generation: { id: generation.id, content: generation.content },
    stale: compare(now, generation.content.memberSet) !== 0,
    members,
    devices: await provenDevices(chain, proven),
    serverKey: { id: serverKey.id, key: serverKey.content.key },
    articles: find("article-set", org)?.content ?? null,
  };
}

async function provenDevices(
  chain: Chain,
  proven: readonly Statement[],
): Promise<ReadonlyMap<Hex, ProvenDevice>> {
  const out = new Map<Hex, ProvenDevice>();
  for (const s of proven) {
    if (s.type !== "device" || identityOf(chain, s.content.account) === null) continue;
    const d = await deviceInChain(chain, objectOf(s));
    const { account, key, state } = d.content;
    out.set(hex(objectOf(s)), { id: objectOf(s), account, key, revoked: state === 2 });
  }
  return out;
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
