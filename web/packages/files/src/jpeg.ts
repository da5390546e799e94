/**
 * JPEG without what it says about its maker (ITU-T T.81 Annex B). Promise: quantisation, coding tables and
 * scans go through byte for byte, so the picture is the same; colour profile (ICC), Adobe's transform flag and
 * the orientation stay. Threat: Exif (place, serial numbers), XMP, IPTC, comments, thumbnails of the picture
 * before it was cropped, pictures or archives appended after the end. Limits: a file that breaks off inside is
 * `malformed`; watermarks inside of the picture stay.
 */
import { concat, latin1, Reader, startsWith } from "./bytes.ts";
import { demand } from "./error.ts";
import { orientationOnly, readExif, readXmp } from "./exif.ts";
import type { Bytes, Scrubbed, Trace } from "./types.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const MAX_SEGMENTS = 20_000;

interface Walk {
  readonly file: Reader;
  readonly kept: Bytes[];
  readonly removed: Set<Trace>;
  orientation: number;
}

export function cleanJpeg(bytes: Bytes): Scrubbed {
  const walk: Walk = { file: new Reader(bytes), kept: [], removed: new Set(), orientation: 1 };
  demand(walk.file.u16(0) === 0xff00 + SOI, "no start of image");
  let at = 2;
  for (let segments = 0; ; segments++) {
    demand(segments < MAX_SEGMENTS, "more segments than a picture has");
    const marker = nextMarker(walk.file, at);
    if (marker.code === EOI) {
      at = marker.at + 2;
      break;
    }
    at = marker.code === SOS ? takeScan(walk, marker.at) : takeSegment(walk, marker);
  }
  if (at < bytes.length) walk.removed.add("history");
  const head = [bytes.subarray(0, 2)];
  if (walk.orientation !== 1) head.push(exifSegment(walk.orientation));
  return { bytes: concat([...head, ...walk.kept, Uint8Array.of(0xff, EOI)]), removed: walk.removed };
}

/** Markers may be preceded by any number of fill bytes 0xFF (B.1.1.2). */
function nextMarker(file: Reader, from: number): { code: number; at: number } {
  demand(file.u8(from) === 0xff, "no marker where one has to be");
  let at = from;
  while (file.u8(at + 1) === 0xff) at++;
  return { code: file.u8(at + 1), at };
}

function takeSegment(walk: Walk, { code, at }: { code: number; at: number }): number {
  const standsAlone = code === 0x01 || (code >= 0xd0 && code <= 0xd7);
  if (standsAlone) {
    walk.kept.push(walk.file.slice(at, at + 2));
    return at + 2;
  }
  demand(code !== 0 && code !== SOI, "a marker that cannot be here");
  const length = walk.file.u16(at + 2);
  demand(length >= 2, "a segment shorter than its own length");
  const end = at + 2 + length;
  const body = walk.file.slice(at + 4, end);
  const kept = judge(walk, code, body, walk.file.slice(at, end));
  if (kept !== null) walk.kept.push(kept);
  return end;
}

/** The segment as it stays, or null. Application segments stay only if the picture needs them. */
function judge(walk: Walk, code: number, body: Bytes, whole: Bytes): Bytes | null {
  if (code === COM) return drop(walk, ["comment"]);
  if (code < 0xe0 || code > 0xef) return whole;
  if (code === 0xe0 && startsWith(body, "JFIF\0")) return withoutThumbnail(walk, whole);
  if (code === 0xe0) return drop(walk, ["thumbnail"]);
  if (code === 0xe1 && startsWith(body, "Exif\0")) {
    const exif = readExif(body.slice(6));
    if (exif.orientation !== 1) walk.orientation = exif.orientation;
    return drop(walk, exif.traces);
  }
  if (code === 0xe1) return drop(walk, readXmp(latin1(body)));
  if (code === 0xe2 && startsWith(body, "ICC_PROFILE\0")) return whole;
  if (code === 0xe2) return drop(walk, ["thumbnail"]); // MPF: further pictures after the end
  if (code === 0xee && startsWith(body, "Adobe")) return whole;
  return drop(walk, code === 0xed ? ["author", "comment"] : ["comment"]);
}

function drop(walk: Walk, traces: Iterable<Trace>): null {
  for (const trace of traces) walk.removed.add(trace);
  return null;
}

/** JFIF 1.02: version, units, densities stay; the thumbnail's sides become 0 and its pixels go. */
function withoutThumbnail(walk: Walk, whole: Bytes): Bytes {
  const fixed = 18;
  demand(whole.length >= fixed, "a JFIF header that is too short");
  if (whole.length === fixed) return whole;
  walk.removed.add("thumbnail");
  const short = whole.slice(0, fixed);
  short.set([0, fixed - 2], 2);
  short.set([0, 0], fixed - 2);
  return short;
}

/** A scan's header and its coded data, up to the next marker that is not part of it (B.1.1.5). */
function takeScan(walk: Walk, at: number): number {
  const { file } = walk;
  let end = at + 2 + file.u16(at + 2);
  for (;;) {
    end = file.bytes.indexOf(0xff, end);
    demand(end >= 0, "the picture breaks off");
    const next = file.u8(end + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) break;
    end += next === 0xff ? 1 : 2;
  }
  walk.kept.push(file.slice(at, end));
  return end;
}

function exifSegment(orientation: number): Bytes {
  const tiff = orientationOnly(orientation);
  const length = 2 + 6 + tiff.length;
  return concat([Uint8Array.of(0xff, 0xe1, 0, length, 0x45, 0x78, 0x69, 0x66, 0, 0), tiff]);
}
