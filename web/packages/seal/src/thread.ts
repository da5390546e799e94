/**
 * Section 6: visitor devices, threads and their generations. Promise: a thread key that comes out of a box
 * or a wrap matches the commitment in the signed generation. Limit: who may sign is checked by the caller,
 * who knows the directory.
 */

import { type BoxPlace, boxHash, openBox, sealBox } from "./box.ts";
import { asSecret, type Bytes, compare, concat, equal, type Id, type Random, type Secret } from "./bytes.ts";
import * as c from "./codec.ts";
import { aesOpen, aesSeal, commit, demandCommitment, kdf32, zeroNonce } from "./core.ts";
import { demand, refuse } from "./error.ts";
import type { Signer } from "./sign.ts";
import { makeSigned, readSigned, type Signed } from "./signed.ts";

// ---- visitor devices -------------------------------------------------------------------------------

const visitorDevice = c.object({
  org: c.id,
  signing: c.sized(32),
  sealing: c.sealingKey,
  time: c.uint,
  salt: c.b16,
});
export type VisitorDevice = c.Of<typeof visitorDevice>;

export const makeVisitorDevice = (signer: Signer, fields: VisitorDevice): Promise<Signed<VisitorDevice>> =>
  makeSigned(signer, "visitor-device", visitorDevice, fields);
export const readVisitorDevice = (org: Id, wire: Bytes): Promise<Signed<VisitorDevice>> =>
  readSigned("visitor-device", visitorDevice, org, wire, (v) => v.signing);

const session = c.object({ org: c.id, device: c.id, challenge: c.sized(32), time: c.uint });
export type Session = c.Of<typeof session>;
/** Answers the server's challenge; proves possession of the visitor device's signing key. */
export const makeSession = (signer: Signer, fields: Session): Promise<Signed<Session>> =>
  makeSigned(signer, "session", session, fields);
/** `asked`: the device and the challenge that a server gave out. */
export async function readSession(
  asked: Omit<Session, "time">,
  wire: Bytes,
  key: Bytes,
): Promise<Signed<Session>> {
  const out = await readSigned("session", session, asked.org, wire, key);
  const { device, challenge } = out.value;
  demand(equal(device, asked.device) && equal(challenge, asked.challenge), "answers another challenge");
  return out;
}

// ---- threads ---------------------------------------------------------------------------------------

export const threadKind = { conversation: 1, notes: 2, room: 3 } as const;
const thread = c.object({
  org: c.id,
  kind: c.oneOf(1, 2, 3),
  /** Inbox id, or for notes the conversation id. */
  subject: c.id,
  author: c.id,
  head: c.id,
  random: c.sized(32),
  time: c.uint,
});
export type Thread = c.Of<typeof thread>;

export const makeThread = (signer: Signer, fields: Thread): Promise<Signed<Thread>> =>
  makeSigned(signer, "thread", thread, fields);
export async function readThread(
  org: Id,
  wire: Bytes,
  authorKey: Bytes | ((t: Thread) => Bytes),
): Promise<Signed<Thread>> {
  const out = await readSigned("thread", thread, org, wire, authorKey);
  if (out.value.kind === threadKind.room) refuse("rooms are reserved", "reserved");
  return out;
}

// ---- generations -----------------------------------------------------------------------------------

export const readerKind = { visitor: 1, group: 2 } as const;
const reader = c.record({ kind: c.oneOf(1, 2, 3, 4, 5), ref: c.id });
/** `ref`: a visitor-device id, or the statement id of a group generation. */
export type ThreadReader = c.Of<typeof reader>;
const readerOrder = (r: ThreadReader): Bytes => concat(Uint8Array.of(r.kind), r.ref);

const generation = c.object({
  org: c.id,
  thread: c.id,
  number: c.uint,
  previous: c.optionalId,
  author: c.id,
  head: c.id,
  time: c.uint,
  readers: c.sorted(reader, readerOrder),
  commitment: c.sized(32),
  boxes: c.list(c.id),
  reason: c.oneOf("create", "refresh", "device", "transfer"),
});
export type ThreadGeneration = c.Of<typeof generation>;

export async function readThreadGeneration(
  org: Id,
  wire: Bytes,
  authorKey: Bytes | ((g: ThreadGeneration) => Bytes),
): Promise<Signed<ThreadGeneration>> {
  const out = await readSigned("thread-generation", generation, org, wire, authorKey);
  const g = out.value;
  demand(g.boxes.length === g.readers.length, "one box hash per reader", "malformed");
  demand(g.number >= 1 && (g.number === 1) === (g.previous === null), "chain of generations", "malformed");
  demand((g.number === 1) === (g.reason === "create"), "reason does not fit the number", "malformed");
  demand(g.readers.length > 0, "a generation without readers", "malformed");
  if (g.readers.some((r) => r.kind > 2)) refuse("this kind of reader is reserved", "reserved");
  return out;
}

