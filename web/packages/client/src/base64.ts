/** Standard base64, as JSON carries protocol objects. */
import { refuse } from "@sealdesk/seal";

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  // Chunks: a call with a million arguments would overflow the stack.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Refuses what a server sends instead as it refuses a protocol object that is broken. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  let raw: string;
  try {
    raw = atob(text);
  } catch {
    refuse("base64", "malformed");
  }
  const out = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
  return out;
}
