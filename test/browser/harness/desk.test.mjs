// Starting and stopping a program: shown with an impostor that has the desk's flags.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freePort, startDesk } from "./index.mjs";

/** A program with the desk's flags that listens, prints, and leaves when asked. */
function impostor(folder, source) {
  const path = join(folder, "impostor");
  writeFileSync(path, `#!${process.execPath}\n${source}`, { mode: 0o755 });
  return path;
}

test("a program is started on a free port with a data folder, and is gone after stop", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-impostor-"));
  const binary = impostor(
    folder,
    `
    const listen = process.argv[process.argv.indexOf("--listen") + 1];
    require("net").createServer().listen(Number(listen.split(":")[1]), "127.0.0.1", () => console.log("token=abc123"));
  `,
  );
  try {
    const running = await startDesk({ binary });
    assert.equal((await running.printed(/token=(\w+)/))[1], "abc123");
    assert.equal(existsSync(running.data), true);
    await running.stop();
    assert.equal(existsSync(running.data), false);
    await assert.rejects(fetch(running.origin));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a program that ends at once is reported with what it printed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-impostor-"));
  try {
    const binary = impostor(folder, `console.error("planted reason"); process.exit(3);`);
    await assert.rejects(startDesk({ binary }), /ended with code 3[\s\S]*planted reason/);
    await assert.rejects(startDesk({ binary: join(folder, "absent") }), /ENOENT/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("free ports can be listened on", async () => {
  const port = await freePort();
  assert.ok(port > 1023 && port < 65536);
});
