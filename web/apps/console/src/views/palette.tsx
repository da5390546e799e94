/** One field for everything: go, do, or find words in what this device has opened. Nothing typed leaves it. */

import type { IconName } from "@sealdesk/ui";
import { useEffect, useState } from "react";
import { Autocomplete, Header, Input, Menu, MenuItem, MenuSection, SearchField } from "react-aria-components";
import type { ConversationRow } from "../contract.ts";
import { type KeyCommand, keyLabel } from "../model/keys.ts";
import { named } from "../model/name.ts";
import { matching } from "../model/palette.ts";
import { useReady, useUi } from "../ui.ts";
import { isAdmin, useMayKeep } from "./may.ts";
import { Overlay } from "./overlays.tsx";
import { Avatar, Icon, Kbd } from "./parts.tsx";
import { viewIcons } from "./rail.tsx";
import { type Area, useShell } from "./shell.ts";
import { mayBeSaved } from "./transcript.tsx";

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

const commandIcons: Partial<Record<KeyCommand, IconName>> = {
  claim: "check",
  assign: "user",
  close: "done",
  reply: "reply",
  note: "note",
  help: "keyboard",
};

function useEntries(run: (command: KeyCommand) => void): {
  readonly go: readonly Entry[];
  readonly does: readonly Entry[];
} {
  const { desk, words, apple } = useUi();
  const { inboxes, conversation, me } = useReady();
  const { act, change } = useShell();
  const toView = (view: Parameters<typeof desk.work.openView>[0]) => () => {
    change({ area: "work", filter: "all" });
    void act(desk.work.openView(view));
  };
  const mayKeep = useMayKeep();
  const area = (each: Area, label: string, icon: IconName) => ({
    id: each,
    label,
    icon,
    run: () => change({ area: each }),
  });
  const commands = (["claim", "assign", "close", "reply", "note"] as const).filter(
    (each) => conversation !== null && (each !== "claim" || conversation.assignee?.id !== me.id),
  );
  const command = (each: (typeof commands)[number] | "help"): Entry => ({
    id: each,
    label: words.commands[each],
    icon: commandIcons[each] ?? "check",
    keys: keyLabel(each, apple),
    run: () => run(each),
  });
  const saving: Entry = {
    id: "save",
    label: words.saveTalk,
    icon: "download",
    run: () => change({ area: "work", asked: { kind: "transcript" } }),
  };
  const asking: Entry = {
    id: "ask",
    label: words.ask.act,
    icon: "user",
    run: () => change({ area: "work", asked: { kind: "identity" } }),
  };
  return {
    does: [
      ...commands.map(command),
      ...(conversation?.mayReply ? [asking] : []),
      ...(conversation !== null && mayBeSaved(conversation) ? [saving] : []),
      command("help"),
    ],
    go: [
      ...(["mine", "unassigned", "open", "closed"] as const).map((view) => ({
        id: view,
        label: words.views[view],
        icon: viewIcons[view],
        run: toView(view),
      })),
      ...inboxes.map((inbox) => ({
        id: inbox.id,
        label: inbox.name,
        icon: "chat" as const,
        run: toView({ inbox: inbox.id }),
      })),
      area("people", words.people, "users"),
      area("articles", words.articles, "book"),
      area("inboxes", words.inboxes, "sliders"),
      ...(mayKeep ? [area("keeping", words.keeping, "clock")] : []),
      ...(isAdmin(me) ? [area("ledger", words.ledger.title, "eye")] : []),
      ...(isAdmin(me) ? [area("mail", words.mail.title, "at")] : []),
      ...(isAdmin(me) ? [area("sign-in", words.signinRules, "key")] : []),
      ...(isAdmin(me) ? [area("programs", words.programs, "link")] : []),
      ...(isAdmin(me) ? [area("customers", words.customers.title, "globe")] : []),
      area("security", words.mySecurity, "shield-ok"),
    ],
  };
}

/** Asks the desk a moment after the last key; an answer to an older question is dropped. */
function useFound(query: string): readonly ConversationRow[] {
  const { desk } = useUi();
  const [found, setFound] = useState<readonly ConversationRow[]>([]);
  useEffect(() => {
    if (query.trim().length < 2) {
      setFound([]);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const outcome = await desk.work.search(query);
      if (current && outcome.ok) setFound(outcome.value.slice(0, 8));
    }, 80);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, query]);
  return found;
}

export function Palette({ run }: { run: (command: KeyCommand) => void }) {
  const { desk, words } = useUi();
  const { change, act } = useShell();
  const [query, setQuery] = useState("");
  const { go, does } = useEntries(run);
  const found = useFound(query);
  const entries = { does: matching(does, query), go: matching(go, query) };
  const leave = () => change({ floating: null });
  const press = (key: string | number) => {
    leave();
    const [kind, id] = String(key).split(/:(.*)/s);
    if (kind === "found" && id !== undefined) {
      change({ area: "work" });
      void act(desk.work.select(id));
      return;
    }
    [...go, ...does].find((each) => each.id === id)?.run();
  };
  return (
    <Overlay look="palette" title={words.palette} onClose={leave}>
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <SearchField className="pal-f" aria-label={words.palette} autoFocus>
          <Icon name="search" size={20} />
          {/* The field would only empty itself; the key cap beside it promises to leave. */}
          <Input
            placeholder={words.palettePlaceholder}
            onKeyDownCapture={(event) => event.key === "Escape" && leave()}
          />
          <kbd className="kbd">esc</kbd>
        </SearchField>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1) */}
        <section className="pal-l" tabIndex={0} aria-label={words.palette}>
          <Menu
            className="menu"
            aria-label={words.palette}
            onAction={press}
            renderEmptyState={() => <p className="pal-none">{words.paletteNone}</p>}
          >
            {found.length > 0 && <Found rows={found} />}
            {entries.does.length > 0 && <Entries title={words.paletteCommands} entries={entries.does} />}
            {entries.go.length > 0 && <Entries title={words.paletteGo} entries={entries.go} />}
          </Menu>
        </section>
      </Autocomplete>
      <p className="pal-foot">
        <Icon name="lock" size={14} />
        {words.paletteHere}
      </p>
    </Overlay>
  );
}

function Entries({ title, entries }: { title: string; entries: readonly Entry[] }) {
  return (
    <MenuSection className="pal-s" aria-label={title}>
      <Header className="label">{title}</Header>
      {entries.map((entry) => (
        <MenuItem key={entry.id} id={`do:${entry.id}`} textValue={entry.label} className="pal-i">
          <span className="pal-icon">
            <Icon name={entry.icon} />
          </span>
          <span className="grow">{entry.label}</span>
          {entry.keys && <Kbd keys={entry.keys} />}
        </MenuItem>
      ))}
    </MenuSection>
  );
}

function Found({ rows }: { rows: readonly ConversationRow[] }) {
  const { words, formats, now } = useUi();
  return (
    <MenuSection className="pal-s" aria-label={words.paletteFound}>
      <Header className="label">{words.paletteFound}</Header>
      {rows.map((row) => (
        <MenuItem key={row.id} id={`found:${row.id}`} textValue={named(words, row.who)} className="pal-i">
          <Avatar name={named(words, row.who)} />
          <span className="grow">
            <b dir="auto">{named(words, row.who)}</b>
            <span className="pal-p" dir="auto">
              {row.preview?.text}
            </span>
          </span>
          <time>{formats.brief(row.lastActivity, now())}</time>
        </MenuItem>
      ))}
    </MenuSection>
  );
}
