/** What was said, in order: messages, notes, what the assistant had shown, and plain lines for what changed. */
import type { ContextItem, ConversationState, MessageItem, ThreadItem } from "../contract.ts";
import { beyondQuotes, showsMark, threadLines } from "../model/thread.ts";
import { useReady, useUi } from "../ui.ts";
import { keyed } from "./keyed.ts";
import { Avatar, Icon } from "./parts.tsx";
import { useShell } from "./shell.ts";
import { useFollow, useMarkRead } from "./thread-follow.ts";

export function Thread({ conversation }: { conversation: ConversationState }) {
  const { words, formats, now } = useUi();
  const { items } = conversation;
  const { box, behind, inSight, toEnd } = useFollow(conversation);
  useMarkRead(conversation, behind, inSight);
  const lines = threadLines(items, (at) => formats.date(at));
  const places = new Map(items.map((item, at) => [item.id, at]));
  return (
    <div className="th-w">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1) */}
      <div className="th" role="log" aria-label={words.messages} tabIndex={0} ref={box}>
        <div className="th-in">
          {items.length === 0 && <p className="day">{words.emptyThread}</p>}
          {lines.map((line) =>
            line.kind === "day" ? (
              <p className="day" key={line.key}>
                {formats.day(line.at, now())}
              </p>
            ) : (
              <Item
                key={line.key}
                item={line.item}
                follows={line.follows}
                who={conversation.who}
                marked={showsMark(items, places.get(line.item.id) ?? 0)}
              />
            ),
          )}
        </div>
      </div>
      {behind && (
        <button type="button" className="btn btn-sm th-new" onClick={toEnd}>
          <Icon name="chev-d" size={14} />
          {words.newBelow}
        </button>
      )}
    </div>
  );
}

interface ItemProps {
  readonly item: ThreadItem;
  readonly follows: boolean;
  readonly who: string;
  readonly marked: boolean;
}

function Item({ item, follows, who, marked }: ItemProps) {
  const { words } = useUi();
  switch (item.kind) {
    case "message":
      return <Message item={item} follows={follows} marked={marked} />;
    case "context":
      return <Context item={item} who={who} />;
    case "readers":
      return <Line at={item.at} icon="swap" text={words.readersChange[item.change](item.team, item.by)} />;
    case "state":
      return (
        <Line
          at={item.at}
          icon={item.state === "assigned" ? "user" : item.state === "closed" ? "done" : "undo"}
          text={words.stateChange[item.state](item.by, item.about)}
        />
      );
    case "missing":
      return <Line at={item.at} icon="alert" text={`${words.missing(item.count)} ${words.missingMore}`} />;
  }
}

function Line({
  at,
  icon,
  text,
}: {
  at: number;
  icon: "swap" | "user" | "done" | "undo" | "alert";
  text: string;
}) {
  const { formats } = useUi();
  return (
    <p className={`evt${icon === "alert" ? " evt-warn" : ""}`}>
      <Icon name={icon} />
      <span dir="auto">{text}</span>
      <time>{formats.time(at)}</time>
    </p>
  );
}

function Message({ item, follows, marked }: { item: MessageItem; follows: boolean; marked: boolean }) {
  const { words, formats } = useUi();
  const { me } = useReady();
  const away = item.mark === "waiting" || item.mark === "sending";
  return (
    <article className={`msg${item.note ? " nt" : ""}${follows ? " follows" : ""}${away ? " away" : ""}`}>
      {follows ? <span /> : <Avatar name={item.mine ? me.name : item.author} />}
      <div className="msg-b">
        <header className={follows ? "vh" : "hh"}>
          {item.note && (
            <span className="lb">
              <Icon name="note" size={14} />
              {words.noteLabel}
            </span>
          )}
          <b dir="auto">{item.mine ? words.you : item.author}</b>
          {marked && !follows && <Mark item={item} />}
          <time>{formats.time(item.at)}</time>
        </header>
        <p className="bd" dir="auto" lang={item.language ?? undefined}>
          {item.text}
        </p>
        {marked && follows && (
          <p className="hh">
            <Mark item={item} />
          </p>
        )}
        {item.mark === "failed" && <Unsent item={item} />}
      </div>
    </article>
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
        {item.failure?.message} {item.failure?.next}
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

function Context({ item, who }: { item: ContextItem; who: string }) {
  const { words } = useUi();
  return (
    <details className="ctx" open>
      <summary>
        <Icon name="chev-r" size={14} />
        <Icon name="bot" />
        <b>{words.shownThere}</b>
        <span className="quiet">{words.turns(item.turns.length)}</span>
      </summary>
      <p className="quiet">{words.shownThereMore}</p>
      {keyed(item.turns, (turn) => `${turn.at}`).map(({ key, value }) => (
        <TurnLine key={key} turn={value} who={who} />
      ))}
    </details>
  );
}

function TurnLine({ turn, who }: { turn: ContextItem["turns"][number]; who: string }) {
  const { words, formats } = useUi();
  const assistant = turn.who === "assistant";
  const said = beyondQuotes(turn);
  return (
    <div className="msg turn">
      {assistant ? (
        <span className="av av-bot av-28">
          <Icon name="bot" />
        </span>
      ) : (
        <Avatar name={who} />
      )}
      <div className="msg-b">
        <header className="hh">
          <b dir="auto">{assistant ? words.assistant : who}</b>
          {assistant && <span>{words.automatic}</span>}
          <time>{formats.time(turn.at)}</time>
        </header>
        {said !== "" && (
          <p className="bd" dir="auto">
            {said}
          </p>
        )}
        {turn.sources.map((source) => (
          <blockquote className="q" key={source.title} dir="auto">
            “{source.quote}”
            <span className="src">
              <Icon name="book" size={14} />
              {source.title}
            </span>
          </blockquote>
        ))}
      </div>
    </div>
  );
}
