/**
 * WebM and Matroska without title, tags, dates and attachments (RFC 9559): what says something becomes a Void element
 * of the same size, so that everything else stays where it is. Recordings of unknown length are walked cluster by
 * cluster, through a window. Limit: what is inside of sound and picture stays.
 */
import { concat, latin1, Reader } from "./bytes.ts";
import { demand } from "./error.ts";
import { Plan, peek } from "./patch.ts";
import type { Bytes, FileSource, Trace } from "./types.ts";

const MAX_ELEMENTS = 1_000_000;
const WINDOW = 64 << 10;
const LOOK = 1 << 20;
/** Longest header: four bytes of id, eight of size. */
const HEADER = 12;

const CLUSTER = 0x1f43b675;
/** Segment, Info, Tracks, TrackEntry: their children are looked at. */
const ENTERED = new Set([0x18538067, 0x1549a966, 0x1654ae6b, 0xae]);
/** Void: remains may be in it. CRC-32: no longer right where something was blanked, and nowhere required. */
const QUIET = new Set([0xec, 0xbf]);
const VOIDED: Readonly<Record<number, Trace>> = {
  307544935: "comment", // Tags
  423732329: "thumbnail", // Attachments
  17505: "time", // DateUTC
  31657: "comment", // Title
  29572: "author", // SegmentFilename
  3965867: "author", // PrevFilename
  4096955: "author", // NextFilename
  29604: "device", // SegmentUUID
  21358: "comment", // a track's Name
};
/** MuxingApp and WritingApp have to be there; a text of zeros is empty (RFC 8794 §7.4). */
const EMPTIED = new Set([0x4d80, 0x5741]);
const TAGS_SAY: readonly (readonly [RegExp, Trace])[] = [
  [/LOCATION|LATITUDE|GPS/i, "place"],
  [/ARTIST|AUTHOR|DIRECTOR|COPYRIGHT/i, "author"],
  [/ENCODE[RD]|MAKE|MODEL/i, "device"],
  [/DATE/i, "time"],
];

interface Element {
  readonly id: number;
  readonly at: number;
  readonly body: number;
  /** Null: unknown, as in a recording that was written while it went on. */
  readonly end: number | null;
}

export async function planWebm(source: FileSource): Promise<Plan> {
  const plan = new Plan(source.size);
  const view = new View(source);
  let at = 0;
  for (let count = 0; at < source.size; count++) {
    demand(count < MAX_ELEMENTS, "more pieces than a recording has");
    const element = await elementAt(view, source.size, at);
    at = await judge(source, plan, element);
  }
  return plan;
}

/** Blanks what has to go; returns where the next element is. Flat: a child's id says where it can be. */
async function judge(source: FileSource, plan: Plan, element: Element): Promise<number> {
  const { id, at, body, end } = element;
  if (end === null) {
    demand(id === CLUSTER || ENTERED.has(id), "an element without an end");
    return body;
  }
  if (ENTERED.has(id)) return body;
  const trace = VOIDED[id];
  if (EMPTIED.has(id)) {
    plan.blank(body, end - body);
    plan.found(end > body ? ["device"] : []);
  } else if (QUIET.has(id)) plan.blank(at, end - at, voidOf(end - at));
  else if (trace !== undefined) {
    const text = latin1(await peek(source, body, Math.min(end - body, LOOK)));
    plan.blank(at, end - at, voidOf(end - at));
    plan.found([trace, ...TAGS_SAY.filter(([pattern]) => pattern.test(text)).map(([, told]) => told)]);
  }
  return end;
}

async function elementAt(view: View, size: number, at: number): Promise<Element> {
  const head = await view.at(at, Math.min(HEADER, size - at));
  const idLength = lengthOf(head.u8(0));
  demand(idLength <= 4, "an id that cannot be");
  const id = number(head, 0, idLength);
  const sizeLength = lengthOf(head.u8(idLength));
  const length = number(head, idLength, sizeLength, 0xff >> sizeLength);
  const body = at + idLength + sizeLength;
  if (length === 2 ** (7 * sizeLength) - 1) return { id, at, body, end: null };
  demand(body + length <= size, "an element larger than the file");
  return { id, at, body, end: body + length };
}

/** Bytes of a number, by the zeros in front of its first one (RFC 8794 §4). */
function lengthOf(first: number): number {
  demand(first !== 0, "a number of no length");
  return Math.clz32(first) - 23;
}

/** @param mask takes the marker off the first byte. What a number cannot hold exactly is more than any file. */
function number(file: Reader, at: number, length: number, mask = 0xff): number {
  let value = file.u8(at) & mask;
  for (let i = 1; i < length; i++) value = value * 256 + file.u8(at + i);
  return value;
}

/** The header of a Void element (RFC 8794 §11.3.2) of `total` bytes. */
function voidOf(total: number): Bytes {
  if (total < 9) return Uint8Array.of(0xec, 0x80 + total - 2);
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, (1n << 56n) + BigInt(total - 9));
  return concat([Uint8Array.of(0xec), size]);
}

/** Reads ahead, so that a million small elements are not as many reads. */
class View {
  readonly #source: FileSource;
  #start = 0;
  #bytes: Bytes = new Uint8Array();

  constructor(source: FileSource) {
    this.#source = source;
  }

  async at(position: number, size: number): Promise<Reader> {
    const inside = position - this.#start;
    if (inside < 0 || inside + size > this.#bytes.length) {
      this.#start = position;
      this.#bytes = await peek(this.#source, position, Math.min(WINDOW, this.#source.size - position));
      return new Reader(this.#bytes.subarray(0, size));
    }
    return new Reader(this.#bytes.subarray(inside, inside + size));
  }
}
