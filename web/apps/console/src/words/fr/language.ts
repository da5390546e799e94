/** The choice of a language, in French. */
import type { languageEn } from "../language.en.ts";

export const languageFr: typeof languageEn = {
  languageOf: "Langue",
  languageChoose: (name) => `Langue : ${name}`,
  languageChosen: "Tout est en français à présent.",
  languageFailed: "Cette langue n’a pas pu être chargée. Vérifiez la connexion et réessayez.",
};
