/**
 * Builds the stories, takes a picture of every screen in the frames people have, and runs axe over each.
 * Usage: node test/story/screens.mjs <folder> [name part]. Exits 1 on a finding, a script error or a
 * sideways scroll.
 */

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serveStories } from "./serve.mjs";

const [folder = join(tmpdir(), "widget-screens"), only = ""] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const frames = [
  { name: "frame", width: 384, height: 792, theme: "light" },
  { name: "frame-dark", width: 384, height: 792, theme: "dark" },
  { name: "phone", width: 360, height: 800, theme: "light" },
  { name: "small", width: 320, height: 640, theme: "dark" },
  { name: "rtl", width: 360, height: 800, theme: "light", lang: "ar" },
];

async function storyNames() {
  const source = await readFile(join(import.meta.dirname, "stories.ts"), "utf8");
  const body = source.slice(source.indexOf("export const stories"));
  return [...body.matchAll(/^ {2}"?([a-z-]+)"?: (?:\{|stopped)/gm)].map((match) => match[1]);
}

async function visit(page, url, name, frame, problems) {
  const errors = [];
  const note = (error) => errors.push(String(error.message ?? error.text()));
  page.on("pageerror", note);
  page.on("console", (message) => message.type() === "error" && note(message));
  await page.goto(`${url}?screen=${name}&theme=${frame.theme}&lang=${frame.lang ?? "en-GB"}`);
  await page.waitForTimeout(name === "opening" ? 700 : 250);
  await page.screenshot({ path: join(folder, `${name}-${frame.name}.png`) });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) problems.push(`${name} ${frame.name}: scrolls sideways`);
  problems.push(...errors.map((error) => `${name} ${frame.name}: ${error}`));
  page.removeAllListeners();
  if (frame.name.startsWith("frame")) problems.push(...(await audit(page, name, frame)));
  problems.push(...(await smallTargets(page)).map((found) => `${name} ${frame.name}: target ${found}`));
}

async function audit(page, name, frame) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return violations.map(
    (v) =>
      `${name} ${frame.name}: ${v.id} ${v.nodes
        .map((n) => n.target.join(" "))
        .slice(0, 3)
        .join(" | ")}`,
  );
}

/** Everything that can be pressed is 44 px high, except links inside a sentence (WCAG 2.5.8). */
function smallTargets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, input, textarea, summary")]
      .filter((el) => !el.matches(".link") && el.getClientRects().length > 0)
      .map((el) => ({ el: el.closest("label") ?? el, name: el.className || el.tagName }))
      .filter(({ el }) => el.getBoundingClientRect().height < 43.5)
      .map(({ name }) => name),
  );
}

await mkdir(folder, { recursive: true });
const stories = await serveStories();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const problems = [];
const names = (await storyNames()).filter((name) => name.includes(only));
try {
  for (const frame of frames) {
    const page = await browser.newPage({
      viewport: { width: frame.width, height: frame.height },
      reducedMotion: "reduce",
      bypassCSP: false,
    });
    for (const name of names) await visit(page, stories.url, name, frame, problems);
    await page.close();
  }
} finally {
  await browser.close();
  stories.close();
}
console.log(`${names.length} screens in ${frames.length} frames, ${problems.length} problems`);
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 && names.length > 0 ? 0 : 1);
