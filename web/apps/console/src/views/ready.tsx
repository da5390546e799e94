/** The open desk: rail, area, what floats, and the keys. */
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { Outcome, ReadyState } from "../contract.ts";
import { commandFor, type KeyCommand, type KeyPlace } from "../model/keys.ts";
import { placeAt } from "../model/place.ts";
import { neighbour, pickRows } from "../model/rows.ts";
import { ReadyContext, useReady, useUi } from "../ui.ts";
import type { Words } from "../words/messages.en.ts";
import { useAddress } from "./address.ts";
import { Articles } from "./articles.tsx";
import { Conversation } from "./conversation.tsx";
import { Customer } from "./customer.tsx";
import { Guard } from "./guard.tsx";
import { Help } from "./help.tsx";
import { Confirm } from "./identity/confirm.tsx";
import { Inboxes } from "./inboxes.tsx";
import { Keeping } from "./keeping.tsx";
import { List } from "./list.tsx";
import { Me } from "./me.tsx";
import { Overlay } from "./overlays.tsx";
import { Palette } from "./palette.tsx";
import { IconButton, Skeleton } from "./parts.tsx";
import { People } from "./people.tsx";
import { Rail, RailLinks } from "./rail.tsx";
import { Readers } from "./readers.tsx";
import { MySecurity } from "./security.tsx";
import {
  type Area,
  type Shell,
  ShellContext,
  type ShellState,
  shellAtStart,
  type Told,
  useShell,
} from "./shell.ts";
import { Strips, Toast } from "./strips.tsx";
import { onePane, useConversationActions } from "./work-actions.ts";

const toastMs = 8_000;

export function Ready({ state, start }: { state: ReadyState; start: Partial<ShellState> }) {
  const shell = useShellState(start);
  return (
    <ReadyContext value={state}>
      <ShellContext value={shell}>
        <Frame />
      </ShellContext>
    </ReadyContext>
  );
}

function useShellState(start: Partial<ShellState>): Shell {
  const [state, setState] = useState<ShellState>(() => ({
    ...shellAtStart,
    area: placeAt(location.hash)?.area ?? shellAtStart.area,
    acts: placeAt(location.hash)?.acts ?? shellAtStart.acts,
    ...start,
  }));
  const { told } = state;
  const { words } = useUi();
  const spoken = useRef(words);
  // What was told stands in the language that was spoken then: the new one says that it is chosen. A failure is said anew.
  useEffect(() => {
    if (spoken.current === words) return;
    spoken.current = words;
    setState((now) =>
      now.told === null || now.told.failure === null
        ? { ...now, told: { text: words.languageChosen, failure: null, undo: null } }
        : now,
    );
  }, [words]);
  useEffect(() => {
    if (told === null || told.failure !== null) return;
    const timer = setTimeout(
      () => setState((now) => (now.told === told ? { ...now, told: null } : now)),
      toastMs,
    );
    return () => clearTimeout(timer);
  }, [told]);
  return useMemo(() => {
    const change = (part: Partial<ShellState>) => setState((now) => ({ ...now, ...part }));
    const act = async (command: Promise<Outcome<unknown>>, text?: string, undo: Told["undo"] = null) => {
      const outcome = await command;
      if (!outcome.ok && outcome.failure.kind !== "cancelled") {
        change({ told: { text: "", failure: outcome.failure, undo: null } });
      } else if (outcome.ok && text !== undefined) change({ told: { text, failure: null, undo } });
      return outcome.ok;
    };
    return { ...state, change, act };
  }, [state]);
}

function Frame() {
  const { words } = useUi();
  const { area, floating, change } = useShell();
  const { conversation } = useReady();
  const run = useCommands();
  useKeys(run);
  useAddress();
  return (
    <div className="app" data-open={conversation === null ? undefined : ""}>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Rail />
      <main className="main" id="main" tabIndex={-1}>
        <Strips />
        <Guard key={area} title={words.brokenTitle} text={words.brokenText} again={words.tryAgain}>
          {area === "work" ? <Work /> : <Page area={area} />}
        </Guard>
      </main>
      <Toast />
      <Confirm />
      {floating === "palette" && <Palette run={run} />}
      {floating === "help" && <Help />}
      {floating === "readers" && <Readers />}
      {floating === "rail" && (
        <Overlay look="sheet" title={words.menu} onClose={() => change({ floating: null })}>
          <nav className="nav nav-sheet" aria-label={words.rail}>
            <RailLinks />
          </nav>
          <div className="rail-foot">
            <Me />
          </div>
        </Overlay>
      )}
    </div>
  );
}

