/** From a verified log to what the window shows. Pure: the same log gives the same items. */
import { type ContextLine, hex, readerKind } from "@sealdesk/seal";
import type { LogEntry, LogGeneration, LogMessage } from "../thread-log.ts";
import type { AssistantItem, ConversationItem, MineItem, Person, ReaderChange } from "../visitor.ts";
import type { Conversation } from "./conversation.ts";
import type { Library } from "./library.ts";
import type { People } from "./people.ts";
import type { Waiting } from "./waiting.ts";

export interface Scene {
  readonly people: People;
  readonly library: Library;
  readonly team: string;
  readonly others: number;
  /** A record of the outbox is on its way now. */
  readonly sending: boolean;
}

export function itemsIn(c: Conversation, scene: Scene): readonly ConversationItem[] {
  const changes = changesIn(c.log.entries);
  const out: ConversationItem[] = [];
  const met = new Set<string>();
  let before: LogGeneration | null = null;
  for (const e of inOrder(c)) {
    if (e.kind === "gap") {
      out.push({ kind: "missing", id: `${c.name}-${e.sequence}`, at: e.received * 1000, count: 1 });
      continue;
    }
    if (e.kind === "generation") {
      out.push(...readersItems(e, before, scene));
      before = e;
      continue;
    }
    if (e.repeated || changes.removed.has(saidBy(e, e.body.logical))) continue;
    const person = c.visitors.has(hex(e.sender)) ? null : scene.people.personOf(e.sender);
    if (person !== null && e.body.kind === "text" && !met.has(person.id)) {
      met.add(person.id);
      // Who answers could read before: that is no change of readers.
      out.push({ kind: "answering", id: `${logicalOf(e)}-answering`, at: e.received * 1000, person });
    }
    const item = messageItem(c, e, person, changes.edited, scene.library);
    if (item === null) continue;
    // What was passed on came before those who read it now.
    if (item.kind === "context" && out.length === 1) out.unshift(item);
    else out.push(item);
  }
  return [...out, ...c.outbox.all.filter((w) => !w.named).map((w) => waitingItem(w, scene.sending))];
}

const inOrder = (c: Conversation) =>
  [...c.log.entries, ...c.log.gaps.map((g) => ({ kind: "gap" as const, ...g }))].sort(
    (a, b) => a.sequence - b.sequence,
  );

const logicalOf = (e: LogMessage): string => hex(e.body.logical);

const saidBy = (e: LogMessage, logical: Uint8Array): string => `${hex(e.sender)}/${hex(logical)}`;

/** Edits and removals count only from whoever wrote the message they name; a logical id is its sender's own. */
function changesIn(entries: readonly LogEntry[]) {
  const edited = new Map<string, string>();
  const removed = new Set<string>();
  for (const e of entries) {
    if (e.kind !== "message") continue;
    const { body } = e;
    if (body.kind !== "edit" && body.kind !== "remove") continue;
    const target = saidBy(e, body.content.target);
    if (body.kind === "edit") edited.set(target, body.content.text);
    else removed.add(target);
  }
  return { edited, removed };
}

function readersItems(
  e: LogGeneration,
  before: LogGeneration | null,
  scene: Scene,
): readonly ConversationItem[] {
  const { reason } = e.statement.value;
  const base = { kind: "readers", id: hex(e.statement.id), at: e.received * 1000 } as const;
  const team: ReaderChange = { kind: "team-added", team: scene.team, person: null, others: scene.others };
  if (reason === "create" || reason === "transfer") return [{ ...base, change: team }];
  if (reason === "device") return [{ ...base, change: { kind: "device-added" } }];
  return memberChanges(membersOf(before, scene), membersOf(e, scene), scene.team).map((change) => ({
    ...base,
    id: `${base.id}-${change.kind}-${change.person.id}`,
    change,
  }));
}

/** The people behind the team's key in a generation, if this device has seen them proven. */
function membersOf(e: LogGeneration | null, { people }: Scene): readonly Person[] | undefined {
  const team = e?.statement.value.readers.find((r) => r.kind === readerKind.group);
  return team && people.membersOf(team.ref);
}

type MemberChange = ReaderChange & { readonly kind: "joined" | "left" };

function memberChanges(
  before: readonly Person[] | undefined,
  now: readonly Person[] | undefined,
  team: string,
): readonly MemberChange[] {
  if (before === undefined || now === undefined) return [];
  const without = (list: readonly Person[], others: readonly Person[]) =>
    list.filter((p) => !others.some((o) => o.id === p.id));
  return [
    ...without(before, now).map((person): MemberChange => ({ kind: "left", person, team })),
    ...without(now, before).map((person): MemberChange => ({ kind: "joined", person, team })),
  ];
}

function messageItem(
  c: Conversation,
  e: LogMessage,
  person: Person | null,
  edited: ReadonlyMap<string, string>,
  library: Library,
): ConversationItem | null {
  const { body } = e;
  const base = { id: logicalOf(e), at: e.received * 1000 };
  // Else a colleague could put words into the customer's mouth.
  if (body.kind === "context" && person !== null) return null;
  if (body.kind === "context")
    return { kind: "context", ...base, items: passedOn(body.content.lines, base.id, library) };
  if (body.kind === "state" && body.content.state !== "assigned") {
    return { kind: "state", ...base, state: body.content.state };
  }
  if (body.kind !== "text") return null;
  const text = edited.get(saidBy(e, body.logical)) ?? body.content.text;
  if (person !== null)
    return { kind: "theirs", ...base, author: person, text, edited: edited.has(saidBy(e, body.logical)) };
  return { kind: "mine", ...base, text, ...markOf(c, e), failure: null };
}

function markOf(c: Conversation, e: LogMessage): Pick<MineItem, "mark" | "markAt"> {
  if (c.read.sequence >= e.sequence) return { mark: "read", markAt: c.read.time * 1000 };
  if (c.delivered.sequence >= e.sequence) return { mark: "delivered", markAt: c.delivered.time * 1000 };
  return { mark: "sent", markAt: e.received * 1000 };
}

function waitingItem(w: Waiting, sending: boolean): MineItem {
  const mark = w.failure !== null ? "failed" : sending ? "sending" : "waiting";
  return { kind: "mine", id: w.logical, at: w.at, text: w.text, mark, markAt: null, failure: w.failure };
}

/**
 * The passed-on transcript as items again. A line says which version of which article was quoted; its date is the
 * signed set's own, so it is left out where that version is no longer the approved one.
 */
const passedOn = (lines: readonly ContextLine[], id: string, library: Library): readonly AssistantItem[] =>
  lines.map((l, n): AssistantItem => {
    const base = { id: `${id}-${n}`, at: l.time };
    const s = l.sources[0];
    if (l.who === "visitor" || s === undefined) return { kind: "asked", ...base, text: l.text };
    const updated = library.updated(s.article, s.version);
    return { kind: "answer", ...base, source: { id: s.article, title: s.title, passage: s.quote, updated } };
  });
