/** What was said and what happened in a conversation, in its order. */
import type { ConversationItem, ConversationState } from "../contract.ts";
import { threadRows } from "../model/thread.ts";
import { useUi } from "../ui.ts";
import { Below } from "./below.tsx";
import { AssistantLine, Thread } from "./bubbles.tsx";
import { Chunk, loadAsked } from "./chunk.tsx";
import { Rated } from "./ending.tsx";
import { Icon } from "./icons.tsx";
import { Line, ReaderLine, Typing } from "./lines.tsx";
import { Mine, Removed, Theirs } from "./message.tsx";
import { News } from "./news.tsx";
import { Rich } from "./rich.tsx";
import { useWords } from "./words.ts";

interface LinesProps {
  conversation: ConversationState;
  atEnd: boolean;
  onEnd: (inSight: boolean) => void;
}

export function Lines({ conversation, atEnd, onEnd }: LinesProps) {
  const ui = useUi();
  const words = useWords();
  const { items, typing, loading } = conversation;
  const mark = `${items.length}${items.at(-1)?.id}${typing?.id}`;
  return (
    <>
      <Thread label={words.conversation} mark={mark} quiet onEnd={onEnd}>
        {loading && <p class="day">{words.loadingEarlier}</p>}
        {threadRows(items).map((row) =>
          row.kind === "day" ? (
            <p class="day" key={row.key}>
              {ui.formats.day(row.at, ui.now())}
            </p>
          ) : (
            <Item key={row.key} item={row.item} last={row.last} passedOn={conversation.passedOn} />
          ),
        )}
        {typing !== null && <Typing person={typing} />}
      </Thread>
      <Below items={items} known={atEnd || loading} />
      <News items={items} loading={loading} />
    </>
  );
}

interface ItemProps {
  item: ConversationItem;
  last: boolean;
  passedOn: boolean;
}

function Item({ item, last, passedOn }: ItemProps) {
  const words = useWords();
  switch (item.kind) {
    case "mine":
      return <Mine item={item} last={last} />;
    case "theirs":
      return <Theirs item={item} last={last} />;
    case "removed":
      return <Removed item={item} />;
    case "rating":
      return <Rated item={item} />;
    case "readers":
      return <ReaderLine change={item.change} passedOn={passedOn} />;
    case "answering":
      return (
        <Line icon="chat">
          <p>
            <Rich text={words.answering(item.person.name)} />
          </p>
        </Line>
      );
    case "state":
      return (
        <Line icon="info">
          <p>{item.state === "closed" ? words.closedLine : words.reopenedLine}</p>
        </Line>
      );
    case "asked":
      return <Chunk load={loadAsked} show={(later) => <later.Question item={item} />} />;
    case "missing":
      return (
        <Line icon="alert">
          <p>{words.missing(item.count)}</p>
        </Line>
      );
    case "context":
      return (
        <section class="ctx" aria-label={words.contextLabel}>
          <p class="ctx-h">
            <Icon name="bot" size={14} />
            {words.contextLabel}
          </p>
          {item.items.map((inner) => (
            <AssistantLine key={inner.id} item={inner} />
          ))}
        </section>
      );
  }
}
