/**
 * Section 6: threads and their generations, as they are read. Promise: a thread key that comes out of a box or a wrap
 * matches the commitment in the signed generation. Limit: who may sign is checked by the caller, who knows the
 * directory.
 */
import { boxHash } from "./box.ts";
import { openBox } from "./box-open.ts";
import { asSecret, type Bytes, equal, type Id, type Secret } from "./bytes.ts";
import { aesOpen, aesSeal, demandCommitment, kdf32, zeroNonce } from "./core.ts";
import { demand, refuse } from "./error.ts";
import { readSigned, type Signed } from "./signed.ts";
import {
  generationCodec,
  readerKind,
  type Thread,
  type ThreadGeneration,
  threadBoxPlace,
  threadCodec,
  threadKind,
} from "./thread.ts";

export async function readThread(
  org: Id,
  wire: Bytes,
  authorKey: Bytes | ((t: Thread) => Bytes),
): Promise<Signed<Thread>> {
  const out = await readSigned("thread", threadCodec, org, wire, authorKey);
  if (out.value.kind === threadKind.room) refuse("rooms are reserved", "reserved");
  return out;
}

export async function readThreadGeneration(
  org: Id,
  wire: Bytes,
  authorKey: Bytes | ((g: ThreadGeneration) => Bytes),
): Promise<Signed<ThreadGeneration>> {
  const out = await readSigned("thread-generation", generationCodec, org, wire, authorKey);
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
  const same = old.length === now.length && old.every((id) => among(now, id));
  demand(same, "this change keeps the customer's devices");
}

const checked = async (g: ThreadGeneration, key: Bytes): Promise<Secret> => {
  await demandCommitment(g.commitment, key, g.org, "thread", g.thread, g.number);
  return asSecret(key);
};

/** Takes a key that came another way than by its box: from a store, or from another device of one's own. */
export const adoptThreadKey = checked;

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
