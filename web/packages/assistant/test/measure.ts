// Figures about the assistant: what it answers rightly, and what it refuses.

import { answer, type Index } from "../src/index.ts";
import type { Asked } from "./questions.ts";

/** Shares between 0 and 1. */
export interface Accuracy {
  readonly asked: number;
  /** The right article was quoted, or named first among the choices. */
  readonly top1: number;
  /** The right article was quoted or among at most three choices. */
  readonly top3: number;
  /** An article was quoted and it was the wrong one. */
  readonly wrongQuote: number;
  readonly refused: number;
  readonly misses: readonly string[];
}

/** The article ids that an answer shows, first first. */
export function shown(index: Index, question: string): string[] {
  const said = answer(index, question);
  if (said.kind === "answer") return [said.article.id];
  return said.kind === "choices" ? said.choices.map((choice) => choice.article.id) : [];
}

/** Asks every question and compares with the expected article. */
export function accuracy(index: Index, questions: readonly Asked[]): Accuracy {
  let top1 = 0;
  let top3 = 0;
  let wrongQuote = 0;
  let refused = 0;
  const misses: string[] = [];
  for (const [question, expected] of questions) {
    const ids = shown(index, question);
    if (ids[0] === expected) top1++;
    if (ids.includes(expected)) top3++;
    else misses.push(`${question}  [${expected}] got ${ids.join(", ") || "nothing"}`);
    if (ids.length === 0) refused++;
    if (answer(index, question).kind === "answer" && ids[0] !== expected) wrongQuote++;
  }
  const asked = questions.length;
  const share = (n: number): number => n / Math.max(1, asked);
  return {
    asked,
    top1: share(top1),
    top3: share(top3),
    wrongQuote: share(wrongQuote),
    refused: share(refused),
    misses,
  };
}

/** How strangers' questions end: shares between 0 and 1. */
export interface Refusal {
  readonly asked: number;
  readonly unknown: number;
  /** Quoted an article with confidence: the worst outcome. */
  readonly quoted: number;
  readonly slips: readonly string[];
}

/** Asks questions that nothing answers. */
export function refusal(index: Index, questions: readonly string[]): Refusal {
  const slips: string[] = [];
  let quoted = 0;
  for (const question of questions) {
    const said = answer(index, question);
    if (said.kind === "answer") quoted++;
    if (said.kind === "answer" || said.kind === "choices")
      slips.push(`${question}  ${said.kind} ${shown(index, question).join(", ")}`);
  }
  const asked = questions.length;
  return {
    asked,
    unknown: 1 - slips.length / Math.max(1, asked),
    quoted: quoted / Math.max(1, asked),
    slips,
  };
}
