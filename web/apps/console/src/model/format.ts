/** Times and dates in the reader's language. Pure: the current time is always passed in. */
import { sizeIn } from "@sealdesk/ui/sizes";
import type { Instant } from "../contract.ts";

export interface Formats {
  time(at: Instant): string;
  /** "Today", "Yesterday", or weekday and date. */
  day(at: Instant, now: Instant): string;
  date(at: Instant): string;
  /** The shortest that is clear in a list: a time today, else a date. */
  brief(at: Instant, now: Instant): string;
  /** "3 hours ago". */
  ago(at: Instant, now: Instant): string;
  /** So many minutes, in the largest unit that they fill: "30 minutes", "14 days". */
  span(minutes: number): string;
  number(n: number): string;
  /** 0 to 1, as whole percents. */
  share(part: number): string;
  /** Bytes, in the unit that people count such a file in. */
  size(bytes: number): string;
  /** "Amara, Jonas and Priya". */
  list(names: readonly string[]): string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function formats(language: string, zone?: string): Formats {
  const tz = zone === undefined ? {} : { timeZone: zone };
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, ...tz });
  const time = make({ timeStyle: "short" });
  const short = make({ day: "numeric", month: "short" });
  const full = make({ day: "numeric", month: "long", year: "numeric" });
  const long = make({ weekday: "long", day: "numeric", month: "long" });
  const key = make({ year: "numeric", month: "2-digit", day: "2-digit" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const number = new Intl.NumberFormat(language);
  const inUnits = (n: number, unit: string) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(n);
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const names = new Intl.ListFormat(language, { type: "conjunction" });
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
  // A time that nobody knows is a dash; Intl would throw.
  const known =
    <A extends readonly Instant[]>(show: (...times: A) => string) =>
    (...times: A) =>
      times.every(Number.isFinite) ? show(...times) : "–";
  const same = (at: Instant, other: Instant) => key.format(at) === key.format(other);

  return {
    time: known((at) => time.format(at)),
    date: known((at) => full.format(at)),
    day: known((at, now) => {
      if (same(at, now)) return capital(relative.format(0, "day"));
      if (same(at, now - day)) return capital(relative.format(-1, "day"));
      return now - at < 300 * day ? long.format(at) : full.format(at);
    }),
    brief: known((at, now) => (same(at, now) ? time.format(at) : short.format(at))),
    ago: known((at, now) => {
      const gone = Math.max(0, now - at);
      if (gone < 2 * minute) return relative.format(0, "minute");
      if (gone < hour) return relative.format(-Math.floor(gone / minute), "minute");
      if (gone < day) return relative.format(-Math.floor(gone / hour), "hour");
      return relative.format(-Math.floor(gone / day), "day");
    }),
    span: (minutes) => {
      if (minutes < 1) return inUnits(Math.max(1, Math.round(minutes * 60)), "second");
      if (minutes % 1440 === 0) return inUnits(minutes / 1440, "day");
      return minutes % 60 === 0 ? inUnits(minutes / 60, "hour") : inUnits(minutes, "minute");
    },
    number: (n) => number.format(n),
    share: (part) => percent.format(Math.min(1, Math.max(0, part))),
    size: (bytes) => sizeIn(language, bytes),
    list: (each) => names.format(each),
  };
}
