// The measure of the widget: what counts, what does not, and what is refused.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { measure, overBudget, withoutLater } from "./size.mjs";

/** A built folder; random content, so that brotli cannot make it smaller. */
function built(sizes) {
  const dist = mkdtempSync(join(tmpdir(), "sealdesk-size-"));
  after(() => rmSync(dist, { recursive: true }));
  for (const [file, size] of Object.entries(sizes)) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), randomBytes(size));
  }
  return dist;
}

const figure = (figures, name) => figures.find((entry) => entry.name === name).bytes;

test("loader and frame are counted, data is not", () => {
  const figures = measure(
    built({ "loader/l.js": 1000, "widget/a.js": 2000, "widget/articles.json": 9000 }),
    [],
  );
  const loader = figure(figures, "widget_loader_br_bytes");
  const first = figure(figures, "widget_first_message_br_bytes");
  assert.ok(loader >= 1000 && loader < 1050, `loader ${loader}`);
  assert.ok(first >= 3000 && first < 3100, `first message ${first}`);
  assert.deepEqual(overBudget(figures), []);
});

test("a chunk counts until it is said to come later", () => {
  const dist = built({ "loader/l.js": 10, "widget/a.js": 10, "widget/assets/emoji-4f.js": 50_000 });
  assert.match(overBudget(measure(dist, [])).join(), /widget_first_message_br_bytes is \d+ bytes over/);
  assert.deepEqual(
    overBudget(measure(dist, [{ files: "assets/emoji-*.js", reason: "opened by a button" }])),
    [],
  );
});

test("a fallback counts for the browser that needs it, and for the budget", () => {
  const dist = built({ "loader/l.js": 10, "widget/a.js": 10, "widget/assets/old-1.js": 50_000 });
  const figures = measure(dist, [], [{ files: "assets/old-*.js", reason: "for browsers without it" }]);
  assert.ok(figure(figures, "widget_first_message_native_br_bytes") < 100);
  assert.match(overBudget(figures).join(), /^widget_first_message_br_bytes is \d+ bytes over/);
  assert.throws(
    () => measure(dist, [], [{ files: "assets/gone-*.js", reason: "x" }]),
    /matches no built file/,
  );
});

test("what only a later file leads to comes later, what the page leads to does not", () => {
  const dist = built({ "loader/l.js": 10, "widget/assets/only.js": 50_000, "widget/assets/both.js": 900 });
  const write = (file, text) => writeFileSync(join(dist, "widget", file), text);
  write("index.html", '<script src="/widget/assets/main-1.js"></script>');
  write("assets/main-1.js", 'import{a}from"./both.js";a(()=>import(`./later-1.js`));');
  write("assets/later-1.js", 'import{b}from"./both.js";import"./only.js";b();');
  const counted = measure(dist, [{ files: "assets/later-*.js", reason: "opened by a button" }])[1].parts;
  const files = counted.map(({ file }) => file).sort();
  assert.deepEqual(
    files,
    ["both.js", "main-1.js"]
      .map((f) => `widget/assets/${f}`)
      .concat("widget/index.html", "loader/l.js")
      .sort(),
  );
  assert.ok(measure(dist, [])[1].bytes > 50_000);
});

test("a loader over its budget is refused", () => {
  const figures = measure(built({ "loader/l.js": 5100, "widget/a.js": 1 }), []);
  assert.match(overBudget(figures).join(), /widget_loader_br_bytes/);
});

test("a pattern that matches nothing, or has no reason, is refused", () => {
  assert.throws(() => withoutLater(["a.js"], [{ files: "b-*.js", reason: "x" }]), /matches no built file/);
  assert.throws(() => withoutLater(["a.js"], [{ files: "a.js" }]), /has no reason/);
});

test("a star does not cross a folder, a dot is a dot", () => {
  assert.throws(
    () => withoutLater(["assets/a.js"], [{ files: "*.js", reason: "x" }]),
    /matches no built file/,
  );
  assert.throws(() => withoutLater(["a-js"], [{ files: "a.js", reason: "x" }]), /matches no built file/);
});

test("nothing built is a failure, not zero bytes", () => {
  assert.throws(() => measure(built({ "widget/a.js": 1 }), []), /run make build/);
  assert.throws(() => measure(built({ "loader/readme.txt": 1, "widget/a.js": 1 }), []), /has no code/);
});
