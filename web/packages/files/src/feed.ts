/** Unpacks step by step, so that whoever counts can stop before the memory is full. */
import { FileError } from "./error.ts";
import type { Bytes } from "./types.ts";

/** Deflate makes at most 1032 of one: a step gives 16 MiB at worst. */
const STEP = 16 << 10;

interface Unpacker {
  push(piece: Bytes, last?: boolean): void;
  ondata: unknown;
}

/**
 * Pushes the bytes from `start` until `done`. What breaks off or is not packed at all just ends; the caller compares
 * sizes and checksums. A `FileError` of the receiver goes through.
 */
export function feed(stream: Unpacker, bytes: Bytes, start: number, done = (): boolean => false): void {
  try {
    for (let at = start; at < bytes.length && !done(); at += STEP) stream.push(bytes.subarray(at, at + STEP));
  } catch (error) {
    if (error instanceof FileError) throw error;
  }
}
