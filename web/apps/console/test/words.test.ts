import { describe, expect, it } from "vitest";
import { languages } from "../src/model/language.ts";
import { actsEn } from "../src/words/acts.en.ts";
import { areasEn } from "../src/words/areas.en.ts";
import { loadWords } from "../src/words/catalogue.ts";
import { entryEn } from "../src/words/entry.en.ts";
import { keepingEn } from "../src/words/keeping.en.ts";
import { languageEn } from "../src/words/language.en.ts";
import { ledgerEn } from "../src/words/ledger.en.ts";
import { en } from "../src/words/messages.en.ts";
import { counting } from "../src/words/plural.ts";
import { talkEn } from "../src/words/talk.en.ts";
import { workEn } from "../src/words/work.en.ts";

const others = languages.map(({ tag }) => tag).filter((tag) => tag !== "en");

/** Every sentence with its path; functions are called with words that must come out again. */
function sentences(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((each, at) => sentences(each, `${path}.${at}`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    sentences(each, path === "" ? key : `${path}.${key}`),
  );
}

it("has no sentence whose name another part uses too, since only one of the two would ever be shown", () => {
  const parts = [actsEn, areasEn, entryEn, keepingEn, ledgerEn, languageEn, talkEn, workEn];
  const names = parts.flatMap((part) => Object.keys(part));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

describe.each(others)("the catalogue in %s", (language) => {
  it("has every list as long as in English, and no empty sentence", async () => {
    const words = await loadWords(language);
    const there = new Map(sentences(words, ""));
    for (const [path, text] of sentences(en, "")) {
      expect(there.has(path), path).toBe(true);
      expect(there.get(path) === "", path).toBe(text === "");
    }
    expect(there.size).toBe(sentences(en, "").length);
  });
  it("keeps names, numbers and placeholders in its sentences", async () => {
    const words = await loadWords(language);
    expect(words.visitor("3C79")).toMatch(/^\S+ 3C79$/);
    expect(words.lockLine("Amara", "Payments")).toMatch(/Amara.*Payments/);
    expect(words.didTakeOver("Amara", "Priya")).toMatch(/Amara.*Priya/);
    expect(words.typing(["Amara", "Priya", "Jonas"])).toMatch(/Amara.*Priya.*Jonas/);
    expect(words.previewFrame.page).toMatch(/\{page\}.*\{pages\}/);
    expect(words.embedText).toContain("</body>");
    expect(words.tokenHint).toContain("#setup=");
    for (const n of [0, 1, 2, 3, 11, 100]) {
      expect(words.days(n), `${n}`).not.toMatch(/#|undefined/);
      expect(words.trialNow(n), `${n}`).not.toMatch(/#|undefined/);
    }
  });
  it("says something of its own", async () => {
    const words = await loadWords(language);
    const own = sentences(words, "").filter(([path, text]) => text !== new Map(sentences(en, "")).get(path));
    expect(own.length).toBeGreaterThan(sentences(en, "").length * 0.8);
  });
});

describe("counting", () => {
  it("has the six forms of Arabic", () => {
    const count = counting("ar");
    const forms = { zero: "z", one: "one", two: "two", few: "few #", many: "many #", other: "other #" };
    expect([0, 1, 2, 3, 11, 100].map((n) => count(n, forms).split(" ")[0])).toEqual([
      "z",
      "one",
      "two",
      "few",
      "many",
      "other",
    ]);
  });
  it("falls back where a language has fewer, and writes numbers as it does", () => {
    expect(counting("de")(1_840, { one: "# Tag", other: "# Tage" })).toBe("1.840 Tage");
    expect(counting("fr")(0, { one: "# jour", other: "# jours" })).toBe("0 jour");
  });
});
