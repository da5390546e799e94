/** How each kind of file is drawn. The bytes decide what it is; a picture that is none is refused, not tried. */
import { previewKind, SNIFF_BYTES, sniff } from "@sealdesk/files/sniff";
import { type Order, Trouble } from "./order.ts";

export type Pieces = readonly Uint8Array<ArrayBuffer>[];
export type Draw = (stage: HTMLElement, order: Order, pieces: Pieces) => Promise<void>;

/** Of a picture: half a gigabyte once it is drawn. */
const MAX_POINTS = 128 << 20;
/** Longest text that is laid out, in bytes. */
const MAX_TEXT = 2 << 20;

export async function shower(kind: Order["kind"]): Promise<Draw> {
  if (kind === "pdf") return (await import("./pdf.ts")).drawPdf;
  return { image: drawImage, text: drawText, audio: drawMedia, video: drawMedia }[kind];
}

/** The media type by the bytes; throws if they are not of the kind that was asked for. */
function mediaOf(order: Order, pieces: Pieces): string {
  const head = new Uint8Array(SNIFF_BYTES);
  let filled = 0;
  for (const piece of pieces) {
    const part = piece.subarray(0, SNIFF_BYTES - filled);
    head.set(part, filled);
    filled += part.length;
    if (filled === SNIFF_BYTES) break;
  }
  const media = sniff(head.subarray(0, filled));
  const kind = previewKind(media);
  const plays = (one: string | null) => one === "audio" || one === "video"; // the same containers carry both
  if (kind !== order.kind && !(plays(kind) && plays(order.kind))) throw new Trouble("failed");
  return media;
}

async function drawImage(stage: HTMLElement, order: Order, pieces: Pieces): Promise<void> {
  const image = new Image();
  image.alt = order.name;
  await withAddress(order, pieces, async (address) => {
    await new Promise((loaded, failed) => {
      image.onload = loaded;
      image.onerror = () => failed(new Trouble("failed"));
      image.src = address;
    });
    // The size is known before the points are: a small file can claim so many that they fill the memory.
    if (image.naturalWidth * image.naturalHeight > MAX_POINTS) throw new Trouble("failed");
    await image.decode();
  });
  stage.className = "picture";
  stage.replaceChildren(image);
}

async function drawMedia(stage: HTMLElement, order: Order, pieces: Pieces): Promise<void> {
  const player = document.createElement(order.kind === "audio" ? "audio" : "video");
  player.controls = true;
  player.preload = "metadata";
  player.setAttribute("aria-label", order.name);
  player.setAttribute("playsinline", "");
  const blob = new Blob([...pieces], { type: playable(mediaOf(order, pieces)) });
  await new Promise<void>((shown, failed) => {
    player.onloadedmetadata = () => shown();
    player.onerror = () => failed(new Trouble("failed"));
    player.src = URL.createObjectURL(blob); // stays: the player reads from it while it plays
  });
  stage.className = order.kind;
  stage.replaceChildren(player);
}

/** Browsers play QuickTime's boxes, but not under that name. */
function playable(media: string): string {
  return media === "video/quicktime" ? "video/mp4" : media;
}

async function withAddress(
  order: Order,
  pieces: Pieces,
  use: (address: string) => Promise<void>,
): Promise<void> {
  const address = URL.createObjectURL(new Blob([...pieces], { type: mediaOf(order, pieces) }));
  try {
    await use(address);
  } catch (error) {
    throw new Trouble("failed", error);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Text, and pages and drawings as the text they are. Each line finds its own direction. */
async function drawText(stage: HTMLElement, order: Order, pieces: Pieces): Promise<void> {
  const { bytes, cut } = beginning(pieces);
  const text = document.createElement("pre");
  text.textContent = decode(bytes);
  text.dir = "auto";
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", order.name);
  stage.className = "text";
  stage.replaceChildren(text);
  if (!cut) return;
  const line = document.createElement("p");
  line.className = "cut";
  line.textContent = order.words.cut;
  stage.prepend(line);
}

function beginning(pieces: Pieces): { bytes: Uint8Array; cut: boolean } {
  const whole = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const bytes = new Uint8Array(Math.min(whole, MAX_TEXT));
  let at = 0;
  for (const piece of pieces) {
    if (at === bytes.length) break;
    const part = piece.subarray(0, bytes.length - at);
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, cut: whole > MAX_TEXT };
}

/** By its mark UTF-16, else UTF-8 if it is that (a cut last letter aside), else what old Windows programs write. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
