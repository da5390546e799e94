// Writes src/common.gen.ts: the common passwords and English words of zxcvbn-ts as a filter.
//
//   npm run generate -w packages/passwords
//
// Promise: the same packages give the same bytes. Every entry is in lower case and NFKC, and every one is found.

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";

/** Another password is taken for one of these with the chance 2^-14. */
const BITS = 14n;
/** Shorter words are refused by their length, whatever is written around them. */
const SHORTEST = 4;

const plain = (entry) => String(entry).normalize("NFKC").toLowerCase();
const words = [...english["commonWords-en"], ...english["wikipedia-en"]]
  .map(plain)
  .filter((w) => w.length >= SHORTEST);
const passwords = common["passwords-common"];
const entries = new Set([...passwords.map(plain), ...words]);

const range = BigInt(entries.size) << BITS;
const placeOf = (entry) => (createHash("sha1").update(entry).digest().readBigUInt64BE() * range) >> 64n;
const values = [...entries].map(placeOf).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

const bits = [];
let before = 0n;
for (const value of values) {
  const difference = value - before;
  before = value;
  for (let n = difference >> BITS; n > 0n; n--) bits.push(1);
  bits.push(0);
  for (let at = BITS - 1n; at >= 0n; at--) bits.push(Number((difference >> at) & 1n));
}
const header = Buffer.from([0x53, 0x44, 0x50, 0x46, 1, Number(BITS), 0, 0, 0, 0]);
header.writeUInt32BE(entries.size, 6);
const body = Buffer.alloc(Math.ceil(bits.length / 8));
for (const [at, bit] of bits.entries()) body[at >> 3] |= bit << (7 - (at & 7));
const out = Buffer.concat([header, body]);

const text = `/** Made by scripts/common.mjs: ${entries.size} common passwords and words, ${out.length} bytes in base64. */
export const common =
  "${out.toString("base64")}";
`;
writeFileSync(new URL("../src/common.gen.ts", import.meta.url), text);
console.log(`${entries.size} entries, ${passwords.length} of them passwords; ${out.length} bytes`);
