/** The console's entry: draws at once, opens the desk, and hands it to the views. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Desk } from "./contract.ts";
import { Speaking, spokenAtStart } from "./language.tsx";
import { openHere } from "./open.ts";
import "./styles/console.css";
import { applyTheme } from "./theme.ts";
import { App } from "./views/app.tsx";

/** What is shown while the client finds out where this browser stands. */
const opening: Pick<Desk, "state" | "subscribe"> = {
  state: { phase: "opening" },
  subscribe: () => () => undefined,
};

async function start(root: HTMLElement): Promise<void> {
  applyTheme();
  const page = createRoot(root);
  const spoken = await spokenAtStart();
  const draw = (desk: Desk) =>
    page.render(
      <StrictMode>
        <Speaking start={spoken} desk={desk}>
          <App />
        </Speaking>
      </StrictMode>,
    );
  draw(opening as Desk);
  draw(await openHere());
}

const root = document.getElementById("app");
if (root !== null) void start(root);
