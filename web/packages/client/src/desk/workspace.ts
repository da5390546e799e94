/**
 * The desk at work: holds the parts together, turns live events into state, and does what a member online owes the
 * others (heads, newcomers, stale keys). Everything shown comes from `snapshot`.
 */

import { type Hex, hex } from "@sealdesk/seal";
import type {
  ConversationId,
  ConversationState,
  Outcome,
  ReadyState,
  SecurityState,
  ViewId,
  WorkCommands,
} from "../desk.ts";
import { Live, type LiveStatus } from "../live.ts";
import type { InboxSettingsWire, LiveEvent } from "../wire.ts";
import type { BrowserKeys, OpenAccount } from "./account.ts";
import { Admin } from "./admin.ts";
import { Articles } from "./articles.ts";
import type { DeskContext } from "./context.ts";
import { Conversations } from "./conversations.ts";
import { ForkError } from "./directory-sync.ts";
import { outcome } from "./failure.ts";
import { Outbox } from "./outbox.ts";
import { Self } from "./self.ts";
import { snapshot } from "./snapshot.ts";
import type { StaffKeys, StaffThread } from "./staff-thread.ts";
import { stateBody } from "./state-body.ts";

const ATTEST_EVERY = 3600_000;
const TYPING_LASTS = 6000;

export interface AccountRow {
  readonly account: string;
  readonly email: string;
  readonly availability: "available" | "away";
  readonly online: boolean;
}

type Draft = ConversationState["draft"];
const NO_DRAFT: Draft = { mode: "reply", reply: "", note: "" };

export class Workspace {
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly articles: Articles;
  readonly admin: Admin;
  readonly self: Self;
  view: ViewId = "open";
  selected: Hex | null = null;
  status: LiveStatus = "connecting";
  loading = true;
  accounts: readonly AccountRow[] = [];
  inboxes: readonly { readonly id: string; readonly settings: InboxSettingsWire }[] = [];
  security: SecurityState = { unlockers: [], sessions: [] };
  approvals: ReadyState["approvals"] = [];
  readonly stale = new Set<Hex>();
  readonly drafts = new Map<Hex, Draft>();
  /** Thread → device → until when, Unix milliseconds. */
  readonly typing = new Map<Hex, Map<Hex, number>>();
  /** Account → what it looks at. */
  readonly viewing = new Map<Hex, Hex>();
  readonly #live: Live;
  #stopTimer: (() => void) | null = null;
  #scheduled = false;
  #stopped = false;

