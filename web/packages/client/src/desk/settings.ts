/** Inbox settings between the API's shape and the desk's, and the line that puts the chat on a website. */

import { hex, type Id } from "@sealdesk/seal";
import type { InboxSettings } from "../desk.ts";
import type { InboxSettingsWire } from "../wire.ts";

export const settingsWire = (s: InboxSettings): InboxSettingsWire => ({
  greeting: s.greeting,
  colour: s.colour,
  expectedReplySeconds: Math.round(s.expectedReplyMinutes * 60),
  hours: { timezone: s.timezone, days: s.hours },
  retentionDays: s.retentionDays,
});

export const settingsFrom = (w: InboxSettingsWire): InboxSettings => ({
  greeting: w.greeting,
  colour: w.colour,
  expectedReplyMinutes: w.expectedReplySeconds / 60,
  timezone: w.hours?.timezone || "UTC",
  hours: w.hours?.days ?? [],
  retentionDays: w.retentionDays,
});

/** The line names the organisation's pin, so that a browser notices another organisation behind the same address. */
export const embedLine = (origin: string, inbox: Id, org: Id): string =>
  `<script src="${origin}/sealdesk.js" data-inbox="${hex(inbox)}" data-pin="${hex(org)}" async></script>`;
