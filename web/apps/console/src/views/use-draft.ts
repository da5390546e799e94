/** The text one is writing: kept with every key, never replaced by what is older. */
import { useEffect, useRef, useState } from "react";
import type { ConversationState } from "../contract.ts";
import { useUi } from "../ui.ts";

export type Draft = ConversationState["draft"];
export type Mode = Draft["mode"];

/**
 * The draft as typed here. What the desk shows may be a keystroke older than what is typed, so nothing is adopted
 * from it but what was added to the words here: a message that was taken back.
 */
export function useDraft(conversation: ConversationState) {
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
