/** Measures what is packed in a PDF before a library unpacks it without a limit. */
import { Unzlib } from "fflate";
import { latin1 } from "./bytes.ts";
import { demand } from "./error.ts";
import { feed } from "./feed.ts";
import type { Bytes } from "./types.ts";

/** Of all lists of one file together, unpacked. */
const MAX_UNPACKED = 64 << 20;
/** Of one stream that is drawn, as much as a picture of 64 million points has; of all of them, a few seconds' work. */
const DRAWN = { stream: 192 << 20, all: 512 << 20 } as const;
/** How often a stream may be packed in itself and be measured all the same. */
const MAX_DEPTH = 4;
const STREAM = /(?<!end)stream\r?\n/g;
/** By zlib's first byte alone (RFC 1950 §2.2): who draws may not look at the check behind it. */
const looksPacked = (first = 0): boolean => (first & 0x8f) === 8;
/** A list's dictionary is short, and stands in front of it. */
const NEARBY = 2048;

/** Refuses a file whose object and reference streams unpack to more than `MAX_UNPACKED` bytes. */
export function demandModest(bytes: Bytes): void {
  const text = latin1(bytes);
  let unpacked = 0;
  for (const match of text.matchAll(/\/(?:ObjStm|XRef)(?![A-Za-z])/g)) {
    const stream = /stream\r?\n/.exec(text.slice(match.index, match.index + NEARBY));
    if (stream === null) continue;
    const dictionary = text.slice(Math.max(0, match.index - NEARBY), match.index + stream.index);
    demand(!/\/(?:LZW|LZWDecode)\b/.test(dictionary), "packed in a way that has no measure", "refused");
    unpacked += measure(bytes, match.index + stream.index + stream[0].length, MAX_UNPACKED - unpacked);
  }
}

/**
 * Refuses a file in which one stream, or all of them together, unpack to more bytes than may be: for who is going to
 * draw it. Limit: streams that are encrypted, too, or written as text, have no measure here.
 */
export function demandDrawable(
  bytes: Bytes,
  most: { readonly stream: number; readonly all: number } = DRAWN,
): void {
  let left = most.all;
  for (const match of latin1(bytes).matchAll(STREAM)) {
    const start = match.index + match[0].length;
    if (looksPacked(bytes[start])) left -= measure(bytes, start, Math.min(most.stream, left));
  }
}

/** Unpacked size of the zlib stream at `start`; what is no such stream, or ends early, unpacks to what it gave. */
function measure(bytes: Bytes, start: number, allowed: number): number {
  const gauge = new Gauge(allowed);
  feed(gauge.stream, bytes, start, () => gauge.done);
  return gauge.size;
}

/** Counts what comes out of a stream, and out of what is packed in it once more. */
class Gauge {
  size = 0;
  done = false;
  readonly stream: Unzlib;
  #inner: Gauge | null | undefined;

  constructor(allowed: number, depth = 1) {
    this.stream = new Unzlib((piece, last) => {
      this.size += piece.length;
      this.done = last;
      demand(this.size <= allowed, "packed so that it would fill the memory", "refused");
      if (piece.length === 0) return;
      if (this.#inner === undefined)
        this.#inner = depth < MAX_DEPTH && isPacked(piece) ? new Gauge(allowed, depth + 1) : null;
      this.#inner = this.#inner?.next(piece) ?? null;
    });
  }

  /** Itself, as long as there is something to count. */
  next(piece: Uint8Array): this | null {
    feed(this.stream, piece as Bytes, 0, () => this.done);
    return this.done ? null : this;
  }
}

/** RFC 1950 §2.2: method 8, and a check over the first two bytes. */
const isPacked = ([cmf = 0, flags = 0]: Uint8Array): boolean =>
  (cmf & 15) === 8 && (cmf * 256 + flags) % 31 === 0;
