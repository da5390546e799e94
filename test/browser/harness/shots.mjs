// Pictures of screens, for people to look at. They prove nothing by themselves.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./packages.mjs";

/** Where pictures are written; not committed. */
export const SHOTS = join(root, "artefacts/screenshots");

/** The sizes and looks that every screen is drawn in. */
export const LOOKS = [
  { name: "desktop-light", viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { name: "desktop-dark", viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  { name: "phone-light", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "phone-dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Draws one picture of what is on the screen now.
 * @param {import("playwright-core").Page} page
 * @param {string} name lower-case words joined by hyphens
 * @returns {Promise<string>} the file's path
 */
export async function shoot(page, name) {
  if (!NAME.test(name))
    throw new Error(`a picture's name is lower-case words joined by hyphens, not "${name}"`);
  mkdirSync(SHOTS, { recursive: true });
  const path = join(SHOTS, `${name}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  return path;
}

/** Draws the same screen in every look; leaves the page in the first. */
export async function shootLooks(page, name) {
  for (const look of [...LOOKS].reverse()) {
    await page.setViewportSize(look.viewport);
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
    await shoot(page, `${name}-${look.name}`);
  }
}
