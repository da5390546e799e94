/**
 * What the customer says in the open conversation, changes and takes back. Promise: it is stored on this device,
 * sealed, before a command resolves; what was never sealed for the team can be taken back without a trace.
 */
import { type Body, type Bytes, hex, unhex } from "@sealdesk/seal";
import { isEmoji } from "../said.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { VisitorError } from "./failure.ts";
import { targetOf } from "./items.ts";
import { newWaiting, type Waiting } from "./waiting.ts";
import { checked } from "./written.ts";

export class Saying {
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly own: Conversations) {}

  private get open(): Conversation {
    return this.own.find(this.own.open);
  }

  /** Said in the order in which it was asked for. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** Keeps something to say on this device; it goes out by itself, after everything that was said before it. */
  say(c: Conversation, body: Body): Promise<string> {
    return this.inTurn(() => this.keep(c, body));
  }

  private async keep(c: Conversation, body: Body, files: readonly string[] = []): Promise<string> {
    const w = newWaiting({ ...body, time: c.outbox.timeFor(body.time) }, false, files);
    await c.outbox.put(w);
    void this.own.background.deliver(c);
    return w.logical;
  }

  send(text: string, replyTo?: string): Promise<string> {
    const c = this.open;
    return this.inTurn(async () => {
      await c.reread();
      const files = await this.own.files.take(c.name);
      const words = text.trim() === "" && files.length > 0 ? "" : checked(text);
      const said = this.own.visit.text(words, replyTo === undefined ? null : logicalId(replyTo));
      const id = await this.keep(c, said, files);
      await this.own.drafts.save(c.name, "");
      return id;
    });
  }

  async edit(item: string, text: string): Promise<void> {
    const { c, target } = this.demandOwn(item);
    const words = checked(text);
    const changed = await this.beforeItIsSealed(c, item, async (w) => {
      if (w.body.kind !== "text") return;
      const body = { ...w.body, content: { ...w.body.content, text: words } };
      await c.outbox.put({ ...w, body, failure: null });
    });
    const change = { kind: "edit", ...this.own.visit.stamp, content: { target, text: words } } as const;
    if (changed) void this.own.background.deliver(c);
    else await this.say(c, change);
  }

  async remove(item: string): Promise<void> {
    const { c, target } = this.demandOwn(item);
    const gone = await this.beforeItIsSealed(c, item, async (w) => {
      await this.own.files.done(w.files);
      await c.outbox.remove(w.logical);
    });
    if (!gone) await this.say(c, { kind: "remove", ...this.own.visit.stamp, content: { target } });
  }

  async react(item: string, emoji: string, on: boolean): Promise<void> {
    const target = logicalId(item);
    if (!isEmoji(emoji))
      throw new VisitorError("refused", "This is no sign to answer with.", "Choose another.");
    await this.say(this.open, { kind: "reaction", ...this.own.visit.stamp, content: { target, emoji, on } });
  }

  async rate(score: number, comment: string): Promise<void> {
    const stars = ([0, 1, 2, 3, 4, 5] as const).find((s) => s === score);
    if (stars === undefined) throw new VisitorError("refused", "A rating is 1 to 5.", "Choose one of them.");
    const content = { score: stars, comment: comment.trim() === "" ? "" : checked(comment) };
    await this.say(this.open, { kind: "rating", ...this.own.visit.stamp, content });
  }

  /** Those one writes to see one's name, in the conversations that are still open. */
  async tellName(name: string | null): Promise<void> {
    for (const c of this.own.all.filter((x) => x.facts?.state !== "closed"))
      await this.say(c, this.own.visit.profile([{ name: "name", value: name ?? "" }]));
  }

  async retry(id: string): Promise<void> {
    const { c, w } = this.failed(id);
    await this.own.files.retryAll(w.files);
    await c.outbox.put({ ...w, failure: null });
    void this.own.background.deliver(c);
  }

  async takeBack(id: string): Promise<void> {
    const { c, w } = this.failed(id);
    await this.own.files.comeBack(w.files, c.name);
    await c.outbox.remove(w.logical);
    if (w.body.kind !== "text" && w.body.kind !== "edit") return;
    const { text } = w.body.content;
    if (!this.own.visit.drafts.has(c.name)) await this.own.drafts.save(c.name, text);
  }

  /**
   * Does it with a message that waits and that nobody else can have, because it was never sealed. False if there is
   * none: what was sealed may have arrived.
   */
  private beforeItIsSealed(
    c: Conversation,
    item: string,
    work: (w: Waiting) => Promise<void>,
  ): Promise<boolean> {
    return this.own.courier.alone(async () => {
      await c.reread();
      const w = c.outbox.all.find((x) => x.logical === item && x.wire === null && !x.creating);
      if (w === undefined) return false;
      await work(w);
      return true;
    });
  }

  /** A message of this device, which alone may change it. */
  private demandOwn(item: string): { readonly c: Conversation; readonly target: Bytes } {
    const c = this.open;
    const mine = c.log.entries.some(
      (e) => e.kind === "message" && hex(e.sender) === c.me && hex(e.body.logical) === item,
    );
    if (mine || c.outbox.all.some((w) => w.logical === item && w.body.kind === "text"))
      return { c, target: logicalId(item) };
    const next = "Change it where you wrote it.";
    throw new VisitorError("not-found", "This message was not written on this device.", next);
  }

  /** The failed record of a message, or of a change to it, with its conversation. */
  private failed(id: string): { readonly c: Conversation; readonly w: Waiting } {
    const c = this.open;
    const w = c.outbox.all.find((x) => x.failure !== null && (x.logical === id || targetOf(x) === id));
    if (w !== undefined) return { c, w };
    throw new VisitorError("not-found", "This message is no longer waiting.", "Nothing to do.");
  }
}

/** Item ids of messages are logical ids. */
function logicalId(item: string): Bytes {
  if (/^[0-9a-f]{32}$/.test(item)) return unhex(item);
  throw new VisitorError("not-found", "This is no message that can be answered.", "Choose another one.");
}
