/** What the package takes and gives. Structurally the same as the client's contract, so that neither imports the other. */

/** How a file may be looked at before it is saved. */
export type PreviewKind = "image" | "pdf" | "text" | "audio" | "video";

/** Traces that were taken out of a file. */
export type Trace = "place" | "author" | "device" | "time" | "comment" | "history" | "thumbnail";

/** A `File` of the browser fits; tests bring their own. Sizes and offsets in bytes. */
export interface FileSource {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export interface Cleaned {
  /** What to send: reads are answered from memory, or from the given source with the traces blanked. */
  readonly source: FileSource;
  /** Safe to write to a disk; see `safeName`. */
  readonly name: string;
  /** By the bytes, never by the name. */
  readonly media: string;
  readonly preview: PreviewKind | null;
  readonly removed: readonly Trace[];
  /** Something may be hidden in it that this package cannot take out. */
  readonly uncleaned: boolean;
}

/** What one format's cleaner found in bytes that it holds whole. */
export interface Scrubbed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly removed: ReadonlySet<Trace>;
  /** Part of it could not be looked into. */
  readonly partial?: boolean;
  /** If all of the bytes say more than the first ones. */
  readonly media?: string;
}

export type Bytes = Uint8Array<ArrayBuffer>;
