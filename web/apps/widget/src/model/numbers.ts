/** Sizes, shares and lists as the reader's language writes them. Later screens only: the first one has none. */

import { sizeIn } from "@sealdesk/ui/sizes";

export interface Numbers {
  /** Bytes in the unit that says it best, at most one digit after the point. */
  size(bytes: number): string;
  /** 0 to 1 as a whole percentage. */
  percent(share: number): string;
  list(words: readonly string[]): string;
}

function make(language: string): Numbers {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return {
    size: (bytes) => sizeIn(language, bytes),
    percent: (share) => percent.format(Math.floor(Math.min(1, Math.max(0, share)) * 100) / 100),
    list: (words) => list.format(words),
  };
}

const made = new Map<string, Numbers>();

export function numbers(language: string): Numbers {
  const known = made.get(language) ?? make(language);
  made.set(language, known);
  return known;
}
