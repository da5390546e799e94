/**
 * A conversation, or the notes beside it, as staff see it: verified entries, the keys that open them, and the way
 * to add one more. Promise: nothing is sent under readers that are not current.
 */

import {
  type Attachment,
  asId,
  type Body,
  type Bytes,
  type Envelope,
  equal,
  type Hex,
  hex,
  type Id,
  type Mark,
  makeMark,
  makeThreadGeneration,
  markKind,
  type ReaderKey,
  readerKind,
  readMark,
  readThread,
  readVisitorDevice,
  SealError,
  type Signed,
  sealMessage,
  type ThreadGeneration,
  threadKind,
  unhex,
  type VisitorDevice,
  visitorsOf,
} from "@sealdesk/seal";
import type { Group, Inbox } from "@sealdesk/seal/directory";
import { fromBase64, toBase64 } from "../base64.ts";
import type { CustomerProof } from "../contract/conversation.ts";
import { type Http, Refused } from "../http.ts";
import type { LedgerHearsay } from "../ledger-hearsay.ts";
import type { Platform, Store } from "../platform.ts";
import { type LogEntry, ThreadLog } from "../thread-log.ts";
import type { EntryWire, ThreadWire } from "../wire.ts";
import { CustomerProofs, type Question } from "./customer-proofs.ts";
import type { DeviceIdentity, DirectorySync } from "./directory-sync.ts";
import { DeskError } from "./failure.ts";
import type { Groups } from "./groups.ts";
import type { Noticed } from "./noticed.ts";
import { ThreadKeys } from "./thread-keys.ts";
import { endedIn, mayRekey } from "./thread-rights.ts";

/** What every staff thread needs. */
export interface StaffKeys {
  readonly http: Http;
  readonly platform: Platform;
  readonly sync: DirectorySync;
  readonly groups: Groups;
  readonly me: DeviceIdentity;
  /** Keeps how far each thread was verified. */
  readonly store: Store;
  readonly noticed: Noticed;
  readonly talk: LedgerHearsay;
}

/** The farthest place that this browser has verified in a thread. */
interface Seen {
  readonly sequence: number;
  readonly transcript: Id;
}
const SEEN = "seen/";

export interface MarkSeen {
  readonly sequence: number;
  /** Unix milliseconds. */
  readonly at: number;
}

const PAGE = 500;

async function entriesAfter(http: Http, thread: Hex, sequence: number): Promise<readonly EntryWire[]> {
  const path = `/threads/${thread}/entries?after=${sequence}&limit=${PAGE}`;
  return (await http.get<{ readonly entries: readonly EntryWire[] }>(path)).entries;
}

export class StaffThread {
  readonly visitors = new Map<Hex, Signed<VisitorDevice>>();
  readonly #marks: Mark[] = [];
  readonly #shown = new CustomerProofs();
  notes: Hex | null = null;
  readonly #box: ThreadKeys;
  #subject!: Id;
  #log!: ThreadLog;
  #seen: Seen | undefined;
  #behind = false;
  /** How many fetches were begun, and the newest of them that has ended. */
  #begun = 0;
  #settled = 0;

  private constructor(
    readonly keys: StaffKeys,
    readonly id: Id,
    /** The conversation that notes stand beside; null for a conversation. */
    readonly beside: StaffThread | null,
  ) {
    this.#box = new ThreadKeys(keys, id, () => this.#fetchKeys());
  }

  static async open(keys: StaffKeys, id: Hex, beside: StaffThread | null = null): Promise<StaffThread> {
    // Asked for together: none of the answers is used before the thread itself is proven.
    const [wire, first, seen] = await Promise.all([
      keys.http.get<ThreadWire>(`/threads/${id}`),
      entriesAfter(keys.http, id, 0),
      keys.store.get<Seen>(SEEN + id),
    ]);
    const thread = new StaffThread(keys, asId(unhex(id)), beside);
    await thread.#beginWith(wire);
    thread.#seen = seen;
    await thread.fetch(first);
    return thread;
  }

