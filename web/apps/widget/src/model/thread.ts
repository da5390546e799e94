/** From a list of items to rows on the screen: days, who needs a face, which marks are worth showing. */
import type { ConversationItem, Instant, MineItem } from "../contract.ts";

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: Instant }
  /** `last`: the line closes a run by one author, so it carries face and time. */
  | { readonly kind: "item"; readonly key: string; readonly item: ConversationItem; readonly last: boolean };

function author(item: ConversationItem | undefined): string | null {
  if (item?.kind === "mine") return "me";
  return item?.kind === "theirs" ? item.author.id : null;
}

function localDay(at: Instant): string {
  return new Date(at).toDateString();
}

/** A mark is shown where it says something new: at the end, or where the next own message got less far. */
function marksEnd(item: MineItem, next: MineItem | undefined): boolean {
  return next === undefined || next.mark !== item.mark || item.mark === "failed";
}

function nextMine(items: readonly ConversationItem[], from: number): MineItem | undefined {
  for (let at = from; at < items.length; at++) {
    const item = items[at];
    if (item?.kind === "mine") return item;
  }
  return undefined;
}

export function threadRows(items: readonly ConversationItem[]): readonly Row[] {
  const rows: Row[] = [];
  let day = "";
  items.forEach((item, index) => {
    const today = localDay(item.at);
    if (today !== day) rows.push({ kind: "day", key: `day ${today}`, at: item.at });
    day = today;
    const next = items[index + 1];
    const last =
      item.kind === "mine" ? marksEnd(item, nextMine(items, index + 1)) : author(item) !== author(next);
    rows.push({ kind: "item", key: item.id, item, last });
  });
  return rows;
}
