/** From what the device knows to what the views show: one function, no effects. */
import { hex, idFromHex, inGroups, toCrockford } from "@sealdesk/seal";
import type {
  Connection,
  ConversationState,
  ConversationSummary,
  Person,
  Reader,
  ReadyState,
  Organisation as Shown,
} from "../visitor.ts";
import type { LocalAssistant } from "./assistant.ts";
import type { Conversation } from "./conversation.ts";
import { hoursOf } from "./hours.ts";
import { itemsIn, type Scene } from "./items.ts";
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
}

export function readyState(k: Known): ReadyState {
  const shown = k.conversations.find((c) => c.name === k.open);
  return {
    phase: "ready",
    organisation: organisationOf(k),
    hours: hoursOf(k.organisation.settings, k.now),
    customer: { name: k.name },
    settings: { readMarks: k.readMarks },
    articles: k.library.titles,
    recent: k.conversations.map((c) => summaryOf(c, k)).sort((a, b) => b.at - a.at),
    assistant: {
      available: k.library.titles.length > 0,
      thinking: false,
      items: k.assistant.items,
      draft: k.drafts.get("assistant") ?? "",
    },
    conversation: shown === undefined ? null : conversationOf(shown, k),
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

const sceneOf = (k: Known): Scene => ({
  people: k.people,
  team: k.organisation.proof.group.name,
  others: k.organisation.proof.members.length,
  sending: k.sending,
});

/** People who wrote here, newest last. */
function writersOf(
  c: Conversation,
  k: Known,
): readonly { readonly person: Person; readonly since: number }[] {
  const found = new Map<string, { readonly person: Person; readonly since: number }>();
  for (const e of c.log.entries) {
    if (e.kind !== "message" || c.visitors.has(hex(e.sender))) continue;
    const person = k.people.personOf(e.sender);
    if (person === null) continue;
    const since = found.get(person.id)?.since ?? e.received * 1000;
    found.delete(person.id);
    found.set(person.id, { person, since });
  }
  return [...found.values()];
}

function summaryOf(c: Conversation, k: Known): ConversationSummary {
  const said = itemsIn(c, sceneOf(k)).filter((i) => i.kind === "mine" || i.kind === "theirs");
  const last = said.at(-1);
  return {
    id: c.name,
    person: writersOf(c, k).at(-1)?.person ?? null,
    team: k.organisation.proof.group.name,
    at: last?.at ?? c.thread.value.time * 1000,
    preview: last?.text ?? "",
    mine: last?.kind === "mine",
    unread: c.unread,
  };
}

function conversationOf(c: Conversation, k: Known): ConversationState {
  const items = itemsIn(c, sceneOf(k));
  const person = writersOf(c, k).at(-1)?.person ?? null;
  const typing = k.typing.get(c.name) ?? null;
  const here = person !== null && k.online.has(person.id);
  const expires = c.facts?.expires ?? null;
  return {
    id: c.name,
    team: k.organisation.proof.group.name,
    person,
    presence: person === null ? null : typing !== null ? "replying" : here ? "here" : "away",
    open: c.facts?.state !== "closed",
    items,
    loading: k.loading,
    typing,
    draft: k.drafts.get(c.name) ?? "",
    readers: readersOf(c, k),
    passedOn: items.some((i) => i.kind === "context"),
    readableUntil: expires === null ? null : Date.parse(expires),
    retentionMonths: Math.round(k.organisation.settings.retentionDays / 30.4),
  };
}

function readersOf(c: Conversation, k: Known): readonly Reader[] {
  const { proof } = k.organisation;
  const writers = writersOf(c, k);
  const current = c.log.current?.value.readers ?? [];
  const devices = current.filter((r) => r.kind === 1).length || 1;
  const you: Reader = {
    kind: "you",
    devices: Array.from({ length: devices }, (_, n) => ({ label: "", here: n === 0 })),
  };
  const people = writers
    .filter((w) => proof.members.some((m) => hex(m.id) === w.person.id))
    .map(({ person, since }): Reader => {
      const seal = inGroups(toCrockford(idFromHex(person.id)).slice(0, 20));
      return { kind: "person", person, team: proof.group.name, since, why: "answers", seal };
    });
  const others = proof.members
    .filter((m) => !writers.some((w) => w.person.id === hex(m.id)))
    .map((m) => ({ id: hex(m.id), name: m.name }));
  const since = c.thread.value.time * 1000;
  if (others.length === 0) return [you, ...people];
  return [you, ...people, { kind: "team", team: proof.group.name, others, since, why: "stands-in" }];
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
