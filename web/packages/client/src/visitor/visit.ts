/**
 * Everything an opened desk holds before there is a conversation, and the making of one. Promise: what the
 * customer wrote is stored on this device before anything is sent. Limit: one place, one organisation, one
 * inbox.
 */
import { type Body, type Bytes, type ContextLine, type Hex, hex, type Id } from "@sealdesk/seal";
import { type Http, NoAnswer, Refused } from "../http.ts";
import { LocalSecrets } from "../local-secrets.ts";
import type { Platform, Store } from "../platform.ts";
import type { Begun, VisitedPage, VisitorOptions } from "../visitor.ts";
import { contextLines, LocalAssistant } from "./assistant.ts";
import type { Told } from "./background.ts";
import type { Conversations } from "./conversations.ts";
import { type CreationRequest, prepareCreation } from "./creation.ts";
import { Device } from "./device.ts";
import { isForNow, VisitorError } from "./failure.ts";
import { type Library, loadLibrary } from "./library.ts";
import { loadOrganisation, type Organisation, type ProofSource } from "./organisation.ts";
import { keptWaiting, newWaiting, type Waiting } from "./waiting.ts";
import { checked } from "./written.ts";

interface Preferences {
  readonly name: string | null;
  readonly readMarks: boolean;
}
type Wish = Pick<VisitorOptions, "language" | "page">;
interface ProfileField {
  readonly name: string;
  readonly value: string;
}
const nameField = (value: string | null): readonly ProfileField[] =>
  value === null ? [] : [{ name: "name", value }];
const pageFields = (page: VisitedPage | null): readonly ProfileField[] =>
  page === null
    ? []
    : [
        { name: "page", value: page.path },
        { name: "title", value: page.title },
      ];
export interface KeptThread {
  readonly wire: Bytes;
  /** The request that creates it, until the server has taken it. */
  readonly creation: CreationRequest | null;
}

export class Visit {
  device: Device | null = null;
  drafts = new Map<string, string>();
  preferences: Preferences = { name: null, readMarks: true };
  /** A conversation that was made here, until it can be shown. */
  begun: (Begun & { readonly name: Hex }) | null = null;
  /** Null until there is a conversation and its code has been fetched. */
  conversations: Conversations | null = null;
  #loading: Promise<Conversations> | null = null;

  private constructor(
    readonly source: ProofSource,
    private readonly wish: Wish,
    private readonly told: Told,
    readonly secrets: LocalSecrets,
    readonly assistant: LocalAssistant,
    public organisation: Organisation,
    public library: Library,
  ) {}

  get language(): string {
    return this.wish.language;
  }
  get platform(): Platform {
    return this.source.platform;
  }
  get http(): Http {
    return this.source.http;
  }
  get store(): Store {
    return this.source.store;
  }

  static async begin(source: ProofSource, wish: Wish, told: Told): Promise<Visit> {
    const { http, platform, store } = source;
    const organisation = await loadOrganisation(source);
    const library = await loadLibrary(http, store, organisation.proof, wish.language);
    const secrets = await LocalSecrets.open(store, platform);
    const assistant = await LocalAssistant.open(platform, store);
    const visit = new Visit(source, wish, told, secrets, assistant, organisation, library);
    await visit.#remember();
    return visit;
  }

