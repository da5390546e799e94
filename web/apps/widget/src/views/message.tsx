/** One message: what it answers, its words and files, what others felt, how far it got, and its options. */
import type { ComponentChildren, TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationItem, MineItem, Quote, Reaction, Said } from "../contract.ts";
import { firstName } from "../model/format.ts";
import { numbers } from "../model/numbers.ts";
import { useUi } from "../ui.ts";
import { Files } from "./files.tsx";
import { Icon, type IconShape } from "./icons.tsx";
import { Line } from "./lines.tsx";
import { Face } from "./parts.tsx";
import { bin, check } from "./shapes.ts";
import { gist, type SaidItem, useTalk } from "./talk.ts";
import { Text } from "./text.tsx";
import { useWords } from "./words.ts";

const longPressMs = 500;

export function Mine({ item, last }: { item: MineItem; last: boolean }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const changed = item.before.length > 0;
  return (
    <Frame item={item} author={words.you} classes={`m me ${item.mark}`}>
      <Body item={item} />
      <Reactions item={item} />
      {(last || changed) && item.mark !== "failed" && (
        <Mark item={item} last={last}>
          {changed && <Edited open={open} onPress={() => setOpen(!open)} />}
        </Mark>
      )}
      {item.mark === "failed" && <Failed item={item} />}
      {open && <Earlier before={item.before} />}
    </Frame>
  );
}

export function Theirs({ item, last }: { item: ConversationItem & { kind: "theirs" }; last: boolean }) {
  const words = useWords();
  const { formats } = useUi();
  const [open, setOpen] = useState(false);
  const { author, before } = item;
  return (
    <Frame item={item} author={author.name} classes={last ? "m" : "m run"}>
      {last && <Face person={author} />}
      <div>
        <Body item={item} />
        <Reactions item={item} />
        {(last || before.length > 0) && (
          <p class="meta">
            {last && words.meta(firstName(author.name), formats.time(item.at))}
            {before.length > 0 && <Edited open={open} onPress={() => setOpen(!open)} />}
          </p>
        )}
        {open && <Earlier before={before} />}
      </div>
    </Frame>
  );
}

/** The row, heard with whose it is: a long press, a right click or the menu key anywhere on it opens its options. */
function Frame({
  item,
  author,
  classes,
  children,
}: {
  item: SaidItem;
  author: string;
  classes: string;
  children: ComponentChildren;
}) {
  const talk = useTalk();
  const press = useRef<number | undefined>(undefined);
  const rest = () => clearTimeout(press.current);
  const open = () => talk.open({ kind: "message", item });
  return (
    // A short way for hands; the button in it is everybody's.
    <article
      class={classes}
      aria-label={author}
      data-item={item.id}
      onContextMenu={(event) => {
        if (keepsOwnMenu(event)) return;
        event.preventDefault();
        rest();
        open();
      }}
      onPointerDown={(event) => {
        rest();
        if (event.pointerType !== "mouse" && !keepsOwnMenu(event)) {
          press.current = window.setTimeout(open, longPressMs);
        }
      }}
      onPointerMove={rest}
      onPointerUp={rest}
      onPointerCancel={rest}
    >
      {children}
    </article>
  );
}

/** Links and selected text have a menu of the browser's, which people know. */
function keepsOwnMenu(event: TargetedEvent<HTMLElement>): boolean {
  const selected = getSelection();
  if (selected !== null && !selected.isCollapsed && selected.containsNode(event.currentTarget, true))
    return true;
  return event.target instanceof Element && event.target.closest("a") !== null;
}

