/**
 * How many open conversations each view has. Promise: the server counted them, after the last change that was heard
 * of; nothing is counted from the rows of a page. Limit: it is the server's word, and a moment old.
 */

import type { ViewId } from "../desk.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { ConversationWire, CountsWire } from "../wire.ts";

/** Milliseconds between two questions, however much happens. */
const PAUSE = 2000;

export class Counts {
  #known: CountsWire | null = null;
  #asking = false;
  #again = false;
  #stopped = false;
  #cancel: (() => void) | null = null;

  constructor(
    readonly http: Http,
    readonly platform: Platform,
    readonly changed: () => void,
  ) {}

  /** Null where nobody has counted: not yet, or what is closed. */
  of(view: ViewId): number | null {
    if (this.#known === null || view === "closed") return null;
    return typeof view === "string" ? this.#known[view] : (this.#known.inboxes[view.inbox] ?? 0);
  }

  /** A conversation was not known, or has moved from one view to another. */
  heard(before: ConversationWire | undefined, now: ConversationWire): void {
    const same =
      before !== undefined &&
      before.state === now.state &&
      before.assignee === now.assignee &&
      before.inbox === now.inbox;
    if (!same) this.ask();
  }

  /** At once if nobody has asked lately; what comes meanwhile is asked for afterwards, together. */
  ask(): void {
    this.#again = true;
    if (this.#asking || this.#stopped) return;
    this.#asking = true;
    void this.#askOnce();
  }

  async #askOnce(): Promise<void> {
    this.#again = false;
    try {
      this.#known = await this.http.get<CountsWire>("/conversations/counts");
      this.changed();
    } catch {
      // The next change or connection asks again; until then the last answer stands.
    }
    if (this.#stopped) return;
    this.#cancel = this.platform.after(PAUSE, () => {
      this.#asking = false;
      if (this.#again) this.ask();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }
}
