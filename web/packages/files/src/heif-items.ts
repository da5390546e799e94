/** Exif and XMP inside of HEIC and AVIF: items of the `meta` box (ISO 14496-12 §8.11), blanked where they are. */
import { concat, fromLatin1, latin1, Reader } from "./bytes.ts";
import { demand } from "./error.ts";
import { readExif, readXmp } from "./exif.ts";
import { type Box, boxesIn } from "./iso-boxes.ts";
import { type Plan, peek } from "./patch.ts";
import type { FileSource } from "./types.ts";

const MAX_ITEMS = 4096;
const MAX_EXTENTS = 64;
const LOOK = 1 << 20;
/** No offset to the TIFF header, and a TIFF directory with nothing in it. Orientation is `irot`'s in HEIF. */
const EMPTY_EXIF = concat([new Uint8Array(4), fromLatin1("MM\0*\0\0\0\x08"), new Uint8Array(6)]);

interface Extent {
  readonly at: number;
  readonly size: number;
}

/**
 * @param file the whole box; @param base where it is in the file; @param body behind its header
 * @returns false if this `meta` describes no picture
 */
export async function planItems(
  source: FileSource,
  plan: Plan,
  file: Reader,
  base: number,
  body: number,
): Promise<boolean> {
  const boxes = boxesIn(file, body + 4, file.size);
  const one = (type: string) => boxes.find((box) => box.type === type);
  const handler = one("hdlr");
  if (handler === undefined || file.tag(handler.body + 8) !== "pict") return false;
  const [info, places] = [one("iinf"), one("iloc")];
  demand(info !== undefined && places !== undefined, "a picture without a list of its parts");
  const talkative = textItems(file, info);
  const data = one("idat");
  for (const [id, extents] of extentsOf(file, places, base, data)) {
    const type = talkative.get(id);
    if (type !== undefined) await forget(source, plan, type, extents);
  }
  return true;
}

/** Items that are no picture: `Exif`, `mime` (XMP), `uri `. */
function textItems(file: Reader, info: Box): Map<number, string> {
  const wide = file.u8(info.body) !== 0;
  const found = new Map<number, string>();
  const entries = boxesIn(file, info.body + (wide ? 8 : 6), info.end);
  demand(entries.length <= MAX_ITEMS, "more parts than a picture has");
  for (const { type, body } of entries) {
    const version = file.u8(body);
    demand(type === "infe" && (version === 2 || version === 3), "a list of parts of another kind");
    const id = version === 2 ? file.u16(body + 4) : file.u32(body + 4);
    const kind = file.tag(body + (version === 2 ? 8 : 10));
    if (["Exif", "mime", "uri "].includes(kind)) found.set(id, kind);
  }
  return found;
}

/** `iloc` (§8.11.3): where each item's bytes are, in the file or in `idat`. */
function* extentsOf(
  file: Reader,
  places: Box,
  base: number,
  data: Box | undefined,
): Generator<[number, Extent[]]> {
  const version = file.u8(places.body);
  demand(version <= 2, "places of another kind");
  const sizes = file.u16(places.body + 4);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const cursor = new Cursor(file, places.body + 6);
  const count = cursor.take(version < 2 ? 2 : 4);
  demand(count <= MAX_ITEMS, "more parts than a picture has");
  for (let item = 0; item < count; item++) {
    const id = cursor.take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : cursor.take(2) & 15;
    demand(cursor.take(2) === 0 && method <= 1, "a part that is kept elsewhere");
    const start = cursor.take(baseSize) + (method === 1 ? base + bodyOf(data) : 0);
    const extents: Extent[] = [];
    const pieces = cursor.take(2);
    demand(pieces <= MAX_EXTENTS, "a part in too many pieces");
    for (let piece = 0; piece < pieces; piece++) {
      cursor.take(indexSize);
      extents.push({ at: start + cursor.take(offsetSize), size: cursor.take(lengthSize) });
    }
    yield [id, extents];
  }
}

function bodyOf(data: Box | undefined): number {
  demand(data !== undefined, "a part inside of a box that is not there");
  return data.body;
}

class Cursor {
  readonly #file: Reader;
  #at: number;

  constructor(file: Reader, at: number) {
    this.#file = file;
    this.#at = at;
  }

  take(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (size === 0) return 0;
    if (size === 2) return this.#file.u16(at);
    if (size === 4) return this.#file.u32(at);
    demand(size === 8, "a number of an odd size");
    return this.#file.u64(at);
  }
}

async function forget(
  source: FileSource,
  plan: Plan,
  type: string,
  extents: readonly Extent[],
): Promise<void> {
  const [first] = extents;
  if (first === undefined) return;
  for (const { at, size } of extents) {
    demand(size > 0, "a part that claims the rest of the file");
    const head = type === "Exif" && at === first.at && size >= EMPTY_EXIF.length ? EMPTY_EXIF : undefined;
    plan.blank(at, size, head);
  }
  const bytes = await peek(source, first.at, Math.min(first.size, LOOK));
  if (type !== "Exif") plan.found(readXmp(latin1(bytes)));
  else if (bytes.length > 8) {
    const start = 4 + new Reader(bytes).u32(0);
    plan.found(start < bytes.length ? readExif(bytes.slice(start)).traces : []);
  }
}
