/**
 * The one script that a website embeds. Promise: before the customer opens the chat it draws a button and does
 * nothing else: no request, no cookie, no storage. The chat lives in a frame of its own origin, which this page
 * and its other scripts cannot read. Once the customer has opened it, every page of the site in this tab loads it
 * hidden: an answer that comes while somebody reads on is counted on the button. Limit: a dishonest page can draw
 * a false button or a false frame.
 */
import { frameUrl, readFromFrame, readLine } from "./embed.ts";
import { createPanel } from "./panel.ts";

type SealdeskEvent = "open" | "close" | "unread";
type Listener = (count: number) => void;

export interface SealdeskApi {
  open(): void;
  close(): void;
  toggle(): void;
  /** Listeners get the number of unread messages. Returns the way out. */
  on(event: SealdeskEvent, listener: Listener): () => void;
}

declare global {
  interface Window {
    Sealdesk?: SealdeskApi;
  }
}

/** One word in the tab's own storage, which ends with the tab. */
const OPENED = "sealdesk-opened";

/** A page may forbid its scripts to store: then the chat is as new on each of its pages. */
function keep(page: Window): void {
  try {
    page.sessionStorage.setItem(OPENED, "1");
  } catch {}
}

function kept(page: Window): boolean {
  try {
    return page.sessionStorage.getItem(OPENED) !== null;
  } catch {
    return false;
  }
}

function start(page: Window, script: HTMLScriptElement): SealdeskApi | string {
  const doc = page.document;
  const line = readLine((name) => script.getAttribute(name), script.src, doc.documentElement.lang);
  if (typeof line === "string") return line;
  const panel = createPanel(doc, line, frameUrl(line, page.location.origin));
  const listeners = new Map<SealdeskEvent, Set<Listener>>();
  let open = false;
  let unread = 0;

  const emit = (event: SealdeskEvent) => {
    for (const listener of listeners.get(event) ?? []) listener(unread);
  };
  const tell = (word: "shown" | "hidden") => {
    panel.frame()?.contentWindow?.postMessage({ sealdesk: word }, line.origin);
  };
  const greet = () => {
    tell(open ? "shown" : "hidden");
    if (open) panel.frame()?.focus();
  };
  const set = (next: boolean) => {
    if (next === open) return;
    open = next;
    if (open) keep(page);
    // A frame takes the focus once it has loaded: given earlier, it stays with the empty document before.
    if (panel.show(open)) panel.frame()?.addEventListener("load", greet);
    else greet();
    if (!open) panel.launcher.focus();
    emit(open ? "open" : "close");
  };

  page.addEventListener("message", (event) => {
    const frame = panel.frame()?.contentWindow;
    if (!frame || event.source !== frame || event.origin !== line.origin) return;
    const message = readFromFrame(event.data);
    if (message?.kind === "close") set(false);
    if (message?.kind === "ready") greet();
    if (message?.kind !== "unread") return;
    unread = message.count;
    panel.badge(unread);
    emit("unread");
  });
  panel.host.addEventListener("keydown", (event) => {
    if (event.key === "Escape") set(false);
  });
  panel.launcher.addEventListener("click", () => set(!open));
  const attach = () => doc.body.append(panel.host);
  if (doc.body) attach();
  else page.addEventListener("DOMContentLoaded", attach);
  // After everything of the page itself: nobody waits for what is not looked at.
  if (kept(page)) {
    if (doc.readyState === "complete") panel.load();
    else page.addEventListener("load", () => panel.load());
  }

  return {
    open: () => set(true),
    close: () => set(false),
    toggle: () => set(!open),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && window.Sealdesk === undefined) {
  const api = start(window, script);
  if (typeof api === "string") console.error(`Sealdesk: ${api}`);
  else window.Sealdesk = api;
}
