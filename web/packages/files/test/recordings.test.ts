/** A customer records a noise that the machine makes, at home. */
import { describe, expect, it } from "vitest";
import { concat, fromLatin1, latin1 } from "../src/bytes.ts";
import { clean } from "../src/index.ts";
import type { FileSource } from "../src/types.ts";
import { AUTHOR, bytesOf, COMMENT, cleaned, DAY, fileOf, PLACE, SERIAL, secretsIn } from "./build.ts";
import {
  box,
  flac,
  id3,
  id3Frame,
  mp3Sound,
  riffChunk,
  talkativeMp4,
  talkativeWebm,
  wav,
} from "./build-more.ts";
import { mp4Sample, webmSample } from "./samples.ts";

describe("a video as MP4", () => {
  it("keeps its size and its samples, and loses place, names, program and times", async () => {
    const before = talkativeMp4();
    expect(secretsIn(before)).toHaveLength(4);
    const sent = await cleaned(before, "clip.mp4");
    expect(secretsIn(sent.bytes)).toEqual([]);
    expect(sent.bytes).toHaveLength(before.length);
    expect(sent.removed).toEqual(["author", "comment", "device", "place", "time"]);
    const samples = latin1(mp4Sample().slice(36 + 0x2b7));
    expect(latin1(sent.bytes)).toContain(samples);
  });
  it("is never read whole, and comes out the same in pieces of any size", async () => {
    const before = concat([
      talkativeMp4(),
      box("mdat", new Uint8Array(3 << 20).fill(7)),
      box("udta", fromLatin1(PLACE)),
    ]);
    let largest = 0;
    const file = fileOf(before);
    const counted: FileSource = {
      ...file,
      slice(from, to) {
        largest = Math.max(largest, to - from);
        return file.slice(from, to);
      },
    };
    const { source } = await clean(counted);
    expect(largest).toBeLessThan(5000);
    const whole = await bytesOf(source);
    expect(secretsIn(whole)).toEqual([]);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < source.size; at += 65_521)
      pieces.push(new Uint8Array(await source.slice(at, at + 65_521).arrayBuffer()));
    expect(Buffer.compare(concat(pieces), whole)).toBe(0);
    expect((await source.slice(source.size, source.size + 5).arrayBuffer()).byteLength).toBe(0);
  });
  it("with a track of an action camera's sensors is said to be not clean", async () => {
    const sent = await cleaned(talkativeMp4("meta"));
    expect(sent.uncleaned).toBe(true);
    expect(secretsIn(sent.bytes)).toEqual([]);
  });
  it("is left alone when a box is larger than its place, or has no end in sight", async () => {
    const lying = mp4Sample();
    lying[36] = 0x7f;
    const nested = mp4Sample();
    nested[36 + 8 + 3] = 0xff;
    for (const before of [lying, nested, mp4Sample().slice(0, 300)])
      expect(await cleaned(before)).toMatchObject({ uncleaned: true, bytes: before });
  });
});

describe("a recording as WebM", () => {
  it("keeps its size and its clusters, and loses title, tags, date, program and attachments", async () => {
    const before = talkativeWebm();
    expect(secretsIn(before)).toHaveLength(5);
    const sent = await cleaned(before, "voice.webm");
    expect(secretsIn(sent.bytes)).toEqual([]);
    expect(sent.bytes).toHaveLength(before.length);
    expect(sent).toMatchObject({ media: "video/webm", uncleaned: false });
    expect(sent.removed).toEqual(["author", "comment", "device", "place", "thumbnail", "time"]);
    const clusters = latin1(webmSample()).lastIndexOf("\x1f\x43\xb6\x75");
    expect(latin1(sent.bytes)).toContain(latin1(webmSample().slice(clusters)));
  });
  it("as the browser makes it, names the browser no longer", async () => {
    expect(latin1(webmSample())).toContain("Chrome");
    const sent = await cleaned(webmSample());
    expect(latin1(sent.bytes)).not.toContain("Chrome");
    expect(sent.removed).toEqual(["device"]);
  });
  it("is left alone when a size lies or an id cannot be", async () => {
    const lying = talkativeWebm();
    lying.fill(0x7f, latin1(lying).indexOf("\x12\x54\xc3\x67") + 5, latin1(lying).indexOf("ARTIST"));
    const strange = talkativeWebm();
    strange[latin1(strange).indexOf("\x12\x54\xc3\x67")] = 0x01;
    for (const before of [lying, strange, talkativeWebm().slice(0, 200)])
      expect(await cleaned(before)).toMatchObject({ uncleaned: true, bytes: before });
  });
});

describe("sound", () => {
  it("as WAV loses its labels and what stands behind it", async () => {
    const before = concat([
      wav(
        riffChunk("LIST", fromLatin1(`INFOIART${AUTHOR}`)),
        riffChunk("bext", fromLatin1(`${SERIAL}${DAY}`)),
      ),
    ]);
    const sent = await cleaned(before);
    expect(secretsIn(sent.bytes)).toEqual([]);
    expect(sent.bytes.slice(0, wav().length).slice(8)).toEqual(wav().slice(8));
    expect(sent).toMatchObject({ media: "audio/wav", preview: "audio", uncleaned: false });
  });
  it("as FLAC has padding where comments and pictures were", async () => {
    const before = flac([4, fromLatin1(AUTHOR)], [3, new Uint8Array(18)], [6, fromLatin1(COMMENT)]);
    const sent = await cleaned(before);
    expect(sent.removed).toEqual(["author", "comment", "thumbnail"]);
    expect(sent.bytes).toEqual(
      flac([1, new Uint8Array(AUTHOR.length)], [3, new Uint8Array(18)], [1, new Uint8Array(COMMENT.length)]),
    );
  });
  it("as MP3 is what is between its tags", async () => {
    const tag = id3(concat([id3Frame("TPE1", AUTHOR), id3Frame("COMM", COMMENT)]));
    const old = concat([fromLatin1(`TAG${AUTHOR}`), new Uint8Array(125 - AUTHOR.length)]);
    const sent = await cleaned(concat([tag, mp3Sound(), old]));
    expect(sent.bytes).toEqual(mp3Sound());
    expect(sent).toMatchObject({ media: "audio/mpeg", uncleaned: false });
  });
  it("that lies about its tags is left alone", async () => {
    const tag = id3(fromLatin1("x".repeat(100)));
    for (const before of [
      tag,
      concat([fromLatin1("ID3\x04\0\0\x7f\x7f\x7f\x7f"), mp3Sound()]),
      flac([4, fromLatin1(AUTHOR)]).slice(0, 45),
    ])
      expect(await cleaned(before)).toMatchObject({ uncleaned: true, bytes: before });
  });
  it("as Ogg is sent as it is, and that is said", async () => {
    const before = fromLatin1(`OggS\0${AUTHOR}`);
    expect(await cleaned(before)).toMatchObject({ uncleaned: true, bytes: before, removed: [] });
  });
});
