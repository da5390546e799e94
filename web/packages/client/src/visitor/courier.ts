/**
 * Carries conversations between this device and the server: fetches, sends, refreshes keys, signs marks. Promise: one sender per device at a time; a message is sealed only under the group's newest
 * generation that a proof has shown. Limit: without a connection things wait, nothing is given up.
 */
import {
  type Body,
  demand,
  equal,
  type Hex,
  hex,
  type Id,
  makeMark,
  makeThreadGeneration,
  markKind,
  messageLimit,
  readerKind,
  SealError,
  sealMessage,
  type ThreadGeneration,
  visitorsOf,
} from "@sealdesk/seal";
import { alsoLimit } from "@sealdesk/seal/past";
import { toBase64 } from "../base64.ts";
import { type Http, NoAnswer, Refused } from "../http.ts";
import type { LedgerHearsay } from "../ledger-hearsay.ts";
import type { Platform, Store } from "../platform.ts";
import { UnknownSigner } from "../thread-log.ts";
import type { ConversationWire, EntryWire, ThreadWire } from "../wire.ts";
import type { Conversation } from "./conversation.ts";
import type { Device } from "./device.ts";
import { failureOf, isForNow, VisitorError } from "./failure.ts";
import type { Filing } from "./filing.ts";
import type { Organisation } from "./organisation.ts";
import type { Waiting } from "./waiting.ts";

export interface Route {
  readonly platform: Platform;
  readonly http: Http;
  readonly store: Store;
  readonly device: Device;
  readonly talk: LedgerHearsay;
  organisation(): Organisation;
  /** Fetches a newer proof, about these too, and learns whose keys it shows. */
  renew(about?: readonly Id[]): Promise<void>;
  files(): Pick<Filing, "again" | "described" | "forgetOf">;
}

/** A message whose files are not on the server yet: what comes after it waits too, so that the order stays. */
class FilesFirst extends Error {}
/** Others gave the conversation a key, and the team another one, while this device did: what stands then is looked at. */
class Overtaken extends Error {}
/** The sender's own order, or what it saw, is not what the server has: another tab was faster. */
const overtaken: ReadonlySet<string | null> = new Set(["outdated_generation", "out_of_order", "transcript"]);

const page = 500;
/** Of a change of devices that another was faster than. */
const changeTries = 3;
const races: ReadonlySet<string | null> = new Set(["superseded", "outdated_generation"]);

export class Courier {
  /** Messages whose files the server did not have although it had said so: asked about once each. */
  private readonly asked = new Set<string>();

  constructor(private readonly route: Route) {}

  private in<T>(work: () => Promise<T>): Promise<T> {
    return this.route.device.in(this.route.http, this.route.platform, work);
  }

  list(): Promise<readonly ConversationWire[]> {
    type Page = { readonly conversations: readonly ConversationWire[] };
    return this.in(
      async () => (await this.route.http.get<Page>("/conversations?view=all&limit=50")).conversations,
    );
  }

  /**
   * Fetches what is new. Who is not known may have joined, or left, since the last proof: a newer one is asked
   * about them, once each. Whom it does not show leaves a named gap.
   */
  async sync(c: Conversation): Promise<void> {
    const asked = new Map<Hex, Id>();
    for (let renewed = false; ; renewed = true) {
      try {
        return await this.fetch(c, (sender) => asked.has(hex(sender)));
      } catch (cause) {
        if (!(cause instanceof SealError) || cause.kind !== "unverified") throw cause;
        const signer = cause instanceof UnknownSigner ? cause.signer : null;
        if (signer === null ? renewed : asked.has(hex(signer))) throw cause;
        if (signer !== null) asked.set(hex(signer), signer);
        await this.route.renew([...asked.values()].slice(-alsoLimit));
      }
    }
  }

  /** What the server says about it now, without its entries. */
  async look(c: Conversation): Promise<void> {
    await c.learn(await this.in(() => this.route.http.get<ThreadWire>(`/threads/${c.name}`)));
  }

  private async fetch(c: Conversation, passes: (sender: Id) => boolean): Promise<void> {
    const { http } = this.route;
    await this.look(c);
    for (;;) {
      const path = `/threads/${c.name}/entries?after=${c.log.sequence}&limit=${page}`;
      const { entries } = await this.in(() => http.get<{ readonly entries: readonly EntryWire[] }>(path));
      for (const e of entries) await c.accept(e, passes);
      if (entries.length < page) return;
    }
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.route.device.alone(this.route.platform, work);
  }

