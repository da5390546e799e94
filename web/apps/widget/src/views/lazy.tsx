/** Fetches the later screens when the first of them is wanted. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useUi } from "../ui.ts";
import { Failure } from "./failure.tsx";

type LaterViews = typeof import("./later.tsx");

export function loadLater(): Promise<LaterViews> {
  return import("./later.tsx");
}

interface LaterProps {
  show: (views: LaterViews) => JSX.Element;
  /** What stands there until then; an empty screen if not said. */
  wait?: JSX.Element | null;
}

export function Later({ show, wait = <div class="page" aria-busy="true" /> }: LaterProps) {
  const { words } = useUi();
  const [views, setViews] = useState<LaterViews | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed)
      loadLater().then(
        (loaded) => setViews(loaded),
        () => setFailed(true),
      );
  }, [failed]);
  if (failed) return wait === null ? null : <Failure words={words} onAgain={() => setFailed(false)} />;
  return views === null ? wait : show(views);
}
