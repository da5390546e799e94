/** A file as it comes, piece by piece: gathered into one blob, which the browser keeps out of memory where it can. */
import type { FileSink, Outcome } from "../contract.ts";

/** `progress` goes from 0 to 1. */
export async function openWhole(
  open: (sink: FileSink) => Promise<Outcome<void>>,
  signal: AbortSignal,
  progress: (done: number) => void = () => undefined,
): Promise<Outcome<Blob>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const outcome = await open({ write: (piece) => void pieces.push(piece.slice()), progress, signal });
  return outcome.ok ? { ok: true, value: new Blob(pieces) } : outcome;
}
