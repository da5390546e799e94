/** The story page: `?screen=<name>&theme=light|dark|contrast&dir=rtl` shows one screen over a desk in memory. */
import { createRoot } from "react-dom/client";
import { formats } from "../../src/model/format.ts";
import { type Ui, UiContext } from "../../src/ui.ts";
import { App } from "../../src/views/app.tsx";
import { en } from "../../src/words/messages.en.ts";
import { StoryDesk } from "./desk.ts";
import { now } from "./harbour.ts";
import { kit, stories } from "./stories.ts";
import "../../src/styles/console.css";

const query = new URLSearchParams(location.search);
const story = stories[query.get("screen") ?? "work"];
const root = document.getElementById("app");
document.documentElement.dataset.theme = query.get("theme") ?? "light";
document.documentElement.dir = query.get("dir") ?? "ltr";

function press(name: string): void {
  const named = (button: HTMLButtonElement) =>
    (button.ariaLabel ?? button.textContent).trim().startsWith(name);
  const buttons = [...document.querySelectorAll("button")].filter(
    (button) => button.closest(".rail") === null,
  );
  buttons.find(named)?.click();
}

if (root !== null && story !== undefined) {
  const desk = new StoryDesk(story.state, kit, story.failure ?? null);
  const ui: Ui = {
    desk,
    words: en,
    formats: formats("en-GB", "UTC"),
    now: () => now,
    apple: true,
    print: () => void desk.calls.push("print"),
  };
  Object.assign(window, { storyDesk: desk });
  createRoot(root).render(
    <UiContext value={ui}>
      <App {...(story.start ? { start: story.start } : {})} />
    </UiContext>,
  );
  story.press?.forEach((name, turn) => {
    setTimeout(() => press(name), 150 * (turn + 1));
  });
}
