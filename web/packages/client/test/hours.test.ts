/** Opening hours, as a customer's clock sees them: across time zones, midnights and weeks. */
import { expect, test } from "vitest";
import { hoursOf } from "../src/visitor/hours.ts";

const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "17:30" }));
const settings = (timezone: string, days = weekdays, expectedReplySeconds = 240) => ({
  greeting: "",
  colour: "",
  expectedReplySeconds,
  hours: { timezone, days },
  retentionDays: 365,
});
const at = (iso: string) => Date.parse(iso);

test.each([
  ["Monday at nine, to the minute", "2026-11-23T09:00:00Z", true],
  ["Monday a minute before", "2026-11-23T08:59:59Z", false],
  ["Friday at closing time", "2026-11-27T17:30:00Z", false],
  ["Sunday midnight", "2026-11-22T00:00:00Z", false],
])("%s", (_, now, open) => expect(hoursOf(settings("Europe/London"), at(now)).open).toBe(open));

test("says when somebody is back: after a night, and after a weekend", () => {
  const london = settings("Europe/London");
  const night = hoursOf(london, at("2026-11-24T23:59:30Z"));
  expect(night).toMatchObject({ open: false, opensAt: at("2026-11-25T09:00:00Z") });
  const weekend = hoursOf(london, at("2026-11-27T18:00:00Z"));
  expect(weekend).toMatchObject({ open: false, opensAt: at("2026-11-30T09:00:00Z") });
});

test("counts in the organisation's time zone, not in the customer's", () => {
  const tokyo = settings("Asia/Tokyo");
  expect(hoursOf(tokyo, at("2026-11-23T00:30:00Z")).open).toBe(true);
  expect(hoursOf(tokyo, at("2026-11-23T09:00:00Z")).open).toBe(false);
});

test("without hours it is open, and an unknown time to an answer stays unknown", () => {
  const none = hoursOf(settings("Europe/London", [], 0), at("2026-11-22T03:00:00Z"));
  expect(none).toEqual({ open: true, opensAt: null, usualReplyMinutes: null });
});
