import { describe, expect, it } from "vitest";
import { hasMixedScripts, unicodeHost } from "../src/hosts.ts";
import { type LinkSpan, linked } from "../src/links.ts";

const links = (text: string) => linked(text).filter((span): span is LinkSpan => span.kind === "link");
const only = (text: string) => {
  const found = links(text);
  expect(found).toHaveLength(1);
  return found[0] as LinkSpan;
};

describe("addresses in a text", () => {
  it("become spans whose texts are the text again", () => {
    const text = "See https://a.example/x, www.b.example (or mail c@d.example) and call tel:+49-30-1234!";
    expect(
      linked(text)
        .map((span) => span.text)
        .join(""),
    ).toBe(text);
    expect(links(text).map(({ href }) => href)).toEqual([
      "https://a.example/x",
      "https://www.b.example/",
      "mailto:c@d.example",
      "tel:+49301234",
    ]);
    expect(links(text).every(({ warning }) => warning === null)).toBe(true);
  });
  it("leave the sentence its full stop and its brackets", () => {
    expect(only("(https://a.example/wiki_(x)).").text).toBe("https://a.example/wiki_(x)");
    expect(only("هل رأيت https://a.example/x؟").text).toBe("https://a.example/x");
  });
  it("name the host that is opened, with its port", () => {
    expect(only("http://a.example:8080/x").target).toBe("a.example:8080");
  });
  it("keep nothing of a mailto address but the address", () => {
    expect(only("mailto:c@d.example?body=secret&bcc=x@y.example").href).toBe("mailto:c@d.example");
  });
});

describe("what is not an address", () => {
  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "xhttps://a.example",
    "https://",
    "a@b",
    "tel:12",
    "3.14 and e.g. this",
  ])("%s stays text", (text) => expect(links(text)).toEqual([]));
  it("is not searched for without end", () => {
    expect(links("https://a.example/ ".repeat(500))).toHaveLength(200);
    expect(links(`https://a.example/${"x".repeat(3_000)}`)).toEqual([]);
    expect(links("@".repeat(100_000))).toEqual([]);
  });
});

describe("an address that looks like another one warns", () => {
  it.each([
    ["a name before the host", "https://bank.example@evil.example/login", "name"],
    [
      "a sign in the host that the parser turns into another",
      "https://bank%2eexample.evil.example",
      "differs",
    ],
    ["a full stop of another script", "https://bank。example", "differs"],
    ["Cyrillic among Latin letters", "https://bаnk.example", "mixed"],
    ["the same, in its DNS form", "https://xn--bnk-6cd.example", "mixed"],
    ["Cyrillic alone", "https://аррӏе.example", "foreign"],
    ["a bidi override before it", "\u202Ehttps://a.example", "hidden"],
    ["a zero-width space after it", "https://a.example\u200B.evil.example", "hidden"],
    ["a foreign letter in an email address", "help@bаnk.example", "mixed"],
  ])("%s", (_what, text, warning) => expect(only(text).warning).toBe(warning));
  it("and says the host in letters that cannot lie", () => {
    expect(only("https://bаnk.example").target).toBe("xn--bnk-6cd.example");
  });
  it("but not for plain words of one script with Latin beside it, as in Japanese", () => {
    expect(hasMixedScripts("日本語abc")).toBe(false);
    expect(hasMixedScripts("αbc")).toBe(true);
  });
});

describe("Punycode (RFC 3492)", () => {
  it.each([
    ["xn--mnchen-3ya.example", "münchen.example"],
    ["xn--80ak6aa92e.example", "аррӏе.example"],
    ["xn--ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"],
    ["xn--egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"],
    ["plain.example", "plain.example"],
  ])("%s is read as %s", (host, shown) => expect(unicodeHost(host)).toBe(shown));
  it.each(["xn--", "xn--99999999999", "xn--ÿ", `xn--${"a".repeat(70)}`])("%s harms nobody", (host) => {
    expect(typeof unicodeHost(host)).toBe("string");
  });
});

describe("text that was made to be slow", () => {
  const much = 60_000;
  it.each([
    ["brackets", `https://a.example/${")".repeat(much)}`],
    ["brackets of all kinds", `https://a.example/${"(".repeat(much / 2)}${")]}".repeat(much / 6)}`],
    ["full stops", `https://a.example/${".".repeat(much)}`],
    ["letters", "a".repeat(much)],
    ["hosts", `a@${"b.".repeat(much / 2)}`],
    ["addresses", "a@b.c".repeat(much / 5)],
  ])("of %s holds nobody up", (_what, text) => {
    const begun = performance.now();
    expect(
      linked(text)
        .map((span) => span.text)
        .join(""),
    ).toBe(text);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
