/**
 * What happens without being asked: the live connection, catching up, sending what waits, signing marks.
 * Promise: it starts only once a conversation exists, and every entry passes the same checks as a fetched one.
 */
import { type Id, SealError } from "@sealdesk/seal";
import { fromBase64 } from "../base64.ts";
import { NoAnswer } from "../http.ts";
import { LedgerWatch } from "../ledger-watch.ts";
import { Live } from "../live.ts";
import type { Connection } from "../visitor.ts";
import { type ConversationWire, destroyedAt, type LiveEvent, type ThreadWire } from "../wire.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { Stopped } from "./organisation.ts";

const retryAfter = 15_000;
const typingLasts = 6_000;
/** While an answer is awaited and the conversation is in view. */
const lookEvery = 30_000;
/** How long a sign of life (typing, a message, a mark) counts as being here: the server tells customers no more. */
const hereLasts = 180_000;

export interface Told {
  changed(): void;
  connection(now: Connection): void;
  /** Something that must not go on; views show why. */
  stop(cause: unknown): void;
}

export class Background {
  #live: Live | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #retry: (() => void) | null = null;
  /** Hearing of another tab waits its turn; what comes meanwhile is found then. */
  #hearing = false;
  #watch: (() => void) | null = null;
  #look: (() => void) | null = null;
  #typing = new Map<string, () => void>();
  #here = new Map<string, () => void>();
  #stopped = false;
  readonly #ledger: LedgerWatch;
  /** Since when the record of acts is not what this browser saw of it. */
  contradicted: number | null = null;

