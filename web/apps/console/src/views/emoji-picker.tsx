/** Emoji by search or by group; the arrows walk through them as they stand. */
import { type Emoji, type EmojiGroup, findEmoji, loadEmoji, quickEmoji, withUsed } from "@sealdesk/ui/emoji";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useUi } from "../ui.ts";
import { Icon, Skeleton } from "./parts.tsx";

const slot = "sealdesk-emoji";
/** As in the style sheet. */
const columns = 8;

/** Kept in this browser alone; a closed storage costs no more than the shortcut. */
function usedLast(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(slot) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === "string") : [];
  } catch {
    return [];
  }
}

function keepUsed(emoji: string): void {
  try {
    localStorage.setItem(slot, JSON.stringify(withUsed(usedLast(), emoji)));
  } catch {
    // Nothing is lost but the shortcut.
  }
}

interface Part {
  readonly title: string;
  readonly emoji: readonly Emoji[];
}

/** Null while they are fetched. */
function useParts(quick: boolean, query: string): readonly Part[] | "missed" | null {
  const { words, language } = useUi();
  const [groups, setGroups] = useState<readonly EmojiGroup[] | null>(null);
  const [used] = useState(usedLast);
  const [missed, setMissed] = useState(false);
  useEffect(() => {
    let here = true;
    loadEmoji(language.shown).then(
      (loaded) => here && setGroups(loaded),
      () => here && setMissed(true),
    );
    return () => {
      here = false;
    };
  }, [language.shown]);
  if (missed) return "missed";
  if (groups === null) return null;
  if (query.trim() !== "") return [{ title: "", emoji: findEmoji(groups, query) }];
  const all = new Map(groups.flatMap(({ emoji }) => emoji).map((each) => [each.emoji, each]));
  const first = used.length > 0 ? used : quick ? quickEmoji : [];
  const known = first.flatMap((each) => all.get(each) ?? []).slice(0, 2 * columns);
  return [
    ...(known.length > 0
      ? [{ title: used.length > 0 ? words.emojiUsed : words.emojiOften, emoji: known }]
      : []),
    ...groups.map(({ group, emoji }) => ({ title: words.emojiGroups[group], emoji })),
  ];
}

export function EmojiPicker({ onPick, quick = false }: { onPick: (emoji: string) => void; quick?: boolean }) {
  const { words } = useUi();
  const [query, setQuery] = useState("");
  const found = useParts(quick, query);
  const missed = found === "missed";
  const parts = missed ? null : found;
  const box = useRef<HTMLDivElement>(null);
  const pick = (emoji: string) => {
    keepUsed(emoji);
    onPick(emoji);
  };
  /** Enter was pressed before there was anything to pick from. */
  const early = useRef(false);
  useEffect(() => {
    if (parts === null || !early.current) return;
    early.current = false;
    box.current?.querySelector("button")?.click();
  }, [parts]);
  const toFirst = (event: KeyboardEvent) => {
    const first = box.current?.querySelector("button");
    early.current = event.key === "Enter" && parts === null;
    if (event.key === "Enter") first?.click();
    else if (event.key === "ArrowDown") first?.focus();
    else return;
    event.preventDefault();
  };
  const none = parts?.every(({ emoji }) => emoji.length === 0) ?? false;
  return (
    <div className="emoji">
      <label className="emoji-f">
        <Icon name="search" />
        <span className="vh">{words.emojiSearch}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: the picker was opened to search or to walk on from here
          autoFocus
          type="search"
          value={query}
          placeholder={words.emojiSearch}
          onKeyDown={toFirst}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <div className="emoji-l" ref={box}>
        {parts === null && !missed && <Skeleton rows={3} label={words.loading} />}
        <p role="status" className={none || missed ? "pal-none" : "vh"}>
          {missed ? words.emojiMissed : none && words.emojiNone}
        </p>
        {parts?.map((part) => (
          <EmojiPart key={part.title} part={part} onPick={pick} />
        ))}
      </div>
    </div>
  );
}

function EmojiPart({ part, onPick }: { part: Part; onPick: (emoji: string) => void }) {
  const { words } = useUi();
  return (
    <section aria-label={part.title || words.emoji}>
      {part.title !== "" && <h3 className="label">{part.title}</h3>}
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that are walked by arrows, not fields of a form */}
      <div className="emoji-g" role="group" aria-label={part.title || words.emoji} onKeyDown={walk}>
        {part.emoji.map(({ emoji, name }, at) => (
          <button
            key={emoji}
            type="button"
            tabIndex={at === 0 ? 0 : -1}
            aria-label={name}
            title={name}
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Over the ends of groups too; above the first row stands the search. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const all = [...(event.currentTarget.closest(".emoji-l")?.querySelectorAll("button") ?? [])];
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  const forth = document.documentElement.dir === "rtl" ? -1 : 1;
  const step = { ArrowRight: forth, ArrowLeft: -forth, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  const search = event.currentTarget.closest(".emoji")?.querySelector("input");
  if (at + step < 0) search?.focus();
  else all[Math.min(all.length - 1, at + step)]?.focus();
}
