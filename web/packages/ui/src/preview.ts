/**
 * Shows a file that a stranger sent, without letting it near anything. Promise: the bytes go to a page of an origin of
 * its own (`/preview/`, sandboxed, no network, no storage), which draws them and can answer with four words; no
 * script of the file runs where keys are. Limits: the frame is as large as `container`; give it a height. Holds the
 * pieces until the frame is there, so a large video should be given as it arrives.
 */

export interface PreviewWords {
  /** While nothing is to be seen yet. */
  readonly loading: string;
  /** The file is damaged, or of a kind that cannot be drawn: what happened, and that saving it still works. */
  readonly failed: string;
  /** It opens with a password only. */
  readonly locked: string;
  /** Only its beginning is shown, because it is very long. */
  readonly cut: string;
  /** With `{page}` and `{pages}`: what a reader of the screen says before each page. */
  readonly page: string;
}

export interface PreviewOptions {
  readonly kind: "image" | "pdf" | "text" | "audio" | "video";
  /** Becomes the frame's accessible name, and the picture's. */
  readonly name: string;
  readonly words: PreviewWords;
  /** BCP 47, of the words. */
  readonly language?: string;
  /** Unset: as the system says. */
  readonly theme?: "light" | "dark";
  /** Address of the page, if it is not on this origin's `/preview/`. */
  readonly page?: string;
  readonly shown?: () => void;
  /** The frame says so too, in plain words. */
  readonly failed?: () => void;
  /** Height that the content would like, in CSS pixels. */
  readonly height?: (pixels: number) => void;
  /** Escape was pressed inside of the frame, where the host cannot hear it. */
  readonly escape?: () => void;
}

export interface Preview {
  /** The next bytes, in order. Their buffer is handed over: it is empty afterwards. */
  piece(bytes: Uint8Array<ArrayBuffer>): void;
  /** All pieces were given. */
  end(): void;
  /** Takes the frame away, and with it all that it held. */
  dispose(): void;
}

/** The page is small; longer than this, and there is no connection. Milliseconds. */
const PATIENCE = 15_000;

export function mountPreview(container: HTMLElement, options: PreviewOptions): Preview {
  const frame = makeFrame(options);
  const channel = new MessageChannel();
  const { port1: port } = channel;
  const stop = new AbortController();
  const giveUp = () => {
    stop.abort();
    frame.replaceWith(said(options));
    options.failed?.();
  };
  const timer = setTimeout(giveUp, PATIENCE);
  const onReady = (event: MessageEvent) => {
    if (event.source !== frame.contentWindow || kindOf(event.data) !== "ready") return;
    clearTimeout(timer);
    stop.abort();
    // The frame's origin is opaque, so there is none to name; it is ours because it was made here and cannot leave.
    frame.contentWindow?.postMessage(order(options), "*", [channel.port2]);
  };
  window.addEventListener("message", onReady, { signal: stop.signal });
  port.onmessage = (event: MessageEvent) => answer(options, event.data);
  container.append(frame);
  return {
    piece: (bytes) => port.postMessage({ piece: bytes }, [bytes.buffer]),
    end: () => port.postMessage({ end: true }),
    dispose: () => {
      clearTimeout(timer);
      stop.abort();
      port.close();
      frame.remove();
    },
  };
}

function makeFrame({ name, page = "/preview/" }: PreviewOptions): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.referrerPolicy = "no-referrer";
  frame.title = name;
  frame.className = "preview-frame";
  frame.src = page;
  Object.assign(frame.style, { border: "0", width: "100%", height: "100%", display: "block" });
  return frame;
}

function order({ kind, name, words, language, theme }: PreviewOptions) {
  const direction = document.documentElement.dir;
  return {
    show: { kind, name, words, language: language ?? document.documentElement.lang, theme, direction },
  };
}

/** What stands in the frame's place when it never came. */
function said({ words }: PreviewOptions): HTMLElement {
  const text = document.createElement("p");
  text.setAttribute("role", "alert");
  text.textContent = words.failed;
  return text;
}

function kindOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "type" in data ? data.type : undefined;
}

function answer(options: PreviewOptions, data: unknown): void {
  const kind = kindOf(data);
  if (kind === "shown") options.shown?.();
  if (kind === "failed") options.failed?.();
  if (kind === "escape") options.escape?.();
  if (kind !== "height" || typeof data !== "object" || data === null || !("pixels" in data)) return;
  const { pixels } = data;
  if (typeof pixels === "number" && pixels >= 0 && pixels < 1e6) options.height?.(pixels);
}
