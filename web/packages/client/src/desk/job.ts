/** Something to say that is on its way, and how it is kept on this device. */

import { type Body, type Bytes, decodeBody, encodeBody, fromUtf8, type Hex, utf8 } from "@sealdesk/seal";
import { fromBase64, toBase64 } from "../base64.ts";
import type { DeskFailure } from "../desk.ts";

export interface Job {
  /** Logical id of the message, in hex. */
  readonly id: Hex;
  readonly conversation: Hex;
  readonly note: boolean;
  readonly at: number;
  /** The files of a text stand in `files` until it is sealed. */
  readonly body: Body;
  /** Ids of the files that go with it. */
  readonly files: readonly string[];
}

export interface JobState extends Job {
  readonly state: "waiting" | "sending" | "failed";
  readonly failure: DeskFailure | null;
}

/** What one wants to say: when, and by which name resent copies are known, is added by the outbox. */
export type Saying = Unstamped<Body>;
type Unstamped<B> = B extends Body ? Omit<B, "time" | "logical"> : never;

interface Kept extends Omit<Job, "body"> {
  readonly body: string;
}

export const bytesOf = (job: Job): Bytes =>
  utf8(JSON.stringify({ ...job, body: toBase64(encodeBody(job.body)) } satisfies Kept));

export function jobFrom(bytes: Bytes): Job {
  const kept = JSON.parse(fromUtf8(bytes)) as Kept;
  return { ...kept, body: decodeBody(fromBase64(kept.body)) };
}

/** One line of messages: what waits in one does not hold up another. */
export const lineOf = (job: Job): string => `${job.conversation}/${job.note}`;
