// The protocol as a browser speaks it: every vector in Chromium's own cryptography,
// and sealed objects both ways between Chromium and Go.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bundle, launchBrowser, root, watchPage } from "./harness/index.mjs";

const VECTORS = `${root}seal/testdata/vectors/`;
const stage = {};

before(async () => {
  stage.browser = await launchBrowser();
  stage.page = await stage.browser.newPage();
  stage.watched = watchPage(stage.page);
  // A name of loopback is a secure context, so the page has WebCrypto; nothing listens there.
  await stage.page.route("http://localhost/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: "<!doctype html><link rel=icon href=data:,><title>Protocol</title>",
    }),
  );
  await stage.page.goto("http://localhost/");
  await stage.page.addScriptTag({ content: await bundle("web/packages/seal/test/in-browser.ts") });
});

after(() => stage.browser?.close());

test("every vector is judged in Chromium as it says", async () => {
  const files = readdirSync(VECTORS).filter((name) => name.endsWith(".json"));
  let ran = 0;
  for (const name of files) {
    const text = readFileSync(VECTORS + name, "utf8");
    const result = await stage.page.evaluate((t) => globalThis.protocol.runVectors(t), text);
    assert.deepEqual(result.wrong, [], name);
    assert.ok(result.ran > 0, `${name} holds no case`);
    ran += result.ran;
  }
  assert.ok(ran > 1000, `only ${ran} cases ran`);
});

test("Chromium opens what Go sealed, and refuses it changed", async () => {
  const sample = JSON.parse(readFileSync(`${root}seal/testdata/interop/go.json`, "utf8"));
  const open = (s) =>
    stage.page.evaluate(
      (each) =>
        globalThis.protocol.openSample(each).then(
          () => "opened",
          (cause) => cause.kind ?? String(cause),
        ),
      s,
    );
  assert.equal(await open(sample), "opened");
  const bent = { ...sample, box: { ...sample.box, box: `00${sample.box.box.slice(2)}` } };
  assert.notEqual(await open(bent), "opened");
});

test("Go opens what Chromium sealed, and refuses it changed", async () => {
  const sample = await stage.page.evaluate(() => globalThis.protocol.makeSample());
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-interop-"));
  const path = join(folder, "chromium.json");
  const inGo = (s) => {
    writeFileSync(path, JSON.stringify(s));
    const env = { ...process.env, SEALDESK_INTEROP: path };
    return spawnSync("go", ["test", "-count=1", "-v", "-run", "TestInterop", "./seal"], {
      cwd: root,
      env,
      encoding: "utf8",
    });
  };
  try {
    const { status, stdout } = inGo(sample);
    assert.match(stdout, /--- PASS: TestInterop\/chromium.json/);
    assert.equal(status, 0);
    const { text } = sample.message;
    const bent = inGo({ ...sample, message: { ...sample.message, text: `${text}!` } });
    assert.match(bent.stdout, /--- FAIL: TestInterop\/chromium.json/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the page complained about nothing", () => stage.watched.demandSilence());
