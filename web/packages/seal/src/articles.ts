/** Section 11: the approved articles. Promise: readable only if they are the ones a signed statement names. */
import { type Bytes, equal, type Id, utf8 } from "./bytes.ts";
import * as c from "./codec.ts";
import { idOf } from "./core.ts";
import { demand } from "./error.ts";

const limit = 4 * 1024 * 1024;
const article = c.record({
  id: c.text,
  title: c.text,
  version: c.uint,
  language: c.text,
  team: c.text,
  /** Unix seconds. */
  updated: c.uint,
  markdown: c.text,
});
export type SignedArticle = c.Of<typeof article>;
const set = c.object({ org: c.id, version: c.uint, articles: c.sorted(article, (a) => utf8(a.id)) });
export type ArticleSet = c.Of<typeof set>;

export async function encodeArticleSet(s: ArticleSet): Promise<{ readonly bytes: Bytes; readonly hash: Id }> {
  const bytes = c.encodeAs(set, s);
  demand(bytes.length <= limit, "article set is too large", "misuse");
  return { bytes, hash: await idOf("article-set", bytes) };
}

/** Checks the bytes against the content of the `article-set` statement. */
export async function readArticleSet(
  bytes: Bytes,
  org: Id,
  named: { readonly version: number; readonly hash: Id; readonly count: number },
): Promise<ArticleSet> {
  demand(equal(await idOf("article-set", bytes), named.hash), "articles are not the ones that were approved");
  const s = c.decodeAs(set, bytes, limit);
  demand(equal(s.org, org) && s.version === named.version, "article set of another place or version");
  demand(s.articles.length === named.count, "article set with another count");
  return s;
}
