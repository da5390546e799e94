/**
 * Everything an opened desk holds, and its commands on conversations. Promise: what the customer wrote is
 * stored on this device before anything is sent. Limit: one place, one organisation, one inbox.
 */
import { type Bytes, type Hex, hex } from "@sealdesk/seal";
import { type Http, NoAnswer, Refused } from "../http.ts";
import { LocalSecrets } from "../local-secrets.ts";
import type { Platform, Store } from "../platform.ts";
import type { Person } from "../visitor.ts";
import { contextLines, LocalAssistant } from "./assistant.ts";
import type { Conversation } from "./conversation.ts";
import type { Courier } from "./courier.ts";
import { type CreationRequest, prepareCreation } from "./creation.ts";
import { Device } from "./device.ts";
import { VisitorError } from "./failure.ts";
import { type Library, loadLibrary } from "./library.ts";
import { loadOrganisation, type Organisation, type ProofSource } from "./organisation.ts";
import { People } from "./people.ts";
import { newWaiting, type Waiting } from "./waiting.ts";

const most = 8_000;

type Later = typeof import("./later-live.ts");

interface Preferences {
  readonly name: string | null;
  readonly readMarks: boolean;
}
interface KeptThread {
  readonly wire: Bytes;
  /** The request that creates it, until the server has taken it. */
  readonly creation: CreationRequest | null;
}

export class Visit {
  conversations: readonly Conversation[] = [];
  device: Device | null = null;
  drafts = new Map<string, string>();
  preferences: Preferences = { name: null, readMarks: true };
  typing = new Map<string, Person>();
  online = new Set<string>();
  open: Hex | null = null;
  /** Something is on its way to the server now. */
  sending = false;
  /** The code for conversations, once there is one. */
  later: Later | null = null;
  #courier: Courier | null = null;

  private constructor(
    readonly source: ProofSource,
    readonly language: string,
    readonly secrets: LocalSecrets,
    readonly people: People,
    readonly assistant: LocalAssistant,
    public organisation: Organisation,
    public library: Library,
  ) {}

  get platform(): Platform {
    return this.source.platform;
  }
  get http(): Http {
    return this.source.http;
  }
  get store(): Store {
    return this.source.store;
  }

  static async begin(source: ProofSource, language: string): Promise<Visit> {
    const { http, platform, store } = source;
    const organisation = await loadOrganisation(source);
    const people = await People.open(store);
    await people.learn(organisation.proof);
    const library = await loadLibrary(http, store, organisation.proof, language);
    const secrets = await LocalSecrets.open(store, platform);
    const assistant = await LocalAssistant.open(platform, store);
    const visit = new Visit(source, language, secrets, people, assistant, organisation, library);
    await visit.remember();
    return visit;
  }

  private async remember(): Promise<void> {
    const { store, secrets } = this;
    this.drafts = new Map((await store.list<string>("draft/")).map(([k, v]) => [k.slice(6), v]));
    this.preferences = (await store.get<Preferences>("preferences")) ?? this.preferences;
    this.device = await Device.find(this.source.pin, store, secrets);
    for (const [, kept] of await store.list<KeptThread>("thread/")) await this.adopt(kept.wire);
  }

  async live(): Promise<Later> {
    this.later ??= await import("./later-live.ts").catch((cause: unknown) => {
      throw new NoAnswer("the code for conversations could not be fetched", { cause });
    });
    return this.later;
  }

  private async adopt(wire: Bytes): Promise<Conversation> {
    const { device, people, secrets, store } = this;
    const { Conversation } = await this.live();
    const c = await Conversation.open(wire, { store, secrets, people, device: device! });
    this.conversations = [...this.conversations, c];
    return c;
  }

  async renew(): Promise<void> {
    this.organisation = await loadOrganisation(this.source);
    await this.people.learn(this.organisation.proof);
    const { http, language, store } = this;
    this.library = await loadLibrary(http, store, this.organisation.proof, language);
  }

