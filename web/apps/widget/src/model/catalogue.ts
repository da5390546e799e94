/** Which words a customer gets. English lies in the first load; another language is one more small file. */
import { en, type Messages } from "./messages.en.ts";

export interface Catalogue {
  /** BCP 47 tag for `lang`, direction and formats: the wished one where its words exist, else English. */
  readonly language: string;
  readonly words: Messages;
}

const others: Readonly<Record<string, () => Promise<{ readonly words: Messages }>>> = {
  ar: () => import("../words/words-ar.ts"),
  de: () => import("../words/words-de.ts"),
  es: () => import("../words/words-es.ts"),
  fr: () => import("../words/words-fr.ts"),
};

/** Where the menu keeps what was chosen there. */
export const choiceKey = "sealdesk-language";

/** What was chosen in the menu, else what the page says, else the browser's. */
export function wishedLanguage(said: string | null): string {
  try {
    return localStorage.getItem(choiceKey) ?? said ?? navigator.language;
  } catch {
    return said ?? navigator.language;
  }
}

/** Falls back to English, also when the file cannot be had now: a chat in English is better than none. */
export async function catalogueOf(wished: string): Promise<Catalogue> {
  const base = wished.split("-")[0]?.toLowerCase() ?? "";
  if (base === "en") return { language: wished, words: en };
  try {
    const words = (await others[base]?.())?.words;
    if (words !== undefined) return { language: wished, words };
  } catch {}
  return { language: "en", words: en };
}
