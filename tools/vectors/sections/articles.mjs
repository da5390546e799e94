// §11 article sets.
import { concat, fixed, flip } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { ID } from "../protocol.mjs";

export const articles = [
  ["returns", "Returns", 1, "en", "Support", 1_800_000_000, "Send it back within **30 days**.\n"],
  ["shipping", "Shipping", 3, "en", "Support", 1_800_000_100, "# Shipping\n\nWe ship within two days.\n"],
  [
    "versand",
    "Versand",
    2,
    "de",
    "Support",
    1_800_000_200,
    "Wir versenden in zwei Tagen – auch nach Österreich.\n",
  ],
];
export const articleSet = (org, version, list) => cbor([1, org, version, list]);

export function articleSection() {
  const org = fixed("article org");
  const bytes = articleSet(org, 5, articles);
  const statement = { org, version: 5, count: 3, hash: ID("article-set", bytes) };
  const good = (name, why, version, list) => {
    const set = articleSet(org, version, list);
    return accept(
      "article-set",
      name,
      why,
      { org, version, count: list.length, hash: ID("article-set", set), bytes: set },
      { articles: list },
    );
  };
  const bad = (name, why, set, change = {}) =>
    refuse("article-set", name, why, { ...statement, hash: ID("article-set", set), ...change, bytes: set });
  const [a, b, c] = articles;
  const list = (name, why, items) => bad(name, why, articleSet(org, 5, items), { count: items.length });
  return [
    good("three articles", "sorted by article id", 5, articles),
    good("no article", "an empty set", 1, []),
    bad("other hash", "one bit of the hash", bytes, { hash: flip(statement.hash, 0) }),
    bad("flipped content", "not the bytes of the statement", flip(bytes, 120), { hash: statement.hash }),
    bad("older set", "version 4 where the statement says 5", articleSet(org, 4, articles)),
    bad("other count", "the statement counts four", bytes, { count: 4 }),
    bad("other organisation", "another organisation's set", articleSet(fixed("other"), 5, articles)),
    bad("suite 2", "unknown suite", cbor([2, org, 5, articles])),
    list("unsorted", "sorted by article id", [b, a, c]),
    list("repeated", "an article id once", [a, a, b]),
    list("element missing", "an article has seven elements", [a.slice(0, 6)]),
    list("element too many", "an article has seven elements", [[...a, 0]]),
    list("text as version", "a version is a number", [a.with(2, "1")]),
    list("broken UTF-8", "text is valid UTF-8", [a.with(1, new Raw(Uint8Array.of(0x62, 0xc3, 0x28)))]),
    list("long number", "1 in two bytes", [a.with(2, new Raw(Uint8Array.of(0x18, 1)))]),
    bad("trailing byte", "one encoding only", concat(bytes, [0])),
  ];
}
