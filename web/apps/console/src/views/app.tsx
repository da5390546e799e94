/** The console: one phase, one screen. */
import { useEffect, useState } from "react";
import type { DeskState } from "../contract.ts";
import { isColour } from "../model/colours.ts";
import { useDeskState, useWords } from "../ui.ts";
import { EntryFrame } from "./entry.tsx";
import { Failed } from "./failed.tsx";
import { Join } from "./join.tsx";
import { Skeleton } from "./parts.tsx";
import { Ready } from "./ready.tsx";
import { Setup } from "./setup.tsx";
import type { ShellState } from "./shell.ts";
import { Locked, Signin } from "./signin.tsx";

export function Opening() {
  const words = useWords();
  return (
    <EntryFrame>
      <h1 className="vh">{words.opening}</h1>
      <Skeleton rows={3} label={words.loading} />
    </EntryFrame>
  );
}

const colourOf = (state: DeskState) =>
  state.phase === "ready" || state.phase === "setup" ? (state.organisation?.colour ?? null) : null;

/** The accent is the organisation's; the tokens keep its contrast. */
function useBrand(state: DeskState): void {
  const colour = colourOf(state);
  useEffect(() => {
    if (isColour(colour)) document.documentElement.style.setProperty("--brand", colour);
  }, [colour]);
}

function useTitle(state: DeskState): void {
  const words = useWords();
  const unread =
    state.phase === "ready"
      ? state.views.reduce((sum, { view, unread: n }) => (view === "mine" ? sum + n : sum), 0)
      : 0;
  const name = state.phase === "ready" ? `${state.organisation.name} · ${words.product}` : words.product;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [unread, name]);
}

export function App({ start = {} }: { start?: Partial<ShellState> }) {
  const state = useDeskState();
  const [area, setArea] = useState<Partial<ShellState>>(start);
  useBrand(state);
  useTitle(state);
  switch (state.phase) {
    case "opening":
      return <Opening />;
    case "setup":
      return <Setup state={state} onInvite={() => setArea({ area: "people", inviting: true })} />;
    case "signin":
      return <Signin state={state} />;
    case "join":
      return <Join state={state} />;
    case "locked":
      return <Locked state={state} />;
    case "failed":
      return <Failed state={state} />;
    case "ready":
      return <Ready state={state} start={area} />;
  }
}
