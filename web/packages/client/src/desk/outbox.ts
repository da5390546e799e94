/**
 * Messages on their way. Promise: what was written survives a reload; a retry sends the identical bytes, so that
 * nothing is said twice; one message of this device is under way at a time, whatever number of tabs is open; what one
 * tab has sent or taken back, no other sends; a message waits for its files, and what comes after it waits too.
 */

import { type Attachment, type Body, type Bytes, type Hex, hex, type Id } from "@sealdesk/seal";
import type { DeskFailure } from "../desk.ts";
import { Refused } from "../http.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Platform } from "../platform.ts";
import type { LogEntry } from "../thread-log.ts";
import { failureOf, passes } from "./failure.ts";
import { bytesOf, type Job, type JobState, jobFrom, lineOf, type Saying } from "./job.ts";

/** What is kept: the words sealed under the local key, the envelope as it goes over the wire. */
const JOB = "outbox/";
const WIRE = "outbox-wire/";

const TRIES = 5;
/** Why the server refuses what is sealed under an earlier key. */
export const OUTDATED = "outdated_generation";
/** How long one waits for the server before the next attempt, in milliseconds: doubled each time. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

/** What a message needs of the thread it goes to. */
export interface Recipient {
  readonly isOutdated: boolean;
  readonly log: { readonly entries: readonly LogEntry[] };
  /** Fetches the directory and the team's keys anew: the team's key may have changed before this desk was told. */
  look(): Promise<void>;
  /** Whether a device is of the account that sends. */
  isMine(device: Id): boolean;
  refreshKey(): Promise<void>;
  fetch(): Promise<unknown>;
  seal(body: Body): Promise<{ readonly wire: Bytes }>;
  post(wire: Bytes, files: readonly string[]): Promise<void>;
}

/** What a message needs of its files. */
export interface JobFiles {
  /** Null while one of them is not on the server; throws if one cannot be sent. */
  described(ids: readonly string[]): Promise<readonly Attachment[] | null>;
  again(ids: readonly string[]): void;
  done(ids: readonly string[]): Promise<void>;
}

export interface OutboxNeeds {
  readonly secrets: LocalSecrets;
  readonly platform: Platform;
  readonly device: Hex;
  readonly files: JobFiles;
  /** The thread that a job goes to; notes are created with the first one. */
  readonly threadFor: (job: Job) => Promise<Recipient>;
  /** What must be so before it is said. May be repeated. */
  readonly before: (job: Job) => Promise<void>;
  readonly changed: () => void;
}

/** A message whose files are not on the server yet. */
class FilesFirst extends Error {}

export class Outbox {
  readonly #jobs = new Map<Hex, JobState>();
  /** Messages whose files the server did not have although it had said so: asked about once each. */
  readonly #asked = new Set<Hex>();
  #running = false;
  /** When the newest was written, Unix milliseconds. */
  #last = 0;
  /** Asked for while it ran. */
  #wanted = false;
  #wait = FIRST_WAIT;
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(readonly needs: OutboxNeeds) {}

  load(): Promise<void> {
    return this.#reread();
  }

  /** What is stored is what waits, whichever tab wrote it; what is not stored any more was sent or taken back. */
  async #reread(): Promise<void> {
    // What is added while this reads is not gone because it was not read.
    const before = [...this.#jobs.keys()];
    const kept = await this.needs.secrets.store.list(JOB);
    const read = await Promise.all(kept.map(([key]) => this.needs.secrets.read(key)));
    const jobs = read.flatMap((plain) => (plain === null ? [] : [jobFrom(plain)]));
    const stored = new Set(jobs.map((job) => job.id));
    for (const id of before) if (!stored.has(id)) this.#jobs.delete(id);
    for (const job of jobs) {
      const { failure, state } = this.#jobs.get(job.id) ?? { state: "waiting" as const, failure: null };
      this.#jobs.set(job.id, { ...job, state, failure });
    }
  }

  /** Oldest first. */
  get #inOrder(): readonly JobState[] {
    return [...this.#jobs.values()].sort((a, b) => a.at - b.at);
  }

  of(conversation: Hex): readonly JobState[] {
    return this.#inOrder.filter((j) => j.conversation === conversation);
  }

  get waiting(): number {
    return this.#jobs.size;
  }

