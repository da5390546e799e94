/** From a verified log to what the window shows. Pure: the same log gives the same items. */
import { type ContextLine, type Hex, hex, readerKind, visitorsOf } from "@sealdesk/seal";
import type { Attachment } from "../contract/said.ts";
import { type Utterance, type Voice, Words } from "../said.ts";
import type { LogGeneration, LogMessage } from "../thread-log.ts";
import type {
  AskedItem,
  AssistantItem,
  ConversationItem,
  MineItem,
  Person,
  ReaderChange,
} from "../visitor.ts";
import type { Conversation } from "./conversation.ts";
import type { Library } from "./library.ts";
import type { People } from "./people.ts";
import type { Waiting } from "./waiting.ts";

export interface Scene {
  readonly people: People;
  readonly library: Library;
  readonly team: string;
  readonly others: number;
  /** What this customer is called, if they said it. */
  readonly name: string | null;
  /** A record of the outbox is on its way now. */
  readonly sending: boolean;
  /** Files that go with a message and are not named in it yet. */
  filesOf(ids: readonly string[]): readonly Attachment[];
}

export function itemsIn(c: Conversation, scene: Scene): readonly ConversationItem[] {
  const words = wordsIn(c, scene);
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
    if (e.repeated) continue;
    const person = c.visitors.has(hex(e.sender)) ? null : scene.people.personOf(e.sender);
    if (person !== null && e.body.kind === "text" && !met.has(person.id)) {
      met.add(person.id);
      // Who answers could read before: that is no change of readers.
      out.push({ kind: "answering", id: `${logicalOf(e)}-answering`, at: e.received * 1000, person });
    }
    const item = messageItem(c, e, person, words, scene);
    if (item === null) continue;
    // What was passed on came before those who read it now.
    if (item.kind === "context" && out.length === 1) out.unshift(item);
    else out.push(item);
  }
  return withoutEarlierRatings([...out, ...c.waiting.flatMap((w) => waitingItem(c, w, words, scene))]);
}

const inOrder = (c: Conversation) =>
  [...c.log.entries, ...c.log.gaps.map((g) => ({ kind: "gap" as const, ...g }))].sort(
    (a, b) => a.sequence - b.sequence,
  );

const logicalOf = (e: LogMessage): string => hex(e.body.logical);

/** What was said, and after it what this device is about to say: it shows at once. */
export function wordsIn(c: Conversation, { name, people }: Pick<Scene, "name" | "people">): Words {
  const said: Utterance[] = c.log.entries.flatMap((e) =>
    e.kind === "message" ? [{ sender: hex(e.sender), body: e.body, at: e.received * 1000 }] : [],
  );
  const waiting = c.waiting
    .filter((w) => w.failure === null || w.body.kind === "text")
    .map(({ at, body }) => ({ sender: c.me, body, at }));
  return new Words([...said, ...waiting], (sender): Voice => {
    if (c.visitors.has(sender as Hex)) return { id: "", name: name ?? "", mine: true };
    return { ...(people.personOf(sender) ?? { id: sender, name: "" }), mine: false };
  });
}

/** A rating replaces the one before it; one of nothing takes it away. */
function withoutEarlierRatings(items: readonly ConversationItem[]): readonly ConversationItem[] {
  const last = items.findLast((i) => i.kind === "rating");
  return items.filter((i) => i.kind !== "rating" || (i === last && i.score > 0));
}

function readersItems(
  e: LogGeneration,
  before: LogGeneration | null,
  scene: Scene,
): readonly ConversationItem[] {
  const { reason } = e.statement.value;
  const base = { kind: "readers", id: hex(e.statement.id), at: e.received * 1000 } as const;
  const team: ReaderChange = { kind: "team-added", team: scene.team, person: null, others: scene.others };
  if (reason === "create") return [{ ...base, change: team }];
  if (reason === "device") return [{ ...base, change: { kind: deviceChange(before, e) } }];
  return memberChanges(membersOf(before, scene), membersOf(e, scene), scene.team).map((change) => ({
    ...base,
    id: `${base.id}-${change.kind}-${change.person.id}`,
    change,
  }));
}

