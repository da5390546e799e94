// Prints how the code stands against the budgets of the house style, as one
// table. Aims are for people to look at; only the hard zeros make it fail: the
// type any, default exports and init functions. (Panics in domains and
// exported variables are refused by internal/arch.)

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { measureWeb } from "./typescript.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The value that nine of ten stay at or below; 0 for none. */
export function p90(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
}

/** What go.mod requires directly, by name. */
export function directModules(text) {
  const inBlocks = [...text.matchAll(/^require \(\n([\s\S]*?)^\)/gm)].flatMap((match) =>
    match[1].split("\n"),
  );
  const single = [...text.matchAll(/^require ([^(\n].*)$/gm)].map((match) => match[1]);
  return [...inBlocks, ...single]
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//") && !line.includes("// indirect"))
    .map((line) => line.split(" ")[0]);
}

const sum = (record, of = () => true) =>
  Object.entries(record).reduce((total, [folder, lines]) => total + (of(folder) ? lines : 0), 0);

/** Tests per line of code, in the folders that the predicate picks. */
export function ratio(report, of = () => true) {
  const code = sum(report.code, of);
  return code === 0 ? undefined : sum(report.tests, of) / code;
}

function lengthRows(language, report, aims) {
  const functions = report.functions.map(({ lines }) => lines);
  const files = report.files.map(({ lines }) => lines);
  const longest = (spans) => spans.reduce((a, b) => (b.lines > a.lines ? b : a), { name: "", lines: 0 });
  const [longFunction, longFile] = [longest(report.functions), longest(report.files)];
  return [
    [
      `${language} functions, p90`,
      p90(functions),
      `≤ ${aims.functionP90}`,
      p90(functions) <= aims.functionP90,
    ],
    [
      `${language} longest function`,
      longFunction.lines,
      `≤ ${aims.function}`,
      longFunction.lines <= aims.function,
      longFunction.name,
    ],
    [`${language} files, p90`, p90(files), `≤ ${aims.fileP90}`, p90(files) <= aims.fileP90],
    [
      `${language} longest file`,
      longFile.lines,
      `≤ ${aims.file}`,
      longFile.lines <= aims.file,
      longFile.name,
    ],
  ];
}

/** Packages where a mistake costs most have more tests than code. */
const STRICT = ["seal", "internal/access", "internal/ledger", "internal/identity", "internal/storage"];

function ratioRows(go, web) {
  const row = (name, value, aim) =>
    value === undefined ? [] : [[`tests : code, ${name}`, value.toFixed(2), `≥ ${aim}`, value >= aim]];
  const under = (base) => (folder) => folder === base || folder.startsWith(`${base}/`);
  return [
    ...row("Go", ratio(go), 0.8),
    ...STRICT.flatMap((base) => row(base, ratio(go, under(base)), 1.2)),
    ...row("TypeScript", ratio(web), 0.8),
  ];
}

function dependencyRows() {
  const modules = directModules(readFileSync(join(root, "go.mod"), "utf8")).length;
  const widget = JSON.parse(readFileSync(join(root, "web/apps/widget/package.json"), "utf8"));
  const foreign = Object.keys(widget.dependencies ?? {}).filter(
    (name) => !name.startsWith("@sealdesk/"),
  ).length;
  return [
    ["direct Go dependencies", modules, "≤ 25", modules <= 25],
    ["widget's own dependencies", foreign, "≤ 5", foreign <= 5],
  ];
}

function zeroRows(go, web) {
  const row = (name, places) => [name, places.length, "0, always", places.length === 0, places.join(" ")];
  return [row("any", web.any), row("default exports", web.defaults), row("init functions", go.inits ?? [])];
}

function print(rows) {
  for (const [name, value, aim, good, where = ""] of rows) {
    console.log(
      `${good ? "  " : "! "}${name.padEnd(36)} ${String(value).padStart(6)}   ${aim.padEnd(10)} ${where}`,
    );
  }
}

function main() {
  const go = JSON.parse(
    execFileSync("go", ["run", "-C", join(root, "tools"), "./budgets", root], {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    }),
  );
  const web = measureWeb();
  print([
    ...lengthRows("Go", go, { functionP90: 45, function: 100, fileP90: 400, file: 800 }),
    ...lengthRows("TypeScript", web, { functionP90: 30, function: 120, fileP90: 300, file: 600 }),
    ...ratioRows(go, web),
    ...dependencyRows(),
  ]);
  const zeros = zeroRows(go, web);
  print(zeros);
  process.exitCode = zeros.every(([, , , good]) => good) ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
