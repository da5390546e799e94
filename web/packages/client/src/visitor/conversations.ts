/**
 * The conversations of this device, and the commands on them. Promise: what the customer wrote is stored on
 * this device before anything is sent. Limit: conversations that another device of the customer made are not
 * found here.
 */
import { type Body, type Bytes, type Hex, hex, unhex } from "@sealdesk/seal";
import type { Attachment, FileSink, FileSource, StagedFile } from "../contract/said.ts";
import { Refused } from "../http.ts";
import { isEmoji } from "../said.ts";
import type { ConversationState, ConversationSummary, Person } from "../visitor.ts";
import { Background, type Told } from "./background.ts";
import { Conversation } from "./conversation.ts";
import { conversationOf, summaryOf } from "./conversation-state.ts";
import { Courier } from "./courier.ts";
import type { Known } from "./desk-state.ts";
import type { Device } from "./device.ts";
import { failureOf, isForNow, VisitorError } from "./failure.ts";
import { targetOf } from "./items.ts";
import { People } from "./people.ts";
import type { KeptThread, Visit } from "./visit.ts";
import { newWaiting, outboxOf, type Waiting } from "./waiting.ts";
import { checked } from "./written.ts";

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

  private constructor(
    readonly visit: Visit,
    readonly device: Device,
    readonly people: People,
    told: Told,
  ) {
    this.courier = new Courier({
      platform: visit.platform,
      http: visit.http,
      store: visit.store,
      device,
      organisation: () => visit.organisation,
      renew: (about) => visit.renew(about),
    });
    this.background = new Background(this, told);
  }

  static async begin(visit: Visit, device: Device, told: Told): Promise<Conversations> {
    const people = await People.open(visit.store);
    await people.learn(visit.organisation.proof);
    const out = new Conversations(visit, device, people, told);
    for (const [, kept] of await visit.store.list<KeptThread>("thread/")) await out.adopt(kept.wire);
    return out;
  }

  /** One that was just made becomes the open one, and goes out. */
  async enter(name: Hex): Promise<void> {
    if (!this.all.some((c) => c.name === name)) {
      const kept = await this.visit.store.get<KeptThread>(`thread/${name}`);
      if (kept !== undefined) await this.adopt(kept.wire);
    }
    const c = this.find(name);
    this.background.start();
    // Opened once there is something to show; without a connection that is what waits.
    await this.background.deliver(c);
    this.open = this.#madeAgain.get(name) ?? name;
  }

  private async adopt(wire: Bytes): Promise<Conversation> {
    const { device, people } = this;
    const { secrets, store } = this.visit;
    const c = await Conversation.open(wire, { store, secrets, people, device });
    this.all = [...this.all, c];
    return c;
  }

  find(name: string | null): Conversation {
    const c = this.all.find((x) => x.name === name);
    if (c === undefined)
      throw new VisitorError("not-found", "This conversation is not on this device.", "Go back.");
    return c;
  }

  /** Those that the server knows and this device does not list: another tab made them. */
  async missing(names: readonly string[], fetch: (name: string) => Promise<Bytes>): Promise<void> {
    for (const name of names) {
      if (this.all.some((c) => c.name === name)) continue;
      const wire = await fetch(name);
      await this.visit.store.write([[`thread/${name}`, { wire, creation: null } satisfies KeptThread]]);
      await this.adopt(wire);
    }
  }

  /** Creates on the server what is not there yet, then sends what waits. */
  async deliver(begun: Conversation, told: () => void): Promise<void> {
    const c = await this.create(begun);
    if (c.log.sequence === 0) {
      await this.courier.sync(c);
      told();
    }
    if (c.outbox.next !== undefined) await this.courier.flush(c, told);
  }

  /** While something waited, the team's key may have changed: then it is sealed again, under the newest. */
  private async create(c: Conversation): Promise<Conversation> {
    const { store } = this.visit;
    const kept = await store.get<KeptThread>(`thread/${c.name}`);
    if (!kept?.creation) return c;
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
    await this.visit.renew();
    const outbox = c.outbox.all.map((w) => ({ ...w, wire: null, failure: null, creating: true }));
    const instead = [`thread/${c.name}`, ...outbox.map((w) => outboxOf(c.name) + w.logical)];
    const made = await this.visit.make(await c.passedOn(kept.creation.messages), outbox, instead);
    const next = await this.adopt(made.kept.wire);
    this.all = this.all.filter((x) => x !== c);
    this.#madeAgain.set(c.name, made.name);
    if (this.open === c.name) this.open = made.name;
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

  /** Keeps something to say on this device; it goes out by itself, after everything that was said before it. */
  async say(c: Conversation, body: Body, files: readonly string[] = []): Promise<string> {
    const time = c.outbox.timeFor(body.time);
    const w = newWaiting({ ...body, time }, false, files);
    await c.outbox.put(w);
    void this.background.deliver(c);
    return w.logical;
  }

  draft(place: string, text: string): Promise<void> {
    return this.visit.draft(place, text);
  }

  async send(text: string, replyTo?: string): Promise<string> {
    const c = this.find(this.open);
    const said = this.visit.text(checked(text), replyTo === undefined ? null : logicalId(replyTo));
    const id = await this.say(c, said);
    await this.draft(c.name, "");
    return id;
  }

  async edit(item: string, text: string): Promise<void> {
    const { c, target } = this.own(item);
    await this.say(c, { kind: "edit", ...this.visit.stamp, content: { target, text: checked(text) } });
  }

  async remove(item: string): Promise<void> {
    const { c, target } = this.own(item);
    await this.say(c, { kind: "remove", ...this.visit.stamp, content: { target } });
  }

  async react(item: string, emoji: string, on: boolean): Promise<void> {
    const c = this.find(this.open);
    if (!isEmoji(emoji))
      throw new VisitorError("refused", "This is no sign to answer with.", "Choose another.");
    await this.say(c, {
      kind: "reaction",
      ...this.visit.stamp,
      content: { target: logicalId(item), emoji, on },
    });
  }

  async rate(score: number, comment: string): Promise<void> {
    const c = this.find(this.open);
    const stars = ([0, 1, 2, 3, 4, 5] as const).find((s) => s === score);
    if (stars === undefined) throw new VisitorError("refused", "A rating is 1 to 5.", "Choose one of them.");
    const content = { score: stars, comment: comment === "" ? "" : checked(comment) };
    await this.say(c, { kind: "rating", ...this.visit.stamp, content });
  }

  /** A message of this device, which alone may change it. */
  private own(item: string): { readonly c: Conversation; readonly target: Bytes } {
    const c = this.find(this.open);
    const mine = c.log.entries.some(
      (e) => e.kind === "message" && hex(e.sender) === c.me && hex(e.body.logical) === item,
    );
    if (mine || c.outbox.all.some((w) => w.logical === item && w.body.kind === "text"))
      return { c, target: logicalId(item) };
    const next = "Change it where you wrote it.";
    throw new VisitorError("not-found", "This message was not written on this device.", next);
  }

  /** Those one writes to see one's name, in the conversations that are still open. */
  async tellName(name: string | null): Promise<void> {
    for (const c of this.all.filter((x) => x.facts?.state !== "closed"))
      await this.say(c, this.visit.profile([{ name: "name", value: name ?? "" }]));
  }

  async retry(id: string): Promise<void> {
    const { c, w } = this.failed(id);
    await c.outbox.put({ ...w, failure: null });
    void this.background.deliver(c);
  }

  async takeBack(id: string): Promise<void> {
    const { c, w } = this.failed(id);
    await c.outbox.remove(w.logical);
    if (w.body.kind !== "text" && w.body.kind !== "edit") return;
    if (!this.visit.drafts.has(c.name)) await this.draft(c.name, w.body.content.text);
  }

  /** The failed record of a message, or of a change to it, with its conversation. */
  private failed(id: string): { readonly c: Conversation; readonly w: Waiting } {
    const c = this.find(this.open);
    const w = c.outbox.all.find((x) => x.failure !== null && (x.logical === id || targetOf(x) === id));
    if (w === undefined)
      throw new VisitorError("not-found", "This message is no longer waiting.", "Nothing to do.");
    return { c, w };
  }

  async markRead(): Promise<void> {
    if (this.open !== null) await this.background.readNow(this.find(this.open));
  }

  // ---- files ------------------------------------------------------------------------------------

  stagedIn(_name: Hex): readonly StagedFile[] {
    return [];
  }
  filesOf(_ids: readonly string[]): readonly Attachment[] {
    return [];
  }
  attach(_files: readonly FileSource[]): Promise<void> {
    throw new VisitorError("refused", "Files cannot be sent yet.", "Describe what is in them.");
  }
  detach(_file: string): Promise<void> {
    throw new VisitorError("not-found", "This file is not here.", "Nothing to do.");
  }
  retryFile(_file: string): Promise<void> {
    throw new VisitorError("not-found", "This file is not here.", "Nothing to do.");
  }
  openFile(_file: string, _into: FileSink): Promise<void> {
    throw new VisitorError("not-found", "This file is not here.", "Nothing to do.");
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

/** Item ids of messages are logical ids. */
function logicalId(item: string): Bytes {
  if (/^[0-9a-f]{32}$/.test(item)) return unhex(item);
  throw new VisitorError("not-found", "This is no message that can be answered.", "Choose another one.");
}
