/**
 * The customer's desk: phases from opening to ready or stopped, and the commands of the contract.
 * Promise: nothing unverified reaches a view; commands never reject; the pin is stored before any request.
 */
import { type Id, idFromHex, isSupported } from "@sealdesk/seal";
import type { FileSink, FileSource } from "../contract/said.ts";
import { Http, NoAnswer, Refused } from "../http.ts";
import type { Platform } from "../platform.ts";
import type {
  Connection,
  FilePlace,
  Linking,
  Outcome,
  Showing,
  Stop,
  VisitorDesk,
  VisitorOptions,
  VisitorState,
} from "../visitor.ts";
import type { Told } from "./background.ts";
import type { Conversations } from "./conversations.ts";
import { readyState, share } from "./desk-state.ts";
import { outcome, VisitorError } from "./failure.ts";
import { isTooOld, Stopped } from "./organisation.ts";
import { checkPin, forgetPin } from "./pin.ts";
import { Visit } from "./visit.ts";
import { currentScope, type Whose } from "./whose.ts";

const tryAgainAfter = 3_000;
const hex64 = /^[0-9a-f]{64}$/;

export class Desk implements VisitorDesk {
  #state: VisitorState = { phase: "opening", connection: "reconnecting" };
  #connection: Connection = "online";
  #listeners = new Set<() => void>();
  #visit: Visit | null = null;
  #oldAccepted = false;
  #again: (() => void) | null = null;
  #disposed = false;

  readonly #platform: Platform;
  readonly #options: VisitorOptions;

  constructor(platform: Platform, options: VisitorOptions) {
    this.#platform = platform;
    this.#options = options;
  }

  get state(): VisitorState {
    return this.#state;
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // ---- opening ----------------------------------------------------------------------------------

  /** Resolves when the desk is ready or stopped, or waits for a connection. */
  async begin(): Promise<void> {
    try {
      const stop = await this.#firstChecks();
      if (stop !== null) return this.#show({ phase: "stopped", stop });
      this.#visit ??= await this.#load();
      if (this.#isOld(this.#visit)) {
        const provenTime = this.#visit.organisation.proof.head.time * 1000;
        return this.#show({ phase: "stopped", stop: { kind: "old-proof", provenTime } });
      }
      this.#ready(this.#visit);
    } catch (cause) {
      this.#notOpened(cause);
    }
  }

  #isOld = (v: Visit): boolean => !this.#oldAccepted && isTooOld(v.organisation, this.#platform.now());

  /** A window stays open for days: a record as old as that is asked about again, and then the customer is. */
  async #mustAsk(v: Visit): Promise<boolean> {
    if (!this.#isOld(v)) return false;
    await v.renew().catch(() => undefined);
    const old = this.#isOld(v);
    if (old) await this.begin();
    return old;
  }

  async #firstChecks(): Promise<Stop | null> {
    const { baseUrl, inbox, pin } = this.#options;
    if (!hex64.test(pin) || !hex64.test(inbox)) return { kind: "bad-embed" };
    if (!(await isSupported())) return { kind: "unsupported", missing: "cryptography" };
    return checkPin(this.#platform, baseUrl, idFromHex(pin), pin).catch(
      (): Stop => ({ kind: "unsupported", missing: "storage" }),
    );
  }

