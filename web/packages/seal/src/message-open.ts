/**
 * Section 7: opening one message. Promise: an opened message was signed by the sender named in its header, for this
 * thread and generation, and is of the class its body has. Limit: order and authority are for `order` and the caller.
 */
import { type Body, classOf, decodeBody } from "./body.ts";
import { type Bytes, equal, type Id, type Secret } from "./bytes.ts";
import { aesOpen, unpad } from "./core.ts";
import { demand } from "./error.ts";
import { type Envelope, messageDigest, messageKey } from "./message.ts";
import { verify } from "./sign.ts";

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
  await verify(senderKey, "message", await messageDigest(e.headerBytes, e.ciphertext), e.signature);
}

export async function openMessage(
  e: Envelope,
  at: MessagePlace,
  senderKey: Bytes,
  key: Secret,
): Promise<Body> {
  await verifyEnvelope(e, at, senderKey);
  const k = await messageKey(key, e.header);
  const body = decodeBody(unpad(await aesOpen(k.key, k.nonce, e.headerBytes, e.ciphertext)));
  demand(classOf[body.kind] === e.header.class, "body of another class than its header");
  return body;
}
