/** Stickers, animations and photos of newer phones. */
import { describe, expect, it } from "vitest";
import { concat, fromLatin1, latin1, le32 } from "../src/bytes.ts";
import { COMMENT, cleaned, secretsIn } from "./build.ts";
import { gif, riffChunk, talkativeAvif, talkativeGif, talkativeWebp, webpOf } from "./build-more.ts";
import { avifSample, webpSample } from "./samples.ts";

describe("a WebP", () => {
  it("loses Exif, XMP and unknown chunks, and keeps the rest byte for byte", async () => {
    expect(secretsIn(talkativeWebp(1))).toHaveLength(5);
    const sent = await cleaned(talkativeWebp(1), "sticker.webp");
    expect(sent.bytes).toEqual(webpSample());
    expect(sent.removed).toEqual(["author", "comment", "device", "history", "place", "thumbnail", "time"]);
  });
  it("keeps which way is up, and says so in its flags", async () => {
    const { bytes } = await cleaned(talkativeWebp(6));
    expect(bytes[20]! & 0x0c).toBe(0x08);
    expect(latin1(bytes)).toContain("EXIF");
    expect(secretsIn(bytes)).toEqual([]);
  });
  it("loses what is hidden inside of a frame of an animation", async () => {
    const vp8 = webpSample().subarray(12 + 18 + 8 + 456);
    const frame = (extra: Uint8Array) => riffChunk("ANMF", concat([new Uint8Array(16), vp8, extra]));
    const header = webpSample().subarray(12, 30);
    const sent = await cleaned(webpOf([header, frame(riffChunk("XTRA", fromLatin1(COMMENT)))]));
    expect(sent.bytes).toEqual(webpOf([header, frame(new Uint8Array())]));
  });
  it("is left alone when its sizes lie", async () => {
    const source = webpSample();
    source.set(le32(0x7fffffff), 4);
    expect((await cleaned(source)).uncleaned).toBe(true);
    source.set(le32(source.length - 8), 4);
    source.set(le32(0xffffffff), 16);
    expect((await cleaned(source)).bytes).toEqual(source);
  });
});

describe("a GIF", () => {
  it("loses comments, XMP and what stands behind it; loops and frames stay", async () => {
    const sent = await cleaned(talkativeGif());
    expect(secretsIn(talkativeGif()).length).toBeGreaterThan(2);
    expect(sent.bytes).toEqual(gif());
    expect(sent.removed).toEqual(["author", "comment", "device", "history", "place"]);
    expect(latin1(sent.bytes)).toContain("NETSCAPE2.0");
  });
  it("is left alone when it breaks off", async () => {
    for (let cut = 13; cut < gif().length; cut++)
      expect((await cleaned(gif().slice(0, cut))).uncleaned, `cut at ${cut}`).toBe(true);
  });
});

describe("a photo as AVIF or HEIC", () => {
  it("keeps its size, with Exif and XMP blanked where they are", async () => {
    for (const brand of ["avif", "heic"]) {
      const before = talkativeAvif(brand);
      expect(secretsIn(before)).toHaveLength(5);
      const sent = await cleaned(before);
      expect(secretsIn(sent.bytes)).toEqual([]);
      expect(sent.bytes).toHaveLength(before.length);
      expect(sent).toMatchObject({ media: `image/${brand}`, uncleaned: false });
      expect(sent.removed).toContain("place");
      expect(latin1(sent.bytes)).toContain(latin1(avifSample().slice(-28))); // the picture itself
    }
  });
  it("says nothing where nothing was", async () => {
    expect(await cleaned(avifSample())).toMatchObject({ bytes: avifSample(), removed: [], uncleaned: false });
  });
  it("is left alone when a part claims to be outside of the file", async () => {
    const before = talkativeAvif("avif", 1 << 30);
    const sent = await cleaned(before);
    expect(sent).toMatchObject({ uncleaned: true, bytes: before });
  });
});
