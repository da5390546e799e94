/**
 * Two signed records of one organisation that contradict each other. Promise: both heads stay on this browser, so that
 * somebody can show them, and the desk stays shut, over a reload too, until an owner has looked at them.
 */

import { type Bytes, type Head, type Hex, hex, parseHead } from "@sealdesk/seal";
import type { DeskFailure, FailedState } from "../desk.ts";
import type { Store } from "../platform.ts";

export class ForkError extends Error {
  constructor(
    /** The newest head that this browser has accepted; null if it has none. */
    readonly ours: Head | null,
    readonly theirs: Head,
    /** When it was noticed, Unix milliseconds. */
    readonly at: number,
  ) {
    super("fork");
  }
}

interface Kept {
  readonly ours: Bytes | null;
  readonly theirs: Bytes;
  readonly at: number;
}

/** The fork that nobody has looked at yet. */
const OPEN = "fork";
/** All that were noticed here, with when. */
const EVIDENCE = "forks/";

export async function keepFork(store: Store, fork: ForkError): Promise<void> {
  const kept: Kept = { ours: fork.ours?.wire ?? null, theirs: fork.theirs.wire, at: fork.at };
  await store.write([
    [OPEN, kept],
    [`${EVIDENCE}${hex(fork.theirs.id)}`, kept],
  ]);
}

/** The fork for which this browser is shut, if there is one. */
export async function openFork(store: Store): Promise<ForkError | null> {
  const kept = await store.get<Kept>(OPEN);
  if (kept === undefined) return null;
  const ours = kept.ours === null ? null : await parseHead(kept.ours);
  return new ForkError(ours, await parseHead(kept.theirs), kept.at);
}

/** Somebody has looked at it: the desk may be tried again. What was noticed stays. */
export const settleFork = (store: Store): Promise<void> => store.write([[OPEN, undefined]]);

export const forkFailure: DeskFailure = {
  kind: "unverified",
  message: "Two signed records of your organisation contradict each other.",
  next: "Stop working here and call your security team. Both records are kept on this device.",
};

export const forkState = (fork: ForkError): FailedState => ({
  phase: "failed",
  failure: forkFailure,
  fork: { ours: sealOf(fork.ours?.id ?? null), theirs: sealOf(fork.theirs.id), at: fork.at },
});

/** 112 bits, for people to compare. */
const sealOf = (id: Uint8Array | null): readonly string[] =>
  id === null ? [] : ((hex(id) satisfies Hex).slice(0, 28).match(/.{4}/g) ?? []);
