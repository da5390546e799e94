/**
 * Section 6: threads and their generations, as they are written. Promise: the commitment and the box hashes that are
 * signed belong to the key that every reader finds in its box. Reading is `thread-read.ts`: nobody who only begins a
 * conversation needs it.
 */
import { type BoxPlace, boxHash, sealBox } from "./box.ts";
import { asSecret, type Bytes, compare, concat, type Id, type Random, type Secret } from "./bytes.ts";
import * as c from "./codec.ts";
import { commit } from "./core.ts";
import type { Signer } from "./sign.ts";
import { makeSigned, type Signed } from "./signed.ts";

export const threadKind = { conversation: 1, notes: 2, room: 3 } as const;
export const threadCodec = c.object({
  org: c.id,
  kind: c.oneOf(1, 2, 3),
  /** Inbox id, or for notes the conversation id. */
  subject: c.id,
  author: c.id,
  head: c.id,
  random: c.sized(32),
  time: c.uint,
});
export type Thread = c.Of<typeof threadCodec>;

export const makeThread = (signer: Signer, fields: Thread): Promise<Signed<Thread>> =>
  makeSigned(signer, "thread", threadCodec, fields);

export const readerKind = { visitor: 1, group: 2 } as const;
const reader = c.record({ kind: c.oneOf(1, 2, 3, 4, 5), ref: c.id });
/** `ref`: a visitor-device id, or the statement id of a group generation. */
export type ThreadReader = c.Of<typeof reader>;
const readerOrder = (r: ThreadReader): Bytes => concat(Uint8Array.of(r.kind), r.ref);

export const generationCodec = c.object({
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
  reason: c.oneOf("create", "refresh", "device"),
});
export type ThreadGeneration = c.Of<typeof generationCodec>;

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
  const signed = await makeSigned(signer, "thread-generation", generationCodec, {
    ...fields,
    readers: ordered.map(({ kind, ref }) => ({ kind, ref })),
    commitment: await commit(key, fields.org, "thread", fields.thread, fields.number),
    boxes: await Promise.all(boxes.map(boxHash)),
  });
  return { signed, boxes, key };
}

/** Where the box of one reader belongs. */
export const threadBoxPlace = (
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
