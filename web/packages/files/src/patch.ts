/** A file with some of its ranges blanked, without holding it in memory: media of any length. */
import { read } from "./bytes.ts";
import { demand, FileError } from "./error.ts";
import type { Bytes, FileSource, Trace } from "./types.ts";

/** The range [at, at + size) reads as `head` and then zeros. */
export interface Patch {
  readonly at: number;
  readonly size: number;
  readonly head: Bytes;
}

const MAX_PATCHES = 20_000;

/** What to do to a file that stays where it is. Ranges refer to the file as it was. */
export class Plan {
  /** Only [from, to) is sent. */
  from = 0;
  to: number;
  readonly removed = new Set<Trace>();
  /** Something is in it that could not be blanked. */
  partial = false;
  readonly #patches: Patch[] = [];

  constructor(size: number) {
    this.to = size;
  }

  blank(at: number, size: number, head: Bytes = new Uint8Array()): void {
    demand(at >= 0 && size >= head.length && at + size <= this.to, "a range outside of the file");
    demand(this.#patches.length < MAX_PATCHES, "more pieces than a recording has");
    if (size > 0) this.#patches.push({ at, size, head });
  }

  found(traces: Iterable<Trace>): void {
    for (const trace of traces) this.removed.add(trace);
  }

  apply(source: FileSource, name: string, media: string): FileSource {
    const { from, to } = this;
    const patches = this.#patches;
    demand(from < to, "a recording without sound or picture");
    const piece = async (start: number, end: number): Promise<ArrayBuffer> => {
      const bytes = await read(source, start, end);
      for (const patch of patches) overlay(bytes, start, patch);
      return bytes.buffer;
    };
    const inside = (position: number) => Math.min(Math.max(from + position, from), to);
    return {
      name,
      type: media,
      size: to - from,
      slice: (start, end) => ({
        arrayBuffer: () => piece(inside(start), Math.max(inside(start), inside(end))),
      }),
    };
  }
}

function overlay(bytes: Bytes, start: number, { at, size, head }: Patch): void {
  const from = Math.max(at - start, 0);
  const to = Math.min(at + size - start, bytes.length);
  if (from >= to) return;
  bytes.fill(0, from, to);
  const used = start + from - at;
  if (used < head.length) bytes.set(head.subarray(used, used + to - from), from);
}

/** A reader of headers in a file that is not in memory. */
export async function peek(source: FileSource, at: number, size: number): Promise<Bytes> {
  if (at + size > source.size) throw new FileError("malformed", "a size points past the end");
  return read(source, at, at + size);
}
