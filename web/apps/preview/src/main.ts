/**
 * The isolated page. Promise: it takes one file from the page that embeds it and draws it; it has an opaque origin,
 * no network, no storage and no way to answer but `ready`, `shown`, `failed`, `height` and `escape`. Threat: files
 * made to attack whoever looks at them. Limits: a hole in the browser's own decoders stays one, inside a sandbox.
 */
import "./preview.css";
import { type Order, readOrder, readPiece, type Told, Trouble } from "./order.ts";
import { shower } from "./show.ts";

/** More than any attachment may be. */
const MAX_BYTES = 1 << 30;

/** Calls are no part of a content policy. Chromium forbids them by header; elsewhere they are not there. */
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) Reflect.deleteProperty(globalThis, name);

const stage = document.getElementById("stage")!;

window.addEventListener("message", function begin(event: MessageEvent) {
  const [port] = event.ports;
  const order = event.source === window.parent && port !== undefined ? readOrder(event.data) : null;
  if (order === null || port === undefined) return;
  window.removeEventListener("message", begin);
  dress(order);
  serve(order, port);
});
window.parent.postMessage({ type: "ready" } satisfies Told, "*");

function dress({ language, direction, theme, words }: Order): void {
  const root = document.documentElement;
  if (language !== "") root.lang = language;
  root.dir = direction;
  if (theme !== null) root.dataset.theme = theme;
  say(words.loading, "status");
}

function say(words: string, role: "status" | "alert"): void {
  const line = document.createElement("p");
  line.className = "said";
  line.setAttribute("role", role);
  line.textContent = words;
  stage.replaceChildren(line);
}

function serve(order: Order, port: MessagePort): void {
  const tell = (told: Told) => port.postMessage(told);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  window.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") tell({ type: "escape" });
  });
  port.onmessage = ({ data }: MessageEvent) => {
    const piece = readPiece(data);
    if (piece === null) return;
    if (piece === "end") {
      port.onmessage = null;
      void show(order, pieces, tell);
      return;
    }
    size += piece.length;
    if (size <= MAX_BYTES) pieces.push(piece);
  };
}

async function show(
  order: Order,
  pieces: Uint8Array<ArrayBuffer>[],
  tell: (told: Told) => void,
): Promise<void> {
  try {
    const draw = await shower(order.kind);
    await draw(stage, order, pieces);
    tell({ type: "shown" });
    new ResizeObserver(() => tell({ type: "height", pixels: stage.scrollHeight })).observe(stage);
  } catch (error) {
    const locked = error instanceof Trouble && error.kind === "locked";
    say(locked ? order.words.locked : order.words.failed, "alert");
    tell({ type: "failed" });
  }
}
