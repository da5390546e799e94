/** Files made byte by byte: pictures that give their owner away, and sources that tests can read. */
import { be32, concat, fromLatin1, latin1, memorySource } from "../src/bytes.ts";
import { clean } from "../src/clean.ts";
import { chunkOf } from "../src/png.ts";
import type { Bytes, Cleaned, FileSource } from "../src/types.ts";
import { jpegSample, pngSample } from "./samples.ts";

/** What must never be found in a cleaned file. */
export const SECRETS = [
  "Priya Raman",
  "48.8584",
  "SN-4711-0815",
  "Leave at the back door",
  "2026:11:22",
] as const;
export const [AUTHOR, PLACE, SERIAL, COMMENT, DAY] = SECRETS;

export function fileOf(bytes: Bytes, name = "file.bin"): FileSource {
  return memorySource(name, "application/x-claimed", bytes);
}

/** All bytes of what `clean` gives back. */
export async function bytesOf(source: FileSource): Promise<Bytes> {
  return new Uint8Array(await source.slice(0, source.size).arrayBuffer());
}

export async function cleaned(bytes: Bytes, name?: string): Promise<Cleaned & { readonly bytes: Bytes }> {
  const result = await clean(fileOf(bytes, name));
  return { ...result, bytes: await bytesOf(result.source) };
}

/** The secrets that are still there, as UTF-8, UTF-16 or plain bytes. */
export function secretsIn(bytes: Bytes): readonly string[] {
  const flat = latin1(bytes).replaceAll("\0", "");
  return SECRETS.filter((secret) => flat.includes(secret));
}

const asciiEntry = (tag: number, text: string, at: number) => {
  const value = fromLatin1(`${text}\0`);
  return { entry: concat([Uint8Array.of(tag >> 8, tag & 255, 0, 2), be32(value.length), be32(at)]), value };
};

/** Exif with author, maker's number, comment, time, a place, an orientation and a second directory. */
export function exif(orientation = 6): Bytes {
  const texts: readonly (readonly [number, string])[] = [
    [0x010e, COMMENT],
    [0x0110, SERIAL],
    [0x0132, `${DAY} 10:00:00`],
    [0x013b, AUTHOR],
  ];
  const entries: Bytes[] = [];
  const values: Bytes[] = [];
  let at = 8 + 2 + (texts.length + 2) * 12 + 4;
  for (const [tag, text] of texts) {
    const made = asciiEntry(tag, text, at);
    entries.push(made.entry);
    values.push(made.value);
    at += made.value.length;
  }
  entries.push(Uint8Array.of(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0));
  entries.push(concat([Uint8Array.of(0x88, 0x25, 0, 4, 0, 0, 0, 1), be32(at)]));
  const place = fromLatin1(`\0\0\0\0\0\0${PLACE}`);
  const count = Uint8Array.of(0, entries.length);
  return concat([fromLatin1("MM\0*\0\0\0\x08"), count, ...entries, be32(at + 2), ...values, place]);
}

export const XMP = `<x:xmpmeta><dc:creator>${AUTHOR}</dc:creator><exif:GPSLatitude>${PLACE}</exif:GPSLatitude><xmp:CreatorTool>${SERIAL}</xmp:CreatorTool></x:xmpmeta>`;

export function segment(code: number, body: Uint8Array): Bytes {
  const length = body.length + 2;
  return concat([Uint8Array.of(0xff, code, length >> 8, length & 255), body]);
}

/** The sample with everything that a phone and an editor add, and a second picture behind the end. */
export function talkativeJpeg(orientation = 6): Bytes {
  const plain = jpegSample();
  return concat([
    plain.subarray(0, 2),
    segment(0xe1, concat([fromLatin1("Exif\0\0"), exif(orientation)])),
    segment(0xe1, fromLatin1(`http://ns.adobe.com/xap/1.0/\0${XMP}`)),
    segment(0xe2, fromLatin1(`MPF\0${SERIAL}`)),
    segment(0xed, fromLatin1(`Photoshop 3.0\0${AUTHOR}`)),
    segment(0xfe, fromLatin1(COMMENT)),
    plain.subarray(2),
    plain,
    fromLatin1(PLACE),
  ]);
}

/** The sample with text, Exif, time and the remains of a cropped screenshot. */
export function talkativePng(orientation = 3): Bytes {
  const plain = pngSample();
  const header = 33;
  return concat([
    plain.subarray(0, header),
    chunkOf("tEXt", fromLatin1(`Author\0${AUTHOR}`)),
    chunkOf("iTXt", fromLatin1(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`)),
    chunkOf("tIME", Uint8Array.of(7, 234, 11, 22, 10, 0, 0)),
    chunkOf("eXIf", exif(orientation)),
    chunkOf("prVt", fromLatin1(SERIAL)),
    plain.subarray(header),
    fromLatin1(COMMENT),
  ]);
}
