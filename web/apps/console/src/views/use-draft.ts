/** The text one is writing: kept with every key, never replaced by what is older. */
import { useEffect, useRef, useState } from "react";
import type { ConversationState } from "../contract.ts";
import { adopted, type Draft } from "../model/draft.ts";
import { useUi } from "../ui.ts";

export type { Draft, Mode } from "../model/draft.ts";

export function useDraft(conversation: ConversationState) {
  const { desk, now } = useUi();
  const [draft, setDraft] = useState<Draft>(conversation.draft);
  const own = useRef(new WeakSet<Draft>());
  const lastKey = useRef(Number.NEGATIVE_INFINITY);
  const latest = useRef(draft);
  latest.current = draft;
  const { draft: given } = conversation;
  useEffect(() => {
    const sinceKey = now() - lastKey.current;
    if (!own.current.has(given)) setDraft((typed) => adopted(typed, given, sinceKey));
  }, [given, now]);
  // Only what is named changes: a reply that was sent a moment ago must not take the note with it.
  const keep = (part: Partial<Draft>) => {
    const next = { ...latest.current, ...part };
    own.current.add(next);
    lastKey.current = now();
    latest.current = next;
    setDraft(next);
    void desk.work.saveDraft(conversation.id, next);
  };
  return [draft, keep] as const;
}
