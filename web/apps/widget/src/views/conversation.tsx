/** The conversation: its thread, its marks, and who writes at the other side. */
import { useEffect, useRef } from "preact/hooks";
import type { ConversationItem, ConversationState } from "../contract.ts";
import { firstName } from "../model/format.ts";
import { threadRows } from "../model/thread.ts";
import { useConversation, useReady, useUi } from "../ui.ts";
import { AssistantLine, Thread } from "./bubbles.tsx";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { Line, Mine, ReaderLine, Theirs, Typing } from "./lines.tsx";
import { Face, Header, LockLine, Notices, Rich, Sign, Trouble } from "./parts.tsx";
import { useWords } from "./words.ts";

const typingForMs = 4000;

export function ConversationView() {
  const conversation = useConversation();
  return conversation === null ? null : <Open conversation={conversation} />;
}

function Open({ conversation }: { conversation: ConversationState }) {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
  const { person, team, items, typing } = conversation;
  const tellTyping = useTyping((on) => desk.setTyping(on));
  useReadMarks(items.at(-1)?.id);
  return (
    <div class="page fixed">
      <Title conversation={conversation} />
      <main class="chat">
        <LockLine text={words.lock(team)} onOpen={() => ui.go({ name: "readers" })} />
        <Notices />
        <Thread label={words.conversation} mark={`${items.length}${items.at(-1)?.id}${typing?.id}`}>
          {conversation.loading && <p class="day">{words.loadingEarlier}</p>}
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
        <Trouble />
        <Composer
          key={conversation.id}
          placeholder={words.writeTo(person === null ? words.teamName(team) : firstName(person.name))}
          draft={conversation.draft}
          onDraft={(text) => void desk.saveDraft(conversation.id, text)}
          onSend={async (text) => (await ui.run(desk.send(text))).ok}
          onTyping={tellTyping}
        />
      </main>
    </div>
  );
}

function Title({ conversation }: { conversation: ConversationState }) {
  const words = useWords();
  const expectation = useExpectation();
  const { person, team, presence } = conversation;
  const here = presence === "replying" || presence === "here";
  if (person === null) {
    return (
      <Header title={words.teamName(team)} sub={expectation} face={<Sign icon="users" size={40} />} menu />
    );
  }
  const sub = presence === null ? team : `${team} · ${words.presence[presence]}`;
  return <Header title={person.name} sub={sub} face={<Face person={person} size={40} here={here} />} menu />;
}

/** What to expect while nobody has answered yet. */
function useExpectation(): string {
  const words = useWords();
  const { formats, now } = useUi();
  const { opensAt, open, usualReplyMinutes } = useReady().hours;
  if (!open) return words.closed(opensAt === null ? null : formats.moment(opensAt, now()));
  return usualReplyMinutes === null ? words.promiseShort : words.usuallyShort(usualReplyMinutes);
}

/** Read is what was really in front of somebody: panel shown, tab visible. */
function useReadMarks(last: string | undefined): void {
  const { desk, shown } = useUi();
  const seen = shown.value;
  useEffect(() => {
    const mark = () => {
      if (last !== undefined && seen && document.visibilityState === "visible") void desk.markRead();
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [desk, last, seen]);
}

function Item({ item, last, passedOn }: { item: ConversationItem; last: boolean; passedOn: boolean }) {
  const words = useWords();
  switch (item.kind) {
    case "mine":
      return <Mine item={item} last={last} />;
    case "theirs":
      return <Theirs author={item.author} text={item.text} at={item.at} last={last} edited={item.before.length > 0} />;
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

/** Tells changes only, and that one has stopped. */
function useTyping(tell: (typing: boolean) => void): (typing: boolean) => void {
  const rest = useRef<number | undefined>(undefined);
  const last = useRef(false);
  const set = (typing: boolean) => {
    if (last.current !== typing) tell(typing);
    last.current = typing;
  };
  useEffect(() => () => clearTimeout(rest.current), []);
  return (typing) => {
    clearTimeout(rest.current);
    set(typing);
    if (typing) rest.current = window.setTimeout(() => set(false), typingForMs);
  };
}
