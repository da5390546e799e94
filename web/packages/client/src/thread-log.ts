/**
 * Verifies a thread entry by entry: signatures, the sender's own chain, what each message says it saw, the
 * server's receipts and the running transcript. Promise: nothing comes out that did not pass, and a refusal
 * leaves the log where it was. Limit: the newest entries can be withheld until later ones show the gap.
 */

import {
  acceptEntry,
  type Body,
  type Bytes,
  demand,
  demandCited,
  demandSuccessor,
  emptyTranscript,
  equal,
  grace,
  type Hex,
  hex,
  type Id,
  type MessageHeader,
  openMessage,
  parseEnvelope,
  readThreadGeneration,
  SealError,
  type Secret,
  type Signed,
  type ThreadGeneration,
  type Transcript,
  visitorsOf,
} from "@sealdesk/seal";
import { fromBase64 } from "./base64.ts";
import type { EntryWire } from "./wire.ts";

export interface LogMessage {
  readonly kind: "message";
  readonly sequence: number;
  readonly sender: Id;
  readonly hash: Id;
  /** Unix seconds, by the server's receipt. */
  readonly received: number;
  readonly body: Body;
  /** A resent copy of an earlier message: verified, but shown once. */
  readonly repeated: boolean;
}

export interface LogGeneration {
  readonly kind: "generation";
  readonly sequence: number;
  readonly received: number;
  readonly statement: Signed<ThreadGeneration>;
}

export type LogEntry = LogMessage | LogGeneration;

export interface LogGap {
  readonly sequence: number;
  /** Unix seconds, by the server's receipt. */
  readonly received: number;
}

/** An entry by a device, or under a server key, that is not known or whose right had ended by then. */
export class UnknownSigner extends SealError {
  constructor(readonly signer: Id) {
    super("unverified", "signed by a device or key that is not known");
  }
}

/** Who may have signed, and which keys open. */
export interface LogAuthority {
  /** Signing key of a device or visitor device; undefined if it is not known. */
  senderKey(sender: Id): Bytes | undefined;
  /** Whether a sender is a device of the customer. */
  isVisitor(sender: Id): boolean;
  /** Whether a key change names a team that may read here, and its author, if staff, was in it when it came. */
  allows(change: ThreadGeneration, received: number): boolean;
  /** When a sender's right to write ended, Unix seconds; null while it holds. */
  ended(sender: Id): number | null;
  /** Receipt key certified by a server-key statement, past ones included. */
  receiptKey(statement: Id): Bytes | undefined;
  threadKey(statement: Signed<ThreadGeneration>): Promise<Secret>;
  /** What a verified message says of the record of acts. */
  hear(sender: Id, body: Body, received: number): void;
}

interface Chain {
  readonly counter: number;
  readonly hash: Id;
}

