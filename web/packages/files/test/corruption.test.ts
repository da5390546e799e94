/** Damaged files of every kind: whatever is broken, the sender gets an answer, soon, and the file is still there. */
import { describe, expect, it } from "vitest";
import { concat, fromLatin1 } from "../src/bytes.ts";
import { clean, FileError, safeName } from "../src/index.ts";
import type { Bytes, FileSource } from "../src/types.ts";
import { bytesOf, fileOf, talkativeJpeg, talkativePng } from "./build.ts";
import {
  flac,
  gif,
  id3,
  id3Frame,
  mp3Sound,
  talkativeAvif,
  talkativeGif,
  talkativeMp4,
  talkativeWebm,
  talkativeWebp,
  wav,
} from "./build-more.ts";
import { docx, odt } from "./build-office.ts";
import { talkativePdf } from "./build-pdf.ts";

const KINDS: readonly (readonly [string, () => Bytes])[] = [
  ["JPEG", talkativeJpeg],
  ["PNG", talkativePng],
  ["WebP", () => talkativeWebp(6)],
  ["GIF", talkativeGif],
  ["a plain GIF", gif],
  ["AVIF", () => talkativeAvif("avif")],
  ["MP4", talkativeMp4],
  ["WebM", talkativeWebm],
  ["WAV", () => wav(fromLatin1("LIST\x04\0\0\0INFO"))],
  ["FLAC", () => flac([4, fromLatin1("words")])],
  ["MP3", () => concat([id3(id3Frame("TPE1", "x")), mp3Sound()])],
  ["Word", docx],
  ["OpenDocument", odt],
  ["PDF", talkativePdf],
];
const ROUNDS = 150;
/** No file of these sizes may take longer, on a slow machine. Milliseconds. */
const PATIENCE = 10_000;

/** Numbers that look random and are the same every time (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** Some bytes changed, to extremes more often than to anything; sometimes a piece is missing or comes twice. */
function damage(bytes: Bytes, roll: (sides: number) => number): Bytes {
  const broken = bytes.slice();
  for (let hits = 1 + roll(6); hits > 0; hits--) {
    const at = roll(4) === 0 ? roll(Math.min(64, broken.length)) : roll(broken.length);
    broken[at] = [0, 1, 0x7f, 0x80, 0xff, roll(256)][roll(6)]!;
  }
  const cut = roll(broken.length);
  if (roll(4) === 0) return broken.slice(0, cut);
  return roll(6) === 0 ? concat([broken.subarray(0, cut), broken.subarray(roll(broken.length))]) : broken;
}

describe("damage to", () => {
  for (const [name, make] of KINDS) {
    it(`${name} never throws, never hangs, and never loses the file`, { timeout: 60_000 }, async () => {
      const roll = dice(name.length * 7919);
      for (let round = 0; round < ROUNDS; round++) {
        const before = damage(make(), roll);
        const start = performance.now();
        const sent = await clean(fileOf(before));
        expect(performance.now() - start, `${name}, round ${round}`).toBeLessThan(PATIENCE);
        const after = await bytesOf(sent.source);
        expect(after).toHaveLength(sent.source.size);
        if (sent.uncleaned && sent.removed.length === 0) expect(Buffer.compare(after, before)).toBe(0);
      }
    });
  }
  it("a name leaves nothing that a disk or a reader could trip over", () => {
    const roll = dice(4711);
    const odd = ["/", "\\", "\u202e", "\0", ".", " ", "\u200d", "con", "\ud800", "é", "🐳", ":", "a"];
    for (let round = 0; round < 2000; round++) {
      const name = safeName(Array.from({ length: roll(300) }, () => odd[roll(odd.length)]).join(""));
      expect(name).not.toMatch(/[/\\:\u202e\0]|\u200d|^[. ]|[. ]$|^con(?:\.|$)/u);
      expect(name).not.toMatch(/\p{Cs}/u);
      expect([...name].length).toBeGreaterThan(0);
      expect([...name].length).toBeLessThanOrEqual(121);
    }
  });
});

describe("a device that does not give the file out", () => {
  const gone: FileSource = {
    ...fileOf(talkativeJpeg()),
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }),
  };
  it("is told apart from a damaged file", async () => {
    await expect(clean(gone)).rejects.toMatchObject({ kind: "unread" });
    await expect(clean(gone)).rejects.toBeInstanceOf(FileError);
  });
  it("also when the file shrank since it was chosen, in the middle of reading", async () => {
    const real = fileOf(talkativeMp4());
    let reads = 0;
    const shrinking: FileSource = {
      ...real,
      slice: (from, to) => (++reads > 2 ? real.slice(from, from + 1) : real.slice(from, to)),
    };
    await expect(clean(shrinking)).rejects.toMatchObject({ kind: "unread" });
  });
});
