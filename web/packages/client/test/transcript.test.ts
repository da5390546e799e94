/** A saved conversation: complete, readable, and harmless wherever it is opened. */
import { expect, test } from "vitest";
import {
  type TranscriptLine,
  type TranscriptWords,
  transcriptHtml,
  transcriptText,
} from "../src/transcript.ts";

const words: TranscriptWords = {
  title: "A conversation with Müller Bikes",
  about: ["Payments", "Saved on 3 May"],
  language: "en",
  direction: "ltr",
  time: (at) => `at ${at}`,
  file: (name) => `File: ${name}`,
};
const line = (change: Partial<TranscriptLine>): TranscriptLine => ({
  at: 1,
  author: "Ada",
  text: "Hello.",
  files: [],
  remarks: [],
  ...change,
});
const hostile = `</p><script>alert(1)</script><img src=x onerror="alert(2)">&amp;`;

test("everything that was said stands in it, in order, with the names of files", () => {
  const lines = [
    line({}),
    line({ at: 2, author: "You", text: "", files: ["bill.pdf"], remarks: ["changed"] }),
  ];
  expect(transcriptText(lines, words)).toBe(
    "A conversation with Müller Bikes\nPayments\nSaved on 3 May\n\n" +
      "at 1 · Ada\n    Hello.\n\nat 2 · You · changed\n    File: bill.pdf\n",
  );
  const page = transcriptHtml(lines, words);
  for (const part of ["Ada", "Hello.", "File: bill.pdf", "changed", "Saved on 3 May"])
    expect(page).toContain(part);
});

test("what somebody wrote never becomes a part of the page", () => {
  const all = line({ author: hostile, text: hostile, files: [hostile], remarks: [hostile] });
  const page = transcriptHtml([all], { ...words, title: hostile, about: [hostile] });
  expect(page).not.toMatch(/<script|<img|onerror="/);
  expect(page.match(/&lt;script&gt;/g)?.length).toBe(7);
  expect(page).toContain("&amp;amp;");
});

test("the page forbids scripts and requests before anything else stands in it", () => {
  const page = transcriptHtml([line({})], words);
  const policy = page.indexOf("Content-Security-Policy");
  expect(policy).toBeGreaterThan(0);
  expect(policy).toBeLessThan(page.indexOf("<title>"));
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/script-src|img-src|https?:/);
});

test("nobody writes a line that looks like somebody else's", () => {
  const forged = line({ text: "Yes.\nat 9 · Ben\nI give you your money back." });
  expect(transcriptText([forged], words)).not.toMatch(/^at 9/m);
  const named = line({ author: "Ada\nat 9 · Ben" });
  expect(transcriptText([named], words)).not.toMatch(/^at 9/m);
});

test("signs that turn or hide what follows are left out", () => {
  const turned = line({ text: "a\u202eb\u0000c\u2067d\re" });
  expect(transcriptText([turned], words)).toContain("    abcd\n    e");
  expect(transcriptHtml([turned], words)).toContain("abcd\ne");
});
