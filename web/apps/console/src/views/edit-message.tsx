/** A message changed where it stands. Escape leaves it as it was. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { MessageItem } from "../contract.ts";
import { useUi } from "../ui.ts";
import { useLeaveWarning } from "./leave-warning.ts";
import { FailureNote } from "./parts.tsx";
import { useRun } from "./run.ts";
import { useTalk } from "./talk.ts";

export function EditMessage({ item }: { item: MessageItem }) {
  const { desk, words } = useUi();
  const { conversation, change } = useTalk();
  const runner = useRun();
  const [text, setText] = useState(item.text);
  useLeaveWarning(text !== item.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(item.text.length, item.text.length);
  }, [item.text]);
  const empty = text.trim() === "" && item.attachments.length === 0;
  const leave = () => {
    change({ editing: null });
    requestAnimationFrame(() => document.getElementById(`said-${item.id}`)?.focus());
  };
  const save = async () => {
    if (empty || runner.busy) return;
    if (text === item.text || (await runner.run(() => desk.work.edit(conversation.id, item.id, text.trim()))))
      leave();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="edit-m">
      <textarea
        ref={field}
        className="f"
        dir="auto"
        value={text}
        aria-label={words.editLabel}
        onKeyDown={press}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn btn-sm btn-quiet" onClick={leave}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="btn btn-sm btn-primary"
          disabled={empty}
          aria-busy={runner.busy}
          onClick={() => void save()}
        >
          {words.editSave}
        </button>
      </div>
    </div>
  );
}
