/**
 * Takes traces out of a file before it is sealed. Promise: the answer is either the file without what its format
 * keeps about people and places, or the untouched file marked `uncleaned`; content is never re-encoded. Threat:
 * a customer who sends a photo of a damaged parcel also sends where they live. Limits: pictures and documents
 * above 64 MiB are not looked into; what is visible or audible stays.
 */
import { memorySource, read } from "./bytes.ts";
import { FileError } from "./error.ts";
import { cleanJpeg } from "./jpeg.ts";
import { safeName } from "./name.ts";
import { cleanPng } from "./png.ts";
import { previewKind, SNIFF_BYTES, sniff } from "./sniff.ts";
import type { Bytes, Cleaned, FileSource, Scrubbed } from "./types.ts";

/** Largest file that is held in memory whole. */
export const MAX_WHOLE = 64 << 20;

type WholeCleaner = (bytes: Bytes) => Scrubbed | Promise<Scrubbed>;

const WHOLE: Readonly<Record<string, WholeCleaner>> = {
  "image/jpeg": cleanJpeg,
  "image/png": cleanPng,
};
/** Nothing is hidden in these. */
const BARE = new Set(["text/plain"]);

/** Throws a `FileError` of kind `unread` if the device does not give the file out, and nothing else. */
export async function clean(source: FileSource): Promise<Cleaned> {
  const media = sniff(await read(source, 0, Math.min(source.size, SNIFF_BYTES)));
  const same = { source, name: safeName(source.name), media, preview: previewKind(media), removed: [] };
  if (BARE.has(media)) return { ...same, uncleaned: false };
  const cleaner = WHOLE[media];
  if (cleaner === undefined || source.size > MAX_WHOLE) return { ...same, uncleaned: true };
  const bytes = await read(source, 0, source.size);
  try {
    const done = await cleaner(bytes);
    const removed = [...done.removed].sort();
    return {
      ...same,
      source: memorySource(same.name, media, done.bytes),
      removed,
      uncleaned: done.partial === true,
    };
  } catch (error) {
    if (error instanceof FileError && error.kind === "unread") throw error;
    return { ...same, uncleaned: true };
  }
}
