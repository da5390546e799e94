/** From what the device knows to what the views show: one function, no effects. */
import { hex } from "@sealdesk/seal";
import type { Begun, Connection, ReadyState, Organisation as Shown } from "../visitor.ts";
import type { LocalAssistant } from "./assistant.ts";
import type { Conversations } from "./conversations.ts";
import { hoursOf } from "./hours.ts";
import type { Library } from "./library.ts";
import { isOld, type Organisation } from "./organisation.ts";
import { sealOf } from "./pin.ts";

export interface Known {
  readonly organisation: Organisation;
  readonly library: Library;
  readonly assistant: LocalAssistant;
  readonly conversations: Conversations | null;
  readonly begun: Begun | null;
  readonly drafts: ReadonlyMap<string, string>;
  readonly name: string | null;
  readonly readMarks: boolean;
  readonly connection: Connection;
  readonly now: number;
}

export function readyState(k: Known): ReadyState {
  const { begun, conversations } = k;
  return {
    phase: "ready",
    organisation: organisationOf(k),
    hours: hoursOf(k.organisation.settings, k.now),
    customer: { name: k.name },
    settings: { readMarks: k.readMarks },
    articles: k.library.titles,
    recent: conversations?.recent(k) ?? [],
    assistant: {
      available: k.library.titles.length > 0,
      items: k.assistant.items,
      draft: k.drafts.get("assistant") ?? "",
    },
    begun: begun && { at: begun.at, text: begun.text },
    conversation: conversations?.shown(k) ?? null,
    connection: k.connection,
    unread: conversations?.unread ?? 0,
    proof: { at: k.organisation.proof.head.time * 1000, old: isOld(k.organisation, k.now) },
  };
}

function organisationOf({ organisation: { proof, settings } }: Known): Shown {
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