const deviceChange = (before: LogGeneration | null, e: LogGeneration) => {
  const [old, now] = [before, e].map((g) => (g === null ? 0 : visitorsOf(g.statement.value).length)) as [
    number,
    number,
  ];
  return now < old ? "device-removed" : "device-added";
};

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
  words: Words,
  { library }: Scene,
): ConversationItem | null {
  const { body } = e;
  const base = { id: logicalOf(e), at: e.received * 1000 };
  switch (body.kind) {
    case "context":
      // Else a colleague could put words into the customer's mouth.
      if (person !== null) return null;
      return { kind: "context", ...base, items: passedOn(body.content.lines, base.id, library) };
    case "state":
      return body.content.state === "assigned" ? null : { kind: "state", ...base, state: body.content.state };
    case "rating":
      return person === null ? { kind: "rating", ...base, ...body.content } : null;
    case "text":
      return textItem(c, e, person, words, base);
    case "identity-ask": {
      const { level, reason, until } = body.content;
      if (person === null) return null;
      return {
        kind: "asked",
        ...base,
        author: person,
        level: levelNames[level],
        reason,
        until: until * 1000,
        state: stateOf(c, base.id),
      };
    }
    default:
      return null;
  }
}

const levelNames = { 1: "email", 2: "website", 3: "passkey" } as const;

/** What this customer said to a question who they are: on its way, it is said. */
function stateOf(c: Conversation, question: string): AskedItem["state"] {
  let state: AskedItem["state"] = "open";
  const own = c.log.entries.flatMap((e) =>
    e.kind === "message" && c.visitors.has(hex(e.sender)) ? [e.body] : [],
  );
  for (const body of [...own, ...c.waiting.map((w) => w.body)]) {
    if (body.kind !== "identity-answer" || hex(body.content.target) !== question || state === "shown")
      continue;
    state = body.content.seed === null ? "declined" : "shown";
  }
  return state;
}

function textItem(
  c: Conversation,
  e: LogMessage,
  person: Person | null,
  words: Words,
  base: { readonly id: string; readonly at: number },
): ConversationItem | null {
  const said = words.of(hex(e.sender), e.body.logical);
  if (said === undefined) return null;
  if (words.removed(hex(e.sender), e.body.logical)) return { kind: "removed", ...base, author: person };
  if (person !== null) return { kind: "theirs", ...base, author: person, ...said };
  // A change that was refused stands at the message it was meant for.
  const change = c.outbox.all.find((w) => w.failure !== null && targetOf(w) === base.id);
  if (change !== undefined)
    return { kind: "mine", ...base, ...said, mark: "failed", markAt: null, failure: change.failure };
  return { kind: "mine", ...base, ...said, ...markOf(c, e), failure: null };
}

/** The message that a waiting change is about. */
export const targetOf = ({ body }: Waiting): string | null =>
  body.kind === "edit" || body.kind === "remove" ? hex(body.content.target) : null;

function markOf(c: Conversation, e: LogMessage): Pick<MineItem, "mark" | "markAt"> {
  if (c.read.sequence >= e.sequence) return { mark: "read", markAt: c.read.time * 1000 };
  if (c.delivered.sequence >= e.sequence) return { mark: "delivered", markAt: c.delivered.time * 1000 };
  return { mark: "sent", markAt: e.received * 1000 };
}

function waitingItem(c: Conversation, w: Waiting, words: Words, scene: Scene): readonly ConversationItem[] {
  const base = { id: w.logical, at: w.at };
  if (w.body.kind === "rating" && w.failure === null) return [{ kind: "rating", ...base, ...w.body.content }];
  const said = words.of(c.me, w.body.logical);
  if (w.body.kind !== "text" || said === undefined) return [];
  if (words.removed(c.me, w.body.logical)) return [{ kind: "removed", ...base, author: null }];
  const mark = w.failure !== null ? "failed" : scene.sending ? "sending" : "waiting";
  // Once it is sealed it names its files itself.
  const named = new Set(said.attachments.map(({ id }) => id));
  const attachments = [...said.attachments, ...scene.filesOf(w.files.filter((id) => !named.has(id)))];
  return [{ kind: "mine", ...base, ...said, attachments, mark, markAt: null, failure: w.failure }];
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
