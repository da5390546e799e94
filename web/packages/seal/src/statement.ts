/**
 * Section 4.1: directory statements, their wire form and their typed contents. Promise: a parsed statement
 * is well formed and its id is computed over the bytes as received. Limit: says nothing about authority;
 * `directory` and `proof` decide that.
 */
import { type Bytes, concat, type Id, utf8 } from "./bytes.ts";
import type { Value } from "./cbor.ts";
import * as c from "./codec.ts";
import { idOf } from "./core.ts";
import { demand, refuse } from "./error.ts";
import { demandSigningKey, isSigned, type Signer } from "./sign.ts";

export const limit = 256 * 1024;
/** Bounds the work that one statement can ask for. */
const maxSignatures = 8;
export const capabilities = [
  "root",
  "owner",
  "admin",
  "manage-group",
  "rotate",
  "attest",
  "publish",
] as const;
export type Capability = (typeof capabilities)[number];

/** A signing key; refused here already if it is of small order or not canonical. */
const key: c.Codec<Bytes> = {
  read: (v) => {
    const k = c.sized(32).read(v);
    demandSigningKey(k);
    return k;
  },
  write: (t) => t,
};
const commitment = c.sized(32);
const itself = (b: Bytes): Bytes => b;
export const capabilityList = c.sorted(c.oneOf(...capabilities), utf8);
const member = c.record({ account: c.id, role: c.oneOf(1, 2) });
const boxRef = c.record({ account: c.id, box: c.id });
const grant = c.record({ group: c.id, role: c.oneOf(1, 2) });
const state = c.oneOf(1, 2);

/** Contents by statement type, fields in wire order. */
export const contents = {
  genesis: c.record({ name: c.text, identity: key }),
  account: c.record({
    kind: c.oneOf(1),
    name: c.text,
    identity: key,
    sealing: c.sealingKey,
    invite: c.optionalId,
  }),
  removal: c.record({ reason: c.uint }),
  device: c.record({ account: c.id, key, from: c.uint, until: c.uint, state }),
  capability: c.record({ capabilities: capabilityList }),
  "server-key": c.record({ key }),
  group: c.record({ name: c.text, sensitivity: c.oneOf(1, 2) }),
  member: c.record({ members: c.sorted(member, (m) => m.account) }),
  generation: c.record({
    number: c.uint,
    memberSet: c.id,
    sealing: c.sealingKey,
    commitment,
    boxes: c.sorted(boxRef, (b) => b.account),
  }),
  inbox: c.record({ name: c.text, group: c.id, sensitivity: c.oneOf(1, 2) }),
  "article-set": c.record({ version: c.uint, hash: c.id, count: c.uint }),
  invite: c.record({
    key,
    groups: c.sorted(grant, (g) => g.group),
    capabilities: capabilityList,
    until: c.uint,
    state,
  }),
};
export type Contents = { readonly [K in keyof typeof contents]: c.Of<(typeof contents)[K]> };
export type StatementType = keyof Contents;

const header = c.object({
  org: c.optionalId,
  type: c.text,
  object: c.optionalId,
  previous: c.optionalId,
  head: c.optionalId,
  time: c.uint,
  salt: c.b16,
  content: c.anyArray,
});
export type Header = Omit<c.Of<typeof header>, "type" | "content">;

export const signerKind = { identity: 1, device: 2, invitation: 3 } as const;
const statementSignature = c.record({ kind: c.oneOf(1, 2, 3), ref: c.id, signature: c.signature });
export type StatementSignature = c.Of<typeof statementSignature>;
const wireForm = c.record({ payload: c.bytes, signatures: c.list(statementSignature) });

export interface StatementOf<K extends StatementType> extends Header {
  readonly type: K;
  readonly content: Contents[K];
  readonly id: Id;
  readonly payload: Bytes;
  readonly wire: Bytes;
  readonly signatures: readonly StatementSignature[];
}
/** Discriminated by `type`. */
export type Statement = { readonly [K in StatementType]: StatementOf<K> }[StatementType];

const reserved = ["bot", "archive"];

export async function parseStatement(wire: Bytes): Promise<Statement> {
  const { payload, signatures } = c.decodeAs(wireForm, wire, limit);
  const signed = signatures.length > 0 && signatures.length <= maxSignatures;
  demand(signed, `${signatures.length} signatures`, "malformed");
  const { content, type, ...rest } = c.decodeAs(header, payload, limit);
  if (reserved.includes(type)) refuse(`${type} statements are reserved`, "reserved");
  demand(Object.hasOwn(contents, type), "unknown statement type", "malformed");
  const read = contents[type as StatementType].read as (v: Value) => Statement["content"];
  const id = await idOf("statement", payload);
  return { ...rest, type, content: read(content), id, payload, wire, signatures } as Statement;
}

/** A statement inside a proof stands as an array; its wire form is that array's only encoding. */
export const statementFrom = (v: Value): Promise<Statement> =>
  parseStatement(c.encodeAs(wireForm, wireForm.read(v)));

/** Who signs a statement being made. */
export interface StatementSigner {
  readonly kind: 1 | 2 | 3;
  readonly ref: Bytes;
  readonly signer: Signer;
}

export async function makeStatement<K extends StatementType>(
  fields: Header & { readonly type: K; readonly content: Contents[K] },
  signers: readonly StatementSigner[],
): Promise<StatementOf<K>> {
  const codec = contents[fields.type] as unknown as c.Codec<Contents[K]>;
  const payload = c.encodeAs(header, { ...fields, content: codec.write(fields.content) as readonly Value[] });
  const signatures = await Promise.all(
    signers.map(async (s) => ({
      kind: s.kind,
      ref: s.ref as Id,
      signature: await s.signer.sign("statement", payload),
    })),
  );
  return (await parseStatement(c.encodeAs(wireForm, { payload, signatures }))) as StatementOf<K>;
}

export const statementSignedBy = (s: Statement, by: StatementSignature, publicKey: Bytes): Promise<boolean> =>
  isSigned(publicKey, "statement", s.payload, by.signature);

/** The id of the object a statement is about: its own id where it creates one. */
export const objectOf = (s: Statement): Id => s.object ?? s.id;

export type SlotKind =
  | "genesis"
  | "account"
  | "device"
  | "capability"
  | "server-key"
  | "group"
  | "member"
  | "generation"
  | "inbox"
  | "article-set"
  | "invite";

/** The chain a statement belongs to. A removal ends its account's chain. */
export function slotOf(s: Statement): { readonly kind: SlotKind; readonly object: Id } {
  return { kind: s.type === "removal" ? "account" : s.type, object: objectOf(s) };
}

export const slotKey = (kind: SlotKind, of: Id): Promise<Id> => idOf("slot", concat(utf8(`${kind}\0`), of));

/** `member set` over the ids of members that are not removed. */
export const memberSet = (accounts: readonly Id[]): Promise<Id> =>
  idOf("member-set", c.encodeAs(c.sorted(c.id, itself), accounts));