function Work() {
  const { customer } = useShell();
  return (
    <div className="panes" data-customer={customer ? "" : undefined}>
      <List />
      <Conversation />
      <Customer />
    </div>
  );
}

/** For a few people, and of some size. */
const Ledger = lazy(async () => ({ default: (await import("./ledger/ledger.tsx")).Ledger }));

const SignInRules = lazy(async () => ({
  default: (await import("./identity/rules.tsx")).SignInRules,
}));

const Programs = lazy(async () => ({
  default: (await import("./identity/programs.tsx")).Programs,
}));

const OutgoingMail = lazy(async () => ({
  default: (await import("./identity/mail.tsx")).OutgoingMail,
}));

const Customers = lazy(async () => ({
  default: (await import("./identity/customers.tsx")).Customers,
}));

const areas = {
  people: People,
  articles: Articles,
  inboxes: Inboxes,
  keeping: Keeping,
  ledger: Ledger,
  "sign-in": SignInRules,
  programs: Programs,
  mail: OutgoingMail,
  customers: Customers,
  security: MySecurity,
} as const;

function titleOf(words: Words, area: Exclude<Area, "work">): string {
  if (area === "security") return words.mySecurity;
  if (area === "sign-in") return words.signinRules;
  if (area === "customers") return words.customers.title;
  if (area === "mail") return words.mail.title;
  return area === "ledger" ? words.ledger.title : words[area];
}

function Page({ area }: { area: Exclude<Area, "work"> }): ReactNode {
  const { words } = useUi();
  const { change } = useShell();
  const View = areas[area];
  return (
    <section className="page" aria-label={titleOf(words, area)}>
      <IconButton
        icon="menu"
        label={words.menu}
        className="only-phone page-menu"
        onPress={() => change({ floating: "rail" })}
      />
      <div className="page-in">
        <Suspense fallback={<Skeleton rows={6} label={words.loading} />}>
          <View />
        </Suspense>
      </div>
    </section>
  );
}

/** What each command does here; unknown ground (no conversation) is silently nothing. */
function useCommands(): (command: KeyCommand) => void {
  const { desk } = useUi();
  const { list, conversation } = useReady();
  const { change, act, filter, order } = useShell();
  const { claim, toggleClosed } = useConversationActions();
  const rows = pickRows(list.rows, filter, order, conversation?.id ?? null);
  const stood = useRef(0);
  const at = rows.findIndex(({ id }) => id === conversation?.id);
  if (at >= 0) stood.current = at;
  const move = (step: 1 | -1) => {
    const row = neighbour(rows, conversation?.id ?? null, step, stood.current);
    change({ area: "work" });
    if (row && row.id !== conversation?.id) void act(desk.work.select(row.id));
  };
  return (command) => {
    if (command === "next") move(1);
    else if (command === "previous") move(-1);
    else if (command === "palette" || command === "search") change({ floating: "palette" });
    else if (command === "help") change({ floating: "help" });
    else if (conversation === null) return;
    else if (command === "claim") claim();
    else if (command === "close") toggleClosed();
    else if (command === "assign") change({ area: "work", assigning: true });
    else change({ area: "work", write: { mode: command === "note" ? "note" : "reply" } });
  };
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return "page";
  if (target.closest("[role=dialog], [role=alertdialog], [role=menu]") !== null) return "dialog";
  if (target.isContentEditable || target.matches("input, textarea, select")) return "field";
  return target.matches("a, button, summary, [role=tab]") ? "control" : "page";
}

function useKeys(run: (command: KeyCommand) => void): void {
  const { desk } = useUi();
  const { customer, change } = useShell();
  const goBack = () => {
    if (customer) change({ customer: false });
    else if (onePane()) void desk.work.select(null);
  };
  const latest = useRef({ run, goBack });
  latest.current = { run, goBack };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const place = placeOf(event.target);
      if (event.key === "Escape" && place !== "dialog" && place !== "field") latest.current.goBack();
      const command = commandFor(event, place);
      if (command === null) return;
      event.preventDefault();
      latest.current.run(command);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
