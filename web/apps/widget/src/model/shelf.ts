/**
 * Opened files of one conversation: pieces are folded into a Blob, which the browser keeps outside of the page's
 * memory. Addresses made for pictures are given back when the conversation is left.
 */
import type { Attachment, AttachmentId, FileSink, Outcome } from "../contract.ts";
import { pictureType } from "./picture.ts";

type OpenFile = (file: AttachmentId, into: FileSink) => Promise<Outcome<void>>;

export interface Opening {
  readonly signal?: AbortSignal;
  progress?(done: number): void;
}

export interface Shelf {
  /** The whole file, with no type of its own. */
  take(file: AttachmentId, opening?: Opening): Promise<Outcome<Blob>>;
  /** An address that an `img` may show; null if it could not be fetched or is no picture. */
  picture(file: Attachment): Promise<string | null>;
  dispose(): void;
}

const foldAfter = 8 * 1024 * 1024;

/** Collects pieces with a flat memory. */
function basket() {
  let whole = new Blob([]);
  let loose: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const fold = () => {
    whole = new Blob([whole, ...loose]);
    loose = [];
    size = 0;
    return whole;
  };
  return {
    fold,
    put(piece: Uint8Array<ArrayBuffer>) {
      loose.push(piece.slice());
      size += piece.length;
      if (size >= foldAfter) fold();
    },
  };
}

export function createShelf(openFile: OpenFile): Shelf {
  const pictures = new Map<AttachmentId, Promise<string | null>>();
  const addresses: string[] = [];
  let left = false;

  async function take(file: AttachmentId, opening: Opening = {}): Promise<Outcome<Blob>> {
    const into = basket();
    const { signal, progress } = opening;
    const opened = await openFile(file, {
      write: into.put,
      ...(signal && { signal }),
      ...(progress && { progress }),
    });
    return opened.ok ? { ok: true, value: into.fold() } : opened;
  }
  async function show(file: Attachment): Promise<string | null> {
    const taken = await take(file.id);
    if (!taken.ok || left) return null;
    const type = pictureType(new Uint8Array(await taken.value.slice(0, 16).arrayBuffer()));
    if (type === null) return null;
    const address = URL.createObjectURL(taken.value.slice(0, taken.value.size, type));
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
      pictures.clear();
    },
  };
}