export class ThreadLog {
  readonly entries: LogEntry[] = [];
  /** Places taken by messages that could not be verified because their sender is not known. */
  readonly gaps: LogGap[] = [];
  #transcript: Transcript;
  readonly #hashes: Id[];
  readonly #generations = new Map<Hex, Signed<ThreadGeneration>>();
  readonly #chains = new Map<Hex, Chain>();
  /** Sender and logical id: nobody takes the place of what another has said. */
  readonly #said = new Set<string>();
  readonly #ids = new Set<Hex>();
  /** Newest receipt time, Unix seconds. */
  #newest = 0;
  #current: Signed<ThreadGeneration> | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    start: Transcript,
    readonly author: Id,
    readonly authority: LogAuthority,
  ) {
    this.#transcript = start;
    this.#hashes = [start.hash];
  }

  /** `author`: who opened the thread, and so made its first key. */
  static async begin(org: Id, thread: Id, author: Id, authority: LogAuthority): Promise<ThreadLog> {
    return new ThreadLog(await emptyTranscript(org, thread), author, authority);
  }

  get thread(): Id {
    return this.#transcript.thread;
  }
  get sequence(): number {
    return this.#transcript.sequence;
  }
  /** Running hash after the newest entry. */
  get transcript(): Id {
    return this.#transcript.hash;
  }
  /** The newest generation; null before the first entry. */
  get current(): Signed<ThreadGeneration> | null {
    return this.#current;
  }

  /** Whether this log has that transcript at a place; undefined for one that it has not reached. */
  agrees(sequence: number, transcript: Id): boolean | undefined {
    const known = this.#hashes[sequence];
    return known && equal(known, transcript);
  }

  /** Takes the next entry; entries that are there already are passed over. Calls run one after the other. */
  accept(wire: EntryWire): Promise<LogEntry | null> {
    const run = this.#queue.then(() => (wire.sequence <= this.sequence ? null : this.#acceptNow(wire)));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** Header of the next message of `sender`, without what sealing draws. */
  next(sender: Id, head: Id): Omit<MessageHeader, "message" | "salt" | "class"> {
    const current = this.#current;
    if (current === null) throw new SealError("misuse", "the thread has no key yet");
    const chain = this.#chains.get(hex(sender));
    return {
      org: this.#transcript.org,
      thread: this.thread,
      generation: current.id,
      sender,
      head,
      counter: (chain?.counter ?? 0) + 1,
      previous: chain?.hash ?? null,
      seen: this.sequence,
      seenTranscript: this.transcript,
    };
  }

  /**
   * Goes past the next message without opening it, where its sender is not known: somebody who has left. Its
   * place in the order is verified all the same, and it is named as missing instead of being shown.
   */
  pass(wire: EntryWire): Promise<void> {
    const run = this.#queue.then(async () => {
      const { hash, header } = await parseEnvelope(fromBase64(wire.bytes));
      if (this.authority.senderKey(header.sender) !== undefined) {
        throw new SealError("misuse", "only a message by somebody unknown is passed over");
      }
      const { after, receipt } = await this.#receipt(wire, hash, null);
      this.#advance(after, receipt.time);
      this.gaps.push({ sequence: after.sequence, received: receipt.time });
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #acceptNow(wire: EntryWire): Promise<LogEntry> {
    const entry = wire.kind === "generation" ? await this.#generation(wire) : await this.#message(wire);
    this.entries.push(entry);
    return entry;
  }

  async #generation(wire: EntryWire): Promise<LogGeneration> {
    const statement = await readThreadGeneration(this.#transcript.org, fromBase64(wire.bytes), (g) =>
      this.#keyOf(g.author),
    );
    const g = statement.value;
    this.#demandFollows(g);
    const { after, receipt } = await this.#receipt(wire, statement.id, g.author);
    const allowed = this.authority.allows(g, receipt.time);
    demand(allowed, "a key change for readers or by an author that may not");
    this.#advance(after, receipt.time);
    this.#generations.set(hex(statement.id), statement);
    this.#current = statement;
    return { kind: "generation", sequence: after.sequence, received: receipt.time, statement };
  }

  #demandFollows(g: ThreadGeneration): void {
    const by = this.authority.isVisitor(g.author) ? "visitor" : "staff";
    if (this.#current !== null) {
      demandSuccessor(this.#current, g, by);
      return;
    }
    const first = g.number === 1 && equal(g.thread, this.thread) && equal(g.author, this.author);
    demand(first, "the conversation's first key is not its first");
  }

  async #message(wire: EntryWire): Promise<LogMessage> {
    const envelope = await parseEnvelope(fromBase64(wire.bytes));
    const h = envelope.header;
    const statement = this.#generations.get(hex(h.generation));
    // An earlier key is also known to those whom a later one left out.
    if (statement === undefined || statement !== this.#current)
      throw new SealError("unverified", "a message under a key that is unknown or not the newest");
    const reads =
      !this.authority.isVisitor(h.sender) || visitorsOf(statement.value).some((v) => equal(v, h.sender));
    demand(reads, "a message of a visitor device that is no reader");
    const place = { org: this.#transcript.org, thread: this.thread, generation: statement.id };
    const key = await this.authority.threadKey(statement);
    const body = await openMessage(envelope, place, this.#keyOf(h.sender), key);
    this.#demandChain(h);
    demand(!this.#ids.has(hex(h.message)), "two bodies under one message id");
    demandCited(h, wire.sequence, (n) => this.#hashes[n]);
    const { after, receipt } = await this.#receipt(wire, envelope.hash, h.sender);
    this.#advance(after, receipt.time);
    this.#chains.set(hex(h.sender), { counter: h.counter, hash: envelope.hash });
    this.#ids.add(hex(h.message));
    const said = `${hex(h.sender)}/${hex(body.logical)}`;
    const repeated = this.#said.has(said);
    this.#said.add(said);
    this.authority.hear(h.sender, body, receipt.time);
    return {
      kind: "message",
      sequence: after.sequence,
      sender: h.sender,
      hash: envelope.hash,
      received: receipt.time,
      body,
      repeated,
    };
  }

  #demandChain(h: MessageHeader): void {
    const last = this.#chains.get(hex(h.sender));
    const counted = h.counter === (last?.counter ?? 0) + 1;
    const linked =
      last === undefined ? h.previous === null : h.previous !== null && equal(h.previous, last.hash);
    if (!counted || !linked) throw new SealError("unverified", "the sender's own order is broken");
  }

  #keyOf(sender: Id): Bytes {
    const key = this.authority.senderKey(sender);
    if (key === undefined) throw new UnknownSigner(sender);
    return key;
  }

  async #receipt(wire: EntryWire, entry: Id, sender: Id | null) {
    const accepted = await acceptEntry(this.#transcript, entry, fromBase64(wire.receipt), (id) => {
      const key = this.authority.receiptKey(id);
      if (key === undefined) throw new UnknownSigner(id);
      return key;
    });
    // Else the server could place what somebody signs today before the end of a right that is long over.
    demand(accepted.receipt.time + grace >= this.#newest, "a receipt that lies before an earlier entry's");
    const ended = sender === null ? null : this.authority.ended(sender);
    if (sender !== null && ended !== null && accepted.receipt.time > ended + grace)
      throw new UnknownSigner(sender);
    return accepted;
  }

  #advance(after: Transcript, received: number): void {
    this.#transcript = after;
    this.#newest = Math.max(this.#newest, received);
    this.#hashes.push(after.hash);
  }
}
