/** The language: the browser's, or the one chosen here and kept in this browser; shown by lang and dir on the page. */
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import type { Desk } from "./contract.ts";
import { formats } from "./model/format.ts";
import { directionOf, type Language, pickLanguage, regionOf } from "./model/language.ts";
import { type Ui, UiContext } from "./ui.ts";
import { loadWords } from "./words/catalogue.ts";
import { en, type Words } from "./words/messages.en.ts";

const slot = "sealdesk-language";

function stored(): string | null {
  try {
    return localStorage.getItem(slot);
  } catch {
    return null;
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(slot, language);
  } catch {
    // The choice lasts as long as the page.
  }
}

export interface Spoken {
  readonly language: Language;
  readonly words: Words;
}

/** What the page begins in. Without a connection to load it, English is better than nothing. */
export async function spokenAtStart(): Promise<Spoken> {
  const language = pickLanguage(stored(), navigator.languages);
  try {
    return { language, words: await loadWords(language) };
  } catch {
    return { language: "en", words: en };
  }
}

function show(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Everything below speaks one language; choosing another redraws it in place, with what was typed. */
export function Speaking({ start, desk, children }: { start: Spoken; desk: Desk; children: ReactNode }) {
  const [spoken, setSpoken] = useState(start);
  const choose = useCallback(async (language: Language): Promise<boolean> => {
    try {
      const words = await loadWords(language);
      keep(language);
      setSpoken({ language, words });
      return true;
    } catch {
      return false;
    }
  }, []);
  const region = regionOf(spoken.language, navigator.languages);
  show(spoken.language);
  const ui: Ui = useMemo(
    () => ({
      desk,
      words: spoken.words,
      language: { shown: spoken.language, choose },
      formats: formats(region),
      now: Date.now,
      apple: /Mac|iPhone|iPad/.test(navigator.userAgent),
      print: () => print(),
    }),
    [desk, spoken, region, choose],
  );
  return (
    <I18nProvider locale={region}>
      <UiContext value={ui}>{children}</UiContext>
    </I18nProvider>
  );
}
