// Answers: what the assistant says, which is never its own words.
//
// Promise: an answer is a passage of an approved article, verbatim, with its source; or a choice of articles;
// or an honest "unknown", after which a person is offered. Nothing is composed, so nothing can be invented.
// Limits: the thresholds are measured (eval.ts prints the figures). Some strangers' questions still look like
// ours, so a view must show the source and always keep the way to a person.

import type { Article, Passage } from "./article.ts";
import { intentOf } from "./intent.ts";
import { type Hit, type Index, rank } from "./search.ts";
import { MAX_QUESTION } from "./text.ts";

/** A passage and where it comes from. */
export interface Source {
  readonly article: Article;
  readonly passage: Passage;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What the assistant may say. */
export type Answer =
  | ({ readonly kind: "answer" } & Source)
  | { readonly kind: "choices"; readonly choices: readonly Source[] }
  | { readonly kind: "unknown" }
  | { readonly kind: "person" }
  | { readonly kind: "greeting" };

/** At or above: one article is quoted. Below it: choices. Measured on the demo articles, see eval.ts. */
const SURE = 0.5;
/** Below: unknown. */
const PLAUSIBLE = 0.22;
/** A runner-up with at least this share of the first one's score makes it a choice. */
const CLOSE = 0.87;
/** A runner-up with less of the first one's score is not worth reading. */
const WORTH_NAMING = 0.6;
const MAX_CHOICES = 3;

/** Answers a question from the articles. Never throws; reads at most MAX_QUESTION characters. */
export function answer(index: Index, question: string): Answer {
  const short = question.slice(0, MAX_QUESTION);
  const intent = intentOf(short);
  if (intent) return { kind: intent };
  const hits = rank(index, short);
  const [first, second] = hits;
  if (!first || first.confidence < PLAUSIBLE) return { kind: "unknown" };
  const tied = second !== undefined && second.score >= first.score * CLOSE;
  if (first.confidence >= SURE && !tied) return { kind: "answer", ...source(first) };
  const near = hits.filter((hit) => hit.score >= first.score * WORTH_NAMING);
  return { kind: "choices", choices: near.slice(0, MAX_CHOICES).map(source) };
}

function source({ article, passage, confidence }: Hit): Source {
  return { article, passage, confidence };
}
