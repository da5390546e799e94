/**
 * The directory on this device: replayed from the pinned genesis, kept between visits, compared with every head
 * the server shows. Promise: a head that contradicts the replay is reported as a fork, never followed.
 */

import {
  type Bytes,
  grace,
  type Head,
  type Hex,
  hex,
  type Id,
  makeHead,
  parseHead,
  SealError,
  type Signer,
} from "@sealdesk/seal";
import { Directory, holds } from "@sealdesk/seal/directory";
import {
  type Contents,
  makeStatement,
  type Statement,
  type StatementSigner,
  type StatementType,
  signerKind,
} from "@sealdesk/seal/staff";
import { fromBase64, toBase64 } from "../base64.ts";
import { type Http, Refused } from "../http.ts";
import type { Platform, Store } from "../platform.ts";
import { DeskError } from "./failure.ts";
import { ForkError, keepFork } from "./fork.ts";

export interface BoxUpload {
  readonly group: Id;
  readonly number: number;
  readonly account: Id;
  readonly box: Bytes;
}

/** The device that signs on this browser. */
export interface DeviceIdentity {
  readonly account: Id;
  readonly device: Id;
  readonly signer: Signer;
}

/** Statements being made: each is tried on a copy of the replay before anything is sent. */
export class Draft {
  readonly wires: Bytes[] = [];
  readonly boxes: BoxUpload[] = [];

  constructor(
    readonly directory: Directory,
    readonly head: Id | null,
    readonly time: number,
    private readonly platform: Platform,
  ) {}

  /** `object` null creates a new object. Returns the statement; its id is the new object's id. */
  async add<K extends StatementType>(
    type: K,
    object: Id | null,
    content: Contents[K],
    signers: readonly StatementSigner[],
  ): Promise<Statement> {
    const previous =
      object === null ? null : await this.directory.last(type === "removal" ? "account" : type, object);
    const made = await makeStatement(
      {
        org: type === "genesis" ? null : this.directory.org,
        type,
        object,
        previous,
        head: this.head,
        time: this.time,
        salt: this.platform.random(16),
        content,
      },
      signers,
    );
    await this.#demandAllowed(made.wire);
    this.wires.push(made.wire);
    return made as Statement;
  }

  /** What the replay refuses of one's own statement is a missing right, no sign of tampering. */
  async #demandAllowed(wire: Bytes): Promise<void> {
    try {
      await this.directory.append([wire]);
    } catch (cause) {
      if (!(cause instanceof SealError) || cause.kind !== "unverified") throw cause;
      throw new DeskError(
        "refused",
        "You may not change this.",
        "Ask an owner of your organisation to do it.",
      );
    }
  }
}

export const byDevice = (d: DeviceIdentity): StatementSigner => ({
  kind: signerKind.device,
  ref: d.device,
  signer: d.signer,
});

interface Page {
  readonly statements: readonly string[];
  readonly size: number;
  readonly head: string | null;
}

const STATEMENTS = "directory/";
/** The newest head that was checked here. */
const HEAD = "directory-head";
const entryKey = (index: number): string => `${STATEMENTS}${String(index).padStart(10, "0")}`;

export class DirectorySync {
  directory: Directory;
  head: Head | null = null;
  /** Group → accounts that ever were members: who left is not a newcomer. */
  readonly everMembers = new Map<Hex, Set<Hex>>();
  /** Group → account → the statement by which it joined; who left and came back joined by another one. */
  readonly #joined = new Map<Hex, Map<Hex, Hex>>();
  readonly #http: Http;
  readonly #platform: Platform;
  readonly #store: Store;
  #queue: Promise<unknown> = Promise.resolve();

  /** `forked`: told once a fork is kept, whoever asked for the news. */
  constructor(
    http: Http,
    platform: Platform,
    store: Store,
    pin: Id,
    readonly forked: (fork: ForkError) => void = () => undefined,
  ) {
    this.#http = http;
    this.#platform = platform;
    this.#store = store;
    this.directory = new Directory(pin);
  }

  get state() {
    return this.directory.state;
  }

