/**
 * One conversation on this device: its verified log, its keys, what waits to be sent. Promise: what was shown
 * once stays: a server that later leaves entries out, or changes them, is refused. Limit: the newest entries
 * can be withheld until later ones show the gap.
 */
import {
  type Attachment,
  adoptThreadKey,
  asSecret,
  type Bytes,
  type ContextLine,
  equal,
  groupsOf,
  type Hex,
  hex,
  type Id,
  type Mark,
  markKind,
  openMessage,
  openThreadBox,
  parseEnvelope,
  readMark,
  readThread,
  readVisitorDevice,
  SealError,
  type Secret,
  type Signed,
  type Thread,
  type ThreadGeneration,
  type VisitorDevice,
} from "@sealdesk/seal";
import { fromBase64 } from "../base64.ts";
import type { LedgerHearsay } from "../ledger-hearsay.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Store } from "../platform.ts";
import { type LogEntry, type LogMessage, ThreadLog } from "../thread-log.ts";
import type { ConversationWire, EntryWire, KeyWire, ThreadWire } from "../wire.ts";
import type { Device } from "./device.ts";
import { Outbox } from "./outbox.ts";
import type { People } from "./people.ts";
import { outboxOf, type Waiting } from "./waiting.ts";

export interface Around {
  readonly store: Store;
  readonly secrets: LocalSecrets;
  readonly people: People;
  readonly device: Device;
  readonly talk: LedgerHearsay;
  /** Files that came back in a message of this device: their copies here are not needed any more. */
  arrived(files: readonly string[]): Promise<void>;
  /** Has the server say what it knows of it, keys included. */
  look(c: Conversation): Promise<void>;
}

export interface SeenMark {
  readonly sequence: number;
  /** Unix seconds. */
  readonly time: number;
}

/** Begun by a device that this one knows nothing of. */
export class AnothersConversation extends SealError {
  constructor() {
    super("unverified", "a conversation of another device");
  }
}

const entryOf = (thread: string, sequence: number): string =>
  `entry/${thread}/${String(sequence).padStart(8, "0")}`;

export class Conversation {
  /** Routing facts by the server: state, activity, expiry. Shown, never trusted with content. */
  facts: ConversationWire | null = null;
  /** Up to where this customer has seen everything. */
  myRead = 0;
  /** When its keys were destroyed, Unix milliseconds; since then here too. */
  destroyed: number | null = null;
  readonly visitors = new Map<Hex, Signed<VisitorDevice>>();
  #log!: ThreadLog;
  readonly #keys = new Map<Hex, Secret>();
  readonly #offered = new Map<string, KeyWire>();
  readonly #marks: Mark[] = [];
  /** Whether what is being taken came just now, not from this device's own store. */
  #fresh = false;

  private constructor(
    readonly thread: Signed<Thread>,
    readonly outbox: Outbox,
    private readonly around: Around,
  ) {
    this.visitors.set(hex(around.device.id), around.device.signed);
  }

  /** `devices`: of the customer's, where another one began it and handed it over. */
  static async open(wire: Bytes, around: Around, devices: readonly Bytes[] = []): Promise<Conversation> {
    const { device, secrets, store } = around;
    const known = await Promise.all(devices.map((d) => readVisitorDevice(device.org, d)));
    const thread = await readThread(device.org, wire, (t) => {
      const author = [device.signed, ...known].find((d) => equal(t.author, d.id));
      if (author === undefined) throw new AnothersConversation();
      return author.value.signing;
    });
    const out = new Conversation(thread, await Outbox.open(hex(thread.id), store, secrets), around);
    for (const d of known) out.visitors.set(hex(d.id), d);
    await out.empty();
    out.destroyed = (await store.get<number>(`destroyed/${out.name}`)) ?? null;
    out.myRead = (await store.get<number>(`read/${out.name}`)) ?? 0;
    for (const [, entry] of await store.list<EntryWire>(`entry/${out.name}/`))
      await out.take(entry, () => true);
    await out.settle();
    return out;
  }

  private async empty(): Promise<void> {
    const { device, people } = this.around;
    this.#log = await ThreadLog.begin(device.org, this.thread.id, this.thread.value.author, {
      senderKey: (id) => this.visitors.get(hex(id))?.value.signing ?? people.deviceKey(id),
      isVisitor: (id) => this.visitors.has(hex(id)),
      // What lies here was judged when it came, by the proof of that day.
      allows: (g) => groupsOf(g).length === 1 && (!this.#fresh || this.mayHaveMade(g)),
      ended: (id) => people.ended(id, this.#fresh),
      receiptKey: (id) => people.receiptKey(id),
      threadKey: (g) => this.key(g),
      hear: (...said) => this.around.talk.hear(...said),
    });
  }

