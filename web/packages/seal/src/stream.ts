/**
 * Section 8: attachments as STREAM in chunks of 64 KiB under a key used for one file, padded to Padmé sizes.
 * Promise: reordered, cut, extended or altered chunks are refused. Limit: the functions for whole files hold them in
 * memory; `file.ts` goes part by part.
 */
import { asId, type Bytes, concat, equal, type Id, none, type Random } from "./bytes.ts";
import { aesOpen, aesSeal, sha256 } from "./core.ts";
import { demand } from "./error.ts";

/** Bytes of plaintext in a chunk, and what sealing adds to each. */
export const chunk = 65_536;
export const tag = 16;

/** Padmé (PURBs, §4): at most 12 % more, and only O(log log n) bits of the size leak. */
export function padme(n: number): number {
  if (n < 2) return n;
  const e = Math.floor(Math.log2(n));
  const keep = 2 ** (e - (Math.floor(Math.log2(e)) + 1));
  return keep < 1 ? n : Math.ceil(n / keep) * keep;
}

function nonce(counter: number, last: boolean): Bytes {
  const out = new Uint8Array(12);
  const view = new DataView(out.buffer);
  view.setBigUint64(3, BigInt(counter));
  out[11] = last ? 1 : 0;
  return out;
}

/** One chunk of a stream. `key` must be used for this one file, and each `n` for one plaintext. */
export const sealChunk = (key: Bytes, n: number, last: boolean, plain: Bytes): Promise<Bytes> =>
  aesSeal(key, nonce(n, last), none, plain);
export const openChunk = (key: Bytes, n: number, last: boolean, sealed: Bytes): Promise<Bytes> =>
  aesOpen(key, nonce(n, last), none, sealed);

export const chunksIn = (padded: number): number => Math.max(1, Math.ceil(padded / chunk));
/** Bytes of ciphertext for a padded size. */
export const sealedSize = (padded: number): number => padded + tag * chunksIn(padded);

export interface SealedFile {
  readonly key: Bytes;
  readonly size: number;
  readonly padded: number;
  readonly hash: Id;
  readonly ciphertext: Bytes;
}

export async function sealFile(random: Random, plain: Bytes): Promise<SealedFile> {
  const key = random(32);
  const whole = new Uint8Array(padme(plain.length));
  whole.set(plain);
  const ciphertext = await sealStream(key, whole);
  return { key, size: plain.length, padded: whole.length, hash: await sha256(ciphertext), ciphertext };
}

/** The bare stream, without padding. `key` must be used for this one file. */
export async function sealStream(key: Bytes, plain: Bytes): Promise<Bytes> {
  const count = chunksIn(plain.length);
  const out: Bytes[] = [];
  for (let i = 0; i < count; i++) {
    out.push(await sealChunk(key, i, i === count - 1, plain.slice(i * chunk, (i + 1) * chunk)));
  }
  return concat(...out);
}

export interface FileDescription {
  readonly key: Bytes;
  readonly size: number;
  readonly padded: number;
  readonly hash: Bytes;
}

export async function openFile(of: FileDescription, ciphertext: Bytes): Promise<Bytes> {
  demand(of.padded === padme(of.size), "padded size of another size", "malformed");
  demand(equal(asId(await sha256(ciphertext)), of.hash), "the file is not the one described");
  const plain = await openStream(of.key, ciphertext);
  demand(plain.length === of.padded, "the file has another length than described");
  demand(
    plain.subarray(of.size).every((b) => b === 0),
    "padding is not zero",
    "malformed",
  );
  return plain.slice(0, of.size);
}

export async function openStream(key: Bytes, ciphertext: Bytes): Promise<Bytes> {
  const step = chunk + tag;
  const count = Math.max(1, Math.ceil(ciphertext.length / step));
  const out: Bytes[] = [];
  for (let i = 0; i < count; i++) {
    const part = ciphertext.slice(i * step, (i + 1) * step);
    demand(part.length > tag || (part.length === tag && count === 1), "empty last chunk", "malformed");
    out.push(await openChunk(key, i, i === count - 1, part));
  }
  return concat(...out);
}
