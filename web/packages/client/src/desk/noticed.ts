/**
 * What did not verify here. Promise: it stays until somebody has said that they have seen it, over a reload too, so
 * that a lie which was told once does not pass unseen. Limit: this browser alone knows of it.
 */

import { type Hex, SealError } from "@sealdesk/seal";
import { NoAnswer, Refused } from "../http.ts";
import type { Store } from "../platform.ts";
import { DeskError } from "./failure.ts";

/** The record of people and teams, this machine's clock beside it, the record of acts, or a conversation. */
export type Subject = "directory" | "clock" | "ledger" | Hex;

export interface Notice {
  readonly about: Subject;
  /** When it was first noticed, Unix milliseconds. */
  readonly at: number;
  /** Whether it is still so; false once it could be checked again. */
  readonly standing: boolean;
}

const NOTICED = "noticed/";

export class Noticed {
  readonly #all = new Map<Subject, Notice>();

  constructor(
    readonly store: Store,
    readonly now: () => number,
    readonly changed: () => void,
  ) {}

  /** What was noticed before a reload, until it is noticed again. */
  async load(): Promise<void> {
    for (const [key, at] of await this.store.list<number>(NOTICED)) {
      const about = key.slice(NOTICED.length) as Subject;
      this.#all.set(about, { about, at, standing: this.stands(about) });
    }
  }

  get all(): readonly Notice[] {
    return [...this.#all.values()];
  }

  stands(about: Subject): boolean {
    return this.#all.get(about)?.standing ?? false;
  }

  async note(about: Subject): Promise<void> {
    const at = this.#all.get(about)?.at ?? this.now();
    this.#all.set(about, { about, at, standing: true });
    this.changed();
    await this.store.write([[NOTICED + about, at]]);
  }

  /** After something went wrong: whether that is alarming. */
  judge(about: Subject, cause: unknown): void {
    if (isAlarming(cause)) this.note(about).catch(() => undefined);
  }

  /** It could be checked again; that it could not once is still shown. */
  over(about: Subject): void {
    const known = this.#all.get(about);
    if (known?.standing !== true) return;
    this.#all.set(about, { ...known, standing: false });
    this.changed();
  }

  /** `since`: when the record of acts began to contradict what was seen of it; null where it does not. */
  async ledger(since: number | null): Promise<void> {
    if (since === null) this.over("ledger");
    else await this.note("ledger");
  }

  /** Somebody has seen it. What still stands is not put away by that. */
  async seen(about: Subject): Promise<void> {
    if (this.stands(about)) return;
    this.#all.delete(about);
    this.changed();
    await this.store.write([[NOTICED + about, undefined]]);
  }
}

/** Not what no answer, a refusal, or a key that has not come yet explains. */
export const isAlarming = (cause: unknown): boolean => {
  if (cause instanceof DeskError) return cause.kind === "unverified";
  return cause instanceof SealError || !(cause instanceof NoAnswer || cause instanceof Refused);
};
