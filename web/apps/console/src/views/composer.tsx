/** Where one writes: a reply for the customer or a note for the team, visibly different, each with its own draft. */

import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { ConversationId, ConversationState, DeskFailure } from "../contract.ts";
import { named } from "../model/name.ts";
import { lastOwn } from "../model/talk.ts";
import { useUi } from "../ui.ts";
import { AttachButton, EmojiButton, useAttach, useFileLimit } from "./composer-tools.tsx";
import { FailureNote, Icon, IconButton, Kbd } from "./parts.tsx";
import { useShell } from "./shell.ts";
import { Staged } from "./staged.tsx";
import { useTalk } from "./talk.ts";
import { type Draft, type Mode, useDraft } from "./use-draft.ts";

/** One goes on where one stopped: the caret is set behind what is already written. */
function focusEnd(id: string): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/** Whoever chose a message to answer wants to write now. */
function useAnswering(keep: (part: Partial<Draft>) => void): void {
  const { answer } = useTalk();
  const before = useRef(answer);
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const mode = (["reply", "note"] as const).find(
      (each) => answer[each] !== null && answer[each] !== before.current[each],
    );
    before.current = answer;
    if (mode === undefined) return;
    latest.current({ mode });
    setTimeout(() => focusEnd(`write-${mode}`), menuCloses);
  }, [answer]);
}
/** In ms: a menu gives the focus back as it goes, and only then can it be taken elsewhere. */
const menuCloses = 60;

export function Composer({ conversation }: { conversation: ConversationState }) {
  const { words } = useUi();
  const { write } = useShell();
  const [draft, keep] = useDraft(conversation);
  const asked = useRef(write);
  const latest = useRef({ keep });
  latest.current = { keep };
  useEffect(() => {
    if (write === null || write === asked.current) return;
    asked.current = write;
    latest.current.keep({ mode: write.mode });
    requestAnimationFrame(() => focusEnd(`write-${write.mode}`));
  }, [write]);
  useAnswering(keep);
  const choose = (key: string | number) => keep({ mode: key === "note" ? "note" : "reply" });
  const { mode } = draft;
  return (
    <Tabs className={`cp cp-${mode}`} selectedKey={mode} onSelectionChange={choose}>
      <div className="cp-t">
        <TabList aria-label={words.write} className="tabs">
          <Tab id="reply" className="tab">
            <Icon name="reply" />
            {words.reply}
            <Kbd keys={["R"]} />
          </Tab>
          <Tab id="note" className="tab">
            <Icon name="note" />
            {words.note}
            <Kbd keys={["N"]} />
          </Tab>
        </TabList>
        <span className="to">{toWords(words, conversation, mode)}</span>
      </div>
      {(["reply", "note"] as const).map((each) => (
        <TabPanel key={each} id={each} className="cp-p">
          <Sheet mode={each} {...{ conversation, draft, keep }} />
        </TabPanel>
      ))}
    </Tabs>
  );
}

function toWords(
  words: ReturnType<typeof useUi>["words"],
  conversation: ConversationState,
  mode: Mode,
): string {
  if (mode === "note") return words.noteTo;
  return conversation.state === "closed" ? words.closedHint : words.replyTo(named(words, conversation.who));
}

/** Says "typing" while one types a reply, and stops five seconds after the last key. */
function useTyping(id: ConversationId): (typing: boolean) => void {
  const { desk } = useUi();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const tell = (typing: boolean) => {
    if (timer.current !== null) clearTimeout(timer.current);
    if (typing !== (timer.current !== null)) desk.work.setTyping(id, typing);
    timer.current = typing ? setTimeout(() => tell(false), 5_000) : null;
  };
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => () => latest.current(false), []);
  return tell;
}

interface SheetProps {
  readonly conversation: ConversationState;
  readonly mode: Mode;
  readonly draft: Draft;
  readonly keep: (part: Partial<Draft>) => void;
}

/** Text or files; a file that failed stays behind, and stops nothing. */
function useSend({ conversation, mode, draft, keep }: SheetProps) {
  const { desk } = useUi();
  const { answer, change } = useTalk();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const files = conversation.staged[mode];
  const text = draft[mode].trim();
  const carries = files.some(({ phase }) => phase !== "failed");
  const ready = conversation.mayReply && (text !== "" || carries);
  const send = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setFailure(null);
    const answered = answer[mode]?.id;
    const outcome = await (answered === undefined
      ? desk.work[mode](conversation.id, text)
      : desk.work[mode](conversation.id, text, answered));
    setBusy(false);
    if (!outcome.ok) return setFailure(outcome.failure);
    keep({ [mode]: "" });
    change({ answer: { ...answer, [mode]: null } });
  };
  return { send, busy, failure, ready, failed: files.some(({ phase }) => phase === "failed") };
}

