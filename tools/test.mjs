// Runs every test suite of the repository and counts what was really executed.
//
// Promise: the last line says "N passed, 0 failed" only if every suite ran at
// least one test, nothing failed and nothing was skipped. A suite that finds
// no tests, a runner that dies half-way and a skipped test are failures: each
// of them would otherwise look exactly like success.
//
//   node tools/test.mjs                 every suite
//   node tools/test.mjs go web          some suites
//   node tools/test.mjs browser shots   browser tests whose file name has "shots"

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { readGoEvents, readNodeSummary, readVitestReport } from "./counts.mjs";

const root = new URL("..", import.meta.url).pathname;
const TEST_FILE = /\.test\.(mjs|ts|tsx)$/;
const TEST_TIMEOUT = "--test-timeout=300000";
const SOURCE_FILE = /\.(ts|tsx)$/;
/** One a core; a suite with a browser and a server wants half a gigabyte, so never more than four. */
const LANES = Math.min(availableParallelism(), 4);
/** So many failing files of a suite are played once more: if there are more, it is not chance. */
const SECOND_PLAYS = 2;

/** Of a suite in which no file failed. */
const NONE = { again: [], missed: 0, elsewhere: 0 };

/** Every file under a folder, without installed or built ones. */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/\/(node_modules|dist|coverage)\//.test(path))
    .sort();
}

/** Runs a command and resolves with what it printed and its exit code. */
function run(command, args, { cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd });
    let output = "";
    const take = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** One Go module: `go test -json` tells each test apart, packages without tests included. */
async function goSuite(name, cwd) {
  const { code, output } = await run("go", ["test", "-json", "-count=1", "./..."], { cwd });
  const counts = readGoEvents(output);
  return { name, code, ...counts };
}

/** One npm workspace, with vitest's own report instead of its screen output. */
async function webSuite(workspace, files = []) {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-vitest-"));
  const report = join(folder, "report.json");
  const args = ["run", "--reporter=json", `--outputFile=${report}`, ...files];
  const { code, output } = await run(join(root, "web/node_modules/.bin/vitest"), args, { cwd: workspace });
  const counts = existsSync(report)
    ? readVitestReport(JSON.parse(readFileSync(report, "utf8")))
    : { passed: 0, failed: 0, skipped: 0, problems: [output], ...NONE };
  rmSync(folder, { recursive: true });
  return { name: relative(root, workspace), code, ...counts };
}

/** Files for Node's own runner: each has its own desk on a free port, and its own browser. */
async function nodeSuite(name, files, lanes = LANES) {
  if (files.length === 0) return { name, code: 0, passed: 0, failed: 0, skipped: 0, problems: [], ...NONE };
  const args = ["--test", `--test-concurrency=${lanes}`, TEST_TIMEOUT, "--test-reporter=tap", ...files];
  const { code, output } = await run("node", args);
  return { name, code, ...readNodeSummary(output) };
}

/**
 * Plays with browsers and servers depend on a machine that does other work: a file that failed is played once more, with
 * nothing else of its suite beside it. What passes only then is named, with what was wrong.
 */
async function twice(play, files) {
  const first = await play(files, LANES);
  const few = first.again.length > 0 && first.again.length <= SECOND_PLAYS;
  return few ? playedAgain(first, await play(first.again, 1)) : first;
}

/** What two plays come to: the failures are those of the second. */
export function playedAgain(first, second) {
  const good = second.code === 0 && objections(second).length === 0;
  if (!good) return { ...first, problems: [...first.problems, "and once more, alone:", ...second.problems] };
  const remarks = [
    ...first.again.map((file) => `only the second time: ${relative(root, file)}`),
    ...first.problems,
  ];
  const passed = first.passed + first.missed;
  return { ...first, code: 0, passed, failed: 0, skipped: first.elsewhere, remarks };
}

/** The workspaces that hold source, those with the most to test first; each of them is a suite of its own. */
function workspaces() {
  const found = ["packages", "apps"].flatMap((kind) => {
    const parent = join(root, "web", kind);
    if (!existsSync(parent)) return [];
    return readdirSync(parent)
      .map((name) => join(parent, name))
      .filter((path) => filesUnder(join(path, "src")).some((file) => SOURCE_FILE.test(file)));
  });
  const tested = (path) => filesUnder(join(path, "test")).reduce((sum, file) => sum + statSync(file).size, 0);
  return found.sort((a, b) => tested(b) - tested(a));
}

const testsUnder = (folder) => filesUnder(join(root, folder)).filter((file) => TEST_FILE.test(file));

const suites = {
  go: () => [() => goSuite("go", root), () => goSuite("go tools", join(root, "tools"))],
  web: () => workspaces().map((path) => () => twice((files) => webSuite(path, files), [])),
  tools: () => [() => nodeSuite("tools", testsUnder("tools"))],
  browser: (match) => [
    () =>
      twice(
        (...of) => nodeSuite("browser", ...of),
        testsUnder("test/browser").filter((file) => file.includes(match)),
      ),
  ],
};

/** What is run together; a stage begins when the one before has ended, and in a stage so many suites run at once. */
const stages = [
  { names: ["go"], lanes: 1 },
  { names: ["web", "tools"], lanes: LANES },
  { names: ["browser"], lanes: 1 },
];

/** Runs all jobs, in their order and at most so many at once, and ends with the last of them. */
export async function inLanes(jobs, lanes) {
  const waiting = [...jobs];
  const lane = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Why a finished suite is not a pass; an empty list means that it is one. */
export function objections({ code, passed, failed, skipped }) {
  const found = [];
  if (passed + failed === 0) found.push("no test was executed");
  if (skipped > 0) found.push(`${skipped} skipped`);
  if (failed > 0) found.push(`${failed} failed`);
  if (code !== 0 && failed === 0) found.push(`the runner stopped with code ${code}`);
  return found;
}

async function main(args) {
  const names = args.filter((arg) => arg in suites);
  const match = args.find((arg) => !(arg in suites)) ?? "";
  const wanted = (name) => names.length === 0 || names.includes(name);
  const totals = { passed: 0, failed: 0 };
  const first = performance.now();
  const timed = (start) => async () => {
    const began = performance.now();
    const result = await start();
    report(result, (performance.now() - began) / 1000, totals);
  };
  for (const stage of stages) {
    const jobs = stage.names.filter(wanted).flatMap((name) => suites[name](match));
    await inLanes(jobs.map(timed), stage.lanes);
  }
  console.log(`${((performance.now() - first) / 60_000).toFixed(1)} minutes, ${LANES} suites at once`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
}

function report(result, seconds, totals) {
  const wrong = objections(result);
  for (const problem of wrong.length > 0 ? result.problems : (result.remarks ?? [])) console.log(problem);
  const verdict = wrong.length === 0 ? "ok" : `NOT OK: ${wrong.join(", ")}`;
  console.log(`${result.name}: ${result.passed} passed in ${seconds.toFixed(1)} s, ${verdict}`);
  totals.passed += result.passed;
  // A suite that is refused without a failing test counts as one failure.
  totals.failed += result.failed > 0 ? result.failed : Math.min(wrong.length, 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main(process.argv.slice(2));
