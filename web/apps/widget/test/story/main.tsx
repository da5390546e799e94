/** The story page: `?screen=<name>&theme=light|dark&lang=ar` shows one screen over a desk in memory. */
import { render } from "preact";
import type { Host } from "../../src/host.ts";
import { direction, formats } from "../../src/model/format.ts";
import { speech } from "../../src/speech.ts";
import { createUi, type Speech } from "../../src/ui.ts";
import { App } from "../../src/views/app.tsx";
import { StoryDesk } from "./desk.ts";
import { now } from "./harbour.ts";
import { type Story, stories } from "./stories.ts";
import "../../src/styles/widget.css";

const query = new URLSearchParams(location.search);
const story = stories[query.get("screen") ?? "home"];
const root = document.getElementById("app");
const page = document.documentElement;
page.style.colorScheme = query.get("theme") ?? "light";

/** Presses the buttons one after the other, each as soon as it is there: later screens come in parts. */
function press([name, ...rest]: readonly string[]): void {
  if (name === undefined) return;
  const named = (button: HTMLButtonElement) => (button.ariaLabel ?? button.textContent).startsWith(name);
  const button = [...document.querySelectorAll("button")].find(named);
  button?.click();
  setTimeout(() => press(button === undefined ? [name, ...rest] : rest), 20);
}

/** In the wished language; a story that presses names is told in English, and only turned round. */
async function spoken(wished: string): Promise<Speech> {
  const pressing = story?.press !== undefined;
  const said = await speech(pressing ? "en-GB" : wished);
  if (pressing) page.dir = direction(wished);
  return { ...said, formats: formats(said.language, "UTC") };
}

async function tell(root: HTMLElement, story: Story): Promise<void> {
  const desk = new StoryDesk(story.state, { now, ...(story.failure && { failure: story.failure }) });
  const host: Host = {
    framed: true,
    site: "harbour.example",
    tell: (message) => desk.calls.push(message.sealdesk),
    page: () => null,
    signed: async () => null,
    token: async () => null,
    listen: () => {},
  };
  const ui = createUi(desk, {
    host,
    speech: await spoken(query.get("lang") ?? "en-GB"),
    now: () => now,
  });
  if (story.trail) ui.trail.value = story.trail;
  if (story.menu) ui.menu.value = true;
  if (story.state.phase === "ready" && story.state.organisation.colour) {
    page.style.setProperty("--brand", story.state.organisation.colour);
  }
  Object.assign(window, { storyDesk: desk });
  render(<App ui={ui} />, root);
  press(story.press ?? []);
  if (story.follow) setTimeout(() => document.querySelector<HTMLElement>(".bb a")?.click(), 100);
}

if (root !== null && story !== undefined) void tell(root, story);
