/**
 * PDF without its author, its metadata and its earlier versions. Promise: pages, forms and links stay; the file is
 * written anew from what its last version reaches, so that text somebody deleted is gone. Threat: the Info
 * dictionary, XMP, names and times on remarks, thumbnails, editors' private data, earlier versions in incremental
 * updates, Exif in photos. Limits: encrypted and signed files are refused; files attached inside are reported as
 * `partial`; black bars drawn over text hide nothing, here or anywhere.
 */
import type { PDFContext, PDFDict, PDFObject, PDFRawStream, PDFRef } from "pdf-lib";
import { latin1 } from "./bytes.ts";
import { demand, FileError } from "./error.ts";
import { readXmp } from "./exif.ts";
import { cleanJpeg } from "./jpeg.ts";
import { demandModest } from "./pdf-streams.ts";
import type { Bytes, Scrubbed, Trace } from "./types.ts";

type Library = typeof import("pdf-lib");

const MAX_OBJECTS = 200_000;
const PRIVATE = ["Metadata", "PieceInfo", "LastModified", "Thumb", "CreatorInfo"] as const;
const INFO: Readonly<Record<string, Trace>> = {
  "/Author": "author",
  "/Creator": "device",
  "/Producer": "device",
  "/CreationDate": "time",
  "/ModDate": "time",
};

interface Work {
  readonly lib: Library;
  readonly context: PDFContext;
  readonly removed: Set<Trace>;
  partial: boolean;
}

export async function cleanPdf(bytes: Bytes): Promise<Scrubbed> {
  demandModest(bytes);
  const lib = await import("pdf-lib");
  const pdf = await lib.PDFDocument.load(bytes, {
    updateMetadata: false,
    throwOnInvalidObject: true,
    parseSpeed: lib.ParseSpeeds.Medium,
  });
  const pages = pdf.getPageCount();
  demand(pages > 0, "a PDF without pages");
  const work: Work = { lib, context: pdf.context, removed: new Set(), partial: false };
  forgetInfo(work);
  for (const [, object] of pdf.context.enumerateIndirectObjects()) scrub(work, object);
  sweep(work);
  if (isUpdated(bytes)) work.removed.add("history");
  const saved = await pdf.save({ addDefaultPage: false, updateFieldAppearances: false });
  return { bytes: new Uint8Array(saved), removed: work.removed, partial: work.partial };
}

/** More than one end: text that was deleted in an update is still in the file, as is what stood there first. */
function isUpdated(bytes: Bytes): boolean {
  const text = latin1(bytes);
  const ends = text.split(/startxref\s+\d+\s+%%EOF/).length - 1;
  return ends > (text.includes("/Linearized") ? 2 : 1);
}

function forgetInfo({ lib, context, removed }: Work): void {
  const info = context.lookup(context.trailerInfo.Info);
  if (info instanceof lib.PDFDict) {
    for (const key of info.keys()) removed.add(INFO[key.toString()] ?? "comment");
  }
  delete context.trailerInfo.Info;
  delete context.trailerInfo.ID; // stays the same from version to version, and so connects them
}

function scrub(work: Work, object: PDFObject): void {
  const { lib } = work;
  const waiting: PDFObject[] = [object];
  if (object instanceof lib.PDFRawStream) cleanPhoto(work, object);
  for (let seen = 0; waiting.length > 0; seen++) {
    demand(seen < MAX_OBJECTS, "more than a PDF holds", "refused");
    const next = waiting.pop()!;
    const dict = next instanceof lib.PDFStream ? next.dict : next;
    if (dict instanceof lib.PDFArray) waiting.push(...dict.asArray());
    if (!(dict instanceof lib.PDFDict)) continue;
    scrubDict(work, dict);
    waiting.push(...dict.values());
  }
}

function scrubDict(work: Work, dict: PDFDict): void {
  const { lib, context, removed } = work;
  const { PDFName } = lib;
  const names = (key: string) => dict.get(PDFName.of(key))?.toString();
  const drop = (key: string, trace: Trace) => {
    if (dict.delete(PDFName.of(key))) removed.add(trace);
  };
  demand(names("Type") !== "/Sig" && !dict.has(PDFName.of("ByteRange")), "signed", "refused");
  const xmp = context.lookup(dict.get(PDFName.of("Metadata")));
  if (xmp instanceof lib.PDFRawStream) for (const trace of readXmp(latin1(xmp.contents))) removed.add(trace);
  for (const key of PRIVATE) drop(key, key === "Thumb" ? "thumbnail" : "history");
  if (dict.has(PDFName.of("EF")) || dict.has(PDFName.of("XFA"))) work.partial = true;
  const isRemark =
    dict.has(PDFName.of("Rect")) && names("Subtype") !== "/Widget" && dict.has(PDFName.of("Subtype"));
  if (isRemark) drop("T", "author");
  if (isRemark || dict.has(PDFName.of("Rect"))) {
    drop("M", "time");
    drop("CreationDate", "time");
  }
}

/** A photo as the camera wrote it (filter DCTDecode alone): its pixels stay, its Exif goes. */
function cleanPhoto(work: Work, stream: PDFRawStream): void {
  const { PDFName } = work.lib;
  if (stream.dict.get(PDFName.of("Filter"))?.toString() !== "/DCTDecode") return;
  try {
    const done = cleanJpeg(new Uint8Array(stream.contents));
    if (done.removed.size === 0) return;
    for (const trace of done.removed) work.removed.add(trace);
    const ref = work.context.getObjectRef(stream);
    if (ref !== undefined) work.context.assign(ref, work.lib.PDFRawStream.of(stream.dict, done.bytes));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}

/** What the catalogue does not reach belongs to earlier versions. */
function sweep({ lib, context }: Work): void {
  const reached = new Set<PDFRef>();
  const waiting: (PDFObject | undefined)[] = [context.trailerInfo.Root];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next instanceof lib.PDFRef) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(context.lookup(next));
    } else if (next instanceof lib.PDFArray) waiting.push(...next.asArray());
    else if (next instanceof lib.PDFDict) waiting.push(...next.values());
    else if (next instanceof lib.PDFStream) waiting.push(...next.dict.values());
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
