/**
 * What was written and is not committed yet. Promise: a record is stored before the view is told, its body sealed
 * under this device's local key; once sealed for the thread, retries send the very same bytes. Another tab may have
 * sent or added records meanwhile: who is about to send reads them again.
 */
import { decodeBody } from "@sealdesk/seal";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Store } from "../platform.ts";
import { keptWaiting, outboxOf, type Waiting } from "./waiting.ts";

interface Kept extends Omit<Waiting, "body"> {
  readonly sealed: Parameters<LocalSecrets["open"]>[1];
}

export class Outbox {
  private records: readonly Waiting[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly thread: string,
    private readonly store: Store,
    private readonly secrets: LocalSecrets,
  ) {}

  static async open(thread: string, store: Store, secrets: LocalSecrets): Promise<Outbox> {
    const out = new Outbox(thread, store, secrets);
    await out.reread();
    return out;
  }

  /** One after the other: what is read must not be older than what was just put. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** What is stored is what waits, whichever tab wrote it. */
  reread(): Promise<void> {
    return this.alone(async () => {
      const kept = await this.store.list<Kept>(outboxOf(this.thread));
      const read = kept.map(async ([name, { sealed, ...k }]) => ({
        ...k,
        body: decodeBody(await this.secrets.open(name, sealed)),
      }));
      this.records = inOrder(await Promise.all(read));
    });
  }

  /** Whether anything waits in the store, whichever tab wrote it; what it is, the next sender reads. */
  async hasStored(): Promise<boolean> {
    return (await this.store.list(outboxOf(this.thread))).length > 0;
  }

  get all(): readonly Waiting[] {
    return this.records;
  }
  /** The next record to send; failed ones wait for the customer. */
  get next(): Waiting | undefined {
    return this.records.find((r) => r.failure === null && !r.creating);
  }
  /** After everything that waits, whatever the clock says. */
  timeFor(now: number): number {
    return Math.max(now, (this.records.at(-1)?.at ?? 0) + 1);
  }

  put(record: Waiting): Promise<void> {
    return this.alone(async () => {
      await this.store.write([await keptWaiting(this.secrets, this.thread, record)]);
      this.records = inOrder([...this.records.filter((r) => r.logical !== record.logical), record]);
    });
  }

  remove(logical: string): Promise<void> {
    return this.alone(async () => {
      await this.store.write([[outboxOf(this.thread) + logical, undefined]]);
      this.records = this.records.filter((r) => r.logical !== logical);
    });
  }
}

const inOrder = (records: readonly Waiting[]): readonly Waiting[] => [...records].sort((a, b) => a.at - b.at);
