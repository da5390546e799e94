/**
 * The wire to the page around the frame. Towards the page it carries two words and one number, never content; from
 * the page, what that page may say: seen or unseen, where the customer is, a name to suggest. Both sides name the
 * other's origin when they send, and check origin and window when they receive. Limit: all that a page says is its
 * claim.
 */
import type { TokenAsk, VisitedPage } from "./contract.ts";

/** From the frame: it asks who is there, listens now, wants to be closed, has this many unread messages, or asks for a token. */
export type FromFrame =
  | { readonly sealdesk: "ready" | "hello" }
  | { readonly sealdesk: "close" }
  | { readonly sealdesk: "unread"; readonly count: number }
  | { readonly sealdesk: "token"; readonly id: number; readonly ask: TokenAsk };
/** From the page: the panel is visible now, or not, and where; or what the customer is called there. */
export type FromPage =
  | { readonly sealdesk: "shown" | "hidden"; readonly page: VisitedPage | null }
  | { readonly sealdesk: "customer"; readonly name: string }
  /** Somebody signed in on the page, or out. */
  | { readonly sealdesk: "signed" }
  | { readonly sealdesk: "token"; readonly id: number; readonly token: string | null };

export interface Host {
  /** False when the frame stands alone in a tab: then there is nothing to close. */
  readonly framed: boolean;
  /** Host of the page around, as it claims; null without one. */
  readonly site: string | null;
  /** Where the customer was when the page last said so; null where it says nothing. */
  page(): VisitedPage | null;
  /** Whether somebody is signed in on the page; null where it does not say. Known once the page has answered. */
  signed(): Promise<boolean | null>;
  /** A token of the page's own server about what is asked; null for nobody. */
  token(ask: TokenAsk): Promise<string | null>;
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
  if (sealdesk === "signed") return { sealdesk };
  if (sealdesk === "token" && "id" in data && "token" in data) {
    const { id, token } = data;
    return { sealdesk, id: Number(id), token: typeof token === "string" ? token : null };
  }
  const name = sealdesk === "customer" && "name" in data ? line(data.name, limits.name) : null;
  return name ? { sealdesk: "customer", name } : null;
}

/** How long the page may take to say that it is there, and to get a token, in milliseconds. */
const patience = { greeting: 300, token: 20_000 } as const;

const claimOf = (data: object): boolean | null =>
  "signed" in data && typeof data.signed === "boolean" ? data.signed : null;

export function connectHost(frame: Window, origin: string | null): Host {
  const page = frame.parent === frame || origin === null ? null : frame.parent;
  let place: VisitedPage | null = null;
  let signed: boolean | null = null;
  let asked = 0;
  const waiting = new Map<number, (token: string | null) => void>();
  /** The first word of the page says whether anybody is signed in there. */
  const greeted = new Promise<void>((resolve) => {
    if (page === null) return resolve();
    // An older script in the page does not answer this.
    setTimeout(resolve, patience.greeting);
    frame.addEventListener("message", ({ data, origin: from, source }) => {
      if (source !== page || from !== origin || typeof data !== "object" || data === null) return;
      if (!("sealdesk" in data) || !["shown", "hidden", "signed"].includes(String(data.sealdesk))) return;
      signed = claimOf(data) ?? signed;
      resolve();
    });
    if (origin !== null) page.postMessage({ sealdesk: "hello" } satisfies FromFrame, origin);
  });
  return {
    signed: () => greeted.then(() => signed),
    token(ask) {
      if (page === null || origin === null || signed !== true) return Promise.resolve(null);
      const id = ++asked;
      page.postMessage({ sealdesk: "token", id, ask }, origin);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        setTimeout(() => resolve(null), patience.token);
      });
    },
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
        if (message.sealdesk === "token") {
          waiting.get(message.id)?.(message.token);
          waiting.delete(message.id);
          return;
        }
        if (message.sealdesk === "shown" || message.sealdesk === "hidden") place = message.page;
        listener(message);
      });
    },
  };
}
