/**
 * What messages tell of the record of acts (docs/ledger.md): each ends with the checkpoint that its author's browser saw
 * last, and whoever reads it demands that both are parts of one record. So a server that shows two people two records
 * for ever is found out by the first message between them.
 *
 * Promise: an author alone can alarm nobody, because what the server has not signed is passed over. Limits: a server that
 * never proves anything raises no alarm, and what waits for its answer is forgotten with the page; the next message
 * brings more.
 */
import {
  asId,
  type Body,
  type Bytes,
  type Hex,
  hex,
  type Id,
  type RecordSeen,
  SealError,
  unhex,
} from "@sealdesk/seal";
import { type Checkpoint, continues, openSeen, recordSeen } from "@sealdesk/seal/ledger";

/** Of what waits to be compared; the newest is worth most. */
const MOST_HEARD = 8;
/** Of what was compared. */
const MOST_SETTLED = 1000;
/** More hashes than any proof has. */
const MOST_HASHES = 128;

interface Heard {
  readonly by: Hex;
  readonly record: RecordSeen;
  /** Unix seconds, by the server's receipt. */
  readonly received: number;
}

/** Two records, both signed by the server. */
export interface Accusation {
  readonly by: Hex;
  /** The signed checkpoint that the author saw. */
  readonly note: string;
  readonly proof: readonly string[];
}

/** That the record of size `to` continues that of size `from`; rejects without an answer. */
export type Prove = (from: number, to: number) => Promise<{ readonly proof: readonly string[] }>;

const nameOf = (record: RecordSeen): string => `${record.size}/${hex(record.root)}/${hex(record.signature)}`;

export class LedgerHearsay {
  #heard = new Map<string, Heard>();
  /** What was compared already, and needs no second look. */
  readonly #settled = new Set<string>();
  #own: RecordSeen | null = null;

  /** Something waits to be compared. */
  news = () => {};

  constructor(readonly org: Id) {}

  /** A body as it is sealed: with what was seen last, if anything was. */
  tell(body: Body): Body {
    return this.#own === null ? body : { ...body, record: this.#own };
  }

  /** Takes in what a verified message says. */
  hear(by: Id, { record }: Body, received: number): void {
    if (record === undefined) return;
    const name = nameOf(record);
    if (this.#heard.has(name) || this.#settled.has(name)) return;
    this.#heard.set(name, { by: hex(by), record, received });
    for (const oldest of this.#heard.keys()) {
      if (this.#heard.size <= MOST_HEARD) break;
      this.#heard.delete(oldest);
    }
    this.news();
  }

  forget(): void {
    this.#heard.clear();
    this.#settled.clear();
    this.#own = null;
  }

  /**
   * Compares what waits with what was seen here; null if nothing of it is of another record. `looked`: when somebody
   * said that they have looked at it, Unix seconds; messages from before that are not brought up again.
   */
  async compare(
    seen: Checkpoint & { readonly note: string },
    keys: readonly Bytes[],
    prove: Prove,
    looked = 0,
  ): Promise<Accusation | null> {
    if (seen.size > 0) this.#own = await recordSeen(seen.note, this.org, keys);
    for (const [name, { by, record, received }] of [...this.#heard]) {
      const theirs = received <= looked ? null : await openSeen(record, this.org, keys).catch(() => null);
      const proof = theirs === null ? [] : await this.#proof(seen, theirs, prove);
      // Without an answer it is asked about again.
      if (proof === null) continue;
      if (theirs !== null && !(await areOne(seen, theirs, proof))) return { by, note: theirs.note, proof };
      this.#heard.delete(name);
      if (this.#settled.size >= MOST_SETTLED) this.#settled.clear();
      this.#settled.add(name);
    }
    return null;
  }

  async #proof(a: Checkpoint, b: Checkpoint, prove: Prove): Promise<readonly string[] | null> {
    if (a.size === b.size) return [];
    try {
      const { proof } = await prove(Math.min(a.size, b.size), Math.max(a.size, b.size));
      return Array.isArray(proof) ? proof.slice(0, MOST_HASHES + 1).map(String) : null;
    } catch {
      return null;
    }
  }
}

async function areOne(a: Checkpoint, b: Checkpoint, proof: readonly string[]): Promise<boolean> {
  const [earlier, later] = a.size < b.size ? [a, b] : [b, a];
  try {
    return await continues(
      earlier,
      later,
      proof.map((hash) => asId(unhex(hash))),
    );
  } catch (cause) {
    if (cause instanceof SealError) return false;
    throw cause;
  }
}