  /** What was shown here once stays: a history that was cut off or rewritten since is refused. */
  async #keepSeen(): Promise<void> {
    const { sequence, transcript } = this.#log;
    if (this.#seen !== undefined && this.#log.agrees(this.#seen.sequence, this.#seen.transcript) !== true)
      throw new SealError("unverified", "the history is not the one that this browser has seen");
    if (sequence === (this.#seen?.sequence ?? 0)) return;
    this.#seen = { sequence, transcript };
    await this.keys.store.write([[SEEN + hex(this.id), this.#seen]]);
  }

  /** What the customer showed of who they are. */
  get proofs(): readonly CustomerProof[] {
    return this.#shown.all;
  }
  /** What of it they were asked for. */
  get questions(): ReadonlyMap<Hex, Question> {
    return this.#shown.questions;
  }
  get log(): ThreadLog {
    return this.#log;
  }
  /** What is new could not be read to its end when it was last asked for. */
  get isBehind(): boolean {
    return this.#behind;
  }
  get org(): Id {
    return this.keys.sync.directory.org;
  }

  /** The inbox that the customer wrote to, by what the thread's author signed. */
  get #inbox(): Inbox {
    if (this.beside !== null) return this.beside.#inbox;
    const inbox = this.keys.sync.state.inboxes.get(hex(this.#subject));
    if (inbox === undefined)
      throw new SealError("unverified", "a conversation of an inbox that is not known");
    return inbox;
  }
  get inbox(): { readonly id: Id; readonly name: string } {
    return this.#inbox;
  }
  /** The group that owns the inbox. */
  get group(): Id {
    return this.#inbox.group;
  }

  /** A colleague's new browser may have begun it: once more with the newest directory. */
  async #beginWith(wire: ThreadWire): Promise<void> {
    try {
      await this.#begin(wire);
    } catch (cause) {
      if (!(cause instanceof SealError) || cause.kind !== "unverified") throw cause;
      await this.keys.sync.sync();
      await this.#begin(wire);
    }
  }

  async #begin(wire: ThreadWire): Promise<void> {
    for (const w of wire.visitorDevices) await this.addVisitor(w);
    for (const k of wire.keys) this.#box.add(k);
    this.notes = (wire.notesThread as Hex | null) ?? null;
    // The thread's id must be the hash of what its author signed.
    const signed = await readThread(this.org, fromBase64(wire.thread), (t) => this.#knownKey(t.author));
    const { author, kind, subject } = signed.value;
    const expected =
      this.beside === null
        ? kind === threadKind.conversation && this.visitors.has(hex(author))
        : kind === threadKind.notes && equal(subject, this.beside.id);
    if (!equal(signed.id, this.id) || !expected) {
      throw new DeskError(
        "unverified",
        "The server showed another conversation.",
        "Tell your security team.",
      );
    }
    this.#subject = subject;
    this.#log = await ThreadLog.begin(this.org, this.id, author, {
      isVisitor: (s) => this.visitors.has(hex(s)),
      allows: (g, received) => this.#allows(g, received),
      senderKey: (s) => this.#senderKey(s),
      ended: (s) => this.#ended(s),
      receiptKey: (s) => this.keys.sync.state.serverKeys.get(hex(s)),
      threadKey: (g) => this.#box.open(g),
      hear: (...said) => this.keys.talk.hear(...said),
    });
    for (const m of wire.marks) await this.addMark(m);
  }

  /** Notes are the team's: whom the server calls a customer has no place in them. */
  async addVisitor(wire: string): Promise<void> {
    if (this.beside !== null) return;
    const device = await readVisitorDevice(this.org, fromBase64(wire));
    this.visitors.set(hex(device.id), device);
  }

  async #fetchKeys(): Promise<void> {
    const wire = await this.keys.http.get<ThreadWire>(`/threads/${hex(this.id)}`);
    for (const k of wire.keys) this.#box.add(k);
    for (const w of wire.visitorDevices) await this.addVisitor(w);
  }

  /** A mark is a hint: one by a device this desk has not met yet is left out, and stops nothing. */
  async addMark(wire: string): Promise<void> {
    try {
      await this.#takeMark(wire);
    } catch (cause) {
      if (!(cause instanceof SealError)) throw cause;
    }
  }

  async #takeMark(wire: string): Promise<void> {
    const { value: m } = await readMark(this.org, this.id, fromBase64(wire), (v) => this.#knownKey(v.device));
    if (this.visitors.has(hex(m.device))) this.#marks.push(m);
  }

  /** The customer's devices that read here, or did: the server's list may name others. */
  get customers(): ReadonlySet<Hex> {
    const changes = this.#log.entries.filter((e) => e.kind === "generation");
    return new Set(changes.flatMap((e) => visitorsOf(e.statement.value).map(hex)));
  }

  /** Farthest marks of the customer's devices, for the history that this desk has. */
  get delivered(): MarkSeen | null {
    return this.#farthest(markKind.delivered);
  }
  get read(): MarkSeen | null {
    return this.#farthest(markKind.read);
  }

  #farthest(kind: number): MarkSeen | null {
    let out: MarkSeen | null = null;
    const { customers } = this;
    for (const m of this.#marks) {
      if (m.kind !== kind || !customers.has(hex(m.device)) || m.sequence <= (out?.sequence ?? 0)) continue;
      if (this.#log.agrees(m.sequence, m.transcript) === true)
        out = { sequence: m.sequence, at: m.time * 1000 };
    }
    return out;
  }

  /** Signing key of a customer's device, or of a device of somebody in the directory. */
  #senderKey(sender: Id): Bytes | undefined {
    const at = hex(sender);
    return this.visitors.get(at)?.value.signing ?? this.keys.sync.state.devices.get(at)?.key;
  }

  #allows(g: ThreadGeneration, received: number): boolean {
    const by = { visitor: this.visitors.has(hex(g.author)), notes: this.beside !== null, received };
    return mayRekey(this.keys.sync.state, this.#inbox, g, by);
  }

  #ended(sender: Id): number | null {
    return endedIn(this.keys.sync.state, this.#inbox, sender);
  }

  /** Whether a device is this desk's account's. */
  isMine(device: Id): boolean {
    const known = this.keys.sync.state.devices.get(hex(device));
    return known !== undefined && equal(known.account, this.keys.me.account);
  }

  #knownKey(sender: Id): Bytes {
    const key = this.#senderKey(sender);
    if (key === undefined) throw new SealError("unverified", "signed by a device that is not known");
    return key;
  }

