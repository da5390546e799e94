/** The conversation: its thread, what lies over it, and who writes at the other side. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ConversationState, ItemId } from "../contract.ts";
import { createShelf } from "../model/shelf.ts";
import { useConversation, useReady, useUi } from "../ui.ts";
import { Chunk, loadEmojiPicker, loadViewer } from "./chunk.tsx";
import { Closed, Destroyed } from "./ending.tsx";
import { Icon } from "./icons.tsx";
import { Leaving } from "./leaving.tsx";
import { Options } from "./options.tsx";
import { Face, Header, LockLine, Notices, Sign, Trouble } from "./parts.tsx";
import { Lines } from "./said.tsx";
import { Sheet } from "./sheet.tsx";
import { type Aim, isSaid, type Over, type SaidItem, type Talk, TalkContext } from "./talk.ts";
import { useWords } from "./words.ts";
import { TalkComposer } from "./writing.tsx";

export function ConversationView() {
  const conversation = useConversation();
  return conversation === null ? null : <Open key={conversation.id} conversation={conversation} />;
}

function Open({ conversation }: { conversation: ConversationState }) {
  const ui = useUi();
  const words = useWords();
  const { team, items, destroyed, open } = conversation;
  const [aim, setAim] = useState<Aim | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const [atEnd, setAtEnd] = useState(true);
  const thread = useRef<HTMLDivElement>(null);
  const talk = useTalkOf(conversation, thread, setAim, setOver);
  useReadMarks(items.at(-1)?.id, atEnd);
  useOwnInSight(items.findLast((item) => item.kind === "mine")?.id, thread);
  return (
    <TalkContext.Provider value={talk}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys that are pressed on a message bubble up to here */}
      <div class="page fixed" ref={thread} onKeyDown={walk}>
        <Title conversation={conversation} />
        <main class="chat">
          {!destroyed && <LockLine text={words.lock(team)} onOpen={() => ui.go({ name: "readers" })} />}
          <Notices />
          <Waiting conversation={conversation} />
          {destroyed === null ? (
            <Lines conversation={conversation} atEnd={atEnd} onEnd={setAtEnd} />
          ) : (
            <Destroyed at={destroyed} />
          )}
          <Trouble />
          <p class="vh" role="status">
            {!open && words.ending.closed}
          </p>
          {!open && !destroyed && <Closed conversation={conversation} />}
          {!destroyed && <TalkComposer conversation={conversation} aim={aim} onAim={setAim} />}
        </main>
        {over !== null && (
          <OverView
            over={over}
            items={conversation.items}
            onClose={(of) => setOver((now) => (now === of ? null : now))}
          />
        )}
      </div>
    </TalkContext.Provider>
  );
}

function useTalkOf(
  conversation: ConversationState,
  page: { readonly current: HTMLElement | null },
  aim: (aim: Aim | null) => void,
  open: (over: Over) => void,
): Talk {
  const { desk } = useUi();
  const shelf = useMemo(() => createShelf((file, into) => desk.openFile(file, into)), [desk]);
  useEffect(() => () => shelf.dispose(), [shelf]);
  const reached = conversation.items.findLast(isSaid)?.id ?? null;
  return useMemo(() => {
    const jump = (item: string) => {
      const row = [...(page.current?.querySelectorAll<HTMLElement>("[data-item]") ?? [])].find(
        (one) => one.getAttribute("data-item") === item,
      );
      row?.scrollIntoView({ block: "center" });
      row?.querySelector<HTMLElement>(".opt")?.focus({ preventScroll: true });
    };
    return { shelf, reached, open, aim, jump };
  }, [shelf, reached, open, aim, page]);
}

/** Whoever sends wants to see it there, also when they had scrolled up to what they answer. */
function useOwnInSight(newest: ItemId | undefined, page: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const log = page.current?.querySelector("[role=log]");
    if (log) log.scrollTop = log.scrollHeight;
  }, [newest, page]);
}

interface OverViewProps {
  over: Over;
  items: ConversationState["items"];
  onClose: (over: Over) => void;
}

function saidAs(item: SaidItem, items: ConversationState["items"]): SaidItem {
  return items.filter(isSaid).find((now) => now.id === item.id) ?? item;
}

/** Closing tells which one: by then another may lie there already. */
function OverView({ over, items, onClose }: OverViewProps) {
  const close = () => onClose(over);
  switch (over.kind) {
    case "message":
      // As it is by now: what was being sent when its options opened can be changed once it has gone out.
      return <Options key="message" item={saidAs(over.item, items)} onClose={close} />;
    case "react":
      return <ReactSheet key="react" over={over} onClose={close} />;
    case "link":
      return <Leaving key="link" link={over.link} onClose={close} />;
    case "file":
      return (
        <FileSheet key="file" name={over.file.name} onClose={close}>
          {(close) => (
            <Chunk load={loadViewer} show={(later) => <later.Viewer file={over.file} close={close} />} />
          )}
        </FileSheet>
      );
  }
}

function FileSheet(props: {
  name: string;
  onClose: () => void;
  children: (close: () => void) => ComponentChildren;
}) {
  return (
    <Sheet title={props.name} tall onClose={props.onClose}>
      {props.children}
    </Sheet>
  );
}

function ReactSheet({ over, onClose }: { over: Over & { kind: "react" }; onClose: () => void }) {
  const ui = useUi();
  const words = useWords();
  return (
    <Sheet title={words.actions.react} onClose={onClose}>
      {(close) => (
        <Chunk
          load={loadEmojiPicker}
          show={(later) => (
            <later.EmojiPicker
              onPick={(emoji) => {
                close();
                void ui.run(ui.desk.react(over.item.id, emoji, true));
              }}
            />
          )}
        />
      )}
    </Sheet>
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

/** How many wait longer, and whether anybody is there: said only while somebody is waited for. */
function Waiting({ conversation }: { conversation: ConversationState }) {
  const words = useWords();
  const { staffed, hours } = useReady();
  const { ahead, open, person } = conversation;
  const text = (() => {
    if (ahead === null || !open) return null;
    if (staffed === false && hours.open) return words.signals.away;
    // Whoever is being answered stands in no line any more.
    if (person !== null) return null;
    if (ahead > 0) return words.signals.ahead(ahead);
    return staffed === true ? `${words.signals.staffed} ${words.signals.next}` : words.signals.next;
  })();
  return (
    <div role="status">
      {text !== null && (
        <p class="notice calm">
          <Icon name="clock" />
          {text}
        </p>
      )}
    </div>
  );
}

/** From message to message with the arrow keys, once one stands on the options of one. */
function walk(event: KeyboardEvent): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement) || !target.matches(".opt")) return;
  if (!(currentTarget instanceof HTMLElement)) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>(".opt")];
  const at = all.indexOf(target);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[key];
  const next = to === undefined ? undefined : all[to];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Read is what was really in front of somebody: panel shown, tab visible, its end in sight. */
function useReadMarks(last: string | undefined, atEnd: boolean): void {
  const { desk, shown } = useUi();
  const seen = shown.value && atEnd;
  useEffect(() => {
    const mark = () => {
      if (last !== undefined && seen && document.visibilityState === "visible") void desk.markRead();
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [desk, last, seen]);
}
