import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { siteLanguages, siteToken } from "../src/model/site-token.ts";

const manual = readFileSync(new URL("../../../../docs/embedding.md", import.meta.url), "utf8");
const fences = { node: "js", go: "go", php: "php" } as const;

describe("the lines for a website's server", () => {
  const site = { issuer: "https://www.example.org", audience: "…64 digits…", key: "2026" };

  it.each(siteLanguages)("are those of the manual, which are run in Go's tests: %s", (language) => {
    expect(manual).toContain(`\n\`\`\`${fences[language]}\n${siteToken(language, site)}\`\`\`\n`);
  });

  it.each(siteLanguages)("take no name for code: %s", (language) => {
    const name = `'"); evil(); //\\ \${x} $x \n`;
    const text = siteToken(language, { ...site, issuer: name });
    const escaped = language === "php" ? `'\\'"); evil(); //\\\\ \${x} $x \n'` : JSON.stringify(name);
    expect(text).toContain(escaped);
  });
});
