/**
 * What a text is that an owner pasted as their website's public key. Promise: a private key is recognised, and goes no
 * further than this page. Limit: the server decides what is taken; this only says what it will be.
 */

import { fromBase64 } from "../base64.ts";
import type { SiteKeyLook } from "../contract/customers.ts";

/** As the server has it. */
const LIMIT = 8 << 10;
const BITS = { least: 2048, most: 8192 } as const;
const unknown: SiteKeyLook = { kind: "unknown" };
const mine: SiteKeyLook = { kind: "private" };

const algorithms = [
  { kind: "Ed25519", with: { name: "Ed25519" } },
  { kind: "P-256", with: { name: "ECDSA", namedCurve: "P-256" } },
  { kind: "RSA", with: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } },
] as const;

export async function siteKey(text: string): Promise<SiteKeyLook> {
  const pasted = text.trim();
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pasted)) return mine;
  if (pasted.length > LIMIT) return unknown;
  if (pasted.startsWith("{")) return jwk(pasted);
  const [, body] =
    /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----$/.exec(pasted) ?? [];
  if (body === undefined) return unknown;
  return read((a) => crypto.subtle.importKey("spki", bytes(body), a, true, ["verify"]));
}

const bytes = (body: string): Uint8Array<ArrayBuffer> => new Uint8Array(fromBase64(body.replace(/\s/g, "")));

/** RFC 7517; what it says of use and operations is not asked. */
async function jwk(text: string): Promise<SiteKeyLook> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return unknown;
  }
  const { kty, crv, x, y, n, e, d, k } = given as Record<string, string | undefined>;
  if (d !== undefined || k !== undefined) return mine;
  const key = Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, v]) => v !== undefined));
  return read((a) => crypto.subtle.importKey("jwk", key, a, true, ["verify"]));
}

type Algorithm = (typeof algorithms)[number]["with"];

async function read(open: (algorithm: Algorithm) => Promise<CryptoKey>): Promise<SiteKeyLook> {
  for (const each of algorithms) {
    const key = await Promise.resolve()
      .then(() => open(each.with))
      .catch(() => null);
    if (key === null) continue;
    if (each.kind !== "RSA") return { kind: each.kind };
    const bits = (key.algorithm as RsaKeyAlgorithm).modulusLength;
    return bits >= BITS.least && bits <= BITS.most ? { kind: "RSA", bits } : unknown;
  }
  return unknown;
}
