// Runs axe over a page or a frame and demands WCAG 2.2, levels A and AA.
//
// Limits: a machine finds a part of what keeps people out. Keyboard ways and
// words are tested one by one elsewhere.

import { readFileSync } from "node:fs";
import { packageFile } from "./packages.mjs";

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/**
 * What axe finds, as short lines: rule, impact, help, and the elements concerned.
 * Works under a strict content security policy: the engine is evaluated by the
 * browser's debugger, not added to the page.
 * @param {import("playwright-core").Page | import("playwright-core").Frame} target
 * @returns {Promise<string[]>} empty if nothing was found
 */
export async function accessProblems(target) {
  await settled(target);
  await target.evaluate(readFileSync(packageFile("axe-core/axe.min.js"), "utf8"));
  const { violations, passes } = await target.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values }, iframes: false }),
    LEVELS,
  );
  if (violations.length + passes.length === 0) throw new Error("axe checked nothing: is the page empty?");
  return violations.map((found) => {
    const where = found.nodes.map((node) => node.target.join(" ")).join(", ");
    return `${found.id} (${found.impact}): ${found.help}: ${where}`;
  });
}

/** Waits for what fades or moves: half way, it has other colours than in the end. */
const settled = (target) =>
  target.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((each) => each.finished),
    ).then(() => undefined),
  );

/** Throws if axe finds anything. */
export async function demandAccess(target) {
  const problems = await accessProblems(target);
  if (problems.length > 0) throw new Error(`not usable for everyone:\n${problems.join("\n")}`);
}
