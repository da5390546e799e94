// Markdown inside a line, to data: bold and links.
//
// Promise: the result holds text only, never HTML; a link leads to https:, mailto: or the same site, or it is plain
// text. Work is linear and bounded. Limits: everything else is shown as typed.

/** A run of text inside a block. */
export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const HTTPS = /^https:\/\/[^/?#@]+(?:[/?#]|$)/i;
const MAILTO = /^mailto:[^/?#]+@[^/?#]+$/i;
const RELATIVE = /^(?:\/(?!\/)|\.\.?\/|[#?]|[\w-][\w.-]*(?:[/?#]|$))/;

/**
 * The link target if it is allowed, otherwise undefined. Refused: other schemes, white space and control
 * characters (browsers strip them, WHATWG URL §4.4), backslashes, user names in front of a host, "//host".
 */
export function safeHref(raw: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\s\\\u0000-\u001f\u007f-\u009f]/.test(raw)) return undefined;
  return HTTPS.test(raw) || MAILTO.test(raw) || RELATIVE.test(raw) ? raw : undefined;
}

const INLINE = /\*\*([^*\n]{1,400})\*\*|\[([^[\]\n]{1,200})\]\(([^()\s]{1,500})\)/g;

/** Reads bold and links; a refused link keeps its text and loses its target. */
export function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) spans.push({ kind: "text", text: text.slice(end, match.index) });
    spans.push(inlineSpan(match[1], match[2] ?? "", match[3] ?? ""));
    end = match.index + match[0].length;
  }
  if (end < text.length) spans.push({ kind: "text", text: text.slice(end) });
  return spans;
}

function inlineSpan(bold: string | undefined, label: string, target: string): Span {
  if (bold !== undefined) return { kind: "bold", text: bold };
  const href = safeHref(target);
  return href === undefined ? { kind: "text", text: label } : { kind: "link", text: label, href };
}
