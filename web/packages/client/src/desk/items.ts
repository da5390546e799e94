/** From verified entries to what a thread shows. Pure. */

import { type Body, type Hex, hex, readerKind } from "@sealdesk/seal";
import { type Account, holds, type State } from "@sealdesk/seal/directory";
import type {
  CustomerPanel,
  ItemId,
  MessageItem,
  Person,
  PersonRow,
  Reader,
  ReadersItem,
  ThreadItem,
} from "../desk.ts";
import type { LogEntry, LogGeneration, LogMessage } from "../thread-log.ts";
import type { JobState } from "./outbox.ts";
import type { StaffKeys, StaffThread } from "./staff-thread.ts";

export interface Sight {
  readonly state: Readonly<State>;
  readonly me: Hex;
}

export const sightOf = ({ sync, me }: StaffKeys): Sight => ({ state: sync.state, me: hex(me.account) });

/** The account behind a device; undefined for customers. */
export function accountOf(sight: Sight, device: Uint8Array): Person | undefined {
  const d = sight.state.devices.get(hex(device));
  const a = d && sight.state.accounts.get(hex(d.account));
  return a && { id: hex(a.id), name: a.name };
}

export const roleOf = (a: Account): PersonRow["role"] =>
  holds(a, "owner") ? "owner" : holds(a, "admin") ? "admin" : "agent";

/** A customer without a name is told apart by four characters of the conversation's id. */
export const visitorName = (thread: StaffThread): string =>
  `Visitor ${hex(thread.id).slice(0, 4).toUpperCase()}`;

export function profileOf(thread: StaffThread): readonly { readonly name: string; readonly value: string }[] {
  const fields = new Map<string, string>();
  for (const e of thread.log.entries) {
    if (e.kind !== "message" || e.body.kind !== "profile" || !isVisitor(thread, e)) continue;
    for (const f of e.body.content.fields) fields.set(f.name, f.value);
  }
  return [...fields].map(([name, value]) => ({ name, value }));
}

export function customerName(thread: StaffThread): string {
  const named = profileOf(thread)
    .find((f) => f.name === "name")
    ?.value.trim();
  return named === undefined || named === "" ? visitorName(thread) : named;
}

export const isVisitor = (thread: StaffThread, e: LogMessage): boolean => thread.visitors.has(hex(e.sender));

export function newestText(thread: StaffThread): LogMessage | undefined {
  return thread.log.entries.findLast(
    (e): e is LogMessage =>
      e.kind === "message" && (e.body.kind === "text" || (e.body.kind === "context" && isVisitor(thread, e))),
  );
}

export function previewOf(body: Body): string {
  if (body.kind === "text") return body.content.text;
  if (body.kind === "context") return body.content.lines.findLast((l) => l.who === "visitor")?.text ?? "";
  return "";
}

/** What the customer asked first: the conversation's title. */
export function titleOf(thread: StaffThread): string {
  for (const e of thread.log.entries) {
    if (e.kind !== "message") continue;
    if (e.body.kind === "context" && !isVisitor(thread, e)) continue;
    const text =
      e.body.kind === "context"
        ? e.body.content.lines.find((l) => l.who === "visitor")?.text
        : previewOf(e.body);
    if (text !== undefined && text !== "") return text.split("\n")[0]!.slice(0, 80);
  }
  return visitorName(thread);
}

export function itemsOf(
  sight: Sight,
  thread: StaffThread,
  notes: StaffThread | undefined,
  jobs: readonly JobState[],
): readonly ThreadItem[] {
  const removed = removedIn(thread);
  const told = thread.log.entries.flatMap((e) => itemOf(sight, thread, e, false, removed));
  const noted = (notes?.log.entries ?? []).flatMap((e) =>
    e.kind === "message" ? itemOf(sight, notes!, e, true, removedIn(notes!)) : [],
  );
  // Both run by the server's receipt; the sort is stable, so each keeps its own order.
  const all = [...told, ...noted].sort((a, b) => a.at - b.at);
  // A message that has come back from the server is no longer on its way, although its job ends a moment later.
  const arrived = new Set(all.map(({ id }) => id));
  return [...all, ...jobs.filter(({ id }) => !arrived.has(id)).map((j) => jobItem(j, sight))];
}

/** A removal counts only by who wrote what it names. */
function removedIn(thread: StaffThread): ReadonlySet<string> {
  const out = new Set<string>();
  for (const e of thread.log.entries) {
    if (e.kind === "message" && e.body.kind === "remove") out.add(saidBy(e, e.body.content.target));
  }
  return out;
}

