// Retrieval: an index over approved articles, and the ranking of articles for a query (BM25F).
//
// Promise: everything happens in this browser; nothing is sent, stored or learned. Queries of any length or
// script are safe: they are cut to MAX_QUESTION, and the cost grows with the vocabulary, not with the text.
// Limits: words, not meaning. What shares no word, synonym or one-letter slip with an article is not found.
//
// BM25F: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), §3.6.

import type { Article, Passage } from "./article.ts";
import { synonymTable } from "./synonyms.ts";
import { oneEditApart, questionTerms, terms } from "./text.ts";

type Counts = ReadonlyMap<string, number>;

interface Entry {
  readonly article: Article;
  /** Field-weighted, length-normalised frequency of each term. */
  readonly weights: Counts;
  /** How strongly the article is about a term, 0 to 1: 1 in title and questions, less in running text. */
  readonly aboutness: Counts;
  readonly passages: readonly { readonly heading: ReadonlySet<string>; readonly body: Counts }[];
}

/** A searchable set of articles. Make one with {@link buildIndex}. */
export interface Index {
  readonly entries: readonly Entry[];
  readonly frequency: Counts;
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
}

/** One found article, best passage first. */
export interface Hit {
  readonly article: Article;
  /** The passage that fits the query best. */
  readonly passage: Passage;
  /** BM25F score; comparable within one query only. */
  readonly score: number;
  /** How much of the query the article explains, 0 to 1; comparable between queries. */
  readonly confidence: number;
}

/** A query term, the terms that may stand in for it, and its weight. */
interface Wanted {
  readonly variants: ReadonlyMap<string, number>;
  readonly idf: number;
}

const MAX_ARTICLES = 2_000;
const FIELDS = { title: 4, phrasing: 3, heading: 2, synonym: 2, body: 1 } as const;
const ABOUT = { title: 1, phrasing: 1, heading: 0.85, synonym: 0.8, body: 0.6 } as const;
const K1 = 1.4;
const B_BODY = 0.6;
const SYNONYM_WEIGHT = 0.7;
const TYPO_WEIGHT = 0.8;
const PREFIX_WEIGHT = 0.75;
const SHORTEST_TYPO = 4;
const MAX_VARIANTS = 8;
const STRANGE = 0.65;
/** Evidence beyond this many unique words adds no trust: a long story shares some words with everything. */
const ENOUGH = 2.6;

