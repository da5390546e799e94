/** Which words a customer gets. The page's language is the language of the words, so that screen readers agree. */
import { en, type Messages } from "./messages.en.ts";

export interface Catalogue {
  /** BCP 47 tag for `lang`, direction and formats: the wished one where its words exist, else English. */
  readonly language: string;
  readonly words: Messages;
}

const catalogues: Readonly<Record<string, Messages>> = { en };

export function chooseCatalogue(wished: string): Catalogue {
  const words = catalogues[wished.split("-")[0]?.toLowerCase() ?? ""];
  return words === undefined ? { language: "en", words: en } : { language: wished, words };
}
