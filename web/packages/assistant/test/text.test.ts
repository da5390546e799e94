// The same word meets itself, whatever its ending, accent or slip.

import { describe, expect, it } from "vitest";
import { oneEditApart, questionTerms, stem, words } from "../src/text.ts";

describe("stem", () => {
  it.each([
    ["cards", "card"],
    ["payments", "payment"],
    ["paying", "pays"],
    ["cancelled", "cancelling"],
    ["stopped", "stops"],
    ["cheques", "cheque"],
    ["studies", "study"],
    ["branches", "branch"],
    ["sent", "sending"],
    ["stolen", "steal"],
    ["closing", "close"],
  ])("joins %s and %s", (one, other) => expect(stem(one)).toBe(stem(other)));

  it.each([
    ["card", "care"],
    ["account", "accountant"],
    ["loan", "loaf"],
    ["press", "pres"],
  ])("keeps %s and %s apart", (one, other) => expect(stem(one)).not.toBe(stem(other)));
});

describe("words", () => {
  it("folds case, accents and apostrophes", () => {
    expect(words("Don’t  CAFÉ—naïve 7726!")).toEqual(["dont", "cafe", "naive", "7726"]);
  });

  it("bounds what it keeps", () => {
    expect(words("x".repeat(5_000))[0]?.length).toBe(40);
    const many = Array.from({ length: 5_000 }, (_, at) => `w${at}`).join(" ");
    expect(questionTerms(many).length).toBeLessThanOrEqual(48);
  });
});

describe("oneEditApart", () => {
  it.each([
    ["card", "cards"],
    ["card", "cad"],
    ["card", "cord"],
    ["card", "crad"],
    ["debit", "debti"],
  ])("accepts %s for %s", (a, b) => expect(oneEditApart(a, b)).toBe(true));

  it.each([
    ["card", "card"],
    ["card", "cored"],
    ["abcd", "badc"],
    ["", "ab"],
  ])("refuses %s for %s", (a, b) => expect(oneEditApart(a, b)).toBe(false));
});