const saidBy = (e: LogMessage, logical: Uint8Array): string => `${hex(e.sender)}/${hex(logical)}`;

function itemOf(
  sight: Sight,
  thread: StaffThread,
  e: LogEntry,
  note: boolean,
  removed: ReadonlySet<string>,
): readonly ThreadItem[] {
  if (e.kind === "generation") return readersItem(sight, thread, e);
  if (e.repeated || removed.has(saidBy(e, e.body.logical))) return [];
  const base = { id: hex(e.body.logical) as ItemId, at: e.received * 1000 };
  const author = accountOf(sight, e.sender);
  const by = author?.name ?? customerName(thread);
  switch (e.body.kind) {
    case "text":
      return [{ ...base, ...messageFields(sight, thread, e, note), text: e.body.content.text, author: by }];
    case "context":
      // Else a colleague could put words into the customer's mouth.
      if (!isVisitor(thread, e)) return [];
      return [
        {
          ...base,
          kind: "context",
          turns: e.body.content.lines.map((l) => ({
            who: l.who,
            at: l.time,
            text: l.text,
            sources: l.sources,
          })),
        },
      ];
    case "state":
      return [{ ...base, kind: "state", state: e.body.content.state, by, about: e.body.content.about }];
    default:
      return [];
  }
}

function messageFields(sight: Sight, thread: StaffThread, e: LogMessage, note: boolean) {
  const author = accountOf(sight, e.sender);
  const mine = author?.id === sight.me;
  const at = (m: { sequence: number; at: number } | null) =>
    m !== null && m.sequence >= e.sequence ? m : null;
  const read = author === undefined || note ? null : at(thread.read);
  const delivered = author === undefined || note ? null : at(thread.delivered);
  const reached = author === undefined || note ? "none" : read ? "read" : delivered ? "delivered" : "sent";
  return {
    kind: "message",
    from: author === undefined ? "customer" : "staff",
    note,
    mine,
    language: e.body.kind === "text" && e.body.content.language !== "" ? e.body.content.language : null,
    mark: reached,
    markAt: (read ?? delivered)?.at ?? null,
    failure: null,
  } as const satisfies Partial<MessageItem>;
}

function jobItem(job: JobState, sight: Sight): MessageItem {
  return {
    kind: "message",
    id: job.id,
    at: job.at,
    from: "staff",
    note: job.note,
    author: sight.state.accounts.get(sight.me)?.name ?? "",
    mine: true,
    text: job.text,
    language: job.language === "" ? null : job.language,
    mark: job.state,
    markAt: null,
    failure: job.failure,
  };
}

function readersItem(sight: Sight, thread: StaffThread, e: LogGeneration): readonly ReadersItem[] {
  const g = e.statement.value;
  const team = sight.state.groups.get(hex(thread.group))?.name ?? "";
  const by = accountOf(sight, g.author)?.name ?? customerName(thread);
  const change = {
    create: "created",
    refresh: "key-changed",
    device: "device-added",
    transfer: "team-changed",
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

/** Who can open the newest key: the customer, and the members of the team as the directory has them. */
export function readersOf(sight: Sight, thread: StaffThread): readonly Reader[] {
  const group = sight.state.groups.get(hex(thread.group));
  const first = thread.log.entries[0]?.received ?? 0;
  const wrote = new Set(
    thread.log.entries.flatMap((e) => (e.kind === "message" ? [accountOf(sight, e.sender)?.id ?? ""] : [])),
  );
  const customers: Reader[] = (thread.log.current?.value.readers ?? [])
    .filter((r) => r.kind === readerKind.visitor)
    .slice(0, 1)
    .map(() => ({
      kind: "customer",
      name: customerName(thread),
      role: "customer",
      since: first * 1000,
      why: "wrote-to-us",
    }));
  const staff: Reader[] = [...(group?.members ?? [])].flatMap(([id]) => {
    const a = sight.state.accounts.get(id);
    if (a === undefined || a.removed) return [];
    const why = wrote.has(id) ? "answers" : "in-team";
    return [{ kind: "staff", name: a.name, role: roleOf(a), since: null, why } as const];
  });
  return [...customers, ...staff];
}

export function customerPanel(
  thread: StaffThread,
  past: CustomerPanel["past"],
  retention: { readonly days: number; readonly until: number | null },
): CustomerPanel {
  const fields = profileOf(thread);
  return {
    name: customerName(thread),
    identity: fields.length === 0 ? "anonymous" : "named",
    firstSeen: (thread.log.entries[0]?.received ?? 0) * 1000,
    fields,
    past,
    readableUntil: retention.until,
    retentionDays: retention.days,
  };
}
