/**
 * The desk at work: holds the parts together, turns live events into state, and does what a member online owes the
 * others (heads, newcomers, stale keys). Everything shown comes from `snapshot`.
 */

import { type Hex, hex, SealError } from "@sealdesk/seal";
import type { Files } from "../attachments/files.ts";
import type { ReadyState, SecurityState, ViewId, WorkCommands } from "../desk.ts";
import { LedgerWatch } from "../ledger-watch.ts";
import { Live, type LiveStatus } from "../live.ts";
import type { InboxSettingsWire, LiveEvent } from "../wire.ts";
import type { BrowserKeys, OpenAccount } from "./account.ts";
import { Admin } from "./admin.ts";
import { Articles } from "./articles.ts";
import { Confirming } from "./confirm.ts";
import { type DeskContext, patch } from "./context.ts";
import { Conversations } from "./conversations.ts";
import { DraftSync } from "./draft-sync.ts";
import { Drafts } from "./drafts.ts";
import { before, filesOf } from "./filing.ts";
import { LedgerActs } from "./ledger-acts.ts";
import { Outbox } from "./outbox.ts";
import { Self } from "./self.ts";
import { snapshot } from "./snapshot.ts";
import { endOwnSession } from "./sso.ts";
import type { StaffKeys } from "./staff-thread.ts";
import { workCommands } from "./work.ts";

const ATTEST_EVERY = 3600_000;
/** How long what this browser owes its teams waits for another try, in milliseconds: doubled each time. */
const DUTIES_FIRST_WAIT = 2_000;
const DUTIES_LONGEST_WAIT = 600_000;
const TYPING_LASTS = 6000;
/** Milliseconds that the first load waits for the live connection; without one it is loaded all the same. */
const LISTEN_FIRST = 1000;

export interface AccountRow {
  readonly account: string;
  readonly email: string;
  readonly availability: "available" | "away";
  readonly online: boolean;
  readonly suspended?: { readonly since: string; readonly by: "admin" | "provisioning" } | null;
}

export class Workspace {
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly files: Files;
  readonly drafts: Drafts;
  readonly draftSync: DraftSync;
  readonly articles: Articles;
  readonly admin: Admin;
  readonly self: Self;
  readonly confirming: Confirming;
  readonly work: WorkCommands;
  readonly ledger: LedgerWatch;
  readonly acts: LedgerActs;
  view: ViewId = "open";
  selected: Hex | null = null;
  status: LiveStatus = "connecting";
  loading = true;
  accounts: readonly AccountRow[] = [];
  inboxes: readonly { readonly id: string; readonly settings: InboxSettingsWire }[] = [];
  security: SecurityState = { unlockers: [], sessions: [] };
  approvals: ReadyState["approvals"] = [];
  newBrowsers: ReadyState["newBrowsers"] = [];
  readonly stale = new Set<Hex>();
  /** Thread → device → until when, Unix milliseconds. */
  readonly typing = new Map<Hex, Map<Hex, number>>();
  /** Account → what it looks at. */
  readonly viewing = new Map<Hex, Hex>();
  readonly #live: Live;
  /** Who is there, as announced over this connection; null until then. */
  #present: ReadonlySet<string> | null = null;
  #stopTimer: (() => void) | null = null;
  #stopConnection: (() => void) | null = null;
  #stopDuties: (() => void) | null = null;
  #dutiesWait = DUTIES_FIRST_WAIT;
  #heard: (() => void) | null = null;
  /** From when on it has to be loaded again what was missed. */
  #loads = false;
  /** The teams that the list was loaded for. */
  #listed = "";
  /** What was missed has still to be loaded. */
  #missed = false;
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
    this.articles = new Articles(keys, browser.secrets);
    this.admin = new Admin(keys, context.info.origin, this.articles, () => this.refreshDesk());
    this.files = filesOf(this);
    this.outbox = new Outbox({
      files: this.files,
      before: (job) => before(this, job),
      secrets: browser.secrets,
      platform: keys.platform,
      device: hex(keys.me.device),
      threadFor: (job) => this.conversations.threadFor(job.conversation, job.note),
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
    this.confirming = new Confirming({
      http: keys.http,
      platform: keys.platform,
      org: keys.sync.directory.org,
      email: () => this.account.email,
      changed,
    });
    keys.http.confirm = () => this.confirming.ask();
    this.drafts = new Drafts(browser.secrets);
    this.draftSync = new DraftSync({
      keys,
      secrets: browser.secrets,
      drafts: this.drafts,
      seeds: () => this.account.vault.content.sealing,
      changed,
    });
    this.work = workCommands(this, (frame) => this.#live.send(frame));
    this.ledger = new LedgerWatch({
      http: keys.http,
      platform: keys.platform,
      store: browser.store,
      org: keys.sync.directory.org,
      talk: keys.talk,
      keys: () => [...keys.sync.state.serverKeys.values()],
      renew: () => this.#syncDirectory(),
      told: (since) => this.#background(keys.noticed.ledger(since)),
    });
    this.acts = new LedgerActs(this);
    this.#live = new Live({
      platform: keys.platform,
      protocols: async () => ["sealdesk.1"],
      onEvent: (event) => this.#onEvent(event),
      onStatus: (status) => this.#onStatus(status),
    });
  }

