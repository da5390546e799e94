/** The forms in which a password is looked up: what people change last, and programs that guess change first. */

import { normal } from "./length.ts";

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
};
/** So many characters that are no letters are taken off either end. */
const TRIMMED = 6;

export const plain = (text: string): string => normal(text).toLowerCase();

export const unleet = (text: string): string => [...text].map((c) => LEET[c] ?? c).join("");

function trim(text: string): string {
  const ends = new RegExp(`^[^\\p{L}]{0,${TRIMMED}}(?=\\p{L})|(?<=\\p{L})[^\\p{L}]{1,${TRIMMED}}$`, "gu");
  return text.replace(ends, "");
}

/** Itself in lower case, without digits and signs around it, and each with letters for what looks like them. */
export function formsOf(password: string): readonly string[] {
  const lower = plain(password);
  const bare = trim(lower);
  return [...new Set([lower, unleet(lower), bare, unleet(bare)])];
}
