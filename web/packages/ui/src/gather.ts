/**
 * A file as it is opened, piece by piece, gathered into one blob. Promise: the page never holds more of it than a few
 * megabytes: a large one grows in a private file of this site on the disk, where the browser has such, and else in
 * blobs, which the browser keeps outside of the page. Limit: it lies there unsealed until it is released, or until
 * the next one is gathered an hour later.
 */

type Bytes = Uint8Array<ArrayBuffer>;

export interface Gathered {
  readonly blob: Blob;
  /** Gives the room back. The blob must not be read after. */
  release(): void;
}

interface Gatherer {
  write(piece: Bytes): Promise<void>;
  /** After the last piece. */
  done(): Promise<Gathered>;
  /** Instead of `done`. */
  drop(): Promise<void>;
}

/** What is held in the page before it goes elsewhere. */
const held = 8 * 1024 * 1024;
const folder = "opened";
const leftBehind = 3_600_000;

/** Where pieces go that are too many to hold. */
interface Room {
  add(pieces: readonly Bytes[]): Promise<void>;
  close(): Promise<Gathered>;
  drop(): Promise<void>;
}

function blobs(): Room {
  let blob = new Blob([]);
  return {
    async add(pieces) {
      blob = new Blob([blob, ...pieces]);
    },
    close: async () => ({ blob, release: () => undefined }),
    drop: async () => undefined,
  };
}

async function privateFile(): Promise<Room> {
  const all = await navigator.storage.getDirectory();
  const ours = await all.getDirectoryHandle(folder, { create: true });
  await clearLeft(ours);
  const name = crypto.randomUUID();
  const file = await ours.getFileHandle(name, { create: true });
  const to = await file.createWritable();
  const remove = () => ours.removeEntry(name).catch(() => undefined);
  return {
    async add(pieces) {
      await to.write(new Blob([...pieces]));
    },
    async close() {
      await to.close();
      return { blob: await file.getFile(), release: () => void remove() };
    },
    async drop() {
      await to.abort();
      await remove();
    },
  };
}

/** What a page that was closed in between has left. */
async function clearLeft(ours: FileSystemDirectoryHandle): Promise<void> {
  for await (const [name, entry] of ours.entries()) {
    if (!(entry instanceof FileSystemFileHandle)) continue;
    const { lastModified } = await entry.getFile();
    // One that is being written elsewhere cannot be removed, and need not be.
    if (lastModified < Date.now() - leftBehind) await ours.removeEntry(name).catch(() => undefined);
  }
}

/** A private window of some browsers has no private files; blobs do there too. */
const room = (): Promise<Room> => privateFile().catch(() => blobs());

function gatherer(): Gatherer {
  let loose: Bytes[] = [];
  let size = 0;
  let elsewhere: Room | null = null;
  const move = async () => {
    elsewhere ??= await room();
    const pieces = loose;
    loose = [];
    size = 0;
    await elsewhere.add(pieces);
  };
  return {
    async write(piece) {
      loose.push(piece.slice());
      size += piece.length;
      if (size >= held) await move();
    },
    async done() {
      if (elsewhere === null) return { blob: new Blob(loose), release: () => undefined };
      await move();
      return elsewhere.close();
    },
    async drop() {
      loose = [];
      await elsewhere?.drop();
    },
  };
}

type Done<F> = { readonly ok: true; readonly value: Gathered } | { readonly ok: false; readonly failure: F };

interface Into {
  write(piece: Bytes): Promise<void>;
  progress(done: number): void;
  readonly signal: AbortSignal;
}

/** `open` gives the pieces in order, each verified; `progress` goes from 0 to 1. */
export async function gather<F>(
  open: (into: Into) => Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: F }>,
  signal: AbortSignal,
  progress: (done: number) => void = () => undefined,
): Promise<Done<F>> {
  const { write, done, drop } = gatherer();
  try {
    const opened = await open({ write, progress, signal });
    if (opened.ok) return { ok: true, value: await done() };
    await drop();
    return opened;
  } catch (cause) {
    await drop();
    throw cause;
  }
}

/** Something small that is there already, as if it had been gathered. */
export const textFile = (text: string): Gathered => ({ blob: new Blob([text]), release: () => undefined });

/** In ms: long enough for the browser to have taken the bytes over. */
const forgetAfter = 120_000;

/** Hands it to the browser's own downloads; without a type of its own, so that the browser never shows it instead. */
export function saveFile({ blob, release }: Gathered, name: string): void {
  const address = URL.createObjectURL(blob.slice(0, blob.size, "application/octet-stream"));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
    release();
  }, forgetAfter);
}
