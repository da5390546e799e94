/**
 * The X-Wing key encapsulation (draft-connolly-cfrg-xwing-kem §5): ML-KEM-768 from noble, X25519 from
 * WebCrypto. Promise: the shared secret stays secret while either of the two holds. Limit: ML-KEM in
 * JavaScript takes milliseconds and is not hardened against other code on the same machine.
 */
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { ml_kem768 as mlKem } from "@noble/post-quantum/ml-kem.js";
import { type Bytes, concat, type Secret, unhex, utf8 } from "./bytes.ts";

const pqPublicSize = 1184;
const pqCipherSize = 1088;
export const encSize = pqCipherSize + 32;
const label = utf8("\\.//^\\");
const alg = { name: "X25519" };
const pkcs8 = unhex("302e020100300506032b656e04220420");
const basePoint = new Uint8Array(32);
basePoint[0] = 9;

async function x25519(scalar: Bytes, point: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("pkcs8", concat(pkcs8, scalar), alg, false, ["deriveBits"]);
  const peer = await crypto.subtle.importKey("raw", point, alg, false, []);
  // Refuses points of small order, whose result is all zero (RFC 7748 §6.1).
  return new Uint8Array(await crypto.subtle.deriveBits({ ...alg, public: peer }, key, 256));
}

const combine = (pq: Uint8Array, x: Bytes, cipher: Bytes, publicKey: Bytes): Bytes =>
  sha3_256(concat(pq, x, cipher, publicKey, label)) as Bytes;

async function expand(seed: Secret) {
  const e = shake256(seed, { dkLen: 96 }) as Bytes;
  const pq = mlKem.keygen(e.slice(0, 64));
  const scalar = e.slice(64);
  return { pq, scalar, xPublic: await x25519(scalar, basePoint) };
}

export async function publicKeyOf(seed: Secret): Promise<Bytes> {
  const { pq, xPublic } = await expand(seed);
  return concat(pq.publicKey, xPublic);
}

export interface Encapsulation {
  readonly secret: Bytes;
  readonly enc: Bytes;
}

/** `random`: 32 bytes for ML-KEM, then the 32-byte ephemeral X25519 key. */
export async function encapsulate(publicKey: Bytes, random: Bytes): Promise<Encapsulation> {
  const [pqPublic, xPublic] = [publicKey.slice(0, pqPublicSize), publicKey.slice(pqPublicSize)];
  const ephemeral = random.slice(32, 64);
  // Refuses keys whose coefficients are not reduced (FIPS 203 §7.2).
  const { cipherText, sharedSecret } = mlKem.encapsulate(pqPublic, random.slice(0, 32));
  const xCipher = await x25519(ephemeral, basePoint);
  const secret = combine(sharedSecret, await x25519(ephemeral, xPublic), xCipher, xPublic);
  return { secret, enc: concat(cipherText, xCipher) };
}

export async function decapsulate(seed: Secret, enc: Bytes): Promise<Bytes> {
  const { pq, scalar, xPublic } = await expand(seed);
  const xCipher = enc.slice(pqCipherSize);
  const pqSecret = mlKem.decapsulate(enc.slice(0, pqCipherSize), pq.secretKey);
  return combine(pqSecret, await x25519(scalar, xCipher), xCipher, xPublic);
}
