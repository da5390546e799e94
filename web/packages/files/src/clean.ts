/**
 * Takes traces out of a file before it is sealed. Promise: the answer is either the file without what its format
 * keeps about people and places, or the untouched file marked `uncleaned`; content is never re-encoded. Threat:
 * a customer who sends a photo of a damaged parcel also sends where they live. Limits: pictures and documents
 * above 64 MiB are not looked into; what is visible or audible stays.
 */
import { memorySource, read } from "./bytes.ts";
import { FileError } from "./error.ts";
import { safeName } from "./name.ts";
import type { Plan } from "./patch.ts";
import { previewKind, SNIFF_BYTES, sniff } from "./sniff.ts";
import type { Bytes, Cleaned, FileSource, Scrubbed, Trace } from "./types.ts";

/** Largest file that is held in memory whole. */
export const MAX_WHOLE = 64 << 20;

type WholeCleaner = (bytes: Bytes) => Scrubbed | Promise<Scrubbed>;
type Planner = (source: FileSource) => Promise<Plan>;

/** Formats that are held in memory; each cleaner is fetched when the first such file is chosen. */
const WHOLE: Readonly<Record<string, () => Promise<WholeCleaner>>> = {
  "image/jpeg": async () => (await import("./jpeg.ts")).cleanJpeg,
  "image/png": async () => (await import("./png.ts")).cleanPng,
  "image/webp": async () => (await import("./webp.ts")).cleanWebp,
  "image/gif": async () => (await import("./gif.ts")).cleanGif,
  "application/pdf": async () => (await Promise.all([import("./pdf.ts"), import("pdf-lib")]))[0].cleanPdf,
  "application/zip": async () => (await import("./office.ts")).cleanOffice,
};
/** Formats that are blanked where they are, of any size. */
const STREAMED: Readonly<Record<string, () => Promise<Planner>>> = {
  "image/heic": async () => (await import("./iso-media.ts")).planIsoMedia,
  "image/avif": async () => (await import("./iso-media.ts")).planIsoMedia,
  "video/mp4": async () => (await import("./iso-media.ts")).planIsoMedia,
  "video/quicktime": async () => (await import("./iso-media.ts")).planIsoMedia,
  "audio/mp4": async () => (await import("./iso-media.ts")).planIsoMedia,
  "audio/webm": async () => (await import("./webm.ts")).planWebm,
  "video/webm": async () => (await import("./webm.ts")).planWebm,
  "audio/mpeg": async () => (await import("./audio.ts")).planMp3,
  "audio/wav": async () => (await import("./audio.ts")).planWav,
  "audio/flac": async () => (await import("./audio.ts")).planFlac,
};
const DOCUMENT = /^application\/vnd\.(?:oasis\.opendocument|openxmlformats-officedocument)\./;
/** Nothing is hidden in these. */
const BARE = new Set(["text/plain"]);

/** Throws a `FileError` of kind `unread` or `unloaded`, and nothing else. */
export async function clean(source: FileSource): Promise<Cleaned> {
  const media = sniff(await read(source, 0, Math.min(source.size, SNIFF_BYTES)));
  const name = safeName(source.name);
  const same = { source, name, media, preview: previewKind(media), removed: [], uncleaned: true };
  if (BARE.has(media)) return { ...same, uncleaned: false };
  const [planner, cleaner] = await cleanersOf(media);
  try {
    if (planner !== undefined) return await planned(planner, source, name, media);
    if (cleaner === undefined || source.size > MAX_WHOLE) return same;
    const done = await cleaner(await read(source, 0, source.size));
    return answer(memorySource(name, done.media ?? media, done.bytes), done.removed, done.partial === true);
  } catch (error) {
    // A library may fail on damaged bytes in its own words; for the sender all of it means the same.
    if (error instanceof FileError && error.kind === "unread") throw error;
    return same;
  }
}

/** Not having the cleaner is no reason to send a file with all that is in it. */
async function cleanersOf(media: string): Promise<[Planner | undefined, WholeCleaner | undefined]> {
  try {
    const whole = WHOLE[DOCUMENT.test(media) ? "application/zip" : media];
    return [await STREAMED[media]?.(), await whole?.()];
  } catch {
    throw new FileError("unloaded", "the part that cleans this kind of file could not be fetched");
  }
}

async function planned(planner: Planner, source: FileSource, name: string, media: string): Promise<Cleaned> {
  const plan = await planner(source);
  return answer(plan.apply(source, name, media), plan.removed, plan.partial);
}

function answer(source: FileSource, removed: Iterable<Trace>, uncleaned: boolean): Cleaned {
  const { name, type: media } = source;
  return { source, name, media, preview: previewKind(media), removed: [...removed].sort(), uncleaned };
}
