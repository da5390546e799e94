/** What the views share: the desk's snapshots as a signal, where one is, and how a command is run. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type {
  ArticleId,
  ConversationState,
  Instant,
  Outcome,
  ReadyState,
  VisitorDesk,
  VisitorFailure,
  VisitorState,
} from "./contract.ts";
import type { Host } from "./host.ts";
import type { Formats } from "./model/format.ts";
import type { Messages } from "./model/messages.en.ts";

export type Route =
  | { readonly name: "home" }
  | { readonly name: "article"; readonly id: ArticleId }
  | { readonly name: "assistant" }
  /** A first message straight to the team, without the assistant. */
  | { readonly name: "write" }
  | { readonly name: "conversation" }
  | { readonly name: "readers" };

export interface Surroundings {
  readonly host: Host;
  readonly words: Messages;
  readonly formats: Formats;
  readonly now: () => Instant;
  /** The page shows the panel now; only then is something "read". */
  readonly shown: ReadonlySignal<boolean>;
}

export interface Ui extends Surroundings {
  readonly desk: VisitorDesk;
  readonly state: ReadonlySignal<VisitorState>;
  /** Where one is; the last entry is on the screen. Never empty. */
  readonly trail: Signal<readonly Route[]>;
  readonly menu: Signal<boolean>;
  /** The last command that did not work, until the next one is tried. */
  readonly trouble: Signal<VisitorFailure | null>;
  go(route: Route): void;
  /** Goes on without leaving a way back to where one was. */
  instead(route: Route): void;
  back(): void;
  run<T>(command: Promise<Outcome<T>>): Promise<Outcome<T>>;
}

const home: Route = { name: "home" };

export function createUi(desk: VisitorDesk, around: Surroundings): Ui {
  const state = signal(desk.state);
  const trail = signal<readonly Route[]>([home]);
  const trouble = signal<VisitorFailure | null>(null);
  desk.subscribe(() => {
    state.value = desk.state;
  });
  const move = (next: readonly Route[]) => {
    trouble.value = null;
    trail.value = next.length === 0 ? [home] : next;
  };
  return {
    ...around,
    desk,
    state,
    trail,
    trouble,
    menu: signal(false),
    go: (route) => move([...trail.value, route]),
    instead: (route) => move([...trail.value.slice(0, -1), route]),
    back: () => {
      move(trail.value.slice(0, -1));
      if (!trail.value.some((route) => route.name === "conversation")) leave(desk);
    },
    async run(command) {
      trouble.value = null;
      const outcome = await command;
      if (!outcome.ok) trouble.value = outcome.failure;
      return outcome;
    },
  };
}

function leave(desk: VisitorDesk): void {
  if (desk.state.phase === "ready" && desk.state.conversation !== null) void desk.leaveConversation();
}

export const UiContext = createContext<Ui | null>(null);

export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (ui === null) throw new Error("a view was rendered outside of the window");
  return ui;
}

/** Views below the opening and the stop pages exist only in the ready state. */
export function useReady(): ReadyState {
  const state = useUi().state.value;
  if (state.phase !== "ready") throw new Error(`a view needs an opened desk, and it is ${state.phase}`);
  return state;
}

export function useConversation(): ConversationState | null {
  return useReady().conversation;
}
