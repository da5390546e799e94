/**
 * Sentences with a number in them, in the forms that a language has: CLDR names six, and Arabic uses them all.
 * A hash sign stands for the number, written as the language writes it.
 */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }>;

export function countIn(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace("#", digits.format(n));
}

interface Units {
  readonly minute: Forms;
  readonly hour: Forms;
  readonly day: Forms;
}

/** A time span in its roundest unit. */
export function spanIn(language: string, units: Units): (minutes: number) => string {
  const count = countIn(language);
  return (minutes) => {
    if (minutes < 60) return count(Math.max(1, Math.round(minutes)), units.minute);
    return minutes < 36 * 60
      ? count(Math.round(minutes / 60), units.hour)
      : count(Math.round(minutes / 1440), units.day);
  };
}
