/**
 * What one does with conversations. Promise: a command names its conversation, so that whoever looks at another one
 * before it is done does not change that one.
 */

import { asId, type Body, type Hex } from "@sealdesk/seal";
import type {
  ConversationId,
  ConversationRow,
  Name,
  NoticedAlarm,
  Outcome,
  ViewId,
  WorkCommands,
} from "../desk.ts";
import { NoAnswer, Refused } from "../http.ts";
import { ledgerEvidence } from "../ledger-watch.ts";
import { outcome } from "./failure.ts";
import { openFile } from "./filing.ts";
import { sightOf, standing, wordsIn } from "./sight.ts";
import { listRows } from "./snapshot-list.ts";
import type { StaffThread } from "./staff-thread.ts";
import { stateBody } from "./state-body.ts";
import type { Workspace } from "./workspace.ts";
import { edit, react, remove, saveDraft, takeBack, write } from "./writing.ts";

const TRIES = 3;

/** Tells the others at once; nothing is kept if there is no connection. */
export type Tell = (frame: object) => void;

export function workCommands(w: Workspace, tell: Tell): WorkCommands {
  return {
    openView: (view) => outcome(() => openView(w, view)),
    loadMore: () => outcome(() => w.conversations.load(w.view, true)),
    select: (id) => outcome(() => select(w, tell, id)),
    claim: (id) => act(w, id, "claim"),
    assign: (id, account) => act(w, id, "assign", { account }),
    close: (id) => act(w, id, "close", {}, "closed"),
    reopen: (id) => act(w, id, "reopen", {}, "reopened"),
    reply: (id, text, replyTo) =>
      outcome(() => write(w, { conversation: id as Hex, note: false }, text, replyTo)),
    note: (id, text, replyTo) =>
      outcome(() => write(w, { conversation: id as Hex, note: true }, text, replyTo)),
    edit: (id, item, text) => outcome(() => edit(w, id as Hex, item, text)),
    remove: (id, item) => outcome(() => remove(w, id as Hex, item)),
    react: (id, item, emoji, on) => outcome(() => react(w, id as Hex, item, emoji, on)),
    attach: (id, mode, files) =>
      outcome(() => w.files.attach({ conversation: id, note: mode === "note" }, files)),
    detach: (file) => outcome(() => w.files.detach(file)),
    retryFile: (file) => outcome(() => w.files.retry(file)),
    openFile: (id, file, into) => outcome(() => openFile(w, id as Hex, file, into)),
    takeOtherDraft: (id) => outcome(() => w.draftSync.takeOther(id as Hex)),
    identityLevels: (id) => outcome(() => identityLevels(w, id as Hex)),
    askIdentity: (id, level, reason) => outcome(() => askIdentity(w, id as Hex, level, reason)),
    hold: (id, on) => outcome(() => hold(w, id as Hex, on)),
    retry: (id) => outcome(async () => w.outbox.retry(id as Hex)),
    takeBack: (id) => outcome(() => takeBack(w, id as Hex)),
    setTyping: (id, on) => tell({ type: "typing", thread: id, on }),
    understood: (alarm) => outcome(() => understood(w, alarm)),
    followLedger: () => outcome(() => w.ledger.goOn()),
    ledgerEvidence: () =>
      outcome(async () => `${JSON.stringify(await ledgerEvidence(w.browser.store), null, 2)}\n`),
    markRead: () => outcome(() => markRead(w)),
    saveDraft: (id, draft) => outcome(() => saveDraft(w, id as Hex, draft)),
    search: (query) => outcome(async () => found(w, query)),
  };
}

async function openView(w: Workspace, view: ViewId): Promise<void> {
  w.view = view;
  w.loading = true;
  w.render();
  try {
    await w.conversations.load(view, false);
  } finally {
    w.loading = false;
    w.render();
  }
}

async function understood(w: Workspace, alarm: NoticedAlarm): Promise<void> {
  const { noticed } = w.keys;
  if (alarm.kind === "clock") return noticed.seen("clock");
  if (alarm.kind === "unverified-directory") return noticed.seen("directory");
  if (alarm.kind === "unverified-ledger") return noticed.seen("ledger");
  for (const thread of w.conversations.threadsOf(alarm.conversation as Hex)) await noticed.seen(thread);
}

async function select(w: Workspace, tell: Tell, id: ConversationId | null): Promise<void> {
  w.selected = id as Hex | null;
  tell({ type: "viewing", thread: id });
  w.render();
  if (w.selected === null || w.conversations.isDestroyed(w.selected)) return;
  try {
    if (!w.conversations.rows.has(w.selected)) await w.conversations.look(w.selected);
    const locked = w.conversations.rows.get(w.selected)?.locked === true;
    const thread = w.conversations.thread(w.selected);
    await Promise.all([thread.then((t) => t.fetch()), w.conversations.notes(w.selected)]);
    // Who is there has just confirmed it, for a while: the others may be opened, too.
    if (locked) {
      await w.conversations.look(id as Hex);
      await w.conversations.load(w.view, false);
    }
  } catch (cause) {
    // What is opened already can be read without a connection; the strip above says so.
    if (!(cause instanceof NoAnswer) || w.conversations.opened(id as Hex) === undefined) throw cause;
  }
  w.render();
}

