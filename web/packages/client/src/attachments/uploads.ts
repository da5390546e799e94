/**
 * Uploads what lies sealed on this device, oldest first, one tab at a time. Promise: without a connection, or when the
 * server asks for patience, it waits and goes on by itself; a definite no stays at the file, with words.
 */
import { sealedSize } from "@sealdesk/seal";
import { type Http, NoAnswer, Refused } from "../http.ts";
import type { Platform } from "../platform.ts";
import { type Bench, preparing, ready, waiting } from "./bench.ts";
import type { KeptFile } from "./shelf.ts";
import { type Session, upload } from "./transfer.ts";

/** Milliseconds before the next try, doubled each time. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

export interface UploadNeeds {
  readonly http: Http;
  readonly platform: Platform;
  /** Names the one who uploads: tabs of the same device take turns. */
  readonly device: string;
  readonly session: Session;
  /** The thread on the server; refused or unanswered until there is one. */
  threadFor(file: KeptFile): Promise<string>;
  /** A file has arrived, or will not: what waits for it may go on. */
  settled(): void;
}

export class Uploads {
  #running = false;
  #again: (() => void) | null = null;
  #wait = FIRST_WAIT;
  #stopped = false;
  #current: { readonly id: string; readonly end: AbortController } | null = null;

  constructor(
    readonly needs: UploadNeeds,
    readonly bench: Bench,
  ) {}

  stop(): void {
    this.#stopped = true;
    this.#again?.();
    this.#current?.end.abort();
  }

  /** It was taken away: whatever of it is on its way stops now. */
  cancel(id: string): void {
    if (this.#current?.id === id) this.#current.end.abort();
  }

  /** Safe to call at any time. */
  pump(): void {
    if (this.#running || this.#stopped || this.bench.next === undefined) return;
    this.#again?.();
    this.#running = true;
    const { device, platform } = this.needs;
    platform
      .exclusive(`files/${device}`, () => this.#all())
      .catch(() => this.#later())
      .finally(() => {
        this.#running = false;
      });
  }

  async #all(): Promise<void> {
    await this.bench.reread();
    for (let f = this.bench.next; f !== undefined && !this.#stopped; f = this.bench.next) {
      try {
        if (await this.#one(f)) this.bench.show(f.id, ready);
        this.#wait = FIRST_WAIT;
      } catch (cause) {
        if (isForNow(cause)) return this.#later();
        await this.bench.failed(f, cause);
      }
      if (!this.#stopped) this.needs.settled();
    }
  }

  async #one(f: KeptFile): Promise<boolean> {
    const { bench } = this;
    const { http, session, threadFor } = this.needs;
    bench.show(f.id, { phase: "uploading", progress: preparing });
    const end = new AbortController();
    this.#current = { id: f.id, end };
    return upload(http, session, {
      thread: await threadFor(f),
      id: f.id,
      size: sealedSize(f.sealed?.padded ?? 0),
      part: (n) => bench.shelf.part(f.id, n),
      signal: end.signal,
      progress: (done) =>
        bench.show(f.id, { phase: "uploading", progress: preparing + done * (1 - preparing) }),
    });
  }

  /** A connection that comes back is not always announced. */
  #later(): void {
    for (const f of this.bench.files) {
      if (this.bench.phase(f).phase === "uploading") this.bench.show(f.id, waiting);
    }
    this.#again?.();
    this.#again = this.needs.platform.after(this.#wait, () => this.pump());
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }
}

const isForNow = (cause: unknown): boolean =>
  cause instanceof NoAnswer ||
  (cause instanceof Refused &&
    ["unavailable", "limited", "internal", "unauthenticated"].includes(cause.kind));
