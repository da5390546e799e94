// Articles: approved help text, as the organisation published it.
//
// Promise: an article keeps its words exactly; every passage is a verbatim slice of the source, so that an answer can
// only ever quote. Limits: the front matter is a small fixed form (key: value, and "  - item" lists), not YAML.

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

const MAX_PASSAGES = 60;
const MAX_LIST = 60;
const FRONT = /^\uFEFF?---\n([\s\S]*?)\n---(?:\n|$)/;

/** What is known about an article from elsewhere: a signed record, or its own first lines. */
export type Details = Omit<Article, "questions" | "synonyms" | "passages">;

/** The values of each field. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** An article whose details are vouched for; its own first lines add only ways of asking. Never throws. */
export function articleOf(details: Details, source: string): Article {
  const { fields, body } = splitSource(source);
  return {
    ...details,
    questions: (fields.get("questions") ?? []).slice(0, MAX_LIST),
    synonyms: splitCommas(fields.get("synonyms") ?? []).slice(0, MAX_LIST),
    passages: parsePassages(body),
  };
}

/** First lines and the rest. Without first lines everything is body. */
export function splitSource(source: string): { readonly fields: Fields; readonly body: string } {
  const text = source.slice(0, MAX_MARKDOWN).replaceAll("\r\n", "\n");
  return { fields: parseFields(FRONT.exec(text)?.[1] ?? ""), body: text.replace(FRONT, "") };
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
