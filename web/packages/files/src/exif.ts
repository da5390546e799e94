/**
 * Reads Exif (a TIFF structure) only far enough to say what it gives away and which way up the picture is.
 * Limits: at most 4 directories of 512 entries; damaged Exif is read as "no orientation".
 */
import { concat, fromLatin1, Reader } from "./bytes.ts";
import { FileError } from "./error.ts";
import type { Bytes, Trace } from "./types.ts";

/** Exif 3.0 §4.6, and Microsoft's XP tags. */
const GIVES_AWAY: Readonly<Record<number, Trace>> = {
  270: "comment", // ImageDescription
  271: "device", // Make
  272: "device", // Model
  305: "device", // Software
  306: "time", // DateTime
  315: "author", // Artist
  316: "device", // HostComputer
  700: "history", // XMP
  33432: "author", // Copyright
  33723: "author", // IPTC
  34853: "place", // GPS directory
  36867: "time", // DateTimeOriginal
  36868: "time", // DateTimeDigitized
  37500: "device", // MakerNote
  37510: "comment", // UserComment
  40091: "comment", // XPTitle
  40092: "comment", // XPComment
  40093: "author", // XPAuthor
  40094: "comment", // XPKeywords
  40095: "comment", // XPSubject
  42016: "device", // ImageUniqueID
  42032: "author", // CameraOwnerName
  42033: "device", // BodySerialNumber
  42035: "device", // LensMake
  42036: "device", // LensModel
  42037: "device", // LensSerialNumber
};
const ORIENTATION = 0x0112;
const EXIF_DIRECTORY = 0x8769;
const MAX_ENTRIES = 512;
const MAX_DIRECTORIES = 4;

export interface Exif {
  /** 1 to 8; 1 is upright. */
  readonly orientation: number;
  readonly traces: ReadonlySet<Trace>;
}

/** @param tiff begins with the byte order, "II*\0" or "MM\0*" */
export function readExif(tiff: Bytes): Exif {
  const traces = new Set<Trace>();
  try {
    return { orientation: walk(new Reader(tiff), traces), traces };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { orientation: 1, traces };
  }
}

function walk(tiff: Reader, traces: Set<Trace>): number {
  const little = tiff.tag(0, 2) === "II";
  const waiting = [tiff.u32(4, little)];
  const seen = new Set<number>();
  let orientation = 1;
  while (waiting.length > 0 && seen.size < MAX_DIRECTORIES) {
    const start = waiting.shift()!;
    if (start === 0 || seen.has(start)) continue;
    seen.add(start);
    const count = Math.min(tiff.u16(start, little), MAX_ENTRIES);
    for (let entry = start + 2; entry < start + 2 + count * 12; entry += 12) {
      const tag = tiff.u16(entry, little);
      const trace = GIVES_AWAY[tag];
      if (trace !== undefined) traces.add(trace);
      if (tag === EXIF_DIRECTORY) waiting.push(tiff.u32(entry + 8, little));
      if (tag === ORIENTATION && seen.size === 1) orientation = tiff.u16(entry + 8, little);
    }
    if (seen.size === 1 && tiff.u32(start + 2 + count * 12, little) !== 0) traces.add("thumbnail");
  }
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** A TIFF structure that says nothing but the orientation. 26 bytes. */
export function orientationOnly(orientation: number): Bytes {
  return concat([
    fromLatin1("MM\0*\0\0\0\x08\0\x01"),
    Uint8Array.of(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0),
    new Uint8Array(4),
  ]);
}

/** What an XMP packet gives away, by the words in it. */
export function readXmp(text: string): ReadonlySet<Trace> {
  const found = new Set<Trace>();
  const says = (pattern: RegExp, trace: Trace) => {
    if (pattern.test(text)) found.add(trace);
  };
  says(/GPS|Location|photoshop:(?:City|Country|State)/, "place");
  says(/creator>|dc:rights|photoshop:Credit|AuthorsPosition|tiff:Artist/, "author");
  says(/CreatorTool|tiff:M(?:ake|odel)|aux:/, "device");
  says(/(?:Create|Modify|Metadata)Date|DateCreated/, "time");
  says(/xmpMM:|History|DocumentAncestors/, "history");
  says(/xmp:Thumbnails|xmpGImg/, "thumbnail");
  says(/dc:(?:description|title|subject)/, "comment");
  return found.size > 0 ? found : new Set<Trace>(["comment"]);
}
