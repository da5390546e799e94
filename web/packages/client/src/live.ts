/**
 * The live connection: one WebSocket that resumes from a cursor, so that nothing between two connections is
 * missed. Limits: waits 0.5 s to 30 s with jitter between tries; a server that says "reset" makes the owner
 * fetch everything again.
 */

import type { Platform, Socket } from "./platform.ts";
import type { LiveEvent } from "./wire.ts";

export type LiveStatus = "connecting" | "online" | "offline";

export interface LiveOptions {
  readonly platform: Platform;
  /** Protocol names for the handshake; asked before every try, so that a fresh token is used. */
  readonly protocols: () => Promise<readonly string[]>;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onStatus: (status: LiveStatus) => void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

export class Live {
  #socket: Socket | null = null;
  #cursor: number | null = null;
  #wait = FIRST_WAIT;
  #cancel: (() => void) | null = null;
  #stopConnection: (() => void) | null = null;
  #stopped = false;

  constructor(readonly options: LiveOptions) {}

  start(): void {
    this.#stopConnection = this.options.platform.onConnection(() => {
      if (this.options.platform.online() && this.#socket === null) this.#tryNow();
    });
    this.#tryNow();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#stopConnection?.();
    this.#socket?.close();
    this.#socket = null;
  }

  get connected(): boolean {
    return this.#socket !== null;
  }

  /** False if there is no connection now; nothing is queued here. */
  send(frame: object): boolean {
    if (this.#socket === null) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #tryNow(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.options.onStatus("connecting");
    this.options.protocols().then(
      (protocols) => this.#connect(protocols),
      () => this.#later(),
    );
  }

  #connect(protocols: readonly string[]): void {
    if (this.#stopped || this.#socket !== null) return;
    const query = this.#cursor === null ? "" : `?cursor=${this.#cursor}`;
    let ready: Socket | null = null;
    ready = this.options.platform.socket(`/api/v1/live${query}`, protocols, {
      open: () => {
        // Two tries can be under way where the network came back meanwhile: one is enough, and none after the end.
        if (this.#stopped || this.#socket !== null) return ready?.close();
        this.#wait = FIRST_WAIT;
        this.#socket = ready;
      },
      message: (text) => this.#receive(text),
      close: () => {
        if (this.#socket !== null && this.#socket !== ready) return;
        this.#socket = null;
        this.#later();
      },
    });
  }

  #receive(text: string): void {
    const event = JSON.parse(text) as LiveEvent;
    // Remembered only after the owner has taken it: a throw must not skip an event.
    this.options.onEvent(event);
    if ("cursor" in event) this.#cursor = event.cursor;
    if (event.type === "hello") this.options.onStatus("online");
  }

  #later(): void {
    if (this.#stopped || this.#cancel !== null) return;
    this.options.onStatus("offline");
    const jitter = 0.5 + (this.options.platform.random(1)[0] ?? 0) / 512;
    this.#cancel = this.options.platform.after(this.#wait * jitter, () => this.#tryNow());
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
