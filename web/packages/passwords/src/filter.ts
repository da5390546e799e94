/**
 * A set of passwords that only answers "is this one in it": a Golomb-coded set over SHA-1, the hash in which lists
 * of breached passwords are passed around; here it hides nothing and only spreads. A member is always found; another
 * password is taken for one with the chance 2^-bits.
 *
 *     "SDPF" 1, bits uint8, count uint32be, then the differences of the sorted values, each as its quotient by
 *     2^bits in unary (ones, then a zero) and its remainder in that many bits; value = (first 64 bits of SHA-1 ×
 *     count × 2^bits) >> 64
 */

const MAGIC = [0x53, 0x44, 0x50, 0x46, 1];
const HEADER = 10;
const MAX_COUNT = 1 << 24;
const MAX_BITS = 24;

export class NoFilter extends Error {
  constructor(why: string) {
    super(`not a filter of passwords: ${why}`);
  }
}

export class Filter {
  constructor(
    readonly bits: number,
    readonly values: Float64Array,
  ) {}

  async has(text: string): Promise<boolean> {
    const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
    return this.hasHash(new DataView(digest).getBigUint64(0));
  }

  /** `first` is the first 64 bits of the hash. */
  hasHash(first: bigint): boolean {
    const wanted = Number((first * (BigInt(this.values.length) << BigInt(this.bits))) >> 64n);
    let low = 0;
    let high = this.values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.values[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return this.values[low] === wanted;
  }
}

export function readFilter(bytes: Uint8Array): Filter {
  if (bytes.length < HEADER || MAGIC.some((b, at) => bytes[at] !== b))
    throw new NoFilter("another beginning");
  const bits = bytes[5]!;
  const count = new DataView(bytes.buffer, bytes.byteOffset).getUint32(6);
  if (bits < 1 || bits > MAX_BITS) throw new NoFilter("a chance out of bounds");
  // A value takes bits + 1 at least, so that a short file cannot ask for much memory.
  if (count > MAX_COUNT || count * (bits + 1) > (bytes.length - HEADER) * 8) throw new NoFilter("too many");
  const read = new Bits(bytes, HEADER);
  const values = new Float64Array(count);
  let value = 0;
  for (let at = 0; at < count; at++) {
    value += read.unary(count) * 2 ** bits + read.number(bits);
    values[at] = value;
  }
  return new Filter(bits, values);
}

class Bits {
  #at: number;

  constructor(
    readonly bytes: Uint8Array,
    from: number,
  ) {
    this.#at = from * 8;
  }

  #next(): number {
    const byte = this.bytes[this.#at >>> 3];
    if (byte === undefined) throw new NoFilter("it ends too early");
    return (byte >>> (7 - (this.#at++ & 7))) & 1;
  }

  unary(most: number): number {
    let n = 0;
    while (this.#next() === 1) if (++n > most) throw new NoFilter("a difference out of bounds");
    return n;
  }

  number(bits: number): number {
    let n = 0;
    for (let i = 0; i < bits; i++) n = n * 2 + this.#next();
    return n;
  }
}
