/** Keeps the address in step with the desk, and the desk with the address. */
import { useEffect, useRef, useState } from "react";
import { addressOf, type Place, placeAt } from "../model/place.ts";
import { useReady, useUi } from "../ui.ts";
import { sameView } from "./rail.tsx";
import { useShell } from "./shell.ts";

export function useAddress(): void {
  const { area, acts } = useShell();
  const { view, conversation } = useReady();
  const here: Place = {
    area,
    view,
    conversation: area === "work" ? (conversation?.id ?? null) : null,
    acts,
  };
  const address = addressOf(here);
  const going = useGoing();
  const last = useRef<Place | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address says all that matters of the place
  useEffect(() => {
    const before = last.current;
    last.current = here;
    if (going || location.hash === address) return;
    // From one conversation to the next is no step that one would take back one by one.
    const step = before !== null && (before.area !== area || before.conversation === null);
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }, [address, going]);
}

/** True while the desk goes where the address says: on arrival, and after Back. */
function useGoing(): boolean {
  const go = useGo();
  const [going, setGoing] = useState(() => placeAt(location.hash) !== null);
  useEffect(() => {
    const follow = () => {
      setGoing(true);
      void go(placeAt(location.hash)).then(() => setGoing(false));
    };
    if (placeAt(location.hash) !== null) follow();
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, [go]);
  return going;
}

/** Goes to a place without leaving a trace; always the same function. */
function useGo(): (place: Place | null) => Promise<void> {
  const { desk } = useUi();
  const ready = useReady();
  const { change } = useShell();
  const now = useRef({ desk, ready, change });
  now.current = { desk, ready, change };
  const go = useRef(async (place: Place | null) => {
    if (place === null) return;
    const { work } = now.current.desk;
    now.current.change({ area: place.area, floating: null, acts: place.acts ?? {} });
    if (place.area !== "work") return;
    if (!sameView(now.current.ready.view, place.view)) await work.openView(place.view);
    if ((now.current.ready.conversation?.id ?? null) !== place.conversation)
      await work.select(place.conversation);
  });
  return go.current;
}
