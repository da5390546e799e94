/**
 * GIF without comments and foreign application blocks (GIF89a). Promise: frames, delays, loops and colours are the
 * same bytes. Threat: comments, XMP, what stands behind the trailer.
 */
import { concat, latin1, Reader } from "./bytes.ts";
import { demand } from "./error.ts";
import { readXmp } from "./exif.ts";
import type { Bytes, Scrubbed, Trace } from "./types.ts";

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
/** Loops and colour profiles; every other application's block is its own business. */
const KEPT_APPLICATIONS = new Set(["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"]);

export function cleanGif(bytes: Bytes): Scrubbed {
  const file = new Reader(bytes);
  demand(/^GIF8[79]a$/.test(file.tag(0, 6)), "no GIF");
  const removed = new Set<Trace>();
  let at = 13 + tableSize(file.u8(10));
  const kept: Bytes[] = [file.slice(0, at)];
  for (;;) {
    const kind = file.u8(at);
    if (kind === TRAILER) break;
    demand(kind === IMAGE || kind === EXTENSION, "a block that GIF does not have");
    const end = kind === IMAGE ? imageEnd(file, at) : blocksEnd(file, at + 2);
    const block = file.slice(at, end);
    if (kind === IMAGE || judge(block, removed)) kept.push(block);
    at = end;
  }
  if (at + 1 < bytes.length) removed.add("history");
  return { bytes: concat([...kept, Uint8Array.of(TRAILER)]), removed };
}

/** Bytes of a colour table, by the packed fields in front of it. */
function tableSize(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

function imageEnd(file: Reader, at: number): number {
  return blocksEnd(file, at + 10 + tableSize(file.u8(at + 9)) + 1);
}

/** Sub-blocks, each with its length, up to an empty one. */
function blocksEnd(file: Reader, from: number): number {
  let at = from;
  for (let size = file.u8(at); size !== 0; size = file.u8(at)) at += 1 + size;
  return at + 1;
}

/** Whether an extension stays. */
function judge(block: Bytes, removed: Set<Trace>): boolean {
  if (block[1] === COMMENT) {
    removed.add("comment");
    return false;
  }
  if (block[1] !== APPLICATION) return true;
  const application = latin1(block.subarray(3, 14));
  if (KEPT_APPLICATIONS.has(application)) return true;
  const xmp = application === "XMP DataXMP";
  for (const trace of xmp ? readXmp(latin1(block)) : (["comment"] as const)) removed.add(trace);
  return false;
}
