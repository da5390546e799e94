/** Bounded reads from bytes that lie about themselves, and sources made of bytes. */
import { demand, FileError } from "./error.ts";
import type { Bytes, FileSource } from "./types.ts";

/** A view with checked reads: past the end is `malformed`, never `undefined`. */
export class Reader {
  readonly bytes: Bytes;
  readonly #view: DataView;

  constructor(bytes: Bytes) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get size(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    this.#demand(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number, little = false): number {
    this.#demand(at, 2);
    return this.#view.getUint16(at, little);
  }

  u32(at: number, little = false): number {
    this.#demand(at, 4);
    return this.#view.getUint32(at, little);
  }

  /** 64 bits; more than a file can have is malformed. */
  u64(at: number): number {
    this.#demand(at, 8);
    const value = this.#view.getBigUint64(at);
    demand(value <= BigInt(Number.MAX_SAFE_INTEGER), "a number larger than any file");
    return Number(value);
  }

  slice(from: number, to: number): Bytes {
    demand(from <= to, "a negative length");
    this.#demand(from, to - from);
    return this.bytes.subarray(from, to);
  }

  /** Latin-1, for tags and signatures. */
  tag(at: number, length = 4): string {
    return latin1(this.slice(at, at + length));
  }

  #demand(at: number, length: number): void {
    demand(Number.isSafeInteger(at) && at >= 0 && at + length <= this.size, "a size points past the end");
  }
}

export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

export function fromLatin1(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function startsWith(bytes: Uint8Array, tag: string, at = 0): boolean {
  if (at + tag.length > bytes.length) return false;
  for (let i = 0; i < tag.length; i++) if (bytes[at + i] !== tag.charCodeAt(i)) return false;
  return true;
}

export function concat(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function be32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

export function le32(value: number): Bytes {
  return be32(value).reverse();
}

export function le16(value: number): Bytes {
  return Uint8Array.of(value & 255, (value >>> 8) & 255);
}

/** UTF-8 or `malformed`; a byte-order mark is kept out. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FileError("malformed", "text that is not UTF-8");
  }
}

/** Exactly the bytes from…to, or `unread`: a file that shrank since it was chosen is not sent half. */
export async function read(source: FileSource, from: number, to: number): Promise<Bytes> {
  let buffer: ArrayBuffer;
  try {
    buffer = await source.slice(from, to).arrayBuffer();
  } catch {
    throw new FileError("unread", "the device does not give this file out any more");
  }
  demand(buffer.byteLength === to - from, "the file changed while it was read", "unread");
  return new Uint8Array(buffer);
}

/** A source whose bytes are in memory. */
export function memorySource(name: string, type: string, bytes: Bytes): FileSource {
  return {
    name,
    type,
    size: bytes.length,
    slice: (from, to) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer }),
  };
}
