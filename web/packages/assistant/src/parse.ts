// Checks what an editor wrote before it becomes an article.
//
// Promise: an article that is incomplete is refused with a reason that an editor can act on.

import { type Article, articleOf, type Fields, MAX_MARKDOWN, splitSource } from "./article.ts";

/** Why an article was refused. `field` names the line to mend. */
export class ArticleError extends Error {
  override readonly name = "ArticleError";
  readonly kind: "too-large" | "no-front-matter" | "bad-field" | "empty";
  readonly field: string;
  constructor(kind: ArticleError["kind"], field: string, message: string) {
    super(message);
    this.kind = kind;
    this.field = field;
  }
}

/** Parses one article with its first lines. Throws {@link ArticleError}. */
export function parseArticle(source: string): Article {
  if (source.length > MAX_MARKDOWN)
    throw new ArticleError("too-large", "", `Shorten the article to ${MAX_MARKDOWN} characters.`);
  const { fields } = splitSource(source);
  if (fields.size === 0)
    throw new ArticleError(
      "no-front-matter",
      "",
      "Start the article with its details between two --- lines.",
    );
  const details = {
    id: required(fields, "id", /^[a-z0-9][a-z0-9-]{0,63}$/),
    title: required(fields, "title", /^.{1,120}$/),
    version: Number(required(fields, "version", /^[1-9]\d{0,5}$/)),
    updated: required(fields, "updated", /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    language: required(fields, "language", /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
    team: required(fields, "team", /^.{1,60}$/),
  };
  const article = articleOf(details, source);
  if (article.passages.length === 0) throw new ArticleError("empty", "body", "Write at least one paragraph.");
  return article;
}

function required(fields: Fields, name: string, form: RegExp): string {
  const value = fields.get(name)?.[0] ?? "";
  if (!form.test(value))
    throw new ArticleError("bad-field", name, `Check the line "${name}:" of the article.`);
  return value;
}