  async #remember(): Promise<void> {
    const { store, secrets } = this;
    this.drafts = new Map((await store.list<string>("draft/")).map(([k, v]) => [k.slice(6), v]));
    this.preferences = (await store.get<Preferences>("preferences")) ?? this.preferences;
    this.device = await Device.find(this.source.pin, store, secrets);
    if ((await store.list("thread/")).length > 0) await this.talk();
  }

  /** The conversations; their code is fetched once there is one. */
  talk(): Promise<Conversations> {
    this.#loading ??= this.#load().catch((cause: unknown) => {
      this.#loading = null;
      throw cause;
    });
    return this.#loading;
  }

  async #load(): Promise<Conversations> {
    const { device } = this;
    if (device === null) {
      throw new VisitorError("not-found", "There is no conversation yet.", "Write a message first.");
    }
    const { Conversations } = await import("./later-live.ts").catch((cause: unknown) => {
      throw new NoAnswer("the code for conversations could not be fetched", { cause });
    });
    this.conversations = await Conversations.begin(this, device, this.told);
    return this.conversations;
  }

  async renew(about: readonly Id[] = []): Promise<void> {
    this.organisation = await loadOrganisation(this.source, about);
    await this.conversations?.people.learn(this.organisation.proof);
    const { http, language, store } = this;
    this.library = await loadLibrary(http, store, this.organisation.proof, language);
  }

  /**
   * Makes a conversation, stores it and carries it to the server. Without an answer it waits, sealed; a definite
   * no leaves nothing behind.
   */
  async create(text: string | null): Promise<Hex> {
    const { platform, secrets, source, store } = this;
    this.device ??= await Device.create(source.pin, store, secrets, platform);
    const at = platform.now();
    const { name: own } = this.preferences;
    const fields = [...nameField(own), ...pageFields(this.wish.page?.() ?? null)];
    const messages = [
      ...(fields.length === 0 ? [] : [this.profile(fields)]),
      ...(text === null ? [] : [this.text(checked(text))]),
    ].map((body) => newWaiting(body, true));
    const context = text === null ? contextLines(this.assistant.items, this.library) : [];
    const { kept, name, stored } = await this.make(context, messages);
    this.begun = { name, at, text };
    this.told.changed();
    try {
      await this.post(name, kept);
    } catch (cause) {
      if (!mayComeLater(cause)) {
        this.begun = null;
        await store.write(stored.map((key) => [key, undefined]));
        throw cause;
      }
    }
    return name;
  }

  text(text: string, replyTo: Bytes | null = null): Body {
    return {
      kind: "text",
      ...this.stamp,
      content: { text, language: this.language, replyTo, attachments: [] },
    };
  }
  profile(fields: readonly ProfileField[]): Body {
    return { kind: "profile", ...this.stamp, content: { fields } };
  }
  /** When it is said, and by which name resent copies are known. */
  get stamp(): { readonly time: number; readonly logical: Bytes } {
    return { time: this.platform.now(), logical: this.platform.random(16) };
  }

  /** Seals a new conversation under the newest keys, and stores it in the place of `instead`. */
  async make(
    context: readonly ContextLine[],
    messages: readonly Waiting[],
    instead: readonly string[] = [],
  ): Promise<{ readonly name: Hex; readonly kept: KeptThread; readonly stored: readonly string[] }> {
    const { organisation, platform, secrets, store } = this;
    const begin = { context, contextId: hex(platform.random(16)), messages };
    const made = await prepareCreation(platform, this.device!, organisation, begin);
    const name = hex(made.thread.id);
    const kept: KeptThread = { wire: made.thread.wire, creation: made.request };
    const changes: readonly (readonly [string, unknown])[] = [
      [`thread/${name}`, kept],
      await secrets.change(`key/${hex(made.generation)}`, made.key),
      ...(await Promise.all(messages.map((m) => keptWaiting(secrets, name, m)))),
    ];
    await store.write([...instead.map((key) => [key, undefined] as const), ...changes]);
    return { name, kept, stored: changes.map(([key]) => key) };
  }

  async post(name: Hex, kept: KeptThread): Promise<void> {
    await this.device!.in(this.http, this.platform, () => this.http.post("/conversations", kept.creation));
    await this.store.write([[`thread/${name}`, { ...kept, creation: null }]]);
  }

  async save(place: string, text: string): Promise<void> {
    await this.store.write([[`draft/${place}`, text === "" ? undefined : text]]);
    if (text === "") this.drafts.delete(place);
    else this.drafts.set(place, text);
  }

  async prefer(change: Partial<Preferences>): Promise<void> {
    const next = { ...this.preferences, ...change };
    await this.store.write([["preferences", next]]);
    this.preferences = next;
  }
}

/** No answer, so the server may have taken it; or only sealed under a key that has just been replaced. */
const mayComeLater = (cause: unknown): boolean =>
  cause instanceof NoAnswer ||
  isForNow(cause) ||
  (cause instanceof Refused && cause.reason === "outdated_generation");
