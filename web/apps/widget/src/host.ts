/**
 * The wire to the page around the frame. Towards the page it carries two words and one number, never content; from
 * the page, what that page may say: seen or unseen, where the customer is, a name to suggest. Both sides name the
 * other's origin when they send, and check origin and window when they receive. Limit: all that a page says is its
 * claim.
 */
import type { VisitedPage } from "./contract.ts";

/** From the frame: it listens now, wants to be closed, or has this many unread messages. */
export type FromFrame =
  | { readonly sealdesk: "ready" }
  | { readonly sealdesk: "close" }
  | { readonly sealdesk: "unread"; readonly count: number };
/** From the page: the panel is visible now, or not, and where; or what the customer is called there. */
export type FromPage =
  | { readonly sealdesk: "shown" | "hidden"; readonly page: VisitedPage | null }
  | { readonly sealdesk: "customer"; readonly name: string };

export interface Host {
  /** False when the frame stands alone in a tab: then there is nothing to close. */
  readonly framed: boolean;
  /** Host of the page around, as it claims; null without one. */
  readonly site: string | null;
  /** Where the customer was when the page last said so; null where it says nothing. */
  page(): VisitedPage | null;
  tell(message: FromFrame): void;
  listen(listener: (message: FromPage) => void): void;
}

const limits = { name: 80, path: 300, title: 200 } as const;

/** A line of text within its limit; control characters and line ends are no part of one. */
function line(value: unknown, limit: number): string | null {
  if (typeof value !== "string") return null;
  return value
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, limit);
}

function visited(value: unknown): VisitedPage | null {
  if (typeof value !== "object" || value === null || !("path" in value) || !("title" in value)) return null;
  const [path, title] = [line(value.path, limits.path), line(value.title, limits.title)];
  return path?.startsWith("/") && title !== null ? { path, title } : null;
}

export function readFromPage(data: unknown): FromPage | null {
  if (typeof data !== "object" || data === null || !("sealdesk" in data)) return null;
  const { sealdesk } = data;
  if (sealdesk === "shown" || sealdesk === "hidden")
    return { sealdesk, page: visited("page" in data ? data.page : null) };
  const name = sealdesk === "customer" && "name" in data ? line(data.name, limits.name) : null;
  return name ? { sealdesk: "customer", name } : null;
}

export function connectHost(frame: Window, origin: string | null): Host {
  const page = frame.parent === frame || origin === null ? null : frame.parent;
  let place: VisitedPage | null = null;
  return {
    framed: page !== null,
    page: () => place,
    site: origin && new URL(origin).host,
    tell(message) {
      if (page !== null && origin !== null) page.postMessage(message, origin);
    },
    listen(listener) {
      frame.addEventListener("message", (event) => {
        if (page === null || event.source !== page || event.origin !== origin) return;
        const message = readFromPage(event.data);
        if (message === null) return;
        if (message.sealdesk !== "customer") place = message.page;
        listener(message);
      });
    },
  };
}
