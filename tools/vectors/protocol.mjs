// The shared constructions of the protocol: §2 (M, ID, Sign, KDF, Commit, Pad) and §3 (boxes).
import { concat, sha256, utf8 } from "./bytes.mjs";
import { cbor } from "./cbor.mjs";
import { hpkeSeal } from "./hpke.mjs";
import { aesGcm, ed25519, hkdf, hmac } from "./primitives.mjs";

export const M = (type, bytes) => concat(utf8("sealdesk/1/"), utf8(type), [0], bytes);
export const ID = (type, bytes) => sha256(M(type, bytes));
export const sign = (seed, type, bytes) => ed25519.sign(seed, M(type, bytes));
export const KDF = (secret, salt, context, size) => hkdf(secret, salt, M("kdf", cbor(context)), size);
export const commit = (secret, org, label, object, number) =>
  hmac(secret, M("commitment", cbor([org, label, object, number])));

export function padTo(bytes, size) {
  const out = new Uint8Array(size);
  out.set(bytes);
  out[bytes.length] = 0x80;
  return out;
}

export function pad(bytes) {
  let size = 256;
  while (size < bytes.length + 1) size *= 2;
  if (size > 65536) throw new RangeError("too long to pad");
  return padTo(bytes, size);
}

export const boxInfo = (b) =>
  M("box", cbor([b.org, b.purpose, b.object, b.generation, b.recipient, b.author]));
export const sealBox = (publicKey, context, plaintext, random) =>
  hpkeSeal(publicKey, boxInfo(context), new Uint8Array(0), plaintext, random);

/** §6 `signed`: [payload, signature]. */
export const signed = (seed, type, payload) => cbor([payload, sign(seed, type, payload)]);

/** AES-256-GCM under a 44-byte key-and-nonce (messages, vault). */
export const sealOkm = (okm, ad, plaintext) => aesGcm(okm.slice(0, 32), okm.slice(32, 44), ad, plaintext);
