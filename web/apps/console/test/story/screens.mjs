/**
 * Builds the stories, takes a picture of every screen in the frames people have, and runs axe over each.
 * Usage: node test/story/screens.mjs <folder> [name part] [frame part]. Exits 1 on a finding, a script error, a
 * small target or a sideways scroll.
 */

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serveStories } from "./serve.mjs";

const [folder = join(tmpdir(), "console-screens"), only = "", frameOnly = ""] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const frames = [
  { name: "light", width: 1440, height: 900, theme: "light", audit: true },
  { name: "dark", width: 1440, height: 900, theme: "dark", audit: true },
  { name: "contrast", width: 1440, height: 900, theme: "contrast", audit: true },
  { name: "small", width: 1100, height: 800, theme: "light" },
  { name: "phone", width: 390, height: 844, theme: "light", audit: true },
  { name: "german", width: 390, height: 844, theme: "light", lang: "de" },
  { name: "rtl", width: 1440, height: 900, theme: "light", lang: "ar", audit: true },
].filter(({ name }) => frameOnly === "" || frameOnly.split(",").includes(name));

async function storyNames() {
  const source = await readFile(join(import.meta.dirname, "stories.ts"), "utf8");
  const body = source.slice(source.indexOf("export const stories"));
  return [...body.matchAll(/^ {2}"?([a-z-]+)"?: \{/gm)].map((match) => match[1]);
}

async function visit(page, url, name, frame) {
  const problems = [];
  const note = (error) => problems.push(String(error.message ?? error.text()));
  page.on("pageerror", note);
  page.on("console", (message) => message.type() === "error" && note(message));
  await page.goto(`${url}?screen=${name}&theme=${frame.theme}&lang=${frame.lang ?? "en"}`);
  await page.waitForTimeout(name.includes("-") || name === "undo" || name === "opening" ? 650 : 300);
  await page.screenshot({ path: join(folder, `${name}-${frame.name}.png`) });
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
    problems.push("scrolls sideways");
  page.removeAllListeners();
  if (frame.audit) problems.push(...(await audit(page)));
  problems.push(...(await smallTargets(page)).map((found) => `target ${found}`));
  return problems.map((problem) => `${name} ${frame.name}: ${problem}`);
}

async function audit(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return violations.map(
    (v) =>
      `${v.id} ${v.nodes
        .map((n) => n.target.join(" "))
        .slice(0, 3)
        .join(" | ")}`,
  );
}

/** Everything that can be pressed is 24 px high at least (WCAG 2.5.8). */
function smallTargets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, input, textarea, summary, select")]
      .filter((el) => el.getClientRects().length > 0 && !el.closest(".vh, [data-react-aria-hidden]"))
      .map((el) => ({ el: el.closest("label") ?? el, name: el.className || el.tagName }))
      .filter(({ el }) => el.getBoundingClientRect().height < 23.5 && el.getBoundingClientRect().height > 1.5)
      .map(({ name }) => name),
  );
}

await mkdir(folder, { recursive: true });
const stories = await serveStories();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const problems = [];
const names = (await storyNames()).filter(
  (name) => only === "" || only.split(",").some((part) => name.startsWith(part)),
);
try {
  for (const frame of frames) {
    const page = await browser.newPage({
      viewport: { width: frame.width, height: frame.height },
      reducedMotion: "reduce",
      bypassCSP: false,
    });
    for (const name of names) problems.push(...(await visit(page, stories.url, name, frame)));
    await page.close();
  }
} finally {
  await browser.close();
  stories.close();
}
console.log(`${names.length} screens in ${frames.length} frames, ${problems.length} problems`);
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 && names.length > 0 ? 0 : 1);
