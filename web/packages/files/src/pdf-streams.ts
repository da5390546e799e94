/** Measures the packed object lists of a PDF before a library unpacks them without a limit. */
import { Unzlib } from "fflate";
import { latin1 } from "./bytes.ts";
import { demand } from "./error.ts";
import { feed } from "./feed.ts";
import type { Bytes } from "./types.ts";

/** Of all lists of one file together, unpacked. */
const MAX_UNPACKED = 64 << 20;
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

/** Unpacked size of the zlib stream at `start`; what is no such stream, or ends early, unpacks to what it gave. */
function measure(bytes: Bytes, start: number, allowed: number): number {
  let size = 0;
  let done = false;
  const stream = new Unzlib((piece, last) => {
    size += piece.length;
    done = last;
    demand(size <= allowed, "a packed list that would fill the memory", "refused");
  });
  feed(stream, bytes, start, () => done);
  return size;
}
