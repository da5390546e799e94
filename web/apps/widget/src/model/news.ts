/** What has come since it was last said. Pure: what is known is passed in. */
import type { ConversationItem, ItemId } from "../contract.ts";

export type Theirs = ConversationItem & { readonly kind: "theirs" | "asked" };

/** Messages of others that nobody was told of, oldest first. One that was taken back is no news, nor is what stood before it. */
export function unheard(items: readonly ConversationItem[], heard: ReadonlySet<ItemId>): readonly Theirs[] {
  return items.filter((item): item is Theirs => /^(theirs|asked)$/.test(item.kind) && !heard.has(item.id));
}
