/**
 * The conversations of this desk: what the server lists, opened and verified on this device as far as it is
 * looked at. Rows are opened in the background, a few at a time, so that names and previews appear.
 */

import { type Hex, hex } from "@sealdesk/seal";
import type { ViewId } from "../desk.ts";
import { type ConversationWire, destroyedAt, type ThreadWire } from "../wire.ts";
import { Counts } from "./counts.ts";
import { DeskError, passes } from "./failure.ts";
import { createNotes } from "./notes.ts";
import { type StaffKeys, StaffThread } from "./staff-thread.ts";

const PAGE = 50;
const OPEN_AT_ONCE = 6;
/** Milliseconds until what a bad line kept back is asked for again: doubled each time. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
/** Milliseconds: rows that open at nearly the same time are drawn once. */
const SHOW_TOGETHER = 50;

export interface Opened {
  readonly thread: StaffThread;
  readonly notes: StaffThread | null;
}

export class Conversations {
  readonly rows = new Map<Hex, ConversationWire>();
  readonly counts: Counts;
  readonly #threads = new Map<Hex, Promise<StaffThread>>();
  readonly #ready = new Map<Hex, StaffThread>();
  /** What could not be opened; of notes, the conversation that they stand beside. */
  readonly #waiting = new Map<Hex, StaffThread | null>();
  /** Conversations that are read with their notes. */
  readonly #beside = new Set<Hex>();
  #wait = FIRST_WAIT;
  #cancel: (() => void) | null = null;
  #stopped = false;
  #next: string | null = null;
  #queue: Hex[] = [];
  #working = 0;
  #showing = false;
  #stopLocking = () => {};

  constructor(
    readonly keys: StaffKeys,
    readonly changed: () => void,
  ) {
    this.counts = new Counts(keys.http, keys.platform, changed);
  }

  /** Nothing is asked or tried again after this. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#stopLocking();
    this.counts.stop();
  }

  readonly #showSoon = (): void => {
    if (this.#showing) return;
    this.#showing = true;
    this.keys.platform.after(SHOW_TOGETHER, () => {
      this.#showing = false;
      this.changed();
    });
  };

  get more(): boolean {
    return this.#next !== null;
  }

  /** Fetches the newest rows of a view, or those after the last ones. */
  async load(view: ViewId, older: boolean): Promise<void> {
    const name = typeof view === "string" ? view : "all";
    const inbox = typeof view === "string" ? "" : `&inbox=${view.inbox}`;
    const before = older && this.#next !== null ? `&before=${encodeURIComponent(this.#next)}` : "";
    const page = await this.keys.http.get<{
      conversations: readonly ConversationWire[];
      next?: string | null;
    }>(`/conversations?view=${name}${inbox}&limit=${PAGE}${before}`);
    for (const row of page.conversations) this.#put(row);
    if (!older) this.counts.ask();
    this.#next = page.next === "" ? null : (page.next ?? null);
    this.changed();
  }

  put(row: ConversationWire): void {
    this.counts.heard(this.rows.get(row.id as Hex), row);
    this.#put(row);
  }

