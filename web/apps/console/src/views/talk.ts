/** What the open conversation remembers beside the contract: which message has its menu open, is changed, is answered. */
import { createContext, useContext, useMemo, useState } from "react";
import type { ConversationState, ItemId, MessageItem } from "../contract.ts";

type Mode = ConversationState["draft"]["mode"];

interface Anchored {
  readonly item: MessageItem;
  /** What the menu or the picker stands beside; the focus goes back there. */
  readonly at: HTMLElement;
}

interface TalkState {
  readonly menu: Anchored | null;
  readonly reacting: Anchored | null;
  readonly editing: ItemId | null;
  /** The message that the next reply or note answers. */
  readonly answer: Readonly<Record<Mode, MessageItem | null>>;
}

export interface Talk extends TalkState {
  readonly conversation: ConversationState;
  readonly change: (part: Partial<TalkState>) => void;
}

const nothing: TalkState = { menu: null, reacting: null, editing: null, answer: { reply: null, note: null } };

export const TalkContext = createContext<Talk | null>(null);

export function useTalkState(conversation: ConversationState): Talk {
  const [state, setState] = useState(nothing);
  const change = useMemo(() => (part: Partial<TalkState>) => setState((now) => ({ ...now, ...part })), []);
  return { ...state, conversation, change };
}

export function useTalk(): Talk {
  const talk = useContext(TalkContext);
  if (talk === null) throw new Error("A message was drawn outside of a conversation.");
  return talk;
}
