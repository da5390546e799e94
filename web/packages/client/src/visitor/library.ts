/**
 * The approved articles and the assistant that quotes them. Promise: only articles whose hash stands in the
 * verified proof are read, and nothing that is asked leaves this device.
 */
import { articleOf, type Article as Parsed } from "@sealdesk/assistant";
import { hex, readArticleSet, SealError, type SignedArticle } from "@sealdesk/seal";
import type { VisitorProof } from "@sealdesk/seal/proof";
import { type Http, NoAnswer } from "../http.ts";
import type { Store } from "../platform.ts";
import type { Article, ArticleSummary } from "../visitor.ts";
import type { Reading } from "./later-reading.ts";
import { Stopped } from "./organisation.ts";

/** The details are the signed ones, whatever the article's own first lines say. */
const readable = (a: SignedArticle): Parsed =>
  articleOf({ ...a, updated: new Date(a.updated * 1000).toISOString().slice(0, 10) }, a.markdown);

export class Library {
  #reading: Promise<Reading> | null = null;

  private constructor(
    private readonly signed: ReadonlyMap<string, SignedArticle>,
    private readonly articles: readonly Parsed[],
    readonly titles: readonly ArticleSummary[],
  ) {}

  static of(articles: readonly SignedArticle[], language: string): Library {
    const near = (a: Parsed) => (a.language.split("-")[0] === language.split("-")[0] ? 0 : 1);
    // What people ask for in most ways comes first.
    const ordered = articles
      .map(readable)
      .filter((a) => a.passages.length > 0)
      .sort((a, b) => near(a) - near(b) || b.questions.length - a.questions.length);
    const titles = ordered.map(({ id, title }) => ({ id, title }));
    return new Library(new Map(articles.map((a) => [a.id, a])), ordered, titles);
  }

  /** What searches, answers and reads; its code is fetched when it is first wanted. */
  reading(): Promise<Reading> {
    this.#reading ??= import("./later-reading.ts").then(
      ({ Reading }) => new Reading(this.articles),
      (cause: unknown) => {
        this.#reading = null;
        throw new NoAnswer("the code for articles could not be fetched", { cause });
      },
    );
    return this.#reading;
  }

  version(id: string): number {
    return this.signed.get(id)?.version ?? 0;
  }

  async read(id: string): Promise<Article | null> {
    const a = this.signed.get(id);
    if (a === undefined) return null;
    const blocks = (await this.reading()).blocks(a.markdown);
    return { id: a.id, title: a.title, updated: a.updated * 1000, blocks };
  }

  /** Unix milliseconds of an article's last approved change; null if it is another version than the one meant. */
  updated(id: string, version = this.version(id)): number | null {
    const a = this.signed.get(id);
    return a?.version === version ? a.updated * 1000 : null;
  }
}

const KEPT = "articles";

export async function loadLibrary(
  http: Http,
  store: Store,
  proof: VisitorProof,
  language: string,
): Promise<Library> {
  // The proof itself says that there is none: nothing to fetch.
  if (proof.articles.count === 0) return Library.of([], language);
  const name = hex(proof.articles.hash);
  const kept = await store.get<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>(KEPT);
  const bytes = kept?.name === name ? kept.bytes : await http.bytes(`/article-sets/${name}`);
  try {
    const set = await readArticleSet(bytes, proof.org, proof.articles);
    if (kept?.name !== name) await store.write([[KEPT, { name, bytes }]]);
    return Library.of(set.articles, language);
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new Stopped({ kind: "unverified", what: "articles" });
  }
}
