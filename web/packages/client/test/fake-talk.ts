/**
 * A staff desk before a server that signs whatever it likes: conversations and notes made by hand, entry by entry, and
 * the real replay and the real thread that read them.
 */
import {
  type Body,
  type Bytes,
  emptyTranscript,
  type Hex,
  hex,
  type Id,
  makeHead,
  makeMark,
  makeReceipt,
  makeThread,
  makeThreadGeneration,
  makeVisitorDevice,
  newSealingPair,
  type ReaderKey,
  systemRandom as random,
  readerKind,
  type Secret,
  type Signed,
  type Signer,
  sealMessage,
  seedSigner,
  type Thread,
  type ThreadGeneration,
  type Transcript,
  transcriptNext,
  type VisitorDevice,
} from "@sealdesk/seal";
import { toBase64 } from "../src/base64.ts";
import { Conversations } from "../src/desk/conversations.ts";
import { DirectorySync } from "../src/desk/directory-sync.ts";
import type { Groups } from "../src/desk/groups.ts";
import { Noticed } from "../src/desk/noticed.ts";
import type { StaffKeys } from "../src/desk/staff-thread.ts";
import type { Http } from "../src/http.ts";
import { LedgerHearsay } from "../src/ledger-hearsay.ts";
import type { EntryWire, KeyWire } from "../src/wire.ts";
import type { FakeOrganisation } from "./fake-organisation.ts";
import { FakeServer } from "./fake-server.ts";
import { MemoryPlatform } from "./memory-platform.ts";

/** A device that signs in a thread; `statement` if it is a customer's. */
export interface Hand {
  readonly id: Id;
  readonly signer: Signer;
  readonly statement?: Signed<VisitorDevice>;
}

export class FakeDesk {
  readonly talks = new Map<Hex, FakeTalk>();
  readonly posted: string[] = [];
  readonly platform: MemoryPlatform;
  keys!: StaffKeys;
  conversations!: Conversations;
  /** Happens before entries are handed out, with those that there are when they were asked for. */
  meanwhile: (entries: readonly EntryWire[]) => Promise<readonly EntryWire[]> = async (entries) => entries;
  /** What the server shows of the directory. */
  shown: () => Promise<{ readonly statements: readonly Bytes[]; readonly head: Bytes | null }>;

  private constructor(readonly org: FakeOrganisation) {
    this.platform = new MemoryPlatform(new FakeServer(org));
    this.shown = async () => ({
      statements: org.statements.map((s) => s.wire),
      head: (await this.head()).wire,
    });
  }

  static async open(org: FakeOrganisation): Promise<FakeDesk> {
    const desk = new FakeDesk(org);
    const http = {
      get: (path: string) => desk.#get(path),
      post: async (path: string, body: object) => void desk.posted.push(`${path} ${JSON.stringify(body)}`),
      put: async () => undefined,
    } as unknown as Http;
    const store = await desk.platform.store("staff");
    const sync = new DirectorySync(http, desk.platform, store, org.org);
    const known = new Map([[org.number, org.keys]]);
    const groups = {
      keysOf: (g: { number: number }) => known.set(org.number, org.keys).get(g.number),
    } as unknown as Groups;
    const me = { account: org.ada.id, device: org.ada.device.id, signer: org.ada.device.signer };
    const noticed = new Noticed(
      store,
      () => desk.platform.now(),
      () => undefined,
    );
    const talk = new LedgerHearsay(org.org);
    desk.keys = { http, platform: desk.platform, sync, groups, me, store, noticed, talk };
    desk.conversations = new Conversations(desk.keys, () => undefined);
    await sync.sync();
    return desk;
  }

  async head(time = this.org.time) {
    const { device } = this.org.ada;
    return makeHead(device.signer, device.id, await this.org.directory.headFields(time));
  }

  async #get(path: string): Promise<unknown> {
    const after = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
    if (path.startsWith("/directory")) {
      const { head, statements } = await this.shown();
      const rest = statements.slice(after).map(toBase64);
      return { statements: rest, size: statements.length, head: head === null ? null : toBase64(head) };
    }
    const talk = this.talks.get(/threads\/(\w+)/.exec(path)?.[1] as Hex)!;
    if (path.includes("/entries")) return { entries: await this.meanwhile(talk.entries.slice(after)) };
    return talk.wire;
  }

  async customer(): Promise<Hand> {
    const signer = await seedSigner(random(32));
    const { publicKey: sealing } = await newSealingPair(random);
    const fields = {
      org: this.org.org,
      signing: signer.publicKey,
      sealing,
      time: this.org.time,
      salt: random(16),
    };
    const statement = await makeVisitorDevice(signer, fields);
    return { id: statement.id, signer, statement };
  }

  async begin(kind: 1 | 2, subject: Id, author: Hand, readers: readonly Hand[]): Promise<FakeTalk> {
    const { org, time } = this.org;
    const fields = { org, kind, subject, author: author.id, head: org, random: random(32), time };
    const signed = await makeThread(author.signer, fields);
    const talk = new FakeTalk(this.org, signed, await emptyTranscript(org, signed.id));
    await talk.rekey(author, "create", readers);
    this.talks.set(hex(signed.id), talk);
    return talk;
  }

  async conversation(...customers: readonly Hand[]): Promise<FakeTalk> {
    return this.begin(1, this.org.inbox, customers[0]!, customers);
  }
}

