/**
 * Media types by the first bytes, never by the name (after the WHATWG's MIME Sniffing). Limits: it says what a file begins
 * like, not that it is well formed; unknown bytes are `application/octet-stream`.
 */
import { latin1, startsWith } from "./bytes.ts";
import type { PreviewKind } from "./types.ts";

export type { PreviewKind };

export const UNKNOWN = "application/octet-stream";
/** Bytes that are worth giving to `sniff`. */
export const SNIFF_BYTES = 4096;

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

const MAGIC: readonly (readonly [string, string])[] = [
  ["\xff\xd8\xff", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["BM", "image/bmp"],
  ["II*\0", "image/tiff"],
  ["MM\0*", "image/tiff"],
  ["%PDF-", "application/pdf"],
  ["{\\rtf", "application/rtf"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-cfb"],
  ["\x1aE\xdf\xa3", "video/webm"],
  ["ID3", "audio/mpeg"],
  ["OggS", "audio/ogg"],
  ["fLaC", "audio/flac"],
  ["MZ", "application/x-msdownload"],
  ["\x7fELF", "application/x-executable"],
  ["\xcf\xfa\xed\xfe", "application/x-mach-binary"],
  ["\xca\xfe\xba\xbe", "application/x-mach-binary"],
  ["#!", "application/x-sh"],
  ["\x1f\x8b", "application/gzip"],
  ["7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"],
  ["Rar!\x1a\x07", "application/vnd.rar"],
];

/** @param head the first bytes, `SNIFF_BYTES` of them if there are as many */
export function sniff(head: Uint8Array): string {
  if (head.length === 0) return "text/plain";
  const short = startsWith(head, "BM") && head.length < 26; // two letters are not a bitmap
  const known = short ? undefined : MAGIC.find(([magic]) => startsWith(head, magic));
  if (known?.[1] === "video/webm") return webm(latin1(head));
  if (known !== undefined && !(known[0].length === 2 && isText(head) && known[0] !== "#!")) return known[1];
  if (startsWith(head, "RIFF")) return riff(head);
  if (startsWith(head, "ftyp", 4)) return brand(latin1(head.subarray(8, 12)), head);
  if (startsWith(head, "moov", 4) || startsWith(head, "mdat", 4)) return "video/quicktime";
  if (startsWith(head, "PK\x03\x04") || startsWith(head, "PK\x05\x06")) return zip(latin1(head));
  if (isMpegFrame(head)) return "audio/mpeg";
  return isText(head) ? markup(head) : UNKNOWN;
}

/** A recorded voice is the same container; its tracks, which come early, name their codecs. */
function webm(text: string): string {
  return /A_(?:OPUS|VORBIS|AAC|FLAC|PCM)/.test(text) && !text.includes("V_") ? "audio/webm" : "video/webm";
}

function riff(head: Uint8Array): string {
  if (startsWith(head, "WEBP", 8)) return "image/webp";
  if (startsWith(head, "WAVE", 8)) return "audio/wav";
  return startsWith(head, "AVI ", 8) ? "video/x-msvideo" : UNKNOWN;
}

/** ISO 14496-12 §4.3: the major brand, and for pictures the compatible ones. */
function brand(major: string, head: Uint8Array): string {
  const size = ((head[2] ?? 0) << 8) | (head[3] ?? 0);
  const brands = latin1(head.subarray(8, Math.min(size, 256)));
  if (/^avi[fs]/.test(major) || (/^(?:mif1|miaf|msf1)/.test(major) && brands.includes("avif")))
    return "image/avif";
  if (/^(?:hei[cmxs]|hev[cmx]|mif1|msf1)/.test(major)) return "image/heic";
  if (/^M4[AB] /.test(major)) return "audio/mp4";
  return major === "qt  " ? "video/quicktime" : "video/mp4";
}

/** The names of the first entries tell a document from an archive; `clean` looks at all of them. */
function zip(text: string): string {
  const open = /^mimetype(application\/vnd\.oasis\.opendocument\.[a-z-]+)PK/.exec(text.slice(30));
  if (open !== null) return open[1]!;
  if (text.includes("word/")) return WORD;
  if (text.includes("xl/")) return SHEET;
  return text.includes("ppt/") ? SLIDES : "application/zip";
}

/** An MPEG-1/2 audio frame's header, layer III, followed by a bit rate and a sampling rate that exist. */
function isMpegFrame(head: Uint8Array): boolean {
  if (head.length < 4 || head[0] !== 0xff) return false;
  const [, second = 0, third = 0] = head;
  return (
    (second & 0xe6) === 0xe2 &&
    (second & 0x18) !== 0x08 &&
    third >> 4 !== 0xf &&
    third >> 4 !== 0 &&
    (third & 0xc) !== 0xc
  );
}

/** UTF-8 without controls, or UTF-16 with its mark. The last character may be cut. */
function isText(head: Uint8Array): boolean {
  if (startsWith(head, "\xff\xfe") || startsWith(head, "\xfe\xff")) return head.length % 2 === 0;
  if (head.some((byte) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function markup(head: Uint8Array): string {
  const start = latin1(head.subarray(0, 1024))
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  if (/<svg[\s>:]/i.test(start) && start.startsWith("<")) return "image/svg+xml";
  return /^<(?:!doctype html|html|head|body|script|iframe|!--)/i.test(start) ? "text/html" : "text/plain";
}

const SHOWN: Readonly<Record<string, PreviewKind>> = {
  "image/jpeg": "image",
  "image/png": "image",
  "image/gif": "image",
  "image/webp": "image",
  "image/avif": "image",
  "image/bmp": "image",
  "application/pdf": "pdf",
  "image/svg+xml": "text",
  "application/x-sh": "text",
  "audio/mpeg": "audio",
  "audio/ogg": "audio",
  "audio/wav": "audio",
  "audio/flac": "audio",
  "audio/mp4": "audio",
  "audio/webm": "audio",
  "video/mp4": "video",
  "video/webm": "video",
  "video/quicktime": "video",
};

/** How files of this media type can be looked at; null: saved only. Pages and drawings with scripts are text. */
export function previewKind(media: string): PreviewKind | null {
  return SHOWN[media] ?? (media.startsWith("text/") ? "text" : null);
}
