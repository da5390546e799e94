// Words: how text becomes comparable terms.
//
// Promise: the same word in an article and in a question gives the same term, whatever its case, accents
// or everyday ending; any Unicode text is accepted and the work is bounded.
// Limits: the stemmer is deliberately light and English; other languages match word for word.

/** Longest question that is looked at, in UTF-16 units; the rest is ignored. */
export const MAX_QUESTION = 1_000;
const MAX_TERM = 40;
const MAX_TERMS = 48;

const STOP = new Set(
  (
    "a about am an and any are as at be been being but by can could did do does doing dont for from get got had has have " +
    "having hello hey hi how i if id ill im in into is it its ive just know let like may me might mine must my need of on or " +
    "our ours please shall should so some than thank thanks that thats the their them then there these they this to tell too " +
    "up us very want wants was we well were what whats when where which while who whom why will with would you your yours " +
    "really still anyone someone something anything he she his her hers him one now today yesterday ago already even though " +
    "again here think thought says say said try tried trying go going keep cannot cant wont isnt hasnt havent wasnt " +
    "arent couldnt didnt doesnt hadnt shouldnt wouldnt wheres yet also because since near somebody anybody"
  ).split(" "),
);

/** Splits text into lower-case words without accents; apostrophes vanish ("don’t" becomes "dont"). */
export function words(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}'’ʼ]/gu, "");
  return plain.match(/[\p{L}\p{N}]+/gu)?.map((word) => word.slice(0, MAX_TERM)) ?? [];
}

/** Past forms that no ending gives away. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  "made make|sent send|bought buy|took take|taken take|paid pay|lost lose|stole steal|stolen steal|sold sell|died die|gave give|given give|forgot forget|forgotten forget|got get|spent spend|swallowed swallow|bigger big|biggest big|cheaper cheap|larger large|expired expire|women woman|children child"
    .split("|")
    .map((pair) => pair.split(" ") as [string, string]),
);

/** Strips common English endings. Both sides are stemmed, so a stem need not be a word. */
export function stem(spelled: string): string {
  const word = IRREGULAR.get(spelled) ?? spelled;
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let root = word.replace(/(ss|us|is)$|ies$|(x|ch|sh|ss)es$|s$/, (end, keep: string, before: string) =>
    keep ? end : end === "ies" ? "y" : (before ?? ""),
  );
  const cut = root.replace(/(ing|edly|ed|ment|ly|er|or)$/, "");
  if (cut !== root && cut.length > 2 && /[aeiouy]/.test(cut)) root = cut;
  root = root.replace(/([bdfgmnprt])\1$/, "$1");
  if (root.length > 3) root = root.replace(/(e|y|i)$/, "");
  return root;
}

/** The meaningful terms of a text, in order, with repeats. */
export function terms(text: string): string[] {
  return words(text)
    .filter((word) => !STOP.has(word))
    .map(stem);
}

/** The distinct meaningful terms of a question, bounded. */
export function questionTerms(question: string): string[] {
  const short = question.slice(0, MAX_QUESTION);
  return [...new Set(terms(short))].slice(0, MAX_TERMS);
}

/** Whether two words are one insertion, deletion, substitution or swap of neighbours apart. */
export function oneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const leftA = a.slice(start, endA);
  const leftB = b.slice(start, endB);
  if (leftA.length <= 1 && leftB.length <= 1) return true;
  return leftA.length === 2 && leftB.length === 2 && leftA[0] === leftB[1] && leftA[1] === leftB[0];
}
