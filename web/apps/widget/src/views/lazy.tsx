/** Fetches the later screens when the first of them is wanted. */
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { useUi } from "../ui.ts";
import { Failure } from "./failure.tsx";
import { focusScreen } from "./focus.ts";

type LaterViews = typeof import("./later.tsx");

let loaded: LaterViews | null = null;

export async function loadLater(): Promise<LaterViews> {
  loaded ??= await import("./later.tsx");
  return loaded;
}

interface LaterProps {
  show: (views: LaterViews) => JSX.Element;
  /** Part of a screen: nothing stands in for it, and the focus stays where it is. */
  part?: boolean;
}

export function Later({ show, part = false }: LaterProps) {
  const { words } = useUi();
  const [views, setViews] = useState(loaded);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed && views === null) loadLater().then(setViews, () => setFailed(true));
  }, [failed, views]);
  useLayoutEffect(() => {
    if (views !== null && !part) focusScreen(document);
  }, [views, part]);
  if (views !== null) return show(views);
  if (part) return null;
  if (failed) return <Failure words={words} onAgain={() => setFailed(false)} />;
  return <div class="page" aria-busy="true" />;
}
