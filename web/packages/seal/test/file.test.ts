/** Files part by part: the same bytes as in one piece, and nothing that was cut, moved or changed. */
import { describe, expect, test } from "vitest";
import { type Bytes, concat, equal, systemRandom as random } from "../src/bytes.ts";
import { openParts, partSize, partsIn, sealParts } from "../src/file.ts";
import { type FileDescription, sealFile } from "../src/stream.ts";

const MIB = 1 << 20;
const plainOf = (size: number): Bytes =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 9)) & 255);

async function sealed(plain: Bytes, key = random(32)) {
  const parts: Bytes[] = [];
  const largest = { read: 0 };
  const read = async (from: number, to: number) => {
    largest.read = Math.max(largest.read, to - from);
    return plain.slice(from, to);
  };
  const of = await sealParts(
    () => key,
    plain.length,
    read,
    async (n, part) => {
      expect(n).toBe(parts.length);
      parts.push(part);
    },
  );
  return { of, parts, largest };
}

async function opened(of: FileDescription, parts: readonly Bytes[]): Promise<Bytes[]> {
  const out: Bytes[] = [];
  for await (const piece of openParts(of, async (n) => parts[n] ?? new Uint8Array(0))) out.push(piece);
  return out;
}

function flip(part: Bytes, at: number): void {
  part[at]! ^= 1;
}

describe("a file in parts", () => {
  test.each([0, 1, 65_535, 65_536, 65_537, MIB, MIB + 1, 2 * MIB + 300_001])("of %i bytes", async (size) => {
    const plain = plainOf(size);
    const key = random(32);
    const { largest, of, parts } = await sealed(plain, key);
    const whole = await sealFile(() => key, plain);
    // Compared as bytes: element by element a megabyte takes minutes.
    expect(equal(concat(...parts), whole.ciphertext)).toBe(true);
    expect(of).toEqual({ key, size, padded: whole.padded, hash: whole.hash });
    expect(parts).toHaveLength(partsIn(of.padded));
    expect(parts.slice(0, -1).every((p) => p.length === partSize)).toBe(true);
    expect(largest.read).toBeLessThanOrEqual(MIB);
    const pieces = await opened(of, parts);
    expect(equal(concat(...pieces), plain)).toBe(true);
    expect(pieces.every((p) => p.length > 0 && p.length <= 65_536)).toBe(true);
  });

  const size = MIB + 300_001;
  const bent: readonly [string, (parts: Bytes[]) => void][] = [
    ["one bit in the middle", (p) => flip(p[1]!, 70_000)],
    ["one bit of the last tag", (p) => flip(p.at(-1)!, p.at(-1)!.length - 1)],
    ["two parts that changed places", (p) => void p.splice(0, 2, p[1]!, p[0]!)],
    ["a part twice", (p) => void p.splice(1, 1, p[0]!)],
    ["the last part missing", (p) => void p.pop()],
    ["a last part that was cut", (p) => void p.push(p.pop()!.slice(0, -65_552))],
    ["a part with something added", (p) => void p.push(concat(p.pop()!, random(16)))],
  ];
  test.each(bent)("is refused with %s", async (_, bend) => {
    const { of, parts } = await sealed(plainOf(size));
    bend(parts);
    await expect(opened(of, parts)).rejects.toMatchObject({ name: "SealError" });
  });

  const lies: readonly [string, (of: FileDescription) => FileDescription][] = [
    ["key", (of) => ({ ...of, key: random(32) })],
    ["hash", (of) => ({ ...of, hash: random(32) })],
    ["size", (of) => ({ ...of, size: of.size - 1 })],
    ["padded size", (of) => ({ ...of, padded: of.padded + 1 })],
  ];
  test.each(lies)("is refused under another %s", async (_, lie) => {
    const { of, parts } = await sealed(plainOf(size));
    await expect(opened(lie(of), parts)).rejects.toMatchObject({ name: "SealError" });
  });

  test("that changes while it is read is not sealed", async () => {
    const short = async (from: number, to: number) => plainOf(to - from - 1);
    const keep = async () => undefined;
    await expect(sealParts(random, 70_000, short, keep)).rejects.toMatchObject({ kind: "misuse" });
  });
});
