/** Byte strings: the small operations every other file needs, and the branded types of the protocol. */
import { demand } from "./error.ts";

export type Bytes = Uint8Array<ArrayBuffer>;
/** SHA-256 identifier of an object; always 32 bytes. */
export type Id = Bytes & { readonly __id: true };
/** 32 bytes nobody but the holder may see. Never logged, never put into an error. */
export type Secret = Bytes & { readonly __secret: true };
/** An id in lower-case hexadecimal: the form for map keys and file names. */
export type Hex = string & { readonly __hex: true };

export const none: Bytes = new Uint8Array(0);

export function asId(b: Bytes): Id {
  demand(b.length === 32, "id is not 32 bytes", "malformed");
  return b as Id;
}

export function asSecret(b: Bytes): Secret {
  demand(b.length === 32, "secret is not 32 bytes", "malformed");
  return b as Secret;
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}

/** Bytewise order, shorter first on a common prefix. Not constant-time: for public values only. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = a[i]! - b[i]!;
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

export const equal = (a: Uint8Array, b: Uint8Array): boolean => compare(a, b) === 0;

/** Equality without an early exit, for MACs and commitments. */
export function equalSecret(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let d = 0;
  for (let i = 0; i < a.length; i++) d |= a[i]! ^ b[i]!;
  return d === 0;
}

export const hex = (b: Uint8Array): Hex => {
  let out = "";
  for (const x of b) out += (x < 16 ? "0" : "") + x.toString(16);
  return out as Hex;
};

export function unhex(s: string): Bytes {
  demand(/^([0-9a-f]{2})*$/.test(s), "not lower-case hexadecimal", "malformed");
  return Uint8Array.from({ length: s.length / 2 }, (_, i) => Number.parseInt(s.slice(2 * i, 2 * i + 2), 16));
}

export const idFromHex = (s: string): Id => asId(unhex(s));

export function base64url(b: Uint8Array): string {
  let s = "";
  for (const x of b) s += String.fromCharCode(x);
  return btoa(s).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Strict: unpadded, and the unused bits of the last character are zero. */
export function unbase64url(s: string): Bytes {
  demand(/^[\w-]*$/.test(s) && s.length % 4 !== 1, "not base64url", "malformed");
  const raw = Uint8Array.from(atob(s.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  demand(base64url(raw) === s, "base64url with stray bits", "malformed");
  return raw;
}

const encoder = new TextEncoder();
// ignoreBOM keeps a leading U+FEFF: dropping it would give two encodings of one text.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
export const utf8 = (s: string): Bytes => encoder.encode(s) as Bytes;
export const fromUtf8 = (b: Uint8Array): string => decoder.decode(b);

/** Where randomness comes from; passed in so that tests can repeat themselves. */
export type Random = (length: number) => Bytes;
export const systemRandom: Random = (n) => crypto.getRandomValues(new Uint8Array(n));
