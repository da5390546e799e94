/** What the parts of one open conversation share: its opened files, and which sheet lies over it. */
import type { LinkSpan } from "@sealdesk/ui/links";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Attachment, ConversationItem, ItemId, MineItem } from "../contract.ts";
import type { Shelf } from "../model/shelf.ts";

export type SaidItem = MineItem | (ConversationItem & { kind: "theirs" });

/** What the composer is about, besides a message of its own. */
export type Aim =
  | { readonly kind: "reply"; readonly item: SaidItem }
  | { readonly kind: "edit"; readonly item: MineItem };

/** The one sheet that may lie over the conversation. */
export type Over =
  | { readonly kind: "message"; readonly item: SaidItem }
  | { readonly kind: "react"; readonly item: SaidItem }
  | { readonly kind: "file"; readonly file: Attachment }
  | { readonly kind: "link"; readonly link: LinkSpan };

export interface Talk {
  readonly shelf: Shelf;
  /** The message whose options the Tab key reaches; the arrow keys go to the others. */
  readonly reached: ItemId | null;
  open(over: Over): void;
  aim(aim: Aim | null): void;
  /** Shows the message and puts the focus on it. */
  jump(item: string): void;
}

export const TalkContext = createContext<Talk | null>(null);

export function useTalk(): Talk {
  const talk = useContext(TalkContext);
  if (talk === null) throw new Error("a message was drawn outside of a conversation");
  return talk;
}

export function isSaid(item: ConversationItem): item is SaidItem {
  return item.kind === "mine" || item.kind === "theirs";
}

/** Words, or the names of the files where there are none: for a line that names the message. */
export function gist(said: { readonly text: string; readonly attachments: readonly Attachment[] }): string {
  const text = said.text || said.attachments.map(({ name }) => name).join(", ");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
