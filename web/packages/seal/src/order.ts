/**
 * Section 7.1: the running transcript, receipts and marks. Promise: a `Transcript` that accepted entry n has
 * seen every entry before it, in the order the server signed. Limit: the newest entries can be withheld
 * until later ones show the gap.
 */
import { type Bytes, equal, type Id } from "./bytes.ts";
import * as c from "./codec.ts";
import { demand } from "./error.ts";
import type { Signer } from "./sign.ts";
import { makeSigned, readSigned, type Signed } from "./signed.ts";
import { transcriptNext, transcriptStart } from "./transcript.ts";

const receipt = c.object({
  org: c.id,
  serverKey: c.id,
  thread: c.id,
  sequence: c.uint,
  entry: c.id,
  transcript: c.id,
  time: c.uint,
});
export type Receipt = c.Of<typeof receipt>;
export const makeReceipt = (signer: Signer, fields: Receipt): Promise<Signed<Receipt>> =>
  makeSigned(signer, "receipt", receipt, fields);
/** `keyOf` gives the certified key of a `server-key` statement, past ones included. */
export const readReceipt = (
  org: Id,
  wire: Bytes,
  keyOf: (serverKey: Id) => Bytes | undefined,
): Promise<Signed<Receipt>> =>
  readSigned("receipt", receipt, org, wire, (v) => {
    const key = keyOf(v.serverKey);
    demand(key !== undefined, "receipt under an unknown server key");
    return key;
  });

export const markKind = { delivered: 1, read: 2 } as const;
const mark = c.object({
  org: c.id,
  thread: c.id,
  device: c.id,
  kind: c.oneOf(1, 2),
  sequence: c.uint,
  transcript: c.id,
  time: c.uint,
});
export type Mark = c.Of<typeof mark>;
export const makeMark = (signer: Signer, fields: Mark): Promise<Signed<Mark>> =>
  makeSigned(signer, "mark", mark, fields);
export async function readMark(
  org: Id,
  thread: Id,
  wire: Bytes,
  deviceKey: (m: Mark) => Bytes,
): Promise<Signed<Mark>> {
  const out = await readSigned("mark", mark, org, wire, deviceKey);
  demand(equal(out.value.thread, thread), "mark of another thread");
  return out;
}

/** What a device has verified of a thread up to one sequence; immutable, so a refusal leaves it whole. */
export interface Transcript {
  readonly org: Id;
  readonly thread: Id;
  readonly sequence: number;
  readonly hash: Id;
}
export const emptyTranscript = async (org: Id, thread: Id): Promise<Transcript> => ({
  org,
  thread,
  sequence: 0,
  hash: await transcriptStart(thread),
});

/** The certified receipt key: statement id and key of `server-key`. */
export interface ServerKey {
  readonly id: Id;
  readonly key: Bytes;
}

/** Refuses a receipt for anything but this entry at this place. */
export function demandReceiptFor(
  r: Receipt,
  of: Pick<Receipt, "thread" | "sequence" | "entry" | "transcript">,
): void {
  demand(equal(r.thread, of.thread), "receipt belongs elsewhere");
  demand(r.sequence === of.sequence, "entry out of order");
  demand(equal(r.entry, of.entry), "receipt for another entry");
  demand(equal(r.transcript, of.transcript), "receipt for another transcript");
}

/** Checks the receipt of the next entry and gives the transcript after it. */
export async function acceptEntry(
  before: Transcript,
  entry: Id,
  receiptWire: Bytes,
  keyOf: (serverKey: Id) => Bytes | undefined,
): Promise<{ readonly after: Transcript; readonly receipt: Receipt }> {
  const { value: r } = await readReceipt(before.org, receiptWire, keyOf);
  const sequence = before.sequence + 1;
  const transcript = await transcriptNext(before.hash, sequence, entry);
  demandReceiptFor(r, { thread: before.thread, sequence, entry, transcript });
  return { after: { ...before, sequence, hash: transcript }, receipt: r };
}

/** A message comes after what it cites, and cites the transcript that this device has. */
export function demandCited(
  header: { readonly seen: number; readonly seenTranscript: Id },
  sequence: number,
  transcriptAt: (sequence: number) => Id | undefined,
): void {
  demand(header.seen < sequence, "message cites what comes after it");
  const known = transcriptAt(header.seen);
  demand(known !== undefined && equal(known, header.seenTranscript), "message cites another transcript");
}
