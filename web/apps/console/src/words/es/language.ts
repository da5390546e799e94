/** The choice of a language, in Spanish. */
import type { languageEn } from "../language.en.ts";

export const languageEs: typeof languageEn = {
  languageOf: "Idioma",
  languageChoose: (name) => `Idioma: ${name}`,
  languageChosen: "Ahora todo está en español.",
  languageFailed: "No se pudo cargar este idioma. Compruebe la conexión e inténtelo de nuevo.",
};
