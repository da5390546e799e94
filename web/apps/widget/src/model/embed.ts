/**
 * What the page tells the frame, by URL fragment: fragments are not sent to any server. Everything here is
 * said by the host page and so is a claim: the pin decides which organisation is believed, the rest is taste.
 */

export interface Embed {
  readonly pin: string;
  readonly inbox: string;
  /** Null if the page says none: then the browser's own counts. */
  readonly language: string | null;
  /** `#rrggbb` until the verified record names the organisation's own. */
  readonly colour: string | null;
  /** Origin of the page around the frame; null when the frame stands alone. */
  readonly host: string | null;
}

const limits = { fragment: 1024, inbox: 128, language: 35 } as const;

export function isColour(text: string | null | undefined): text is string {
  return typeof text === "string" && /^#[0-9a-f]{6}$/i.test(text);
}

function origin(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.origin === text ? text : null;
}

/** Null if the line is incomplete, too long or malformed; nothing is guessed. */
export function readEmbed(fragment: string): Embed | null {
  if (fragment.length > limits.fragment) return null;
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const pin = said.get("pin")?.toLowerCase() ?? "";
  const inbox = said.get("inbox") ?? "";
  if (!/^[0-9a-f]{64}$/.test(pin)) return null;
  if (inbox === "" || inbox.length > limits.inbox) return null;
  const colour = said.get("color");
  return {
    pin,
    inbox,
    language: language(said.get("lang")),
    colour: isColour(colour) ? colour : null,
    host: origin(said.get("host")),
  };
}

function language(tag: string | null): string | null {
  if (!tag || tag.length > limits.language) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
