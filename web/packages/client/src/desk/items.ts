/** From verified entries to what a thread shows. Pure. */

import { type Body, hex, visitorsOf } from "@sealdesk/seal";
import type { Attachment, ItemId, MessageItem, Name, ReadersItem, Said, ThreadItem } from "../desk.ts";
import type { Words } from "../said.ts";
import type { LogEntry, LogGeneration, LogMessage } from "../thread-log.ts";
import type { JobState } from "./job.ts";
import { accountOf, customerName, isVisitor, type Sight, voiceOf, wordsIn } from "./sight.ts";
import type { StaffThread } from "./staff-thread.ts";

export function itemsOf(
  sight: Sight,
  thread: StaffThread,
  notes: StaffThread | undefined,
  jobs: readonly JobState[],
  filesOf: (ids: readonly string[]) => readonly Attachment[] = () => [],
): readonly ThreadItem[] {
  const [told, noted] = [jobs.filter((j) => !j.note), jobs.filter((j) => j.note)];
  const here = itemsIn(sight, thread, told, false);
  // Who may read notes is of no interest to them: the line about it stands in the conversation.
  const beside = notes === undefined ? [] : itemsIn(sight, notes, noted, true).filter(isSaid);
  // Both run by the server's receipt; the sort is stable, so each keeps its own order.
  const all = [...here, ...beside].sort((a, b) => a.at - b.at);
  // A message that has come back from the server is no longer on its way, although its job ends a moment later.
  const arrived = new Set(all.map(({ id }) => id));
  const waiting = jobs.filter(({ id }) => !arrived.has(id));
  const words = { reply: wordsIn(sight, thread, told), note: notes && wordsIn(sight, notes, noted) };
  return [...all, ...waiting.flatMap((j) => jobItem(j, sight, j.note ? words.note : words.reply, filesOf))];
}

const isSaid = ({ kind }: ThreadItem): boolean => kind !== "readers";

function itemsIn(
  sight: Sight,
  thread: StaffThread,
  jobs: readonly JobState[],
  note: boolean,
): readonly ThreadItem[] {
  const place = { sight, thread, jobs, note, words: wordsIn(sight, thread, jobs) };
  const rating = thread.log.entries.findLast((e) => isRating(thread, e));
  let before: LogGeneration | null = null;
  return thread.log.entries.flatMap((e) => {
    if (e.kind === "generation") {
      const item = readersItem(sight, thread, e, before);
      before = e;
      return item;
    }
    return e.repeated || (isRating(thread, e) && e !== rating) ? [] : itemOf(place, e);
  });
}

const isRating = (thread: StaffThread, e: LogEntry): boolean =>
  e.kind === "message" && e.body.kind === "rating" && isVisitor(thread, e);

interface Place {
  readonly sight: Sight;
  readonly thread: StaffThread;
  readonly jobs: readonly JobState[];
  readonly note: boolean;
  readonly words: Words<Name>;
}

function itemOf(place: Place, e: LogMessage): readonly ThreadItem[] {
  const { sight, thread } = place;
  const base = { id: hex(e.body.logical) as ItemId, at: e.received * 1000 };
  switch (e.body.kind) {
    case "text":
      return textItem(place, e, base);
    case "context": {
      // Else a colleague could put words into the customer's mouth.
      if (!isVisitor(thread, e)) return [];
      const turns = e.body.content.lines.map(({ who, time: at, text, sources }) => ({
        who,
        at,
        text,
        sources,
      }));
      return [{ ...base, kind: "context", turns }];
    }
    case "rating":
      if (!isVisitor(thread, e) || e.body.content.score === 0) return [];
      return [{ ...base, kind: "rating", ...e.body.content }];
    case "identity-ask": {
      const question = thread.questions.get(hex(e.body.logical));
      if (question === undefined) return [];
      const { ask, answer } = question;
      const { mine, name: by } = voiceOf(sight, thread, hex(e.sender));
      const asked = { level: levelNames[ask.level], reason: ask.reason, until: ask.until * 1000 };
      return [{ ...base, kind: "asked", by, mine, ...asked, answer }];
    }
    case "state": {
      const { name: by } = voiceOf(sight, thread, hex(e.sender));
      return [{ ...base, kind: "state", state: e.body.content.state, by, about: e.body.content.about }];
    }
    default:
      return [];
  }
}

