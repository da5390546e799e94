/** Where one writes. The text is saved as a draft while it grows, and is only cleared once it lies sealed. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { StagedFile } from "../contract.ts";
import { createDraft, type Draft } from "../model/draft.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";

const saveAfterMs = 300;
const longest = 8000;

interface ComposerProps {
  placeholder: string;
  draft: string;
  onDraft: (text: string) => void;
  /** True once the text is safe; false keeps it in the box. */
  onSend: (text: string) => Promise<boolean>;
  /** Told at every change. */
  onTyping?: (typing: boolean) => void;
  /** Something goes along, so that no words are needed. */
  carries?: boolean;
  before?: ComponentChildren;
  after?: ComponentChildren;
}

/** One that failed stays behind. */
export const carriesFiles = (staged: readonly StagedFile[]): boolean =>
  staged.some(({ phase }) => phase !== "failed");

export function Composer(props: ComposerProps) {
  const { words } = useUi();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(props.draft);
  const draft = useDraft(props, text, setText);
  useGrowing(box, text || props.placeholder);

  const write = (next: string) => {
    setText(next);
    props.onTyping?.(next !== "");
    draft.later(next);
  };
  const send = async () => {
    const said = text.trim();
    if (said === "" && !props.carries) return box.current?.focus();
    props.onTyping?.(false);
    draft.now(said);
    setText("");
    if (await props.onSend(said)) draft.now("");
    else setText((now) => now || said);
    box.current?.focus();
  };

  return (
    <form
      class="cmp"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="cmp-in">
        {props.before}
        <textarea
          ref={box}
          rows={1}
          value={text}
          maxLength={longest}
          dir={text ? "auto" : undefined}
          aria-label={props.placeholder}
          placeholder={props.placeholder}
          data-focus-fine
          onInput={(event) => write(event.currentTarget.value)}
          onBlur={draft.flush}
          onKeyDown={(event) => {
            if (!sendsOnEnter(event)) return;
            event.preventDefault();
            void send();
          }}
        />
        {props.after}
        <button
          type="submit"
          class="sd"
          aria-label={words.send}
          aria-disabled={text.trim() === "" && !props.carries}
        >
          <span>
            <Icon name="up" size={20} />
          </span>
        </button>
      </div>
    </form>
  );
}

/** Enter sends where there is a keyboard; on a touch screen, and while an input method composes, it does not. */
function sendsOnEnter(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return false;
  return matchMedia("(pointer: fine)").matches;
}

function useGrowing(box: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useEffect(() => {
    const area = box.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 140)}px`;
  }, [box, text]);
}

function useDraft(props: ComposerProps, text: string, setText: (text: string) => void): Draft {
  const save = useRef(props.onDraft);
  save.current = props.onDraft;
  const [draft] = useState(() => createDraft(props.draft, (next) => save.current(next), rest));
  useEffect(() => {
    addEventListener("pagehide", draft.flush);
    return () => {
      removeEventListener("pagehide", draft.flush);
      draft.flush();
    };
  }, [draft]);
  useEffect(() => {
    if (draft.takes(props.draft, text)) setText(props.draft);
  }, [draft, props.draft, text, setText]);
  return draft;
}

function rest(run: () => void): () => void {
  const timer = setTimeout(run, saveAfterMs);
  return () => clearTimeout(timer);
}
