/** Damaged files of every kind: whatever is broken, the sender gets an answer, soon, and the file is still there. */
import { damaged, fuzz, patience, textOf } from "@sealdesk/fuzz";
import { describe, expect, it } from "vitest";
import { concat, fromLatin1 } from "../src/bytes.ts";
import { clean, FileError, safeName } from "../src/index.ts";
import { sniff } from "../src/sniff.ts";
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
/** No file of these sizes may take longer. Milliseconds of the processor's, however many others have work for it. */
const PATIENCE = 5_000;

describe("damage to", { timeout: patience }, () => {
  for (const [name, make] of KINDS) {
    it(`${name} never throws, never hangs, and never loses the file`, () =>
      fuzz(damaged([make()]), async (before) => {
        const start = process.cpuUsage();
        const sent = await clean(fileOf(before));
        expect(process.cpuUsage(start).user / 1000, name).toBeLessThan(PATIENCE);
        const after = await bytesOf(sent.source);
        expect(after).toHaveLength(sent.source.size);
        if (sent.uncleaned && sent.removed.length === 0) expect(Buffer.compare(after, before)).toBe(0);
      }));
  }
  it("what a file claims to be is told or not, and nothing is thrown", () =>
    fuzz(damaged(KINDS.map(([, make]) => make().slice(0, 64))), async (head) => {
      expect(sniff(head)).toMatch(/^[a-z]+\/[-+.a-z0-9]+$/);
    }));
  it("a name leaves nothing that a disk or a reader could trip over", () => {
    const odd = ["/", "\\", "\u202e", "\0", ".", " ", "\u200d", "con", "\ud800", "é", "🐳", ":", "a"];
    return fuzz(textOf(odd, 300), async (typed) => {
      const name = safeName(typed);
      expect(name).not.toMatch(/[/\\:\u202e\0]|\u200d|^[. ]|[. ]$|^con(?:\.|$)/u);
      expect(name).not.toMatch(/\p{Cs}/u);
      expect([...name].length).toBeGreaterThan(0);
      expect([...name].length).toBeLessThanOrEqual(121);
    });
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
