// The searcher for marked phrases: found in every form, absent only where something was searched.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { demandAbsence, findPhrase, formsOf } from "./index.mjs";

test("the searcher finds a planted phrase in each form, and says which", () => {
  const phrase = "Grüße vom Hafen 7Q";
  const utf8 = Buffer.from(phrase);
  const base64 = (lead, alphabet) =>
    Buffer.concat([Buffer.from(lead), utf8, Buffer.from("tail")]).toString(alphabet);
  const planted = {
    plain: utf8,
    "UTF-16LE": Buffer.from(phrase, "utf16le"),
    "UTF-16BE": Buffer.from(phrase, "utf16le").swap16(),
    "base64, alignment 0": base64("abc", "base64"),
    "base64, alignment 1": base64("a", "base64"),
    "base64, alignment 2": base64("ab", "base64"),
    "base64url, alignment 0": base64("", "base64url"),
    hex: utf8.toString("hex"),
    "hex, capitals": utf8.toString("hex").toUpperCase(),
    URL: `https://x.test/?q=${encodeURIComponent(phrase)}`,
    "URL, plus for space": new URLSearchParams({ q: phrase }).toString(),
    "JSON, escaped": '{"text":"Gr\\u00fc\\u00dfe vom Hafen 7Q"}',
  };
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-phrase-"));
  try {
    for (const [form, content] of Object.entries(planted)) {
      const file = join(folder, "planted");
      writeFileSync(file, Buffer.concat([Buffer.alloc(5000, 1), Buffer.from(content), Buffer.alloc(100, 2)]));
      const forms = findPhrase([folder], phrase).found.map((hit) => hit.form);
      assert.ok(forms.includes(form), `${form} was not found; found: ${forms.join("; ") || "nothing"}`);
      assert.throws(() => demandAbsence([folder], phrase), /can be read/);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the searcher refuses to prove absence from nothing, and short phrases", () => {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-phrase-"));
  try {
    assert.throws(() => demandAbsence([folder], "a long enough phrase"), /no file to search/);
    assert.throws(() => formsOf("short"), /at least 8 bytes/);
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep/file"), "something else altogether");
    demandAbsence([folder], "a long enough phrase");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
