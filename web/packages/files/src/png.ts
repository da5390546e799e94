/**
 * PNG and APNG with the chunks that draw, and no others (W3C PNG, third edition, §11). Promise: pixels, palette,
 * colour space, transparency and animation are the same bytes; orientation stays. Threat: text chunks, Exif,
 * times, private chunks of editors, and what stands behind IEND: a screenshot that was cropped in place still
 * carries the rest there.
 */
import { be32, concat, fromLatin1, Reader } from "./bytes.ts";
import { crc32 } from "./crc32.ts";
import { demand } from "./error.ts";
import { orientationOnly, readExif } from "./exif.ts";
import type { Bytes, Scrubbed, Trace } from "./types.ts";

export const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";

const DRAWS = new Set(
  "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split(
    " ",
  ),
);
const TEXT = new Set(["tEXt", "zTXt", "iTXt"]);

export function cleanPng(bytes: Bytes): Scrubbed {
  const file = new Reader(bytes);
  demand(file.tag(0, 8) === PNG_SIGNATURE, "no PNG signature");
  const kept: Bytes[] = [file.slice(0, 8)];
  const removed = new Set<Trace>();
  let at = 8;
  for (let type = ""; type !== "IEND"; ) {
    const size = file.u32(at);
    type = file.tag(at + 4);
    const end = at + 12 + size;
    const chunk = file.slice(at, end);
    demand(at > 8 || type === "IHDR", "a PNG that does not begin with its header");
    if (DRAWS.has(type)) kept.push(chunk);
    else kept.push(...judge(type, chunk.slice(8, -4), removed));
    at = end;
  }
  if (at < bytes.length) removed.add("history");
  return { bytes: concat(kept), removed };
}

/** What stays of a chunk that draws nothing. */
function judge(type: string, body: Bytes, removed: Set<Trace>): Bytes[] {
  demand(/^[a-z][A-Za-z]{3}$/.test(type), "a critical chunk that nobody knows");
  if (type === "eXIf") {
    const { orientation, traces } = readExif(body);
    for (const trace of traces) removed.add(trace);
    return orientation === 1 ? [] : [chunkOf("eXIf", orientationOnly(orientation))];
  }
  if (TEXT.has(type)) textTraces(body, removed);
  else removed.add(type === "tIME" ? "time" : "comment");
  return [];
}

/** By the keyword in front of the text (§11.3.3.1). */
function textTraces(body: Bytes, removed: Set<Trace>): void {
  const end = body.indexOf(0);
  const keyword = String.fromCharCode(...body.subarray(0, Math.min(end < 0 ? 79 : end, 79)));
  if (/author|copyright/i.test(keyword)) removed.add("author");
  else if (/time|date/i.test(keyword)) removed.add("time");
  else if (/software|source/i.test(keyword)) removed.add("device");
  else if (/exif|xmp|iptc|APP1/i.test(keyword)) removed.add("device").add("place");
  else removed.add("comment");
}

export function chunkOf(type: string, body: Uint8Array): Bytes {
  const named = concat([fromLatin1(type), body]);
  return concat([be32(body.length), named, be32(crc32(named))]);
}
