import { describe, expect, it } from "vitest";
import { emojiGroups, findEmoji, loadEmoji, quickEmoji, withUsed } from "../src/emoji.ts";

const shown = (found: readonly { readonly emoji: string }[]) => found.map(({ emoji }) => emoji);

describe("emoji to pick from", () => {
  it("are some six hundred, each once, short enough to be a reaction", async () => {
    const all = (await loadEmoji("en")).flatMap(({ emoji }) => emoji);
    expect(all.length).toBeGreaterThan(500);
    expect(all.length).toBeLessThan(700);
    expect(new Set(shown(all)).size).toBe(all.length);
    for (const { emoji, name } of all) {
      expect(emoji.length).toBeLessThanOrEqual(16);
      expect(name).not.toBe("");
    }
  });
  it("hold the quick ones", async () => {
    const all = new Set(shown((await loadEmoji("en")).flatMap(({ emoji }) => emoji)));
    for (const emoji of quickEmoji) expect(all).toContain(emoji);
  });
  it.each(["en-GB", "de", "es-MX", "fr", "ar", "tlh", ""])("come in every group for %s", async (language) => {
    const groups = await loadEmoji(language);
    expect(groups.map(({ group }) => group)).toEqual(emojiGroups);
    expect(groups.every(({ emoji }) => emoji.length > 10)).toBe(true);
  });
});

describe("the search", () => {
  it("finds by beginnings of words, whole words first", async () => {
    const groups = await loadEmoji("en");
    expect(shown(findEmoji(groups, "thumb up"))).toContain("👍");
    expect(findEmoji(groups, "heart")[0]?.name).toMatch(/\bheart\b/i);
    expect(shown(findEmoji(groups, "cat")).slice(0, 2).sort()).toEqual(["🐈", "🐱"]);
  });
  it("knows words of the reader's language, with or without accents", async () => {
    expect(shown(findEmoji(await loadEmoji("de"), "daumen"))).toContain("👍");
    expect(shown(findEmoji(await loadEmoji("es"), "corazon"))).toContain("❤️");
    expect(shown(findEmoji(await loadEmoji("fr"), "cœur"))).toContain("❤️");
    const arabic = await loadEmoji("ar");
    expect(shown(findEmoji(arabic, "قلب"))).toContain("❤️");
    expect(shown(findEmoji(arabic, "إبهام"))).toContain("👍");
    expect(shown(findEmoji(arabic, "ابهام"))).toContain("👍");
  });
  it("has a name in the reader's language for every emoji", async () => {
    const names = async (language: string) =>
      (await loadEmoji(language)).flatMap(({ emoji }) => emoji.map(({ name }) => name));
    const english = new Set(await names("en"));
    for (const language of ["de", "es", "fr", "ar"])
      expect((await names(language)).filter((name) => english.has(name)).length).toBeLessThan(40); // some are one word in both
    expect((await names("ar")).filter((name) => !/[\u0600-\u06ff]/.test(name))).toEqual([]);
  });
  it("finds an emoji by itself, everything by nothing, nothing by nonsense", async () => {
    const groups = await loadEmoji("en");
    expect(shown(findEmoji(groups, "🎉"))).toEqual(["🎉"]);
    expect(findEmoji(groups, "  ").length).toBeGreaterThan(500);
    expect(findEmoji(groups, "zzzz")).toEqual([]);
  });
});

describe("the ones used last", () => {
  it("stand newest first, each once, no more than asked for", () => {
    expect(withUsed(["👍", "🎉"], "🎉")).toEqual(["🎉", "👍"]);
    expect(withUsed(["👍", "🎉", "🙏"], "👀", 3)).toEqual(["👀", "👍", "🎉"]);
  });
});