const levelNames = { 1: "email", 2: "website", 3: "passkey" } as const;

function textItem(
  { jobs, note, sight, thread, words }: Place,
  e: LogMessage,
  base: { readonly id: ItemId; readonly at: number },
): readonly ThreadItem[] {
  const sender = hex(e.sender);
  const said = words.of(sender, e.body.logical);
  if (said === undefined) return [];
  const { mine, name: author } = voiceOf(sight, thread, sender);
  if (words.removed(sender, e.body.logical)) return [{ ...base, kind: "removed", note, author, mine }];
  const from = accountOf(sight, e.sender) === undefined ? ("customer" as const) : ("staff" as const);
  const fields = { ...base, kind: "message" as const, ...said, from, note, author, mine };
  // A change that was refused stands at the message it was meant for.
  const change = mine ? jobs.find((j) => j.failure !== null && targetOf(j) === base.id) : undefined;
  if (change !== undefined) return [{ ...fields, mark: "failed", markAt: null, failure: change.failure }];
  const mark = from === "customer" || note ? NO_MARK : markOf(thread, e);
  return [{ ...fields, ...mark, failure: null }];
}

type Mark = Pick<MessageItem, "mark" | "markAt">;

/** No customer has what stands in notes. */
const NO_MARK: Mark = { mark: "none", markAt: null };

function markOf(thread: StaffThread, e: LogMessage): Mark {
  const at = (m: { sequence: number; at: number } | null) =>
    m !== null && m.sequence >= e.sequence ? m : null;
  const [read, delivered] = [at(thread.read), at(thread.delivered)];
  return {
    mark: read ? "read" : delivered ? "delivered" : "sent",
    markAt: (read ?? delivered)?.at ?? null,
  };
}

/** The message that a waiting change is about. */
export const targetOf = ({ body }: { readonly body: Body }): string | null =>
  body.kind === "edit" || body.kind === "remove" ? hex(body.content.target) : null;

function jobItem(
  job: JobState,
  sight: Sight,
  words: Words<Name> | undefined,
  filesOf: (ids: readonly string[]) => readonly Attachment[],
): readonly ThreadItem[] {
  const author = sight.state.accounts.get(sight.me)?.name ?? "";
  const base = { id: job.id, at: job.at, note: job.note, author, mine: true };
  if (job.body.kind !== "text") return [];
  if (words?.removed(sight.device, job.body.logical)) return [{ kind: "removed", ...base }];
  const said = words?.of(sight.device, job.body.logical) ?? firstWords(job.body.content);
  // Once it is sealed it names its files itself.
  const named = new Set(said.attachments.map(({ id }) => id));
  const attachments = [...said.attachments, ...filesOf(job.files.filter((id) => !named.has(id)))];
  const mark = { mark: job.state, markAt: null, failure: job.failure };
  return [{ kind: "message", ...base, from: "staff", ...said, attachments, ...mark }];
}

/** Notes that do not exist yet have nothing that could be changed. */
const firstWords = ({
  language,
  text,
}: {
  readonly language: string;
  readonly text: string;
}): Said<Name> => ({
  text,
  language: language === "" ? null : language,
  attachments: [],
  replyTo: null,
  reactions: [],
  before: [],
});

/** How many devices of the customer read. */
const devicesOf = (e: LogGeneration | null): number =>
  e === null ? 0 : visitorsOf(e.statement.value).length;

function readersItem(
  sight: Sight,
  thread: StaffThread,
  e: LogGeneration,
  before: LogGeneration | null,
): readonly ReadersItem[] {
  const g = e.statement.value;
  const team = sight.state.groups.get(hex(thread.group))?.name ?? "";
  const by = accountOf(sight, g.author)?.name ?? customerName(thread);
  const change = {
    create: "created",
    refresh: "key-changed",
    device: devicesOf(e) < devicesOf(before) ? "device-removed" : "device-added",
  } as const;
  return [
    {
      kind: "readers",
      id: hex(e.statement.id).slice(0, 32) as ItemId,
      at: e.received * 1000,
      change: change[g.reason],
      team,
      by,
    },
  ];
}