  /** Sends what waits, in order. Resolves when nothing is left that can be sent now. */
  flush(c: Conversation, told: () => void): Promise<void> {
    return this.alone(async () => {
      await this.meet(c);
      // What is not even tried stays unsealed, and can be changed or taken back without a trace.
      if (!this.route.platform.online()) throw new NoAnswer("no connection");
      try {
        for (let w = c.outbox.next; w !== undefined; w = c.outbox.next) {
          await this.sendOne(c, w);
          told();
        }
      } catch (cause) {
        if (!(cause instanceof FilesFirst)) throw cause;
      }
    });
  }

  /** What other tabs have written and sent since. */
  private async meet(c: Conversation): Promise<void> {
    await c.reread();
    await c.takeStored().catch((cause: unknown) => {
      // By somebody whom only the other tab has seen proven, perhaps: the server shows it to this one too.
      if (!(cause instanceof SealError)) throw cause;
      return this.sync(c);
    });
  }

  private async sendOne(c: Conversation, w: Waiting, tries = 3, moved = false): Promise<void> {
    try {
      const sealed = w.wire === null ? await this.seal(c, w) : w;
      await this.before(c, w);
      const attachments = w.files.length === 0 ? {} : { attachments: w.files };
      const body = { message: toBase64(sealed.wire!), ...attachments };
      type Answer = { readonly sequence: number; readonly receipt: string };
      const answer = await this.in(() => this.route.http.post<Answer>(`/threads/${c.name}/messages`, body));
      if (answer.sequence !== c.log.sequence + 1) return await this.sync(c);
      await c.accept({ ...answer, kind: "message", bytes: body.message });
    } catch (cause) {
      await this.notSent(c, w, cause, tries, moved);
    }
  }

  /** What must be so before it is said. Each step may be repeated. */
  private async before(c: Conversation, { body }: Waiting): Promise<void> {
    if (body.kind === "remove") await this.route.files().forgetOf(c, body.content.target);
    if (body.kind !== "rating") return;
    const { score } = body.content;
    await this.in(() => this.route.http.put<void>(`/conversations/${c.name}/rating`, { score }));
  }

  /** What has come since the last look: others were faster, and the server is not just saying so. */
  private stand(c: Conversation): string {
    return `${c.log.sequence} ${this.route.organisation().proof.head.size}`;
  }

  private async notSent(
    c: Conversation,
    w: Waiting,
    cause: unknown,
    tries: number,
    moved: boolean,
  ): Promise<void> {
    const lostRace = cause instanceof Overtaken;
    if (!lostRace && !(cause instanceof Refused) && !(cause instanceof VisitorError)) throw cause;
    if (isForNow(cause)) throw cause;
    const reason = cause instanceof Refused ? cause.reason : null;
    if (reason === "attachment" && !this.asked.has(w.logical)) {
      this.asked.add(w.logical);
      await c.outbox.put({ ...w, wire: null });
      this.route.files().again(w.files);
      throw new FilesFirst();
    }
    if (!lostRace && !overtaken.has(reason)) return this.refused(c, w, cause);
    if (tries === 0) {
      // It is nobody's mistake that others are fast: it waits, and goes out later.
      if (lostRace || moved) throw cause;
      return this.refused(c, w, cause);
    }
    const before = this.stand(c);
    if (lostRace || reason === "outdated_generation") await this.route.renew();
    await this.sync(c);
    // Definitely refused, so nobody has these bytes: a new message id under the same logical id.
    const still = c.outbox.all.find((x) => x.logical === w.logical);
    if (still !== undefined)
      await this.sendOne(c, { ...still, wire: null }, tries - 1, moved || this.stand(c) !== before);
  }

  /** A sign that was refused is no loss; words wait for the customer to decide. */
  private refused(c: Conversation, w: Waiting, cause: Refused | VisitorError): Promise<void> {
    if (w.body.kind === "reaction" || w.body.kind === "rating") return c.outbox.remove(w.logical);
    return c.outbox.put({ ...w, wire: null, failure: failureOf(cause) });
  }

  /** A text with the descriptions of its files. */
  private async bodyOf({ body, files }: Waiting): Promise<Body> {
    if (body.kind !== "text" || files.length === 0) return body;
    const attachments = await this.route.files().described(files);
    if (attachments === null) throw new FilesFirst();
    return { ...body, content: { ...body.content, attachments } };
  }

