/** What every view reaches for: the desk, the words, the formats and the time. */
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Desk, DeskState, ReadyState } from "./contract.ts";
import type { Formats } from "./model/format.ts";
import type { Language } from "./model/language.ts";
import type { Words } from "./words/messages.en.ts";

export interface Ui {
  readonly desk: Desk;
  readonly words: Words;
  readonly language: {
    readonly shown: Language;
    /** False if its words could not be loaded; then nothing changes. */
    readonly choose: (language: Language) => Promise<boolean>;
  };
  readonly formats: Formats;
  /** The current time; stories stand still. */
  readonly now: () => number;
  readonly apple: boolean;
  /** Prints the sheet that is marked for it. */
  readonly print: () => void;
}

export const UiContext = createContext<Ui | null>(null);

export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (ui === null) throw new Error("A view was drawn outside of the console.");
  return ui;
}

export function useWords(): Words {
  return useUi().words;
}

export function useDeskState(): DeskState {
  const { desk } = useUi();
  return useSyncExternalStore(
    (listener) => desk.subscribe(listener),
    () => desk.state,
  );
}

/** The ready state, for views that are drawn only then. */
export const ReadyContext = createContext<ReadyState | null>(null);

export function useReady(): ReadyState {
  const ready = useContext(ReadyContext);
  if (ready === null) throw new Error("A view of the open desk was drawn before it was open.");
  return ready;
}

/** The time, anew every half minute: waiting times grow without a message. */
export function useNow(): number {
  const { now } = useUi();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 30_000);
    return () => clearInterval(timer);
  }, [now]);
  return time;
}
