/** What the list shows: which rows, in which order, and when a waiting time begins to matter. */
import type { ConversationRow, Instant } from "../contract.ts";

export type RowFilter = "all" | "waiting" | "unread";
export type RowOrder = "newest" | "longest";

export function pickRows(
  rows: readonly ConversationRow[],
  filter: RowFilter,
  order: RowOrder,
  /** Stays although reading or answering it has taken it out of the filter. */
  selected: string | null = null,
): readonly ConversationRow[] {
  const kept = rows.filter(
    (row) =>
      filter === "all" ||
      row.id === selected ||
      (filter === "unread" ? row.unread : row.waitingSince !== null),
  );
  const newest = (a: ConversationRow, b: ConversationRow) => b.lastActivity - a.lastActivity;
  const longest = (a: ConversationRow, b: ConversationRow) =>
    (a.waitingSince ?? Number.POSITIVE_INFINITY) - (b.waitingSince ?? Number.POSITIVE_INFINITY) ||
    newest(a, b);
  return [...kept].sort(order === "newest" ? newest : longest);
}

export interface Wait {
  readonly minutes: number;
  readonly level: "calm" | "soon" | "late";
}

/** Quiet until it matters: from 20 minutes on it asks for attention, from 40 on it is late. */
export function waitOf(since: Instant | null, now: Instant): Wait | null {
  if (since === null) return null;
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  return { minutes, level: minutes >= 40 ? "late" : minutes >= 20 ? "soon" : "calm" };
}

/**
 * The neighbour of the selected row, `step` rows away; the ends hold. A row that has left the list (claimed, closed)
 * counts as standing where it last stood, `before`: the next one is the one that took its place.
 */
export function neighbour(
  rows: readonly ConversationRow[],
  selected: string | null,
  step: 1 | -1,
  before = 0,
): ConversationRow | null {
  const at = rows.findIndex((row) => row.id === selected);
  if (at < 0) return rows[Math.min(rows.length - 1, Math.max(0, step > 0 ? before : before - 1))] ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))] ?? null;
}
