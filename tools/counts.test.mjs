// The counters are what "make test" trusts, so each of them is shown the ways
// in which a run can look like a success without being one.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readGoEvents, readNodeSummary, readVitestReport } from "./counts.mjs";
import { inLanes, objections, playedAgain } from "./test.mjs";

const lines = (...events) => events.map((event) => JSON.stringify(event)).join("\n");
const strip = ({ passed, failed, skipped }) => ({ passed, failed, skipped });

/** Runs Node's own runner over one real file and returns its TAP output. */
function tapOf(source) {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-counts-"));
  after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "sample.test.mjs");
  writeFileSync(file, `import { after, test } from "node:test";\n${source}`);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return new Promise((resolve) => {
    execFile("node", ["--test", "--test-reporter=tap", file], { env }, (_error, stdout) => resolve(stdout));
  });
}

test("go: a passing test counts, its package does not", () => {
  const text = lines({ Action: "pass", Package: "p", Test: "TestA" }, { Action: "pass", Package: "p" });
  assert.deepEqual(strip(readGoEvents(text)), { passed: 1, failed: 0, skipped: 0 });
});

test("go: a failing test counts once, with what it printed", () => {
  const text = lines(
    { Action: "output", Package: "p", Test: "TestA", Output: "want 1, got 2\n" },
    { Action: "fail", Package: "p", Test: "TestA" },
    { Action: "fail", Package: "p" },
  );
  const counts = readGoEvents(text);
  assert.deepEqual(strip(counts), { passed: 0, failed: 1, skipped: 0 });
  assert.match(counts.problems.join(""), /want 1, got 2/);
});

test("go: a package that does not build is a failure although no test ran", () => {
  const text = lines({ Action: "fail", Package: "p", FailedBuild: "p" });
  assert.equal(readGoEvents(text).failed, 1);
});

test("go: a skipped test is counted as skipped", () => {
  assert.equal(readGoEvents(lines({ Action: "skip", Package: "p", Test: "TestA" })).skipped, 1);
});

test("vitest: a file that does not load is a failure", () => {
  const report = {
    testResults: [{ name: "a", status: "failed", message: "no such module", assertionResults: [] }],
  };
  assert.equal(readVitestReport(report).failed, 1);
});

test("vitest: skipped and todo tests are counted as skipped", () => {
  const assertionResults = [{ status: "pending" }, { status: "todo" }, { status: "passed" }];
  const report = { testResults: [{ name: "a", status: "passed", assertionResults }] };
  assert.deepEqual(strip(readVitestReport(report)), { passed: 1, failed: 0, skipped: 2 });
});

test("node: one pass, one failure and one skip are told apart", async () => {
  const tap = await tapOf(`
    test("good", () => {});
    test("bad", () => { throw new Error("planted failure"); });
    test("left out", { skip: true }, () => {});
  `);
  const counts = readNodeSummary(tap);
  assert.deepEqual(strip(counts), { passed: 1, failed: 1, skipped: 1 });
  assert.match(counts.problems.join(""), /planted failure/);
});

test("node: output without a summary counts nothing", () => {
  assert.deepEqual(strip(readNodeSummary("Segmentation fault\n")), { passed: 0, failed: 0, skipped: 0 });
});

test("node: the files of failing points are named once each, others never", async () => {
  const failing = await tapOf(`
    test("good", () => {});
    test("bad", () => { throw new Error("location: '/none:1:1'"); });
    test("worse", () => { throw new Error("no"); });`);
  const { again, missed } = readNodeSummary(failing);
  assert.equal(again.length, 1);
  assert.match(again[0], /sample\.test\.mjs$/);
  assert.equal(missed, 2);
  assert.deepEqual(readNodeSummary(await tapOf(`test("good", () => {});`)).again, []);
});

const failures = {
  passed: 8,
  failed: 2,
  skipped: 0,
  problems: ["why"],
  again: ["a"],
  missed: 2,
  elsewhere: 0,
};
const failedOnce = { name: "browser", code: 1, ...failures };

