/**
 * The conversations of this device, and the commands on them. Promise: what the customer wrote is stored on
 * this device before anything is sent. Limit: conversations that another device of the customer made are here only
 * once it has handed them over.
 */

import type { Bytes, Hex } from "@sealdesk/seal";
import { fetchCleaning } from "../attachments/prepare.ts";
import { Refused } from "../http.ts";
import { LedgerHearsay } from "../ledger-hearsay.ts";
import type { ConversationState, ConversationSummary, Person } from "../visitor.ts";
import { Background, type Told } from "./background.ts";
import { AnothersConversation, Conversation } from "./conversation.ts";
import { conversationOf, summaryOf } from "./conversation-state.ts";
import { Courier } from "./courier.ts";
import type { CreationRequest } from "./creation.ts";
import type { Known } from "./desk-state.ts";
import type { Device } from "./device.ts";
import { Drafts } from "./drafts.ts";
import { failureOf, isForNow, VisitorError } from "./failure.ts";
import { Filing } from "./filing.ts";
import { People } from "./people.ts";
import { proveReaders } from "./proving.ts";
import { Saying } from "./saying.ts";
import type { KeptThread, Visit } from "./visit.ts";
import { outboxOf } from "./waiting.ts";

export class Conversations {
  all: readonly Conversation[] = [];
  open: Hex | null = null;
  /** Earlier entries of the open one are being fetched. */
  loading = false;
  /** Something is on its way to the server now. */
  sending = false;
  readonly typing = new Map<string, Person>();
  /** Accounts that gave a sign of life a moment ago. */
  readonly here = new Set<string>();
  /** From a conversation that came too late to the one that stands in for it. */
  readonly #madeAgain = new Map<Hex, Hex>();
  readonly courier: Courier;
  readonly background: Background;
  readonly saying = new Saying(this);
  readonly drafts = new Drafts(this);
  readonly files: Filing;
  /** What is said of the record of acts. */
  readonly talk: LedgerHearsay;

  private constructor(
    readonly visit: Visit,
    readonly device: Device,
    readonly people: People,
    told: Told,
  ) {
    this.talk = new LedgerHearsay(visit.source.pin);
    this.courier = new Courier({
      platform: visit.platform,
      http: visit.http,
      store: visit.store,
      device,
      talk: this.talk,
      organisation: () => visit.organisation,
      renew: (about) => visit.renew(about),
      files: () => this.files,
    });
    this.background = new Background(this, told);
    this.files = new Filing(this, () => told.changed());
  }

  static async begin(visit: Visit, device: Device, told: Told): Promise<Conversations> {
    const people = await People.open(visit.store);
    await people.learn(visit.organisation.proof);
    const out = new Conversations(visit, device, people, told);
    await out.adoptStored();
    await out.files.load();
    // Best effort: the first file asks again, and says what is wrong.
    void fetchCleaning().catch(() => {});
    return out;
  }

  /** One that was just made becomes the open one, and goes out. */
  async enter(name: Hex): Promise<void> {
    if (!this.all.some((c) => c.name === name)) {
      const kept = await this.visit.store.get<KeptThread>(`thread/${name}`);
      if (kept !== undefined) await this.adopt(kept);
    }
    const c = this.find(name);
    this.background.start();
    // Opened once there is something to show; without a connection that is what waits.
    await this.background.deliver(c);
    this.open = this.#madeAgain.get(name) ?? name;
  }

  /** Takes what other tabs have begun. */
  async adoptStored(): Promise<void> {
    for (const [key, kept] of await this.visit.store.list<KeptThread>("thread/")) {
      const name = key.slice("thread/".length);
      if (!this.all.some((c) => c.name === name)) await this.adopt(kept);
    }
  }

  private async replace(old: Hex, name: Hex): Promise<void> {
    this.#madeAgain.set(old, name);
    await this.files.follow(old, name);
    this.all = this.all.filter((c) => c.name !== old);
    if (this.open === old) this.open = name;
  }

  private async adopt({ devices, wire }: Pick<KeptThread, "devices" | "wire">): Promise<Conversation> {
    const { device, people } = this;
    const { secrets, store } = this.visit;
    const arrived = (ids: readonly string[]) => this.files.done(ids);
    const look = (c: Conversation) => this.courier.look(c);
    const around = { store, secrets, people, device, talk: this.talk, arrived, look };
    const c = await Conversation.open(wire, around, devices);
    this.all = [...this.all, c];
    return c;
  }

