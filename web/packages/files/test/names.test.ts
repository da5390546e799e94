/** Somebody sends a file with a name that means harm; somebody else is about to save it. */
import { describe, expect, it } from "vitest";
import { isDangerous, safeName } from "../src/index.ts";

describe("a name becomes safe", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["invoice.pdf", "invoice.pdf"],
    ["Rechnung März 2026.pdf", "Rechnung März 2026.pdf"],
    ["الفاتورة.pdf", "الفاتورة.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\Priya\\secret.docx", "secret.docx"],
    ["a/b\\c.txt", "c.txt"],
    ["photo\u202Egnp.exe", "photognp.exe"],
    ["pay\u200Bpal\u2066.pdf\u2069", "paypal.pdf"],
    ["line\nbreak\t\u0000.txt", "linebreak.txt"],
    [".htaccess", "htaccess"],
    ["...", "file"],
    ["", "file"],
    ["  ", "file"],
    ["\u2060\uFEFF", "file"],
    ["notes. . ", "notes"],
    ["CON", "_CON"],
    ["con.txt", "_con.txt"],
    ["LPT1.report.pdf", "_LPT1.report.pdf"],
    ["console.log", "console.log"],
    ['a<b>:"|?*.txt', "a_b______.txt"],
    ["file.txt:hidden.exe", "file.txt_hidden.exe"],
    ["invoice.pdf.exe", "invoice.pdf.exe"],
    ["invoice.pdf                         .exe", "invoice.pdf.exe"],
    ["invoice.pdf\u00A0\u2003\u3164.exe", "invoice.pdf.exe"],
    ["slash\u2215and\uFF0Fslash.pdf", "slash_and_slash.pdf"],
    ["e\u0301t\u00e9.txt", "été.txt"],
    ["half \ud83d.txt", "half.txt"],
  ];
  for (const [given, wanted] of rows) {
    it(`${JSON.stringify(given).slice(0, 50)} is ${wanted}`, () => expect(safeName(given)).toBe(wanted));
  }
  it("is at most 120 characters long and keeps its ending", () => {
    const long = safeName(`${"🐳".repeat(400)}.jpeg`);
    expect([...long]).toHaveLength(120);
    expect(long.endsWith("….jpeg")).toBe(true);
    expect([...safeName("x".repeat(9999))].length).toBeLessThanOrEqual(120);
    expect([...safeName(`a.${"x".repeat(9999)}`)].length).toBeLessThanOrEqual(120);
  });
  it("stays the same when made safe again", () => {
    for (const [given] of rows) expect(safeName(safeName(given))).toBe(safeName(given));
  });
});

describe("a warning before saving", () => {
  it("is given for programs, scripts, pages and macros, whatever stands before the last dot", () => {
    for (const name of [
      "setup.exe",
      "invoice.pdf.exe",
      "x.pdf  .scr",
      "run.SH",
      "a.ps1",
      "page.html",
      "logo.svg",
      "x.docm",
      "y.xlsm",
      "z.lnk",
      "a.exe. ",
      "b.js\u200b",
    ])
      expect(isDangerous(name, "application/octet-stream"), name).toBe(true);
  });
  it("is given for what the bytes are, whatever the name says", () => {
    for (const media of ["text/html", "image/svg+xml", "application/x-msdownload", "application/x-sh"])
      expect(isDangerous("holiday.jpg", media), media).toBe(true);
  });
  it("is not given for what people send each other", () => {
    for (const name of ["a.pdf", "b.jpg", "c.docx", "d.xlsx", "e.txt", "f.mp4", "exe", "g.zip"])
      expect(isDangerous(name, "application/octet-stream"), name).toBe(false);
  });
});
