/**
 * From a file that was chosen to sealed parts. Promise: traces are taken out before anything is sealed, and however
 * large the file is, no more than a part of it is held here at a time. Limit: what is cleaned whole is in memory whole
 * (see `@sealdesk/files`).
 */

import { safeName } from "@sealdesk/files/name";
import { padme } from "@sealdesk/seal";
import { partsIn, sealParts } from "@sealdesk/seal/file";
import type { FileSource } from "../contract/said.ts";
import { NoAnswer } from "../http.ts";
import type { Platform } from "../platform.ts";
import { type KeptFile, keptSeal } from "./shelf.ts";

export type Prepared = KeptFile & { readonly sealed: NonNullable<KeptFile["sealed"]> };

interface Going {
  keep(n: number, sealed: Uint8Array<ArrayBuffer>): Promise<void>;
  /** 0 to 1. */
  progress(done: number): void;
}

export const sourceName = (source: FileSource): string => safeName(source.name);

/**
 * The code that cleans files. Wanted early, while there is a connection: a browser that once failed to import a
 * module may refuse it until the page is loaded again.
 */
export function fetchCleaning(): Promise<typeof import("./later-cleaning.ts")> {
  return import("./later-cleaning.ts").catch((cause: unknown) => {
    throw new NoAnswer("the code that cleans files could not be fetched", { cause });
  });
}

export async function prepare(
  platform: Platform,
  file: KeptFile,
  chosen: FileSource,
  going: Going,
): Promise<Prepared> {
  const { clean } = await fetchCleaning();
  const { media, name, preview, removed, source, uncleaned } = await clean(chosen);
  const read = async (from: number, to: number) => new Uint8Array(await source.slice(from, to).arrayBuffer());
  const all = partsIn(padme(source.size));
  const keep = async (n: number, sealed: Uint8Array<ArrayBuffer>) => {
    await going.keep(n, sealed);
    going.progress((n + 1) / all);
  };
  const made = await sealParts(platform.random, source.size, read, keep);
  return { ...file, name, media, preview, removed, uncleaned, size: source.size, sealed: keptSeal(made) };
}
