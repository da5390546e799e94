/** What the product's browser tests call in a page: files that give people away, before and after cleaning. */
import { fromLatin1 } from "../src/bytes.ts";
import { clean } from "../src/index.ts";
import { bytesOf, fileOf, secretsIn, talkativeJpeg, talkativePng } from "./build.ts";
import {
  gif,
  mp3Sound,
  talkativeAvif,
  talkativeGif,
  talkativeMp4,
  talkativeWebm,
  talkativeWebp,
  wav,
} from "./build-more.ts";
import { PAGE_TEXT, pdfOf, stream, talkativePdf } from "./build-pdf.ts";

const FILES = {
  "photo.jpg": () => talkativeJpeg(6),
  "screen.png": () => talkativePng(1),
  "sticker.webp": () => talkativeWebp(1),
  "loop.gif": talkativeGif,
  "still.gif": gif,
  "photo.avif": () => talkativeAvif("avif"),
  "clip.mp4": talkativeMp4,
  "voice.webm": talkativeWebm,
  "sound.wav": () => wav(),
  "sound.mp3": mp3Sound,
  "letter.pdf": talkativePdf,
} as const;

const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Cleaned as a sender's device does it, and what is left of the secrets. */
async function cleanFile(name: keyof typeof FILES) {
  const { source, preview, uncleaned } = await clean(fileOf(FILES[name](), name));
  const bytes = await bytesOf(source);
  return { base64: base64(bytes), preview, uncleaned, left: secretsIn(bytes) };
}

interface Wish {
  readonly catalog?: string;
  readonly page?: string;
  readonly resources?: string;
  readonly content?: string;
  /** Objects from number 5 on. */
  readonly more?: readonly string[];
  readonly trailer?: string;
}

const HELVETICA = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

/** A PDF of one page from its objects, for tests that write hostile and odd ones. */
function makePdf(wish: Wish): string {
  const {
    catalog = "",
    page = "",
    resources = HELVETICA,
    content = PAGE_TEXT,
    more = [],
    trailer = "",
  } = wish;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << ${resources} >> ${page} >>`,
    stream("", fromLatin1(content)),
    ...more,
  ];
  return base64(pdfOf(objects, `/Root 1 0 R ${trailer}`));
}

Object.assign(globalThis, { cleanFile, fileNames: Object.keys(FILES), makePdf });