  async #load(): Promise<Visit> {
    const pin: Id = idFromHex(this.#options.pin);
    const { scope, identity, signed } = await this.#whose(pin);
    const store = await this.#platform.store(scope);
    const inboxHex = this.#options.inbox;
    const http = new Http(this.#platform);
    const source = { platform: this.#platform, http, store, pin, inbox: idFromHex(inboxHex), inboxHex };
    const visit = await Visit.begin(source, this.#options, this.#told);
    visit.identity = identity;
    visit.signed = signed;
    visit.known = async () => (await this.#people()).choose(scope, true);
    return visit;
  }

  /** The code for pages that say who is signed in comes only to them. */
  async #whose(org: Id): Promise<Whose & { readonly signed: boolean }> {
    const signed = (await this.#options.signed?.()) ?? null;
    if (signed === null)
      return {
        scope: await currentScope(this.#platform, this.#options.pin),
        identity: null,
        signed: false,
      };
    const { whoseStore } = await import("./identified.ts");
    const whose = await whoseStore(await this.#people(), this.#options, signed, org, this.#platform);
    return { ...whose, signed };
  }

  async #people() {
    const { People } = await import("./identified.ts");
    return People.of(this.#platform, this.#options.pin);
  }

  #notOpened(cause: unknown): void {
    if (this.#disposed) return;
    if (cause instanceof Stopped) {
      this.#show({ phase: "stopped", stop: cause.stop });
      return;
    }
    if (cause instanceof NoAnswer || cause instanceof Refused) {
      this.#show({ phase: "opening", connection: this.#platform.online() ? "reconnecting" : "offline" });
      this.#again = this.#platform.after(tryAgainAfter, () => void this.begin());
      return;
    }
    this.#show({ phase: "stopped", stop: { kind: "unverified", what: "organisation" } });
  }

  #ready(visit: Visit): void {
    this.#show(this.#snapshot(visit));
    visit.conversations?.background.start();
  }

  readonly #told: Told = {
    changed: () => this.#changed(),
    connection: (now) => {
      this.#connection = now;
      this.#changed();
    },
    stop: (cause) => this.#notOpened(cause),
  };

  #snapshot(visit: Visit): VisitorState {
    return readyState(visit, this.#connection, this.#platform.now());
  }

  #changed(): void {
    if (this.#visit !== null && this.#state.phase === "ready") this.#show(this.#snapshot(this.#visit));
  }

  #show(next: VisitorState): void {
    const shared = share(this.#state, next);
    if (shared === this.#state) return;
    this.#state = shared;
    for (const tell of this.#listeners) tell();
  }

  /** A command on conversations that exist. */
  #talk<T>(work: (own: Conversations) => T | Promise<T>): Promise<Outcome<T>> {
    return this.#run(async (v) => work(await v.talk()));
  }

  #run<T>(work: (visit: Visit) => T | Promise<T>): Promise<Outcome<T>> {
    return outcome(async () => {
      const visit = this.#visit;
      if (visit === null || this.#state.phase !== "ready" || (await this.#mustAsk(visit))) {
        throw notNow();
      }
      try {
        return await work(visit);
      } finally {
        this.#changed();
      }
    });
  }

  tryAgain(): Promise<Outcome<void>> {
    return outcome(() => {
      this.#leave();
      return this.begin();
    });
  }
  #leave(): void {
    this.#again?.();
    this.#visit?.leave();
    this.#visit = null;
  }
  acceptOldProof(): Promise<Outcome<void>> {
    this.#oldAccepted = true;
    return outcome(() => this.begin());
  }

  // ---- articles and assistant -------------------------------------------------------------------

  search = (query: string) => this.#run(async (v) => (await v.library.reading()).search(query));
  readArticle = (id: string) =>
    this.#run(async (v) => {
      const article = await v.library.read(id);
      if (article !== null) return article;
      const next = "Search for another one.";
      throw new VisitorError("not-found", "This article is no longer there.", next);
    });
  ask = (text: string) => this.#run((v) => v.assistant.ask(v.library, text));
  choose = (item: string, article: string) => this.#run((v) => v.assistant.choose(v.library, item, article));
  clearAssistant = () => this.#run((v) => v.assistant.clear());

  // ---- conversations ----------------------------------------------------------------------------

  showing = <T>(work: (own: Showing) => Promise<T>) =>
    this.#run(async (v) => work(new (await showing()).ShowingWho(v)));
  startConversation = (firstText: string) => this.#create(firstText);
  handOver = () => this.#create(null);

  #create(text: string | null): Promise<Outcome<string>> {
    return this.#run(async (v) => {
      if (v.begun !== null) throw notNow();
      const name = await v.create(text);
      if (text === null) await v.assistant.clear();
      await this.#enter(v);
      return name;
    });
  }

  /** Shows what was begun. Without a connection it waits: what was written lies sealed in the store. */
  async #enter(v: Visit): Promise<void> {
    if (v !== this.#visit || v.begun === null) return;
    try {
      await (await v.talk()).enter(v.begun.name);
      v.begun = null;
    } catch (cause) {
      if (!(cause instanceof NoAnswer)) throw cause;
      this.#connection = this.#platform.online() ? "reconnecting" : "offline";
      this.#again = this.#platform.after(tryAgainAfter, () => void this.#enter(v));
    }
    this.#changed();
  }

  attach = (files: readonly FileSource[], to: FilePlace = "open") =>
    this.#talk((own) => own.files.attach(files, to));
  detach = (file: string) => this.#talk((own) => own.files.detach(file));
  retryFile = (file: string) => this.#talk((own) => own.files.retryFile(file));
  openFile = (file: string, into: FileSink) => this.#talk((own) => own.files.openFile(file, into));
  edit = (item: string, text: string) => this.#talk((own) => own.saying.edit(item, text));
  remove = (item: string) => this.#talk((own) => own.saying.remove(item));
  react = (item: string, emoji: string, on: boolean) =>
    this.#talk((own) => own.saying.react(item, emoji, on));
  rate = (score: number, comment: string) => this.#talk((own) => own.saying.rate(score, comment));
  proveReaders = () => this.#talk((own) => own.proveReaders());
  openConversation = (id: string) => this.#talk((own) => own.select(id, this.#told.changed));
  leaveConversation = () =>
    this.#talk((own) => {
      own.open = null;
    });
  send = (text: string, replyTo?: string) => this.#talk((own) => own.saying.send(text, replyTo));
  retry = (id: string) => this.#talk((own) => own.saying.retry(id));
  takeBack = (id: string) => this.#talk((own) => own.saying.takeBack(id));
  setTyping(typing: boolean): void {
    this.#visit?.conversations?.background.typing(typing);
  }
  markRead = () => this.#talk((own) => own.markRead());
  saveDraft = (place: string, text: string) =>
    this.#run((v) => (place === "assistant" ? v : v.conversations?.drafts)?.save(place, text));

  // ---- this device ------------------------------------------------------------------------------

  setName = (name: string | null) =>
    this.#run(async (v) => {
      await v.prefer({ name });
      await v.conversations?.saying.tellName(name);
    });
  setReadMarks = (on: boolean) => this.#run((v) => v.prefer({ readMarks: on }));
  linking = <T>(work: (own: Linking) => Promise<T>) => this.#run(async (v) => work(await v.linking()));
  forgetDevice(): Promise<Outcome<void>> {
    return outcome(async () => {
      const people = await this.#people();
      this.#leave();
      await people.forget();
      await forgetPin(this.#platform, this.#options.baseUrl);
      this.#show({ phase: "opening", connection: "reconnecting" });
      await this.begin();
    });
  }
  dispose(): void {
    this.#disposed = true;
    this.#leave();
  }
}

const notNow = () => new VisitorError("refused", "The chat is not ready for this yet.", "Please try again.");

/** The code for showing who one is comes to those who are asked. */
const showing = () =>
  import("./later-attested.ts").catch((cause: unknown): never => {
    throw new NoAnswer("the code for this could not be fetched", { cause });
  });
