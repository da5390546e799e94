/** What the views share: the desk's snapshot, where one stands, and how a command is run. */
import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
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
import { type Cell, createCells } from "./model/cell.ts";
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

/** What the window speaks; it can change while it is open. */
export interface Speech {
  /** BCP 47 tag: the one on the page, so that screen readers agree with the words. */
  readonly language: string;
  readonly words: Messages;
  readonly formats: Formats;
}

export interface Surroundings {
  readonly host: Host;
  readonly speech: Speech;
  readonly now: () => Instant;
}

/** What the client says, or the window itself: it is said anew when the language changes. */
export type Trouble = VisitorFailure | ((words: Messages) => string);

export interface Ui extends Omit<Surroundings, "speech">, Speech {
  speak(speech: Speech): void;
  readonly desk: VisitorDesk;
  readonly state: Readonly<Cell<VisitorState>>;
  /** Where one is; the last entry is on the screen. Never empty. */
  readonly trail: Cell<readonly Route[]>;
  readonly menu: Cell<boolean>;
  /** The page shows the panel now; only then is something "read". */
  readonly shown: Cell<boolean>;
  /** The last command that did not work, until the next one is tried. */
  readonly trouble: Cell<Trouble | null>;
  /** The server was updated; the window waits for the customer's word to load anew. */
  readonly outdated: Cell<boolean>;
  go(route: Route): void;
  /** Goes on without leaving a way back to where one was. */
  instead(route: Route): void;
  back(): void;
  /** Called after every change of any of the above. Returns the way out. */
  subscribe(listener: () => void): () => void;
  run<T>(command: Promise<Outcome<T>>): Promise<Outcome<T>>;
}

const home: Route = { name: "home" };

export function createUi(desk: VisitorDesk, { host, speech, now }: Surroundings): Ui {
  const { cell, subscribe } = createCells();
  const spoken = cell(speech);
  const state = cell(desk.state);
  const trail = cell<readonly Route[]>([home]);
  const trouble = cell<Trouble | null>(null);
  desk.subscribe(() => {
    state.value = desk.state;
  });
  const move = (next: readonly Route[]) => {
    trouble.value = null;
    trail.value = next.length === 0 ? [home] : next;
  };
  return {
    host,
    now,
    get language() {
      return spoken.value.language;
    },
    get words() {
      return spoken.value.words;
    },
    get formats() {
      return spoken.value.formats;
    },
    speak(next) {
      spoken.value = next;
    },
    desk,
    state,
    trail,
    trouble,
    menu: cell(false),
    shown: cell(true),
    outdated: cell(false),
    subscribe,
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

/** On a page that begins a conversation: changes to it as soon as it can be shown. */
export function useOpened(): void {
  const ui = useUi();
  const open = useConversation()?.id;
  const before = useRef(open);
  useEffect(() => {
    if (open !== undefined && open !== before.current) ui.instead({ name: "conversation" });
  }, [ui, open]);
}

export function useConversation(): ConversationState | null {
  return useReady().conversation;
}