function Sheet(props: SheetProps) {
  const { words, apple } = useUi();
  const { conversation, mode, draft } = props;
  const { send, busy, failure, ready, failed } = useSend(props);
  const typing = useTyping(conversation.id);
  const limit = useFileLimit(conversation);
  const submit = () => {
    typing(false);
    void send();
  };
  return (
    <>
      <Answering mode={mode} />
      <Writing {...props} {...{ busy, submit, typing }} />
      <Staged files={conversation.staged[mode]} />
      <FailureNote failure={failure} />
      <div className="cp-f">
        <AttachButton conversation={conversation} mode={mode} />
        <EmojiButton {...props} />
        <span className="est">
          <Icon name={mode === "note" ? "users" : "lock"} size={14} />
          <span>
            {estWords(words, props, failed)}
            {limit !== null && draft[mode] === "" && conversation.staged[mode].length === 0 && (
              <span className="not-tight"> · {limit}</span>
            )}
          </span>
        </span>
        <span className="sp" />
        <button type="button" className="btn btn-primary" disabled={!ready} onClick={submit}>
          {mode === "note" ? words.addNote : words.send}
          <Kbd keys={[apple ? "⌘↵" : "Ctrl ↵"]} />
        </button>
      </div>
      <p className="vh" role="status">
        {failed ? words.fileStaysBehind : ""}
      </p>
    </>
  );
}

function estWords(words: ReturnType<typeof useUi>["words"], props: SheetProps, failed: boolean): string {
  const files = props.conversation.staged[props.mode];
  if (failed) return words.fileStaysBehind;
  if (files.some(({ phase }) => phase !== "ready")) return words.fileWaits;
  return props.draft[props.mode] === "" ? words.sealedHint : words.keptHere;
}

interface WritingProps extends SheetProps {
  readonly busy: boolean;
  readonly submit: () => void;
  readonly typing: (typing: boolean) => void;
}

function Writing({ conversation, mode, draft, keep, busy, submit, typing }: WritingProps) {
  const { words } = useUi();
  const talk = useTalk();
  const attach = useAttach(conversation, mode);
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const last =
      event.key === "ArrowUp" && draft[mode] === "" ? lastOwn(conversation.items, mode === "note") : null;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
    else if (last !== null && conversation.mayReply) talk.change({ editing: last.id });
    else if (event.key === "Escape") return event.currentTarget.blur();
    else return;
    event.preventDefault();
  };
  // What is copied from a text program comes as text and as a picture of it: the text is meant.
  const paste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || types.includes("text/plain")) return;
    event.preventDefault();
    attach([...files]);
  };
  return (
    <textarea
      id={`write-${mode}`}
      className="cp-b"
      // While it is empty, what it says runs as the page does.
      dir={draft[mode] === "" ? undefined : "auto"}
      rows={2}
      value={draft[mode]}
      readOnly={busy}
      disabled={!conversation.mayReply}
      aria-label={words[mode]}
      placeholder={mode === "note" ? words.notePlaceholder : words.replyPlaceholder}
      onKeyDown={press}
      onPaste={paste}
      onChange={(event) => {
        keep({ [mode]: event.currentTarget.value });
        if (mode === "reply") typing(event.currentTarget.value !== "");
      }}
    />
  );
}

/** The message that will be answered, above the words. */
function Answering({ mode }: { mode: Mode }) {
  const { words } = useUi();
  const { answer, change } = useTalk();
  const item = answer[mode];
  if (item === null) return null;
  return (
    <div className="answering">
      <Icon name="reply" size={14} />
      <p>
        <b>{item.mine ? words.answersMe : words.answers(named(words, item.author))}</b>
        <span dir="auto">{item.text || item.attachments.map(({ name }) => name).join(", ")}</span>
      </p>
      <IconButton
        icon="close"
        label={words.answerCancel}
        onPress={() => {
          change({ answer: { ...answer, [mode]: null } });
          focusEnd(`write-${mode}`);
        }}
      />
    </div>
  );
}
