/** Opening hours as a person edits them: one line per weekday, open or not. */
import type { InboxSettings } from "../contract.ts";

export type Hours = InboxSettings["hours"];
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export const officeHours: Hours = weekdays
  .filter((day) => day < 6)
  .map((day) => ({ day, from: "09:00", to: "17:00" }));

export function setOpen(hours: Hours, day: number, open: boolean): Hours {
  const others = hours.filter((line) => line.day !== day);
  if (!open) return others;
  return [...others, { day, from: "09:00", to: "17:00" }].sort((a, b) => a.day - b.day);
}

export function setTime(hours: Hours, day: number, edge: "from" | "to", time: string): Hours {
  return hours.map((line) => (line.day === day ? { ...line, [edge]: time } : line));
}

/** Days whose end is not after their beginning. `HH:MM` compares as text. */
export function wrongDays(hours: Hours): readonly number[] {
  return hours.filter((line) => line.from >= line.to).map((line) => line.day);
}
