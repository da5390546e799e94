import { describe, expect, test } from "vitest";
import { frameUrl, inkOn, readFromFrame, readLine } from "../loader/embed.ts";
import { wordsIn } from "../loader/words.ts";
import { readFromPage } from "../src/host.ts";
import { readEmbed } from "../src/model/embed.ts";

const pin = "ab".repeat(32);
const line = (said: Record<string, string>) =>
  readLine((name) => said[name] ?? null, "https://chat.harbour.example/sealdesk.js", "en-GB");

describe("the embed line", () => {
  test("becomes an address that the frame reads back", () => {
    const read = line({ "data-pin": pin.toUpperCase(), "data-inbox": "payments", "data-color": "#0a6e6e" });
    if (typeof read === "string") throw new Error(read);
    const url = new URL(frameUrl(read, "https://harbour.example"));
    expect(url.origin + url.pathname).toBe("https://chat.harbour.example/widget/");
    expect(url.search).toBe("");
    expect(readEmbed(url.hash)).toEqual({
      pin,
      inbox: "payments",
      language: "en-GB",
      colour: "#0a6e6e",
      host: "https://harbour.example",
    });
  });

  test.each([
    ["no pin", {}],
    ["a short pin", { "data-pin": pin.slice(2) }],
    ["a pin with a stranger in it", { "data-pin": `${pin.slice(1)}g` }],
    ["no inbox", { "data-pin": pin, "data-inbox": "" }],
    ["an inbox that leaves its place", { "data-pin": pin, "data-inbox": "a&pin=b" }],
    ["a colour that is a style", { "data-pin": pin, "data-inbox": "a", "data-color": "red;top:0" }],
    ["an offset with a unit", { "data-pin": pin, "data-offset-side": "20px" }],
    ["an offset that is a style", { "data-pin": pin, "data-offset-bottom": "0);top:0" }],
    ["an offset beyond the page", { "data-pin": pin, "data-offset-bottom": "401" }],
  ])("%s is refused with a sentence", (_name, said) => {
    expect(line({ "data-inbox": "payments", ...said })).toEqual(expect.stringContaining("data-"));
  });
});

describe("what the line may leave to us", () => {
  const read = (said: Record<string, string>) => {
    const made = line({ "data-pin": pin, "data-inbox": "payments", ...said });
    if (typeof made === "string") throw new Error(made);
    return made;
  };

  test("stands 20 pixels off the end of the line, with a button, and tells nothing of the page", () => {
    const usual = { edge: "inset-inline-end", side: 20, bottom: 20, launcher: true, pageContext: false };
    expect(read({})).toMatchObject({ ...usual, language: "en-GB", color: null });
  });

  test("is taken as it is said", () => {
    const said = { "data-position": "left", "data-offset-side": "0", "data-offset-bottom": "96" };
    const own = { "data-launcher": "none", "data-page-context": "on", "data-language": "de" };
    expect(read({ ...said, ...own })).toMatchObject({
      edge: "left",
      side: 0,
      bottom: 96,
      launcher: false,
      pageContext: true,
      language: "de",
    });
  });

  test("page context that is not switched on by its word stays off", () => {
    for (const word of ["", "true", "ON", "off"])
      expect(read({ "data-page-context": word }).pageContext).toBe(false);
  });
});

describe("the button's words", () => {
  test.each([
    ["de-AT", "Chat öffnen"],
    ["ar", "فتح المحادثة"],
    ["fr-CA", "Ouvrir le chat"],
    ["es", "Abrir el chat"],
    ["en-GB", "Open chat"],
    ["pt-BR", "Open chat"],
    ["", "Open chat"],
    ["constructor", "Open chat"],
  ])("in %s", (tag, open) => {
    const words = wordsIn(tag);
    expect(words.open).toBe(open);
    expect(Object.values(words).every((word) => word !== "")).toBe(true);
  });
});

describe("the fragment", () => {
  const good = `#pin=${pin}&inbox=payments`;

  test("may leave out language, colour and host", () => {
    expect(readEmbed(good)).toMatchObject({ language: null, colour: null, host: null });
  });

  test.each([
    "",
    "#",
    `#pin=${pin}`,
    "#inbox=payments",
    `#pin=${pin.slice(1)}&inbox=a`,
    `${good}${"x".repeat(1100)}`,
  ])("%.30s is refused", (fragment) => expect(readEmbed(fragment)).toBeNull());

  test.each(["javascript:alert(1)", "null", "*", "https://a.example/path", "file:///etc"])(
    "host %s is nobody",
    (host) => expect(readEmbed(`${good}&host=${encodeURIComponent(host)}`)?.host).toBeNull(),
  );

  test("a colour that is not one is dropped", () => {
    expect(readEmbed(`${good}&color=url(x)`)?.colour).toBeNull();
  });

  test("a language that is not one falls back", () => {
    expect(readEmbed(`${good}&lang=%3Cscript%3E`)?.language).toBeNull();
  });
});

describe("words between page and frame", () => {
  test("counts are kept within reason", () => {
    expect(readFromFrame({ sealdesk: "unread", count: 3 })).toEqual({ kind: "unread", count: 3 });
    expect(readFromFrame({ sealdesk: "unread", count: -4 })).toEqual({ kind: "unread", count: 0 });
    expect(readFromFrame({ sealdesk: "unread", count: 1e9 })).toEqual({ kind: "unread", count: 999 });
  });

  test.each([
    null,
    "close",
    7,
    [],
    {},
    { sealdesk: "open" },
    { sealdesk: "unread" },
    { sealdesk: "unread", count: "3" },
  ])("%j says nothing", (data) => expect(readFromFrame(data)).toBeNull());

  test("the page says where the customer is, and what the customer is called there", () => {
    const page = { path: "/boats", title: "Boats\nfor sale" };
    expect(readFromPage({ sealdesk: "shown", page })).toEqual({
      sealdesk: "shown",
      page: { path: "/boats", title: "Boats for sale" },
    });
    expect(readFromPage({ sealdesk: "hidden" })).toEqual({ sealdesk: "hidden", page: null });
    expect(readFromPage({ sealdesk: "customer", name: ` Amara${"a".repeat(100)}` })).toEqual({
      sealdesk: "customer",
      name: `Amara${"a".repeat(75)}`,
    });
  });

  test.each([
    { path: "https://elsewhere.example/", title: "x" },
    { path: 1, title: "x" },
    { path: "/a", title: null },
    "/a",
  ])("%j is no page", (page) =>
    expect(readFromPage({ sealdesk: "shown", page })).toMatchObject({ page: null }),
  );

  test.each([
    null,
    undefined,
    "shown",
    { sealdesk: "close" },
    { shown: true },
    { sealdesk: "customer" },
    { sealdesk: "customer", name: " \n" },
    { sealdesk: "customer", name: ["Amara"] },
  ])("%j is not from our page", (data) => {
    expect(readFromPage(data)).toBeNull();
  });
});

test("the launcher's sign is easy to see on any colour", () => {
  expect(inkOn("#0a3d3d")).toBe("#fff");
  expect(inkOn("#ffe066")).toBe("#1a1714");
  expect(inkOn("#000000")).toBe("#fff");
  expect(inkOn("#ffffff")).toBe("#1a1714");
});
