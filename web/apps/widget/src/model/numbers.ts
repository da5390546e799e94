/** Sizes, shares and lists as the reader's language writes them. Later screens only: the first one has none. */

export interface Numbers {
  /** Bytes in the unit that says it best, at most one digit after the point. */
  size(bytes: number): string;
  /** 0 to 1 as a whole percentage. */
  percent(share: number): string;
  list(words: readonly string[]): string;
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

function make(language: string): Numbers {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return {
    size(bytes) {
      const step = bytes < 1000 ? 0 : bytes < 999_500 ? 1 : bytes < 999_500_000 ? 2 : 3;
      const value = bytes / 1000 ** step;
      return new Intl.NumberFormat(language, {
        style: "unit",
        unit: units[step] ?? "gigabyte",
        unitDisplay: step === 0 ? "long" : "short",
        maximumFractionDigits: step > 1 && value < 100 ? 1 : 0,
      }).format(value);
    },
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
