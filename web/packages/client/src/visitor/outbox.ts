/**
 * What was written and is not committed yet. Promise: a record is stored before the view is told, its text
 * sealed under this device's local key; once sealed for the thread, retries send the very same bytes.
 */
import { fromUtf8, utf8 } from "@sealdesk/seal";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Store } from "../platform.ts";
import type { Waiting } from "./waiting.ts";

interface Kept extends Omit<Waiting, "text"> {
  readonly sealed: unknown;
}

export class Outbox {
  private readonly prefix: string;

  private constructor(
    thread: string,
    private readonly store: Store,
    private readonly secrets: LocalSecrets,
    private records: readonly Waiting[],
  ) {
    this.prefix = `outbox/${thread}/`;
  }

  static async open(thread: string, store: Store, secrets: LocalSecrets): Promise<Outbox> {
    const out = new Outbox(thread, store, secrets, []);
    const kept = await store.list<Kept>(out.prefix);
    const read = kept.map(async ([, { sealed, ...k }]) => {
      const text = fromUtf8(await secrets.open(out.name(k), sealed as Parameters<LocalSecrets["open"]>[1]));
      return { ...k, text };
    });
    out.records = (await Promise.all(read)).sort((a, b) => a.at - b.at);
    return out;
  }

  get all(): readonly Waiting[] {
    return this.records;
  }
  /** The next record to send; failed ones wait for the customer. */
  get next(): Waiting | undefined {
    return this.records.find((r) => r.failure === null && !r.creating);
  }

  async put(record: Waiting): Promise<void> {
    const { text, ...rest } = record;
    const [name, sealed] = await this.secrets.change(this.name(record), utf8(text));
    await this.store.write([[name, { ...rest, sealed } satisfies Kept]]);
    const others = this.records.filter((r) => r.logical !== record.logical);
    this.records = [...others, record].sort((a, b) => a.at - b.at);
  }

  async remove(logical: string): Promise<Waiting | undefined> {
    const found = this.records.find((r) => r.logical === logical);
    if (found === undefined) return undefined;
    await this.store.write([[this.name(found), undefined]]);
    this.records = this.records.filter((r) => r !== found);
    return found;
  }

  private name(record: { readonly logical: string }): string {
    return `${this.prefix}${record.logical}`;
  }
}
