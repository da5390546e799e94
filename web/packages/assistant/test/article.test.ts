// An editor publishes an article; what is incomplete is refused with the line to mend.

import { describe, expect, it } from "vitest";
import { ArticleError, MAX_MARKDOWN, parseArticle } from "../src/index.ts";

const GOOD = `---
id: lost-card
title: Lost card
version: 3
updated: 2026-10-28
language: en
team: Payments
questions:
  - I lost my card
  - Where is my card
synonyms: missing, mislaid
---

Tell us **at once**.

## If it turns up

- Unfreeze it.
- Smile.
`;

function refusal(source: string): ArticleError {
  try {
    parseArticle(source);
  } catch (error) {
    if (error instanceof ArticleError) return error;
  }
  throw new Error("was accepted");
}

describe("parseArticle", () => {
  it("keeps the words as they are", () => {
    const article = parseArticle(GOOD);
    expect(article).toMatchObject({ id: "lost-card", version: 3, updated: "2026-10-28", team: "Payments" });
    expect(article.questions).toEqual(["I lost my card", "Where is my card"]);
    expect(article.synonyms).toEqual(["missing", "mislaid"]);
    expect(article.passages).toEqual([
      { heading: "", markdown: "Tell us **at once**." },
      { heading: "If it turns up", markdown: "- Unfreeze it.\n- Smile." },
    ]);
    for (const passage of article.passages) expect(GOOD).toContain(passage.markdown);
  });

  it("reads Windows line ends and a byte order mark", () => {
    expect(parseArticle(`\uFEFF${GOOD.replaceAll("\n", "\r\n")}`)).toEqual(parseArticle(GOOD));
  });

  it("does without questions and synonyms", () => {
    const bare = GOOD.replace(/questions:[\s\S]*mislaid\n/, "");
    expect(parseArticle(bare)).toMatchObject({ questions: [], synonyms: [] });
  });

  it.each(["id", "title", "version", "updated", "language", "team"])(
    "refuses an article without %s",
    (field) => {
      expect(refusal(GOOD.replace(new RegExp(`^${field}:.*\n`, "m"), ""))).toMatchObject({
        kind: "bad-field",
        field,
      });
    },
  );

  it.each([
    ["id", "id: ../escape"],
    ["id", "id: Lost Card"],
    ["version", "version: 0"],
    ["version", "version: 1.5"],
    ["updated", "updated: 2026-13-01"],
    ["updated", "updated: yesterday"],
    ["language", "language: English!"],
  ])("refuses a wrong %s: “%s”", (field, line) => {
    expect(refusal(GOOD.replace(new RegExp(`^${field}:.*$`, "m"), line))).toMatchObject({
      kind: "bad-field",
      field,
    });
  });

  it("refuses plain Markdown, an empty body and a huge article", () => {
    expect(refusal("# Lost card\n\nTell us.").kind).toBe("no-front-matter");
    expect(refusal(GOOD.slice(0, GOOD.indexOf("Tell us"))).kind).toBe("empty");
    expect(refusal(GOOD + "x".repeat(MAX_MARKDOWN)).kind).toBe("too-large");
  });
});
