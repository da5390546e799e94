// The subset of deterministic CBOR (RFC 8949 §4.2.1) of protocol §2, encoding only. JavaScript values map one
// to one: number → unsigned integer, Uint8Array → byte string, string → text, array, true, false, null.
import { concat, uintBE, utf8 } from "./bytes.mjs";

function head(major, argument) {
  const lead = major << 5;
  if (argument < 24) return Uint8Array.of(lead | argument);
  if (argument < 0x100) return Uint8Array.of(lead | 24, argument);
  if (argument < 0x10000) return concat([lead | 25], uintBE(argument, 2));
  if (argument < 0x100000000) return concat([lead | 26], uintBE(argument, 4));
  return concat([lead | 27], uintBE(argument, 8));
}

export function cbor(value) {
  if (value === false) return Uint8Array.of(0xf4);
  if (value === true) return Uint8Array.of(0xf5);
  if (value === null) return Uint8Array.of(0xf6);
  if (Number.isSafeInteger(value) && value >= 0) return head(0, value);
  if (value instanceof Uint8Array) return concat(head(2, value.length), value);
  if (typeof value === "string") return concat(head(3, utf8(value).length), utf8(value));
  if (Array.isArray(value)) return concat(head(4, value.length), ...value.map(cbor));
  if (value instanceof Raw) return value.bytes;
  throw new TypeError(`no CBOR for ${typeof value}`);
}

/** Bytes placed as they are: for broken encodings inside whole objects. */
export class Raw {
  constructor(bytes) {
    this.bytes = bytes;
  }
}
