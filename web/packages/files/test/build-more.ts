/** WebP, GIF, AVIF and recordings that talk; made around the smallest real ones. */
import { be32, concat, fromLatin1, le16, le32 } from "../src/bytes.ts";
import type { Bytes } from "../src/types.ts";
import { AUTHOR, COMMENT, DAY, exif, PLACE, SERIAL, XMP } from "./build.ts";
import { avifSample, mp4Sample, webmSample, webpSample } from "./samples.ts";

export function riffChunk(type: string, body: Uint8Array): Bytes {
  return concat([fromLatin1(type), le32(body.length), body, new Uint8Array(body.length % 2)]);
}

export function webpOf(chunks: readonly Uint8Array[]): Bytes {
  const body = concat([fromLatin1("WEBP"), ...chunks]);
  return concat([fromLatin1("RIFF"), le32(body.length), body]);
}

export function talkativeWebp(orientation: number): Bytes {
  const chunks = webpSample().slice(12);
  chunks[8] = chunks[8]! | 0x0c;
  return concat([
    webpOf([
      chunks,
      riffChunk("EXIF", concat([fromLatin1("Exif\0\0"), exif(orientation)])),
      riffChunk("XMP ", fromLatin1(XMP)),
      riffChunk("note", fromLatin1(COMMENT)),
    ]),
    fromLatin1(PLACE),
  ]);
}

const GIF_HEAD = "GIF89a\x02\0\x01\0\x80\0\0\xff\0\0\0\0\xff";
const GIF_LOOP = "\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
const GIF_FRAME = "\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x02\0\x01\0\0\x02\x02\x44\x0a\0";

/** Two pixels, red and blue. */
export function gif(): Bytes {
  return fromLatin1(`${GIF_HEAD}${GIF_LOOP}${GIF_FRAME}\x3b`);
}

export function talkativeGif(): Bytes {
  const comment = `\x21\xfe${String.fromCharCode(COMMENT.length)}${COMMENT}\0`;
  // The XMP is no list of sub-blocks; 258 bytes behind it make every way through it end (XMP part 3, §1.1.2).
  const magic = Array.from({ length: 256 }, (_, i) => String.fromCharCode(255 - i)).join("");
  const xmp = `\x21\xff\x0bXMP DataXMP${XMP}\x01${magic}\0`;
  return fromLatin1(`${GIF_HEAD}${comment}${GIF_LOOP}${xmp}${GIF_FRAME}\x3b${SERIAL}`);
}

export function box(type: string, ...body: readonly Uint8Array[]): Bytes {
  const content = concat(body);
  return concat([be32(content.length + 8), fromLatin1(type), content]);
}

const text = fromLatin1;
const be16 = (value: number) => Uint8Array.of(value >> 8, value & 255);

/** The AVIF sample with two more items. @param shift added to where Exif is said to be */
export function talkativeAvif(brand: string, shift = 0): Bytes {
  const plain = avifSample();
  const kept = plain.subarray(28 + 12 + 33 + 14 + 34 + 35, plain.length - 36); // iprp
  const picture = plain.slice(-28);
  const said = concat([be32(6), text("Exif\0\0"), exif()]);
  const file = (start: number): Bytes => {
    const at = [start, start + picture.length, start + picture.length + said.length + 4];
    const sizes = [picture.length, said.length, XMP.length];
    const items = [1, 2, 3].map((id, i) =>
      concat([be16(id), be16(0), be16(1), be32(at[i]! + (id === 2 ? shift : 0)), be32(sizes[i]!)]),
    );
    const info = (id: number, kind: string, rest = "\0") =>
      box("infe", Uint8Array.of(2, 0, 0, 0), be16(id), be16(0), text(kind), text(rest));
    const meta = box(
      "meta",
      new Uint8Array(4),
      plain.subarray(28 + 12, 28 + 12 + 33 + 14),
      box("iloc", new Uint8Array(4), be16(0x4400), be16(3), ...items),
      box(
        "iinf",
        new Uint8Array(4),
        be16(3),
        info(1, "av01"),
        info(2, "Exif"),
        info(3, "mime", "\0application/rdf+xml\0"),
      ),
      kept,
    );
    const head = concat([be32(28), text(`ftyp${brand}\0\0\0\0${brand}mif1miaf`), meta]);
    return concat([head, box("mdat", picture, said, new Uint8Array(4), text(XMP))]);
  };
  const length = file(0).length - (picture.length + said.length + 4 + XMP.length);
  return file(length);
}

