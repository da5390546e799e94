/** What was said, in order: messages, notes, what the assistant had shown, and plain lines for what changed. */

import type { IconName } from "@sealdesk/ui";
import type { KeyboardEvent } from "react";
import type { ContextItem, ConversationState, RatingItem, ThreadItem } from "../contract.ts";
import { named } from "../model/name.ts";
import { stepFor, stepTo } from "../model/talk.ts";
import { beyondQuotes, showsMark, threadLines } from "../model/thread.ts";
import { useUi } from "../ui.ts";
import { Asked } from "./identity/ask-identity.tsx";
import { keyed } from "./keyed.ts";
import { Message } from "./message.tsx";
import { MessageMenu, ReactionPicker } from "./message-menu.tsx";
import { Avatar, Icon } from "./parts.tsx";
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
      <div className="th" role="log" aria-label={words.messages} tabIndex={0} ref={box} onKeyDown={walk}>
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
                who={named(words, conversation.who)}
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
      <MessageMenu />
      <ReactionPicker />
    </div>
  );
}

/** From message to message, so that one key works on the message under the focus. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = stepFor(event.key);
  const messages = [...event.currentTarget.querySelectorAll<HTMLElement>("article.msg")];
  const at = messages.indexOf(event.target as HTMLElement);
  const on = event.target === event.currentTarget || at >= 0;
  if (step === null || !on || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = messages[stepTo(messages.length, at, step)];
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
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
    case "removed":
      return (
        <Line
          at={item.at}
          icon="trash"
          text={item.mine ? words.removedMine : words.removedBy(named(words, item.author))}
          note={item.note}
        />
      );
    case "rating":
      return <Rating item={item} who={who} />;
    case "context":
      return <Context item={item} who={who} />;
    case "readers":
      return (
        <Line
          at={item.at}
          icon="swap"
          text={words.readersChange[item.change](item.team, named(words, item.by))}
        />
      );
    case "state":
      return (
        <Line
          at={item.at}
          icon={item.state === "assigned" ? "user" : item.state === "closed" ? "done" : "undo"}
          text={words.stateChange[item.state](named(words, item.by), item.about)}
        />
      );
    case "asked":
      return <Asked item={item} />;
    case "missing":
      return <Line at={item.at} icon="alert" text={`${words.missing(item.count)} ${words.missingMore}`} />;
  }
}

function Line(props: { at: number; icon: IconName; text: string; note?: boolean }) {
  const { formats } = useUi();
  const look = `evt${props.icon === "alert" ? " evt-warn" : ""}${props.note === true ? " evt-note" : ""}`;
  return (
    <p className={look}>
      <Icon name={props.icon} />
      <span dir="auto">{props.text}</span>
      <time>{formats.time(props.at)}</time>
    </p>
  );
}

/** What the customer thinks of the help; the words are for the team alone. */
function Rating({ item, who }: { item: RatingItem; who: string }) {
  const { words, formats } = useUi();
  return (
    <div className="rated">
      <Stars score={item.score} />
      <div>
        <p>
          <b dir="auto">{words.ratedBy(who, item.score)}</b> <span>{words.scoreWords[item.score]}</span>
          <time>{formats.time(item.at)}</time>
        </p>
        {item.comment !== "" && (
          <p className="bd" dir="auto">
            {item.comment}
          </p>
        )}
      </div>
    </div>
  );
}

export function Stars({ score }: { score: number }) {
  return (
    <span className="stars" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((star) => (
        <span key={star} className={star <= score ? "star-on" : "star"}>
          <Icon name="star" size={14} />
        </span>
      ))}
    </span>
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
