/** Section 7: one message on the wire, and how it is sealed. `message-open.ts` opens it. */

import { type Body, classOf, encodeBody } from "./body.ts";
import { type Bytes, concat, type Id, type Random, type Secret } from "./bytes.ts";
import * as c from "./codec.ts";
import { aesSeal, idOf, kdf, pad, sha256 } from "./core.ts";
import { demand } from "./error.ts";
import type { Signer } from "./sign.ts";

export const limit = 80 * 1024;
const header = c.object({
  org: c.id,
  thread: c.id,
  generation: c.id,
  message: c.b16,
  salt: c.sized(32),
  sender: c.id,
  class: c.oneOf(1, 2, 3, 4),
  head: c.id,
  counter: c.uint,
  previous: c.optionalId,
  seen: c.uint,
  seenTranscript: c.id,
});
export type MessageHeader = c.Of<typeof header>;
const envelope = c.record({ header: c.bytes, ciphertext: c.bytes, signature: c.signature });

/** A message as received: header readable, body sealed, signature not yet checked. */
export interface Envelope {
  readonly header: MessageHeader;
  readonly headerBytes: Bytes;
  readonly ciphertext: Bytes;
  readonly signature: Bytes;
  /** `message hash`: the entry hash in the transcript. */
  readonly hash: Id;
  readonly wire: Bytes;
}

/** What the sender signs, and what the transcript names. */
export const messageDigest = async (h: Bytes, ciphertext: Bytes): Promise<Bytes> =>
  concat(await sha256(h), await sha256(ciphertext));

/** Key and nonce of one message. */
export async function messageKey(
  key: Secret,
  h: MessageHeader,
): Promise<{ readonly key: Bytes; readonly nonce: Bytes }> {
  const out = await kdf(key, h.salt, ["message", h.message, h.generation, h.sender], 44);
  return { key: out.slice(0, 32), nonce: out.slice(32) };
}

export async function parseEnvelope(wire: Bytes): Promise<Envelope> {
  const e = c.decodeAs(envelope, wire, limit);
  const h = c.decodeAs(header, e.header);
  demand(h.counter >= 1 && (h.counter === 1) === (h.previous === null), "sender's chain", "malformed");
  const hash = await idOf("message", await messageDigest(e.header, e.ciphertext));
  return { header: h, headerBytes: e.header, ciphertext: e.ciphertext, signature: e.signature, hash, wire };
}

export async function sealMessage(
  random: Random,
  signer: Signer,
  key: Secret,
  fields: Omit<MessageHeader, "message" | "salt" | "class">,
  body: Body,
): Promise<Envelope> {
  const h: MessageHeader = { ...fields, class: classOf[body.kind], message: random(16), salt: random(32) };
  const headerBytes = c.encodeAs(header, h);
  const k = await messageKey(key, h);
  const ciphertext = await aesSeal(k.key, k.nonce, headerBytes, pad(encodeBody(body)));
  const signature = await signer.sign("message", await messageDigest(headerBytes, ciphertext));
  return parseEnvelope(c.encodeAs(envelope, { header: headerBytes, ciphertext, signature }));
}
