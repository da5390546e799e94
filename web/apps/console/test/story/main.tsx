/** The story page: `?screen=<name>&theme=light|dark|contrast&lang=ar` shows one screen over a desk in memory. */
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { formats } from "../../src/model/format.ts";
import { directionOf, type Language, pickLanguage } from "../../src/model/language.ts";
import { type Ui, UiContext } from "../../src/ui.ts";
import { App } from "../../src/views/app.tsx";
import { loadWords } from "../../src/words/catalogue.ts";
import { en, type Words } from "../../src/words/messages.en.ts";
import { StoryDesk } from "./desk.ts";
import { now } from "./harbour.ts";
import { kit, type Story, stories } from "./stories.ts";
import "../../src/styles/console.css";

const query = new URLSearchParams(location.search);
const story = stories[query.get("screen") ?? "work"];
const root = document.getElementById("app");
document.documentElement.dataset.theme = query.get("theme") ?? "light";
const language = pickLanguage(query.get("lang"), []);

/** Stories name buttons in English; the button on the page has the same sentence in the page's language. */
function inLanguage(name: string, words: Words): string {
  const key = (Object.keys(en) as (keyof Words)[]).find((each) => en[each] === name);
  const found = key === undefined ? name : words[key];
  return typeof found === "string" ? found : name;
}

/** Buttons of the record of acts, whose names are long, or nested in their catalogue. */
const ofLedger: Readonly<Record<string, string>> = {
  ":act": ".act",
  ":export": ".ledger .page-h .btn + .btn",
};

function press(name: string): void {
  const special = ofLedger[name];
  if (special !== undefined) {
    document.querySelector<HTMLElement>(special)?.click();
    return;
  }
  const named = (button: HTMLElement) => (button.ariaLabel ?? button.textContent).trim().startsWith(name);
  const buttons = [...document.querySelectorAll<HTMLElement>("button, summary, a, [role=menuitem]")].filter(
    (button) => button.closest(".rail") === null,
  );
  const found = buttons.find(named);
  // What shows only under the pointer shows under the focus too.
  found?.closest("article")?.focus();
  found?.scrollIntoView({ block: "center" });
  found?.click();
}

function uiOf(desk: StoryDesk, words: Words, choose: (language: Language) => void): Ui {
  return {
    desk,
    words,
    language: {
      shown: language,
      choose: async (chosen) => {
        choose(chosen);
        return true;
      },
    },
    formats: formats(language === "en" ? "en-GB" : language, "UTC"),
    now: () => now,
    apple: true,
    print: () => void desk.calls.push("print"),
  };
}

async function show(root: HTMLElement, story: Story): Promise<void> {
  const desk = new StoryDesk(story.state, kit, story.failure ?? null);
  const words = await loadWords(language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  Object.assign(window, { storyDesk: desk });
  createRoot(root).render(
    <I18nProvider locale={language === "en" ? "en-GB" : language}>
      <UiContext
        value={uiOf(desk, words, (chosen) =>
          location.assign(`?screen=${query.get("screen")}&lang=${chosen}`),
        )}
      >
        <App {...(story.start ? { start: story.start } : {})} />
      </UiContext>
    </I18nProvider>,
  );
  story.press?.forEach((name, turn) => {
    setTimeout(() => press(inLanguage(name, words)), 150 * (turn + 1));
  });
}

if (root !== null && story !== undefined) void show(root, story);