function Body({ item }: { item: SaidItem }) {
  const words = useWords();
  const talk = useTalk();
  return (
    <div class="said">
      {(item.text !== "" || item.replyTo !== null) && (
        <div class="bb" dir="auto" lang={item.language ?? undefined}>
          {item.replyTo !== null && <Answered quote={item.replyTo} />}
          <Text text={item.text} />
        </div>
      )}
      <Files files={item.attachments} />
      <button
        type="button"
        class="opt"
        aria-haspopup="dialog"
        aria-label={words.actions.options(gist(item))}
        tabIndex={talk.reached === item.id ? 0 : -1}
        onClick={() => talk.open({ kind: "message", item })}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

function Answered({ quote }: { quote: Quote }) {
  const words = useWords();
  const talk = useTalk();
  const name = quote.mine ? words.you : quote.author;
  return (
    <button type="button" class="re" disabled={quote.text === null} onClick={() => talk.jump(quote.id)}>
      <span class="vh">{words.actions.quoteOf(name)}: </span>
      <b aria-hidden="true" dir="auto">
        {name}
      </b>
      <span class="line" dir="auto">
        {quote.text === null ? words.actions.quoteGone : quote.text || words.actions.fileOnly}
      </span>
    </button>
  );
}

function Reactions({ item }: { item: SaidItem }) {
  const ui = useUi();
  const words = useWords();
  if (item.reactions.length === 0) return null;
  const who = (reaction: Reaction) =>
    numbers(ui.language).list(reaction.names.map((name) => name || words.you));
  return (
    <p class="rxs">
      {item.reactions.map((reaction) => (
        <button
          type="button"
          class="rx"
          key={`${reaction.emoji}${reaction.mine}`}
          aria-pressed={reaction.mine}
          title={who(reaction)}
          onClick={() => void ui.run(ui.desk.react(item.id, reaction.emoji, !reaction.mine))}
        >
          <span>
            {reaction.emoji}
            <span class="vh">{words.actions.reacted("", who(reaction))}</span>
            {reaction.names.length > 1 && <small aria-hidden="true">{reaction.names.length}</small>}
          </span>
        </button>
      ))}
    </p>
  );
}

const markIcons: Record<MineItem["mark"], IconShape> = {
  waiting: "clock",
  sending: "clock",
  sent: check,
  delivered: check,
  read: "M2 10.5l3.25 3.25 6.5-7.5M9.75 13.5l.5.25 7.25-7.5",
  failed: "alert",
};

function Mark({ item, last, children }: { item: MineItem; last: boolean; children: ComponentChildren }) {
  const words = useWords();
  const { formats } = useUi();
  return (
    <p class="meta">
      {last && (
        <>
          <Icon name={markIcons[item.mark]} size={14} />
          {words.marks[item.mark](formats.time(item.markAt ?? item.at))}
        </>
      )}
      {children}
    </p>
  );
}

function Failed({ item }: { item: MineItem }) {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
  return (
    <div class="fail">
      <p class="fail-text">
        <Icon name="alert" size={14} />
        <span>
          <b>{words.marks.failed()}.</b> {words.told(item.failure?.message ?? "")}{" "}
          {words.told(item.failure?.next ?? "")}
        </span>
      </p>
      <div class="chips">
        <button type="button" class="chip" onClick={() => void ui.run(desk.retry(item.id))}>
          {words.tryAgain}
        </button>
        <button type="button" class="chip" onClick={() => void ui.run(desk.takeBack(item.id))}>
          {words.takeBack}
        </button>
      </div>
    </div>
  );
}

function Edited({ open, onPress }: { open: boolean; onPress: () => void }) {
  const words = useWords();
  return (
    <button type="button" class="link" aria-expanded={open} onClick={onPress}>
      {words.edited}
    </button>
  );
}

/** Who can read this could read those: it hides nothing to hide them here. */
function Earlier({ before }: { before: Said["before"] }) {
  const words = useWords();
  const { formats } = useUi();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div class="was" ref={box}>
      <p>{words.actions.earlier}</p>
      <ol>
        {before.map(({ at, text }) => (
          <li key={at}>
            <time dateTime={new Date(at).toISOString()}>{formats.time(at)}</time>
            <span dir="auto">{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

export function Removed({ item }: { item: ConversationItem & { kind: "removed" } }) {
  const words = useWords().actions;
  return (
    <Line icon={bin}>
      <p>{item.author === null ? words.removedMine : words.removedTheirs(item.author.name)}</p>
    </Line>
  );
}
