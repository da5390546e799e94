/** Opening hours in the organisation's time zone, as the customer's clock sees them. */
import type { Hours } from "../visitor.ts";
import type { HoursWire, InboxSettingsWire } from "../wire.ts";

const MINUTE = 60_000;
const DAY = 1440;

/** Minutes since Monday 00:00 in `timezone`. */
function minuteOfWeek(at: number, timezone: string): number {
  const said = new Date(at).toLocaleString("en-GB", {
    timeZone: timezone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return "MonTueWedThuFriSatSun".indexOf(said.slice(0, 3)) * (DAY / 3) + minutes(said.slice(-5));
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

function minutesUntilOpen(hours: HoursWire, now: number): number | null {
  const here = minuteOfWeek(now, hours.timezone);
  let next: number | null = null;
  for (const d of hours.days) {
    const base = (d.day - 1) * DAY;
    if (here >= base + minutes(d.from) && here < base + minutes(d.to)) return 0;
    const wait = (base + minutes(d.from) - here + 7 * DAY) % (7 * DAY);
    if (next === null || wait < next) next = wait;
  }
  return next;
}

/** `measured`: seconds until people answered lately. It counts more than what was promised. */
export function hoursOf(settings: InboxSettingsWire, now: number, measured?: number | null): Hours {
  const seconds = measured ?? settings.expectedReplySeconds;
  const usualReplyMinutes = seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : null;
  const wait = settings.hours.days.length === 0 ? null : minutesUntilOpen(settings.hours, now);
  if (wait === null || wait === 0) return { open: true, opensAt: null, usualReplyMinutes };
  const opensAt = Math.floor(now / MINUTE) * MINUTE + wait * MINUTE;
  return { open: false, opensAt, usualReplyMinutes };
}
