/** The composer of a conversation: a new message, an answer to one, or a change; with files and emoji. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationState } from "../contract.ts";
import { firstName } from "../model/format.ts";
import { useUi } from "../ui.ts";
import { AttachButtons } from "./attach.tsx";
import { Chunk, loadEmojiPicker } from "./chunk.tsx";
import { Composer, carriesFiles } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { IconButton } from "./parts.tsx";
import { pen, reply, smile } from "./shapes.ts";
import { Staged } from "./staged.tsx";
import { type Aim, gist } from "./talk.ts";
import { useWords } from "./words.ts";

const typingForMs = 4000;

interface TalkComposerProps {
  conversation: ConversationState;
  aim: Aim | null;
  onAim: (aim: Aim | null) => void;
}

export function TalkComposer({ conversation, aim, onAim }: TalkComposerProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The sheet that was pressed gives the focus back first.
    if (aim !== null) box.current?.querySelector("textarea")?.focus();
  }, [aim]);
  return (
    <div class="wr" ref={box}>
      {aim?.kind === "edit" ? (
        <EditComposer key={aim.item.id} aim={aim} onDone={() => onAim(null)} />
      ) : (
        <NewComposer conversation={conversation} aim={aim} onDone={() => onAim(null)} />
      )}
    </div>
  );
}

function EditComposer({ aim, onDone }: { aim: Aim & { kind: "edit" }; onDone: () => void }) {
  const ui = useUi();
  const words = useWords().actions;
  const send = async (text: string) => {
    const done = text === aim.item.text || (await ui.run(ui.desk.edit(aim.item.id, text))).ok;
    if (done) onDone();
    return done;
  };
  return (
    <>
      <AimLine aim={aim} onStop={onDone} />
      <Composer
        placeholder={words.editing}
        draft={aim.item.text}
        onDraft={() => {}}
        onSend={send}
        after={<EmojiButton />}
      />
    </>
  );
}

interface NewComposerProps {
  conversation: ConversationState;
  aim: (Aim & { kind: "reply" }) | null;
  onDone: () => void;
}

function NewComposer({ conversation, aim, onDone }: NewComposerProps) {
  const ui = useUi();
  const words = useWords();
  const { desk } = ui;
  const { person, team, staged } = conversation;
  const tellTyping = useTyping((on) => desk.setTyping(on));
  const send = async (text: string) => {
    const outcome = await ui.run(desk.send(text, aim?.item.id));
    if (outcome.ok) onDone();
    return outcome.ok;
  };
  return (
    <>
      {aim !== null && <AimLine aim={aim} onStop={onDone} />}
      <Staged files={staged} />
      <Composer
        placeholder={words.writeTo(person === null ? words.teamName(team) : firstName(person.name))}
        draft={conversation.draft}
        onDraft={(text) => void desk.saveDraft(conversation.id, text)}
        onSend={send}
        onTyping={tellTyping}
        carries={carriesFiles(staged)}
        before={<AttachButtons />}
        after={<EmojiButton />}
      />
    </>
  );
}

/** What the next press on Send is about, and the way out. Escape is a way out too. */
function AimLine({ aim, onStop }: { aim: Aim; onStop: () => void }) {
  const words = useWords().actions;
  const { item } = aim;
  const own = item.kind === "mine";
  const title =
    aim.kind === "edit" ? words.editing : own ? words.replyingSelf : words.replying(item.author.name);
  useEffect(() => {
    const stop = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
      event.stopPropagation();
      onStop();
    };
    addEventListener("keydown", stop, { capture: true });
    return () => removeEventListener("keydown", stop, { capture: true });
  }, [onStop]);
  return (
    <div class="aim">
      <Icon name={aim.kind === "edit" ? pen : reply} />
      <div class="grow">
        <b>{title}</b>
        {aim.kind === "edit" ? (
          <small>{words.editHint}</small>
        ) : (
          <span class="line" dir="auto">
            {gist(item)}
          </span>
        )}
      </div>
      <IconButton
        icon="close"
        label={aim.kind === "edit" ? words.stopEditing : words.stopReplying}
        onClick={onStop}
      />
    </div>
  );
}

/** Puts text where one stands, as if it had been typed. */
function insert(area: HTMLTextAreaElement, text: string): void {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  area.focus();
}

function EmojiButton() {
  const words = useWords().emoji;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        class="ib"
        ref={button}
        aria-label={words.insert}
        title={words.insert}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={smile} size={20} />
      </button>
      {open && (
        <EmojiPanel
          onClose={close}
          onPick={(emoji) => {
            setOpen(false);
            const area = button.current?.form?.querySelector("textarea");
            if (area) insert(area, emoji);
          }}
        />
      )}
    </>
  );
}

function EmojiPanel({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const away = (event: PointerEvent) => {
      const { target } = event;
      if (target instanceof Node && !box.current?.contains(target)) onClose();
    };
    // Wherever the focus is, also while the picker is still being fetched: it closes this, not the chat.
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      onClose();
    };
    document.addEventListener("pointerdown", away);
    addEventListener("keydown", leave, { capture: true });
    return () => {
      document.removeEventListener("pointerdown", away);
      removeEventListener("keydown", leave, { capture: true });
    };
  }, [onClose]);
  return (
    <dialog
      class="emo-over"
      open
      ref={box}
      aria-label={useWords().emoji.title}
      onKeyDown={(event) => {
        // Enter in the search must not send the message.
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
      }}
    >
      <Chunk load={loadEmojiPicker} show={(later) => <later.EmojiPicker focus onPick={onPick} />} />
    </dialog>
  );
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
