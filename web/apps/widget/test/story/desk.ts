/**
 * A desk in memory for the stories: it keeps the contract's promises (immutable snapshots, outcomes instead of
 * rejections) without keys, storage or network. Never part of the product.
 */
import type {
  AssistantItem,
  Attachment,
  ConversationItem,
  ConversationState,
  FileSink,
  FileSource,
  Linking,
  MineItem,
  Outcome,
  ReadyState,
  Showing,
  StagedFile,
  VisitorDesk,
  VisitorFailure,
  VisitorState,
} from "../../src/contract.ts";
import { edited, quoted, reacted } from "./changes.ts";
import { drawn } from "./drawn.ts";
import { articles, conversation, said } from "./harbour.ts";

const linkCode = ["7KQ2", "M9XR", "4TDW", "0HVB", "P8GN"];
const done: Outcome<void> = { ok: true, value: undefined };
const refuse = (failure: VisitorFailure): Outcome<never> => ({ ok: false, failure });
const gone: VisitorFailure = {
  kind: "not-found",
  message: "This is not on your device.",
  next: "Go back and try again.",
};

export interface StoryOptions {
  readonly now: number;
  /** Commands that need somebody else fail like this. */
  readonly failure?: VisitorFailure;
}

export class StoryDesk implements VisitorDesk {
  #state: VisitorState;
  #counter = 0;
  readonly #listeners = new Set<() => void>();
  readonly #options: StoryOptions;
  /** Names of the commands that were called, in order. */
  readonly calls: string[] = [];
  /** The last draft of every place. */
  readonly drafts = new Map<string, string>();

  constructor(state: VisitorState, options: StoryOptions) {
    this.#state = state;
    this.#options = options;
  }

