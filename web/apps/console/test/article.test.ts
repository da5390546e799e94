import { describe, expect, it } from "vitest";
import { joinArticle, splitArticle } from "../src/model/article.ts";

const written = [
  "---",
  "id: unknown-card-payment",
  "title: A card payment I do not recognise",
  "questions:",
  "  - There is a payment I did not make",
  "  - Someone used my card details",
  "synonyms: fraud, hacked, cloned",
  "---",
  "",
  "Check the name first.",
  "",
  "## Then call us",
  "",
  "At any hour.",
].join("\n");

describe("an article in its editor", () => {
  it("shows the text without its first lines, and the ways of asking beside it", () => {
    expect(splitArticle(written)).toEqual({
      body: "Check the name first.\n\n## Then call us\n\nAt any hour.",
      questions: "There is a payment I did not make\nSomeone used my card details",
      synonyms: "fraud, hacked, cloned",
    });
  });
  it("comes back as it was written", () => {
    const text = splitArticle(written);
    expect(splitArticle(joinArticle(text))).toEqual(text);
  });
  it("needs no first lines when nobody asks for it in other words", () => {
    expect(joinArticle({ body: "Call us.", questions: " \n", synonyms: " " })).toBe("Call us.");
    expect(splitArticle("Call us.")).toEqual({ body: "Call us.", questions: "", synonyms: "" });
  });
  it("lets no question or synonym break out of its line", () => {
    const text = { body: "Call us.", questions: "One\n\n  Two ", synonyms: "a,\n---\nb" };
    const back = splitArticle(joinArticle(text));
    expect(back).toEqual({ body: "Call us.", questions: "One\nTwo", synonyms: "a, --- b" });
  });
});