  /**
   * What is new. What does not verify is not taken, and is noticed, whoever asked for it. `first`: the first page, if
   * it is here already.
   */
  async fetch(first: readonly EntryWire[] | null = null): Promise<readonly LogEntry[]> {
    const turn = ++this.#begun;
    try {
      const fresh = await this.#fetchAll(first);
      this.#settle(turn, null);
      return fresh;
    } catch (cause) {
      this.#settle(turn, { cause });
      throw cause;
    }
  }

  /** Fetches overlap. What one of them could not read is no less unread because an earlier one ends after it. */
  #settle(turn: number, failed: { readonly cause: unknown } | null): void {
    const name = hex(this.id);
    if (turn > this.#settled) [this.#settled, this.#behind] = [turn, failed !== null];
    if (failed !== null) this.keys.noticed.judge(name, failed.cause);
    if (!this.#behind) this.keys.noticed.over(name);
  }

  async #fetchAll(first: readonly EntryWire[] | null): Promise<readonly LogEntry[]> {
    const fresh: LogEntry[] = [];
    const next = () => entriesAfter(this.keys.http, hex(this.id), this.#log.sequence);
    for (let page = first ?? (await next()); ; page = await next()) {
      for (const wire of page) {
        const entry = await this.#accept(wire);
        if (entry === null) continue;
        await this.#shown.take(entry, {
          org: this.org,
          isVisitor: (s) => this.visitors.has(hex(s)),
          keyOf: (s) => this.keys.sync.state.serverKeys.get(hex(s)),
        });
        fresh.push(entry);
      }
      if (page.length < PAGE) break;
    }
    await this.#keepSeen();
    return fresh;
  }

  /** What does not verify may be newer than the directory here: once more with the newest. */
  async #accept(wire: EntryWire): Promise<LogEntry | null> {
    try {
      return await this.#log.accept(wire);
    } catch (cause) {
      if (!(cause instanceof SealError) || cause.kind !== "unverified") throw cause;
      await Promise.all([this.keys.sync.sync(), this.#fetchKeys()]);
      return this.#log.accept(wire);
    }
  }

  // ---- sending -----------------------------------------------------------------------------------

  /** The team with its current key. */
  currentGroup(): Group & { readonly generation: NonNullable<Group["generation"]> } {
    const group = this.keys.sync.state.groups.get(hex(this.group));
    if (group?.generation != null) return { ...group, generation: group.generation };
    throw new DeskError("refused", "This team has no key yet.", "Wait until a member of the team is online.");
  }

  look(): Promise<void> {
    return this.keys.groups.catchUp();
  }

  get isOutdated(): boolean {
    const current = this.#log.current;
    const group = this.currentGroup().generation.id;
    return (
      current !== null &&
      !current.value.readers.some((r) => r.kind === readerKind.group && equal(r.ref, group))
    );
  }

  /** The same customers, the team's current key; when somebody was faster, theirs is taken. */
  async refreshKey(): Promise<void> {
    const before = this.#log.current!;
    const group = this.currentGroup();
    const visitors: ReaderKey[] = before.value.readers
      .filter((r) => r.kind === readerKind.visitor)
      .map((r) => ({ ...r, publicKey: this.visitors.get(hex(r.ref))!.value.sealing }));
    const readers = [
      ...visitors,
      {
        kind: readerKind.group,
        ref: group.generation.id,
        publicKey: group.generation.content.sealing,
      } as const,
    ];
    const made = await makeThreadGeneration(
      (n) => this.keys.platform.random(n),
      this.keys.me.signer,
      readers,
      {
        org: this.org,
        thread: this.id,
        number: before.value.number + 1,
        previous: before.id,
        author: this.keys.me.device,
        head: this.head(),
        time: this.keys.sync.now(),
        reason: "refresh",
      },
    );
    try {
      await this.keys.http.post(`/threads/${hex(this.id)}/generations`, {
        generation: toBase64(made.signed.wire),
        boxes: made.boxes.map(toBase64),
      });
      this.#box.keep(made.signed, made.key);
    } catch (cause) {
      if (!(cause instanceof Refused && cause.status === 409)) throw cause;
    }
    await this.fetch();
  }

  async seal(body: Body): Promise<Envelope> {
    const current = this.#log.current!;
    const key = await this.#box.open(current);
    const fields = this.#log.next(this.keys.me.device, this.head());
    const told = this.keys.talk.tell(body);
    return sealMessage((n) => this.keys.platform.random(n), this.keys.me.signer, key, fields, told);
  }

  /** `files`: attachments that the message names, so that the server keeps them with it. */
  async post(wire: Bytes, files: readonly string[] = []): Promise<void> {
    const attachments = files.length === 0 ? {} : { attachments: files };
    await this.keys.http.post(`/threads/${hex(this.id)}/messages`, {
      message: toBase64(wire),
      ...attachments,
    });
  }

  /** A file of a message here, by the message's own description. */
  attachment(id: string): Attachment | null {
    const all = this.#texts().flatMap((body) => body.content.attachments);
    return all.find((a) => hex(a.blob) === id) ?? null;
  }

  /** Of a message that this browser wrote. */
  attachmentsOf(logical: Uint8Array): readonly Attachment[] {
    const own = (e: LogEntry) => e.kind === "message" && equal(e.sender, this.keys.me.device);
    return this.#texts(own).find((body) => equal(body.logical, logical))?.content.attachments ?? [];
  }

  #texts(fits: (e: LogEntry) => boolean = () => true) {
    return this.#log.entries.flatMap((e) =>
      fits(e) && e.kind === "message" && e.body.kind === "text" ? [e.body] : [],
    );
  }

  async markRead(): Promise<void> {
    if (this.#log.sequence === 0) return;
    const mark = await makeMark(this.keys.me.signer, {
      org: this.org,
      thread: this.id,
      device: this.keys.me.device,
      kind: markKind.read,
      sequence: this.#log.sequence,
      transcript: this.#log.transcript,
      time: this.keys.sync.now(),
    });
    await this.keys.http.put(`/threads/${hex(this.id)}/marks`, { mark: toBase64(mark.wire) });
  }

  /** The head that what is signed now cites. */
  head(): Id {
    const head = this.keys.sync.head;
    if (head !== null) return head.id;
    throw new DeskError(
      "refused",
      "The directory has not been signed yet.",
      "Wait until an owner is online.",
    );
  }
}
