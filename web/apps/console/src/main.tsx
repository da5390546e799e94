/** The console's entry: draws at once, opens the desk, and hands it to the views. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Desk } from "./contract.ts";
import { formats } from "./model/format.ts";
import { openHere } from "./open.ts";
import "./styles/console.css";
import { applyTheme } from "./theme.ts";
import { type Ui, UiContext } from "./ui.ts";
import { App } from "./views/app.tsx";
import { en } from "./words/messages.en.ts";

/** What is shown while the client finds out where this browser stands. */
const opening: Pick<Desk, "state" | "subscribe"> = {
  state: { phase: "opening" },
  subscribe: () => () => undefined,
};

function uiOf(desk: Desk): Ui {
  return {
    desk,
    words: en,
    formats: formats(navigator.language),
    now: Date.now,
    apple: /Mac|iPhone|iPad/.test(navigator.userAgent),
    print: () => print(),
  };
}

async function start(root: HTMLElement): Promise<void> {
  applyTheme();
  const page = createRoot(root);
  const draw = (desk: Desk) =>
    page.render(
      <StrictMode>
        <UiContext value={uiOf(desk)}>
          <App />
        </UiContext>
      </StrictMode>,
    );
  draw(opening as Desk);
  draw(await openHere());
}

const root = document.getElementById("app");
if (root !== null) void start(root);
