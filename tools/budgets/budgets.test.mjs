// The measures behind the budget table, each on a sample with a known answer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { directModules, p90, ratio } from "./budgets.mjs";
import { measureText } from "./typescript.mjs";

test("p90 is the value that nine of ten stay at or below", () => {
  assert.equal(p90([10, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 9);
  assert.equal(p90([7]), 7);
  assert.equal(p90([]), 0);
});

test("direct modules are counted in blocks and lines, indirect ones are not", () => {
  const text =
    "module m\n\nrequire a.test/one v1.0.0\n\nrequire (\n\tb.test/two v1.0.0\n\tc.test/three v1.0.0 // indirect\n)\n";
  assert.deepEqual(directModules(text).sort(), ["a.test/one", "b.test/two"]);
});

test("tests per code is of the picked folders, and nothing without code", () => {
  const report = { code: { seal: 100, web: 50 }, tests: { seal: 120 } };
  assert.equal(
    ratio(report, (folder) => folder === "seal"),
    1.2,
  );
  assert.equal(
    ratio(report, () => false),
    undefined,
  );
});

test("any is found as a type, not as a word", () => {
  const measured = measureText("a.ts", 'const a: any = 1;\nconst any = "any"; // any\nlet b: Array<any>;\n');
  assert.deepEqual(measured.any, ["a.ts:1", "a.ts:3"]);
});

test("default exports are found in each of their forms", () => {
  for (const text of [
    "export default 1;",
    "export default function f() {}",
    "const a = 1; export { a as default };",
    "export default class {}",
  ]) {
    assert.equal(measureText("a.ts", text).defaults.length, 1, text);
  }
  assert.deepEqual(measureText("a.ts", "export const a = 1; const b = { default: 1 };").defaults, []);
});

test("a function's length is its lines from first to last", () => {
  const { functions } = measureText("a.ts", "function f() {\n  return 1;\n}\nconst g = () => 1;\n");
  assert.deepEqual(
    functions.map(({ lines }) => lines),
    [3, 1],
  );
});
