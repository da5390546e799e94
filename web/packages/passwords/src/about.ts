/** Words that anybody tries who knows who somebody is: NIST SP 800-63B-4 §3.1.1.2, "context-specific words". */

import { plain, unleet } from "./forms.ts";
import { lengthOf, MIN_WITH_SECOND } from "./length.ts";

const SHORTEST = 3;
const PRODUCT = "sealdesk";

/** From names and addresses: whole, and in their parts. */
export function aboutPerson(...texts: readonly string[]): readonly string[] {
  const parts = texts.map(plain).flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  const words = new Set([...parts, PRODUCT].filter((word) => lengthOf(word) >= SHORTEST));
  return [...words].sort((a, b) => b.length - a.length);
}

/** Whether too little is left of a password without these words. One of them among others is nobody's fault. */
export function isAbout(password: string, words: readonly string[]): boolean {
  return [plain(password), unleet(plain(password))].some((form) => {
    const rest = words.reduce((left, word) => left.replaceAll(word, ""), form);
    return rest !== form && lengthOf(rest) < MIN_WITH_SECOND;
  });
}