  find(name: string | null): Conversation {
    const c = this.all.find((x) => x.name === name);
    if (c === undefined)
      throw new VisitorError("not-found", "This conversation is not on this device.", "Go back.");
    return c;
  }

  /**
   * Those that the server knows and this device does not list: another tab made them. One of another device is taken
   * only when that device has handed it over.
   */
  async missing(names: readonly string[], fetch: (name: string) => Promise<Bytes>): Promise<void> {
    for (const name of names) {
      if (this.all.some((c) => c.name === name)) continue;
      const wire = await fetch(name);
      try {
        await this.adopt({ wire });
      } catch (cause) {
        if (cause instanceof AnothersConversation) continue;
        throw cause;
      }
      await this.visit.store.write([[`thread/${name}`, { wire, creation: null } satisfies KeptThread]]);
    }
  }

  /** Creates on the server what is not there yet, then sends what waits. */
  async deliver(begun: Conversation, told: () => void): Promise<void> {
    if (begun.destroyed !== null) return;
    const c = await this.create(begun);
    if (c === null) return;
    if (c.log.sequence === 0) {
      await this.courier.sync(c);
      told();
    }
    // Another tab may have left something behind, which is read once no other tab sends.
    if (await c.outbox.hasStored()) await this.courier.flush(c, told);
  }

  /** Other tabs carry the same conversation: one creates it, and the others find it done. */
  private create(begun: Conversation): Promise<Conversation | null> {
    return this.courier.alone(async () => {
      await this.adoptStored();
      const name = this.#madeAgain.get(begun.name) ?? begun.name;
      const c = this.all.find((x) => x.name === name);
      const kept = await this.visit.store.get<KeptThread>(`thread/${name}`);
      if (c !== undefined && kept !== undefined) return this.post(c, kept);
      // Refused for good, or sealed once more, in another tab.
      this.all = this.all.filter((x) => x.name !== name);
      return null;
    });
  }

  private async post(c: Conversation, kept: KeptThread): Promise<Conversation> {
    if (kept.creation === null) return c;
    await c.outbox.reread();
    try {
      await this.visit.post(c.name, kept);
      return c;
    } catch (cause) {
      if (!(cause instanceof Refused) || isForNow(cause)) throw cause;
      if (cause.reason !== "outdated_generation") {
        for (const w of c.outbox.all) await c.outbox.put({ ...w, failure: failureOf(cause) });
        throw cause;
      }
    }
    return this.makeAgain(c, kept.creation);
  }

  /** While something waited, the team's key may have changed: then it is sealed again, under the newest. */
  private async makeAgain(c: Conversation, { messages }: CreationRequest): Promise<Conversation> {
    await this.visit.renew();
    const { all } = c.outbox;
    const files = all.findIndex((w) => w.files.length > 0);
    // What comes after files waits for them, as they do for the thread.
    const follows = (n: number) => files >= 0 && n >= files;
    const outbox = all.map((w, n) => ({ ...w, wire: null, failure: null, creating: !follows(n) }));
    const instead = [`thread/${c.name}`, ...outbox.map((w) => outboxOf(c.name) + w.logical)];
    const made = await this.visit.make(await c.passedOn(messages), outbox, instead);
    const next = await this.adopt(made.kept);
    await this.replace(c.name, made.name);
    await this.visit.post(made.name, made.kept);
    return next;
  }

  // ---- commands ---------------------------------------------------------------------------------

  async select(name: string, told: () => void): Promise<void> {
    const c = this.find(name);
    this.open = c.name;
    this.loading = c.log.sequence === 0;
    told();
    const caughtUp = this.background.catchUp();
    if (!this.loading) return;
    await caughtUp;
    this.loading = false;
  }

  async markRead(): Promise<void> {
    if (this.open !== null) await this.background.readNow(this.find(this.open));
  }

  proveReaders(): Promise<string> {
    return proveReaders(this, this.find(this.open));
  }

  // ---- as views show them -----------------------------------------------------------------------

  get unread(): number {
    return this.all.reduce((n, c) => n + c.unread, 0);
  }
  recent(k: Known): readonly ConversationSummary[] {
    return this.all.map((c) => summaryOf(c, this, k)).sort((a, b) => b.at - a.at);
  }
  shown(k: Known): ConversationState | null {
    const open = this.all.find((c) => c.name === this.open);
    return open === undefined ? null : conversationOf(open, this, k);
  }
}
