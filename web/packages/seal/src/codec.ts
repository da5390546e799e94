/**
 * Codecs: one declaration per object gives its type, its encoder and its refusing decoder.
 * Promise: what `decodeAs` returns has exactly the declared fields in the declared order.
 */
import { type Bytes, compare, type Id, none } from "./bytes.ts";
import { decode, encode, type Value } from "./cbor.ts";
import { demand, refuse } from "./error.ts";

export interface Codec<T> {
  /** Refuses with kind "malformed". */
  readonly read: (v: Value | undefined) => T;
  readonly write: (t: T) => Value;
}
export type Of<C> = C extends Codec<infer T> ? T : never;
type Fields<T> = { readonly [K in keyof T]: Codec<T[K]> };

const plain = <T extends Value>(read: (v: Value | undefined) => T): Codec<T> => ({ read, write: (t) => t });

export const uint = plain<number>((v) => (typeof v === "number" ? v : refuse("not a number", "malformed")));
export const text = plain<string>((v) => (typeof v === "string" ? v : refuse("not text", "malformed")));
export const bool = plain<boolean>((v) =>
  typeof v === "boolean" ? v : refuse("not true or false", "malformed"),
);
export const bytes = plain<Bytes>((v) =>
  v instanceof Uint8Array ? (v as Bytes) : refuse("not a byte string", "malformed"),
);
export const anyArray = plain<readonly Value[]>((v) =>
  Array.isArray(v) ? v : refuse("not an array", "malformed"),
);

/** A byte string of exactly one of these lengths. */
export const sized = <T extends Bytes = Bytes>(...lengths: readonly number[]): Codec<T> =>
  plain((v) => {
    const b = bytes.read(v);
    demand(lengths.includes(b.length), "byte string of the wrong length", "malformed");
    return b as T;
  });

export const id = sized<Id>(32);
export const b16 = sized(16);
export const signature = sized(64);
/** An X-Wing public key: an ML-KEM-768 one, whose coefficients lie below q (FIPS 203 §7.2), and an X25519 one. */
export const sealingKey: Codec<Bytes> = {
  read: (v) => {
    const key = sized(1216).read(v);
    for (let i = 0; i < 1152; i += 3) {
      const [a, b, c] = [key[i]!, key[i + 1]!, key[i + 2]!];
      const below = (a | ((b & 15) << 8)) < 3329 && ((b >> 4) | (c << 4)) < 3329;
      demand(below, "not an X-Wing public key", "malformed");
    }
    return key;
  },
  write: (t) => t,
};
const maybe = sized<Id>(0, 32);
/** `id?`: the empty byte string on the wire, null here. */
export const optionalId: Codec<Id | null> = {
  read: (v) => {
    const b = maybe.read(v);
    return b.length === 0 ? null : b;
  },
  write: (t) => t ?? none,
};

export const oneOf = <T extends number | string>(...allowed: readonly T[]): Codec<T> =>
  plain((v) => (allowed.includes(v as T) ? (v as T) : refuse("value outside its list", "malformed")));

export const list = <T>(of: Codec<T>): Codec<readonly T[]> => ({
  read: (v) => anyArray.read(v).map(of.read),
  write: (t) => t.map(of.write),
});

/** A list in strictly ascending bytewise order of `key`; repetition is refused too. */
export const sorted = <T>(of: Codec<T>, key: (t: T) => Uint8Array): Codec<readonly T[]> => {
  const inner = list(of);
  return {
    read: (v) => {
      const all = inner.read(v);
      for (let i = 1; i < all.length; i++) {
        demand(compare(key(all[i - 1]!), key(all[i]!)) < 0, "list is not sorted", "malformed");
      }
      return all;
    },
    write: (t) => inner.write([...t].sort((a, b) => compare(key(a), key(b)))),
  };
};

/** An array with one element per field, in order. */
export const record = <T extends object>(fields: Fields<T>): Codec<T> => {
  const names = Object.keys(fields) as (keyof T)[];
  return {
    read: (v) => {
      const all = anyArray.read(v);
      demand(all.length === names.length, "wrong number of elements", "malformed");
      return Object.fromEntries(names.map((n, i) => [n, fields[n].read(all[i])])) as T;
    },
    write: (t) => names.map((n) => fields[n].write(t[n])),
  };
};

/** A top-level object: the suite, then the fields. */
export const object = <T extends object>(fields: Fields<T>): Codec<T> => {
  const inner = record(fields);
  return {
    read: (v) => {
      const [suite, ...rest] = anyArray.read(v);
      demand(suite === 1, "another suite", "malformed");
      return inner.read(rest);
    },
    write: (t) => [1, ...(inner.write(t) as readonly Value[])],
  };
};

export const encodeAs = <T>(codec: Codec<T>, t: T): Bytes => encode(codec.write(t));
export const decodeAs = <T>(codec: Codec<T>, data: Uint8Array, limit?: number): T =>
  codec.read(decode(data, limit));