  #put(row: ConversationWire): void {
    this.rows.set(row.id as Hex, row);
    if (destroyedAt(row) !== null || row.locked === true) this.#forget(row);
    else this.#openLater(row.id as Hex);
    this.#lockInTime();
  }

  /** What is sensitive leaves the screen, and this device's memory, when its reader has to confirm again. */
  #lockInTime(): void {
    this.#stopLocking();
    const now = this.keys.platform.now();
    const from = [...this.rows.values()].flatMap((r) => (r.lockedFrom ? [Date.parse(r.lockedFrom)] : []));
    if (from.length === 0 || this.#stopped) return;
    const wait = Math.max(0, Math.min(...from) - now);
    this.#stopLocking = this.keys.platform.after(wait, () => this.#lock());
  }

  #lock(): void {
    const now = this.keys.platform.now();
    for (const row of [...this.rows.values()])
      if (row.lockedFrom && Date.parse(row.lockedFrom) <= now)
        this.#put({ ...row, locked: true, lockedFrom: null });
    this.#lockInTime();
  }

  /** Of a team that one has left nothing stays on show: what is said there from now on is nothing for this desk. */
  keepOnly(teams: ReadonlySet<string>): void {
    for (const row of [...this.rows.values()]) {
      if (teams.has(row.group)) continue;
      this.rows.delete(row.id as Hex);
      this.#forget(row);
    }
  }

  /** What the server says of one conversation now, also where no list shows it. */
  async look(id: Hex): Promise<void> {
    this.put((await this.keys.http.get<ThreadWire>(`/threads/${id}`)).conversation);
    this.changed();
  }

  /** Nobody can read it any more: it is no sign of tampering, and nothing of it stays on show here. */
  #forget(row: ConversationWire): void {
    const notes = this.#ready.get(row.id as Hex)?.notes ?? row.notesThread;
    for (const id of [row.id, notes ?? row.id].map((name) => name as Hex)) {
      this.#threads.delete(id);
      this.#ready.delete(id);
      this.keys.noticed.over(id);
      this.#waiting.delete(id);
    }
    this.#queue = this.#queue.filter((id) => id !== row.id);
    this.changed();
  }

  isDestroyed(id: Hex): boolean {
    return destroyedAt(this.rows.get(id)) !== null;
  }

  /** The verified thread if it is open already. */
  opened(id: Hex): StaffThread | undefined {
    return this.#ready.get(id);
  }

  /** `beside`: the conversation, if `id` is of the notes to it. */
  thread(id: Hex, beside: StaffThread | null = null): Promise<StaffThread> {
    const known = this.#threads.get(id);
    if (known !== undefined) return known.then((thread) => this.#demandBeside(id, thread, beside));
    return this.#open(id, beside, this.changed);
  }

  #open(id: Hex, beside: StaffThread | null, shown: () => void): Promise<StaffThread> {
    const opening = StaffThread.open(this.keys, id, beside);
    this.#threads.set(id, opening);
    opening.then(
      (thread) => {
        // Forgotten while it was opened.
        if (this.#threads.get(id) !== opening) return;
        this.#ready.set(id, thread);
        this.#waiting.delete(id);
        this.#wait = FIRST_WAIT;
        if (this.#beside.has(id)) this.notes(id).catch(() => undefined);
        shown();
      },
      (cause: unknown) => {
        if (this.#threads.get(id) !== opening) return;
        // What failed must not stay as if it were opened.
        this.#threads.delete(id);
        this.#waiting.set(id, beside);
        this.keys.noticed.judge(id, cause);
        this.#laterIf(cause);
      },
    );
    return opening;
  }

  /** Which thread holds the notes is the server's word: it must not be a conversation, nor the notes to another. */
  #demandBeside(id: Hex, thread: StaffThread, beside: StaffThread | null): StaffThread {
    const [is, asked] = [thread.beside, beside].map((t) => (t === null ? "" : hex(t.id)));
    if (is === asked) return thread;
    const lie = "The server showed another conversation.";
    const cause = new DeskError("unverified", lie, "Tell your security team.");
    this.keys.noticed.judge(id, cause);
    throw cause;
  }

  /** The notes beside a conversation, if there are any. */
  async notes(conversation: Hex): Promise<StaffThread | null> {
    this.#beside.add(conversation);
    const thread = await this.thread(conversation);
    const id = thread.notes ?? this.rows.get(conversation)?.notesThread;
    return id == null ? null : this.thread(id as Hex, thread);
  }

  /** Where a message goes; the notes beside a conversation are created with the first one. */
  async threadFor(conversation: Hex, note: boolean): Promise<StaffThread> {
    const thread = await this.thread(conversation);
    if (!note) return thread;
    const notes = thread.notes ?? (await createNotes(thread));
    return this.thread(notes!, thread);
  }

  openedNotes(conversation: Hex): StaffThread | undefined {
    const id = this.#ready.get(conversation)?.notes ?? this.rows.get(conversation)?.notesThread;
    const notes = id == null ? undefined : this.#ready.get(id as Hex);
    return notes?.beside != null && hex(notes.beside.id) === conversation ? notes : undefined;
  }

  async refetch(id: Hex): Promise<void> {
    const known = this.#threads.get(id);
    if (known === undefined) return;
    try {
      await (await known).fetch();
      this.#wait = FIRST_WAIT;
    } catch (cause) {
      this.#laterIf(cause);
      throw cause;
    } finally {
      this.changed();
    }
  }

  /** Whatever was said while nobody told this desk. */
  async refetchAll(): Promise<void> {
    // What fails is behind, and is tried again for that.
    for (const id of [...this.#ready.keys()]) await this.refetch(id).catch(() => undefined);
  }

  /** Tries again what could not be opened, or read on: a key may have arrived. */
  retry(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [id, beside] of waiting) {
      if (beside === null) this.#openLater(id);
      else this.thread(id, beside).catch(() => undefined);
    }
    for (const [id, thread] of this.#ready) if (thread.isBehind) this.refetch(id).catch(() => undefined);
  }

  /** A key that is missing comes with the directory; that a line holds again is not always announced. */
  #laterIf(cause: unknown): void {
    if (!passes(cause) || this.#stopped || this.#cancel !== null) return;
    this.#cancel = this.keys.platform.after(this.#wait, () => {
      this.#cancel = null;
      this.retry();
    });
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }

  /** False where what the server shows of it, or of its notes, does not verify just now. */
  isVerified(id: Hex): boolean {
    return this.threadsOf(id).every((thread) => !this.keys.noticed.stands(thread));
  }

  /** Its own, and that of its notes. */
  threadsOf(id: Hex): readonly Hex[] {
    const notes = this.#ready.get(id)?.notes ?? this.rows.get(id)?.notesThread;
    return notes == null ? [id] : [id, notes as Hex];
  }

  /** The conversation that something noticed is about: a thread's own id, or that of its notes. */
  rowAbout(thread: Hex): ConversationWire | undefined {
    const known = this.rows.get(thread);
    return known ?? [...this.rows.values()].find((row) => row.notesThread === thread);
  }

  #openLater(id: Hex): void {
    if (this.#threads.has(id) || this.#queue.includes(id)) return;
    this.#queue.push(id);
    this.#work();
  }

  #work(): void {
    while (this.#working < OPEN_AT_ONCE) {
      const id = this.#queue.shift();
      if (id === undefined) return;
      this.#working++;
      const known = this.#threads.has(id);
      (known ? this.thread(id) : this.#open(id, null, this.#showSoon))
        .catch(() => undefined)
        .finally(() => {
          this.#working--;
          this.#showSoon();
          this.#work();
        });
    }
  }
}