  constructor(
    readonly context: DeskContext,
    readonly keys: StaffKeys,
    readonly browser: BrowserKeys,
    public account: OpenAccount,
  ) {
    const changed = () => this.render();
    this.conversations = new Conversations(keys, changed);
    this.articles = new Articles(keys);
    this.admin = new Admin(keys, context.info.origin, this.articles, () => this.refreshDesk());
    this.outbox = new Outbox({
      secrets: browser.secrets,
      platform: keys.platform,
      device: hex(keys.me.device),
      threadFor: (job) => this.#threadFor(job.conversation, job.note),
      changed,
    });
    this.self = new Self({
      keys,
      browser,
      account: () => this.account,
      opened: async (a) => {
        this.account = a;
        await browser.keep(a);
      },
      address: `${context.info.origin}/console/`,
      changed: () => this.refreshDesk(),
      leave: () => this.#leave(),
      lock: () => this.#lock(),
    });
    this.#live = new Live({
      platform: keys.platform,
      protocols: async () => ["sealdesk.1"],
      onEvent: (event) => this.#onEvent(event),
      onStatus: (status) => this.#onStatus(status),
    });
  }

  async start(): Promise<void> {
    await this.outbox.load();
    await this.#loadDrafts();
    this.#live.start();
    await Promise.all([this.refreshDesk(), this.conversations.load(this.view, false)]);
    this.loading = false;
    this.render();
    this.outbox.flush();
    await this.#duties();
    this.#tick();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer?.();
    this.#live.stop();
  }

  /** Coalesces: however many parts changed, one snapshot is made. */
  render(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (!this.#stopped) this.context.show(snapshot(this));
    });
  }

  async refreshDesk(): Promise<void> {
    const { http } = this.keys;
    const [accounts, inboxes, security, approvals] = await Promise.all([
      http.get<readonly AccountRow[] | null>("/accounts"),
      http.get<readonly { id: string; settings: InboxSettingsWire }[] | null>("/inboxes"),
      this.self.security(),
      this.self.approvals(),
      this.articles.refresh(),
    ]);
    this.accounts = accounts ?? [];
    this.inboxes = inboxes ?? [];
    this.security = security;
    this.approvals = approvals;
    await this.#noteStale();
    this.render();
  }

  async #noteStale(): Promise<void> {
    const { isStale } = await import("@sealdesk/seal/directory");
    this.stale.clear();
    for (const g of this.keys.sync.state.groups.values()) {
      if (await isStale(this.keys.sync.state, g)) this.stale.add(hex(g.id));
    }
  }

  // ---- live --------------------------------------------------------------------------------------

  #onStatus(status: LiveStatus): void {
    const back = status === "online" && this.status !== "online";
    this.status = status;
    if (back) {
      this.outbox.flush();
      // What happened between the last look and this connection was announced to nobody here.
      this.#background(this.#directoryChanged());
      this.#background(this.conversations.load(this.view, false));
    }
    this.render();
  }

  #onEvent(event: LiveEvent): void {
    switch (event.type) {
      case "entry":
        this.#background(this.conversations.refetch(event.thread as Hex));
        return;
      case "conversation":
        this.conversations.put(event.conversation);
        this.#background(this.#refetchNotes(event.conversation.id as Hex));
        break;
      case "mark":
        this.#background(this.#mark(event.thread as Hex, event.mark));
        return;
      case "directory":
        this.#background(this.#directoryChanged());
        return;
      case "approval":
        this.#background(this.refreshDesk());
        return;
      case "reset":
        this.#background(this.#startOver());
        return;
      case "typing":
        this.#noteTyping(event.thread as Hex, event.device as Hex, event.on);
        break;
      case "viewing":
        if (event.thread === null) this.viewing.delete(event.account as Hex);
        else this.viewing.set(event.account as Hex, event.thread as Hex);
        break;
      case "presence":
        this.accounts = this.accounts.map((a) => ({ ...a, online: event.accounts.includes(a.account) }));
        break;
      default:
        return;
    }
    this.render();
  }

  async #refetchNotes(id: Hex): Promise<void> {
    const notes = this.conversations.rows.get(id)?.notesThread;
    if (notes == null || this.conversations.opened(id) === undefined) return;
    const thread = this.conversations.opened(id)!;
    thread.notes = notes as Hex;
    await this.conversations.thread(notes as Hex);
  }

  async #mark(thread: Hex, mark: string): Promise<void> {
    await this.conversations.opened(thread)?.addMark(mark);
    this.render();
  }

  #noteTyping(thread: Hex, device: Hex, on: boolean): void {
    const there = this.typing.get(thread) ?? new Map<Hex, number>();
    if (on) there.set(device, this.keys.platform.now() + TYPING_LASTS);
    else there.delete(device);
    this.typing.set(thread, there);
    if (on) this.keys.platform.after(TYPING_LASTS + 100, () => this.render());
  }

  async #directoryChanged(): Promise<void> {
    await this.keys.sync.sync();
    await this.keys.groups.refresh();
    this.conversations.retry();
    await this.refreshDesk();
    await this.#duties();
  }

  async #startOver(): Promise<void> {
    await this.conversations.load(this.view, false);
    for (const id of this.conversations.rows.keys()) {
      if (this.conversations.opened(id) !== undefined) await this.conversations.refetch(id);
    }
  }

  /** Work nobody waits for. A fork stops the desk; anything else is tried again by the next event. */
  #background(work: Promise<unknown>): void {
    work.catch((cause: unknown) => {
      if (cause instanceof ForkError) this.#stopForFork(cause);
    });
  }

  #stopForFork(fork: ForkError): void {
    this.stop();
    this.context.show({
      phase: "failed",
      failure: {
        kind: "unverified",
        message: "Two signed records of your organisation contradict each other.",
        next: "Stop working here and call your security team. Both records are kept on this device.",
      },
      fork: forkSeals(fork, this.keys.platform.now()),
    });
  }

  async #duties(): Promise<void> {
    try {
      await this.keys.groups.doDuties();
      await this.#noteStale();
    } catch {
      // Somebody else does it, or the next change of the directory tries again.
    }
    this.render();
  }

  #tick(): void {
    this.#stopTimer = this.keys.platform.after(ATTEST_EVERY, () => {
      this.#background(this.keys.sync.attest(this.keys.me));
      this.#tick();
    });
  }

  // ---- work --------------------------------------------------------------------------------------

  get work(): WorkCommands {
    return {
      openView: (view) => outcome(() => this.#openView(view)),
      loadMore: () => outcome(() => this.conversations.load(this.view, true)),
      select: (id) => outcome(() => this.#select(id)),
      claim: (id) => this.#act(id, "claim"),
      assign: (id, account) => this.#act(id, "assign", { account }),
      close: (id) => this.#act(id, "close", {}, "closed"),
      reopen: (id) => this.#act(id, "reopen", {}, "reopened"),
      reply: (text) => outcome(() => this.#write(text, false)),
      note: (text) => outcome(() => this.#write(text, true)),
      retry: (id) => outcome(async () => this.outbox.retry(id as Hex)),
      takeBack: (id) => outcome(() => this.#takeBack(id as Hex)),
      setTyping: (on) => {
        if (this.selected !== null) this.#live.send({ type: "typing", thread: this.selected, on });
      },
      markRead: () => outcome(() => this.#markRead()),
      saveDraft: (draft) => outcome(() => this.#saveDraft(draft)),
      search: (query) => outcome(async () => searchRows(this, query)),
    };
  }

  async #openView(view: ViewId): Promise<void> {
    this.view = view;
    this.loading = true;
    this.render();
    try {
      await this.conversations.load(view, false);
    } finally {
      this.loading = false;
      this.render();
    }
  }

  async #select(id: ConversationId | null): Promise<void> {
    this.selected = id as Hex | null;
    this.#live.send({ type: "viewing", thread: this.selected });
    this.render();
    if (this.selected === null) return;
    const thread = await this.conversations.thread(this.selected);
    await thread.fetch();
    await this.conversations.notes(this.selected);
    this.render();
  }

  #act(
    id: ConversationId,
    act: string,
    body: object = {},
    say?: "closed" | "reopened",
  ): Promise<Outcome<void>> {
    return outcome(async () => {
      // Said in the thread first: the line is signed, the state beside it is the server's word.
      if (say !== undefined) await this.#sayState(id as Hex, say);
      await this.keys.http.post(`/conversations/${id}/${act}`, body);
    });
  }

  async #sayState(id: Hex, state: "closed" | "reopened"): Promise<void> {
    const thread = await this.conversations.thread(id);
    await thread.fetch();
    if (thread.isOutdated) await thread.refreshKey();
    const body = stateBody(this.keys.platform, state);
    await thread.post((await thread.seal(body)).wire);
    await this.conversations.refetch(id);
  }

  async #threadFor(conversation: Hex, note: boolean): Promise<StaffThread> {
    const thread = await this.conversations.thread(conversation);
    if (!note) return thread;
    const notes = thread.notes ?? (await thread.createNotes());
    return this.conversations.thread(notes!);
  }

  async #write(text: string, note: boolean): Promise<Hex> {
    const conversation = this.selected!;
    const draft = this.drafts.get(conversation) ?? NO_DRAFT;
    const id = await this.outbox.add({ conversation, note, text, language: "" });
    await this.#saveDraft(note ? { ...draft, note: "" } : { ...draft, reply: "" });
    return id;
  }

  async #takeBack(id: Hex): Promise<void> {
    const text = await this.outbox.takeBack(id);
    const draft = this.drafts.get(this.selected!) ?? NO_DRAFT;
    if (text !== null && draft.reply === "") await this.#saveDraft({ ...draft, reply: text });
  }

  async #markRead(): Promise<void> {
    if (this.selected === null) return;
    const thread = await this.conversations.thread(this.selected);
    const row = this.conversations.rows.get(this.selected);
    if (row !== undefined && row.myRead >= thread.log.sequence) return;
    await thread.markRead();
    if (row !== undefined) this.conversations.put({ ...row, myRead: thread.log.sequence });
    this.render();
  }

  // ---- drafts ------------------------------------------------------------------------------------

  async #saveDraft(draft: Draft): Promise<void> {
    const id = this.selected!;
    this.drafts.set(id, draft);
    const bytes = new TextEncoder().encode(JSON.stringify(draft));
    await this.browser.store.write([await this.browser.secrets.change(`draft/${id}`, bytes)]);
    this.render();
  }

  async #loadDrafts(): Promise<void> {
    for (const [key] of await this.browser.store.list("draft/")) {
      const plain = await this.browser.secrets.read(key);
      if (plain !== null)
        this.drafts.set(key.slice(6) as Hex, JSON.parse(new TextDecoder().decode(plain)) as Draft);
    }
  }

  async #leave(): Promise<void> {
    await this.keys.http.delete("/session");
    await this.#lock();
  }

  async #lock(): Promise<void> {
    await this.browser.lock();
    this.stop();
    await this.context.restart();
  }
}

function searchRows(w: Workspace, query: string) {
  const state = snapshot(w);
  const wanted = query.toLowerCase();
  return state.list.rows.filter((row) => {
    const thread = w.conversations.opened(row.id as Hex);
    const texts = thread?.log.entries.map((e) =>
      e.kind === "message" && e.body.kind === "text" ? e.body.content.text : "",
    );
    return [row.who, row.preview?.text ?? "", ...(texts ?? [])].some((t) => t.toLowerCase().includes(wanted));
  });
}

function forkSeals(fork: ForkError, at: number) {
  const groups = (id: Uint8Array | null) => (id === null ? [] : (hex(id).slice(0, 28).match(/.{4}/g) ?? []));
  return { ours: groups(fork.ours), theirs: groups(fork.theirs), at };
}
