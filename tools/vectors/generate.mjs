// Writes seal/testdata/vectors/*.json: `node tools/vectors/generate.mjs`. With --check it writes nothing and
// fails if a committed file differs.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { sections } from "./sections.mjs";

const folder = new URL("../../seal/testdata/vectors/", import.meta.url);

/** One line per case: a diff shows the cases that changed. Long bytes of many cases are written once, as <name>. */
function write({ section, about, shared = {}, parts, cases }) {
  const short = (text) =>
    Object.entries(shared).reduce((t, [name, bytes]) => t.replaceAll(bytes, `<${name}>`), text);
  const head = Object.entries({ protocol: 1, section, about, shared }).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},\n`,
  );
  const rest = Object.entries(parts ?? {}).map(
    ([key, value]) => `${JSON.stringify(key)}:${short(JSON.stringify(value))},\n`,
  );
  const lines = cases.map((c) => short(JSON.stringify(c)));
  return `{${head.join("")}${rest.join("")}"cases":[\n${lines.join(",\n")}\n]}\n`;
}

function refuseDuplicates({ section, cases }) {
  const names = new Set();
  for (const { op, name } of cases) {
    if (names.has(`${op}/${name}`)) throw new Error(`${section}: two cases named ${name}`);
    names.add(`${op}/${name}`);
  }
}

function read(file) {
  try {
    return readFileSync(new URL(file, folder), "utf8");
  } catch {
    return "";
  }
}

const files = new Map();
const totals = { valid: 0, invalid: 0, bytes: 0 };
for (const section of sections()) {
  refuseDuplicates(section);
  const text = write(section);
  files.set(`${section.section}.json`, text);
  totals.valid += section.cases.filter((c) => c.valid).length;
  totals.invalid += section.cases.filter((c) => !c.valid).length;
  totals.bytes += Buffer.byteLength(text);
}
// 1.4 MB held until there were links between devices, whose boxes are 1.2 kB each before they are written in hex.
if (totals.bytes > 1_420_000) throw new Error(`${totals.bytes} bytes of vectors: over 1.42 MB`);
if (totals.invalid <= totals.valid) throw new Error("refusals do not outnumber the happy path");

if (process.argv.includes("--check")) {
  const extra = readdirSync(folder).filter((name) => name.endsWith(".json") && !files.has(name));
  const differing = [...files].filter(([name, text]) => read(name) !== text).map(([name]) => name);
  const wrong = [...differing, ...extra];
  if (wrong.length > 0) {
    console.error(`not what this program writes: ${wrong.join(", ")}. Run: node tools/vectors/generate.mjs`);
    process.exit(1);
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(new URL(name, folder), text);
}
console.log(
  `${files.size} files, ${totals.valid} to accept, ${totals.invalid} to refuse, ${totals.bytes} bytes`,
);
