/** What the embed line says, and the frame's address made from it. */
import type { SealdeskAsks } from "./public/sealdesk.d.ts";

export interface EmbedLine {
  /** Genesis hash of the organisation, 64 lower-case hex digits. */
  readonly pin: string;
  readonly inbox: string;
  /** `#rrggbb`, or null for the product's own. */
  readonly color: string | null;
  /** CSS property that the launcher is pinned by; without a wish, the end of the line of writing. */
  readonly edge: "left" | "right" | "inset-inline-end";
  /** Distances from that edge and from the bottom, in pixels. */
  readonly side: number;
  readonly bottom: number;
  readonly language: string;
  /** False where the page has a button of its own. */
  readonly launcher: boolean;
  /** Whether path and title of the page go into a conversation's beginning, sealed. */
  readonly pageContext: boolean;
  /** Origin that serves script and frame. */
  readonly origin: string;
}

type Attributes = (name: string) => string | null;

const usual = 20;

/** Pixels up to 400; null for what is not such a number. */
function pixels(said: string | null): number | null {
  if (said === null) return usual;
  return /^\d{1,3}$/.test(said) && Number(said) <= 400 ? Number(said) : null;
}

/** The embed line, or the sentence that tells the site's owner what to mend. Nothing is guessed. */
export function readLine(attribute: Attributes, scriptUrl: string, pageLanguage: string): EmbedLine | string {
  const pin = (attribute("data-pin") ?? "").toLowerCase();
  const inbox = attribute("data-inbox") ?? "";
  const color = attribute("data-color");
  const wished = attribute("data-position");
  const [side, bottom] = [pixels(attribute("data-offset-side")), pixels(attribute("data-offset-bottom"))];
  if (!/^[0-9a-f]{64}$/.test(pin))
    return "data-pin must be the 64 hex digits from Set-up. Copy the embed line again.";
  if (!/^[\w.-]{1,128}$/.test(inbox)) return "data-inbox is missing or malformed. Copy the embed line again.";
  if (color !== null && !/^#[0-9a-f]{6}$/i.test(color)) return "data-color must look like #0a6e6e.";
  if (side === null || bottom === null)
    return "data-offset-side and data-offset-bottom must be pixels, 0 to 400, without a unit.";
  return {
    pin,
    inbox,
    color,
    edge: wished === "left" || wished === "right" ? wished : "inset-inline-end",
    side,
    bottom,
    language: attribute("data-language") ?? pageLanguage,
    launcher: attribute("data-launcher") !== "none",
    pageContext: attribute("data-page-context") === "on",
    origin: new URL(scriptUrl).origin,
  };
}

/** The pin travels in the fragment, which no browser sends to a server. */
export function frameUrl(line: EmbedLine, host: string): string {
  const said = new URLSearchParams({ pin: line.pin, inbox: line.inbox, lang: line.language, host });
  if (line.color !== null) said.set("color", line.color);
  return `${line.origin}/widget/#${said}`;
}

/** White or ink on the launcher, whichever is easier to see (WCAG 2.2, relative luminance). */
export function inkOn(color: string): "#fff" | "#1a1714" {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.058 ? "#fff" : "#1a1714";
}

export type FromFrame =
  | { readonly kind: "ready" | "close" | "hello" }
  | { readonly kind: "token"; readonly id: number; readonly ask: SealdeskAsks }
  | { readonly kind: "unread"; readonly count: number };

const isAsk = (data: unknown): data is SealdeskAsks =>
  typeof data === "object" &&
  data !== null &&
  ["nonce", "device", "audience"].every(
    (name) => typeof (data as Record<string, unknown>)[name] === "string",
  );

/** Anything else than the four known words is dropped. */
export function readFromFrame(data: unknown): FromFrame | null {
  if (typeof data !== "object" || data === null || !("sealdesk" in data)) return null;
  const { sealdesk } = data;
  if (sealdesk === "ready" || sealdesk === "close" || sealdesk === "hello") return { kind: sealdesk };
  if (data.sealdesk === "token" && "id" in data && "ask" in data)
    return isAsk(data.ask) ? { kind: "token", id: Number(data.id), ask: data.ask } : null;
  if (data.sealdesk !== "unread" || !("count" in data) || !Number.isSafeInteger(data.count)) return null;
  return { kind: "unread", count: Math.min(999, Math.max(0, Number(data.count))) };
}
