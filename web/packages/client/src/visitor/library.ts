/**
 * The approved articles and the assistant that quotes them. Promise: only articles whose hash stands in the
 * verified proof are read, and nothing that is asked leaves this device.
 */
import {
  type Answer,
  ArticleError,
  answer,
  buildIndex,
  type Index,
  type Article as Parsed,
  parseArticle,
  parseSpans,
  search,
} from "@sealdesk/assistant";
import { encodeArticleSet, hex, readArticleSet, SealError, type SignedArticle } from "@sealdesk/seal";
import type { VisitorProof } from "@sealdesk/seal/proof";
import { type Http, NoAnswer } from "../http.ts";
import type { Store } from "../platform.ts";
import type { Article, ArticleSummary, SearchHit } from "../visitor.ts";
import { Stopped } from "./organisation.ts";

const FRONT = /^---\n[\s\S]*?\n---(?:\n|$)/;

/** The details are the signed ones, whatever the article's own first lines say. */
function parsed(a: SignedArticle): Parsed | null {
  const updated = new Date(a.updated * 1000).toISOString().slice(0, 10);
  const details = {
    id: a.id,
    title: a.title,
    version: a.version,
    language: a.language,
    team: a.team,
    updated,
  };
  const own = FRONT.exec(a.markdown)?.[0].split("\n").slice(1, -2).join("\n") ?? "";
  const lines = Object.entries(details).map(([k, v]) => `${k}: ${v}`);
  try {
    // The last value of a field wins, so the signed details come last.
    return parseArticle(`---\n${own}\n${lines.join("\n")}\n---\n${a.markdown.replace(FRONT, "")}`);
  } catch (cause) {
    // One article that the reader does not understand must not hide the others.
    if (cause instanceof ArticleError) return null;
    throw cause;
  }
}

export class Library {
  private constructor(
    private readonly signed: ReadonlyMap<string, SignedArticle>,
    private readonly index: Index,
    readonly titles: readonly ArticleSummary[],
  ) {}

  static of(articles: readonly SignedArticle[], language: string): Library {
    const near = (a: SignedArticle) => (a.language.split("-")[0] === language.split("-")[0] ? 0 : 1);
    const ordered = [...articles].sort((a, b) => near(a) - near(b));
    const readable = ordered.map(parsed).filter((a) => a !== null);
    const titles = readable.map(({ id, title }) => ({ id, title }));
    return new Library(new Map(articles.map((a) => [a.id, a])), buildIndex(readable), titles);
  }

  search(query: string): readonly SearchHit[] {
    return search(this.index, query).map((h) => ({
      id: h.article.id,
      title: h.article.title,
      passage: quoted(h.passage.markdown),
    }));
  }

  answer(question: string): Answer {
    return answer(this.index, question);
  }

  /** Best passage of one article for a question, or its first. */
  passage(id: string, question: string): string | null {
    const hit = search(this.index, question, 20).find((h) => h.article.id === id);
    const entry = this.index.entries.find((e) => e.article.id === id);
    const found = hit?.passage ?? entry?.article.passages[0];
    return found === undefined ? null : quoted(found.markdown);
  }

  version(id: string): number {
    return this.signed.get(id)?.version ?? 0;
  }

  /** The whole article; the code that draws it is fetched with the first one. */
  async read(id: string): Promise<Article | null> {
    const a = this.signed.get(id);
    if (a === undefined) return null;
    const { parseBlocks } = await import("./later-reading.ts").catch((cause: unknown) => {
      throw new NoAnswer("the code for articles could not be fetched", { cause });
    });
    const blocks = parseBlocks(a.markdown.replace(FRONT, ""));
    return { id: a.id, title: a.title, updated: a.updated * 1000, blocks };
  }

  /** Unix milliseconds of an article's last approved change; null if it is another version than the one meant. */
  updated(id: string, version = this.version(id)): number | null {
    const a = this.signed.get(id);
    return a?.version === version ? a.updated * 1000 : null;
  }
}

/** A passage's own words, without the signs of its markup. */
export const quoted = (markdown: string): string =>
  parseSpans(markdown.replace(/^(?:[-*]|\d+\.) /gm, ""))
    .map((s) => s.text)
    .join("");

const KEPT = "articles";

export async function loadLibrary(
  http: Http,
  store: Store,
  proof: VisitorProof,
  language: string,
): Promise<Library> {
  const { count, version } = proof.articles;
  const name = hex(proof.articles.hash);
  const kept = await store.get<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>(KEPT);
  // An empty set is the same for everybody: nothing to fetch.
  const empty = async () => (await encodeArticleSet({ org: proof.org, version, articles: [] })).bytes;
  const fetched = () => (count === 0 ? empty() : http.bytes(`/article-sets/${name}`));
  const bytes = kept?.name === name ? kept.bytes : await fetched();
  try {
    const set = await readArticleSet(bytes, proof.org, proof.articles);
    if (kept?.name !== name) await store.write([[KEPT, { name, bytes }]]);
    return Library.of(set.articles, language);
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new Stopped({ kind: "unverified", what: "articles" });
  }
}
