// The search as the browser tests use it: found in files, in pieces and in the
// memory of a process; absent only where something was searched.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { demandAbsence, demandNothing, look } from "./index.mjs";

const PHRASE = "Grüße vom Hafen 7Q";
const phrases = [{ name: "greeting", text: PHRASE }];

/** Runs with a folder that is gone afterwards. */
async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-leaks-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a phrase in a file is found, and an empty folder proves nothing", async () => {
  await inFolder((folder) => {
    assert.throws(() => demandAbsence([folder], PHRASE), /nothing was searched/);
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep/file"), "something else altogether");
    demandAbsence([folder], PHRASE);
    writeFileSync(
      join(folder, "deep/file"),
      JSON.stringify({ body: Buffer.from(`x${PHRASE}`).toString("base64") }),
    );
    assert.throws(() => demandAbsence([folder], PHRASE), /deep\/file at \d+, base64, alignment 1/);
  });
});

test("a short phrase, an absent folder and what was missed are refused", () => {
  assert.throws(() => look({ phrases: [{ name: "short", text: "short" }] }), /shorter than/);
  assert.throws(() => look({ phrases, paths: ["/nonexistent"] }), /nonexistent/);
  const report = { found: [], searched: 1, bytes: 1, inside: 0, missed: ["a region"] };
  assert.throws(() => demandNothing(report, "memory"), /not everything could be searched:\na region/);
});

test("a phrase that a process holds is found in its memory, and the process goes on", async () => {
  // The phrase is made inside: its arguments and the source must not hold it.
  const parts = PHRASE.split("").map((letter) => letter.codePointAt(0));
  const source = `const kept = Buffer.from(String.fromCodePoint(...${JSON.stringify(parts)}));
    process.stdin.on("data", () => console.log(kept.length));
    console.log("ready");`;
  const child = spawn(process.execPath, ["-e", source], { stdio: ["pipe", "pipe", "inherit"] });
  const gone = once(child, "exit");
  try {
    await once(child.stdout, "data");
    const { found, bytes } = look({ phrases, memory: child.pid });
    assert.ok(
      found.some(({ place, form }) => place.startsWith("memory rw") && form === "plain"),
      JSON.stringify(found),
    );
    assert.ok(bytes > 1 << 20, `${bytes} bytes are no process`);
    const other = look({ phrases: [{ name: "other", text: "no such words in there" }], memory: child.pid });
    assert.deepEqual(other.found, []);
    child.stdin.write("still there?\n");
    const [answer] = await once(child.stdout, "data");
    assert.equal(Number(answer), Buffer.from(PHRASE).length);
  } finally {
    child.kill();
    await gone;
  }
});
