/** One catalogue for each language; all but English are loaded when somebody reads in them. */
import type { Language } from "../model/language.ts";
import { en, type Words } from "./messages.en.ts";

export async function loadWords(language: Language): Promise<Words> {
  switch (language) {
    case "de":
      return (await import("./de/messages.ts")).de;
    case "es":
      return (await import("./es/messages.ts")).es;
    case "fr":
      return (await import("./fr/messages.ts")).fr;
    case "ar":
      return (await import("./ar/messages.ts")).ar;
    case "en":
      return en;
  }
}
