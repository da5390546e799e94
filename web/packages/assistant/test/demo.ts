// The demo's articles, read from disk for tests.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Article, parseArticle } from "../src/index.ts";

const FOLDER = fileURLToPath(new URL("../../../../demo/articles/", import.meta.url));

/** Parses every demo article; throws if the folder is empty. */
export function demoArticles(): Article[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".md"));
  if (files.length === 0) throw new Error("no demo articles");
  return files.sort().map((name) => parseArticle(readFileSync(FOLDER + name, "utf8")));
}
