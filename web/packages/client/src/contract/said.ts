/** What every message carries, whoever reads it: words, files, what it answers, what others felt. Types only. */

/** The file's id in the thread, 32 hex digits. */
export type AttachmentId = string & { readonly __brand?: "attachment" };

/** How a file may be looked at before it is saved. */
export type PreviewKind = "image" | "pdf" | "text" | "audio" | "video";

/** A file in a message. Its name was made safe on this device; whoever sent it may have called it anything. */
export interface Attachment {
  readonly id: AttachmentId;
  readonly name: string;
  /** Media type as its sender said it; previews look at the bytes instead. */
  readonly media: string;
  /** Bytes. */
  readonly size: number;
  /** Null: it can only be saved. */
  readonly preview: PreviewKind | null;
}

/** Traces that were taken out of a file before it was sealed. */
export type Trace = "place" | "author" | "device" | "time" | "comment" | "history" | "thumbnail";

/** What a message takes. */
export interface Limits {
  /** Largest file, bytes; 0 if files are not taken. */
  readonly fileBytes: number;
  /** Files in one message. */
  readonly files: number;
}

/** A file on its way into the next message. It survives a reload. */
export interface StagedFile {
  readonly id: AttachmentId;
  readonly name: string;
  readonly media: string;
  readonly size: number;
  readonly preview: PreviewKind | null;
  /** `preparing`: cleaned and sealed on this device; `waiting`: no connection, goes on by itself. */
  readonly phase: "preparing" | "uploading" | "waiting" | "ready" | "failed";
  /** 0 to 1, over preparing and uploading. */
  readonly progress: number;
  readonly removed: readonly Trace[];
  /** A kind of file that this product cannot clean: what is hidden in it goes along. */
  readonly uncleaned: boolean;
  readonly failure: { readonly message: string; readonly next: string } | null;
}

/** A `File` of the browser fits; tests bring their own. */
export interface FileSource {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Takes a file as it is opened, piece by piece in order, each verified; so that no file is in memory whole. */
export interface FileSink {
  write(piece: Uint8Array<ArrayBuffer>): void | Promise<void>;
  /** 0 to 1. */
  progress?(done: number): void;
  readonly signal?: AbortSignal;
}

/** The message that another one answers. */
export interface Quote<N = string> {
  readonly id: string;
  readonly author: N | "";
  readonly mine: boolean;
  /** Null if it was removed or is not known. */
  readonly text: string | null;
}

export interface Reaction<N = string> {
  readonly emoji: string;
  readonly mine: boolean;
  /** Everybody who chose it, by name; this side's own person is among them. */
  readonly names: readonly N[];
}

/** `N`: how this side names people. */
export interface Said<N = string> {
  readonly text: string;
  /** BCP 47, as its sender's device said it; null if it did not. */
  readonly language: string | null;
  readonly attachments: readonly Attachment[];
  readonly replyTo: Quote<N> | null;
  readonly reactions: readonly Reaction<N>[];
  /** Earlier wordings, oldest first. Empty: never changed. Who reads this could read those. */
  readonly before: readonly { readonly at: number; readonly text: string }[];
}
