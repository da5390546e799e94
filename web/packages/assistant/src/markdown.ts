// Markdown to data: what an article may look like, without a way to become markup.
//
// Promise: the result holds text only, never HTML, so a view that sets text nodes cannot be made to run
// anything; a link leads to https:, mailto: or the same site, or it is plain text. Work is linear and bounded.
// Limits: a small dialect only: headings, paragraphs, flat lists, bold and links. Everything else is shown as typed.

import { MAX_MARKDOWN } from "./article.ts";
import { parseSpans, type Span } from "./spans.ts";

/** A block of an article, in reading order. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] };

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
