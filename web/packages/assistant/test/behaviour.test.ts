// A tired visitor asks; the assistant quotes, offers a choice, or says that it does not know.

import { describe, expect, it } from "vitest";
import { answer, buildIndex, parseArticle, search } from "../src/index.ts";
import { demoArticles } from "./demo.ts";
import { accuracy, refusal } from "./measure.ts";
import { IN_DOMAIN, OUT_OF_DOMAIN } from "./questions.ts";

const articles = demoArticles();
const index = buildIndex(articles);

describe("accuracy over the demo articles", () => {
  const heldOut = IN_DOMAIN.filter((_, at) => at % 2 === 1);

  it("has enough questions, each for an article that exists", () => {
    expect(IN_DOMAIN.length).toBeGreaterThanOrEqual(60);
    expect(OUT_OF_DOMAIN.length).toBeGreaterThanOrEqual(30);
    const ids = new Set(articles.map((article) => article.id));
    for (const [, id] of IN_DOMAIN) expect(ids).toContain(id);
  });

  it("finds the right article for paraphrases it was not tuned on", () => {
    const figures = accuracy(index, heldOut);
    expect(figures.top1).toBeGreaterThanOrEqual(0.78);
    expect(figures.top3).toBeGreaterThanOrEqual(0.8);
    expect(figures.wrongQuote).toBeLessThanOrEqual(0.1);
  });

  it("refuses what no article answers", () => {
    const figures = refusal(index, OUT_OF_DOMAIN);
    expect(figures.unknown).toBeGreaterThanOrEqual(0.9);
    expect(figures.quoted).toBe(0);
  });

  it("is not sure by habit: it refuses everything once the articles are about something else", () => {
    const other = buildIndex([
      article("bees", "Keeping bees", "How do I keep bees", "Put the hive in the sun."),
    ]);
    expect(accuracy(other, IN_DOMAIN).refused).toBeGreaterThanOrEqual(0.97);
  });
});

describe("what it says", () => {
  it("only ever quotes: each passage is a verbatim slice of an approved article", () => {
    for (const [question] of IN_DOMAIN) {
      const said = answer(index, question);
      if (said.kind !== "answer") continue;
      const source = articles.find((candidate) => candidate.id === said.article.id);
      expect(source?.passages).toContain(said.passage);
    }
  });

  it("quotes the passage that fits, not just the article", () => {
    const said = answer(index, "the cash machine kept my card");
    expect(said).toMatchObject({ kind: "answer", passage: { heading: "The machine kept my card" } });
  });

  it("names the team that answers for the article", () => {
    expect(answer(index, "can I overpay my mortgage")).toMatchObject({
      kind: "answer",
      article: { id: "mortgage-overpay", team: "Mortgages" },
    });
  });

  it("forgives one wrong letter", () => {
    expect(answer(index, "how do I cancel a direct debti")).toMatchObject({
      article: { id: "direct-debits" },
    });
    expect(answer(index, "contatcless limit")).toMatchObject({ article: { id: "contactless" } });
  });

  it("forgives one wrong letter in a word that only means the same", () => {
    const [first] = search(index, "when will I recieve my new card");
    expect(first?.article.id).toBe("card-not-arrived");
  });

  it.each([
    ["My new card hasn't arrived yet", "card-not-arrived"],
    ["Why haven't I received my new card yet?", "card-not-arrived"],
    ["opening times", "opening-hours"],
    ["the machine has eaten my card", "cash-machine"],
  ])("is not led astray by small words: “%s”", (question, id) => {
    const said = answer(index, question);
    const first = said.kind === "answer" ? said.article : said.kind === "choices" && said.choices[0]?.article;
    expect(first).toMatchObject({ id });
  });

  it("does not let somebody else's account answer for a theft", () => {
    expect(answer(index, "Somebody took money from my account")).not.toMatchObject({
      article: { id: "power-of-attorney" },
    });
  });

  it("is not made sure by the length of a story", () => {
    const story =
      "My card was eaten by the cash machine at the station yesterday evening around eight o'clock after I had tried " +
      "to take out two hundred pounds for the rent, and now I have no money and no card and I really do not know what " +
      "to do, because I also have to travel on Monday with my children and I need to know if I get the card back.";
    const said = answer(index, story);
    expect(said.kind).toBe("choices");
    expect(JSON.stringify(said)).toContain('"cash-machine"');
  });

  it("offers at most three choices", () => {
    for (const [question] of IN_DOMAIN) {
      const said = answer(index, question);
      if (said.kind === "choices") expect(said.choices.length).toBeLessThanOrEqual(3);
    }
    expect(answer(index, "mortgage")).toMatchObject({ kind: "choices" });
  });

  it("works with a handful of articles, too", () => {
    const small = buildIndex([
      article(
        "post",
        "Postage and delivery",
        "How much is delivery",
        "Delivery costs £4 and takes two days.",
      ),
      article(
        "returns",
        "Send something back",
        "How do I return an item",
        "You have 30 days to return an item.",
      ),
    ]);
    expect(answer(small, "how much is delivery")).toMatchObject({ kind: "answer", article: { id: "post" } });
    expect(answer(small, "who won the match").kind).toBe("unknown");
  });
});

