// An article becomes data; a hostile one becomes harmless data.

import { describe, expect, it } from "vitest";
import { MAX_MARKDOWN, parseBlocks, parseSpans, safeHref } from "../src/index.ts";

describe("parseBlocks", () => {
  it("reads the small dialect", () => {
    const blocks = parseBlocks("# Title\nOne\ntwo **bold**.\n\n- a\n- [b](/b)\n1. first\n2. second\n\nEnd");
    expect(blocks).toEqual([
      { kind: "heading", level: 1, spans: [{ kind: "text", text: "Title" }] },
      {
        kind: "paragraph",
        spans: [
          { kind: "text", text: "One two " },
          { kind: "bold", text: "bold" },
          { kind: "text", text: "." },
        ],
      },
      {
        kind: "list",
        ordered: false,
        items: [[{ kind: "text", text: "a" }], [{ kind: "link", text: "b", href: "/b" }]],
      },
      {
        kind: "list",
        ordered: true,
        items: [[{ kind: "text", text: "first" }], [{ kind: "text", text: "second" }]],
      },
      { kind: "paragraph", spans: [{ kind: "text", text: "End" }] },
    ]);
  });

  it("shows markup as typed", () => {
    expect(parseBlocks("<script>alert(1)</script>")).toEqual([
      { kind: "paragraph", spans: [{ kind: "text", text: "<script>alert(1)</script>" }] },
    ]);
    expect(parseSpans("**open [half](")).toEqual([{ kind: "text", text: "**open [half](" }]);
  });

  it("is bounded and linear on hostile Markdown", () => {
    for (const unit of ["[", "**", "[a](", "- ", "# ", "\n", "**a", "1. "])
      expect(() => parseBlocks(unit.repeat(1_000_000 / unit.length))).not.toThrow();
    const blocks = parseBlocks(`${"a".repeat(MAX_MARKDOWN)}tail`);
    expect(JSON.stringify(blocks)).not.toContain("tail");
  });
});

describe("links", () => {
  it.each([
    "https://example.org/a?b#c",
    "mailto:help@example.org",
    "/help",
    "./a",
    "../a",
    "#top",
    "?q=1",
    "cards.html",
  ])("allows %s", (href) => expect(safeHref(href)).toBe(href));

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://example.org/x",
    "http://example.org",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://bank.example@evil.example/",
    "https://",
    "mailto:a@b?bcc=c@d",
    "tel:123",
    "x:y",
    "",
    "\u0000/help",
  ])("refuses “%s”", (href) => expect(safeHref(href)).toBeUndefined());

  it("keeps the words of a refused link", () => {
    expect(
      parseSpans("see [this](javascript:x) now")
        .map((span) => span.text)
        .join(""),
    ).toBe("see this now");
    expect(parseSpans("[this](javascript:x)")).toEqual([{ kind: "text", text: "this" }]);
  });
});
