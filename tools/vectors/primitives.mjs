// Primitives, each from its library and with fixed inputs: SHA-256, HMAC, HKDF, AES-256-GCM, Ed25519 and X25519
// from node:crypto; ML-KEM-768, SHAKE256, SHA3-256 and Argon2id from the noble libraries.
import {
  createCipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  sign as edSign,
  verify as edVerify,
  hkdfSync,
} from "node:crypto";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { concat, empty, unhex } from "./bytes.mjs";

// The libraries are installed with the web workspace; this folder has no package of its own.
const require = createRequire(new URL("../../web/package.json", import.meta.url));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { ml_kem768: mlKem } = await load("@noble/post-quantum/ml-kem.js");
const { shake256, sha3_256: sha3 } = await load("@noble/hashes/sha3.js");
const { argon2id: argon } = await load("@noble/hashes/argon2.js");

export { mlKem, sha3 };
export const shake = (bytes, size) => shake256(bytes, { dkLen: size });
export const argon2id = (password, salt, m, t) =>
  argon(password, salt, { m, t, p: 1, dkLen: 32, version: 0x13 });

export const hmac = (key, bytes) => new Uint8Array(createHmac("sha256", key).update(bytes).digest());
export const hkdf = (ikm, salt, info, size) => new Uint8Array(hkdfSync("sha256", ikm, salt, info, size));

/** RFC 5869 §2.3 alone: hkdfSync always extracts first. */
export function hkdfExpand(prk, info, size) {
  let block = empty;
  let out = empty;
  for (let i = 1; out.length < size; i++) {
    block = hmac(prk, concat(block, info, [i]));
    out = concat(out, block);
  }
  return out.slice(0, size);
}

/** AES-256-GCM; the 16-byte tag follows the ciphertext. */
export function aesGcm(key, nonce, ad, plaintext) {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(ad);
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

// RFC 8410 §7: the fixed DER before a raw key.
const pkcs8 = { ed25519: "302e020100300506032b657004220420", x25519: "302e020100300506032b656e04220420" };
const spki = { ed25519: "302a300506032b6570032100", x25519: "302a300506032b656e032100" };
const privateKey = (kind, seed) =>
  createPrivateKey({ key: Buffer.from(concat(unhex(pkcs8[kind]), seed)), format: "der", type: "pkcs8" });
const publicKey = (kind, raw) =>
  createPublicKey({ key: Buffer.from(concat(unhex(spki[kind]), raw)), format: "der", type: "spki" });
const publicOf = (kind, seed) =>
  new Uint8Array(
    createPublicKey(privateKey(kind, seed)).export({ format: "der", type: "spki" }).subarray(12),
  );

export const ed25519 = {
  public: (seed) => publicOf("ed25519", seed),
  sign: (seed, bytes) => new Uint8Array(edSign(null, bytes, privateKey("ed25519", seed))),
  verify: (raw, bytes, signature) => edVerify(null, bytes, publicKey("ed25519", raw), signature),
};

export const x25519 = {
  public: (secret) => publicOf("x25519", secret),
  shared: (secret, peer) =>
    new Uint8Array(
      diffieHellman({ privateKey: privateKey("x25519", secret), publicKey: publicKey("x25519", peer) }),
    ),
};
