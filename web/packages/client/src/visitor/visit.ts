/**
 * Everything an opened desk holds before there is a conversation, and the making of one. Promise: what the
 * customer wrote is stored on this device before anything is sent. Limit: one place, one organisation, one
 * inbox.
 */
import { type Body, type Bytes, type ContextLine, type Hex, hex, type Id } from "@sealdesk/seal";
import { type Http, NoAnswer, Refused } from "../http.ts";
import { LocalSecrets } from "../local-secrets.ts";
import type { Platform, Store } from "../platform.ts";
import type { Begun, Linking, VisitedPage, VisitorOptions } from "../visitor.ts";
import type { AttestedWire } from "../wire.ts";
import { contextLines, LocalAssistant } from "./assistant.ts";
import type { Told } from "./background.ts";
import type { Conversations } from "./conversations.ts";
import { type CreationRequest, prepareCreation } from "./creation.ts";
import { Device } from "./device.ts";
import { isForNow, VisitorError } from "./failure.ts";
import { type Library, loadLibrary } from "./library.ts";
import { loadOrganisation, type Organisation, type ProofSource } from "./organisation.ts";
import { keptWaiting, newWaiting, type Waiting } from "./waiting.ts";
import type { Identity } from "./whose.ts";
import { checked } from "./written.ts";

interface Preferences {
  readonly name: string | null;
  readonly readMarks: boolean;
}
type Wish = Pick<VisitorOptions, "language" | "page" | "signed" | "token">;
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
  /** The customer's devices, where another one began it. */
  readonly devices?: readonly Bytes[];
}

interface Made {
  readonly name: Hex;
  readonly kept: KeptThread;
  /** Under which names it lies here. */
  readonly stored: readonly string[];
}

export class Visit {
  device: Device | null = null;
  drafts = new Map<string, string>();
  preferences: Preferences = { name: null, readMarks: true };
  /** Who is signed in on the page around, as the server attested it a moment ago. */
  identity: Identity | null = null;
  /** Somebody is signed in on the page around, by its word. */
  signed = false;
  /** That an address is the customer's, as the server attested it. */
  attested: AttestedWire | null = null;
  /** Somebody showed who they are with this device: nobody else is to see what it wrote. */
  known: () => Promise<void> = async () => {};
  /** A conversation that was made here, until it can be shown. */
  begun: (Begun & { readonly name: Hex }) | null = null;
  /** Null until there is a conversation and its code has been fetched. */
  conversations: Conversations | null = null;
  #loading: Promise<Conversations> | null = null;
  #linking: Linking | null = null;
  #deaf = () => {};

