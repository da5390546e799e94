/** What the host asks for and what it is told. Everything that comes in is looked at before it is used. */
import type { PreviewKind } from "@sealdesk/files/sniff";

export interface Words {
  readonly loading: string;
  readonly failed: string;
  readonly locked: string;
  readonly cut: string;
  readonly page: string;
}

export interface Order {
  readonly kind: PreviewKind;
  readonly name: string;
  readonly words: Words;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly theme: "light" | "dark" | null;
}

export type Told =
  | { readonly type: "ready" | "shown" | "failed" | "escape" }
  | { readonly type: "height"; readonly pixels: number };

/** A kind of trouble that has words of its own. */
export class Trouble extends Error {
  override readonly name = "Trouble";
  readonly kind: "failed" | "locked";

  constructor(kind: "failed" | "locked", cause?: unknown) {
    super(kind, { cause });
    this.kind = kind;
  }
}

const KINDS: readonly PreviewKind[] = ["image", "pdf", "text", "audio", "video"];

/** Null for anything that is not an order. */
export function readOrder(data: unknown): Order | null {
  const asked = field(data, "show");
  const kind = KINDS.find((known) => known === field(asked, "kind"));
  if (kind === undefined) return null;
  const theme = field(asked, "theme");
  const words = field(asked, "words");
  return {
    kind,
    name: text(asked, "name"),
    words: {
      loading: text(words, "loading"),
      failed: text(words, "failed"),
      locked: text(words, "locked"),
      cut: text(words, "cut"),
      page: text(words, "page"),
    },
    language: text(asked, "language"),
    direction: field(asked, "direction") === "rtl" ? "rtl" : "ltr",
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}

/** The bytes of a piece, "end", or null for anything else. */
export function readPiece(data: unknown): Uint8Array<ArrayBuffer> | "end" | null {
  if (field(data, "end") === true) return "end";
  const piece = field(data, "piece");
  return piece instanceof Uint8Array && piece.buffer instanceof ArrayBuffer
    ? new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
    : null;
}

function field(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null && name in data
    ? (data as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function text(data: unknown, name: string): string {
  const value = field(data, name);
  return typeof value === "string" ? value.slice(0, 1000) : "";
}
