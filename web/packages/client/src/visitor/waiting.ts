/** Something that was made here and is not committed yet: words, a change of words, a rating, the name one chose. */
import { type Body, type Bytes, encodeBody, hex } from "@sealdesk/seal";
import type { LocalSecrets } from "../local-secrets.ts";
import type { VisitorFailure } from "../visitor.ts";

export interface Waiting {
  /** Logical id in hexadecimal. */
  readonly logical: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** The files of a text stand in `files` until it is sealed. */
  readonly body: Body;
  /** Ids of the files that go with it. */
  readonly files: readonly string[];
  /** The sealed message, once it has been sealed; retries send these bytes. */
  readonly wire: Bytes | null;
  readonly failure: VisitorFailure | null;
  /** Part of the request that creates the conversation. */
  readonly creating: boolean;
}

export const newWaiting = (body: Body, creating: boolean, files: readonly string[] = []): Waiting => ({
  logical: hex(body.logical),
  at: body.time,
  body,
  files,
  wire: null,
  failure: null,
  creating,
});

/** Keys of the records of one conversation. */
export const outboxOf = (thread: string): string => `outbox/${thread}/`;

/** The change that keeps a record: its body is sealed under this device's local key. */
export async function keptWaiting(secrets: LocalSecrets, thread: string, record: Waiting) {
  const { body, ...rest } = record;
  const [name, sealed] = await secrets.change(outboxOf(thread) + record.logical, encodeBody(body));
  return [name, { ...rest, sealed }] as const;
}
