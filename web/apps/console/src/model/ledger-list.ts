/** The list of acts: how pages and news are put together. Pure. */
import type { Instant, LedgerRow } from "../contract.ts";

/** What more is not drawn: then it is narrowed, or exported. */
export const mostRows = 4_000;

/** Older ones after those that are there; none twice. */
export function withOlder(rows: readonly LedgerRow[], more: readonly LedgerRow[]): readonly LedgerRow[] {
  const last = rows.at(-1);
  const below = last === undefined ? Number.POSITIVE_INFINITY : last.number;
  return [...rows, ...more.filter(({ number }) => number < below)];
}

/** Those of the newest page that are not there yet. Null: the page does not reach down to what is there. */
export function newsIn(
  rows: readonly LedgerRow[],
  page: { readonly rows: readonly LedgerRow[]; readonly next: number },
): readonly LedgerRow[] | null {
  // It searched a while and found none: there may be a hole, with nothing in it.
  if (page.rows.length === 0) return [];
  const top = rows[0]?.number ?? -1;
  const reaches = page.next === 0 || page.next <= top + 1 || page.rows.some(({ number }) => number <= top);
  return reaches ? page.rows.filter(({ number }) => number > top) : null;
}

export interface Day {
  readonly key: string;
  readonly at: Instant;
  readonly rows: readonly LedgerRow[];
}

/** What has no time of its own stands with what came after it. */
export function daysOf(rows: readonly LedgerRow[], dayOf: (at: Instant) => string): readonly Day[] {
  const days: { key: string; at: Instant; rows: LedgerRow[] }[] = [];
  let waiting: LedgerRow[] = [];
  for (const row of rows) {
    const open = days.at(-1);
    if (row.state !== "proven") {
      (open?.rows ?? waiting).push(row);
      continue;
    }
    const key = dayOf(row.act.at);
    if (open?.key === key) open.rows.push(row);
    else {
      days.push({ key, at: row.act.at, rows: [...waiting, row] });
      waiting = [];
    }
  }
  return waiting.length === 0 ? days : [{ key: "", at: Number.NaN, rows: waiting }];
}
