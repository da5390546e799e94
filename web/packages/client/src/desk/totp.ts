/**
 * The six digits of an authenticator app (RFC 6238: SHA-1, 30 seconds). Promise: a wrong secret or a wrong clock
 * is noticed while the app is still in the hand. Limit: this is the same check that the server makes, made
 * earlier; it protects nothing by itself.
 */

import type { Bytes } from "@sealdesk/seal";

const PERIOD_SECONDS = 30;
/** Steps before and after now that count, as on the server (RFC 6238 §5.2). */
const DRIFT = [-1, 0, 1];

const stepAt = (seconds: number): number => Math.floor(seconds / PERIOD_SECONDS);

/** The digits that an app with this secret shows at this time. */
export function totpCode(secret: Bytes, seconds: number): Promise<string> {
  return hotpCode(secret, stepAt(seconds));
}

export async function totpMatches(secret: Bytes, code: string, seconds: number): Promise<boolean> {
  const near = await Promise.all(DRIFT.map((steps) => hotpCode(secret, stepAt(seconds) + steps)));
  return near.includes(code);
}

/** RFC 4226 §5.3: four bytes of the MAC, from where its last half byte points. */
async function hotpCode(secret: Bytes, step: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const at = mac.getUint8(mac.byteLength - 1) & 15;
  return `${(mac.getUint32(at) & 0x7fffffff) % 1_000_000}`.padStart(6, "0");
}