  private constructor(
    readonly source: ProofSource,
    readonly wish: Wish,
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
    visit.#deaf = store.watch((keys) => {
      if (keys.some((key) => shared.test(key))) void visit.#hear();
    });
    return visit;
  }

  async #remember(): Promise<void> {
    const { store, secrets } = this;
    this.drafts = new Map((await store.list<string>("draft/")).map(([k, v]) => [k.slice(6), v]));
    this.preferences = (await store.get<Preferences>("preferences")) ?? this.preferences;
    const attested = await secrets.read(ATTESTED);
    if (attested !== null) this.attested = JSON.parse(new TextDecoder().decode(attested));
    this.device = await Device.find(this.source.pin, store, secrets);
    for (const kind of ["thread/", "file/"]) if ((await store.list(kind)).length > 0) await this.talk();
  }

  /** Another tab wrote, or left something to send. Without the code for it, the next word tries again. */
  async #hear(): Promise<void> {
    await (await this.talk()).background.hear();
  }

  leave(): void {
    this.#deaf();
    this.conversations?.background.stop();
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
    const device = await this.demandDevice();
    const { Conversations } = await import("./later-live.ts").catch(noCode);
    this.conversations = await Conversations.begin(this, device, this.told);
    return this.conversations;
  }

  async demandDevice(): Promise<Device> {
    const { platform, secrets, source, store } = this;
    this.device ??= await Device.demand(source.pin, store, secrets, platform);
    return this.device;
  }

  async linking(): Promise<Linking> {
    this.#linking ??= await import("./later-linking.ts").then(
      ({ Linked }) => new Linked(this),
      (cause: unknown) => {
        throw new NoAnswer("the code for other devices could not be fetched", { cause });
      },
    );
    return this.#linking;
  }

  async renew(about: readonly Id[] = []): Promise<void> {
    this.organisation = await loadOrganisation(this.source, about);
    await this.conversations?.people.learn(this.organisation.proof);
    const { http, language, store } = this;
    this.library = await loadLibrary(http, store, this.organisation.proof, language);
  }

  /**
   * Makes a conversation, stores it and carries it to the server, with the files that were chosen for it. Without
   * an answer it waits, sealed; a definite no leaves nothing behind.
   */
  async create(text: string | null): Promise<Hex> {
    const device = await this.demandDevice();
    // Files are taken along once, by whichever tab is first.
    return device.alone(this.platform, async () => {
      const files = await this.conversations?.files.first();
      const { name: own } = this.preferences;
      const fields = [...nameField(own), ...pageFields(this.wish.page?.() ?? null)];
      const said = text === null || (files && text.trim() === "") ? [] : [this.text(checked(text))];
      const who = await this.#identify(device);
      const first = [...who, ...(fields.length === 0 ? [] : [this.profile(fields)]), ...said];
      const messages = [...first.map((body) => newWaiting(body, true)), ...(files ? [files] : [])];
      const context = text === null ? contextLines(this.assistant.items, this.library) : [];
      return this.#carry(text, await this.make(context, messages));
    });
  }

  /** Each conversation is told anew who begins it: what was attested for another one may be hours old. */
  async #identify(device: Device): Promise<readonly Body[]> {
    const { http, platform, wish } = this;
    const { attested } = this;
    if ((await wish.signed?.()) !== true) {
      if (attested === null || Date.parse(attested.expires) < platform.now()) return [];
      const { readAttested } = await import("./later-attested.ts").catch(noCode);
      return [{ kind: "identity", ...this.stamp, content: readAttested(attested) }];
    }
    const { identityOf } = await import("./identified.ts").catch(noCode);
    const shown = this.identity ?? (await identityOf(wish, device, http, platform));
    this.identity = null;
    if (shown === "other") {
      throw new VisitorError(
        "refused",
        "Somebody else signed in on this page meanwhile.",
        "Reload the page, and write again.",
      );
    }
    if (shown === null) return [];
    await this.known();
    return [{ kind: "identity", ...this.stamp, content: shown }];
  }

  async #carry(text: string | null, { kept, name, stored }: Made): Promise<Hex> {
    this.begun = { name, at: this.platform.now(), text };
    this.told.changed();
    try {
      await this.post(name, kept);
    } catch (cause) {
      if (!mayComeLater(cause)) {
        this.begun = null;
        await this.store.write(stored.map((key) => [key, undefined]));
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
  ): Promise<Made> {
    const { organisation, platform, secrets, store } = this;
    const tell = (body: Body) => this.conversations?.talk.tell(body) ?? body;
    const begin = { context, contextId: hex(platform.random(16)), messages, tell };
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

/** Where what was attested lies in the store. */
export const ATTESTED = "attested";

const noCode = (cause: unknown): never => {
  throw new NoAnswer("the code for this could not be fetched", { cause });
};

/** Of what another tab writes, this concerns the others. */
const shared = /^(thread|outbox|file)\//;

/** No answer, so the server may have taken it; or only sealed under a key that has just been replaced. */
const mayComeLater = (cause: unknown): boolean =>
  cause instanceof NoAnswer ||
  isForNow(cause) ||
  (cause instanceof Refused && cause.reason === "outdated_generation");
