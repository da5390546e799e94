/** Section 4.2: heads, the directory's signed state. */
import type { Bytes, Id } from "./bytes.ts";
import type { Value } from "./cbor.ts";
import * as c from "./codec.ts";
import { idOf } from "./core.ts";
import { demand } from "./error.ts";
import { type Signer, verify } from "./sign.ts";

/** Seconds by which statement times, heads and clocks may differ. */
export const grace = 600;

const payload = c.object({
  org: c.id,
  size: c.uint,
  logRoot: c.id,
  stateSize: c.uint,
  stateRoot: c.id,
  time: c.uint,
});
export type HeadFields = c.Of<typeof payload>;
const wireForm = c.record({ payload: c.bytes, device: c.id, signature: c.signature });

export interface Head extends HeadFields {
  readonly id: Id;
  readonly device: Id;
  readonly payload: Bytes;
  readonly signature: Bytes;
  readonly wire: Bytes;
}

/** Decodes only; `verifyHead` checks the signature once the device's key is known. */
export async function parseHead(wire: Bytes): Promise<Head> {
  const w = c.decodeAs(wireForm, wire);
  return { ...c.decodeAs(payload, w.payload), ...w, id: await idOf("head", w.payload), wire };
}

export const headFrom = (v: Value): Promise<Head> => parseHead(c.encodeAs(wireForm, wireForm.read(v)));

export async function makeHead(signer: Signer, device: Id, fields: HeadFields): Promise<Head> {
  const b = c.encodeAs(payload, fields);
  return parseHead(c.encodeAs(wireForm, { payload: b, device, signature: await signer.sign("head", b) }));
}

/** Refuses heads more than ten minutes ahead of `now` (Unix seconds). */
export async function verifyHead(head: Head, deviceKey: Bytes, now: number): Promise<void> {
  await verify(deviceKey, "head", head.payload, head.signature);
  demand(head.time <= now + grace, "head lies ahead of this clock", "clock");
}
