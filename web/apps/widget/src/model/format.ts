/** Times, dates and initials in the customer's language. Pure: the current time is always passed in. */
import type { Instant } from "../contract.ts";

export interface Formats {
  time(at: Instant): string;
  /** "Today", "Yesterday", or a date; the year only when it is another one. */
  day(at: Instant, now: Instant): string;
  date(at: Instant): string;
  /** "at 09:00" today, else with the weekday: "Monday 09:00". */
  moment(at: Instant, now: Instant): string;
}

const dayMs = 86_400_000;

export function formats(language: string, zone?: string): Formats {
  const tz = zone === undefined ? {} : { timeZone: zone };
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, ...tz });
  const time = make({ timeStyle: "short" });
  const short = make({ day: "numeric", month: "short" });
  const long = make({ day: "numeric", month: "long", year: "numeric" });
  const weekday = make({ weekday: "long" });
  const key = make({ year: "numeric", month: "2-digit", day: "2-digit" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
  const isDay = (at: Instant, other: Instant) => key.format(at) === key.format(other);

  function day(at: Instant, now: Instant): string {
    if (isDay(at, now)) return capital(relative.format(0, "day"));
    if (isDay(at, now - dayMs)) return capital(relative.format(-1, "day"));
    return Math.abs(now - at) < 300 * dayMs ? short.format(at) : long.format(at);
  }
  function moment(at: Instant, now: Instant): string {
    if (isDay(at, now)) return time.format(at);
    if (isDay(at, now + dayMs)) return `${relative.format(1, "day")}, ${time.format(at)}`;
    const name = at - now < 7 * dayMs ? weekday.format(at) : short.format(at);
    return `${name}, ${time.format(at)}`;
  }
  return { time: (at) => time.format(at), date: (at) => long.format(at), day, moment };
}

/** First letters of the first and the last word, whole characters, or "?" for an empty name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  const text = letters.map((word) => Array.from(word ?? "")[0] ?? "").join("");
  return text.toLocaleUpperCase() || "?";
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}

/** One of six avatar tints; the same person always gets the same. */
export function tint(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return (sum % 6) + 1;
}

const rightToLeft = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"]);

export function direction(language: string): "rtl" | "ltr" {
  return rightToLeft.has(language.toLowerCase().split("-")[0] ?? "") ? "rtl" : "ltr";
}