/** The video sample with places and names where programs put them; its times are the recorder's own. */
export function talkativeMp4(handler = "vide"): Bytes {
  const plain = mp4Sample();
  const end = 36 + 0x2b7;
  const movie = plain.slice(36 + 8, end);
  movie.set(text(handler), at(movie, "hdlr") + 16);
  const user = box(
    "udta",
    box("\xa9xyz", be16(PLACE.length), be16(0x15c7), text(PLACE)),
    box("\xa9ART", text(AUTHOR)),
  );
  const meta = box(
    "meta",
    new Uint8Array(4),
    box("ilst", box("\xa9too", text(SERIAL)), box("desc", text(COMMENT))),
  );
  return concat([
    plain.subarray(0, 36),
    box("moov", movie, user, meta),
    box("free", text(COMMENT)),
    plain.subarray(end),
    box("uuid", new Uint8Array(16), text(XMP)),
  ]);
}

function at(bytes: Bytes, type: string): number {
  return String.fromCharCode(...bytes).indexOf(type) - 4;
}

/** An EBML element with a size of eight bytes. */
export function ebml(id: readonly number[], body: Uint8Array): Bytes {
  return concat([Uint8Array.from(id), Uint8Array.of(1, 0, 0, 0), be32(body.length), body]);
}

/** The recording with a title and a date, tags, and a picture attached. */
export function talkativeWebm(): Bytes {
  const plain = webmSample();
  plain.fill(0xff, 36 + 5, 36 + 12); // the segment's length: unknown
  const info = seek(plain, [0x15, 0x49, 0xa9, 0x66]);
  const more = [
    ebml(
      [0x15, 0x49, 0xa9, 0x66],
      concat([
        ebml([0x7b, 0xa9], text(COMMENT)),
        ebml([0x44, 0x61], new Uint8Array(8).fill(1)),
        ebml([0x57, 0x41], text(SERIAL)),
      ]),
    ),
    ebml([0x12, 0x54, 0xc3, 0x67], text(`ARTIST ${AUTHOR} LOCATION ${PLACE}`)),
    ebml([0x19, 0x41, 0xa4, 0x69], text(XMP)),
    ebml([0xec], text(DAY)),
  ];
  return concat([plain.subarray(0, info), ...more, plain.subarray(info)]);
}

function seek(bytes: Bytes, id: readonly number[]): number {
  return bytes.findLastIndex((_, i) => id.every((byte, j) => bytes[i + j] === byte));
}

export function wav(...extra: readonly Uint8Array[]): Bytes {
  const format = riffChunk("fmt ", concat([le16(1), le16(1), le32(8000), le32(8000), le16(1), le16(8)]));
  const body = concat([text("WAVE"), format, riffChunk("data", new Uint8Array(80).fill(128)), ...extra]);
  return concat([text("RIFF"), le32(body.length), body]);
}

export function flac(...blocks: readonly (readonly [number, Uint8Array])[]): Bytes {
  const all = [[0, new Uint8Array(34)] as const, ...blocks];
  const written = all.map(([type, body], i) =>
    concat([be32(((i === all.length - 1 ? 128 : 0) + type) * 2 ** 24 + body.length), body]),
  );
  return concat([text("fLaC"), ...written, text("\xff\xf8sound")]);
}

/** Frames of MPEG-1 layer III at 128 kbit/s, 44.1 kHz. */
export function mp3Sound(): Bytes {
  const frame = concat([text("\xff\xfb\x90\x64"), new Uint8Array(413)]);
  return concat([frame, frame, frame]);
}

export function id3(frames: Uint8Array): Bytes {
  return concat([text("ID3\x04\0\0"), Uint8Array.of(0, 0, frames.length >> 7, frames.length & 127), frames]);
}

export function id3Frame(type: string, value: string): Bytes {
  return concat([text(type), be32(value.length + 1), be16(0), text(`\x03${value}`)]);
}
