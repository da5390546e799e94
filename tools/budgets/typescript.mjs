// Measures the TypeScript of the web workspaces with the compiler's own parser:
// how long functions and files are, how much is tests, and what must not exist
// at all: the type any, and default exports.
//
// Limits: a vite or vitest configuration may export a default, because the
// tools ask for one. Generated files (*.gen.ts) do not count.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ts = createRequire(join(root, "web/package.json"))("typescript");

const SOURCE = /\.tsx?$/;
const TEST = /\.(test|spec|bench)\.tsx?$|\/(test|tests|__tests__)\//;
const CONFIG = /\/(vite|vitest)[\w.]*config\.ts$/;
const NOT_OURS = /\/(node_modules|dist|coverage)\/|\.gen\.ts$|\.d\.ts$/;

/** Every TypeScript file of the workspaces. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !NOT_OURS.test(path));
}

/**
 * Measures one file's text.
 * @returns {{lines: number, functions: {name: string, lines: number}[], any: string[], defaults: string[]}}
 */
export function measureText(name, text) {
  const file = ts.createSourceFile(
    name,
    text,
    ts.ScriptTarget.Latest,
    true,
    name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const result = { lines: text.split("\n").length - 1, functions: [], any: [], defaults: [] };
  const lineOf = (position) => file.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node) => {
    const at = `${name}:${lineOf(node.getStart())}`;
    if (ts.isFunctionLike(node) && node.body !== undefined) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      result.functions.push({ name: `${at} ${nameOf(node)}`, lines });
    }
    if (node.kind === ts.SyntaxKind.AnyKeyword) result.any.push(at);
    if (isDefaultExport(node)) result.defaults.push(at);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return result;
}

const nameOf = (node) => node.name?.getText() ?? node.parent?.name?.getText() ?? "(unnamed)";

function isDefaultExport(node) {
  if (ts.isExportAssignment(node)) return !node.isExportEquals;
  if (ts.isExportSpecifier(node)) return node.name.text === "default";
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some((m) => m.kind === ts.SyntaxKind.DefaultKeyword)
  );
}

/** Measures web/packages and web/apps. */
export function measureWeb() {
  const total = { functions: [], files: [], code: {}, tests: {}, any: [], defaults: [] };
  for (const path of ["packages", "apps"].flatMap((kind) => sources(join(root, "web", kind)))) {
    const name = relative(root, path);
    const workspace = name.split("/").slice(0, 3).join("/");
    const measured = measureText(name, readFileSync(path, "utf8"));
    total.any.push(...measured.any);
    if (!CONFIG.test(name)) total.defaults.push(...measured.defaults);
    if (TEST.test(name)) {
      total.tests[workspace] = (total.tests[workspace] ?? 0) + measured.lines;
      continue;
    }
    total.code[workspace] = (total.code[workspace] ?? 0) + measured.lines;
    total.files.push({ name, lines: measured.lines });
    total.functions.push(...measured.functions);
  }
  return total;
}
