// Bytes, hexadecimal, and the one source of "randomness": a SHA-256 counter over a fixed seed, so that two
// runs give the same files. Nothing here is fit for real keys.
import { createHash } from "node:crypto";

export const utf8 = (text) => new TextEncoder().encode(text);
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const unhex = (text) => new Uint8Array(Buffer.from(text.replace(/\s/g, ""), "hex"));
export const concat = (...parts) => new Uint8Array(Buffer.concat(parts.map((p) => Buffer.from(p))));
export const sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
export const empty = new Uint8Array(0);

/** Big-endian unsigned number in `size` bytes. */
export function uintBE(number, size) {
  const out = new Uint8Array(size);
  let rest = BigInt(number);
  for (let i = size - 1; i >= 0; i--) {
    out[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return out;
}

/** The first `size` bytes of SHA-256(seed || uint32be(0)) || SHA-256(seed || uint32be(1)) || … */
export function pattern(seed, size) {
  const out = new Uint8Array(size);
  for (let block = 0; block * 32 < size; block++) {
    const digest = sha256(concat(utf8(seed), uintBE(block, 4)));
    out.set(digest.subarray(0, Math.min(32, size - block * 32)), block * 32);
  }
  return out;
}

/** Fixed bytes for a named purpose: the name keeps one case's bytes apart from every other's. */
export const fixed = (name, size = 32) => pattern(`sealdesk test vectors 1: ${name}: `, size);

/** A copy with the bits of `mask` flipped at `at` (negative counts from the end). */
export function flip(bytes, at, mask = 1) {
  const out = Uint8Array.from(bytes);
  out[at < 0 ? out.length + at : at] ^= mask;
  return out;
}

export const compare = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const equal = (a, b) => compare(a, b) === 0;

/** Bytewise ascending by `key` (the item itself unless told). */
export const sorted = (items, key = (item) => item) => [...items].sort((a, b) => compare(key(a), key(b)));