  /** The other device answers at once, and its history comes with the second look. */
  readonly #looks = { answered: 0, arrived: 0 };
  readonly #link: Linking = {
    begin: async () => ({
      secret: "q0rXk8y1P3vT5mB7nJ9wZ2cF4hL6dS0aG8eU1iO3xYw",
      ends: this.#options.now + 600_000,
    }),
    answered: async () => (this.#looks.answered++ === 0 ? null : linkCode),
    confirm: async () => undefined,
    end: async () => undefined,
    answer: async () => linkCode,
    arrived: async () => this.#looks.arrived++ > 0,
    others: async () => [{ id: "ab".repeat(32), since: this.#options.now - 86_400_000, conversations: 2 }],
    remove: async () => undefined,
  };

  async linking<T>(work: (own: Linking) => Promise<T>): Promise<Outcome<T>> {
    const { failure } = this.#options;
    return failure === undefined ? { ok: true, value: await work(this.#link) } : refuse(failure);
  }

  get state(): VisitorState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(state: VisitorState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  async tryAgain() {
    return this.#did("tryAgain");
  }
  async acceptOldProof() {
    return this.#did("acceptOldProof");
  }

  async search(query: string) {
    const words = query.toLowerCase().split(/\s+/);
    const hits = articles.filter((article) =>
      words.every((word) => JSON.stringify(article).toLowerCase().includes(word)),
    );
    return {
      ok: true as const,
      value: hits.map(({ id, title, blocks }) => ({ id, title, passage: passage(blocks[0]) })),
    };
  }

  async readArticle(id: string) {
    const found = articles.find((article) => article.id === id);
    return found === undefined ? refuse(gone) : { ok: true as const, value: found };
  }

  async ask(text: string) {
    this.calls.push("ask");
    const found = await this.search(text);
    const hits = found.ok ? found.value : [];
    const first = hits[0];
    const base = { id: this.#id(), at: this.#options.now };
    const answer: AssistantItem =
      first === undefined
        ? { kind: "unknown", ...base }
        : hits.length > 1
          ? { kind: "choices", ...base, choices: hits }
          : { kind: "answer", ...base, source: { ...first, updated: this.#options.now } };
    this.#assistant([{ kind: "asked", id: this.#id(), at: this.#options.now, text }, answer]);
    return done;
  }

  async choose(_item: string, article: string) {
    const found = articles.find(({ id }) => id === article);
    if (found === undefined) return refuse(gone);
    const source = {
      id: found.id,
      title: found.title,
      passage: passage(found.blocks[0]),
      updated: found.updated,
    };
    this.#assistant([{ kind: "answer", id: this.#id(), at: this.#options.now, source }]);
    return done;
  }

  async clearAssistant() {
    this.#ready((state) => ({ ...state, assistant: { ...state.assistant, items: [] } }));
    return this.#did("clearAssistant");
  }

  async startConversation(firstText: string) {
    return this.#create("startConversation", false, [this.#mine(firstText)]);
  }

  async handOver() {
    const items = this.#state.phase === "ready" ? this.#state.assistant.items : [];
    const context: ConversationItem = { kind: "context", id: this.#id(), at: this.#options.now, items };
    return this.#create("handOver", true, [context]);
  }

  async openConversation(id: string) {
    this.#ready((state) => ({ ...state, conversation: { ...conversation, id } }));
    return this.#did("openConversation");
  }
  async leaveConversation() {
    this.#ready((state) => ({ ...state, conversation: null }));
    return this.#did("leaveConversation");
  }

  async attach(files: readonly FileSource[]) {
    const staged = files.map((file): StagedFile => {
      const image = file.type.startsWith("image/");
      return {
        id: this.#id(),
        name: file.name,
        media: file.type,
        size: file.size,
        preview: image ? "image" : null,
        phase: "ready",
        progress: 1,
        removed: image ? ["place", "device"] : [],
        uncleaned: !image,
        failure: null,
      };
    });
    this.#conversation((open) => ({ ...open, staged: [...open.staged, ...staged] }));
    return this.#did("attach");
  }
  async detach(file: string) {
    this.#conversation((open) => ({ ...open, staged: open.staged.filter((one) => one.id !== file) }));
    return this.#did("detach");
  }
  async retryFile() {
    return this.#did("retryFile");
  }
  async openFile(id: string, into: FileSink) {
    this.calls.push("openFile");
    if (this.#options.failure) return refuse(this.#options.failure);
    const bytes = await drawn(id);
    for (let from = 0; from < bytes.length; from += 65_536) {
      if (into.signal?.aborted) return refuse(gone);
      await into.write(bytes.slice(from, from + 65_536));
      into.progress?.(Math.min(1, (from + 65_536) / bytes.length));
    }
    return done;
  }

  async send(text: string, replyTo?: string) {
    this.calls.push("send");
    if (this.#options.failure) return refuse(this.#options.failure);
    const made = this.#mine(text);
    this.#conversation((open) => {
      const attachments = open.staged.map(({ id, name, media, size, preview }): Attachment => {
        return { id, name, media, size, preview };
      });
      const item = { ...made, attachments, replyTo: quoted(open.items, replyTo) };
      return { ...open, staged: [], items: [...open.items, item] };
    });
    return { ok: true as const, value: made.id };
  }
  async proveReaders() {
    this.calls.push("proveReaders");
    if (this.#options.failure) return refuse(this.#options.failure);
    return { ok: true as const, value: '{"readers":""}\n' };
  }
  async edit(id: string, text: string) {
    if (this.#options.failure) return refuse(this.#options.failure);
    this.#conversation((open) => ({ ...open, items: edited(open.items, id, text, this.#options.now) }));
    return this.#did("edit");
  }
  async remove(id: string) {
    this.#conversation((open) => ({
      ...open,
      items: open.items.map((one) =>
        one.id === id ? { kind: "removed", id, at: one.at, author: null } : one,
      ),
    }));
    return this.#did("remove");
  }
  async react(id: string, emoji: string, on: boolean) {
    this.#conversation((open) => ({ ...open, items: reacted(open.items, id, emoji, on) }));
    return this.#did("react");
  }
  async rate(score: number, comment: string) {
    this.#conversation((open) => {
      const rating = { kind: "rating" as const, id: this.#id(), at: this.#options.now, score, comment };
      const others = open.items.filter((one) => one.kind !== "rating");
      return { ...open, rating: { score, comment }, items: [...others, rating] };
    });
    return this.#did(`rate ${score}`);
  }
  async retry(id: string) {
    this.#conversation((open) => ({
      ...open,
      items: open.items.map((item) =>
        item.id === id && item.kind === "mine" ? { ...item, mark: "sending", failure: null } : item,
      ),
    }));
    return this.#did("retry");
  }
  async takeBack(id: string) {
    this.#conversation((open) => {
      const item = open.items.find((one) => one.id === id);
      const draft = open.draft || (item?.kind === "mine" ? item.text : "");
      return { ...open, draft, items: open.items.filter((one) => one.id !== id) };
    });
    return this.#did("takeBack");
  }
  setTyping(typing: boolean) {
    this.calls.push(`typing ${typing}`);
  }
  async markRead() {
    return this.#did("markRead");
  }
  async saveDraft(place: string, draft: string) {
    this.drafts.set(place, draft);
    if (place === "assistant")
      this.#ready((state) => ({ ...state, assistant: { ...state.assistant, draft } }));
    else this.#conversation((open) => ({ ...open, draft }));
    return this.#did("saveDraft");
  }

  async showing<T>(work: (own: Showing) => Promise<T>): Promise<Outcome<T>> {
    const { failure } = this.#options;
    return failure === undefined ? { ok: true, value: await work(this.#show) } : refuse(failure);
  }
  readonly #show: Showing = {
    sendCode: async () => void this.#did("sendCode"),
    checkCode: async () => {
      this.#ready((state) => ({ ...state, asks: null }));
      void this.#did("checkCode");
    },
    answer: async (id, { by }) => {
      const state = by === "nobody" ? "declined" : "shown";
      this.#conversation((open) => ({
        ...open,
        items: open.items.map((i) => (i.kind === "asked" && i.id === id ? { ...i, state } : i)),
      }));
      void this.#did("answer");
    },
  };
  async setName(name: string | null) {
    this.#ready((state) => ({ ...state, customer: { name } }));
    return this.#did("setName");
  }
  async setReadMarks(readMarks: boolean) {
    this.#ready((state) => ({ ...state, settings: { readMarks } }));
    return this.#did("setReadMarks");
  }
  async forgetDevice() {
    return this.#did("forgetDevice");
  }
  dispose() {
    this.#listeners.clear();
  }

