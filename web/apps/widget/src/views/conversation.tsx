/** The conversation, and the page on which its first message is written. */
import { useEffect } from "preact/hooks";
import type { ConversationItem, ConversationState } from "../contract.ts";
import { firstName } from "../model/format.ts";
import { threadRows } from "../model/thread.ts";
import { useConversation, useReady, useUi } from "../ui.ts";
import { AssistantLine, Line, Mine, ReaderLine, Theirs, Thread, Typing } from "./bubbles.tsx";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { Face, Header, LockLine, Notices, Sign, Trouble } from "./parts.tsx";

export function ConversationView() {
  const conversation = useConversation();
  return conversation === null ? null : <Open conversation={conversation} />;
}

function Open({ conversation }: { conversation: ConversationState }) {
  const ui = useUi();
  const { words, desk } = ui;
  const { person, team, items, typing } = conversation;
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
          onTyping={(on) => desk.setTyping(on)}
        />
      </main>
    </div>
  );
}

function Title({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const { person, team, presence } = conversation;
  const here = presence === "replying" || presence === "here";
  if (person === null) {
    return (
      <Header
        title={words.teamName(team)}
        sub={words.promiseShort}
        face={<Sign icon="users" size={40} />}
        menu
      />
    );
  }
  const sub = presence === null ? team : `${team} · ${words.presence[presence]}`;
  return <Header title={person.name} sub={sub} face={<Face person={person} size={40} here={here} />} menu />;
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
  const { words } = useUi();
  switch (item.kind) {
    case "mine":
      return <Mine item={item} last={last} />;
    case "theirs":
      return <Theirs author={item.author} text={item.text} at={item.at} last={last} edited={item.edited} />;
    case "readers":
      return <ReaderLine change={item.change} passedOn={passedOn} />;
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

/** Straight to the team. Creating the conversation is the press on Send, and the lock line says who will read. */
export function WriteView() {
  const ui = useUi();
  const { words, desk } = ui;
  const { organisation, assistant, hours } = useReady();
  const send = async (text: string) => {
    const outcome = await ui.run(desk.startConversation(text));
    if (outcome.ok) ui.instead({ name: "conversation" });
    return outcome.ok;
  };
  return (
    <div class="page fixed">
      <Header
        title={words.teamName(organisation.team)}
        sub={organisation.name}
        face={<Sign icon="users" size={40} />}
        menu
      />
      <main class="chat">
        <LockLine text={words.lockNew(organisation.team)} />
        <Notices />
        <div class="blank">
          <Icon name="chat" size={24} />
          <h2>{words.writeFirst}</h2>
          <p>{hours.open ? words.writeFirstSub : words.closedNote}</p>
        </div>
        <Trouble />
        <Composer
          placeholder={words.writeTo(words.teamName(organisation.team))}
          draft={assistant.draft}
          onDraft={(text) => void desk.saveDraft("assistant", text)}
          onSend={send}
        />
      </main>
    </div>
  );
}
