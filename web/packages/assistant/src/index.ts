/**
 * On-device assistant: finds, quotes and names the source; never composes.
 *
 * Promise: no network, no storage, no DOM, no dependency. What a visitor asks stays in the page that calls it.
 * Every answer is a verbatim passage of an article that the organisation approved; when unsure it says so.
 *
 * Threat: a hostile question (size, script, odd Unicode) or a hostile article (markup, script links). Input is cut
 * at stated limits, articles become data and never HTML, links are limited to https:, mailto: and the same site.
 *
 * Limits: it matches words, not meaning. The caller verifies that the articles are the approved ones.
 */
export { type Answer, answer, type Source } from "./answer.ts";
export { type Article, articleOf, type Details, MAX_MARKDOWN, type Passage, splitSource } from "./article.ts";
export { type Block, parseBlocks } from "./markdown.ts";
export { ArticleError, parseArticle } from "./parse.ts";
export { buildIndex, type Hit, type Index, search } from "./search.ts";
export { parseSpans, type Span, safeHref } from "./spans.ts";
export { MAX_QUESTION } from "./text.ts";