  #did(name: string): Outcome<void> {
    this.calls.push(name);
    return done;
  }
  #id(): string {
    this.#counter += 1;
    return `story-${this.#counter}`;
  }
  #mine(text: string): MineItem {
    return {
      kind: "mine",
      id: this.#id(),
      at: this.#options.now,
      ...said(text),
      mark: "sent",
      markAt: this.#options.now,
      failure: null,
    };
  }
  #ready(change: (state: ReadyState) => ReadyState): void {
    if (this.#state.phase === "ready") this.set(change(this.#state));
  }
  #assistant(items: readonly AssistantItem[]): void {
    this.#ready((state) => ({
      ...state,
      assistant: { ...state.assistant, items: [...state.assistant.items, ...items] },
    }));
  }
  #conversation(change: (open: ConversationState) => ConversationState): void {
    this.#ready((state) =>
      state.conversation === null ? state : { ...state, conversation: change(state.conversation) },
    );
  }
  #create(name: string, passedOn: boolean, first: readonly ConversationItem[]): Outcome<string> {
    this.calls.push(name);
    if (this.#options.failure) return refuse(this.#options.failure);
    const line: ConversationItem = {
      kind: "readers",
      id: this.#id(),
      at: this.#options.now,
      change: { kind: "team-added", team: "Payments", person: null, others: 6 },
    };
    this.#ready((state) => ({
      ...state,
      conversation: {
        ...conversation,
        id: "new",
        person: null,
        presence: null,
        passedOn,
        items: passedOn ? [...first, line] : [line, ...first],
      },
    }));
    return { ok: true, value: "new" };
  }
}

function passage(block: (typeof articles)[number]["blocks"][number] | undefined): string {
  return block !== undefined && "spans" in block ? block.spans.map((span) => span.text).join("") : "";
}