function act(
  w: Workspace,
  id: ConversationId,
  what: string,
  body: object = {},
  say?: "closed" | "reopened",
): Promise<Outcome<void>> {
  return outcome(async () => {
    // Said in the thread first: the line is signed, the state beside it is the server's word.
    if (say !== undefined) await sayState(w, id as Hex, say);
    await w.keys.http.post(`/conversations/${id}/${what}`, body);
  });
}

async function sayState(w: Workspace, id: Hex, state: "closed" | "reopened"): Promise<void> {
  const thread = await w.conversations.thread(id);
  const body = stateBody(w.keys.platform, state);
  await w.outbox.alone(() => say(thread, body));
  await w.conversations.refetch(id);
}

/** Whoever was overtaken, by a new key for example, looks again and says the same once more. */
async function say(thread: StaffThread, body: Body): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    await thread.fetch();
    if (thread.isOutdated) await thread.refreshKey();
    try {
      return await thread.post((await thread.seal(body)).wire);
    } catch (cause) {
      if (!(cause instanceof Refused && cause.status === 409) || attempt === TRIES) throw cause;
      await thread.look();
    }
  }
}

const LEVELS = { email: ["email", 1], website: ["token", 2] } as const;

async function identityLevels(w: Workspace, id: Hex): Promise<readonly ("email" | "website")[]> {
  const { levels } = await w.keys.http.get<{ readonly levels: readonly string[] }>(
    `/conversations/${id}/asks`,
  );
  return (["email", "website"] as const).filter((name) => levels.includes(LEVELS[name][0]));
}

/** The server is told that there is a question, so that a code can be sent; what is asked, and why, goes sealed. */
async function askIdentity(w: Workspace, id: Hex, name: "email" | "website", reason: string): Promise<void> {
  const { http, platform } = w.keys;
  const thread = await w.conversations.thread(id);
  const [wire, level] = LEVELS[name];
  const { until } = await http.post<{ readonly until: number }>(`/conversations/${id}/asks`, { level: wire });
  const content = { level, challenge: asId(platform.random(32)), until, reason: reason.trim() };
  const body: Body = { kind: "identity-ask", time: platform.now(), logical: platform.random(16), content };
  await w.outbox.alone(() => say(thread, body));
  await w.conversations.refetch(id);
}

/** The server's answer is the row; the live connection tells the others. */
async function hold(w: Workspace, id: Hex, on: boolean): Promise<void> {
  await w.keys.http.put(`/conversations/${id}/hold`, { on });
  const row = w.conversations.rows.get(id);
  if (row !== undefined) w.conversations.put({ ...row, held: on });
  w.render();
}

async function markRead(w: Workspace): Promise<void> {
  const id = w.selected;
  if (id === null || w.conversations.isDestroyed(id)) return;
  const thread = await w.conversations.thread(id);
  const row = w.conversations.rows.get(id);
  if (row !== undefined && row.myRead >= thread.log.sequence) return;
  const read = thread.log.sequence;
  await thread.markRead();
  const now = w.conversations.rows.get(id);
  if (now !== undefined) w.conversations.put({ ...now, myRead: Math.max(now.myRead, read) });
  w.render();
}

/**
 * Over what this device has opened, whatever view it belongs to; each row shows the newest words that match. Looks
 * through what stands now: neither what was removed nor what stood there before a change.
 */
function found(w: Workspace, query: string): readonly ConversationRow[] {
  const wanted = query.trim().toLowerCase();
  const hit = (text: string) => text.toLowerCase().includes(wanted);
  return listRows(w, [...w.conversations.rows.values()], () => true).flatMap((row) => {
    const text = textsOf(w, row.id as Hex).findLast(hit);
    if (text !== undefined) return [{ ...row, preview: { text: around(text, wanted), mine: false } }];
    return isCalled(row.who, wanted) ? [row] : [];
  });
}

/** Whatever word a reader's language puts before the mark of a nameless customer, it stands at the end. */
function isCalled(who: Name, wanted: string): boolean {
  if (typeof who === "string") return who.toLowerCase().includes(wanted);
  const mark = who.mark.toLowerCase();
  return mark.includes(wanted) || wanted.endsWith(` ${mark}`);
}

function textsOf(w: Workspace, id: Hex): readonly string[] {
  const thread = w.conversations.opened(id);
  if (thread === undefined) return [];
  const words = wordsIn(sightOf(w.keys), thread);
  return thread.log.entries.flatMap((e) => (e.kind === "message" ? [standing(words, e)] : []));
}

/** Begins a few words before what was looked for, so that it is seen in one line. */
function around(text: string, wanted: string): string {
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 40) return text;
  const begin = text.indexOf(" ", at - 24) + 1;
  return `…${text.slice(begin > 0 && begin <= at ? begin : at)}`;
}
