/**
 * What was written and is not committed yet. Promise: a record is stored before the view is told, its text
 * sealed under this device's local key; once sealed for the thread, retries send the very same bytes.
 */
import { fromUtf8 } from "@sealdesk/seal";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Store } from "../platform.ts";
import { keptWaiting, outboxOf, type Waiting } from "./waiting.ts";

interface Kept extends Omit<Waiting, "text"> {
  readonly sealed: Parameters<LocalSecrets["open"]>[1];
}

export class Outbox {
  private constructor(
    private readonly thread: string,
    private readonly store: Store,
    private readonly secrets: LocalSecrets,
    private records: readonly Waiting[],
  ) {}

  static async open(thread: string, store: Store, secrets: LocalSecrets): Promise<Outbox> {
    const kept = await store.list<Kept>(outboxOf(thread));
    const read = kept.map(async ([name, { sealed, ...k }]) => ({
      ...k,
      text: fromUtf8(await secrets.open(name, sealed)),
    }));
    return new Outbox(thread, store, secrets, inOrder(await Promise.all(read)));
  }

  get all(): readonly Waiting[] {
    return this.records;
  }
  /** The next record to send; failed ones wait for the customer. */
  get next(): Waiting | undefined {
    return this.records.find((r) => r.failure === null && !r.creating);
  }

  async put(record: Waiting): Promise<void> {
    await this.store.write([await keptWaiting(this.secrets, this.thread, record)]);
    this.records = inOrder([...this.records.filter((r) => r.logical !== record.logical), record]);
  }

  async remove(logical: string): Promise<void> {
    await this.store.write([[outboxOf(this.thread) + logical, undefined]]);
    this.records = this.records.filter((r) => r.logical !== logical);
  }
}

const inOrder = (records: readonly Waiting[]): readonly Waiting[] => [...records].sort((a, b) => a.at - b.at);
