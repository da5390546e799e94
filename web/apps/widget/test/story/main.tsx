/** The story page: `?screen=<name>&theme=light|dark&dir=rtl` shows one screen over a desk in memory. */
import { render } from "preact";
import type { Host } from "../../src/host.ts";
import { formats } from "../../src/model/format.ts";
import { en } from "../../src/model/messages.en.ts";
import { createUi } from "../../src/ui.ts";
import { App } from "../../src/views/app.tsx";
import { StoryDesk } from "./desk.ts";
import { now } from "./harbour.ts";
import { stories } from "./stories.ts";
import "../../src/styles/widget.css";

const query = new URLSearchParams(location.search);
const story = stories[query.get("screen") ?? "home"];
const root = document.getElementById("app");
const page = document.documentElement;
page.style.colorScheme = query.get("theme") ?? "light";
page.dir = query.get("dir") ?? "ltr";

function press(name: string): void {
  const named = (button: HTMLButtonElement) => (button.ariaLabel ?? button.textContent).startsWith(name);
  [...document.querySelectorAll("button")].find(named)?.click();
}

if (root !== null && story !== undefined) {
  const desk = new StoryDesk(story.state, { now, ...(story.failure && { failure: story.failure }) });
  const host: Host = { framed: true, tell: (message) => desk.calls.push(message.sealdesk), listen: () => {} };
  const ui = createUi(desk, {
    host,
    words: en,
    formats: formats("en-GB", "UTC"),
    now: () => now,
  });
  if (story.trail) ui.trail.value = story.trail;
  if (story.menu) ui.menu.value = true;
  if (story.state.phase === "ready" && story.state.organisation.colour) {
    page.style.setProperty("--brand", story.state.organisation.colour);
  }
  Object.assign(window, { storyDesk: desk });
  render(<App ui={ui} />, root);
  story.press?.forEach((name, turn) => {
    setTimeout(() => press(name), 20 * (turn + 1));
  });
}
