import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { common } from "../src/common.gen.ts";
import { NoFilter, readFilter } from "../src/filter.ts";

const shipped = () => Uint8Array.from(Buffer.from(common, "base64"));
const first = (text: string) => createHash("sha1").update(text).digest().readBigUInt64BE();

describe("a filter", () => {
  it("is as large as it was said to be", () => {
    expect(readFilter(shipped()).values.length).toBe(101_590);
    expect(shipped().length).toBeLessThan(250_000);
  });

  it("finds by text what it finds by hash", async () => {
    const filter = readFilter(shipped());
    expect(await filter.has("password")).toBe(true);
    expect(filter.hasHash(first("password"))).toBe(true);
    expect(filter.hasHash(first("quiet kites over basalt"))).toBe(false);
  });

  it("that is empty has nobody in it", async () => {
    const empty = readFilter(Uint8Array.of(0x53, 0x44, 0x50, 0x46, 1, 14, 0, 0, 0, 0));
    expect(await empty.has("password")).toBe(false);
  });
});

describe("what is no filter", () => {
  const changed = (change: (bytes: Uint8Array) => void) => {
    const bytes = shipped();
    change(bytes);
    return bytes;
  };

  it.each([
    ["nothing", new Uint8Array()],
    ["a header that ends", shipped().slice(0, 9)],
    ["another kind of file", changed((b) => b.fill(0, 0, 4))],
    ["a later version", changed((b) => b.fill(2, 4, 5))],
    ["a chance out of bounds", changed((b) => b.fill(0, 5, 6))],
    ["more entries than it has room for", changed((b) => b.fill(255, 6, 10))],
    ["one cut in half", shipped().slice(0, 100_000)],
    ["ones without an end", changed((b) => b.fill(255, 10))],
  ])("%s is refused", (_, bytes) => {
    expect(() => readFilter(bytes)).toThrow(NoFilter);
  });
});
