/**
 * `@sealdesk/fuzz`: damaged bytes for tests of everything that reads bytes from outside.
 *
 * Promise: without `FUZZTIME` the same cases every time, so that a change that breaks one is told at once; with it
 * (`10s`, `10m`), new ones for as long. What fails is made small and printed with its seed; `FUZZSEED` begins there.
 * Limit: no instrumentation tells which cases lead anywhere new, so good samples matter more than time.
 */
import fc from "fast-check";

export type Bytes = Uint8Array<ArrayBuffer>;
export type Cases<T> = fc.Arbitrary<T>;
/** The library's own makers of cases, as far as tests here use them. */
export const { anything, constantFrom, nat, tuple } = fc;

const CASES = 150;
const SEED = 4711;
/** A test that fuzzes may take this much longer than it fuzzes: the last case, and making a failure small. */
const GRACE_MS = 60_000;

interface Environment {
  readonly FUZZTIME?: string | undefined;
  readonly FUZZSEED?: string | undefined;
}

/** Milliseconds of `90s` or `10m`; null where nothing was asked for. */
export function fuzzTime(environment: Environment): number | null {
  const text = environment.FUZZTIME;
  if (text === undefined || text === "") return null;
  const [, count, unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`FUZZTIME=${text}: write 30s or 10m`);
  return Number(count) * (unit === "m" ? 60_000 : 1000);
}

const here: Environment = process.env;
/** For the runner: how long a test that calls `fuzz` once may take, in milliseconds. */
export const patience = (fuzzTime(here) ?? 0) + GRACE_MS;

/**
 * Calls `check` with case after case; the first that throws fails the test, made as small as it can be. `count` is
 * how many where no time was asked for: fewer for checks that take long.
 */
export async function fuzz<T>(
  cases: Cases<T>,
  check: (value: T) => Promise<void>,
  count = CASES,
): Promise<void> {
  const time = fuzzTime(here);
  const seed = Number(here.FUZZSEED ?? (time === null ? SEED : Date.now()));
  const limits = time === null ? { numRuns: count } : { numRuns: 2 ** 31 - 1, interruptAfterTimeLimit: time };
  const property = fc.asyncProperty(cases, async (value) => {
    await check(value);
  });
  await fc.assert(property, { seed, ...limits });
}

/** Extremes more often than anything: zeros, limits of lengths, signs. */
const byte = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.integer({ min: 0, max: 255 }));
/** Where, as a part of the whole: what stands at the beginning decides most. */
const place = fc.oneof(
  fc.double({ min: 0, max: 0.1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

type Blow = (bytes: Bytes) => Bytes;
const at = (bytes: Bytes, where: number) => Math.min(Math.floor(where * bytes.length), bytes.length);

function joined(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of parts) {
    out.set(part, to);
    to += part.length;
  }
  return out;
}

const change = fc.tuple(place, byte).map(
  ([where, value]): Blow =>
    (bytes) => {
      const out = bytes.slice();
      if (out.length > 0) out[Math.min(at(bytes, where), out.length - 1)] = value;
      return out;
    },
);
const flip = fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(
  ([where, bit]): Blow =>
    (bytes) => {
      const out = bytes.slice();
      const index = Math.min(at(bytes, where), out.length - 1);
      if (index >= 0) out[index] = out[index]! ^ (1 << bit);
      return out;
    },
);
const insert = fc.tuple(place, fc.array(byte, { minLength: 1, maxLength: 9 })).map(
  ([where, values]): Blow =>
    (bytes) => {
      const index = at(bytes, where);
      return joined(bytes.subarray(0, index), Uint8Array.from(values), bytes.subarray(index));
    },
);
const cut = place.map(
  (where): Blow =>
    (bytes) =>
      bytes.slice(0, at(bytes, where)),
);
const drop = fc.tuple(place, place).map(
  ([a, b]): Blow =>
    (bytes) => {
      const [from, to] = [at(bytes, Math.min(a, b)), at(bytes, Math.max(a, b))];
      return joined(bytes.subarray(0, from), bytes.subarray(to));
    },
);
const repeat = fc.tuple(place, place).map(
  ([a, b]): Blow =>
    (bytes) => {
      const [from, to] = [at(bytes, Math.min(a, b)), at(bytes, Math.max(a, b))];
      return joined(bytes.subarray(0, to), bytes.subarray(from));
    },
);

const blow = fc.oneof(
  { weight: 4, arbitrary: change },
  { weight: 4, arbitrary: flip },
  { weight: 2, arbitrary: insert },
  cut,
  drop,
  repeat,
);

/** Samples, each with its bytes damaged by up to six blows, or as they are. */
export const damagedWith = <T>(samples: readonly (readonly [T, Bytes])[]): Cases<readonly [T, Bytes]> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.array(blow, { maxLength: 6 }))
    .map(([[sample, bytes], blows]) => [sample, blows.reduce((left, hit) => hit(left), bytes.slice())]);

export const damaged = (samples: readonly Bytes[]): Cases<Bytes> =>
  damagedWith(samples.map((bytes) => [null, bytes] as const)).map(([, bytes]) => bytes);

/** Texts of these pieces, which trip readers over more often than letters do. */
export const textOf = (pieces: readonly string[], longest: number): Cases<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: longest }).map((chosen) => chosen.join(""));

/** What a parser of JSON hands on when a server is broken or hostile: every type, at its limits. */
const strange: Cases<unknown> = fc.constantFrom<unknown>(
  ...[undefined, null, true, 0, -1, 1.5, 2 ** 53, 1e308, "", "x", "AAAA", "\u0000", "__proto__"],
  ...[[], [null], [[]], {}, { length: 9 }, "9".repeat(99)],
);

/** A change to one value in a tree of JSON, whichever; the tree itself stays as it is. */
export const spoiling: Cases<(tree: unknown) => unknown> = fc
  .tuple(fc.nat(10_000), strange)
  .map(([which, value]) => (tree) => {
    const copy = structuredClone(tree);
    const places = placesIn(copy);
    const place = places[which % Math.max(1, places.length)];
    if (place === undefined) return value;
    place.of[place.key] = value;
    return copy;
  });

interface Place {
  readonly of: Record<string, unknown>;
  readonly key: string;
}

/** Every value in the tree, by what holds it. */
function placesIn(tree: unknown): readonly Place[] {
  if (typeof tree !== "object" || tree === null) return [];
  const of = tree as Record<string, unknown>;
  return Object.keys(of).flatMap((key) => [{ of, key }, ...placesIn(of[key])]);
}
