/**
 * What went wrong, said in the reader's language. The client and the server give plain English sentences; a catalogue
 * names them by that English, with `{1}`, `{2}` where a number or a name stands. Promise: a sentence that no catalogue
 * knows is shown as it came, so that nobody is left without a word. Limit: what was kept with a message is translated
 * when it is shown, so a sentence that a later version words otherwise stays English.
 */

/** From English to another language; a placeholder may stand in another place there. */
export type Sentences = Readonly<Record<string, string>>;

/** Says an English sentence in the language of these catalogues. */
export function sayIn(...catalogues: readonly Sentences[]): (english: string) => string {
  const known = new Map(catalogues.flatMap((c) => Object.entries(c)));
  const patterns = [...known].filter(([english]) => hole.test(english)).map(patternOf);
  return (english) => {
    const same = known.get(english);
    if (same !== undefined) return same;
    for (const { like, said } of patterns) {
      const found = like.exec(english);
      if (found !== null) return said.replace(/\{(\d)\}/g, (_, n) => isolated(found[Number(n)] ?? ""));
    }
    return english;
  };
}

const hole = /\{\d\}/;

/** A sentence with holes, as what it looks like when they are filled. */
function patternOf([english, said]: readonly [string, string]) {
  const [first = "", ...rest] = english
    .split(hole)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { like: new RegExp(`^${[first, ...rest].join("(.+?)")}$`, "su"), said };
}

/** A name keeps its own direction, and does not turn the sentence around it (UAX #9, FSI and PDI). */
const isolated = (text: string): string => `\u2068${text}\u2069`;
