/**
 * Messages on their way. Promise: what was written survives a reload; a retry sends the identical bytes, so that
 * nothing is said twice; one message of this device is under way at a time, whatever number of tabs is open.
 */

import {
  type Body,
  type Bytes,
  decodeBody,
  encodeBody,
  fromUtf8,
  type Hex,
  hex,
  type Id,
  utf8,
} from "@sealdesk/seal";
import { fromBase64, toBase64 } from "../base64.ts";
import type { DeskFailure } from "../desk.ts";
import { NoAnswer, Refused } from "../http.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Platform } from "../platform.ts";
import type { LogEntry } from "../thread-log.ts";
import { failureOf } from "./failure.ts";

export interface Job {
  /** Logical id of the message, in hex. */
  readonly id: Hex;
  readonly conversation: Hex;
  readonly note: boolean;
  readonly at: number;
  /** The files of a text stand in `files` until it is sealed. */
  readonly body: Body;
  /** Ids of the files that go with it. */
  readonly files: readonly string[];
}

/** What one wants to say: when, and by which name resent copies are known, is added here. */
export type Saying = Unstamped<Body>;
type Unstamped<B> = B extends Body ? Omit<B, "time" | "logical"> : never;

export interface JobState extends Job {
  readonly state: "waiting" | "sending" | "failed";
  readonly failure: DeskFailure | null;
}

/** What is kept: the words sealed under the local key, the envelope as it goes over the wire. */
const JOB = "outbox/";
const WIRE = "outbox-wire/";

const TRIES = 5;
/** How long one waits for the server before the next attempt, in milliseconds: doubled each time. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

/** What a message needs of the thread it goes to. */
export interface Recipient {
  readonly isOutdated: boolean;
  readonly log: { readonly entries: readonly LogEntry[] };
  /** Whether a device is of the account that sends. */
  isMine(device: Id): boolean;
  refreshKey(): Promise<void>;
  fetch(): Promise<unknown>;
  seal(body: Body): Promise<{ readonly wire: Bytes }>;
  post(wire: Bytes): Promise<void>;
}

export interface OutboxNeeds {
  readonly secrets: LocalSecrets;
  readonly platform: Platform;
  readonly device: Hex;
  /** The thread that a job goes to; notes are created with the first one. */
  readonly threadFor: (job: Job) => Promise<Recipient>;
  readonly changed: () => void;
}

export class Outbox {
  readonly #jobs = new Map<Hex, JobState>();
  #running = false;
  #wait = FIRST_WAIT;
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(readonly needs: OutboxNeeds) {}

  async load(): Promise<void> {
    const kept = await this.needs.secrets.store.list(JOB);
    const read = await Promise.all(kept.map(([key]) => this.needs.secrets.read(key)));
    const jobs = read.flatMap((plain) => (plain === null ? [] : [jobFrom(plain)]));
    for (const job of jobs.sort((a, b) => a.at - b.at))
      this.#jobs.set(job.id, { ...job, state: "waiting", failure: null });
  }

  of(conversation: Hex): readonly JobState[] {
    return [...this.#jobs.values()].filter((j) => j.conversation === conversation);
  }

  get waiting(): number {
    return this.#jobs.size;
  }

  async add(
    to: Pick<Job, "conversation" | "note">,
    say: Saying,
    files: readonly string[] = [],
  ): Promise<Hex> {
    const logical = this.needs.platform.random(16);
    // After everything that waits, whatever the clock says.
    const at = Math.max(
      this.needs.platform.now(),
      1 + Math.max(0, ...[...this.#jobs.values()].map((j) => j.at)),
    );
    const job: Job = { ...to, id: hex(logical), at, body: { ...say, time: at, logical } as Body, files };
    await this.needs.secrets.store.write([await this.needs.secrets.change(JOB + job.id, bytesOf(job))]);
    this.#set(job, "waiting", null);
    this.flush();
    return job.id;
  }

  retry(id: Hex): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#set(job, "waiting", null);
    this.flush();
  }

  /** Takes a message back out that was refused; one that may have arrived cannot be taken back. */
  async takeBack(id: Hex): Promise<Job | null> {
    const job = this.#jobs.get(id);
    if (job?.state !== "failed") return null;
    await this.#forget(job);
    return job;
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
    if (this.#running || this.#stopped) return;
    this.#cancel?.();
    this.#running = true;
    this.alone(() => this.#sendAll())
      .catch(() => undefined)
      .finally(() => {
        this.#running = false;
      });
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const job = [...this.#jobs.values()].find((j) => j.state === "waiting");
      if (job === undefined) return;
      this.#set(job, "sending", null);
      try {
        await this.#sendOne(job);
        await this.#forget(job);
        this.#wait = FIRST_WAIT;
      } catch (cause) {
        if (passes(cause)) {
          this.#set(job, "waiting", null);
          this.#tryLater();
          return;
        }
        this.#set(job, "failed", failureOf(cause));
      }
    }
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
        await thread.post(wire);
        await thread.fetch();
        return;
      } catch (cause) {
        const overtaken = cause instanceof Refused && cause.status === 409 && attempt < TRIES;
        if (!overtaken) throw cause;
        // Refused for good: the same words go under a new message id and the current key.
        await this.needs.secrets.store.write([[WIRE + job.id, undefined]]);
      }
    }
  }

  async #wireOf(thread: Recipient, job: Job): Promise<Bytes> {
    const kept = await this.needs.secrets.store.get<Bytes>(WIRE + job.id);
    if (kept !== undefined) return kept;
    if (thread.isOutdated) await thread.refreshKey();
    const { wire } = await thread.seal(job.body);
    await this.needs.secrets.store.write([[WIRE + job.id, wire]]);
    return wire;
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

/** Nothing is known about the message, or the server has asked to be left in peace for a while. */
const passes = (cause: unknown): boolean =>
  cause instanceof NoAnswer ||
  (cause instanceof Refused && (cause.kind === "unavailable" || cause.kind === "limited"));

interface Kept extends Omit<Job, "body"> {
  readonly body: string;
}

const bytesOf = (job: Job): Bytes =>
  utf8(JSON.stringify({ ...job, body: toBase64(encodeBody(job.body)) } satisfies Kept));

function jobFrom(bytes: Bytes): Job {
  const kept = JSON.parse(fromUtf8(bytes)) as Kept;
  return { ...kept, body: decodeBody(fromBase64(kept.body)) };
}

/** Another's message under the same logical id is another message. */
export const hasArrived = (thread: Pick<Recipient, "log" | "isMine">, job: Job): boolean =>
  thread.log.entries.some(
    (e) => e.kind === "message" && hex(e.body.logical) === job.id && thread.isMine(e.sender),
  );
