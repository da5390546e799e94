/** What the desk in memory does to a thread: pure, so that a story can begin with it too. */
import type { ConversationItem, MineItem, Quote } from "../../src/contract.ts";
import { said } from "./harbour.ts";

type Items = readonly ConversationItem[];
type Said = ConversationItem & { kind: "mine" | "theirs" };

const isSaid = (item: ConversationItem): item is Said => item.kind === "mine" || item.kind === "theirs";

function changed(items: Items, id: string, change: (item: Said) => ConversationItem): Items {
  return items.map((item) => (item.id === id && isSaid(item) ? change(item) : item));
}

export function edited(items: Items, id: string, text: string, at: number): Items {
  return changed(items, id, (item) => ({ ...item, text, before: [...item.before, { at, text: item.text }] }));
}

export function reacted(items: Items, id: string, emoji: string, on: boolean): Items {
  return changed(items, id, (item) => {
    const others = item.reactions.filter((one) => !(one.mine && one.emoji === emoji));
    return { ...item, reactions: on ? [...others, { emoji, mine: true, names: ["You"] }] : others };
  });
}

export function quoted(items: Items, id: string | undefined): Quote | null {
  const item = items.find((one) => one.id === id);
  if (item === undefined || !isSaid(item)) return null;
  const author = item.kind === "mine" ? "You" : item.author.name;
  return { id: item.id, author, mine: item.kind === "mine", text: item.text };
}

export function mine(id: string, at: number, text: string, more: Partial<MineItem> = {}): MineItem {
  return { kind: "mine", id, at, ...said(text), mark: "delivered", markAt: at, failure: null, ...more };
}
