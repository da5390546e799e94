/**
 * PDF pages on canvases, with their text over them for people who select or listen. Promise: nothing of the file
 * runs or loads: no script, no link, no form, no attached file, no font or image from elsewhere; the library's
 * "worker" runs in this page, because an opaque origin may start none. Limits: fonts that are neither
 * embedded nor on the device are replaced; files above 64 MiB are refused, and so are those that would fill the memory.
 */

import { demandDrawable } from "@sealdesk/files/pdf-streams";
import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentProxy,
  TextLayer,
} from "pdfjs-dist/legacy/build/pdf.min.mjs";
import { type Order, Trouble } from "./order.ts";
import { PDF_DATA, ScriptData } from "./pdf-data.ts";
import type { Pieces } from "./show.ts";

const MAX_BYTES = 64 << 20;
const MAX_PAGES = 2000;
/** Pixels of one picture in the file, and of one canvas. */
const MAX_IMAGE = 64 << 20;
const MAX_CANVAS = 16 << 20;
const MAX_SHARPNESS = 2;

export async function drawPdf(stage: HTMLElement, order: Order, pieces: Pieces): Promise<void> {
  const pdf = await open(pieces);
  if (pdf.numPages > MAX_PAGES) throw new Trouble("failed");
  const width = Math.max(160, Math.min(stage.clientWidth, 1100));
  stage.className = "pdf";
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        seen.unobserve(target);
        void drawPage(pdf, target, width).catch(() => target.append(failed(order)));
      }
    },
    { rootMargin: "600px" },
  );
  const first = await size(pdf, 1, width);
  const sheets = Array.from({ length: pdf.numPages }, (_, i) => sheet(order, i + 1, pdf.numPages, first));
  await drawPage(pdf, sheets[0]!, width);
  stage.replaceChildren(...sheets);
  for (const page of sheets.slice(1)) seen.observe(page);
}

async function open(pieces: Pieces): Promise<PDFDocumentProxy> {
  if (pieces.reduce((sum, piece) => sum + piece.length, 0) > MAX_BYTES) throw new Trouble("failed");
  Object.assign(globalThis, { pdfjsWorker: await import("pdfjs-dist/legacy/build/pdf.worker.min.mjs") });
  GlobalWorkerOptions.workerSrc = "none"; // never used: the handler is in this page already
  const data = new Uint8Array(await new Blob([...pieces]).arrayBuffer());
  try {
    demandDrawable(data);
    return await getDocument({
      data,
      BinaryDataFactory: ScriptData,
      cMapUrl: `${PDF_DATA}cmaps/`,
      standardFontDataUrl: `${PDF_DATA}standard_fonts/`,
      wasmUrl: `${PDF_DATA}wasm/`,
      enableXfa: false,
      maxImageSize: MAX_IMAGE,
      useSystemFonts: true,
      useWasm: false,
      useWorkerFetch: false,
      verbosity: 0,
    }).promise;
  } catch (error) {
    const locked = error instanceof Error && error.name === "PasswordException";
    throw new Trouble(locked ? "locked" : "failed", error);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

async function size(pdf: PDFDocumentProxy, number: number, width: number): Promise<Size> {
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  return { width, height: (natural.height / natural.width) * width };
}

/** A page's place, as large as the first one until it is drawn. */
function sheet({ words }: Order, number: number, pages: number, { width, height }: Size): HTMLElement {
  const place = document.createElement("section");
  place.dataset.page = String(number);
  place.setAttribute(
    "aria-label",
    words.page.replace("{page}", String(number)).replace("{pages}", String(pages)),
  );
  place.style.width = `${width}px`;
  place.style.minHeight = `${height}px`;
  return place;
}

async function drawPage(pdf: PDFDocumentProxy, place: HTMLElement, width: number): Promise<void> {
  const page = await pdf.getPage(Number(place.dataset.page));
  const scale = width / page.getViewport({ scale: 1 }).width;
  const viewport = page.getViewport({ scale });
  const room = Math.sqrt(MAX_CANVAS / (viewport.width * viewport.height));
  const sharpness = Math.min(window.devicePixelRatio, MAX_SHARPNESS, room);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(viewport.width * sharpness));
  canvas.height = Math.max(1, Math.floor(viewport.height * sharpness));
  canvas.setAttribute("aria-hidden", "true");
  await page.render({ canvas, viewport: page.getViewport({ scale: scale * sharpness }) }).promise;
  const text = document.createElement("div");
  text.className = "textLayer";
  text.style.setProperty("--total-scale-factor", String(scale));
  place.style.minHeight = `${viewport.height}px`;
  place.replaceChildren(canvas, text);
  await new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport }).render();
}

function failed({ words }: Order): HTMLElement {
  const line = document.createElement("p");
  line.className = "said";
  line.textContent = words.failed;
  return line;
}
