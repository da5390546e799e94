/**
 * The customer's desk: phases from opening to ready or stopped, and the commands of the contract.
 * Promise: nothing unverified reaches a view; commands never reject; the pin is stored before any request.
 */
import { type Id, idFromHex, isSupported } from "@sealdesk/seal";
import { Http, NoAnswer, Refused } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { Connection, Outcome, Stop, VisitorDesk, VisitorOptions, VisitorState } from "../visitor.ts";
import type { Background } from "./background.ts";
import type { Conversation } from "./conversation.ts";
import { readyState, share } from "./desk-state.ts";
import { outcome, VisitorError } from "./failure.ts";
import { isTooOld, Stopped } from "./organisation.ts";
import { checkPin, forgetPin } from "./pin.ts";
import { Visit } from "./visit.ts";

const tryAgainAfter = 3_000;
const hex64 = /^[0-9a-f]{64}$/;

export class Desk implements VisitorDesk {
  #state: VisitorState = { phase: "opening", connection: "reconnecting" };
  #connection: Connection = "online";
  #listeners = new Set<() => void>();
  #visit: Visit | null = null;
  #background: Background | null = null;
  #oldAccepted = false;
  #loading = false;
  #again: (() => void) | null = null;
  #disposed = false;

  constructor(
    private readonly platform: Platform,
    private readonly options: VisitorOptions,
  ) {}

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
      const stop = await this.firstChecks();
      if (stop !== null) return this.show({ phase: "stopped", stop });
      this.#visit ??= await this.load();
      if (isTooOld(this.#visit.organisation, this.platform.now()) && !this.#oldAccepted) {
        const provenTime = this.#visit.organisation.proof.head.time * 1000;
        return this.show({ phase: "stopped", stop: { kind: "old-proof", provenTime } });
      }
      this.ready(this.#visit);
    } catch (cause) {
      this.notOpened(cause);
    }
  }

  private async firstChecks(): Promise<Stop | null> {
    const { baseUrl, inbox, pin } = this.options;
    if (!hex64.test(pin) || !hex64.test(inbox)) return { kind: "bad-embed" };
    if (!(await isSupported())) return { kind: "unsupported", missing: "cryptography" };
    return checkPin(this.platform, baseUrl, idFromHex(pin), pin).catch(
      (): Stop => ({ kind: "unsupported", missing: "storage" }),
    );
  }

  private async load(): Promise<Visit> {
    const pin: Id = idFromHex(this.options.pin);
    const store = await this.platform.store(`visitor-${this.options.pin}`);
    const inboxHex = this.options.inbox;
    const http = new Http(this.platform);
    const source = { platform: this.platform, http, store, pin, inbox: idFromHex(inboxHex), inboxHex };
    return Visit.begin(source, this.options.language);
  }

  private notOpened(cause: unknown): void {
    if (this.#disposed) return;
    if (cause instanceof Stopped) {
      this.show({ phase: "stopped", stop: cause.stop });
      return;
    }
    if (cause instanceof NoAnswer || cause instanceof Refused) {
      this.show({ phase: "opening", connection: this.platform.online() ? "reconnecting" : "offline" });
      this.#again = this.platform.after(tryAgainAfter, () => void this.begin());
      return;
    }
    this.show({ phase: "stopped", stop: { kind: "unverified", what: "organisation" } });
  }

  private ready(visit: Visit): void {
    this.show(this.snapshot(visit));
    if (visit.device !== null) void this.background(visit);
  }

  /** The live part, started with the first conversation. */
  private async background(visit: Visit): Promise<Background> {
    const { Background } = await visit.live();
    if (this.#background !== null || visit !== this.#visit) return this.#background!;
    this.#background = new Background(visit, {
      changed: () => this.changed(),
      connection: (now) => {
        this.#connection = now;
        this.changed();
      },
      stop: (cause) => this.notOpened(cause),
    });
    this.#background.start();
    return this.#background;
  }

  private snapshot(visit: Visit): VisitorState {
    const { assistant, conversations, drafts, library, online, open, organisation, people, typing } = visit;
    const known = { assistant, conversations, drafts, library, online, open, organisation, people, typing };
    return readyState({
      ...known,
      ...visit.preferences,
      loading: this.#loading,
      sending: visit.sending,
      shown: visit.later,
      connection: this.#connection,
      now: this.platform.now(),
    });
  }

