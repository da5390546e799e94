/** Articles and assistant: on this device, without the network. Types only. */
import type { ArticleId, Instant, ItemId } from "./basics.ts";

export interface ArticleSummary {
  readonly id: ArticleId;
  readonly title: string;
}

export interface SearchHit extends ArticleSummary {
  /** The sentence that fits best, plain text. */
  readonly passage: string;
}

export interface Article extends ArticleSummary {
  readonly updated: Instant;
  readonly blocks: readonly Block[];
}

/** Articles as data, in the shape that the assistant's Markdown reader gives; never markup. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] };

export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold"; readonly text: string }
  /** Views link absolute `https:`, `mailto:` and `tel:` addresses only, and show the text of the others. */
  | { readonly kind: "link"; readonly text: string; readonly href: string };

/** The assistant runs on this device and reads only verified articles. It is no reader of conversations. */
export interface AssistantState {
  readonly available: boolean;
  /** Before hand-over this transcript exists on this device only. */
  readonly items: readonly AssistantItem[];
  readonly draft: string;
}

export type AssistantItem =
  | { readonly kind: "asked"; readonly id: ItemId; readonly at: Instant; readonly text: string }
  | { readonly kind: "answer"; readonly id: ItemId; readonly at: Instant; readonly source: Source }
  /** Two or three articles that may fit; `readArticle` or `choose` picks one. */
  | {
      readonly kind: "choices";
      readonly id: ItemId;
      readonly at: Instant;
      readonly choices: readonly ArticleSummary[];
    }
  /** It does not know, and offers a person. */
  | {
      readonly kind: "unknown";
      readonly id: ItemId;
      readonly at: Instant;
      /** It was not a question: a greeting, or the wish for a person. */
      readonly said?: "greeting" | "person";
    };

/** The answer is the passage itself, word for word, with where it stands. */
export interface Source extends ArticleSummary {
  readonly passage: string;
  /** Null for a version of the article that is no longer the approved one. */
  readonly updated: Instant | null;
}