const refs = (g: ThreadGeneration, kind: number): readonly Id[] =>
  g.readers.filter((r) => r.kind === kind).map((r) => r.ref);
export const visitorsOf = (g: ThreadGeneration): readonly Id[] => refs(g, readerKind.visitor);
export const groupsOf = (g: ThreadGeneration): readonly Id[] => refs(g, readerKind.group);
const among = (list: readonly Id[], id: Id): boolean => list.some((x) => equal(x, id));

/** What is known of who signed a change: a visitor device, or a device of the owning group's staff. */
export type ChangeBy = "visitor" | "staff";

/** Refuses a generation that may not follow: another thread or number, or readers its reason or author may not change. */
export function demandSuccessor(
  before: Signed<ThreadGeneration>,
  next: ThreadGeneration,
  by: ChangeBy,
): void {
  const g = before.value;
  demand(equal(next.org, g.org) && equal(next.thread, g.thread), "a key of another thread");
  const follows = next.previous !== null && equal(next.previous, before.id) && next.number === g.number + 1;
  demand(follows, "a key change that does not follow the one before");
  const [old, now] = [visitorsOf(g), visitorsOf(next)];
  if (by === "visitor") demand(among(old, next.author), "a key by a visitor device that is no reader");
  if (next.reason === "device") {
    demand(
      by === "visitor" && among(now, next.author),
      "the customer's devices are the customer's to change",
    );
    demand(groupsOf(next).length === groupsOf(g).length, "a device change keeps the groups");
    return;
  }
  demand(next.reason !== "transfer" || by === "staff", "only staff moves a conversation");
  const same = old.length === now.length && old.every((id) => among(now, id));
  demand(same, "this change keeps the customer's devices");
}

export interface ReaderKey extends ThreadReader {
  readonly publicKey: Bytes;
}

export interface NewThreadGeneration {
  readonly signed: Signed<ThreadGeneration>;
  /** In the order of `readers`. */
  readonly boxes: readonly Bytes[];
  readonly key: Secret;
}

export async function makeThreadGeneration(
  random: Random,
  signer: Signer,
  readers: readonly ReaderKey[],
  fields: Omit<ThreadGeneration, "readers" | "commitment" | "boxes">,
): Promise<NewThreadGeneration> {
  const key = asSecret(random(32));
  const ordered = [...readers].sort((a, b) => compare(readerOrder(a), readerOrder(b)));
  const boxes: Bytes[] = [];
  for (const r of ordered) boxes.push(await sealBox(r.publicKey, threadBoxPlace(fields, r.ref), key));
  const signed = await makeSigned(signer, "thread-generation", generation, {
    ...fields,
    readers: ordered.map(({ kind, ref }) => ({ kind, ref })),
    commitment: await commit(key, fields.org, "thread", fields.thread, fields.number),
    boxes: await Promise.all(boxes.map(boxHash)),
  });
  return { signed, boxes, key };
}

const threadBoxPlace = (
  g: Pick<ThreadGeneration, "org" | "thread" | "number" | "author">,
  recipient: Id,
): BoxPlace => ({
  org: g.org,
  purpose: "thread-key",
  object: g.thread,
  generation: g.number,
  recipient,
  author: g.author,
});

const checked = async (g: ThreadGeneration, key: Bytes): Promise<Secret> => {
  await demandCommitment(g.commitment, key, g.org, "thread", g.thread, g.number);
  return asSecret(key);
};

/** Opens the box of one reader: `recipient` is its `ref`. */
export async function openThreadBox(
  seed: Secret,
  g: ThreadGeneration,
  recipient: Id,
  box: Bytes,
): Promise<Secret> {
  const at = g.readers.findIndex((r) => equal(r.ref, recipient));
  demand(at >= 0, "not a reader of this generation", "unopened");
  demand(equal(await boxHash(box), g.boxes[at]!), "the box is not the one that was signed");
  return checked(g, await openBox(seed, threadBoxPlace(g, recipient), box));
}

// ---- re-wrap ---------------------------------------------------------------------------------------

// The key is used for one plaintext only, hence the fixed nonce: racing openers produce the same bytes.
const wrapKey = (groupWrap: Secret, g: Signed<ThreadGeneration>, groupGeneration: Id): Promise<Secret> =>
  kdf32(groupWrap, g.value.thread, ["wrap", g.id, groupGeneration]);

export async function wrapThreadKey(
  groupWrap: Secret,
  g: Signed<ThreadGeneration>,
  groupGeneration: Id,
  key: Secret,
): Promise<Bytes> {
  return aesSeal(await wrapKey(groupWrap, g, groupGeneration), zeroNonce, g.id, key);
}

export async function unwrapThreadKey(
  groupWrap: Secret,
  g: Signed<ThreadGeneration>,
  groupGeneration: Id,
  wrap: Bytes,
): Promise<Secret> {
  return checked(g.value, await aesOpen(await wrapKey(groupWrap, g, groupGeneration), zeroNonce, g.id, wrap));
}
