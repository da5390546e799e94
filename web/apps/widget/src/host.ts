/**
 * The wire to the page around the frame. It carries three words and one number, never content. Both sides
 * name the other's origin when they send, and check origin and window when they receive.
 */

/** From the frame: it listens now, wants to be closed, or has this many unread messages. */
export type FromFrame =
  | { readonly sealdesk: "ready" }
  | { readonly sealdesk: "close" }
  | { readonly sealdesk: "unread"; readonly count: number };
/** From the page: the panel is visible now, or not. */
export type FromPage = { readonly sealdesk: "shown" } | { readonly sealdesk: "hidden" };

export interface Host {
  /** False when the frame stands alone in a tab: then there is nothing to close. */
  readonly framed: boolean;
  /** Host of the page around, as it claims; null without one. */
  readonly site: string | null;
  tell(message: FromFrame): void;
  listen(listener: (message: FromPage) => void): void;
}

export function readFromPage(data: unknown): FromPage | null {
  if (typeof data !== "object" || data === null || !("sealdesk" in data)) return null;
  return data.sealdesk === "shown" || data.sealdesk === "hidden" ? { sealdesk: data.sealdesk } : null;
}

export function connectHost(frame: Window, origin: string | null): Host {
  const page = frame.parent === frame || origin === null ? null : frame.parent;
  return {
    framed: page !== null,
    site: origin && new URL(origin).host,
    tell(message) {
      if (page !== null && origin !== null) page.postMessage(message, origin);
    },
    listen(listener) {
      frame.addEventListener("message", (event) => {
        if (page === null || event.source !== page || event.origin !== origin) return;
        const message = readFromPage(event.data);
        if (message !== null) listener(message);
      });
    },
  };
}
