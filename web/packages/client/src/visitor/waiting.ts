/** A message that was made here and is not committed yet: something written, or the name one chose. */
import { type Body, type Bytes, hex, unhex, utf8 } from "@sealdesk/seal";
import type { LocalSecrets } from "../local-secrets.ts";
import type { VisitorFailure } from "../visitor.ts";

export interface Waiting {
  /** Logical id in hexadecimal. */
  readonly logical: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** The name itself, if `named`. */
  readonly text: string;
  readonly named: boolean;
  /** The sealed message, once it has been sealed; retries send these bytes. */
  readonly wire: Bytes | null;
  readonly failure: VisitorFailure | null;
  /** Part of the request that creates the conversation. */
  readonly creating: boolean;
}

export const newWaiting = (
  logical: Bytes,
  at: number,
  text: string,
  creating: boolean,
  named = false,
): Waiting => ({
  logical: hex(logical),
  at,
  text,
  named,
  wire: null,
  failure: null,
  creating,
});

export function bodyOf({ at: time, logical, named, text }: Waiting, language: string): Body {
  const base = { time, logical: unhex(logical) };
  if (named) return { kind: "profile", ...base, content: { fields: [{ name: "name", value: text }] } };
  return { kind: "text", ...base, content: { text, language, replyTo: null, attachments: [] } };
}

/** Keys of the records of one conversation. */
export const outboxOf = (thread: string): string => `outbox/${thread}/`;

/** The change that keeps a record: its text is sealed under this device's local key. */
export async function keptWaiting(secrets: LocalSecrets, thread: string, record: Waiting) {
  const { text, ...rest } = record;
  const [name, sealed] = await secrets.change(outboxOf(thread) + record.logical, utf8(text));
  return [name, { ...rest, sealed }] as const;
}
