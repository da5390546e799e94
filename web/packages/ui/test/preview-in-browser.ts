/** What the product's browser tests call in a page: shows a file as the widget and the console do. */
import { mountPreview, type PreviewOptions } from "../src/preview.ts";

const words = {
  loading: "One moment",
  failed: "This file cannot be shown. You can still save it.",
  locked: "This file opens with a password only.",
  cut: "Only the beginning is shown.",
  page: "Page {page} of {pages}",
};
/** Odd on purpose: no format's parts end where pieces do. */
const PIECE = 997;

/** Gives the file piece by piece; resolves with what the frame answered. */
function showFile(kind: PreviewOptions["kind"], base64: string, theme?: "light" | "dark"): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const container = document.createElement("div");
  Object.assign(container.style, { height: "520px", width: "480px" });
  document.body.replaceChildren(container);
  return new Promise((resolve) => {
    const preview = mountPreview(container, {
      kind,
      name: "parcel",
      words,
      language: "en",
      ...(theme === undefined ? {} : { theme }),
      shown: () => resolve("shown"),
      failed: () => resolve("failed"),
    });
    for (let at = 0; at < bytes.length; at += PIECE) preview.piece(bytes.slice(at, at + PIECE));
    preview.end();
    Object.assign(globalThis, { disposeFile: () => preview.dispose() });
  });
}

Object.assign(globalThis, { showFile });