  private changed(): void {
    if (this.#visit !== null && this.#state.phase === "ready") this.show(this.snapshot(this.#visit));
  }

  private show(next: VisitorState): void {
    const shared = share(this.#state, next);
    if (shared === this.#state) return;
    this.#state = shared;
    for (const tell of this.#listeners) tell();
  }

  private run<T>(work: (visit: Visit) => T | Promise<T>): Promise<Outcome<T>> {
    return outcome(async () => {
      const visit = this.#visit;
      if (visit === null || this.#state.phase !== "ready") {
        throw new VisitorError("refused", "The chat is not open yet.", "Please wait a moment.");
      }
      try {
        return await work(visit);
      } finally {
        this.changed();
      }
    });
  }

  tryAgain(): Promise<Outcome<void>> {
    return outcome(() => {
      this.#again?.();
      this.#visit = null;
      this.#background?.stop();
      this.#background = null;
      return this.begin();
    });
  }
  acceptOldProof(): Promise<Outcome<void>> {
    this.#oldAccepted = true;
    return outcome(() => this.begin());
  }

  // ---- articles and assistant -------------------------------------------------------------------

  search = (query: string) => this.run((v) => v.library.search(query));
  readArticle = (id: string) =>
    this.run(
      (v) => v.library.read(id) ?? missing("This article is no longer there.", "Search for another one."),
    );
  ask = (text: string) => this.run((v) => v.assistant.ask(v.library, text));
  choose = (item: string, article: string) => this.run((v) => v.assistant.choose(v.library, item, article));
  clearAssistant = () => this.run((v) => v.assistant.clear());

  // ---- conversations ----------------------------------------------------------------------------

  startConversation = (firstText: string) => this.create([firstText], false);
  handOver = (choice: { readonly includeTranscript: boolean }) => this.create([], choice.includeTranscript);

  private create(texts: readonly string[], transcript: boolean): Promise<Outcome<string>> {
    return this.run(async (v) => {
      const c = await v.create(texts, transcript);
      this.changed();
      if (transcript) await v.assistant.clear();
      await this.deliver(v, c);
      return c.name;
    });
  }

  private async deliver(v: Visit, c: Conversation): Promise<void> {
    await (await this.background(v)).deliver(c);
  }

  openConversation = (id: string) =>
    this.run(async (v) => {
      v.open = v.find(id).name;
      this.#loading = v.find(id).log.sequence === 0;
      this.changed();
      await (await this.background(v)).catchUp();
      this.#loading = false;
    });
  leaveConversation = () =>
    this.run((v) => {
      v.open = null;
    });
  send = (text: string) =>
    this.run(async (v) => {
      const id = await v.write(text);
      void this.deliver(v, v.find(v.open));
      return id;
    });
  retry = (id: string) =>
    this.run(async (v) => {
      const { c, w } = v.failed(id);
      await c.outbox.put({ ...w, failure: null });
      void this.deliver(v, c);
    });
  takeBack = (id: string) =>
    this.run(async (v) => {
      const { c, w } = v.failed(id);
      await c.outbox.remove(id);
      if (!v.drafts.has(c.name)) await v.draft(c.name, w.text);
    });
  setTyping(typing: boolean): void {
    this.#background?.typing(typing);
  }
  markRead = () =>
    this.run(async (v) => {
      if (v.open !== null) await (await this.background(v)).readNow(v.find(v.open));
    });
  saveDraft = (place: string, text: string) => this.run((v) => v.draft(place, text));

  // ---- this device ------------------------------------------------------------------------------

  setName = (name: string | null) => this.run((v) => v.prefer({ name }));
  setReadMarks = (on: boolean) => this.run((v) => v.prefer({ readMarks: on }));
  forgetDevice(): Promise<Outcome<void>> {
    return outcome(async () => {
      this.#background?.stop();
      const store = this.#visit?.store ?? (await this.platform.store(`visitor-${this.options.pin}`));
      await store.destroy();
      await forgetPin(this.platform, this.options.baseUrl);
      this.#visit = null;
      this.#background = null;
      this.show({ phase: "opening", connection: "reconnecting" });
      await this.begin();
    });
  }
  dispose(): void {
    this.#disposed = true;
    this.#again?.();
    this.#background?.stop();
  }
}

function missing(message: string, next: string): never {
  throw new VisitorError("not-found", message, next);
}
