/**
 * Parts to the server and back. Promise: an upload goes on where the server says that it stands, so that a lost
 * answer, a reload or another tab costs one part at most; what comes back is handed on only after it was verified at
 * its place. Limit: the server learns the padded size and who uploads.
 */
import { type Attachment, hex } from "@sealdesk/seal";
import { openParts, partsIn } from "@sealdesk/seal/file";
import type { FileSink } from "../contract/said.ts";
import { type Http, Refused } from "../http.ts";

type Bytes = Uint8Array<ArrayBuffer>;

interface Standing {
  readonly received: number;
  readonly parts: number;
}

const raw = { method: "PUT", headers: { "Content-Type": "application/octet-stream" } } as const;
const pathOf = (thread: string, id: string): string => `/threads/${thread}/attachments/${id}`;

export interface Upload {
  readonly thread: string;
  readonly id: string;
  /** Bytes of ciphertext. */
  readonly size: number;
  part(n: number): Promise<Bytes>;
  /** Stops it at once, also within a part. */
  readonly signal: AbortSignal;
  /** 0 to 1. */
  progress(done: number): void;
}

/** Runs a request in the sender's session. */
export type Session = <T>(work: () => Promise<T>) => Promise<T>;

/** True once the server has all of it; false if it was stopped. */
export async function upload(http: Http, session: Session, of: Upload): Promise<boolean> {
  try {
    await allParts(http, session, of);
  } catch (cause) {
    if (!of.signal.aborted) throw cause;
  }
  return !of.signal.aborted;
}

async function allParts(http: Http, session: Session, of: Upload): Promise<void> {
  const path = pathOf(of.thread, of.id);
  const { signal } = of;
  const begin = () => session(() => http.put<Standing>(path, { size: of.size }));
  let now = await begin();
  for (let lost = 0; now.received < now.parts && !signal.aborted; ) {
    of.progress(now.received / now.parts);
    const at = now.received;
    const body = await of.part(at);
    try {
      now = await session(() => http.ask<Standing>({ ...raw, path: `${path}/parts/${at}`, body, signal }));
    } catch (cause) {
      // Another part is wanted: another tab was faster, or the server lost one.
      if (!(cause instanceof Refused) || cause.reason !== "part" || ++lost > 3) throw cause;
      now = await begin();
    }
  }
}

export const forget = (http: Http, session: Session, thread: string, id: string): Promise<void> =>
  session(() => http.delete(pathOf(thread, id))).catch((cause: unknown) => {
    // Gone already, or never begun: that is what was wanted.
    if (cause instanceof Refused && (cause.kind === "gone" || cause.kind === "not_found")) return;
    throw cause;
  });

export class Stopped extends Error {}

export async function download(
  http: Http,
  session: Session,
  thread: string,
  of: Attachment,
  into: FileSink,
): Promise<void> {
  const path = pathOf(thread, hex(of.blob));
  const fetched = (n: number) => session(() => http.bytes(`${path}/parts/${n}`, into.signal));
  const orStopped = (cause: unknown): never => {
    throw into.signal?.aborted === true ? new Stopped() : cause;
  };
  await pour(of, (n) => fetched(n).catch(orStopped), into);
}

/** Opens parts, from wherever they come, into a sink. */
export async function pour(
  of: Attachment,
  part: (n: number) => Promise<Bytes>,
  into: FileSink,
): Promise<void> {
  const all = partsIn(of.padded);
  const fetched = (n: number) => {
    if (into.signal?.aborted === true) throw new Stopped();
    into.progress?.(n / all);
    return part(n);
  };
  for await (const piece of openParts(of, fetched)) {
    if (into.signal?.aborted === true) throw new Stopped();
    await into.write(piece);
  }
  into.progress?.(1);
}
