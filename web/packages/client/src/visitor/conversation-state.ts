/** How a conversation is shown: in the list, and open. No effects. */
import { hex, idFromHex, inGroups, readerKind, toCrockford } from "@sealdesk/seal";
import type { Said } from "../contract/said.ts";
import type { ConversationState, ConversationSummary, Person, Reader } from "../visitor.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import type { Known } from "./desk-state.ts";
import { itemsIn, type Scene } from "./items.ts";
import type { People } from "./people.ts";

const sceneOf = (own: Conversations, k: Known): Scene => ({
  name: k.preferences.name,
  filesOf: (ids) => own.files.named(ids),
  people: own.people,
  library: k.library,
  team: k.organisation.proof.group.name,
  others: k.organisation.proof.members.length,
  sending: own.sending,
});

/** People who wrote here, newest last. */
function writersOf(
  c: Conversation,
  people: People,
): readonly { readonly person: Person; readonly since: number }[] {
  const found = new Map<string, { readonly person: Person; readonly since: number }>();
  for (const e of c.log.entries) {
    if (e.kind !== "message" || c.visitors.has(hex(e.sender))) continue;
    const person = people.personOf(e.sender);
    if (person === null) continue;
    const since = found.get(person.id)?.since ?? e.received * 1000;
    found.delete(person.id);
    found.set(person.id, { person, since });
  }
  return [...found.values()];
}

export function summaryOf(c: Conversation, own: Conversations, k: Known): ConversationSummary {
  const said = itemsIn(c, sceneOf(own, k)).filter((i) => i.kind === "mine" || i.kind === "theirs");
  const last = said.at(-1);
  return {
    id: c.name,
    person: writersOf(c, own.people).at(-1)?.person ?? null,
    team: k.organisation.proof.group.name,
    at: last?.at ?? c.thread.value.time * 1000,
    preview: last === undefined ? "" : previewOf(last),
    mine: last?.kind === "mine",
    unread: c.unread,
  };
}

/** A message of files alone is known by the name of the first. */
const previewOf = ({ attachments, text }: Said): string =>
  text === "" ? (attachments[0]?.name ?? "") : text;

export function conversationOf(c: Conversation, own: Conversations, k: Known): ConversationState {
  const items = itemsIn(c, sceneOf(own, k));
  const person = writersOf(c, own.people).at(-1)?.person ?? null;
  const typing = own.typing.get(c.name) ?? null;
  const here = person !== null && own.here.has(person.id);
  const expires = c.facts?.expires ?? null;
  const rated = items.findLast((i) => i.kind === "rating");
  return {
    id: c.name,
    team: k.organisation.proof.group.name,
    person,
    presence: typing !== null ? "replying" : here ? "here" : null,
    open: c.facts?.state !== "closed",
    items,
    loading: own.loading,
    typing,
    draft: k.drafts.get(c.name) ?? "",
    staged: own.files.staged(c.name),
    ahead: c.facts?.ahead ?? null,
    rating: rated === undefined ? null : { score: rated.score, comment: rated.comment },
    readers: readersOf(c, own.people, k),
    passedOn: items.some((i) => i.kind === "context"),
    readableUntil: expires === null ? null : Date.parse(expires),
    retentionMonths: Math.round(k.organisation.settings.retentionDays / 30.4),
    held: c.facts?.held ?? false,
    destroyed: c.destroyed,
  };
}

function readersOf(c: Conversation, people: People, k: Known): readonly Reader[] {
  const { proof } = k.organisation;
  const writers = writersOf(c, people);
  const current = c.log.current?.value.readers ?? [];
  const devices = current.filter((r) => r.kind === readerKind.visitor).length || 1;
  const you: Reader = { kind: "you", otherDevices: devices - 1 };
  const answering = writers
    .filter((w) => proof.members.some((m) => hex(m.id) === w.person.id))
    .map(({ person, since }): Reader => {
      const seal = inGroups(toCrockford(idFromHex(person.id)).slice(0, 20));
      return { kind: "person", person, team: proof.group.name, since, why: "answers", seal };
    });
  const others = proof.members
    .filter((m) => !writers.some((w) => w.person.id === hex(m.id)))
    .map((m) => ({ id: hex(m.id), name: m.name }));
  const since = c.thread.value.time * 1000;
  if (others.length === 0) return [you, ...answering];
  return [you, ...answering, { kind: "team", team: proof.group.name, others, since, why: "stands-in" }];
}