  private async seal(c: Conversation, w: Waiting): Promise<Waiting> {
    // Else its words would go to the team of this page's inbox, which the customer did not write to.
    if (!equal(c.thread.value.subject, this.route.organisation().proof.inbox.id)) {
      const next = "Go on with it where you began it, or begin another one here.";
      throw new VisitorError("refused", "This conversation belongs to another part of this site.", next);
    }
    const body = await this.bodyOf(w);
    await this.refreshIfStale(c);
    const { device, platform } = this.route;
    const current = c.log.current!;
    // It may have come before the proof that shows who had the team's key.
    demand(c.mayHaveMade(current.value), "a key by somebody who was not handed the team's");
    const key = await c.key(current);
    const header = c.log.next(device.id, this.route.organisation().proof.head.id);
    const e = await sealMessage(platform.random, device.signer, key, header, this.route.talk.tell(body));
    if (e.wire.length > messageLimit) {
      throw new VisitorError("too-long", "This message is too long.", "Send it in two parts.");
    }
    const sealed = { ...w, wire: e.wire };
    await c.outbox.put(sealed);
    return sealed;
  }

  private isCurrent(g: ThreadGeneration): boolean {
    const now = hex(this.route.organisation().proof.generation.id);
    return g.readers.some((r) => r.kind === readerKind.group && hex(r.ref) === now);
  }

  /** Nobody sends under an outdated group generation; whoever loses the race adopts the winner's key. */
  private async refreshIfStale(c: Conversation): Promise<void> {
    if (c.log.current === null) await this.sync(c);
    if (this.isCurrent(c.log.current!.value)) return;
    await this.route.renew();
    await this.sync(c);
    const before = c.log.current!;
    if (this.isCurrent(before.value)) return;
    try {
      await this.refresh(c);
    } catch (cause) {
      if (!(cause instanceof Refused) || cause.reason !== "superseded") throw cause;
    }
    await this.sync(c);
    if (this.isCurrent(c.log.current!.value)) return;
    if (!equal(c.log.current!.id, before.id)) throw new Overtaken();
    const next = "Please try again in a minute.";
    throw new VisitorError(
      "unverified",
      "The keys of this conversation could not be brought up to date.",
      next,
    );
  }

  /**
   * The customer's devices of a conversation become those that `wanted` makes of them. A lost race, or a new key of the
   * team, is met by what stands then.
   */
  changeDevices(c: Conversation, wanted: (now: readonly Id[]) => readonly Id[]): Promise<void> {
    return this.alone(async () => {
      for (let left = changeTries; ; left--) {
        await this.sync(c);
        const now = visitorsOf(c.log.current!.value);
        const then = wanted(now);
        if (then.length === now.length && then.every((id) => now.some((n) => equal(n, id)))) return;
        try {
          await this.refresh(c, then);
        } catch (cause) {
          const raced = cause instanceof Refused && races.has(cause.reason);
          if (!raced || left === 0) throw cause;
          await this.route.renew();
        }
      }
    });
  }

  /** A fresh key; with `devices`, for these of the customer's. */
  private async refresh(c: Conversation, devices?: readonly Id[]): Promise<void> {
    const { device, http, platform } = this.route;
    const { proof } = this.route.organisation();
    const before = c.log.current!;
    const own = (devices ?? visitorsOf(before.value)).flatMap((ref) => {
      const d = c.visitors.get(hex(ref));
      return d === undefined ? [] : [{ kind: readerKind.visitor, ref, publicKey: d.value.sealing }];
    });
    const group = {
      kind: readerKind.group,
      ref: proof.generation.id,
      publicKey: proof.generation.content.sealing,
    };
    const made = await makeThreadGeneration(platform.random, device.signer, [...own, group], {
      org: device.org,
      thread: c.thread.id,
      number: before.value.number + 1,
      previous: before.id,
      author: device.id,
      head: proof.head.id,
      time: this.seconds,
      reason: devices === undefined ? "refresh" : "device",
    });
    await c.keepKey(made.signed.id, made.key);
    const body = { generation: toBase64(made.signed.wire), boxes: made.boxes.map(toBase64) };
    await this.in(() => http.post<void>(`/threads/${c.name}/generations`, body));
  }

  private get seconds(): number {
    return Math.floor(this.route.platform.now() / 1000);
  }

  /** Signs "everything up to here". The server keeps the newest mark of each kind. */
  async mark(c: Conversation, kind: keyof typeof markKind): Promise<void> {
    const { device, http } = this.route;
    const { sequence, transcript } = c.log;
    if (sequence === 0) return;
    const fields = { org: device.org, thread: c.thread.id, device: device.id, kind: markKind[kind] };
    const m = await makeMark(device.signer, { ...fields, sequence, transcript, time: this.seconds });
    await this.in(() => http.put<void>(`/threads/${c.name}/marks`, { mark: toBase64(m.wire) }));
  }
}
