/**
 * The X-Wing key encapsulation (draft-connolly-cfrg-xwing-kem §5) over a given ML-KEM-768, X25519 from WebCrypto
 * and SHA-3 from noble: keys and the sealing side. Promise: the shared secret stays secret while either of the two
 * holds. `box-open.ts` has the other side.
 */
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { type Bytes, concat, type Random, type Secret, unhex, utf8 } from "./bytes.ts";
import type { MlKem } from "./ml-kem.ts";

const pqPublicSize = 1184;
export const pqCipherSize = 1088;
export const encSize = pqCipherSize + 32;
const label = utf8("\\.//^\\");
const alg = { name: "X25519" };
const pkcs8 = unhex("302e020100300506032b656e04220420");
const basePoint = new Uint8Array(32);
basePoint[0] = 9;

export async function x25519(scalar: Bytes, point: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("pkcs8", concat(pkcs8, scalar), alg, false, ["deriveBits"]);
  const peer = await crypto.subtle.importKey("raw", point, alg, false, []);
  // Refuses points of small order, whose result is all zero (RFC 7748 §6.1).
  return new Uint8Array(await crypto.subtle.deriveBits({ ...alg, public: peer }, key, 256));
}

export const combine = (pq: Bytes, x: Bytes, cipher: Bytes, publicKey: Bytes): Bytes =>
  sha3_256(concat(pq, x, cipher, publicKey, label)) as Bytes;

/** The two private keys of a seed, and the public key that enters the secret. */
export async function expand(seed: Secret) {
  const e = shake256(seed, { dkLen: 96 }) as Bytes;
  const scalar = e.slice(64);
  return { pqSeed: e.slice(0, 64), scalar, xPublic: await x25519(scalar, basePoint) };
}

export async function publicKeyOf(kem: MlKem, seed: Secret): Promise<Bytes> {
  const { pqSeed, xPublic } = await expand(seed);
  return concat(await kem.publicKeyOf(pqSeed), xPublic);
}

export interface Encapsulation {
  readonly secret: Bytes;
  readonly enc: Bytes;
}

/** Draws 32 bytes for ML-KEM, if it takes any, then the 32-byte ephemeral X25519 key. */
export async function encapsulate(kem: MlKem, publicKey: Bytes, random: Random): Promise<Encapsulation> {
  const xPublic = publicKey.slice(pqPublicSize);
  const pq = await kem.encapsulate(publicKey.slice(0, pqPublicSize), random);
  const ephemeral = random(32);
  const xCipher = await x25519(ephemeral, basePoint);
  const secret = combine(pq.secret, await x25519(ephemeral, xPublic), xCipher, xPublic);
  return { secret, enc: concat(pq.cipher, xCipher) };
}
