/**
 * What only somebody needs who asks, searches or reads: a chunk of its own, fetched with the first of these. Pure; what
 * is asked stays here.
 */
import {
  type Answer,
  type Article,
  answer,
  buildIndex,
  type Index,
  type Passage,
  parseBlocks,
  parseSpans,
  search,
  splitSource,
} from "@sealdesk/assistant";
import type { ArticleSummary, Block, SearchHit } from "../visitor.ts";

export type Found =
  | { readonly kind: "answer"; readonly article: string; readonly passage: string }
  | { readonly kind: "choices"; readonly choices: readonly ArticleSummary[] }
  | { readonly kind: Exclude<Answer["kind"], "answer" | "choices"> };

const named = ({ id, title }: Article): ArticleSummary => ({ id, title });

export class Reading {
  readonly #index: Index;

  constructor(articles: readonly Article[]) {
    this.#index = buildIndex(articles);
  }

  search(query: string): readonly SearchHit[] {
    return search(this.#index, query).map((h) => ({ ...named(h.article), passage: quoted(h.passage) }));
  }

  answer(question: string): Found {
    const found = answer(this.#index, question);
    if (found.kind === "answer")
      return { kind: "answer", article: found.article.id, passage: quoted(found.passage) };
    if (found.kind === "choices")
      return { kind: "choices", choices: found.choices.map((c) => named(c.article)) };
    return found;
  }

  /** Best passage of one article for a question, or its first. */
  passage(id: string, question: string): string | null {
    const ofArticle = (h: { readonly article: Article }) => h.article.id === id;
    const hit = search(this.#index, question, 50).find(ofArticle);
    const found = hit?.passage ?? this.#index.entries.find(ofArticle)?.article.passages[0];
    return found ? quoted(found) : null;
  }

  blocks(markdown: string): readonly Block[] {
    return parseBlocks(splitSource(markdown).body);
  }
}

/** A passage's own words, without the signs of its markup. */
const quoted = ({ markdown }: Passage): string =>
  parseSpans(markdown.replace(/^(?:[-*]|\d+\.) /gm, ""))
    .map((s) => s.text)
    .join("");
