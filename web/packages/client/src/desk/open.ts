/** Opens the desk: finds out where this browser stands and shows the phase that comes next. */

import { asId, hex, type Id, SealError, unhex } from "@sealdesk/seal";
import type { Desk, DeskOptions, DeskState, OpenDesk, Outcome } from "../desk.ts";
import { Http } from "../http.ts";
import { LedgerHearsay } from "../ledger-hearsay.ts";
import { webPasskeys } from "../passkeys-web.ts";
import type { Platform } from "../platform.ts";
import { jsonElsewhere, webPlatform } from "../platform-web.ts";
import { BrowserKeys, bindDevice, ensureDevice, openSignedIn, type VaultWire, versionOf } from "./account.ts";
import type { DeskContext, EnterWith, SetupInfo } from "./context.ts";
import { DirectorySync } from "./directory-sync.ts";
import { DeskError, failureOf, outcome } from "./failure.ts";
import { type ForkError, forkState, openFork, settleFork } from "./fork.ts";
import { grouped } from "./grouped.ts";
import { Groups } from "./groups.ts";
import { Join } from "./join.ts";
import { Noticed } from "./noticed.ts";
import { firstSetupState, Setup } from "./setup.ts";
import { Signin } from "./signin.ts";
import { Workspace } from "./workspace.ts";

interface Session {
  readonly account: string;
  readonly email: string;
  readonly passwordDue: boolean;
}

class OpenedDesk implements Desk {
  #state: DeskState = { phase: "opening" };
  readonly #listeners = new Set<() => void>();
  readonly #http: Http;
  readonly #platform: Platform;
  #context!: DeskContext;
  #setup!: Setup;
  #signin!: Signin;
  #join: Join | null = null;
  #workspace: Workspace | null = null;
  /** Nothing else is shown while it stands. */
  #fork: ForkError | null = null;

  constructor(
    readonly options: DeskOptions,
    platform: Platform,
  ) {
    this.#platform = platform;
    this.#http = new Http(platform);
  }

  get state(): DeskState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get setup() {
    return this.#setup.commands;
  }
  get signin() {
    return this.#signin.commands;
  }
  get join() {
    return this.#join!.commands;
  }
  get work() {
    return this.#workspace!.work;
  }
  get admin() {
    return this.#workspace!.admin.commands;
  }
  get self() {
    return this.#workspace!.self.commands;
  }
  get confirm() {
    return this.#workspace!.confirming.commands;
  }
  get ledger() {
    return this.#workspace!.acts.commands;
  }

  dispose(): void {
    this.#workspace?.stop();
    this.#listeners.clear();
  }

  goOn(): Promise<Outcome<void>> {
    return outcome(async () => {
      const org = await this.#orgOf();
      await settleFork((await BrowserKeys.open(this.#platform, org)).store);
      this.#fork = null;
      await this.#restart();
    });
  }

  #stopFor(fork: ForkError): void {
    this.#fork = fork;
    this.#workspace?.stop();
    this.#workspace = null;
    this.#show(forkState(fork));
  }

  async start(): Promise<void> {
    try {
      const info = await this.#http.get<SetupInfo>("/setup");
      this.#context = {
        http: this.#http,
        platform: this.#platform,
        info,
        language: this.options.language ?? (() => ""),
        state: () => this.#state,
        show: (state) => this.#show(state),
        enter: (opened) => this.#enter(opened),
        restart: () => this.#restart(),
      };
      this.#setup = new Setup(this.#context);
      this.#signin = new Signin(this.#context);
      await this.#firstPhase(info);
    } catch (cause) {
      if (this.#fork === null) this.#show({ phase: "failed", failure: failureOf(cause), fork: null });
    }
  }

  async #restart(): Promise<void> {
    this.#workspace = null;
    this.#show({ phase: "opening" });
    await this.start();
  }

  async #firstPhase(info: SetupInfo): Promise<void> {
    const invited = /^join=(.+)$/.exec(this.options.fragment);
    if (info.open) return this.#startSetup();
    if (invited !== null && this.#join === null) {
      this.#join = joinBy(this.#context, invited[1]!);
      return this.#show(await this.#join.firstState());
    }
    const session = await this.#session();
    if (session?.passwordDue) await this.#http.delete("/session"); // the password is asked for again, to change it
    if (session === null || session.passwordDue) return this.#show(await this.#signin.firstState());
    const browser = await BrowserKeys.open(this.#platform, asId(unhex(info.organisation!)));
    const vaultKey = await browser.vaultKey();
    const resumed = vaultKey !== null && (await this.#resume(browser, session, vaultKey));
    if (!resumed) this.#show({ phase: "locked", name: info.name, working: false });
  }

  /** The link from the terminal carries the token, so that nobody has to copy it. */
  async #startSetup(): Promise<void> {
    this.#show(firstSetupState());
    const token = /^setup=(.+)$/.exec(this.options.fragment)?.[1];
    if (token !== undefined) await this.#setup.commands.checkToken(token);
  }

  async #session(): Promise<Session | null> {
    const session = await this.#http.get<Session | { readonly account: null }>("/session");
    return session.account === null ? null : session;
  }