  constructor(
    private readonly own: Conversations,
    private readonly told: Told,
  ) {
    const { visit } = own;
    this.#ledger = new LedgerWatch({
      http: visit.http,
      platform: visit.platform,
      store: visit.store,
      org: visit.source.pin,
      talk: own.talk,
      keys: () => [visit.organisation.proof.serverKey.key],
      renew: async () => {
        await visit.renew();
        if (visit.organisation.now === null) throw new NoAnswer("it is of an earlier visit");
      },
      told: (since) => {
        this.contradicted = since;
        told.changed();
      },
    });
  }

  start(): void {
    // Before anything was said the server learns of nobody.
    if (this.#live !== null || this.own.all.length === 0) return;
    const { device, visit } = this.own;
    const { http, platform } = visit;
    this.#live = new Live({
      platform,
      protocols: async () => ["sealdesk.1", `token.${await device.session(http, platform)}`],
      onEvent: (event) => this.on(event),
      onStatus: (status) => {
        // Trying is no news: neither at the first time, nor between two tries without a connection.
        if (status === "connecting") return;
        this.told.connection(status);
        if (status === "online") void this.#ledger.check();
        // Also when the live connection fails: some networks let requests through and sockets not.
        void this.catchUp();
      },
    });
    this.#live.start();
    this.#watch = platform.onConnection(() => this.connectionChanged());
    this.lookAgain();
    void this.#ledger.start();
  }

  /** What the machine says comes sooner than what the socket notices. */
  private connectionChanged(): void {
    const online = this.own.visit.platform.online();
    if (!online) this.told.connection("offline");
    else if (this.#live?.connected) {
      this.told.connection("online");
      void this.catchUp();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.own.files.stop();
    this.#live?.stop();
    this.#ledger.stop();
    this.#retry?.();
    this.#watch?.();
    this.#look?.();
    for (const cancel of [...this.#typing.values(), ...this.#here.values()]) cancel();
  }

  typing(on: boolean): void {
    if (this.own.open !== null) this.#live?.send({ type: "typing", thread: this.own.open, on });
  }

  /** One step after the other, so that entries are taken in their order; none after what must stop everything. */
  private queue(work: () => Promise<void>): Promise<void> {
    const step = async () => (this.#stopped ? undefined : work());
    const run = this.#queue.then(step).catch((cause: unknown) => this.trouble(cause));
    this.#queue = run;
    return run.then(() => this.told.changed());
  }

  private trouble(cause: unknown): void {
    if (cause instanceof SealError || cause instanceof Stopped) {
      // What the server says is not relied on any more, and nothing is sent to it until somebody tries again.
      this.stop();
      const stop = new Stopped({ kind: "unverified", what: "conversation" });
      this.told.stop(cause instanceof Stopped ? cause : stop);
      return;
    }
    // Whatever else it is, an answer of another shape included: nothing was taken, and a later answer may be right.
    this.#retry ??= this.own.visit.platform.after(retryAfter, () => {
      this.#retry = null;
      void this.catchUp();
    });
  }

  /** Another tab wrote something: it is shown here at once, and goes out from here if that tab is gone. */
  async hear(): Promise<void> {
    if (this.#hearing) return;
    this.#hearing = true;
    await this.queue(async () => {
      this.#hearing = false;
      await this.own.adoptStored();
      for (const c of this.own.all) await c.reread();
      await this.own.files.reread();
    });
    this.start();
    await this.deliverAll();
  }

  /** Fetches everything that is new, then sends everything that waits. */
  catchUp(): Promise<void> {
    return this.queue(async () => {
      const { courier, visit } = this.own;
      const known = await courier.list();
      await this.own.missing(
        known.map((k) => k.id),
        async (name) => fromBase64((await visit.http.get<ThreadWire>(`/threads/${name}`)).thread),
      );
      for (const facts of known) {
        const c = this.own.all.find((x) => x.name === facts.id);
        if (c === undefined) continue;
        if (await this.isOver(c, facts)) continue;
        await courier.sync(c);
        if (facts.lastSequence > 0) await courier.mark(c, "delivered");
      }
    })
      .then(() => this.own.files.goOn())
      .then(() => this.deliverAll());
  }

  /** Takes what the server says of a conversation; true if it was destroyed. */
  private async isOver(c: Conversation, facts: ConversationWire): Promise<boolean> {
    c.facts = facts;
    const at = destroyedAt(facts);
    if (at === null) return false;
    this.own.visit.drafts.delete(c.name);
    await c.destroy(at);
    return true;
  }

  /** How many wait longer changes without a word about this conversation. */
  private lookAgain(): void {
    this.#look = this.own.visit.platform.after(lookEvery, () => {
      this.lookAgain();
      const c = this.own.all.find((x) => x.name === this.own.open);
      if (c === undefined || c.facts?.ahead == null || !this.own.visit.platform.online()) return;
      void this.queue(async () => {
        await this.own.courier.look(c);
        await this.own.visit.renew();
      });
    });
  }

  deliverAll(): Promise<void> {
    return this.queue(async () => {
      for (const c of this.own.all) await this.deliverOne(c);
    });
  }

  deliver(c: Conversation): Promise<void> {
    return this.queue(() => this.deliverOne(c));
  }

  private async deliverOne(c: Conversation): Promise<void> {
    this.own.sending = true;
    this.told.changed();
    try {
      await this.own.deliver(c, () => this.told.changed());
    } finally {
      this.own.sending = false;
    }
  }

  readNow(c: Conversation): Promise<void> {
    return this.queue(async () => {
      await c.sawUpTo(c.log.sequence);
      if (this.own.visit.preferences.readMarks) await this.own.courier.mark(c, "read");
    });
  }

  private on(event: LiveEvent): void {
    const mine = (name: string) => this.own.all.find((c) => c.name === name);
    switch (event.type) {
      case "entry":
        void this.queue(async () => this.entry(event));
        return;
      case "mark":
        void this.queue(async () => this.mark(mine(event.thread), fromBase64(event.mark)));
        return;
      case "conversation": {
        const c = mine(event.conversation.id);
        if (c !== undefined) void this.queue(async () => void (await this.isOver(c, event.conversation)));
        return;
      }
      case "typing":
        this.showTyping(event.thread, event.device, event.on);
        return;
      case "directory":
        void this.queue(() => this.own.visit.renew());
        return;
      case "reset":
        void this.catchUp();
    }
  }

  /** By a colleague who is new since the last proof, perhaps. A mark that stays unproven is left out: it is a hint. */
  private async mark(c: Conversation | undefined, wire: Uint8Array<ArrayBuffer>): Promise<void> {
    if (c === undefined) return;
    try {
      this.seen(await c.mark(wire));
    } catch (cause) {
      if (!(cause instanceof SealError)) throw cause;
      await this.own.visit.renew();
      await c.mark(wire).catch(() => undefined);
    }
  }

  private async entry(event: Extract<LiveEvent, { type: "entry" }>): Promise<void> {
    const { all, courier, typing } = this.own;
    const c = all.find((x) => x.name === event.thread);
    if (c === undefined || event.entry.sequence <= c.log.sequence) return;
    c.offer(event.keys);
    try {
      if (event.entry.sequence !== c.log.sequence + 1) throw new SealError("unverified", "a gap");
      await c.accept(event.entry);
    } catch (cause) {
      // A gap, or a sender who is new since the last proof: both are settled by fetching.
      if (!(cause instanceof SealError)) throw cause;
      await courier.sync(c);
    }
    typing.delete(c.name);
    const newest = c.log.entries.at(-1);
    if (newest?.kind === "message") this.seen(newest.sender);
    await courier.mark(c, "delivered");
  }

  /** A person of the team gave a sign of life. */
  private seen(device: Id | string): void {
    const { here, people, visit } = this.own;
    const person = people.personOf(device);
    if (person === null) return;
    here.add(person.id);
    this.#here.get(person.id)?.();
    const ended = () => {
      here.delete(person.id);
      this.told.changed();
    };
    this.#here.set(person.id, visit.platform.after(hereLasts, ended));
  }

  private showTyping(thread: string, device: string, on: boolean): void {
    const { people, typing, visit } = this.own;
    this.#typing.get(thread)?.();
    if (on) this.seen(device);
    const person = people.personOf(device);
    if (on && person !== null) typing.set(thread, person);
    else typing.delete(thread);
    this.told.changed();
    if (!on) return;
    const ended = () => this.showTyping(thread, device, false);
    this.#typing.set(thread, visit.platform.after(typingLasts, ended));
  }
}
