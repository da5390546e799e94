/**
 * Leaves of the record of acts, proven from its public tiles (docs/ledger.md, C2SP tlog-tiles). Promise: a leaf or a
 * path that is given out stands in the tree of the checkpoint, or nothing is given out. Limit: a tile that does not
 * come, or not whole, is an error of the line, and says nothing of the record.
 */
import { asId, type Bytes, equal, type Id } from "./bytes.ts";
import { demand } from "./error.ts";
import type { Checkpoint } from "./ledger.ts";
import { isIncluded, leafHash, treeRoot } from "./merkle.ts";

const WIDTH = 256;
const HEIGHT = 8;

/** Fetches `width` hashes of a tile, one after the other. */
export type FetchTile = (level: number, number: number, width: number) => Promise<Bytes>;

/** C2SP tlog-tiles: groups of three digits, all but the last after an x; a tile that is not full says its width. */
export function tilePath(level: number, number: number, width: number): string {
  const groups = [String(number % 1000).padStart(3, "0")];
  for (let n = Math.floor(number / 1000); n > 0; n = Math.floor(n / 1000))
    groups.unshift(`x${String(n % 1000).padStart(3, "0")}`);
  return `${level}/${groups.join("/")}${width === WIDTH ? "" : `.p/${width}`}`;
}

export class ProvenTree {
  /** None is let go: what was proven of a tile is not proven of what comes when it is fetched again. */
  readonly #tiles = new Map<string, Promise<readonly Id[]>>();
  readonly #proven = new Map<number, Promise<boolean>>();

  constructor(
    readonly checkpoint: Pick<Checkpoint, "size" | "root">,
    readonly fetchTile: FetchTile,
  ) {}

  /** How many tiles are held, each up to 8 KiB. */
  get held(): number {
    return this.#tiles.size;
  }

  /** Null if the tiles do not lead to the checkpoint's root: then nothing of that tile is known. */
  async leaf(number: number): Promise<Id | null> {
    demand(Number.isSafeInteger(number) && number >= 0, "not a number", "misuse");
    if (number >= this.checkpoint.size) return null;
    const tile = Math.floor(number / WIDTH);
    if (!(await this.#holds(tile))) return null;
    return (await this.#tile(0, tile))[number % WIDTH]!;
  }

  /** Whether an entry has its place: `leaf` is compared, so one proof serves the 256 of a tile. */
  async has(number: number, entry: Bytes): Promise<boolean> {
    const leaf = await this.leaf(number);
    return leaf !== null && equal(leaf, await leafHash(entry));
  }

  /** RFC 6962 §2.1.1, proven. */
  async path(number: number): Promise<readonly Id[] | null> {
    if ((await this.leaf(number)) === null) return null;
    return this.#path(number, 0, this.checkpoint.size);
  }

  /** Hashes of a tile go into the path of any leaf under it, so that its proof is one of all of them. */
  #holds(tile: number): Promise<boolean> {
    const known = this.#proven.get(tile);
    if (known !== undefined) return known;
    const asked = this.#prove(tile);
    this.#proven.set(tile, asked);
    asked.catch(() => this.#proven.delete(tile));
    return asked;
  }

  async #prove(tile: number): Promise<boolean> {
    const { size, root } = this.checkpoint;
    const first = tile * WIDTH;
    const [leaf] = await this.#tile(0, tile);
    return isIncluded(leaf!, first, size, await this.#path(first, 0, size), root);
  }

  async #path(number: number, start: number, count: number): Promise<Id[]> {
    if (count <= 1) return [];
    const left = largestBelow(count);
    return number < start + left
      ? [...(await this.#path(number, start, left)), await this.#root(start + left, count - left)]
      : [...(await this.#path(number, start + left, count - left)), await this.#root(start, left)];
  }

  async #root(start: number, count: number): Promise<Id> {
    const left = largestBelow(count);
    if (left * 2 === count || count === 1) return this.#full(start, count);
    return treeRoot([await this.#root(start, left), await this.#root(start + left, count - left)]);
  }

  /** Of a subtree that is full: `count` is a power of two, and `start` a multiple of it. */
  async #full(start: number, count: number): Promise<Id> {
    let [level, unit] = [0, 1];
    while (unit * WIDTH <= count) {
      level++;
      unit *= WIDTH;
    }
    const [from, hashes] = [start / unit, count / unit];
    const tile = await this.#tile(level, Math.floor(from / WIDTH));
    return treeRoot(tile.slice(from % WIDTH, (from % WIDTH) + hashes));
  }

  #tile(level: number, number: number): Promise<readonly Id[]> {
    const name = `${level}/${number}`;
    const known = this.#tiles.get(name);
    if (known !== undefined) return known;
    const there = Math.floor(this.checkpoint.size / 2 ** (HEIGHT * level));
    const width = Math.min(WIDTH, there - number * WIDTH);
    const asked = this.fetchTile(level, number, width).then((bytes) => {
      demand(bytes.length === width * 32, "a tile of another width", "malformed");
      return Array.from({ length: width }, (_, at) => asId(bytes.slice(at * 32, at * 32 + 32)));
    });
    this.#tiles.set(name, asked);
    asked.catch(() => this.#tiles.delete(name));
    return asked;
  }
}

/** The largest power of two below n, which is one of its own at 1. */
function largestBelow(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
