/** From what the device knows to what the views show: one function, no effects. */
import { hex } from "@sealdesk/seal";
import type {
  Connection,
  ConversationState,
  ConversationSummary,
  Person,
  ReadyState,
  Organisation as Shown,
} from "../visitor.ts";
import type { LocalAssistant } from "./assistant.ts";
import type { Conversation } from "./conversation.ts";
import { hoursOf } from "./hours.ts";
import type { Library } from "./library.ts";
import { isOld, type Organisation } from "./organisation.ts";
import type { People } from "./people.ts";
import { sealOf } from "./pin.ts";

export interface Known {
  readonly organisation: Organisation;
  readonly library: Library;
  readonly people: People;
  readonly assistant: LocalAssistant;
  readonly conversations: readonly Conversation[];
  readonly open: string | null;
  readonly loading: boolean;
  readonly sending: boolean;
  readonly typing: ReadonlyMap<string, Person>;
  readonly online: ReadonlySet<string>;
  readonly drafts: ReadonlyMap<string, string>;
  readonly name: string | null;
  readonly readMarks: boolean;
  readonly connection: Connection;
  readonly now: number;
  /** How conversations are shown; there as soon as there is one. */
  readonly shown: {
    summaryOf(c: Conversation, k: Known): ConversationSummary;
    conversationOf(c: Conversation, k: Known): ConversationState;
  } | null;
}

export function readyState(k: Known): ReadyState {
  const open = k.conversations.find((c) => c.name === k.open);
  return {
    phase: "ready",
    organisation: organisationOf(k),
    hours: hoursOf(k.organisation.settings, k.now),
    customer: { name: k.name },
    settings: { readMarks: k.readMarks },
    articles: k.library.titles,
    recent: k.conversations.map((c) => k.shown!.summaryOf(c, k)).sort((a, b) => b.at - a.at),
    assistant: {
      available: k.library.titles.length > 0,
      thinking: false,
      items: k.assistant.items,
      draft: k.drafts.get("assistant") ?? "",
    },
    conversation: open === undefined ? null : k.shown!.conversationOf(open, k),
    connection: k.connection,
    unread: k.conversations.reduce((n, c) => n + c.unread, 0),
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
