/**
 * Ed25519 (RFC 8032) through WebCrypto. Promise: keys of small order and non-canonical keys are refused
 * before any signature is looked at; device keys need never be extractable. Limit: browsers from before 2025
 * lack it; `isSupported` tells, and a script fallback would hold its seeds in plain memory.
 */
import { type Bytes, equal, unbase64url, unhex } from "./bytes.ts";
import { marked } from "./core.ts";
import { demand, SealError } from "./error.ts";

/** Signs protocol objects. Implementations: a WebCrypto key, a seed, a key in a worker. */
export interface Signer {
  readonly publicKey: Bytes;
  sign(type: string, b: Uint8Array): Promise<Bytes>;
}

const alg = { name: "Ed25519" };
const pkcs8 = unhex("302e020100300506032b657004220420");
const p = unhex(`ed${"ff".repeat(30)}7f`);

// The y coordinates of the eight small-order points, little-endian without the sign bit.
const smallOrder = [
  unhex("00".repeat(32)),
  unhex(`01${"00".repeat(31)}`),
  unhex(`ec${"ff".repeat(30)}7f`),
  unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
  unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
];

export function demandSigningKey(key: Bytes): void {
  demand(key.length === 32, "signing key is not 32 bytes", "malformed");
  const y = key.slice();
  y[31]! &= 0x7f;
  let i = 31;
  while (i > 0 && y[i] === p[i]) i--;
  demand(y[i]! < p[i]!, "signing key is not canonical");
  for (const s of smallOrder) demand(!equal(y, s), "signing key of small order");
}

/** Whether this browser has the cryptography that the protocol is made of. */
export async function isSupported(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("pkcs8", seedPkcs8(new Uint8Array(32)), alg, false, ["sign"]);
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}

function seedPkcs8(seed: Bytes): Bytes {
  const out = new Uint8Array(48);
  out.set(pkcs8);
  out.set(seed, 16);
  return out;
}

export const isSigned = (key: Bytes, type: string, b: Uint8Array, signature: Bytes): Promise<boolean> =>
  isSignedUnmarked(key, marked(type, b), signature);

/** For forms of others, whose bytes can be taken for no object of the protocol: nothing is put in front of them. */
export async function isSignedUnmarked(key: Bytes, data: Bytes, signature: Bytes): Promise<boolean> {
  demandSigningKey(key);
  try {
    const k = await crypto.subtle.importKey("raw", key, alg, false, ["verify"]);
    return await crypto.subtle.verify(alg, k, signature, data);
  } catch {
    return false;
  }
}

export async function verify(key: Bytes, type: string, b: Uint8Array, signature: Bytes): Promise<void> {
  if (!(await isSigned(key, type, b, signature)))
    throw new SealError("unverified", `${type}: signature does not hold`);
}

/** A signer over a WebCrypto private key, which may be non-extractable. */
export function keySigner(privateKey: CryptoKey, publicKey: Bytes): Signer {
  return {
    publicKey,
    sign: async (type, b) => new Uint8Array(await crypto.subtle.sign(alg, privateKey, marked(type, b))),
  };
}

export async function seedSigner(seed: Bytes): Promise<Signer> {
  // A second, extractable import is the only way WebCrypto gives the public key of a seed.
  const open = await crypto.subtle.importKey("pkcs8", seedPkcs8(seed), alg, true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", open);
  const closed = await crypto.subtle.importKey("pkcs8", seedPkcs8(seed), alg, false, ["sign"]);
  return keySigner(closed, unbase64url(x!));
}

/** A fresh non-extractable key pair, for devices; the key can be kept in IndexedDB as it is. */
export async function generateDeviceKey(): Promise<{ readonly key: CryptoKey; readonly publicKey: Bytes }> {
  const pair = (await crypto.subtle.generateKey(alg, false, ["sign", "verify"])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { key: pair.privateKey, publicKey };
}
