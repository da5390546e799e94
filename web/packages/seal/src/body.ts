/** Section 7: what stands inside a message. Only readers of the thread ever see these. */
import { type Bytes, none } from "./bytes.ts";
import * as c from "./codec.ts";
import { demand } from "./error.ts";

const target = c.b16;
const attachmentFields = c.record({
  key: c.sized(32),
  size: c.uint,
  padded: c.uint,
  hash: c.id,
  name: c.text,
  media: c.text,
  blob: c.b16,
});
export type Attachment = c.Of<typeof attachmentFields>;
const attachment: c.Codec<Attachment> = {
  read: (v) => {
    const a = attachmentFields.read(v);
    demand(a.padded >= a.size, "attachment padded below its size", "malformed");
    return a;
  },
  write: attachmentFields.write,
};
/** So many bytes, or null: the empty byte string on the wire. */
const orNone = (length: number): c.Codec<Bytes | null> => ({
  read: (v) => {
    const b = c.sized(0, length).read(v);
    return b.length === 0 ? null : b;
  },
  write: (t) => t ?? none,
});
/** A logical id, or null for "no reply". */
const replyTo = orNone(16);
const source = c.record({ article: c.text, version: c.uint, title: c.text, quote: c.text });
const line = c.record({
  who: c.oneOf("visitor", "assistant"),
  text: c.text,
  time: c.uint,
  sources: c.list(source),
});
/** One line of the local assistant transcript. `time` in Unix milliseconds. */
export type ContextLine = c.Of<typeof line>;

const kinds = {
  text: c.record({ text: c.text, language: c.text, replyTo, attachments: c.list(attachment) }),
  context: c.record({ lines: c.list(line) }),
  edit: c.record({ target, text: c.text }),
  remove: c.record({ target }),
  reaction: c.record({ target, emoji: c.text, on: c.bool }),
  profile: c.record({ fields: c.list(c.record({ name: c.text, value: c.text })) }),
  state: c.record({ state: c.oneOf("closed", "reopened", "assigned"), about: c.text }),
  rating: c.record({ score: c.oneOf(0, 1, 2, 3, 4, 5), comment: c.text }),
  identity: c.record({
    attestation: c.bytes,
    salt: c.id,
    source: c.text,
    identifier: c.text,
    email: c.text,
    name: c.text,
  }),
  /** `until` in Unix seconds. */
  "identity-ask": c.record({ level: c.oneOf(1, 2, 3), challenge: c.id, until: c.uint, reason: c.text }),
  /** Without a seed: the customer would not. */
  "identity-answer": c.record({ target, seed: orNone(32) }),
};
export type BodyKind = keyof typeof kinds;
const seenFields = c.record({ size: c.uint, root: c.id, signature: c.signature });
const recordSeen: c.Codec<c.Of<typeof seenFields>> = {
  read: (v) => {
    const seen = seenFields.read(v);
    demand(seen.size > 0, "a record of nothing", "malformed");
    return seen;
  },
  write: seenFields.write,
};
/** A checkpoint of the record of acts as its sender saw it (docs/ledger.md); its signature is not checked here. */
export type RecordSeen = c.Of<typeof recordSeen>;
/**
 * Discriminated by `kind`. `time` is the sender's clock in Unix milliseconds. `record`: what the sender's device last
 * saw of the record of acts, if it says so.
 */
export type Body = {
  readonly [K in BodyKind]: {
    readonly kind: K;
    readonly time: number;
    readonly logical: Bytes;
    readonly content: c.Of<(typeof kinds)[K]>;
    readonly record?: RecordSeen;
  };
}[BodyKind];

const four = { kind: c.text, time: c.uint, logical: c.b16, content: c.anyArray };
const frame = c.record(four);
const frameWithRecord = c.record({ ...four, record: recordSeen });
const arrayOfFive = 0x85;

export function encodeBody(b: Body): Bytes {
  const codec = kinds[b.kind] as c.Codec<unknown>;
  const content = codec.write(b.content) as readonly [];
  const { record } = b;
  return record === undefined
    ? c.encodeAs(frame, { ...b, content })
    : c.encodeAs(frameWithRecord, { ...b, content, record });
}

export function decodeBody(data: Bytes): Body {
  const limit = 65_536;
  const f =
    data[0] === arrayOfFive ? c.decodeAs(frameWithRecord, data, limit) : c.decodeAs(frame, data, limit);
  demand(Object.hasOwn(kinds, f.kind), "unknown kind of body", "malformed");
  return { ...f, content: kinds[f.kind as BodyKind].read(f.content) } as Body;
}

/** Message classes of the header, so that a server can tell content from change without reading it. */
export const messageClass = { content: 1, context: 2, change: 3, state: 4 } as const;
export type MessageClass = (typeof messageClass)[keyof typeof messageClass];

export const classOf: Readonly<Record<BodyKind, MessageClass>> = {
  text: 1,
  context: 2,
  edit: 3,
  remove: 3,
  reaction: 3,
  // About the conversation: nobody waits for an answer to these, and nothing closed opens again.
  state: 4,
  profile: 4,
  rating: 4,
  identity: 4,
  "identity-ask": 1,
  "identity-answer": 1,
};
