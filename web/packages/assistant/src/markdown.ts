// Markdown to data: what an article may look like, without a way to become markup.
//
// Promise: the result holds text only, never HTML, so a view that sets text nodes cannot be made to run
// anything; a link leads to https:, mailto: or the same site, or it is plain text. Work is linear and bounded.
// Limits: a small dialect only: headings, paragraphs, flat lists, bold and links. Everything else is shown as typed.

/** Longest Markdown that is read, in UTF-16 units; the rest is ignored. */
export const MAX_MARKDOWN = 65_536;

/** A run of text inside a block. */
export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

/** A block of an article, in reading order. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] };

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

/** Reads Markdown into blocks. Never throws. */
export function parseBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let list: { kind: "list"; ordered: boolean; items: Span[][] } | undefined;
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", spans: parseSpans(paragraph.join(" ")) });
    paragraph = [];
  };
  for (const line of markdown.slice(0, MAX_MARKDOWN).split(/\r?\n/)) {
    const heading = /^(#{1,3}) (.+)/.exec(line);
    const item = /^ {0,3}(?:[-*]|(\d{1,3})\.) (.+)/.exec(line);
    if (item && !heading) {
      flush();
      const ordered = item[1] !== undefined;
      if (list?.ordered !== ordered) {
        list = { kind: "list", ordered, items: [] };
        blocks.push(list);
      }
      list?.items.push(parseSpans(item[2] ?? ""));
      continue;
    }
    list = undefined;
    if (heading || line.trim() === "") flush();
    if (heading) {
      blocks.push({
        kind: "heading",
        level: (heading[1] ?? "#").length as 1 | 2 | 3,
        spans: parseSpans(heading[2] ?? ""),
      });
    } else if (line.trim() !== "") paragraph.push(line.trim());
  }
  flush();
  return blocks;
}
