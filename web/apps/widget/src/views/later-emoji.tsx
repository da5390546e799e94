/** Picks an emoji by words or by looking: a chunk of its own, with the data of one language. */
import { type Emoji, type EmojiGroup, findEmoji, loadEmoji, withUsed } from "@sealdesk/ui/emoji";
import { useEffect, useRef, useState } from "preact/hooks";
import { keepEmoji, usedEmoji } from "../model/taste.ts";
import { useUi } from "../ui.ts";
import { useWords } from "./words.ts";

interface PickerProps {
  /** It was opened by a press: the keyboard goes to its search. */
  focus?: boolean;
  onPick: (emoji: string) => void;
}

export function EmojiPicker({ focus = false, onPick }: PickerProps) {
  const { language } = useUi();
  const words = useWords().emoji;
  const [groups, setGroups] = useState<readonly EmojiGroup[]>([]);
  const [query, setQuery] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => void loadEmoji(language).then(setGroups), [language]);
  useEffect(() => {
    if (focus && matchMedia("(pointer: fine)").matches) search.current?.focus();
  }, [focus]);
  const found = findEmoji(groups, query);
  const used = query === "" ? named(groups, usedEmoji()) : [];
  const pick = (emoji: string) => {
    keepEmoji(withUsed(usedEmoji(), emoji, 12));
    onPick(emoji);
  };
  return (
    <div class="emo">
      <input
        ref={search}
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={query}
        maxLength={40}
        autocomplete="off"
        dir="auto"
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <p class={groups.length > 0 && found.length === 0 ? "quiet" : "vh"} role="status">
        {query !== "" && (found.length === 0 ? words.none : words.found(found.length))}
      </p>
      <div class="emo-box">
        {used.length > 0 && <h3>{words.recent}</h3>}
        {used.length > 0 && <Grid label={words.recent} emoji={used} onPick={pick} />}
        {found.length > 0 && <Grid label={words.title} emoji={found} onPick={pick} />}
      </div>
    </div>
  );
}

function named(groups: readonly EmojiGroup[], wanted: readonly string[]): readonly Emoji[] {
  const all = new Map(groups.flatMap(({ emoji }) => emoji).map((one) => [one.emoji, one]));
  return wanted.flatMap((emoji) => all.get(emoji) ?? []);
}

interface GridProps {
  label: string;
  emoji: readonly Emoji[];
  onPick: (emoji: string) => void;
}

/** One stop for the Tab key; the arrow keys go about in it, as they look. */
function Grid({ label, emoji, onPick }: GridProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const here = Math.min(at, emoji.length - 1);
  const go = (next: number) => {
    const to = Math.max(0, Math.min(emoji.length - 1, next));
    setAt(to);
    const button = box.current?.children.item(to);
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of buttons, not a form
    <div
      class="emo-grid"
      ref={box}
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        const step = steps(event.key, event.currentTarget);
        if (step === null) return;
        event.preventDefault();
        go(here + step);
      }}
    >
      {emoji.map((one, index) => (
        <button
          type="button"
          key={one.emoji}
          tabIndex={index === here ? 0 : -1}
          aria-label={one.name}
          title={one.name}
          onClick={() => onPick(one.emoji)}
        >
          {one.emoji}
        </button>
      ))}
    </div>
  );
}

/** How many places an arrow key goes; null for other keys. */
function steps(key: string, grid: HTMLElement): number | null {
  const style = getComputedStyle(grid);
  const columns = style.gridTemplateColumns.split(" ").length;
  const forward = style.direction === "rtl" ? -1 : 1;
  switch (key) {
    case "ArrowRight":
      return forward;
    case "ArrowLeft":
      return -forward;
    case "ArrowDown":
      return columns;
    case "ArrowUp":
      return -columns;
    default:
      return null;
  }
}
