import { describe, expect, it } from "vitest";
import { asId, type Bytes, concat, type Id, systemRandom as random } from "../src/index.ts";
import { ProvenTree, tilePath } from "../src/ledger-tiles.ts";
import { inclusionPath, leafHash, treeRoot } from "../src/merkle.ts";

async function grown(size: number) {
  const entries = Array.from({ length: size }, () => asId(random(32)));
  const leaves = await Promise.all(entries.map((each) => leafHash(each)));
  const root = await treeRoot(leaves);
  return { entries, leaves, root, size };
}

/** What a server hands out of a tree: every 256 hashes make one of the level above. */
function tilesOf(
  leaves: readonly Id[],
  spoil: (level: number, at: number, hash: Id) => Id = (_l, _a, h) => h,
) {
  return async (level: number, number: number, width: number): Promise<Bytes> => {
    let hashes: Id[] = [...leaves];
    for (let l = 0; l < level; l++) {
      const above: Id[] = [];
      for (let at = 0; at + 256 <= hashes.length; at += 256)
        above.push(await treeRoot(hashes.slice(at, at + 256)));
      hashes = above;
    }
    const tile = hashes.slice(number * 256, number * 256 + width);
    return concat(...tile.map((hash, at) => spoil(level, number * 256 + at, hash)));
  };
}

describe("a leaf by way of tiles", () => {
  it.each([1, 2, 3, 255, 256, 257, 511, 513, 700, 1025])(
    "is proven with the path of RFC 6962 in a tree of %i",
    async (size) => {
      const { leaves, entries, root } = await grown(size);
      const tree = new ProvenTree({ size, root }, tilesOf(leaves));
      for (const n of new Set([0, size >> 1, size - 1])) {
        expect(await tree.path(n)).toEqual(await inclusionPath(leaves, n));
        expect(await tree.has(n, entries[n]!)).toBe(true);
        expect(await tree.has(n, random(32))).toBe(false);
      }
      expect(await tree.leaf(size)).toBeNull();
    },
    60_000,
  );

  it("is not proven by a tile that was changed, nor is another of its tile", async () => {
    const { leaves, root, size } = await grown(600);
    const other = asId(random(32));
    const lying = tilesOf(leaves, (level, at, hash) => (level === 0 && at === 300 ? other : hash));
    const tree = new ProvenTree({ size, root }, lying);
    expect(await tree.leaf(300)).toBeNull();
    expect(await tree.leaf(301)).toBeNull();
    expect(await tree.path(301)).toBeNull();
  });

  it("is not proven where a level above was changed", async () => {
    const { leaves, root, size } = await grown(600);
    const other = asId(random(32));
    const lying = tilesOf(leaves, (level, at, hash) => (level === 1 && at === 0 ? other : hash));
    const tree = new ProvenTree({ size, root }, lying);
    expect(await tree.leaf(590)).toBeNull();
  });

  it("takes a tile of another width for no answer, and asks again", async () => {
    const { leaves, root, size } = await grown(10);
    let broken = true;
    const honest = tilesOf(leaves);
    const tree = new ProvenTree({ size, root }, async (...of) =>
      broken ? new Uint8Array(32) : honest(...of),
    );
    await expect(tree.leaf(3)).rejects.toThrow("width");
    broken = false;
    expect(await tree.leaf(3)).toEqual(leaves[3]);
  });

  it("is asked for under the name that C2SP tlog-tiles gives its tile", () => {
    expect(tilePath(0, 0, 256)).toBe("0/000");
    expect(tilePath(0, 1_234_067, 256)).toBe("0/x001/x234/067");
    expect(tilePath(3, 7, 16)).toBe("3/007.p/16");
  });
});
