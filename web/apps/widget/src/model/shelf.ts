/**
 * Opened files of one conversation, gathered outside of the page's memory. Addresses made for pictures are given back
 * when the conversation is left.
 */
import { type Gathered, gather } from "@sealdesk/ui/gather";
import type { Attachment, AttachmentId, FileSink, Outcome } from "../contract.ts";
import { pictureType } from "./picture.ts";

type OpenFile = (file: AttachmentId, into: FileSink) => Promise<Outcome<void>>;

export interface Opening {
  readonly signal?: AbortSignal;
  progress?(done: number): void;
}

export interface Shelf {
  /** The whole file, with no type of its own. */
  take(file: AttachmentId, opening?: Opening): Promise<Outcome<Gathered>>;
  /** An address that an `img` may show; null if it could not be fetched or is no picture. */
  picture(file: Attachment): Promise<string | null>;
  dispose(): void;
}

/** Who does not want to stop. */
const never = new AbortController().signal;

export function createShelf(openFile: OpenFile): Shelf {
  const pictures = new Map<AttachmentId, Promise<string | null>>();
  const addresses: string[] = [];
  /** A large one lies unsealed on the disk until it is released. */
  const releases: (() => void)[] = [];
  let left = false;

  const take: Shelf["take"] = (file, { signal = never, progress } = {}) =>
    gather((into) => openFile(file, into), signal, progress);
  async function show(file: Attachment): Promise<string | null> {
    const taken = await take(file.id);
    if (!taken.ok) return null;
    const { blob, release } = taken.value;
    const type = left ? null : pictureType(new Uint8Array(await blob.slice(0, 16).arrayBuffer()));
    if (type === null || left) {
      release();
      return null;
    }
    releases.push(release);
    const address = URL.createObjectURL(blob.slice(0, blob.size, type));
    addresses.push(address);
    return address;
  }
  return {
    take,
    async picture(file) {
      const known = pictures.get(file.id) ?? show(file);
      pictures.set(file.id, known);
      const address = await known;
      // What failed is tried again when it is wanted again.
      if (address === null) pictures.delete(file.id);
      return address;
    },
    dispose() {
      left = true;
      for (const address of addresses.splice(0)) URL.revokeObjectURL(address);
      for (const release of releases.splice(0)) release();
      pictures.clear();
    },
  };
}
