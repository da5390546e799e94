/**
 * WebP without its metadata chunks (RFC 9649 §2.7). Promise: picture, transparency, frames and colour profile are
 * the same bytes; orientation stays. Threat: Exif, XMP, chunks of editors, also those inside of frames, and what
 * stands behind the end.
 */
import { concat, fromLatin1, latin1, le32, Reader, startsWith } from "./bytes.ts";
import { demand } from "./error.ts";
import { orientationOnly, readExif, readXmp } from "./exif.ts";
import type { Bytes, Scrubbed, Trace } from "./types.ts";

const DRAWS = new Set(["VP8X", "ICCP", "ANIM", "ALPH", "VP8 ", "VP8L"]);
const DRAWS_IN_FRAME = new Set(["ALPH", "VP8 ", "VP8L"]);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
/** Position, size, duration and flags of a frame. */
const FRAME_HEADER = 16;

interface Chunk {
  readonly type: string;
  readonly body: Bytes;
}

export function cleanWebp(bytes: Bytes): Scrubbed {
  const file = new Reader(bytes);
  demand(file.tag(0) === "RIFF" && file.tag(8) === "WEBP", "no WebP");
  const end = 8 + file.u32(4, true);
  const removed = new Set<Trace>();
  let orientation = 1;
  const kept: Chunk[] = [];
  for (const chunk of chunksOf(file.slice(12, end))) {
    if (chunk.type === "EXIF") orientation = takeExif(chunk.body, removed);
    else if (chunk.type === "XMP ") for (const trace of readXmp(latin1(chunk.body))) removed.add(trace);
    else if (chunk.type === "ANMF") kept.push(frame(chunk, removed));
    else if (DRAWS.has(chunk.type)) kept.push(chunk);
    else removed.add("comment");
  }
  demand(kept.length > 0, "a WebP without a picture");
  if (end < bytes.length) removed.add("history");
  return { bytes: assemble(kept, orientation), removed };
}

/** Chunks are padded to even sizes (§2.3). */
function chunksOf(bytes: Bytes): Chunk[] {
  const file = new Reader(bytes);
  const chunks: Chunk[] = [];
  for (let at = 0; at < file.size; ) {
    const size = file.u32(at + 4, true);
    chunks.push({ type: file.tag(at), body: file.slice(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

function takeExif(body: Bytes, removed: Set<Trace>): number {
  const { orientation, traces } = readExif(startsWith(body, "Exif\0\0") ? body.slice(6) : body);
  for (const trace of traces) removed.add(trace);
  return orientation;
}

function frame(chunk: Chunk, removed: Set<Trace>): Chunk {
  demand(chunk.body.length >= FRAME_HEADER, "a frame without its header");
  const inner = chunksOf(chunk.body.subarray(FRAME_HEADER));
  const kept = inner.filter(({ type }) => DRAWS_IN_FRAME.has(type));
  if (kept.length < inner.length) removed.add("comment");
  return { type: "ANMF", body: concat([chunk.body.subarray(0, FRAME_HEADER), ...kept.map(written)]) };
}

function assemble(chunks: readonly Chunk[], orientation: number): Bytes {
  const extended = chunks[0]?.type === "VP8X";
  const keepsExif = extended && orientation !== 1;
  const parts = chunks.map((chunk) => written(chunk.type === "VP8X" ? withFlags(chunk, keepsExif) : chunk));
  if (keepsExif) parts.push(written({ type: "EXIF", body: orientationOnly(orientation) }));
  const body = concat([fromLatin1("WEBP"), ...parts]);
  return concat([fromLatin1("RIFF"), le32(body.length), body]);
}

function withFlags({ type, body }: Chunk, exif: boolean): Chunk {
  demand(body.length >= 10, "a VP8X header that is too short");
  const flags = (body[0]! & ~(EXIF_FLAG | XMP_FLAG)) | (exif ? EXIF_FLAG : 0);
  return { type, body: concat([Uint8Array.of(flags), body.subarray(1)]) };
}

function written({ type, body }: Chunk): Bytes {
  return concat([fromLatin1(type), le32(body.length), body, new Uint8Array(body.length % 2)]);
}
