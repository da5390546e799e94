// Reads what test runners print and counts what they executed.
//
// Each reader returns { passed, failed, skipped, problems }: problems is the
// text that a person needs to see when something is wrong. A reader that does
// not recognise its input counts nothing, and nothing is refused by the caller.

/**
 * `go test -json`: one event per line. Parents of subtests count as tests too,
 * as they do in `go test -v`. A package that does not build has no test event,
 * only a failing package: it counts as one failure.
 */
export function readGoEvents(text) {
  const counts = { passed: 0, failed: 0, skipped: 0, problems: [] };
  const outputs = new Map();
  const failedTests = new Set();
  for (const line of text.split("\n")) {
    const event = parseEvent(line);
    if (event === undefined) {
      if (line.trim() !== "") counts.problems.push(line);
      continue;
    }
    countGoEvent(event, counts, outputs, failedTests);
  }
  return counts;
}

function parseEvent(line) {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function countGoEvent(event, counts, outputs, failedTests) {
  const pkg = event.Package ?? event.ImportPath;
  const key = `${pkg} ${event.Test ?? ""}`;
  if (event.Output !== undefined) outputs.set(key, (outputs.get(key) ?? "") + event.Output);
  if (event.Action === "fail") {
    const isEchoOfTest = event.Test === undefined && failedTests.has(pkg);
    if (!isEchoOfTest) counts.failed += 1;
    failedTests.add(pkg);
    counts.problems.push(`${key}\n${outputs.get(key) ?? ""}`);
  }
  if (event.Test === undefined) {
    if (event.Action === "build-output") counts.problems.push(event.Output.trimEnd());
    return;
  }
  if (event.Action === "pass") counts.passed += 1;
  if (event.Action === "skip") {
    counts.skipped += 1;
    counts.problems.push(`skipped: ${key}`);
  }
}

/**
 * vitest's JSON report. A file that fails to load has no assertions and counts as one failure. `again`: the files that
 * failed; `missed`: their tests that did not pass; `elsewhere`: what was skipped in others.
 */
export function readVitestReport(report) {
  const counts = { passed: 0, failed: 0, skipped: 0, problems: [], again: [], missed: 0, elsewhere: 0 };
  for (const file of report.testResults ?? []) {
    const tests = file.assertionResults ?? [];
    for (const test of tests) countVitestTest(file, test, counts);
    const failed = tests.some((test) => test.status === "failed");
    if (file.status === "failed" && !failed) {
      counts.failed += 1;
      counts.problems.push(`${file.name}\n${file.message}`);
    }
    const left = tests.filter((test) => test.status !== "passed").length;
    if (file.status !== "failed" && !failed) counts.elsewhere += left;
    else {
      counts.again.push(file.name);
      counts.missed += left;
    }
  }
  return counts;
}

function countVitestTest(file, test, counts) {
  if (test.status === "passed") {
    counts.passed += 1;
  } else if (test.status === "failed") {
    counts.failed += 1;
    counts.problems.push(`${file.name}: ${test.fullName}\n${(test.failureMessages ?? []).join("\n")}`);
  } else {
    counts.skipped += 1;
    counts.problems.push(`${test.status}: ${file.name}: ${test.fullName}`);
  }
}

/** Node's TAP output ends with a summary; without a summary nothing is counted. */
export function readNodeSummary(text) {
  const number = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  const skipped = number("skipped") + number("todo");
  const failed = number("fail") + number("cancelled");
  const wrong = failed > 0 || skipped > 0 || !/^# tests \d+$/m.test(text);
  const problems = wrong ? [tapProblems(text)] : [];
  return {
    passed: number("pass"),
    failed,
    skipped,
    problems,
    again: failedFiles(text),
    missed: failed,
    elsewhere: skipped,
  };
}

/** The files that Node's TAP output names for the points that failed. */
function failedFiles(text) {
  const points = text.matchAll(/^ *not ok[^\n]*\n +---\n[\s\S]*?^ +location: '(.+):\d+:\d+'$/gm);
  return [...new Set([...points].map(([, file]) => file))];
}

/** The failing points with their diagnosis, or everything if none is marked. */
function tapProblems(text) {
  const blocks = [...text.matchAll(/^ *not ok[^\n]*\n(?: +---\n[\s\S]*?\n +\.\.\.)?/gm)].map(
    (match) => match[0],
  );
  const skips = text.split("\n").filter((line) => /# (SKIP|TODO)/.test(line));
  return blocks.length + skips.length > 0 ? [...blocks, ...skips].join("\n") : text;
}
