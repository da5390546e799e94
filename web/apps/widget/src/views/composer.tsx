/** Where one writes. The text is saved as a draft while it grows, and is only cleared once it lies sealed. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";

const saveAfterMs = 300;
const typingForMs = 4000;
const longest = 8000;

interface ComposerProps {
  placeholder: string;
  draft: string;
  onDraft: (text: string) => void;
  /** True once the text is safe; false keeps it in the box. */
  onSend: (text: string) => Promise<boolean>;
  onTyping?: (typing: boolean) => void;
}

export function Composer(props: ComposerProps) {
  const { words } = useUi();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(props.draft);
  const saving = useRef<number | undefined>(undefined);
  useGrowing(box, text);
  const typing = useTyping(props.onTyping);
  useReturnedDraft(props.draft, text, setText);

  const write = (next: string) => {
    setText(next);
    typing(next !== "");
    clearTimeout(saving.current);
    saving.current = window.setTimeout(() => props.onDraft(next), saveAfterMs);
  };
  const send = async () => {
    const said = text.trim();
    if (said === "") return box.current?.focus();
    clearTimeout(saving.current);
    typing(false);
    setText("");
    if (await props.onSend(said)) props.onDraft("");
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
        <textarea
          ref={box}
          rows={1}
          value={text}
          maxLength={longest}
          dir="auto"
          aria-label={props.placeholder}
          placeholder={props.placeholder}
          data-focus-fine
          onInput={(event) => write(event.currentTarget.value)}
          onBlur={() => props.onDraft(text)}
          onKeyDown={(event) => {
            if (!sendsOnEnter(event)) return;
            event.preventDefault();
            void send();
          }}
        />
        <button type="submit" class="sd" aria-label={words.send} aria-disabled={text.trim() === ""}>
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

/** A taken-back message comes in as a new draft; it fills an empty box and never overwrites. */
function useReturnedDraft(draft: string, text: string, setText: (text: string) => void): void {
  const seen = useRef(draft);
  useEffect(() => {
    if (draft === seen.current) return;
    seen.current = draft;
    if (text === "" && draft !== "") setText(draft);
  }, [draft, text, setText]);
}

function useTyping(tell: ((typing: boolean) => void) | undefined): (typing: boolean) => void {
  const rest = useRef<number | undefined>(undefined);
  const last = useRef(false);
  const set = (typing: boolean) => {
    if (last.current !== typing) tell?.(typing);
    last.current = typing;
  };
  useEffect(() => () => clearTimeout(rest.current), []);
  return (typing) => {
    clearTimeout(rest.current);
    set(typing);
    if (typing) rest.current = window.setTimeout(() => set(false), typingForMs);
  };
}
