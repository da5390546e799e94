// The shell scripts of the menu, in the situations in which they have to refuse.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const script = (name) => new URL(name, import.meta.url).pathname;

/** Plays with an empty folder, which is gone afterwards. */
function inFolder(play) {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-scripts-"));
  try {
    play(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A folder of commands that is the whole PATH: what is not put there does not exist. */
function commands(folder, sources) {
  symlinkSync("/bin/bash", join(folder, "bash"));
  for (const [name, source] of Object.entries(sources)) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${source}\n`, { mode: 0o755 });
  }
  return { PATH: folder };
}

test("without a browser and without the right to install, the command is printed and the run fails", () => {
  inFolder((folder) => {
    const env = commands(folder, {
      openssl: "exit 0",
      strace: "exit 0",
      id: "echo 1000",
      "apt-get": "echo must not run >&2; exit 0",
    });
    const { status, stderr } = spawnSync("/bin/bash", [script("browser-tools.sh")], {
      env,
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.match(stderr, /sudo apt-get update && sudo apt-get install -y .*chromium libnss3-tools\n/);
    assert.doesNotMatch(stderr, /must not run/);
  });
});

test("an installation that fails is explained, not ignored", () => {
  inFolder((folder) => {
    const env = commands(folder, {
      openssl: "exit 0",
      certutil: "exit 0",
      strace: "exit 0",
      id: "echo 0",
      "apt-get": "exit 100",
    });
    const { status, stderr } = spawnSync("/bin/bash", [script("browser-tools.sh")], {
      env,
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.match(stderr, /need: chromium\. Install/);
  });
});

test("with everything there, nothing is installed", () => {
  inFolder((folder) => {
    const tools = ["openssl", "certutil", "chromium", "strace"];
    const there = Object.fromEntries([...tools.map((tool) => [tool, "exit 0"]), ["apt-get", "exit 100"]]);
    const { status } = spawnSync("/bin/bash", [script("browser-tools.sh")], { env: commands(folder, there) });
    assert.equal(status, 0);
  });
});

/** Runs the fuzzing script over a module of one package. */
function fuzz(folder, testSource, time = "1x") {
  writeFileSync(join(folder, "go.mod"), "module sample\n\ngo 1.26\n");
  writeFileSync(join(folder, "a.go"), "// Package sample is a sample.\npackage sample\n");
  writeFileSync(join(folder, "a_test.go"), `package sample\n\nimport "testing"\n\n${testSource}\n`);
  const env = { ...process.env, FUZZ_ROOT: folder, FUZZTIME: time };
  return spawnSync(script("fuzz.sh"), { env, encoding: "utf8" });
}

test("fuzzing runs each target and counts it", () => {
  inFolder((folder) => {
    const { status, stdout } = fuzz(
      folder,
      "func FuzzA(f *testing.F) { f.Fuzz(func(t *testing.T, b []byte) {}) }",
    );
    assert.equal(status, 0);
    assert.match(stdout, /1 fuzz targets\n$/);
  });
});

test("an input that breaks a target fails the run", () => {
  const source = `func FuzzA(f *testing.F) {
    f.Fuzz(func(t *testing.T, in []byte) { if len(in) > 2 { t.Fatal("broken") } })
  }`;
  inFolder((folder) => {
    const { status, stdout } = fuzz(folder, source, "100000x");
    assert.notEqual(status, 0);
    assert.match(stdout, /Failing input/);
  });
});

test("fuzzing without a target fails, and so does a package that does not build", () => {
  inFolder((folder) => assert.equal(fuzz(folder, "func TestA(t *testing.T) {}").status, 1));
  inFolder((folder) => assert.notEqual(fuzz(folder, "func FuzzA(f *testing.F) { undefined() }").status, 0));
});
