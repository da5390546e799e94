/** Inbox settings between the API's shape and the desk's, and the line that puts the chat on a website. */

import { hex, type Id } from "@sealdesk/seal";
import type { InboxSettings } from "../desk.ts";
import { NoAnswer } from "../http.ts";
import type { InboxSettingsWire } from "../wire.ts";
import { DeskError } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

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

/** Both end up within a tag on a website: nothing but what they must look like gets there. */
const script = /^\/sealdesk\.[0-9a-f]{16}\.js$/;
const integrity = /^sha384-[A-Za-z0-9+/]{64}$/;

/** The line that names one version of the script by its hash (W3C Subresource Integrity). */
export async function pinnedLine({ platform, sync }: StaffKeys, origin: string, inbox: Id): Promise<string> {
  const answer = await platform.http({ method: "GET", path: "/sealdesk.json" }).catch((cause: unknown) => {
    throw new NoAnswer("no answer", { cause });
  });
  const said = answer.status === 200 ? (JSON.parse(await answer.text()) as Record<string, unknown>) : {};
  const [at, hash] = [said.script, said.integrity].map((value) => (typeof value === "string" ? value : ""));
  if (!script.test(at!) || !integrity.test(hash!))
    throw new DeskError(
      "unsupported",
      "The server names no script that can be pinned.",
      "Use the first line, or tell whoever runs this desk.",
    );
  return (
    `<script src="${origin}${at}" integrity="${hash}" crossorigin="anonymous" ` +
    `data-inbox="${hex(inbox)}" data-pin="${hex(sync.directory.org)}" async></script>`
  );
}
