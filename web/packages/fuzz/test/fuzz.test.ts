import { describe, expect, it } from "vitest";
import { type Bytes, damaged, fuzz, fuzzTime, patience, spoiling, textOf } from "../src/index.ts";

const SAMPLE: Bytes = new TextEncoder().encode("a sample of some length");
const same = (a: Bytes, b: Bytes) => Buffer.compare(a, b) === 0;

describe("fuzzing", { timeout: patience }, () => {
  it("finds what is wrong with a reader, and makes it small", async () => {
    const found = fuzz(damaged([SAMPLE]), async (bytes) => {
      if (bytes.includes(0xff)) throw new Error("a reader fell over");
    });
    await expect(found).rejects.toMatchObject({
      message: expect.stringMatching(/seed: \d+/),
      cause: expect.objectContaining({ message: "a reader fell over" }),
    });
  });
  it("passes a reader that takes everything, damaged and not", async () => {
    const seen = { same: 0, shorter: 0, longer: 0, other: 0 };
    await fuzz(damaged([SAMPLE]), async (bytes) => {
      if (same(bytes, SAMPLE)) seen.same++;
      else if (bytes.length < SAMPLE.length) seen.shorter++;
      else if (bytes.length > SAMPLE.length) seen.longer++;
      else seen.other++;
    });
    expect(Object.values(seen).every((count) => count > 2)).toBe(true);
  });
  it("never changes the sample itself", async () => {
    const before = SAMPLE.slice();
    await fuzz(damaged([SAMPLE, new Uint8Array(0)]), async (bytes) => void bytes.fill(0));
    expect(same(SAMPLE, before)).toBe(true);
  });
  it("puts texts together from the pieces it is given", () =>
    fuzz(textOf(["/", "\u202e"], 9), async (text) => expect(text).toMatch(/^[/\u202e]{0,9}$/u)));
});

describe("spoiling", { timeout: patience }, () => {
  it("changes one value somewhere in a tree, and leaves the tree as it was", async () => {
    const tree = { a: [1, { b: "two" }], c: null };
    const before = JSON.stringify(tree);
    const seen = new Set<string>();
    await fuzz(spoiling, async (spoil) => void seen.add(JSON.stringify(spoil(tree)) ?? "nothing"));
    expect(JSON.stringify(tree)).toBe(before);
    expect(seen.size).toBeGreaterThan(20);
    for (const start of ['{"a":[1,{"b":', '{"a":[1,', '{"a":']) {
      expect([...seen].some((text) => text.startsWith(start) && text !== before)).toBe(true);
    }
  });
});

describe("FUZZTIME", () => {
  it("is read in seconds and minutes", () => {
    expect(fuzzTime({ FUZZTIME: "90s" })).toBe(90_000);
    expect(fuzzTime({ FUZZTIME: "10m" })).toBe(600_000);
    expect(fuzzTime({})).toBeNull();
    expect(fuzzTime({ FUZZTIME: "" })).toBeNull();
  });
  it("is refused where it is neither", () => {
    for (const text of ["10", "1h", "-1s", "s", "10 s"]) {
      expect(() => fuzzTime({ FUZZTIME: text })).toThrow("write 30s or 10m");
    }
  });
});