  now(): number {
    return Math.floor(this.#platform.now() / 1000);
  }

  /** Replays what this device kept. A copy that no longer replays is dropped, not trusted. */
  async load(): Promise<void> {
    const kept = await this.#store.list<Bytes>(STATEMENTS);
    if (kept.length === 0) return;
    try {
      this.#note(await this.directory.append(kept.map(([, wire]) => wire)));
      const head = await this.#store.get<Bytes>(HEAD);
      if (head !== undefined) this.head = await parseHead(head);
    } catch {
      await this.#store.write([HEAD, ...kept.map(([key]) => key)].map((key) => [key, undefined] as const));
    }
  }

  /**
   * Fetches and replays what is new on a copy, and compares the server's head with the result: what contradicts it
   * is not taken. A log without a head could leave out what nothing refers to, such as the revocation of a device.
   */
  sync(): Promise<void> {
    return this.#exclusive(() => this.#syncNow());
  }

  async #syncNow(): Promise<void> {
    const next = this.directory.fork();
    const from = next.size;
    const made: Statement[] = [];
    let page: Page;
    do {
      page = await this.#http.get<Page>(`/directory?after=${next.size}`);
      made.push(...(await next.append(page.statements.map(fromBase64))));
    } while (page.statements.length > 0 && next.size < page.size);
    if (page.head === null) throw new SealError("unverified", "a directory without a signed head");
    const head = await parseHead(fromBase64(page.head));
    await this.#demandNoFork(next, head);
    await next.checkHead(head, this.now());
    const newest = head.size >= (this.head?.size ?? 0) ? head : this.head!;
    await this.#store.write([
      ...made.map((s, i) => [entryKey(from + i), s.wire] as const),
      [HEAD, newest.wire],
    ]);
    this.directory = next;
    this.head = newest;
    this.#note(made);
  }

  /** Statements from the future could put off the end of a right. */
  async #demandNoFork(next: Directory, head: Head): Promise<void> {
    if (next.state.newest > this.now() + grace)
      throw new SealError("clock", "the directory lies ahead of this clock");
    if (head.size > next.size || (await next.agrees(head))) return;
    const fork = new ForkError(this.head, head, this.#platform.now());
    await keepFork(this.#store, fork);
    this.forked(fork);
    throw fork;
  }

  #note(statements: readonly Statement[]): void {
    for (const s of statements) {
      if (s.type !== "member" || s.object === null) continue;
      const at = hex(s.object);
      const known = this.everMembers.get(at) ?? new Set<Hex>();
      const before = this.#joined.get(at);
      const members = s.content.members.map((m) => hex(m.account));
      for (const account of members) known.add(account);
      this.everMembers.set(at, known);
      this.#joined.set(at, new Map(members.map((account) => [account, before?.get(account) ?? hex(s.id)])));
    }
  }

  /** By which statement an account came into each of its groups. */
  joined(account: Id): readonly (readonly [Hex, Hex])[] {
    return [...this.#joined].flatMap(([group, members]) => {
      const by = members.get(hex(account));
      return by === undefined ? [] : [[group, by] as const];
    });
  }

  /** A head over everything replayed, if `by` may attest. */
  async makeHead(
    by: DeviceIdentity,
    over: Directory = this.directory,
    time = this.now(),
  ): Promise<Head | null> {
    if (!holds(over.state.accounts.get(hex(by.account)), "attest")) return null;
    return makeHead(by.signer, by.device, await over.headFields(time));
  }

  /** Signs and sends a fresh head; quietly nothing for those who may not attest. */
  async attest(by: DeviceIdentity): Promise<void> {
    const head = await this.makeHead(by);
    if (head === null) return;
    await this.#http.post("/directory/heads", { head: toBase64(head.wire) });
    this.head = head;
  }

  /** Makes statements and sends them as one; when somebody was faster, looks again and makes them anew. */
  propose<T>(by: DeviceIdentity, make: (draft: Draft) => Promise<T>, path = "/directory"): Promise<T> {
    return this.#propose(by, make, path);
  }

  /** For the one batch that a browser sends before it has a certified device: its certificate. */
  proposeWithoutHead<T>(make: (draft: Draft) => Promise<T>): Promise<T> {
    return this.#propose(null, make, "/directory");
  }

  #propose<T>(by: DeviceIdentity | null, make: (draft: Draft) => Promise<T>, path: string): Promise<T> {
    return this.#exclusive(async () => {
      for (let attempt = 0; ; attempt++) {
        const draft = new Draft(this.directory.fork(), this.head?.id ?? null, this.#time(), this.#platform);
        const result = await make(draft);
        if (draft.wires.length === 0) return result;
        try {
          await this.#send(draft, by, path);
          return result;
        } catch (cause) {
          const overtaken = cause instanceof Refused && cause.status === 409 && attempt < 4;
          if (!overtaken) throw cause;
          await this.#syncNow();
        }
      }
    });
  }

  async #send(draft: Draft, by: DeviceIdentity | null, path: string): Promise<void> {
    const head = by === null ? null : await this.makeHead(by, draft.directory, draft.time);
    await this.#http.post(path, {
      statements: draft.wires.map(toBase64),
      head: head === null ? null : toBase64(head.wire),
      boxes: draft.boxes.map(boxWire),
    });
    await this.#syncNow();
  }

  /** Statement times never run behind the log's newest. */
  #time(): number {
    return Math.max(this.now(), this.directory.state.newest);
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => undefined);
    return run;
  }
}

export const boxWire = (b: BoxUpload) => ({
  group: hex(b.group),
  number: b.number,
  account: hex(b.account),
  box: toBase64(b.box),
});