  /** Files of messages that wait here. */
  get files(): ReadonlySet<string> {
    return new Set([...this.#jobs.values()].flatMap((j) => j.files));
  }

  async add(
    to: Pick<Job, "conversation" | "note">,
    say: Saying,
    files: readonly string[] = [],
  ): Promise<Hex> {
    const { platform } = this.needs;
    const logical = platform.random(16);
    // After everything that was said here, whatever the clock says.
    const at = Math.max(platform.now(), 1 + Math.max(this.#last, this.#inOrder.at(-1)?.at ?? 0));
    this.#last = at;
    const job: Job = { ...to, id: hex(logical), at, body: { ...say, time: at, logical } as Body, files };
    await this.#keep(job);
    this.#set(job, "waiting", null);
    this.flush();
    return job.id;
  }

  async #keep(job: Job): Promise<void> {
    const { secrets } = this.needs;
    await secrets.store.write([await secrets.change(JOB + job.id, bytesOf(job))]);
  }

  retry(id: Hex): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#set(job, "waiting", null);
    this.flush();
  }

  /** Takes a message back out that was refused; one that may have arrived cannot be taken back. */
  takeBack(id: Hex): Promise<Job | null> {
    return this.alone(async () => {
      const job = this.#jobs.get(id);
      if (job?.state !== "failed") return null;
      await this.#forget(job);
      return job;
    });
  }

  /**
   * Changes a message that nobody else can have, because it was never sealed; null takes it out with its files. False
   * if there is none: what was sealed may have arrived.
   */
  changeUnsealed(id: Hex, change: (body: Body) => Body | null): Promise<boolean> {
    return this.alone(async () => {
      await this.#reread();
      const job = this.#jobs.get(id);
      const sealed = (await this.needs.secrets.store.get<Bytes>(WIRE + id)) !== undefined;
      if (job === undefined || sealed) return false;
      const body = change(job.body);
      if (body === null) {
        await this.needs.files.done(job.files);
        await this.#forget(job);
        return true;
      }
      await this.#keep({ ...job, body });
      this.#set({ ...job, body }, "waiting", null);
      this.flush();
      return true;
    });
  }

  /** Nothing is tried again after this. */
  stop(): void {
    this.#cancel?.();
    this.#stopped = true;
  }

  /** While this runs nothing else of this device is sent, from whatever tab: its messages are counted and chained. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.needs.platform.exclusive(`send/${this.needs.device}`, work);
  }

  /** Sends what waits, oldest first. Safe to call at any time. */
  flush(): void {
    if (this.#stopped) return;
    this.#wanted = true;
    if (this.#running) return;
    this.#cancel?.();
    this.#running = true;
    this.alone(() => this.#sendAll())
      // What is stored could not be read now: it may be later.
      .catch(() => this.#tryLater())
      .finally(() => {
        this.#running = false;
        if (this.#wanted) this.flush();
      });
  }

  async #sendAll(): Promise<void> {
    this.#wanted = false;
    await this.#reread();
    const held = new Set<string>();
    for (;;) {
      const job = this.#inOrder.find((j) => j.state === "waiting" && !held.has(lineOf(j)));
      if (job === undefined) return;
      this.#set(job, "sending", null);
      try {
        await this.#sendOne(job);
        await this.needs.files.done(job.files);
        await this.#forget(job);
        this.#wait = FIRST_WAIT;
      } catch (cause) {
        if (cause instanceof FilesFirst) held.add(lineOf(job));
        const later = passes(cause);
        if (later || cause instanceof FilesFirst) this.#set(job, "waiting", null);
        else await this.#refused(job, cause);
        if (later) return this.#tryLater();
      }
    }
  }

  /** A sign that was refused is no loss; words wait for the person to decide. */
  #refused(job: Job, cause: unknown): Promise<void> | void {
    if (job.body.kind === "reaction") return this.#forget(job);
    this.#set(job, "failed", failureOf(cause));
  }

  /** A connection that comes back is not always announced. */
  #tryLater(): void {
    this.#cancel = this.needs.platform.after(this.#wait, () => this.flush());
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }

  async #sendOne(job: Job): Promise<void> {
    const thread = await this.needs.threadFor(job);
    for (let attempt = 0; ; attempt++) {
      await thread.fetch();
      if (hasArrived(thread, job)) return;
      const wire = await this.#wireOf(thread, job);
      try {
        await this.needs.before(job);
        await thread.post(wire, job.files);
        await thread.fetch();
        return;
      } catch (cause) {
        const overtaken = cause instanceof Refused && cause.status === 409 && attempt < TRIES;
        if (!overtaken) throw cause;
        // Refused for good: the same words go under a new message id and the current key.
        await this.needs.secrets.store.write([[WIRE + job.id, undefined]]);
        if (cause.reason === OUTDATED) await thread.look();
        if (cause.reason !== "attachment") continue;
        if (this.#asked.has(job.id)) throw cause;
        this.#asked.add(job.id);
        this.needs.files.again(job.files);
      }
    }
  }

  async #wireOf(thread: Recipient, job: Job): Promise<Bytes> {
    const kept = await this.needs.secrets.store.get<Bytes>(WIRE + job.id);
    if (kept !== undefined) return kept;
    const body = await this.#bodyOf(job);
    if (thread.isOutdated) await thread.refreshKey();
    const { wire } = await thread.seal(body);
    await this.needs.secrets.store.write([[WIRE + job.id, wire]]);
    return wire;
  }

  /** A text with the descriptions of its files. */
  async #bodyOf({ body, files }: Job): Promise<Body> {
    if (body.kind !== "text" || files.length === 0) return body;
    const attachments = await this.needs.files.described(files);
    if (attachments === null) throw new FilesFirst();
    return { ...body, content: { ...body.content, attachments } };
  }

  async #forget(job: Job): Promise<void> {
    await this.needs.secrets.store.write([
      [JOB + job.id, undefined],
      [WIRE + job.id, undefined],
    ]);
    this.#jobs.delete(job.id);
    this.needs.changed();
  }

  #set(job: Job, state: JobState["state"], failure: DeskFailure | null): void {
    this.#jobs.set(job.id, { ...job, state, failure });
    this.needs.changed();
  }
}

/** Another's message under the same logical id is another message. */
export const hasArrived = (thread: Pick<Recipient, "log" | "isMine">, job: Job): boolean =>
  thread.log.entries.some(
    (e) => e.kind === "message" && hex(e.body.logical) === job.id && thread.isMine(e.sender),
  );
