/** A customer photographs a damaged parcel. The photo says where they live; what is sent does not. */
import { describe, expect, it } from "vitest";
import { concat, fromLatin1, latin1 } from "../src/bytes.ts";
import { chunkOf } from "../src/png.ts";
import { COMMENT, cleaned, secretsIn, segment, talkativeJpeg, talkativePng, XMP } from "./build.ts";
import { jpegSample, pngSample } from "./samples.ts";

describe("a photo as JPEG", () => {
  it("loses place, author, device, time, comment and the pictures behind its end", async () => {
    expect(secretsIn(talkativeJpeg())).toHaveLength(5);
    const sent = await cleaned(talkativeJpeg(), "IMG_1.JPG");
    expect(secretsIn(sent.bytes)).toEqual([]);
    expect(sent.removed).toEqual(["author", "comment", "device", "history", "place", "thumbnail", "time"]);
    expect(sent).toMatchObject({
      name: "IMG_1.JPG",
      media: "image/jpeg",
      preview: "image",
      uncleaned: false,
    });
  });
  it("keeps every byte that draws", async () => {
    expect((await cleaned(talkativeJpeg(1))).bytes).toEqual(jpegSample());
    expect((await cleaned(jpegSample())).removed).toEqual([]);
  });
  it("keeps which way is up, and nothing else of Exif", async () => {
    const { bytes } = await cleaned(talkativeJpeg(6));
    const marker = fromLatin1(
      "\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
    );
    expect(bytes).toEqual(concat([jpegSample().subarray(0, 2), marker, jpegSample().subarray(2)]));
  });
  it("keeps the colour profile and Adobe's transform, and drops the thumbnail in JFIF", async () => {
    const plain = jpegSample();
    const small = fromLatin1("JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc");
    const adobe = segment(0xee, fromLatin1("Adobe\0\x64\0\0\0\0\x01"));
    const source = concat([plain.subarray(0, 2), segment(0xe0, small), adobe, plain.subarray(20)]);
    const sent = await cleaned(source);
    expect(sent.removed).toEqual(["thumbnail"]);
    expect(sent.bytes).toEqual(
      concat([
        plain.subarray(0, 2),
        segment(0xe0, fromLatin1("JFIF\0\x01\x01\0\0\x01\0\x01\0\0")),
        adobe,
        plain.subarray(20),
      ]),
    );
    expect(latin1(sent.bytes)).toContain("ICC_PROFILE");
  });
  it("is left alone, and said to be, when it breaks off anywhere", async () => {
    const whole = talkativeJpeg();
    for (let cut = 3; cut < whole.length - jpegSample().length - 8; cut += 7) {
      const sent = await cleaned(whole.slice(0, cut));
      expect(sent.uncleaned, `cut at ${cut}`).toBe(true);
      expect(sent.bytes).toEqual(whole.slice(0, cut));
    }
  });
  it("is left alone when a segment lies about its length", async () => {
    const source = concat([
      jpegSample().subarray(0, 2),
      Uint8Array.of(0xff, 0xe1, 0, 1),
      jpegSample().subarray(2),
    ]);
    expect((await cleaned(source)).uncleaned).toBe(true);
  });
  it("does not follow Exif directories in circles", async () => {
    const circle = fromLatin1("MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08");
    const source = concat([
      jpegSample().subarray(0, 2),
      segment(0xe1, concat([fromLatin1("Exif\0\0"), circle])),
      jpegSample().subarray(2),
    ]);
    expect((await cleaned(source)).bytes).toEqual(jpegSample());
  });
});

describe("a screenshot as PNG", () => {
  it("loses texts, times, Exif, private chunks and what stands behind its end", async () => {
    expect(secretsIn(talkativePng())).toHaveLength(5);
    const sent = await cleaned(talkativePng(1), "Screen.png");
    expect(secretsIn(sent.bytes)).toEqual([]);
    expect(sent.bytes).toEqual(pngSample());
    expect(sent.removed).toEqual(["author", "comment", "device", "history", "place", "thumbnail", "time"]);
  });
  it("keeps which way is up", async () => {
    const { bytes } = await cleaned(talkativePng(3));
    expect(latin1(bytes)).toContain("eXIf");
    expect(bytes.length).toBe(pngSample().length + 12 + 26);
  });
  it("keeps colour, size and animation", async () => {
    const extra = ["gAMA", "cICP", "pHYs", "acTL", "fcTL", "fdAT"].map((type) =>
      chunkOf(type, new Uint8Array(4)),
    );
    const source = concat([pngSample().subarray(0, 33), ...extra, pngSample().subarray(33)]);
    expect((await cleaned(source)).bytes).toEqual(source);
  });
  it("is left alone when it is cut off, lies, or has a critical chunk that nobody knows", async () => {
    const whole = talkativePng();
    const lying = pngSample();
    lying.set([255, 255, 255, 255], 33);
    const strange = concat([
      pngSample().subarray(0, 33),
      chunkOf("SECR", fromLatin1(COMMENT)),
      pngSample().subarray(33),
    ]);
    for (const source of [
      whole.slice(0, 60),
      whole.slice(0, -60),
      lying,
      strange,
      concat([pngSample().subarray(0, 8), chunkOf("tEXt", fromLatin1(XMP))]),
    ]) {
      const sent = await cleaned(source);
      expect(sent.uncleaned).toBe(true);
      expect(sent.bytes).toEqual(source);
    }
  });
});
