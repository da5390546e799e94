// What a visitor's browser downloads until the first message is sent, measured
// with brotli at quality 11 from the built widget.
//
// Promise: three figures, one per line, "name N bytes", and a failure when one is
// over its budget. Everything that the build wrote into the frame's folder
// counts, unless web/apps/widget/first-message.json names it as coming later, or
// only such files lead to it; a new file is therefore counted until somebody
// says why it need not be. The
// budget holds for the oldest browser, which fetches every fallback too; the
// figure "native" is what a browser downloads that needs none.
//
// Limits: it measures files, not traffic: no headers, and each file is
// compressed alone, as a server sends it. Articles are data and do not count.
//
// first-message.json: { "later": [{ "files": "assets/emoji-*.js", "reason": "…" }],
// "fallback": [the same, for what only some browsers fetch] }.
// A star stands for any characters but a slash. Patterns that match no file
// are refused, because they hide something that is no longer there.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const BUDGETS = { widget_loader_br_bytes: 5_000, widget_first_message_br_bytes: 45_000 };
const CODE = /\.(html|js|mjs|css|wasm|svg|woff2)$/;

/** The size of one file as a server sends it. */
function brotliSize(path) {
  const content = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return brotliCompressSync(content, { params }).length;
}

/** The code files under a folder, relative to it, sorted. */
function codeUnder(folder) {
  if (!existsSync(folder)) throw new Error(`${folder} is missing: run make build`);
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  if (files.length === 0) throw new Error(`${folder} has no code: run make build`);
  return files;
}

/** "assets/emoji-*.js" as a regular expression. */
function pattern(text) {
  const parts = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]*")}$`);
}

/**
 * The files that count, given the entries that come later.
 * @param {string[]} files
 * @param {{files: string, reason: string}[]} later
 */
export function withoutLater(files, later) {
  for (const entry of later) {
    if (!entry.reason) throw new Error(`first-message.json: "${entry.files}" has no reason`);
    if (!files.some((file) => pattern(entry.files).test(file))) {
      throw new Error(`first-message.json: "${entry.files}" matches no built file; remove it`);
    }
  }
  return files.filter((file) => !later.some((entry) => pattern(entry.files).test(file)));
}

/** The files of the same folder that a built script names in its imports, static and dynamic. */
function importsOf(path) {
  if (!/\.(js|mjs|html)$/.test(path)) return [];
  const code = readFileSync(path, "utf8");
  const named = path.endsWith(".html") ? /assets\/[\w.-]+/g : /(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+)/g;
  return [...code.matchAll(named)].map(([whole, file]) => (file === undefined ? whole : `assets/${file}`));
}

/** Everything that these files lead to, themselves included, without a step into `closed`. */
function reached(folder, from, closed) {
  const seen = new Set(from);
  for (const file of seen) {
    if (!existsSync(join(folder, file))) continue;
    for (const next of importsOf(join(folder, file))) if (!closed.includes(next)) seen.add(next);
  }
  return seen;
}

/** What counts in a frame's folder: not what comes later, nor what only that leads to. */
function firstFiles(folder, later) {
  const all = codeUnder(folder);
  const first = withoutLater(all, later);
  const cut = all.filter((file) => !first.includes(file));
  const early = reached(folder, ["index.html"], cut);
  const late = reached(folder, cut, []);
  return first.filter((file) => early.has(file) || !late.has(file));
}

/**
 * Measures a built web folder.
 * @param {string} dist the folder that holds loader/ and widget/
 * @param {{files: string, reason: string}[]} later
 * @param {{files: string, reason: string}[]} fallback
 * @returns {{name: string, bytes: number, parts: {file: string, bytes: number}[]}[]}
 */
export function measure(dist, later, fallback = []) {
  const parts = (folder, files) =>
    files.map((file) => ({ file: join(folder, file), bytes: brotliSize(join(dist, folder, file)) }));
  const loader = parts("loader", codeUnder(join(dist, "loader")));
  const files = firstFiles(join(dist, "widget"), later);
  const frame = parts("widget", files);
  const native = parts("widget", withoutLater(files, fallback));
  const total = (list) => list.reduce((sum, part) => sum + part.bytes, 0);
  return [
    { name: "widget_loader_br_bytes", bytes: total(loader), parts: loader },
    {
      name: "widget_first_message_br_bytes",
      bytes: total([...loader, ...frame]),
      parts: [...loader, ...frame],
    },
    {
      name: "widget_first_message_native_br_bytes",
      bytes: total([...loader, ...native]),
      parts: [...loader, ...native],
    },
  ];
}

/** The lines of the figures that are over budget. */
export function overBudget(figures) {
  return figures
    .filter(({ name, bytes }) => bytes > BUDGETS[name])
    .map(
      ({ name, bytes }) => `${name} is ${bytes - BUDGETS[name]} bytes over its budget of ${BUDGETS[name]}`,
    );
}

function main() {
  const list = join(root, "web/apps/widget/first-message.json");
  const { later = [], fallback = [] } = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : {};
  const figures = measure(join(root, "web/dist"), later, fallback);
  const largest = [...figures[1].parts].sort((a, b) => b.bytes - a.bytes);
  for (const { file, bytes } of largest) console.log(`  ${String(bytes).padStart(6)}  ${file}`);
  for (const { name, bytes } of figures) console.log(`${name} ${bytes} bytes`);
  const over = overBudget(figures);
  for (const line of over) console.error(line);
  process.exitCode = over.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