export class FakeTalk {
  readonly entries: EntryWire[] = [];
  readonly keys: KeyWire[] = [];
  readonly marks: string[] = [];
  readonly devices = new Map<Hex, string>();
  notes: Hex | null = null;
  /** Time of the next receipts. */
  time: number;
  current: { readonly signed: Signed<ThreadGeneration>; readonly key: Secret } | null = null;
  readonly #chains = new Map<Hex, { readonly counter: number; readonly previous: Id }>();

  constructor(
    readonly org: FakeOrganisation,
    readonly thread: Signed<Thread>,
    public transcript: Transcript,
  ) {
    this.time = org.time;
  }

  get id(): Hex {
    return hex(this.thread.id);
  }

  get wire() {
    const { devices, keys, marks, notes, thread } = this;
    const visitorDevices = [...devices.values()];
    return { thread: toBase64(thread.wire), visitorDevices, keys, marks: [...marks], notesThread: notes };
  }

  async rekey(by: Hand, reason: ThreadGeneration["reason"], visitors: readonly Hand[]): Promise<void> {
    const { generation, org, time } = this.org;
    const readers: ReaderKey[] = visitors.map((v) => {
      this.devices.set(hex(v.id), toBase64(v.statement!.wire));
      return { kind: readerKind.visitor, ref: v.id, publicKey: v.statement!.value.sealing };
    });
    if (by.statement !== undefined) this.devices.set(hex(by.id), toBase64(by.statement.wire));
    readers.push({ kind: readerKind.group, ref: generation.id, publicKey: generation.content.sealing });
    const before = this.current?.signed ?? null;
    const { boxes, key, signed } = await makeThreadGeneration(random, by.signer, readers, {
      org,
      thread: this.thread.id,
      number: (before?.value.number ?? 0) + 1,
      previous: before?.id ?? null,
      author: by.id,
      head: org,
      time,
      reason,
    });
    this.current = { signed, key };
    const at = { generation: hex(signed.id), statement: toBase64(signed.wire) };
    const box = toBase64(boxes.at(-1)!);
    this.keys.push({ ...at, box, wrap: null, groupGeneration: hex(generation.id) });
    await this.#place("generation", signed.wire, signed.id);
  }

  async says(by: Hand, body: Body, under = this.current!): Promise<void> {
    const last = this.#chains.get(hex(by.id));
    const header = {
      org: this.org.org,
      thread: this.thread.id,
      generation: under.signed.id,
      sender: by.id,
      head: this.org.org,
      counter: (last?.counter ?? 0) + 1,
      previous: last?.previous ?? null,
      seen: this.transcript.sequence,
      seenTranscript: this.transcript.hash,
    };
    const e = await sealMessage(random, by.signer, under.key, header, body);
    this.#chains.set(hex(by.id), { counter: header.counter, previous: e.hash });
    await this.#place("message", e.wire, e.hash);
  }

  async reads(by: Hand, sequence: number, transcript: Id): Promise<void> {
    const fields = { org: this.org.org, thread: this.thread.id, device: by.id, kind: 2 as const };
    const mark = await makeMark(by.signer, { ...fields, sequence, transcript, time: this.time });
    this.marks.push(toBase64(mark.wire));
  }

  async #place(kind: EntryWire["kind"], bytes: Bytes, entry: Id): Promise<void> {
    const sequence = this.transcript.sequence + 1;
    const transcript = await transcriptNext(this.transcript.hash, sequence, entry);
    this.transcript = { ...this.transcript, sequence, hash: transcript };
    const { org, serverKey, serverSigner } = this.org;
    const fields = { org, serverKey, thread: this.thread.id, sequence, entry, transcript, time: this.time };
    const receipt = await makeReceipt(serverSigner, fields);
    this.entries.push({ sequence, kind, bytes: toBase64(bytes), receipt: toBase64(receipt.wire) });
  }
}

export const text = (words: string, logical: Bytes = random(16)): Body => ({
  kind: "text",
  time: 1,
  logical,
  content: { text: words, language: "en", replyTo: null, attachments: [] },
});