  /** Its time was over: what this device kept of it, and the keys that opened it, go too. */
  async destroy(at: number): Promise<void> {
    if (this.destroyed !== null) return;
    this.destroyed = at;
    const { store } = this.around;
    const generations = this.#log.entries.flatMap((e) =>
      e.kind === "generation" ? [hex(e.statement.id)] : [],
    );
    const kept = await Promise.all([`entry/${this.name}/`, outboxOf(this.name)].map((p) => store.list(p)));
    const gone = [
      `draft/${this.name}`,
      ...kept.flat().map(([k]) => k),
      ...generations.map((g) => `key/${g}`),
    ];
    await store.write([[`destroyed/${this.name}`, at], ...gone.map((k) => [k, undefined] as const)]);
    this.#keys.clear();
    this.#offered.clear();
    await this.outbox.reread();
    await this.empty();
  }

  get name(): Hex {
    return hex(this.thread.id);
  }
  /** This device, as senders are named. */
  get me(): Hex {
    return hex(this.around.device.id);
  }
  get log(): ThreadLog {
    return this.#log;
  }

  offer(keys: readonly KeyWire[]): void {
    for (const k of keys) this.#offered.set(k.generation, k);
  }

  /** The thread's answer: other devices of this customer, keys and marks. */
  async learn(t: ThreadWire): Promise<void> {
    this.facts = t.conversation;
    this.offer(t.keys);
    for (const wire of t.visitorDevices) {
      const d = await readVisitorDevice(this.around.device.org, fromBase64(wire));
      this.visitors.set(hex(d.id), d);
    }
    // A mark is a hint: one that this device cannot check is left out, and stops nothing.
    for (const wire of t.marks) await this.mark(fromBase64(wire)).catch(() => undefined);
  }

  /**
   * Takes one entry, and keeps it. Older ones are passed over. A message by somebody unknown who `passes`,
   * because no proof shows them, leaves a named gap instead of a refusal.
   */
  async accept(entry: EntryWire, passes: (sender: Id) => boolean = () => false): Promise<void> {
    if (entry.sequence <= this.#log.sequence) return;
    this.#fresh = true;
    await this.take(entry, passes).finally(() => {
      this.#fresh = false;
    });
    await this.around.store.write([[entryOf(this.name, entry.sequence), entry]]);
    await this.around.arrived(this.sentFiles);
    await this.settle();
  }

  /** Takes what another tab of this device has fetched, and verified, meanwhile; as far as this one can verify it. */
  async takeStored(): Promise<void> {
    const before = this.#log.sequence;
    for (;;) {
      const entry = await this.around.store.get<EntryWire>(entryOf(this.name, this.#log.sequence + 1));
      if (entry === undefined) break;
      await this.take(entry, () => false);
    }
    // It will not be offered once more, so that files which came back in it are known to have arrived now or never.
    if (this.#log.sequence > before) await this.around.arrived(this.sentFiles);
    await this.settle();
  }

  /** Its entries as they came and were verified, in their order. */
  async stored(): Promise<readonly EntryWire[]> {
    return (await this.around.store.list<EntryWire>(`entry/${this.name}/`)).map(([, entry]) => entry);
  }

  /** Files in messages of this device that the server has. */
  get sentFiles(): readonly string[] {
    return this.#log.entries.flatMap((e) =>
      e.kind === "message" && e.body.kind === "text" && hex(e.sender) === this.me
        ? e.body.content.attachments.map((a) => hex(a.blob))
        : [],
    );
  }

  /** A file of a message here that was not removed, by the message's own description. */
  attachment(id: string): Attachment | null {
    for (const e of this.#log.entries) {
      if (e.kind !== "message" || e.body.kind !== "text") continue;
      const found = e.body.content.attachments.find((a) => hex(a.blob) === id);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** Of a message that this device wrote. */
  attachmentsOf(logical: Uint8Array): readonly Attachment[] {
    const own = (e: LogEntry) =>
      e.kind === "message" && hex(e.sender) === this.me && equal(e.body.logical, logical);
    const e = this.#log.entries.find(own);
    return e?.kind === "message" && e.body.kind === "text" ? e.body.content.attachments : [];
  }

  private async take(entry: EntryWire, passes: (sender: Id) => boolean): Promise<void> {
    if (entry.kind === "message") {
      const { sender } = (await parseEnvelope(fromBase64(entry.bytes))).header;
      const known = this.visitors.has(hex(sender)) || this.around.people.deviceKey(sender) !== undefined;
      if (!known && passes(sender)) return this.#log.pass(entry);
    }
    await this.#log.accept(entry);
  }

  /** By a device of the customer's, or by one of the team's whose account had the key that it names. */
  mayHaveMade(g: ThreadGeneration): boolean {
    const [team] = groupsOf(g);
    return (
      this.visitors.has(hex(g.author)) || (team !== undefined && this.around.people.wasHanded(g.author, team))
    );
  }

  /** What waits, whichever tab wrote it, without what has arrived already. */
  async reread(): Promise<void> {
    await this.outbox.reread();
    await this.settle();
  }

  /** What was written here and has not come back: between both it would be shown twice. */
  get waiting(): readonly Waiting[] {
    if (this.outbox.all.length === 0) return [];
    const back = this.#back();
    return this.outbox.all.filter((w) => !back.has(w.logical));
  }

  /** Another's message under the same logical id is another message. */
  #back(): ReadonlySet<string> {
    const own = this.#log.entries.filter(
      (e) => e.kind === "message" && equal(e.sender, this.around.device.id),
    ) as readonly LogMessage[];
    return new Set(own.map((e) => hex(e.body.logical)));
  }

  /** What has come back in the log no longer waits. */
  private async settle(): Promise<void> {
    if (this.outbox.all.length === 0) return;
    const back = this.#back();
    for (const { logical } of this.outbox.all) {
      if (back.has(logical)) await this.outbox.remove(logical);
    }
  }

  /** Takes a mark, and says whose it is. */
  async mark(wire: Bytes): Promise<Id> {
    const { people, device } = this.around;
    const m = await readMark(device.org, this.thread.id, wire, (v) => {
      const key = people.deviceKey(v.device) ?? this.visitors.get(hex(v.device))?.value.signing;
      if (key === undefined) throw new SealError("unverified", "a mark by a device that is not known");
      return key;
    });
    const { device: by } = m.value;
    if (!this.visitors.has(hex(by))) this.#marks.push(m.value);
    return by;
  }

  /** The team's farthest marks, for the history that this device has; what was read was delivered. */
  get delivered(): SeenMark {
    return this.farthest(() => true);
  }
  get read(): SeenMark {
    return this.farthest((m) => m.kind === markKind.read);
  }

  private farthest(fits: (m: Mark) => boolean): SeenMark {
    let out = { sequence: 0, time: 0 };
    for (const m of this.#marks) {
      if (!fits(m) || m.sequence <= out.sequence) continue;
      if (this.#log.agrees(m.sequence, m.transcript) === true) out = { sequence: m.sequence, time: m.time };
    }
    return out;
  }

  async key(g: Signed<ThreadGeneration>): Promise<Secret> {
    const name = hex(g.id);
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const kept = await this.around.secrets.read(`key/${name}`);
    if (kept !== null) {
      // Another device may have handed it over.
      const key = await adoptThreadKey(g.value, kept);
      this.#keys.set(name, key);
      return key;
    }
    // The box is opened once per generation and then kept: it is the slow step.
    const key = await this.opened(g);
    await this.keepKey(g.id, key);
    return key;
  }

  private async opened(g: Signed<ThreadGeneration>): Promise<Secret> {
    // Made since the server last said, or taken from another tab, which opened nothing under it.
    if (!this.#offered.has(hex(g.id))) await this.around.look(this);
    const box = this.#offered.get(hex(g.id))?.box;
    if (box === undefined || box === null) throw new SealError("unopened", "no box for this device");
    const { device } = this.around;
    return openThreadBox(device.seed, g.value, device.id, fromBase64(box));
  }

  /** The assistant's transcript out of messages that this device has sealed and not yet sent. */
  async passedOn(messages: readonly string[]): Promise<readonly ContextLine[]> {
    const { device, secrets } = this.around;
    for (const wire of messages) {
      const envelope = await parseEnvelope(fromBase64(wire));
      const { generation } = envelope.header;
      const key = await secrets.read(`key/${hex(generation)}`);
      if (key === null) continue;
      const place = { org: device.org, thread: this.thread.id, generation };
      const body = await openMessage(envelope, place, device.signed.value.signing, asSecret(key));
      if (body.kind === "context") return body.content.lines;
    }
    return [];
  }

  async keepKey(generation: Id, key: Secret): Promise<void> {
    this.#keys.set(hex(generation), key);
    await this.around.store.write([await this.around.secrets.change(`key/${hex(generation)}`, key)]);
  }

  async sawUpTo(sequence: number): Promise<void> {
    if (sequence <= this.myRead) return;
    this.myRead = sequence;
    await this.around.store.write([[`read/${this.name}`, sequence]]);
  }

  /** Messages by others that the customer has not seen. */
  get unread(): number {
    return this.#log.entries.filter(
      (e) =>
        e.kind === "message" &&
        (e.body.kind === "text" || e.body.kind === "identity-ask") &&
        !e.repeated &&
        e.sequence > this.myRead &&
        !this.visitors.has(hex(e.sender)),
    ).length;
  }
}
