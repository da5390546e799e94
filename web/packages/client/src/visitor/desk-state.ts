/** From what the device knows to what the views show: one function, no effects. */
import { hex } from "@sealdesk/seal";
import type { Connection, ReadyState, Organisation as Shown } from "../visitor.ts";
import { hoursOf } from "./hours.ts";
import { isOld, type Organisation } from "./organisation.ts";
import { sealOf } from "./pin.ts";
import type { Visit } from "./visit.ts";

/** What of a visit is shown. */
export type Known = Pick<
  Visit,
  | "assistant"
  | "attested"
  | "begun"
  | "conversations"
  | "drafts"
  | "library"
  | "organisation"
  | "preferences"
  | "signed"
>;

export function readyState(k: Known, connection: Connection, now: number): ReadyState {
  const { assistant, begun, conversations, library, organisation, preferences } = k;
  const { name, readMarks } = preferences;
  const { attachments: taken } = organisation.settings;
  return {
    phase: "ready",
    organisation: organisationOf(organisation),
    hours: hoursOf(organisation.settings, now, organisation.now?.usualReplySeconds),
    staffed: organisation.now?.staffed ?? null,
    limits: { fileBytes: taken?.maxBytes ?? 0, files: taken?.perMessage ?? 0 },
    customer: { name },
    asks: asked(k, now),
    settings: { readMarks },
    articles: library.titles,
    recent: conversations?.recent(k) ?? [],
    assistant: {
      available: library.titles.length > 0,
      items: assistant.items,
      draft: k.drafts.get("assistant") ?? "",
    },
    begun: begun && { at: begun.at, text: begun.text },
    staged: conversations?.files.staged() ?? [],
    conversation: conversations?.shown(k) ?? null,
    connection,
    unread: conversations?.unread ?? 0,
    proof: { at: organisation.proof.head.time * 1000, old: isOld(organisation, now) },
    contradicted: conversations?.background.contradicted ?? null,
  };
}

const levels = { anonymous: 0, email: 1, token: 2 };

function asked({ attested, organisation, signed }: Known, now: number): ReadyState["asks"] {
  const wish = organisation.now?.customers;
  if (!wish?.enforce || signed) return null;
  const shown = attested !== null && Date.parse(attested.expires) > now ? attested.level : 0;
  if (shown >= levels[wish.level]) return null;
  return wish.email ? "email" : "website";
}

function organisationOf({ proof, settings }: Organisation): Shown {
  return {
    name: proof.organisation,
    team: proof.group.name,
    colour: settings.colour === "" ? null : settings.colour,
    greeting: settings.greeting === "" ? null : settings.greeting,
    people: proof.members.slice(0, 3).map((m) => ({ id: hex(m.id), name: m.name })),
    seal: sealOf(proof.org),
    checkPhone: null,
  };
}

/**
 * Parts of `next` that equal parts of `before` keep their identity, so that views redraw only what changed.
 */
export function share<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (typeof before !== "object" || typeof next !== "object" || before === null || next === null) return next;
  if (Array.isArray(before) !== Array.isArray(next)) return next;
  const old = before as Record<string, unknown>;
  const out = (Array.isArray(next) ? [...next] : { ...next }) as Record<string, unknown>;
  const names = Object.keys(out);
  let same = names.length === Object.keys(old).length;
  for (const n of names) {
    out[n] = share(old[n], out[n]);
    same &&= Object.is(out[n], old[n]);
  }
  return (same ? before : out) as T;
}