describe("people and greetings", () => {
  it.each([
    "I want to talk to a person",
    "human please",
    "agent",
    "Can I speak to someone about my mortgage?",
    "connect me with a real human being, please",
    "quiero hablar con una persona",
    "ich möchte mit einem Menschen sprechen",
    "je voudrais parler à un conseiller",
    "أريد التحدث مع موظف",
  ])("hands over on “%s”", (said) => expect(answer(index, said).kind).toBe("person"));

  it.each(["hi", "Good morning!", "hola", "Guten Tag", "bonjour", "مرحبا"])("greets back on “%s”", (said) =>
    expect(answer(index, said).kind).toBe("greeting"),
  );

  it.each(["someone used my card", "the agent at the shop refused my card", "hello, I lost my card"])(
    "does not mistake a question for either: “%s”",
    (said) => expect(["answer", "choices"]).toContain(answer(index, said).kind),
  );
});

describe("search", () => {
  it("finds while one is typing", () => {
    expect(search(index, "contactl", 3)[0]?.article.id).toBe("contactless");
    expect(search(index, "lost ca", 3)[0]?.article.id).toBe("lost-or-stolen-card");
  });

  it("returns nothing for nothing, and never more than asked", () => {
    expect(search(index, "", 5)).toEqual([]);
    expect(search(index, "  \u0000 ?! ", 5)).toEqual([]);
    expect(search(index, "card", 2)).toHaveLength(2);
    expect(search(index, "card", Number.NaN)).toHaveLength(1);
    expect(search(index, "card", -3)).toHaveLength(1);
  });
});

describe("hostile and foreign input", () => {
  it.each([
    ["Arabic", "كيف يمكنني إيقاف بطاقتي المسروقة؟"],
    ["Hebrew", "איבדתי את הכרטיס"],
    ["Chinese", "我的卡丢了怎么办"],
    ["emoji", "💳😱😱😱"],
    ["lone surrogates", "\ud800\udc00\udfff card \ud83d"],
    ["controls and bidi", "\u202ecard\u0000\u200f"],
    ["prototype words", "__proto__ constructor toString hasOwnProperty"],
    ["markup", "<img src=x onerror=alert(1)>"],
    ["empty", ""],
  ])("survives %s", (_, question) => {
    expect(["unknown", "choices", "answer"]).toContain(answer(index, question).kind);
    expect(() => search(index, question, 5)).not.toThrow();
  });

  it("reads only the beginning of a megabyte", () => {
    const long = `${"qzxv ".repeat(200)}${"I lost my card ".repeat(70_000)}`;
    expect(answer(index, long).kind).toBe("unknown");
    expect(answer(index, "a".repeat(1_000_000)).kind).toBe("unknown");
    expect(answer(index, "\u0301".repeat(1_000_000)).kind).toBe("unknown");
  });

  it("finds nothing in an empty index", () => {
    const none = buildIndex([]);
    expect(answer(none, "I lost my card").kind).toBe("unknown");
    expect(search(none, "card", 5)).toEqual([]);
  });

  it("lets the later of two articles with one id win", () => {
    const twice = buildIndex([
      article("a", "Old title", "old", "Old."),
      article("a", "New title", "new", "New."),
    ]);
    expect(search(twice, "title", 5).map((hit) => hit.article.title)).toEqual(["New title"]);
  });
});

function article(id: string, title: string, question: string, body: string) {
  return parseArticle(
    `---\nid: ${id}\ntitle: ${title}\nversion: 1\nupdated: 2026-01-01\nlanguage: en\nteam: Shop\nquestions:\n  - ${question}\n---\n\n${body}\n`,
  );
}
