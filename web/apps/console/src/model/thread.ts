/** A thread as it is drawn: days between items, and a run of one author without the name repeated. */
import type { ContextItem, Instant, ThreadItem } from "../contract.ts";

export type ThreadLine =
  | { readonly kind: "day"; readonly key: string; readonly at: Instant }
  | { readonly kind: "item"; readonly key: string; readonly item: ThreadItem; readonly follows: boolean };

const runMs = 3 * 60_000;

/** `dayOf` tells days apart in the reader's zone. */
export function threadLines(
  items: readonly ThreadItem[],
  dayOf: (at: Instant) => string,
): readonly ThreadLine[] {
  const lines: ThreadLine[] = [];
  let last: ThreadItem | null = null;
  for (const item of items) {
    const fresh: boolean = last === null || dayOf(last.at) !== dayOf(item.at);
    if (fresh) lines.push({ kind: "day", key: `day-${item.id}`, at: item.at });
    lines.push({ kind: "item", key: item.id, item, follows: !fresh && continues(last, item) });
    last = item;
  }
  return lines;
}

function continues(before: ThreadItem | null, item: ThreadItem): boolean {
  return (
    before?.kind === "message" &&
    item.kind === "message" &&
    before.from === item.from &&
    // Whatever devices they write from: a conversation has one customer.
    (item.from === "customer" || before.author === item.author) &&
    before.note === item.note &&
    !item.note &&
    item.at - before.at < runMs
  );
}

/** Only the newest of my messages that share a mark shows it; failures and waiting always do. */
export function showsMark(items: readonly ThreadItem[], index: number): boolean {
  const item = items[index];
  if (item?.kind !== "message" || !item.mine || item.mark === "none") return false;
  if (item.mark === "failed" || item.mark === "waiting") return true;
  const later = items.slice(index + 1);
  return !later.some(
    (other) => other.kind === "message" && other.mine && !other.note && other.mark === item.mark,
  );
}

type Turn = ContextItem["turns"][number];

/** What a turn says besides the passages it quotes: an assistant's words often are the passage and nothing else. */
export function beyondQuotes({ text, sources }: Pick<Turn, "text" | "sources">): string {
  const flat = (words: string) => words.replace(/\s+/g, " ").trim();
  let left = flat(text);
  for (const { quote } of sources) left = left.replace(flat(quote), "");
  return left.trim() === "" ? "" : text;
}
