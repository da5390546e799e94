/**
 * Emphasis inside catalogue sentences without markup: a name is put between the Unicode isolates FSI and PDI
 * (UAX #9, section 2.4.2), which also keeps a right-to-left name from turning the sentence around.
 */
const first = "\u2068";
const pop = "\u2069";

export function strong(text: string): string {
  return first + text.replaceAll(first, "").replaceAll(pop, "") + pop;
}

export interface RichPart {
  readonly text: string;
  readonly strong: boolean;
}

export function richParts(sentence: string): readonly RichPart[] {
  return sentence
    .split(/(\u2068[^\u2069]*\u2069)/)
    .filter((text) => text !== "")
    .map((text) => ({
      text: text.replaceAll(first, "").replaceAll(pop, ""),
      strong: text.startsWith(first),
    }));
}
