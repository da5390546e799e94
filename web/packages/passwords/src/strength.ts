/** How many guesses a password would take, in four steps. Loaded when one is chosen: it brings its dictionary. */

import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { normal } from "./length.ts";

/** 1 is refused (fewer than a million guesses), 2 is weak, 3 good, 4 strong. */
export type Step = 1 | 2 | 3 | 4;

/** What is judged; the time that judging takes grows faster than the length. */
const JUDGED = 64;
const meter = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

export function strengthOf(password: string, about: readonly string[]): Step {
  const { score } = meter.check([...normal(password)].slice(0, JUDGED).join(""), [...about]);
  return Math.max(1, score) as Step;
}
