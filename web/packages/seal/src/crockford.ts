/** Codes that people read and type: Crockford base32 in groups of four, for section 9. */
import type { Bytes } from "./bytes.ts";
import { demand } from "./error.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function toCrockford(b: Uint8Array): string {
  let [out, buffer, bits] = ["", 0, 0];
  for (const x of b) {
    buffer = (buffer << 8) | x;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? out + alphabet[(buffer << (5 - bits)) & 31] : out;
}

/** Reads what a person typed: case, spaces and hyphens do not matter; O is 0, I and L are 1. */
export function fromCrockford(typed: string, length: number): Bytes {
  const clean = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  demand(clean.length === Math.ceil((length * 8) / 5), "the code has another length", "malformed");
  const out = new Uint8Array(length);
  let [buffer, bits, at] = [0, 0, 0];
  for (const ch of clean) {
    const value = alphabet.indexOf(ch);
    demand(value >= 0, "the code has a character that codes do not have", "malformed");
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = buffer >> bits;
      buffer &= (1 << bits) - 1;
    }
  }
  demand(buffer === 0, "the code's last character is wrong", "malformed");
  return out;
}

/** Groups of four characters, the form in which codes are shown. */
export const inGroups = (code: string): readonly string[] => code.match(/.{1,4}/g) ?? [];
