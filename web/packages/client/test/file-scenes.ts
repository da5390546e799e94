/** Files that tests choose, and what they get back. */
import type { FileSink, FileSource } from "../src/contract/said.ts";

/** A file of a browser, without one. */
export function chosen(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  type = "",
): FileSource & { reads: number } {
  const file = {
    name,
    type,
    size: bytes.length,
    reads: 0,
    slice(from: number, to: number) {
      file.reads++;
      return { arrayBuffer: async () => bytes.slice(from, to).buffer };
    },
  };
  return file;
}

/** Bytes that no cleaner takes for a format, and that differ everywhere. */
export function noise(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size);
  let x = seed * 2_654_435_761;
  for (let i = 0; i < size; i++) {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    out[i] = x >>> 24;
  }
  out[0] = 0;
  return out;
}

export class Got implements FileSink {
  readonly pieces: Uint8Array<ArrayBuffer>[] = [];
  readonly progressed: number[] = [];
  readonly signal: AbortSignal;
  readonly #abort = new AbortController();

  constructor(readonly stopAfter = Number.POSITIVE_INFINITY) {
    this.signal = this.#abort.signal;
  }
  write(piece: Uint8Array<ArrayBuffer>): void {
    this.pieces.push(piece);
    if (this.pieces.length >= this.stopAfter) this.#abort.abort();
  }
  progress(done: number): void {
    this.progressed.push(done);
  }
  get bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }
}
