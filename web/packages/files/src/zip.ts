/**
 * Reads and writes the zip archives that office documents are (APPNOTE 6.3). Promise: an entry that is not opened
 * goes through byte for byte; an opened one is no larger than it said, and matches its checksum. Threat: bombs,
 * entries on top of each other, sizes that lie. Limits: no encryption, no zip64, no parts on several disks.
 */
import { deflateSync, Inflate } from "fflate";
import { concat, latin1, le16, le32, Reader } from "./bytes.ts";
import { crc32 } from "./crc32.ts";
import { demand, FileError } from "./error.ts";
import { feed } from "./feed.ts";
import type { Bytes } from "./types.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const MAX_ENTRIES = 10_000;
/** Largest part that is opened, and all of them together. */
const MAX_PART = 64 << 20;
const MAX_OPENED = 192 << 20;
const STORED = 0;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;

export interface Entry {
  readonly name: string;
  readonly rawName: Bytes;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** Bytes as they stand in the archive, and how many they claim to become. */
  readonly packed: Bytes;
  readonly size: number;
}

export function readZip(bytes: Bytes): Entry[] {
  const file = new Reader(bytes);
  const end = findEnd(file);
  const count = file.u16(end + 10, true);
  demand(
    count <= MAX_ENTRIES && count === file.u16(end + 8, true),
    "an archive of too many or several parts",
    "refused",
  );
  const entries: Entry[] = [];
  const names = new Set<string>();
  let packed = 0;
  let at = file.u32(end + 16, true);
  for (let i = 0; i < count; i++) {
    const { entry, next } = readEntry(file, at);
    packed += entry.packed.length;
    demand(!names.has(entry.name) && packed <= bytes.length, "entries on top of each other");
    names.add(entry.name);
    entries.push(entry);
    at = next;
  }
  return entries;
}

/** The end record is last but for a comment of up to 65,535 bytes (§4.3.16). */
function findEnd(file: Reader): number {
  for (let at = file.size - 22; at >= Math.max(0, file.size - 22 - 65_535); at--) {
    if (file.u32(at, true) === END && at + 22 + file.u16(at + 20, true) <= file.size) return at;
  }
  throw new FileError("malformed", "an archive without its end");
}

function readEntry(file: Reader, at: number): { entry: Entry; next: number } {
  demand(file.u32(at, true) === CENTRAL, "an archive's list that breaks off");
  const flags = file.u16(at + 8, true);
  demand((flags & 1) === 0, "encrypted", "refused");
  const [packedSize, size] = [file.u32(at + 20, true), file.u32(at + 24, true)];
  const nameEnd = at + 46 + file.u16(at + 28, true);
  const rawName = file.slice(at + 46, nameEnd);
  const local = file.u32(at + 42, true);
  demand(file.u32(local, true) === LOCAL, "an entry that is not where it should be");
  const start = local + 30 + file.u16(local + 26, true) + file.u16(local + 28, true);
  const entry = {
    name: latin1(rawName),
    rawName,
    flags,
    method: file.u16(at + 10, true),
    crc: file.u32(at + 16, true),
    packed: file.slice(start, start + packedSize),
    size,
  };
  return { entry, next: nameEnd + file.u16(at + 30, true) + file.u16(at + 32, true) };
}

/** Opens entries within one allowance for the whole archive. */
export class Opener {
  #left = MAX_OPENED;

  open({ method, packed, size, crc }: Entry): Bytes {
    demand(size <= MAX_PART && size <= this.#left, "a part too large to open", "refused");
    demand(method === STORED || method === DEFLATED, "a part packed in another way", "refused");
    this.#left -= size;
    const bytes = method === STORED ? packed.slice() : inflate(packed, size);
    demand(bytes.length === size && crc32(bytes) === crc, "a part that is not what it says");
    return bytes;
  }
}

function inflate(packed: Bytes, size: number): Bytes {
  const pieces: Uint8Array[] = [];
  let unpacked = 0;
  const stream = new Inflate((piece) => {
    unpacked += piece.length;
    demand(unpacked <= size, "a part that is larger than it says");
    pieces.push(piece);
  });
  feed(stream, packed, 0);
  return concat(pieces);
}

/** The same entry with other content. What was stored stays stored, as OpenDocument's first entry has to be. */
export function repacked(entry: Entry, content: Bytes): Entry {
  const packed = entry.method === STORED ? content : (deflateSync(content) as Bytes);
  return { ...entry, packed, size: content.length, crc: crc32(content) };
}

/** Without times, comments, attributes and extra fields: they tell about the writer's machine. */
export function writeZip(entries: readonly Entry[]): Bytes {
  const parts: Bytes[] = [];
  const list: Bytes[] = [];
  let at = 0;
  for (const entry of entries) {
    const common = header(entry);
    const local = concat([le32(LOCAL), common, le16(0), entry.rawName, entry.packed]);
    parts.push(local);
    list.push(
      concat([le32(CENTRAL), le16(20), common, le16(0), new Uint8Array(10), le32(at), entry.rawName]),
    );
    at += local.length;
  }
  const directory = concat(list);
  const count = le16(entries.length);
  const end = [le32(END), new Uint8Array(4), count, count, le32(directory.length), le32(at), le16(0)];
  return concat([...parts, directory, ...end]);
}

/** What both headers share, from the version needed to the length of the name. Time: the first of 1980. */
function header({ flags, method, crc, packed, size, rawName }: Entry): Bytes {
  return concat([
    le16(20),
    le16(flags & UTF8_NAMES),
    le16(method),
    le16(0),
    le16(0x21),
    le32(crc),
    le32(packed.length),
    le32(size),
    le16(rawName.length),
  ]);
}
