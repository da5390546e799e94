/** What a file is, says its beginning. */
import { describe, expect, it } from "vitest";
import { fromLatin1 } from "../src/bytes.ts";
import { previewKind, sniff } from "../src/index.ts";
import { avifSample, jpegSample, mp4Sample, pngSample, webpSample } from "./samples.ts";

const rows: readonly (readonly [string, Uint8Array | string, string, string | null])[] = [
  ["JPEG", jpegSample(), "image/jpeg", "image"],
  ["PNG", pngSample(), "image/png", "image"],
  ["WebP", webpSample(), "image/webp", "image"],
  ["AVIF", avifSample(), "image/avif", "image"],
  ["MP4", mp4Sample(), "video/mp4", "video"],
  ["GIF", "GIF89a\x10\0", "image/gif", "image"],
  ["a photo of an iPhone", "\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic", null],
  ["an AVIF with a generic brand", "\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "image/avif", "image"],
  ["QuickTime", "\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime", "video"],
  ["M4A", "\0\0\0\x14ftypM4A \0\0\0\0M4A ", "audio/mp4", "audio"],
  ["TIFF", "II*\0\x08\0\0\0", "image/tiff", null],
  ["PDF", "%PDF-1.7\n", "application/pdf", "pdf"],
  ["WebM", "\x1aE\xdf\xa3\x01", "video/webm", "video"],
  ["a recorded voice", "\x1aE\xdf\xa3\x01\x86\x86A_OPUS", "audio/webm", "audio"],
  ["a recorded video with sound", "\x1aE\xdf\xa3\x01\x86\x85V_VP8\x86\x86A_OPUS", "video/webm", "video"],
  ["MP3 with a tag", "ID3\x04\0\0", "audio/mpeg", "audio"],
  ["MP3 without one", "\xff\xfb\x90\x64", "audio/mpeg", "audio"],
  ["Ogg", "OggS\0", "audio/ogg", "audio"],
  ["FLAC", "fLaC\0", "audio/flac", "audio"],
  ["WAV", "RIFF\0\0\0\0WAVEfmt ", "audio/wav", "audio"],
  ["an archive", "PK\x03\x04\x14\0\0\0", "application/zip", null],
  [
    "a text document",
    `PK\x03\x04${"\0".repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK`,
    "application/vnd.oasis.opendocument.text",
    null,
  ],
  ["a program", "MZ\x90\0", "application/x-msdownload", null],
  ["a script", "#!/bin/sh\nrm -rf /", "application/x-sh", "text"],
  ["words", "Hello\r\nworld", "text/plain", "text"],
  ["words that begin like a bitmap", "BMW is a car", "text/plain", "text"],
  ["words that begin like a program", "MZ is a postal code in Mainz, is it not?", "text/plain", "text"],
  ["nothing", "", "text/plain", "text"],
  ["UTF-16", "\xff\xfeH\0i\0", "text/plain", "text"],
  ["a page", "\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>", "text/html", "text"],
  ["a drawing", '<?xml version="1.0"?><svg onload="alert(1)">', "image/svg+xml", "text"],
  ["anything else", "\x00\x01\x02\x03", "application/octet-stream", null],
];

describe("the first bytes say", () => {
  for (const [name, head, media, kind] of rows) {
    it(`${name} is ${media}`, () => {
      expect(sniff(typeof head === "string" ? fromLatin1(head) : head)).toBe(media);
      expect(previewKind(media)).toBe(kind);
    });
  }
  it("UTF-8 whose last character is cut off is text", () => {
    expect(sniff(new TextEncoder().encode("Grüße ü").slice(0, -1))).toBe("text/plain");
  });
});
