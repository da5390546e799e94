// Articles: approved help text, as the organisation published it.
//
// Promise: a parsed article keeps its words exactly; every passage is a verbatim slice of the source, so that
// an answer can only ever quote. An article that is incomplete is refused with a reason that an editor can act on.
// Limits: the front matter is a small fixed form (key: value, and "  - item" lists), not YAML.

/** Longest Markdown that is read, in UTF-16 units; the rest is ignored. */
export const MAX_MARKDOWN = 65_536;

/** The part of an article under one heading: what an answer quotes. */
export interface Passage {
  /** The heading above it; empty for the opening words. */
  readonly heading: string;
  /** Markdown, word for word as in the source. */
  readonly markdown: string;
}

/** An approved help article. */
export interface Article {
  readonly id: string;
  readonly title: string;
  /** Counts up with every approved change, from 1. */
  readonly version: number;
  /** ISO date of the last approved change. */
  readonly updated: string;
  /** BCP 47 tag, such as "en". */
  readonly language: string;
  /** The team that answers for it, and to which a hand-over goes. */
  readonly team: string;
  /** Ways in which people ask for it. */
  readonly questions: readonly string[];
  /** Other words for its subject. */
  readonly synonyms: readonly string[];
  readonly passages: readonly Passage[];
}

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

const MAX_PASSAGES = 60;
const MAX_LIST = 60;

type Fields = ReadonlyMap<string, readonly string[]>;

/** Parses one article. Throws {@link ArticleError}. */
export function parseArticle(source: string): Article {
  if (source.length > MAX_MARKDOWN)
    throw new ArticleError("too-large", "", `Shorten the article to ${MAX_MARKDOWN} characters.`);
  const text = source.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const parts = /^---\n([\s\S]*?)\n---(?:\n|$)([\s\S]*)$/.exec(text);
  if (!parts)
    throw new ArticleError(
      "no-front-matter",
      "",
      "Start the article with its details between two --- lines.",
    );
  const fields = parseFields(parts[1] ?? "");
  const passages = parsePassages(parts[2] ?? "");
  if (passages.length === 0) throw new ArticleError("empty", "body", "Write at least one paragraph.");
  return {
    id: required(fields, "id", /^[a-z0-9][a-z0-9-]{0,63}$/),
    title: required(fields, "title", /^.{1,120}$/),
    version: Number(required(fields, "version", /^[1-9]\d{0,5}$/)),
    updated: required(fields, "updated", /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    language: required(fields, "language", /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
    team: required(fields, "team", /^.{1,60}$/),
    questions: (fields.get("questions") ?? []).slice(0, MAX_LIST),
    synonyms: splitCommas(fields.get("synonyms") ?? []).slice(0, MAX_LIST),
    passages,
  };
}

function parseFields(text: string): Fields {
  const fields = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split("\n")) {
    const item = /^ *- +(.*)$/.exec(line);
    const field = /^([a-z]+):(.*)$/.exec(line);
    if (item) current.push((item[1] ?? "").trim());
    else if (field) {
      const value = (field[2] ?? "").trim();
      current = value === "" ? [] : [value];
      fields.set(field[1] ?? "", current);
    }
  }
  return fields;
}

function required(fields: Fields, name: string, form: RegExp): string {
  const value = fields.get(name)?.[0] ?? "";
  if (!form.test(value))
    throw new ArticleError("bad-field", name, `Check the line "${name}:" of the article.`);
  return value;
}

function splitCommas(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(",").map((part) => part.trim())).filter((part) => part !== "");
}

function parsePassages(body: string): Passage[] {
  const passages: Passage[] = [];
  for (const part of body.split(/\n(?=#{1,3} )/)) {
    const heading = /^\s*#{1,3} (.*)(?:\n|$)/.exec(part);
    const markdown = part.slice(heading?.[0].length ?? 0).trim();
    if (markdown !== "" && passages.length < MAX_PASSAGES)
      passages.push({ heading: (heading?.[1] ?? "").trim(), markdown });
  }
  return passages;
}
