/** The languages of the console: which one is shown, and which way it is read. */

export const languages = [
  { tag: "en", name: "English", dir: "ltr" },
  { tag: "de", name: "Deutsch", dir: "ltr" },
  { tag: "es", name: "Español", dir: "ltr" },
  { tag: "fr", name: "Français", dir: "ltr" },
  { tag: "ar", name: "العربية", dir: "rtl" },
] as const;

export type Language = (typeof languages)[number]["tag"];

/** Null for anything that is not one of them, an old choice or a stranger's word. */
export function knownLanguage(tag: string | null | undefined): Language | null {
  const first = tag?.toLowerCase().split("-")[0];
  return languages.find((each) => each.tag === first)?.tag ?? null;
}

/** What was chosen here; else the first of the browser's languages that there is; else English. */
export function pickLanguage(stored: string | null, wished: readonly string[]): Language {
  const found = wished.map(knownLanguage).find((each) => each !== null);
  return knownLanguage(stored) ?? found ?? "en";
}

/** For numbers and dates: the person's own region of the language, if the browser says one. */
export function regionOf(language: Language, wished: readonly string[]): string {
  return wished.find((tag) => knownLanguage(tag) === language) ?? language;
}

export const directionOf = (language: Language): "ltr" | "rtl" =>
  languages.find(({ tag }) => tag === language)?.dir ?? "ltr";
