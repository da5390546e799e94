/** `signed = [payload, signature]` of section 6: threads, their generations, receipts, marks, sessions. */
import { type Bytes, equal, type Id } from "./bytes.ts";
import { bytes, type Codec, decodeAs, encodeAs, record, signature } from "./codec.ts";
import { idOf } from "./core.ts";
import { demand } from "./error.ts";
import { type Signer, verify } from "./sign.ts";

export const signedPair = record<{ payload: Bytes; signature: Bytes }>({ payload: bytes, signature });

/** A decoded object with the bytes its id and signature were computed over. */
export interface Signed<T> {
  readonly value: T;
  readonly payload: Bytes;
  readonly wire: Bytes;
  readonly id: Id;
}

export async function makeSigned<T>(
  signer: Signer,
  type: string,
  codec: Codec<T>,
  value: T,
): Promise<Signed<T>> {
  const payload = encodeAs(codec, value);
  const wire = encodeAs(signedPair, { payload, signature: await signer.sign(type, payload) });
  return { value, payload, wire, id: await idOf(type, payload) };
}

/** Decodes without checking the signature, for objects whose signer must be looked up first. */
export async function peekSigned<T extends { readonly org: Id }>(
  type: string,
  codec: Codec<T>,
  org: Id,
  wire: Bytes,
): Promise<Signed<T>> {
  const { payload } = decodeAs(signedPair, wire);
  const value = decodeAs(codec, payload);
  demand(equal(value.org, org), `${type} of another organisation`);
  return { value, payload, wire, id: await idOf(type, payload) };
}

export async function readSigned<T extends { readonly org: Id }>(
  type: string,
  codec: Codec<T>,
  org: Id,
  wire: Bytes,
  keyOf: Bytes | ((value: T) => Bytes),
): Promise<Signed<T>> {
  const out = await peekSigned(type, codec, org, wire);
  const key = keyOf instanceof Uint8Array ? keyOf : keyOf(out.value);
  await verify(key, type, out.payload, decodeAs(signedPair, wire).signature);
  return out;
}
