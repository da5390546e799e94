/**
 * Whether the server serves another console than this one by now: an upgrade takes the old files away, and a tab that
 * was open before would fail at the first of them that it has not fetched yet. Limit: it is looked at when a file is
 * missing and when the connection comes back, not all the time.
 */
import { useEffect, useState } from "react";
import { useDeskState } from "./ui.ts";

/** None where the console is drawn by itself, without its server. */
const ownEntry = (): string | undefined => {
  const entry = document.querySelector<HTMLScriptElement>('script[type=module][src^="/console/"]');
  return entry === null ? undefined : new URL(entry.src).pathname;
};

/** Another page names another entry: its name holds the hash of its content, and of all that it leads to. */
async function isUpdated(): Promise<boolean> {
  const own = ownEntry();
  if (own === undefined) return false;
  try {
    const page = await fetch("/console/", { cache: "no-store" });
    return page.ok && !(await page.text()).includes(own);
  } catch {
    return false; // no connection: asked again when it is back
  }
}

export function useUpdated(): boolean {
  const state = useDeskState();
  const [updated, setUpdated] = useState(false);
  const online = state.phase === "ready" && state.connection.status === "online";
  useEffect(() => {
    let here = true;
    const look = async () => {
      if ((await isUpdated()) && here) setUpdated(true);
    };
    if (online) void look();
    // Vite's word for a part that could not be fetched.
    addEventListener("vite:preloadError", look);
    return () => {
      here = false;
      removeEventListener("vite:preloadError", look);
    };
  }, [online]);
  return updated;
}

/** Milliseconds in which the last keys are stored: the desk does that with every one of them. */
const SAVING = 300;

export function reload(): void {
  setTimeout(() => location.reload(), SAVING);
}
