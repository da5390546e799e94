/**
 * Section 8, part by part: a file is sealed and opened in parts of 16 chunks, however large it is. Promise: each
 * piece that comes out has been verified at its place; the end is reached only if nothing was cut off, added or
 * exchanged and the whole is what the descriptor names. Limit: pieces come before the end is known, so that whoever
 * takes them must drop them if the end is refused.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, equal, type Id, type Random } from "./bytes.ts";
import { demand } from "./error.ts";
import {
  chunk,
  chunksIn,
  type FileDescription,
  openChunk,
  padme,
  sealChunk,
  sealedSize,
  tag,
} from "./stream.ts";

const chunksInPart = 16;
/** Bytes of ciphertext in every part but the last. */
export const partSize = chunksInPart * (chunk + tag);
export const partsIn = (padded: number): number => Math.ceil(sealedSize(padded) / partSize);

export interface SealedParts {
  readonly key: Bytes;
  readonly size: number;
  readonly padded: number;
  readonly hash: Id;
}

/** `read` gives exactly the bytes asked for; `keep` gets the parts in order, from 0. */
export async function sealParts(
  random: Random,
  size: number,
  read: (from: number, to: number) => Promise<Bytes>,
  keep: (part: number, sealed: Bytes) => Promise<void>,
): Promise<SealedParts> {
  const key = random(32);
  const padded = padme(size);
  const hash = sha256.create();
  const plainPart = chunksInPart * chunk;
  for (let n = 0; n < partsIn(padded); n++) {
    const from = n * plainPart;
    const plain = new Uint8Array(Math.min(padded, from + plainPart) - from);
    const end = Math.min(size, from + plain.length);
    const got = from < end ? await read(from, end) : plain.subarray(0, 0);
    demand(got.length === Math.max(0, end - from), "the file changed while it was read", "misuse");
    plain.set(got);
    const sealed = await sealPart(key, n * chunksInPart, chunksIn(padded), plain);
    hash.update(sealed);
    await keep(n, sealed);
  }
  return { key, size, padded, hash: hash.digest() as Id };
}

async function sealPart(key: Bytes, first: number, count: number, plain: Bytes): Promise<Bytes> {
  const out: Bytes[] = [];
  for (let at = 0; at === 0 || at < plain.length; at += chunk) {
    const n = first + at / chunk;
    out.push(await sealChunk(key, n, n === count - 1, plain.slice(at, at + chunk)));
  }
  return concat(...out);
}

/** Pieces of at most 64 KiB, in order, without the padding. */
export async function* openParts(
  of: FileDescription,
  part: (n: number) => Promise<Bytes>,
): AsyncGenerator<Bytes, void> {
  demand(of.padded === padme(of.size), "padded size of another size", "malformed");
  const hash = sha256.create();
  const whole = sealedSize(of.padded);
  for (let n = 0; n < partsIn(of.padded); n++) {
    const sealed = await part(n);
    const expected = Math.min(partSize, whole - n * partSize);
    demand(sealed.length === expected, "a part of another length than described");
    hash.update(sealed);
    yield* openPart(of, n * chunksInPart, sealed);
  }
  demand(equal(hash.digest(), of.hash), "the file is not the one described");
}

async function* openPart(of: FileDescription, first: number, sealed: Bytes): AsyncGenerator<Bytes, void> {
  const count = chunksIn(of.padded);
  for (let at = 0; at < sealed.length; at += chunk + tag) {
    const n = first + at / (chunk + tag);
    const plain = await openChunk(of.key, n, n === count - 1, sealed.slice(at, at + chunk + tag));
    const real = Math.max(0, Math.min(plain.length, of.size - n * chunk));
    demand(
      plain.subarray(real).every((b) => b === 0),
      "padding is not zero",
      "malformed",
    );
    if (real > 0) yield plain.slice(0, real);
  }
}