test("vitest: what a failing file left out is played again with it, what others left out is not", () => {
  const tests = (...of) => of.map((status) => ({ status, fullName: status }));
  const first = readVitestReport({
    testResults: [
      {
        name: "begins in vain",
        status: "failed",
        message: "no server",
        assertionResults: tests("skipped", "skipped"),
      },
      { name: "good", status: "passed", assertionResults: tests("passed", "passed") },
      { name: "bad", status: "failed", assertionResults: tests("passed", "failed", "skipped") },
    ],
  });
  assert.deepEqual(first.again, ["begins in vain", "bad"]);
  const good = { code: 0, passed: 5, failed: 0, skipped: 0, problems: [] };
  assert.deepEqual(strip(playedAgain({ code: 1, ...first }, good)), { passed: 7, failed: 0, skipped: 0 });
  const lazy = readVitestReport({
    testResults: [
      { name: "lazy", status: "passed", assertionResults: tests("passed", "todo") },
      { name: "bad", status: "failed", assertionResults: tests("failed") },
    ],
  });
  assert.deepEqual(objections(playedAgain({ code: 1, ...lazy }, good)), ["1 skipped"]);
});

test("what passes the second time is a pass that is named, with what was wrong", () => {
  const both = playedAgain(failedOnce, { code: 0, passed: 5, failed: 0, skipped: 0, problems: [] });
  assert.deepEqual(objections(both), []);
  assert.deepEqual(strip(both), { passed: 10, failed: 0, skipped: 0 });
  assert.match(both.remarks.join("\n"), /only the second time: [^\n]*a\nwhy/);
});

test("what fails twice, dies or executes nothing the second time stays a failure", () => {
  for (const second of [
    { code: 1, passed: 4, failed: 1, skipped: 0, problems: ["again"] },
    { code: 1, passed: 5, failed: 0, skipped: 0, problems: ["died"] },
    { code: 0, passed: 0, failed: 0, skipped: 0, problems: ["nothing"] },
    { code: 0, passed: 4, failed: 0, skipped: 1, problems: ["skipped"] },
  ]) {
    const both = playedAgain(failedOnce, second);
    assert.deepEqual(strip(both), { passed: 8, failed: 2, skipped: 0 });
    assert.deepEqual(both.problems.slice(-1), second.problems);
  }
});

test("a suite that executed nothing is refused", () => {
  assert.deepEqual(objections({ code: 0, passed: 0, failed: 0, skipped: 0 }), ["no test was executed"]);
});

test("a suite with one skipped test is refused", () => {
  assert.deepEqual(objections({ code: 0, passed: 9, failed: 0, skipped: 1 }), ["1 skipped"]);
});

test("a runner that died after passing tests is refused", () => {
  assert.deepEqual(objections({ code: 137, passed: 9, failed: 0, skipped: 0 }), [
    "the runner stopped with code 137",
  ]);
});

test("a clean suite is accepted", () => {
  assert.deepEqual(objections({ code: 0, passed: 9, failed: 0, skipped: 0 }), []);
});

test("the whole runner fails when nothing was found to run", async () => {
  const program = new URL("test.mjs", import.meta.url).pathname;
  const { code, output } = await new Promise((resolve) => {
    execFile("node", [program, "browser", "no-such-file-name"], (error, stdout) =>
      resolve({ code: error?.code ?? 0, output: stdout }),
    );
  });
  assert.equal(code, 1);
  assert.match(output, /no test was executed\n.* minutes, .*\n0 passed, 1 failed\n$/);
});

test("lanes: every job is run, in order, and never more at once than there are lanes", async () => {
  const begun = [];
  let now = 0;
  let most = 0;
  const job = (name) => async () => {
    begun.push(name);
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
  };
  await inLanes(["a", "b", "c", "d", "e"].map(job), 2);
  assert.deepEqual(begun, ["a", "b", "c", "d", "e"]);
  assert.equal(most, 2);
});

test("lanes: a job that dies ends the run with its reason", async () => {
  const dies = async () => {
    throw new Error("planted reason");
  };
  await assert.rejects(inLanes([async () => {}, dies], 2), /planted reason/);
});
