/** One message or note: who, when, the words, what hangs on it, and the keys that work on it. */

import type { KeyboardEvent } from "react";
import { useState } from "react";
import type { MessageItem, Name, Quote } from "../contract.ts";
import { named } from "../model/name.ts";
import { choicesFor } from "../model/talk.ts";
import { useReady, useUi } from "../ui.ts";
import { EditMessage } from "./edit-message.tsx";
import { Files } from "./files.tsx";
import { keyed } from "./keyed.ts";
import { Avatar, Icon } from "./parts.tsx";
import { Reactions } from "./reactions.tsx";
import { Said } from "./said.tsx";
import { useShell } from "./shell.ts";
import { type Talk, useTalk } from "./talk.ts";

interface MessageProps {
  readonly item: MessageItem;
  readonly follows: boolean;
  readonly marked: boolean;
}

export function Message({ item, follows, marked }: MessageProps) {
  const { words } = useUi();
  const { me } = useReady();
  const talk = useTalk();
  const away = item.mark === "waiting" || item.mark === "sending";
  const look = `msg${item.note ? " nt" : ""}${follows ? " follows" : ""}${away ? " away" : ""}`;
  return (
    <article
      className={look}
      id={`said-${item.id}`}
      // Reached by arrows, it is heard as a whole: who, when, what.
      aria-labelledby={`head-${item.id} text-${item.id}`}
      // Nobody has to be told what they wrote themselves, nor of every step on its way.
      aria-live={item.mine ? "off" : undefined}
      tabIndex={-1}
      onKeyDown={(event) => press(event, item, talk)}
    >
      {follows ? <span /> : <Avatar name={item.mine ? me.name : named(words, item.author)} />}
      <div className="msg-b">
        <MessageHead item={item} follows={follows} marked={marked} />
        {item.replyTo && <Quoted quote={item.replyTo} />}
        {talk.editing === item.id ? (
          <EditMessage item={item} />
        ) : (
          item.text !== "" && (
            <Said id={`text-${item.id}`} text={item.text} language={item.language} by={item} />
          )
        )}
        <Earlier item={item} />
        <Files item={item} />
        {marked && follows && (
          <p className="hh">
            <Mark item={item} />
          </p>
        )}
        <Reactions item={item} />
        {item.mark === "failed" && <Unsent item={item} />}
      </div>
      {choicesFor(item, talk.conversation).length > 0 && talk.editing !== item.id && (
        <span className="msg-do">
          <MoreButton item={item} label={words.messageMenu} />
        </span>
      )}
    </article>
  );
}

/** Reached with the arrows from the message, so that a long thread is one stop of Tab and not hundreds. */
function MoreButton({ item, label }: { item: MessageItem; label: string }) {
  const { menu, change } = useTalk();
  return (
    <button
      type="button"
      className="ib"
      tabIndex={-1}
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      aria-expanded={menu?.item.id === item.id}
      onClick={(event) => change({ menu: { item, at: event.currentTarget } })}
    >
      <Icon name="more" />
    </button>
  );
}

/** Only keys that are pressed on the message itself, not on something within it. */
function press(event: KeyboardEvent<HTMLElement>, item: MessageItem, talk: Talk): void {
  const at = event.currentTarget;
  if (event.target !== at || event.ctrlKey || event.metaKey || event.altKey) return;
  const may = choicesFor(item, talk.conversation);
  const menu =
    event.key === "Enter" || event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
  if (menu && may.length > 0) talk.change({ menu: { item, at } });
  else if (event.key === "+" && may.includes("react")) talk.change({ reacting: { item, at } });
  else if (event.key.toLowerCase() === "r" && may.includes("answer")) answer(talk, item);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** A note is answered by a note: what the team says among itself is not quoted to the customer by one key. */
export function answer(talk: Talk, item: MessageItem): void {
  const mode = item.note ? "note" : "reply";
  talk.change({ menu: null, answer: { ...talk.answer, [mode]: item } });
}

function MessageHead({ item, follows, marked }: MessageProps) {
  const { words, formats } = useUi();
  return (
    <header className={follows ? "vh" : "hh"} id={`head-${item.id}`}>
      {item.note && (
        <span className="lb">
          <Icon name="note" size={14} />
          {words.noteLabel}
        </span>
      )}
      <b dir="auto">{item.mine ? words.you : named(words, item.author)}</b>
      {marked && !follows && <Mark item={item} />}
      <time>{formats.time(item.at)}</time>
    </header>
  );
}

/** What it answers; pressed, it leads there. */
function Quoted({ quote }: { quote: Quote<Name> }) {
  const { words } = useUi();
  const name = quote.mine ? words.you : named(words, quote.author);
  const jump = () => {
    const there = document.getElementById(`said-${quote.id}`);
    there?.scrollIntoView({ block: "center" });
    there?.focus({ preventScroll: true });
  };
  return (
    <button type="button" className="quote" onClick={jump} disabled={quote.text === null}>
      <span className="vh">{words.quoteJump}</span>
      <b dir="auto">{name}</b>
      <span dir="auto">{quote.text ?? words.quoteGone}</span>
    </button>
  );
}

/** That it was changed is always said; what it said before is one press away. */
function Earlier({ item }: { item: MessageItem }) {
  const { words, formats } = useUi();
  const [open, setOpen] = useState(false);
  if (item.before.length === 0) return null;
  return (
    <div className="earlier">
      <button type="button" className="link-b" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="edit" size={12} />
        {words.edited}
        <span className="vh">{words.editedShow}</span>
      </button>
      {open && (
        <ol>
          {keyed(item.before, ({ at }) => `${at}`).map(({ key, value }) => (
            <li key={key}>
              <time>{formats.time(value.at)}</time>
              <span dir="auto">{value.text}</span>
            </li>
          ))}
          <li className="quiet">{words.beforeNote}</li>
        </ol>
      )}
    </div>
  );
}

const markIcons = {
  waiting: "clock",
  sending: "up",
  sent: "check",
  delivered: "checks",
  read: "checks",
  failed: "alert",
} as const;

function Mark({ item }: { item: MessageItem }) {
  const { words, formats } = useUi();
  if (item.mark === "none") return null;
  const read = item.mark === "read" && item.markAt !== null;
  return (
    <span className={`ok ok-${item.mark}`}>
      <Icon name={markIcons[item.mark]} size={14} />
      {read ? words.markRead(formats.time(item.markAt ?? 0)) : words.markWords[item.mark]}
    </span>
  );
}

/** Said where it happened, with both ways out; the text stays in the thread until one is chosen. */
function Unsent({ item }: { item: MessageItem }) {
  const { desk, words } = useUi();
  const { act } = useShell();
  return (
    <div className="unsent" role="alert">
      <span>
        {words.told(item.failure?.message ?? "")} {words.told(item.failure?.next ?? "")}
      </span>
      <button type="button" className="btn btn-sm" onClick={() => void act(desk.work.retry(item.id))}>
        {words.retry}
      </button>
      <button
        type="button"
        className="btn btn-sm btn-quiet"
        onClick={() => void act(desk.work.takeBack(item.id))}
      >
        {words.takeBack}
      </button>
    </div>
  );
}