  async courier(): Promise<Courier> {
    const { device, http, language, platform, store } = this;
    if (device === null) {
      throw new VisitorError("not-found", "There is no conversation yet.", "Write a message first.");
    }
    const { Courier } = await this.live();
    this.#courier ??= new Courier({
      platform,
      http,
      store,
      device,
      language,
      organisation: () => this.organisation,
      renew: () => this.renew(),
    });
    return this.#courier;
  }

  find(name: string | null): Conversation {
    const c = this.conversations.find((x) => x.name === name);
    if (c === undefined)
      throw new VisitorError("not-found", "This conversation is not on this device.", "Go back.");
    return c;
  }

  /**
   * Makes a conversation, stores it and carries it to the server. An answer that got lost leaves it waiting; a
   * definite no, or no connection at all, leaves nothing behind.
   */
  async create(texts: readonly string[], includeTranscript: boolean): Promise<Conversation> {
    const { platform, secrets, source, store } = this;
    this.device ??= await Device.create(source.pin, store, secrets, platform);
    const context = includeTranscript ? contextLines(this.assistant.items, this.library) : [];
    const messages = texts.map((t, n) =>
      newWaiting(platform.random(16), platform.now() + n, checked(t), true),
    );
    const contextId = hex(platform.random(16));
    const begin = { context, contextId, messages, language: this.language };
    const made = await prepareCreation(platform, this.device, this.organisation, begin);
    const name = hex(made.thread.id);
    const kept: KeptThread = { wire: made.thread.wire, creation: made.request };
    await store.write([
      [`thread/${name}`, kept],
      await secrets.change(`key/${hex(made.generation)}`, made.key),
    ]);
    try {
      const lost = await this.post(name, kept).catch(lostAnswer);
      const c = await this.adopt(made.thread.wire);
      for (const m of lost ? messages : []) await c.outbox.put(m);
      this.open = c.name;
      return c;
    } catch (cause) {
      await store.write([[`thread/${name}`, undefined]]);
      throw cause;
    }
  }

  private async post(name: string, kept: KeptThread): Promise<null> {
    await this.device!.in(this.http, this.platform, () => this.http.post("/conversations", kept.creation));
    await this.store.write([[`thread/${name}`, { ...kept, creation: null }]]);
    return null;
  }

  /** Creates on the server what is not there yet, then sends what waits. */
  async deliver(c: Conversation, told: () => void): Promise<void> {
    const kept = await this.store.get<KeptThread>(`thread/${c.name}`);
    if (kept?.creation) await this.post(c.name, kept);
    if (c.log.sequence === 0) {
      await (await this.courier()).sync(c);
      told();
    }
    if (c.outbox.next !== undefined) await (await this.courier()).flush(c, told);
  }

  async write(text: string): Promise<string> {
    const c = this.find(this.open);
    const w = newWaiting(this.platform.random(16), this.platform.now(), checked(text), false);
    await c.outbox.put(w);
    await this.draft(c.name, "");
    return w.logical;
  }

  /** The failed record under a logical id, with its conversation. */
  failed(id: string): { readonly c: Conversation; readonly w: Waiting } {
    const c = this.find(this.open);
    const w = c.outbox.all.find((x) => x.logical === id && x.failure !== null);
    if (w === undefined)
      throw new VisitorError("not-found", "This message is no longer waiting.", "Nothing to do.");
    return { c, w };
  }

  async draft(place: string, text: string): Promise<void> {
    await this.store.write([[`draft/${place}`, text === "" ? undefined : text]]);
    if (text === "") this.drafts.delete(place);
    else this.drafts.set(place, text);
  }

  async prefer(change: Partial<Preferences>): Promise<void> {
    const next = { ...this.preferences, ...change };
    await this.store.write([["preferences", next]]);
    this.preferences = next;
  }

  /** Conversations the server knows and this device does not list: another tab made them. */
  async missing(names: readonly string[], fetch: (name: string) => Promise<Bytes>): Promise<void> {
    for (const name of names) {
      if (this.conversations.some((c) => c.name === name)) continue;
      const wire = await fetch(name);
      await this.store.write([[`thread/${name}`, { wire, creation: null } satisfies KeptThread]]);
      await this.adopt(wire);
    }
  }
}

/** True if it is not known whether the server took it. */
function lostAnswer(cause: unknown): true {
  if (cause instanceof NoAnswer || (cause instanceof Refused && cause.kind === "unavailable")) return true;
  throw cause;
}

function checked(text: string): string {
  const clean = text.trim();
  if (clean === "") throw new VisitorError("refused", "There is nothing to send.", "Write a message first.");
  if (clean.length > most) {
    throw new VisitorError("too-long", "This message is too long.", `Keep it below ${most} characters.`);
  }
  return clean;
}
