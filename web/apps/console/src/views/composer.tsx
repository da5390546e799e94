/** Where one writes: a reply for the customer or a note for the team, visibly different, each with its own draft. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { ConversationId, ConversationState, DeskFailure } from "../contract.ts";
import { useUi } from "../ui.ts";
import { FailureNote, Icon, Kbd } from "./parts.tsx";
import { useShell } from "./shell.ts";

type Draft = ConversationState["draft"];
type Mode = Draft["mode"];

/** One goes on where one stopped: the caret is set behind what is already written. */
function focusEnd(id: string): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/**
 * The draft as typed here. What the desk shows may be a keystroke older than what is typed, so nothing is adopted
 * from it but what was added to the words here: a message that was taken back.
 */
function useDraft(conversation: ConversationState) {
  const { desk } = useUi();
  const [draft, setDraft] = useState<Draft>(conversation.draft);
  const own = useRef(new WeakSet<Draft>());
  const latest = useRef(draft);
  latest.current = draft;
  const { draft: given } = conversation;
  useEffect(() => {
    if (!own.current.has(given)) setDraft((typed) => withAdded(typed, given));
  }, [given]);
  // Only what is named changes: a reply that was sent a moment ago must not take the note with it.
  const keep = (part: Partial<Draft>) => {
    const next = { ...latest.current, ...part };
    own.current.add(next);
    latest.current = next;
    setDraft(next);
    void desk.work.saveDraft(conversation.id, next);
  };
  return [draft, keep] as const;
}

function withAdded(typed: Draft, given: Draft): Draft {
  const added = (mode: Mode) => given[mode] !== typed[mode] && given[mode].startsWith(typed[mode]);
  const mode = (["reply", "note"] as const).find(added);
  return mode === undefined ? typed : { ...typed, mode, [mode]: given[mode] };
}

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
        <span className="to">{mode === "note" ? words.noteTo : words.replyTo(conversation.who)}</span>
      </div>
      {(["reply", "note"] as const).map((each) => (
        <TabPanel key={each} id={each} className="cp-p">
          <Sheet mode={each} {...{ conversation, draft, keep }} />
        </TabPanel>
      ))}
    </Tabs>
  );
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

function useSend({ conversation: { id }, mode, draft, keep }: SheetProps) {
  const { desk } = useUi();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const send = async () => {
    const text = draft[mode].trim();
    if (text === "" || busy) return;
    setBusy(true);
    setFailure(null);
    const outcome = await desk.work[mode](id, text);
    setBusy(false);
    if (outcome.ok) keep({ [mode]: "" });
    else setFailure(outcome.failure);
  };
  return { send, busy, failure };
}

interface SheetProps {
  readonly conversation: ConversationState;
  readonly mode: Mode;
  readonly draft: Draft;
  readonly keep: (part: Partial<Draft>) => void;
}

function Sheet(props: SheetProps) {
  const { words, apple } = useUi();
  const { conversation, mode, draft, keep } = props;
  const { send, busy, failure } = useSend(props);
  const typing = useTyping(conversation.id);
  const disabled = !conversation.mayReply;
  const text = draft[mode];
  const submit = () => {
    typing(false);
    void send();
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") event.currentTarget.blur();
  };
  return (
    <>
      <textarea
        id={`write-${mode}`}
        className="cp-b"
        dir="auto"
        rows={2}
        value={text}
        readOnly={busy}
        disabled={disabled}
        aria-label={words[mode]}
        placeholder={mode === "note" ? words.notePlaceholder : words.replyPlaceholder}
        onKeyDown={press}
        onChange={(event) => {
          keep({ [mode]: event.currentTarget.value });
          if (mode === "reply") typing(event.currentTarget.value !== "");
        }}
      />
      <FailureNote failure={failure} />
      <div className="cp-f">
        <span className="est">
          <Icon name={mode === "note" ? "users" : "lock"} size={14} />
          {text === "" ? words.sealedHint : words.keptHere}
        </span>
        <span className="sp" />
        <button
          type="button"
          className="btn btn-primary"
          disabled={disabled || text.trim() === ""}
          onClick={submit}
        >
          {mode === "note" ? words.addNote : words.send}
          <Kbd keys={[apple ? "⌘↵" : "Ctrl ↵"]} />
        </button>
      </div>
    </>
  );
}
