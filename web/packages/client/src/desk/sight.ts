/** Who is who in a thread, and what stands in it, as this desk sees it. Pure. */

import { type Body, type Hex, hex } from "@sealdesk/seal";
import { type Account, holds, type State } from "@sealdesk/seal/directory";
import type { IdentityLevel } from "../contract/ready.ts";
import type { Name, Nameless, Person, PersonRow } from "../desk.ts";
import { type Utterance, type Voice, Words } from "../said.ts";
import type { LogMessage } from "../thread-log.ts";
import type { JobState } from "./job.ts";
import type { StaffKeys, StaffThread } from "./staff-thread.ts";

export interface Sight {
  readonly state: Readonly<State>;
  readonly me: Hex;
  /** This browser's device. */
  readonly device: Hex;
}

export const sightOf = ({ sync, me }: StaffKeys): Sight => ({
  state: sync.state,
  me: hex(me.account),
  device: hex(me.device),
});

/** The account behind a device; undefined for customers. */
export const accountOf = (sight: Sight, device: Uint8Array): Person | undefined =>
  accountAt(sight, hex(device));

function accountAt(sight: Sight, device: Hex): Person | undefined {
  const d = sight.state.devices.get(device);
  const a = d && sight.state.accounts.get(hex(d.account));
  return a && { id: hex(a.id), name: a.name };
}

export const roleOf = (a: Account): PersonRow["role"] =>
  holds(a, "owner") ? "owner" : holds(a, "admin") ? "admin" : "agent";

/** A customer without a name is told apart by four characters of the conversation's id. */
export const nameless = (conversation: Hex): Nameless => ({ mark: conversation.slice(0, 4).toUpperCase() });

export function profileOf(thread: StaffThread): readonly { readonly name: string; readonly value: string }[] {
  const fields = new Map<string, string>();
  for (const e of thread.log.entries) {
    if (e.kind !== "message" || e.body.kind !== "profile" || !isVisitor(thread, e)) continue;
    for (const f of e.body.content.fields) fields.set(f.name, f.value);
  }
  return [...fields].map(([name, value]) => ({ name, value }));
}

/** What the customer wants to be called; empty if that was never said, or was taken back. */
export const givenName = (thread: StaffThread): string =>
  profileOf(thread)
    .find((f) => f.name === "name")
    ?.value.trim() ?? "";

/** The most that is known of who they are: the newest proof, else whether they gave a name. */
export const identityOf = (thread: StaffThread): IdentityLevel =>
  thread.proofs.at(-1)?.by ?? (givenName(thread) === "" ? "anonymous" : "named");

export const customerName = (thread: StaffThread): Name => givenName(thread) || nameless(hex(thread.id));

export const isVisitor = (thread: StaffThread, e: LogMessage): boolean => thread.visitors.has(hex(e.sender));

interface Worked {
  /** What it was made of: entries only ever come, and the directory only ever grows. */
  readonly entries: number;
  readonly statements: number;
  readonly words: Words<Name>;
}

/** Lists ask for the words of every row at every change. */
const worked = new WeakMap<StaffThread, Worked>();

/** What was said here, with every change applied; then what this desk is about to say. */
export function wordsIn(sight: Sight, thread: StaffThread, jobs: readonly JobState[] = []): Words<Name> {
  if (jobs.length > 0) return wordsOf(sight, thread, jobs);
  const [entries, statements] = [thread.log.entries.length, sight.state.slots.size + sight.state.newest];
  const known = worked.get(thread);
  if (known?.entries === entries && known.statements === statements) return known.words;
  const words = wordsOf(sight, thread, []);
  worked.set(thread, { entries, statements, words });
  return words;
}

function wordsOf(sight: Sight, thread: StaffThread, jobs: readonly JobState[]): Words<Name> {
  const said = thread.log.entries.flatMap((e): Utterance[] =>
    e.kind === "message" ? [{ sender: hex(e.sender), body: e.body, at: e.received * 1000 }] : [],
  );
  const waiting = jobs
    .filter((j) => j.state !== "failed" || j.body.kind === "text")
    .map(({ at, body }): Utterance => ({ sender: sight.device, body, at }));
  return new Words([...said, ...waiting], (sender) => voiceOf(sight, thread, sender));
}

export function voiceOf(sight: Sight, thread: StaffThread, sender: string): Voice<Name> {
  const account = accountAt(sight, sender as Hex);
  if (account !== undefined) return { ...account, mine: account.id === sight.me };
  const customers = thread.beside ?? thread;
  if (customers.visitors.has(sender as Hex)) return { id: "", name: customerName(customers), mine: false };
  return { id: sender, name: "", mine: false };
}

/** The newest message that still says something. */
export function newestText(sight: Sight, thread: StaffThread): LogMessage | undefined {
  const said = (e: LogMessage, logical: Uint8Array) =>
    `${accountAt(sight, hex(e.sender))?.id ?? hex(e.sender)}/${hex(logical)}`;
  const removed = removedIn(thread, said);
  return thread.log.entries.findLast(
    (e): e is LogMessage =>
      e.kind === "message" &&
      !removed.has(said(e, e.body.logical)) &&
      (e.body.kind === "text" || (e.body.kind === "context" && isVisitor(thread, e))),
  );
}

/** A removal counts only by who wrote what it names. */
function removedIn(
  thread: StaffThread,
  said: (e: LogMessage, logical: Uint8Array) => string,
): ReadonlySet<string> {
  const out = new Set<string>();
  for (const e of thread.log.entries) {
    if (e.kind === "message" && e.body.kind === "remove") out.add(said(e, e.body.content.target));
  }
  return out;
}

/** What a message says now: nothing once it was removed. */
export function standing(words: Words<Name>, e: LogMessage): string {
  if (e.body.kind !== "text") return previewOf(e.body);
  const sender = hex(e.sender);
  return words.removed(sender, e.body.logical) ? "" : (words.of(sender, e.body.logical)?.text ?? "");
}

/** The words as they stand now; a message of files alone is known by the name of the first. */
export function previewIn(sight: Sight, thread: StaffThread, e: LogMessage): string {
  const said = wordsIn(sight, thread).of(hex(e.sender), e.body.logical);
  if (said === undefined) return previewOf(e.body);
  return said.text === "" ? (said.attachments[0]?.name ?? "") : said.text;
}

function previewOf(body: Body): string {
  if (body.kind === "text") return body.content.text;
  if (body.kind === "context") return body.content.lines.findLast((l) => l.who === "visitor")?.text ?? "";
  return "";
}

/** What the customer asked first, as it stands now: the conversation's title. */
export function titleOf(sight: Sight, thread: StaffThread): Name {
  const words = wordsIn(sight, thread);
  for (const e of thread.log.entries) {
    if (e.kind !== "message") continue;
    if (e.body.kind === "context" && !isVisitor(thread, e)) continue;
    const text =
      e.body.kind === "context"
        ? e.body.content.lines.find((l) => l.who === "visitor")?.text
        : standing(words, e);
    if (text !== undefined && text !== "") return text.split("\n")[0]!.slice(0, 80);
  }
  return nameless(hex(thread.id));
}
