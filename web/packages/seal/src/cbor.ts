/**
 * The deterministic CBOR subset of protocol section 2 (RFC 8949 §4.2.1): unsigned integers up to 2^53−1,
 * byte strings, text, definite arrays, true, false, null. Promise: exactly one encoding is accepted for
 * every value; everything else, also trailing bytes and nesting deeper than 8, is refused.
 */
import { type Bytes, concat, fromUtf8, utf8 } from "./bytes.ts";
import { demand, refuse } from "./error.ts";

export type Value = number | string | boolean | null | Uint8Array | readonly Value[];

export const defaultLimit = 64 * 1024;
const maxDepth = 8;

function head(major: number, n: number): Bytes {
  const m = major << 5;
  if (n < 24) return Uint8Array.of(m | n);
  if (n < 0x100) return Uint8Array.of(m | 24, n);
  if (n < 0x10000) return Uint8Array.of(m | 25, n >> 8, n);
  if (n < 0x100000000) return Uint8Array.of(m | 26, n >>> 24, n >>> 16, n >>> 8, n);
  return concat(Uint8Array.of(m | 27), uint64(n));
}

/** Big-endian, eight bytes. */
export function uint64(n: number): Bytes {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(n));
  return out;
}

export function encode(v: Value): Bytes {
  if (typeof v === "number") {
    demand(Number.isSafeInteger(v) && v >= 0, "number outside 0 to 2^53-1", "misuse");
    return head(0, v);
  }
  if (typeof v === "string") {
    const b = utf8(v);
    return concat(head(3, b.length), b);
  }
  if (v === null) return Uint8Array.of(0xf6);
  if (typeof v === "boolean") return Uint8Array.of(v ? 0xf5 : 0xf4);
  if (v instanceof Uint8Array) return concat(head(2, v.length), v);
  return concat(head(4, v.length), ...v.map(encode));
}

export function decode(data: Uint8Array, limit = defaultLimit): Value {
  demand(data.length <= limit, "longer than its limit", "malformed");
  const r = new Reader(data);
  const v = r.item(0);
  demand(r.at === data.length, "trailing bytes", "malformed");
  return v;
}

class Reader {
  at = 0;
  readonly data: Uint8Array;
  constructor(data: Uint8Array) {
    this.data = data;
  }

  item(depth: number): Value {
    const first = this.take(1)[0]!;
    if (first === 0xf4 || first === 0xf5) return first === 0xf5;
    if (first === 0xf6) return null;
    const n = this.argument(first & 31);
    switch (first >> 5) {
      case 0:
        return n;
      case 2:
        return this.take(n);
      case 3:
        return this.text(n);
      case 4:
        return this.array(n, depth + 1);
    }
    return refuse("item outside the subset", "malformed");
  }

  private argument(info: number): number {
    if (info < 24) return info;
    demand(info < 28, "indefinite or reserved length", "malformed");
    const width = 1 << (info - 24);
    let n = 0;
    for (const b of this.take(width)) n = n * 256 + b;
    const least = width === 1 ? 24 : 256 ** (width / 2);
    demand(n >= least && Number.isSafeInteger(n), "length is not the shortest", "malformed");
    return n;
  }

  private take(n: number): Bytes {
    demand(n <= this.data.length - this.at, "ends too early", "malformed");
    const from = this.at;
    this.at += n;
    return this.data.slice(from, this.at) as Bytes;
  }

  private text(n: number): string {
    const raw = this.take(n);
    try {
      return fromUtf8(raw);
    } catch {
      return refuse("text is not UTF-8", "malformed");
    }
  }

  private array(n: number, depth: number): Value[] {
    demand(depth <= maxDepth, "nested too deeply", "malformed");
    demand(n <= this.data.length - this.at, "ends too early", "malformed");
    const out: Value[] = [];
    for (let i = 0; i < n; i++) out.push(this.item(depth));
    return out;
  }
}