  async #resume(
    browser: BrowserKeys,
    { account, email }: Session,
    vaultKey: EnterWith["vaultKey"],
  ): Promise<boolean> {
    const locked = await this.#http.get<VaultWire>("/vault");
    await browser.demandNoOlder(asId(unhex(account)), versionOf(locked));
    const entered = await outcome(() => this.#enter({ signedIn: { account, ...locked }, email, vaultKey }));
    // A key that no longer fits the vault asks again; anything else is a failure to show.
    if (!entered.ok && entered.failure.kind !== "wrong-secret") {
      const { kind, message, next } = entered.failure;
      throw new DeskError(kind, message, next);
    }
    return entered.ok;
  }

  /** The vault opens: directory, device, keys, then work. */
  async #enter(opened: EnterWith): Promise<void> {
    const org = await this.#orgOf();
    const browser = await BrowserKeys.open(this.#platform, org);
    const email = opened.email !== "" ? opened.email : ((await this.#session())?.email ?? "");
    const account = await openSignedIn(org, email, opened.signedIn, opened.vaultKey);
    if (opened.device !== undefined) await browser.keepDevice(account.account, opened.device);
    const kept = await openFork(browser.store);
    if (kept !== null) {
      this.#stopFor(kept);
      throw kept;
    }
    const sync = new DirectorySync(this.#http, this.#platform, browser.store, org, (f) => this.#stopFor(f));
    await sync.load();
    await sync.sync();
    const device = await ensureDevice(browser, sync, account);
    // Only now: before, the vault had not proven to be this account's.
    await browser.keep(account);
    const groups = new Groups(this.#http, this.#platform, sync, device, account.vault.content.sealing);
    const { store } = browser;
    const noticed = new Noticed(
      store,
      () => this.#platform.now(),
      () => this.#workspace?.render(),
    );
    const attested = bindDevice(this.#http, device.device).then(() => sync.attest(device));
    await Promise.all([attested, groups.refresh(), noticed.load()]);
    const talk = new LedgerHearsay(sync.directory.org);
    const rest = { sync, groups, me: device, store: grouped(store), noticed, talk };
    const keys = { http: this.#http, platform: this.#platform, ...rest };
    this.#workspace?.stop();
    this.#workspace = new Workspace(this.#context, keys, browser, account);
    await this.#workspace.start();
  }

  /** The organisation this server says it is; a browser that knows another one at this address stops. */
  async #orgOf(): Promise<Id> {
    // Who just set it up began before there was one.
    const known = this.#context.info.organisation;
    const org = asId(unhex(known ?? (await this.#http.get<SetupInfo>("/setup")).organisation!));
    const pins = await this.#platform.store("staff");
    const pinned = await pins.get<string>("organisation");
    if (pinned !== undefined && pinned !== hex(org)) throw new Error("another organisation");
    await pins.write([["organisation", hex(org)]]);
    return org;
  }

  #show(state: DeskState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A link that was cut off on its way is no attack, and says how to go on. */
function joinBy(context: DeskContext, link: string): Join {
  try {
    return new Join(context, link);
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new DeskError(
      "invalid",
      "This invitation link is not complete.",
      "Copy all of it, with the part after the # sign, or ask for a new one.",
    );
  }
}

export const openDesk: OpenDesk = async (options) =>
  openDeskOn(options, webPlatform(options.baseUrl, { json: jsonElsewhere, passkeys: webPasskeys }));

/** For tests: the desk on a platform of their own. */
export async function openDeskOn(options: DeskOptions, platform: Platform): Promise<Desk> {
  const desk = new OpenedDesk(options, platform);
  // The first snapshot is there at once; the rest shows in state.
  void desk.start();
  return desk;
}
