/**
 * Section 2: domain-separated hashing, derivation, commitments and padding.
 * Promise: nothing is hashed, derived or signed without `"sealdesk/1/" type 0x00` in front of it.
 */
import { asId, asSecret, type Bytes, concat, equalSecret, type Id, type Secret, utf8 } from "./bytes.ts";
import { encode, type Value } from "./cbor.ts";
import { demand, refuse } from "./error.ts";

const subtle = crypto.subtle;

export const marked = (type: string, b: Uint8Array): Bytes => concat(utf8(`sealdesk/1/${type}\0`), b);

export const sha256 = async (b: Bytes): Promise<Id> =>
  asId(new Uint8Array(await subtle.digest("SHA-256", b)));

export const idOf = (type: string, b: Uint8Array): Promise<Id> => sha256(marked(type, b));

/** HKDF-SHA256 (RFC 5869) with the context encoded into `info`. */
export async function kdf(secret: Bytes, salt: Bytes, context: Value, length: number): Promise<Bytes> {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const params = { name: "HKDF", hash: "SHA-256", salt, info: marked("kdf", encode(context)) };
  return new Uint8Array(await subtle.deriveBits(params, key, length * 8));
}

export const kdf32 = async (secret: Bytes, salt: Bytes, context: Value): Promise<Secret> =>
  asSecret(await kdf(secret, salt, context, 32));

/** Binds a shared secret to its place: AES-GCM alone does not commit to its key. */
export async function commit(
  secret: Bytes,
  org: Id,
  label: string,
  object: Id,
  number: number,
): Promise<Bytes> {
  return hmac(secret, marked("commitment", encode([org, label, object, number])));
}

export async function hmac(key: Bytes, data: Bytes): Promise<Bytes> {
  const k = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", k, data));
}

export async function demandCommitment(commitment: Bytes, ...of: Parameters<typeof commit>): Promise<void> {
  demand(equalSecret(commitment, await commit(...of)), "the key does not match its commitment");
}

export const zeroNonce: Bytes = new Uint8Array(12);

const aesKey = (key: Bytes, use: "encrypt" | "decrypt") =>
  subtle.importKey("raw", key, "AES-GCM", false, [use]);

export async function aesSeal(key: Bytes, iv: Bytes, additionalData: Bytes, plain: Bytes): Promise<Bytes> {
  const k = await aesKey(key, "encrypt");
  return new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv, additionalData }, k, plain));
}

export async function aesOpen(key: Bytes, iv: Bytes, additionalData: Bytes, sealed: Bytes): Promise<Bytes> {
  const k = await aesKey(key, "decrypt");
  try {
    return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv, additionalData }, k, sealed));
  } catch {
    return refuse("the sealed bytes do not open with this key", "unopened");
  }
}

const padMin = 256;
export const padMax = 65_536;

function paddedSize(n: number): number {
  let size = padMin;
  while (size < n + 1) size *= 2;
  demand(size <= padMax, "longer than the largest size class", "misuse");
  return size;
}

/** x ‖ 0x80 ‖ zeros to the smallest of 256·2^k bytes: sizes tell little about the text. */
export function pad(x: Uint8Array): Bytes {
  const out = new Uint8Array(paddedSize(x.length));
  out.set(x);
  out[x.length] = 0x80;
  return out;
}

export function unpad(p: Bytes): Bytes {
  let end = p.length - 1;
  while (end >= 0 && p[end] === 0) end--;
  demand(end >= 0 && p[end] === 0x80, "padding has no end mark", "malformed");
  demand(end < padMax && paddedSize(end) === p.length, "padding of another size class", "malformed");
  return p.slice(0, end);
}
