/**
 * Section 7: sealing and opening one message. Promise: an opened message was signed by the sender named in
 * its header, for this thread and generation, and is of the class its body has. Limit: order and authority
 * are for `order` and the caller.
 */

import { type Body, classOf, decodeBody, encodeBody } from "./body.ts";
import { type Bytes, concat, equal, type Id, type Random, type Secret } from "./bytes.ts";
import * as c from "./codec.ts";
import { aesOpen, aesSeal, idOf, kdf, pad, sha256, unpad } from "./core.ts";
import { demand } from "./error.ts";
import { type Signer, verify } from "./sign.ts";

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

const digest = async (h: Bytes, ciphertext: Bytes): Promise<Bytes> =>
  concat(await sha256(h), await sha256(ciphertext));

async function okm(key: Secret, h: MessageHeader): Promise<{ readonly key: Bytes; readonly nonce: Bytes }> {
  const out = await kdf(key, h.salt, ["message", h.message, h.generation, h.sender], 44);
  return { key: out.slice(0, 32), nonce: out.slice(32) };
}

export async function parseEnvelope(wire: Bytes): Promise<Envelope> {
  const e = c.decodeAs(envelope, wire, limit);
  const h = c.decodeAs(header, e.header);
  demand(h.counter >= 1 && (h.counter === 1) === (h.previous === null), "sender's chain", "malformed");
  const hash = await idOf("message", await digest(e.header, e.ciphertext));
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
  const k = await okm(key, h);
  const ciphertext = await aesSeal(k.key, k.nonce, headerBytes, pad(encodeBody(body)));
  const signature = await signer.sign("message", await digest(headerBytes, ciphertext));
  return parseEnvelope(c.encodeAs(envelope, { header: headerBytes, ciphertext, signature }));
}

/** Where a message must belong to be opened. */
export interface MessagePlace {
  readonly org: Id;
  readonly thread: Id;
  readonly generation: Id;
}

export async function verifyEnvelope(e: Envelope, at: MessagePlace, senderKey: Bytes): Promise<void> {
  const h = e.header;
  const here = equal(h.org, at.org) && equal(h.thread, at.thread) && equal(h.generation, at.generation);
  demand(here, "message belongs elsewhere");
  await verify(senderKey, "message", await digest(e.headerBytes, e.ciphertext), e.signature);
}

export async function openMessage(
  e: Envelope,
  at: MessagePlace,
  senderKey: Bytes,
  key: Secret,
): Promise<Body> {
  await verifyEnvelope(e, at, senderKey);
  const k = await okm(key, e.header);
  const body = decodeBody(unpad(await aesOpen(k.key, k.nonce, e.headerBytes, e.ciphertext)));
  demand(classOf[body.kind] === e.header.class, "body of another class than its header");
  return body;
}