  async start(): Promise<void> {
    const sending = this.outbox.load().then(() => this.files.load());
    await Promise.all([sending, this.drafts.load(), this.draftSync.load(), this.articles.load()]);
    this.#stopConnection = this.keys.platform.onConnection(() => this.#connectionChanged());
    await this.#listen();
    // The list is asked for before anything is drawn, and before what the rest of the screen needs.
    const loaded = Promise.all([
      this.#loadFirst(),
      this.refreshDesk(),
      this.#meetDirectory().catch(() => undefined),
    ]);
    this.render();
    await loaded;
    this.outbox.flush();
    this.#background(this.draftSync.meet());
    await this.#duties();
    this.#background(this.ledger.start());
    this.#tick();
  }

  /** What changes from now on is announced, so that everything has to be loaded once only, after this. */
  async #listen(): Promise<void> {
    await new Promise<void>((heard) => {
      const cancel = this.keys.platform.after(LISTEN_FIRST, heard);
      this.#heard = () => {
        cancel();
        heard();
      };
      this.#live.start();
    });
    this.#heard = null;
    this.#loads = true;
  }

  async #loadFirst(): Promise<void> {
    this.#listed = this.#teams.join();
    await this.conversations.load(this.view, false);
    this.loading = false;
    this.render();
  }

  /** It was replayed before its changes were announced here. */
  async #meetDirectory(): Promise<void> {
    const { size } = this.keys.sync.directory;
    await this.#syncDirectory();
    if (this.keys.sync.directory.size !== size) await this.#directoryChanged();
  }

  stop(): void {
    this.#stopped = true;
    this.keys.http.confirm = null;
    this.confirming.commands.cancel();
    this.#stopTimer?.();
    this.#stopConnection?.();
    this.#stopDuties?.();
    this.outbox.stop();
    this.conversations.stop();
    this.files.stop();
    this.draftSync.stop();
    this.ledger.stop();
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
    this.accounts = this.#withPresence(accounts ?? []);
    this.inboxes = inboxes ?? [];
    this.security = security;
    this.approvals = approvals;
    this.newBrowsers = await this.self.newBrowsers(security.sessions);
    await this.#noteStale();
    this.render();
  }

  /** What was announced last counts more than an answer that was under way meanwhile. */
  #withPresence(accounts: readonly AccountRow[]): readonly AccountRow[] {
    const present = this.#present;
    return present === null ? accounts : accounts.map((a) => ({ ...a, online: present.has(a.account) }));
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
    if (status !== "online") this.#present = null;
    if (status === "offline") this.#background(this.#demandSession());
    if (status !== "connecting") this.#heard?.();
    // Else `start` has still to load everything.
    if (!this.#loads) return;
    if (back) this.#back();
    this.render();
  }

  #back(): void {
    this.#goOn();
    // What happened between the last look and this connection was announced to nobody here.
    this.#background(this.#directoryChanged());
    this.#background(this.#missed ? this.#startOver() : this.conversations.load(this.view, false));
  }

  #connectionChanged(): void {
    if (this.keys.platform.online()) {
      this.#goOn();
      this.#background(this.#startOver());
    }
    this.render();
  }

  /** With what waits for a connection. */
  #goOn(): void {
    this.files.pump();
    this.outbox.flush();
    this.#background(this.draftSync.meet());
    this.#background(this.ledger.check());
  }

  /** A session that was ended from elsewhere ends here too, with the keys that were kept for a reload. */
  async #demandSession(): Promise<void> {
    const { account } = await this.keys.http.get<{ readonly account: string | null }>("/session");
    if (account === null && !this.#stopped) await this.#lock();
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
      case "settings":
        this.#background(this.#settingsSaved(event.inbox));
        return;
      case "draft":
        this.#background(this.draftSync.meet());
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
        this.#present = new Set(event.accounts);
        this.accounts = this.#withPresence(this.accounts);
        break;
      default:
        return;
    }
    this.render();
  }

  /** What was closed in an inbox may end earlier now; a conversation in view is never behind the list. */
  async #settingsSaved(inbox: string): Promise<void> {
    const shown = this.selected === null ? undefined : this.conversations.rows.get(this.selected);
    await Promise.all([
      this.refreshDesk(),
      this.conversations.load(this.view, false),
      shown?.inbox === inbox ? this.conversations.look(shown.id as Hex) : null,
    ]);
  }

  async #refetchNotes(id: Hex): Promise<void> {
    const notes = this.conversations.rows.get(id)?.notesThread;
    const thread = this.conversations.opened(id);
    if (notes == null || thread === undefined) return;
    thread.notes = notes as Hex;
    await this.conversations.thread(notes as Hex, thread);
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

  /** The teams whose conversations this person may see, each with how they came into it. */
  get #teams(): readonly (readonly [Hex, Hex])[] {
    return this.keys.sync.joined(this.keys.me.account);
  }

  async #directoryChanged(): Promise<void> {
    await this.#syncDirectory();
    await this.keys.groups.refresh();
    await this.#teamsChanged();
    this.conversations.retry();
    await this.refreshDesk();
    await this.#duties();
  }

  /** Who has joined a team sees what was said before; nobody announces that. */
  async #teamsChanged(): Promise<void> {
    const teams = this.#teams;
    const now = teams.join();
    if (now === this.#listed) return;
    this.conversations.keepOnly(new Set(teams.map(([id]) => id)));
    await this.#startOver();
    this.#listed = now;
  }

  /** What does not verify is not followed; that it came is shown until something that verifies comes. */
  async #syncDirectory(): Promise<void> {
    const { noticed, sync } = this.keys;
    try {
      await sync.sync();
      noticed.over("directory");
      noticed.over("clock");
    } catch (cause) {
      if (cause instanceof SealError) await noticed.note(cause.kind === "clock" ? "clock" : "directory");
      throw cause;
    }
  }

  async #startOver(): Promise<void> {
    this.#missed = true;
    await this.conversations.load(this.view, false);
    await this.conversations.refetchAll();
    this.#missed = false;
  }

  /** Work nobody waits for: it is tried again by the next event. What did not verify is noticed where it is read. */
  #background(work: Promise<unknown>): void {
    work.catch(() => undefined);
  }

  async #duties(): Promise<void> {
    this.#stopDuties?.();
    try {
      const shutOut = (all: readonly AccountRow[]) =>
        new Set(all.filter((each) => each.suspended != null).map((each) => each.account as Hex));
      const now = async () =>
        shutOut((await this.keys.http.get<readonly AccountRow[] | null>("/accounts")) ?? []);
      await this.keys.groups.doDuties(shutOut(this.accounts), now);
      await this.#noteStale();
      this.#dutiesWait = DUTIES_FIRST_WAIT;
    } catch {
      // Somebody else does it, or this browser does later: a key that should change does not wait for news.
      if (this.#stopped) return;
      this.#stopDuties = this.keys.platform.after(this.#dutiesWait, () => void this.#duties());
      this.#dutiesWait = Math.min(DUTIES_LONGEST_WAIT, this.#dutiesWait * 2);
    }
    this.render();
  }

  #tick(): void {
    this.#stopTimer = this.keys.platform.after(ATTEST_EVERY, () => {
      this.#background(this.keys.sync.attest(this.keys.me));
      this.#tick();
    });
  }

  async #leave(): Promise<void> {
    const left = await endOwnSession(this.keys.http);
    await this.#lock();
    patch(this.context, "signin", { left });
  }

  async #lock(): Promise<void> {
    await this.browser.lock();
    this.stop();
    await this.context.restart();
  }
}
