/**
 * Sizes of files as a language writes them, in powers of 1,000, as the units say (IEC 80000-13). Promise: rounded down,
 * so that no limit sounds larger than it is, and a file that keeps to a limit never looks larger than it.
 */
const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** In the unit that says it best, at most one digit after the point. */
export function sizeIn(language: string, bytes: number): string {
  const at = units.findLastIndex((_, step) => step === 0 || bytes >= 1_000 ** step);
  const value = bytes / 1_000 ** at;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[at] ?? "byte",
    // Some languages have no plural of the short one: "18 byte".
    unitDisplay: at === 0 ? "long" : "short",
    maximumFractionDigits: at > 1 && value < 100 ? 1 : 0,
    roundingMode: "floor",
  }).format(value);
}
