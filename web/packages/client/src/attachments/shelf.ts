/**
 * Files on their way, as this device keeps them. Promise: the parts lie here as ciphertext, and what opens them is
 * sealed under this device's local key; a copy of the profile shows neither content nor name. Limit: how large a file
 * is, and that there is one, can be seen.
 */
import { type Attachment, fromUtf8, hex, unhex, utf8 } from "@sealdesk/seal";
import type { PreviewKind, Trace } from "../contract/said.ts";
import type { LocalSecrets } from "../local-secrets.ts";

export interface KeptFile {
  /** 32 hex digits. */
  readonly id: string;
  readonly conversation: string;
  readonly note: boolean;
  /** When it was chosen, Unix milliseconds. */
  readonly at: number;
  readonly name: string;
  readonly media: string;
  /** Bytes. */
  readonly size: number;
  readonly preview: PreviewKind | null;
  readonly removed: readonly Trace[];
  readonly uncleaned: boolean;
  /** What opens it, once all parts are stored; bytes in hexadecimal. */
  readonly sealed: { readonly key: string; readonly padded: number; readonly hash: string } | null;
  readonly failure: { readonly message: string; readonly next: string } | null;
}

const FILE = "file/";
const PART = "file-part/";
const partName = (id: string, n: number) => `${PART}${id}/${String(n).padStart(6, "0")}`;

export class Shelf {
  constructor(readonly secrets: LocalSecrets) {}

  /** In the order in which they were chosen. */
  async all(): Promise<readonly KeptFile[]> {
    const kept = await this.secrets.store.list(FILE);
    const files = await Promise.all(kept.map(([name]) => this.#read(name)));
    return files.flatMap((f) => (f === null ? [] : [f])).sort((a, b) => a.at - b.at);
  }

  get(id: string): Promise<KeptFile | null> {
    return this.#read(FILE + id);
  }

  async #read(name: string): Promise<KeptFile | null> {
    const plain = await this.secrets.read(name);
    return plain === null ? null : (JSON.parse(fromUtf8(plain)) as KeptFile);
  }

  async put(file: KeptFile): Promise<void> {
    await this.secrets.store.write([await this.secrets.change(FILE + file.id, utf8(JSON.stringify(file)))]);
  }

  async putPart(id: string, n: number, sealed: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.secrets.store.write([[partName(id, n), sealed]]);
  }

  async part(id: string, n: number): Promise<Uint8Array<ArrayBuffer>> {
    const found = await this.secrets.store.get<Uint8Array<ArrayBuffer>>(partName(id, n));
    if (found === undefined) throw new Error("a part that was stored is gone");
    return found;
  }

  /** Part by part: listing them would read the whole file. */
  async drop(file: Pick<KeptFile, "id">, parts: number): Promise<void> {
    const names = Array.from({ length: parts }, (_, n) => [partName(file.id, n), undefined] as const);
    await this.secrets.store.write([[FILE + file.id, undefined], ...names]);
  }
}

/** As the message names it. */
export function describedAs(file: KeptFile): Attachment | null {
  if (file.sealed === null) return null;
  const { hash, key, padded } = file.sealed;
  const { id, media, name, size } = file;
  return {
    key: unhex(key),
    size,
    padded,
    hash: unhex(hash) as Attachment["hash"],
    name,
    media,
    blob: unhex(id),
  };
}

export const keptSeal = (s: {
  readonly key: Uint8Array;
  readonly padded: number;
  readonly hash: Uint8Array;
}) => ({
  key: hex(s.key),
  padded: s.padded,
  hash: hex(s.hash),
});
