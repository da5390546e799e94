// The protocol as a browser speaks it: every vector in Chromium's own cryptography,
// once with its own ML-KEM and once as in a browser that has none, and sealed
// objects both ways between those two, and between Chromium and Go.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bundle, launchBrowser, root, watchPage } from "./harness/index.mjs";

const VECTORS = `${root}seal/testdata/vectors/`;
const stage = {};

/** A page of the protocol; `old` has no ML-KEM in its WebCrypto. */
async function pageWith({ old }) {
  const page = await stage.browser.newPage();
  const watched = watchPage(page);
  if (old) await page.addInitScript(() => delete SubtleCrypto.prototype.encapsulateBits);
  // A name of loopback is a secure context, so the page has WebCrypto; nothing listens there.
  await page.route("http://localhost/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: "<!doctype html><link rel=icon href=data:,><title>Protocol</title>",
    }),
  );
  await page.goto("http://localhost/");
  await page.addScriptTag({ content: stage.code });
  assert.equal(await page.evaluate(() => globalThis.protocol.isNative()), !old);
  return { page, watched };
}

before(async () => {
  stage.browser = await launchBrowser();
  stage.code = await bundle("web/packages/seal/test/in-browser.ts");
  stage.native = await pageWith({ old: false });
  stage.script = await pageWith({ old: true });
  stage.page = stage.native.page;
});

after(() => stage.browser?.close());

for (const kind of ["native", "script"]) {
  test(`every vector is judged in Chromium as it says, with ML-KEM: ${kind}`, async () => {
    const files = readdirSync(VECTORS).filter((name) => name.endsWith(".json"));
    let ran = 0;
    for (const name of files) {
      const text = readFileSync(VECTORS + name, "utf8");
      const result = await stage[kind].page.evaluate((t) => globalThis.protocol.runVectors(t), text);
      assert.deepEqual(result.wrong, [], name);
      assert.ok(result.ran > 0, `${name} holds no case`);
      ran += result.ran;
    }
    assert.ok(ran > 1000, `only ${ran} cases ran`);
  });
}

for (const [from, to] of [
  ["native", "script"],
  ["script", "native"],
]) {
  test(`what is sealed with ML-KEM ${from} opens with ${to}, and not when it is changed`, async () => {
    const sample = await stage[from].page.evaluate(() => globalThis.protocol.makeSample());
    await stage[to].page.evaluate((s) => globalThis.protocol.openSample(s), sample);
    const { box } = sample.box;
    for (const at of [0, 2000, 2200]) {
      const other = box[at] === "0" ? "1" : "0";
      const bent = { ...sample, box: { ...sample.box, box: box.slice(0, at) + other + box.slice(at + 1) } };
      const opening = stage[to].page.evaluate((s) => globalThis.protocol.openSample(s), bent);
      await assert.rejects(opening, `a change at ${at}`);
    }
  });

  test(`a key that is not reduced is refused by ML-KEM ${from}`, async () => {
    const refused = await stage[from].page.evaluate(() => globalThis.protocol.refusesBentKeys());
    assert.deepEqual(refused, [true, true, true]);
  });
}

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

test("the pages complained about nothing", () => {
  stage.native.watched.demandSilence();
  stage.script.watched.demandSilence();
});
