/** A message that was written here and is not committed yet. */
import { type Body, type Bytes, hex, unhex, utf8 } from "@sealdesk/seal";
import type { LocalSecrets } from "../local-secrets.ts";
import type { VisitorFailure } from "../visitor.ts";

export interface Waiting {
  /** Logical id in hexadecimal. */
  readonly logical: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly text: string;
  /** The sealed message, once it has been sealed; retries send these bytes. */
  readonly wire: Bytes | null;
  readonly failure: VisitorFailure | null;
  /** Part of the request that creates the conversation. */
  readonly creating: boolean;
}

export const newWaiting = (logical: Bytes, at: number, text: string, creating: boolean): Waiting => ({
  logical: hex(logical),
  at,
  text,
  wire: null,
  failure: null,
  creating,
});

export const textBody = (w: Waiting, language: string): Body => ({
  kind: "text",
  time: w.at,
  logical: unhex(w.logical),
  content: { text: w.text, language, replyTo: null, attachments: [] },
});

/** Keys of the records of one conversation. */
export const outboxOf = (thread: string): string => `outbox/${thread}/`;

/** The change that keeps a record: its text is sealed under this device's local key. */
export async function keptWaiting(secrets: LocalSecrets, thread: string, record: Waiting) {
  const { text, ...rest } = record;
  const [name, sealed] = await secrets.change(outboxOf(thread) + record.logical, utf8(text));
  return [name, { ...rest, sealed }] as const;
}
