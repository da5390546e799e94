/** The choice of a language, in German. */
import type { languageEn } from "../language.en.ts";

export const languageDe: typeof languageEn = {
  languageOf: "Sprache",
  languageChoose: (name) => `Sprache: ${name}`,
  languageChosen: "Hier ist jetzt alles auf Deutsch.",
  languageFailed:
    "Diese Sprache konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
};