/** Indexes articles. A later article with the same id replaces an earlier one. At most 2,000 are taken. */
export function buildIndex(articles: readonly Article[]): Index {
  const unique = [...new Map(articles.map((article) => [article.id, article])).values()].slice(
    0,
    MAX_ARTICLES,
  );
  const lengths = unique.map((article) => terms(bodyText(article)).length);
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const entries = unique.map((article, at) => makeEntry(article, (lengths[at] ?? 0) / Math.max(1, average)));
  const frequency = new Map<string, number>();
  for (const entry of entries)
    for (const term of entry.weights.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return { entries, frequency, synonyms: synonymTable() };
}

function bodyText(article: Article): string {
  return article.passages.map((passage) => passage.markdown).join(" ");
}

function makeEntry(article: Article, relativeLength: number): Entry {
  const weights = new Map<string, number>();
  const aboutness = new Map<string, number>();
  const add = (field: keyof typeof FIELDS, text: string, norm = 1): void => {
    for (const term of terms(text)) {
      weights.set(term, (weights.get(term) ?? 0) + FIELDS[field] / norm);
      aboutness.set(term, Math.max(aboutness.get(term) ?? 0, ABOUT[field]));
    }
  };
  add("title", article.title);
  // Many sample questions must not outweigh one good title: their sum is damped by their number.
  for (const question of article.questions) add("phrasing", question, Math.sqrt(article.questions.length));
  for (const synonym of article.synonyms) add("synonym", synonym);
  for (const passage of article.passages) add("heading", passage.heading);
  add("body", bodyText(article), 1 - B_BODY + B_BODY * relativeLength);
  return {
    article,
    weights,
    aboutness,
    passages: article.passages.map(({ heading, markdown }) => ({
      heading: new Set(terms(heading)),
      body: count(terms(markdown)),
    })),
  };
}

function count(list: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const term of list) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/**
 * Articles for a query, best first; the last word may be unfinished. Empty for an empty query.
 * `limit` is clamped to 1…50.
 */
export function search(index: Index, query: string, limit = 5): Hit[] {
  return rank(index, query, true).slice(0, Math.max(1, Math.min(50, Math.trunc(limit) || 1)));
}

/** All articles that share something with the query, best first. */
export function rank(index: Index, query: string, unfinished = false): Hit[] {
  const asked = questionTerms(query);
  const wanted = asked.map((term, at) => want(index, term, unfinished && at === asked.length - 1));
  const highestIdf = idfOf(index, "");
  const hits = index.entries.flatMap((entry) => {
    const score = scoreEntry(entry, wanted);
    if (score === 0) return [];
    const confidence = sureness(coverage(entry, wanted), score / highestIdf);
    return [{ article: entry.article, passage: bestPassage(entry, wanted), score, confidence }];
  });
  return hits.sort((a, b) => b.score - a.score);
}

function idfOf(index: Index, term: string): number {
  const seen = index.frequency.get(term) ?? 0;
  return Math.log(1 + (index.entries.length - seen + 0.5) / (seen + 0.5));
}

function want(index: Index, term: string, unfinished: boolean): Wanted {
  const variants = new Map<string, number>();
  const offer = (variant: string, weight: number): void => {
    if (variants.size < MAX_VARIANTS && index.frequency.has(variant))
      variants.set(variant, Math.max(weight, variants.get(variant) ?? 0));
  };
  const offerMeaning = (word: string, weight: number): void => {
    offer(word, weight);
    for (const other of index.synonyms.get(word) ?? []) offer(other, weight * SYNONYM_WEIGHT);
  };
  offerMeaning(term, 1);
  if (unfinished && term.length > 1)
    for (const known of index.frequency.keys()) if (known.startsWith(term)) offer(known, PREFIX_WEIGHT);
  if (variants.size === 0 && term.length >= SHORTEST_TYPO)
    for (const known of index.frequency.keys()) if (isSlip(term, known)) offerMeaning(known, TYPO_WEIGHT);
  const nearest = [...variants.keys()][0];
  return { variants, idf: nearest === undefined ? strangeness(index, term) : idfOf(index, nearest) };
}

/** What a word that no article knows counts against a match; figures (amounts, dates) say nothing either way. */
function strangeness(index: Index, term: string): number {
  return /^\p{N}+$/u.test(term) ? 0 : STRANGE * idfOf(index, term);
}

/** A one-letter slip; short words must at least begin alike, or too many would match. */
function isSlip(term: string, known: string): boolean {
  return (
    known.length >= SHORTEST_TYPO && (term.length > 5 || term[0] === known[0]) && oneEditApart(term, known)
  );
}

function best(wanted: Wanted, value: (variant: string) => number): number {
  let most = 0;
  for (const [variant, weight] of wanted.variants) most = Math.max(most, weight * value(variant));
  return most;
}

function sum(wanted: readonly Wanted[], value: (one: Wanted) => number): number {
  return wanted.reduce((total, one) => total + one.idf * value(one), 0);
}

function saturate(weight: number): number {
  return (weight * (K1 + 1)) / (weight + K1);
}

function scoreEntry(entry: Entry, wanted: readonly Wanted[]): number {
  return sum(wanted, (one) => best(one, (term) => saturate(entry.weights.get(term) ?? 0)));
}

/** The share of the question, by weight, that the article is about. */
function coverage(entry: Entry, wanted: readonly Wanted[]): number {
  const all = sum(wanted, () => 1);
  return all === 0 ? 0 : sum(wanted, (one) => best(one, (term) => entry.aboutness.get(term) ?? 0)) / all;
}

/**
 * From coverage (0 to 1) and evidence (score in units of one unique word) to a confidence. The weights come from a
 * logistic fit of the tuning half of the demo questions against strangers' questions.
 */
function sureness(covered: number, evidence: number): number {
  return 1 / (1 + Math.exp(6.4 - 4.5 * covered - 4.1 * Math.log1p(Math.min(evidence, ENOUGH))));
}

function bestPassage(entry: Entry, wanted: readonly Wanted[]): Passage {
  let most = -1;
  let chosen = entry.article.passages[0];
  entry.passages.forEach((passage, at) => {
    const value = sum(wanted, (one) =>
      best(one, (term) => (passage.heading.has(term) ? 1.2 : 0) + saturate(passage.body.get(term) ?? 0)),
    );
    if (value > most) {
      most = value;
      chosen = entry.article.passages[at];
    }
  });
  return chosen ?? { heading: "", markdown: "" };
}
