/** The window: which screen, and where the keyboard stands in it. */
import { useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type { Connection, ReadyState } from "../contract.ts";
import type { Messages } from "../model/messages.en.ts";
import { type Route, type Ui, UiContext, useUi } from "../ui.ts";
import { AssistantView } from "./assistant.tsx";
import { focusScreen } from "./focus.ts";
import { Home } from "./home.tsx";
import { Later } from "./lazy.tsx";
import { Rings } from "./parts.tsx";
import { WriteView } from "./write.tsx";

export function App({ ui }: { ui: Ui }) {
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  useLayoutEffect(() => ui.subscribe(() => draw(undefined)), [ui]);
  return (
    <UiContext.Provider value={ui}>
      <Screen />
    </UiContext.Provider>
  );
}

function Screen() {
  const ui = useUi();
  const state = ui.state.value;
  if (state.phase === "opening") return <Opening words={ui.words} connection={state.connection} />;
  if (state.phase === "stopped") {
    return (
      <Focused at={state.stop.kind}>
        <Later show={(later) => <later.StopView stop={state.stop} />} />
      </Focused>
    );
  }
  const trail = ui.trail.value;
  const route = standing(trail, state);
  return (
    <>
      <Focused at={`${trail.length} ${route.name}`}>
        <RouteView route={route} />
      </Focused>
      {ui.menu.value && <Later part show={(later) => <later.Menu />} />}
    </>
  );
}

/** Where one stands; a screen about a conversation that is gone falls back to the first one. */
function standing(trail: readonly Route[], state: ReadyState): Route {
  const route = trail[trail.length - 1];
  const lost = state.conversation === null && (route?.name === "conversation" || route?.name === "readers");
  return route === undefined || lost ? { name: "home" } : route;
}

function RouteView({ route }: { route: Route }) {
  switch (route.name) {
    case "home":
      return <Home />;
    case "assistant":
      return <AssistantView />;
    case "write":
      return <WriteView />;
    case "article":
      return <Later show={(later) => <later.ArticleView id={route.id} />} />;
    case "conversation":
      return <Later show={(later) => <later.ConversationView />} />;
    case "readers":
      return <Later show={(later) => <later.ReadersView />} />;
  }
}

/** A new screen takes the focus: its text box where there is a keyboard, else its heading. */
function Focused({ at, children }: { at: string; children: preact.ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => focusScreen(box.current), [at]);
  return (
    <div class="screen" ref={box}>
      {children}
    </div>
  );
}

/** What can be drawn before anything is known; grey shapes only after a moment, so a quick opening does not blink. */
export function Opening({ words, connection }: { words: Messages; connection: Connection }) {
  return (
    <main class="page" aria-busy="true">
      <div class="hero">
        <Rings />
        <h1 class="opening" aria-live="polite">
          {connection === "offline" ? words.openingOffline : words.opening}
        </h1>
      </div>
      <div class="home skeleton" aria-hidden="true">
        <div class="card" />
        <div class="card" />
        <div class="card" />
      </div>
    </main>
  );
}
