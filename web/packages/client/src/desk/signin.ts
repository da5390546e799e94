/**
 * The ways back in. Promise: every way ends with the vault opened on this device by something only the person
 * has; the server learns that it may answer, not how to read. Limit: a browser that was never used here needs
 * the kit, or somebody's nod on another browser.
 */

import { asId, type Bytes, type Id, SealError, type Secret, unbase64url, unhex } from "@sealdesk/seal";
import {
  approvalCode,
  newApprovalPair,
  openApproval,
  passkeyWay,
  prfInput,
  recoverySecrets,
  type UnlockerKind,
  unlockerKind,
  unlockKey,
  unlockVault,
  wayOf,
} from "@sealdesk/seal/staff";
import { fromBase64, toBase64 } from "../base64.ts";
import type { SecondProof, SigninCommands, SigninState } from "../desk.ts";
import { NoAnswer } from "../http.ts";
import { BrowserKeys, honest, lockedOf, type SignedIn, type VaultWire, versionOf } from "./account.ts";
import { type DeskContext, patch } from "./context.ts";
import { DeskError, outcome } from "./failure.ts";
import { DuePassword } from "./password-due.ts";
import { type PasswordNeeds, passwordValues } from "./password-values.ts";
import { askProvider, endOwnSession, providersHere } from "./sso.ts";
import { typed } from "./typed.ts";

const POLL_EVERY = 1500;

interface PollAnswer {
  readonly state: "waiting" | "refused" | "approved";
  readonly box?: string;
  readonly device?: string;
  readonly signedIn?: SignedIn;
}

interface DemoAccount {
  readonly name: string;
  readonly role: string;
  readonly email: string;
  readonly recoveryCode: string;
  readonly password: string;
  readonly accountSecret: string;
}

export class Signin {
  #cancelPoll: (() => void) | null = null;
  #demo: readonly DemoAccount[] = [];
  readonly #due: DuePassword;

  constructor(readonly context: DeskContext) {
    this.#due = new DuePassword(context);
  }

  get commands(): SigninCommands {
    return {
      ...askProvider(this.context.http),
      forgetProvided: () => this.#busy(() => this.#forgetProvided()),
      withProvider: (code) => this.#busy(() => this.#provider(code)),
      withPasskey: () => this.#busy(() => this.#passkey()),
      withPassword: (email, password, code, secret) =>
        this.#busy(() => this.#password(email, password, { code }, secret)),
      textCode: (email, password, secret) => outcome(() => this.#textCode(email, password, secret)),
      withPasswordAndText: (email, password, text, secret) =>
        this.#busy(() => this.#password(email, password, text, secret)),
      withRecoveryCode: (email, code, second) => this.#busy(() => this.#recovery(email, code, second)),
      mailCode: (email, code) => outcome(() => this.#mailCode(email, code)),
      changePassword: (password, code) => this.#busy(() => this.#due.change({ password, code })),
      askApproval: (email) => this.#busy(() => this.#askApproval(email)),
      cancelApproval: () => this.#cancelApproval(),
      signOut: () => outcome(() => this.#leave()),
      asDemo: (name) => this.#busy(() => this.#asDemo(name)),
      unlock: (how) => this.#busy(() => this.#unlock(how)),
    };
  }

  async firstState(): Promise<SigninState> {
    const { info, platform } = this.context;
    this.#demo = info.demo === null ? [] : await this.#demoAccounts(info.demo);
    const keys = info.organisation === null ? null : await BrowserKeys.open(platform, this.#org);
    return {
      phase: "signin",
      organisation: info.name,
      passkeyPossible: await platform.passkeys.available(),
      knownBrowser: (await keys?.knowsAnyone()) ?? false,
      mailsCodes: info.mailsCodes ?? false,
      textsCodes: info.textsCodes ?? false,
      ...(info.organisation === null
        ? { providers: [], provided: null }
        : await providersHere(this.context.http)),
      left: null,
      due: null,
      working: false,
      approval: null,
      demoAccounts: this.#demo.map(({ name, role }) => ({ name, role })),
    };
  }

  get #org(): Id {
    return asId(unhex(this.context.info.organisation!));
  }

  get #values(): PasswordNeeds {
    return { http: this.context.http, platform: this.context.platform, org: this.#org };
  }

  #busy(work: () => Promise<void>) {
    return outcome(async () => {
      patch(this.context, "signin", { working: true });
      patch(this.context, "locked", { working: true });
      try {
        await work();
      } finally {
        patch(this.context, "signin", { working: false });
        patch(this.context, "locked", { working: false });
      }
    });
  }

  async #passkey(): Promise<void> {
    const { http, platform } = this.context;
    const asked = await http.post<{ flow: string; options: unknown }>("/signin/passkey/begin");
    const { response, secret } = await platform.passkeys.get(asked.options, await prfInput(this.#org));
    const signedIn = await http.post<SignedIn>("/signin/passkey/finish", { flow: asked.flow, response });
    if (secret === null) {
      throw new DeskError(
        "unsupported",
        "This browser does not let your passkey unlock your keys.",
        "Use another browser, or your recovery code.",
      );
    }
    await this.#enterWith(signedIn, "", unlockerKind.passkey, secret, response);
  }

  /** The session is there; the keys open by what this browser keeps, or by another way. */
  async #provider(code: string): Promise<void> {
    await this.context.http.post<SignedIn>("/signin/sso/finish", { code });
    await this.context.restart();
  }

  async #leave(): Promise<void> {
    this.#due.forget();
    const left = await endOwnSession(this.context.http);
    await this.context.restart();
    patch(this.context, "signin", { left });
  }

  async #forgetProvided(): Promise<void> {
    await this.context.http.post<void>("/signin/sso/cancel");
    patch(this.context, "signin", { provided: null });
  }

  /** With a code of the authenticator app, or one by SMS and the flow it was sent for. */
  async #password(
    email: string,
    password: string,
    second: { readonly code: string; readonly flow?: string },
    secret: string | null,
  ): Promise<void> {
    const secrets = await passwordValues(this.#values, email, password, secret);
    const way = second.flow === undefined ? "password" : "sms";
    const body = { email, auth: toBase64(secrets.auth), ...second };
    const signedIn = await this.context.http.post<SignedIn>(`/signin/${way}/finish`, body);
    await this.#enterWith(signedIn, email, unlockerKind.password, secrets.unlock);
  }

  /** Whether the password was right, nobody says: if not, no text comes. */
  async #textCode(email: string, password: string, secret: string | null): Promise<string> {
    const { auth } = await passwordValues(this.#values, email, password, secret);
    const request = { email, auth: toBase64(auth) };
    const { flow } = await this.context.http.post<{ flow: string }>("/signin/sms/begin", request);
    return flow;
  }

  async #recovery(email: string, code: string, second: SecondProof): Promise<void> {
    const secrets = await typed(() => recoverySecrets(code, this.#org));
    if (second.kind === "colleague") return this.#askColleague(email, secrets);
    const signedIn = await this.context.http.post<SignedIn>("/signin/recovery", {
      email,
      auth: toBase64(secrets.auth),
      second: await this.#second(email, second),
    });
    await this.#enterWith(signedIn, email, unlockerKind.recovery, secrets.unlock);
  }

  /** Which of the two was wrong, nobody says: then no mail comes. */
  async #mailCode(email: string, code: string): Promise<string> {
    const secrets = await typed(() => recoverySecrets(code, this.#org));
    const request = { email, auth: toBase64(secrets.auth) };
    const { flow } = await this.context.http.post<{ flow: string }>("/signin/recovery/mail", request);
    return flow;
  }

  async #second(
    email: string,
    second: Exclude<SecondProof, { kind: "colleague" }>,
  ): Promise<Record<string, string>> {
    if (second.kind === "authenticator") return { code: second.code };
    if (second.kind === "mail") return { mail: second.code, flow: second.flow };
    if (second.kind === "operator") return { operator: second.code };
    const { auth } = await passwordValues(this.#values, email, second.password, second.accountSecret);
    return { password: toBase64(auth) };
  }

  /** Opens the vault by this one way: a passkey's is named by its credential, the others are the only ones. */
  async #enterWith(
    signedIn: SignedIn,
    email: string,
    kind: UnlockerKind,
    secret: Bytes,
    response?: unknown,
  ): Promise<void> {
    const at = { org: this.#org, account: asId(unhex(signedIn.account)) };
    const locked = lockedOf(signedIn);
    const browser = await BrowserKeys.open(this.context.platform, at.org);
    await browser.demandNoOlder(at.account, versionOf(signedIn));
    const id = response === undefined ? wayOf(locked, kind) : await passkeyWay(credentialOf(response));
    if (id === null) throw notThisWay();
    const by = await unlockKey(at, kind, id, secret);
    const { key } = await honest(unlockVault(by, locked)).catch((cause: unknown) => {
      throw cause instanceof SealError && cause.kind === "unopened" ? notThisWay() : cause;
    });
    const opened = { signedIn, email: email.trim(), vaultKey: key };
    if (signedIn.passwordDue === undefined) return this.context.enter(opened);
    patch(this.context, "signin", { due: this.#due.ask(opened, signedIn.passwordDue) });
  }

  // ---- approval by another browser, or by a colleague ---------------------------------------------

  async #askApproval(email: string): Promise<void> {
    const { pair, asked } = await this.#ask("browser", "/signin/approval/begin", { email });
    this.#poll(asked, async (answer) => {
      const signedIn = answer.signedIn!;
      const account = asId(unhex(signedIn.account));
      const at = { org: this.#org, account, author: asId(unhex(answer.device!)), publicKey: pair.publicKey };
      const vaultKey = await openApproval(pair.seed, at, fromBase64(answer.box!));
      await this.context.enter({ signedIn, email: email.trim(), vaultKey });
    });
  }

  /** Nothing is handed over: the recovery code opens the vault, once a colleague let its owner in. */
  async #askColleague(email: string, secrets: Awaited<ReturnType<typeof recoverySecrets>>): Promise<void> {
    const request = { email, auth: toBase64(secrets.auth) };
    const { asked } = await this.#ask("colleague", "/signin/vouch/begin", request);
    this.#poll(asked, (answer) =>
      this.#enterWith(answer.signedIn!, email, unlockerKind.recovery, secrets.unlock),
    );
  }

  async #ask(by: "browser" | "colleague", path: string, request: object) {
    const { http, platform } = this.context;
    const pair = await newApprovalPair((n) => platform.random(n));
    const publicKey = toBase64(pair.publicKey);
    const asked = await http.post<{ flow: string; secret: string }>(path, { ...request, publicKey });
    const code = await approvalCode(pair.publicKey, this.#org);
    patch(this.context, "signin", { approval: { code, state: "waiting", by } });
    return { pair, asked };
  }

  #poll(
    asked: { readonly flow: string; readonly secret: string },
    approved: (a: PollAnswer) => Promise<void>,
  ): void {
    this.#cancelPoll = this.context.platform.after(POLL_EVERY, async () => {
      try {
        const answer = await this.context.http.post<PollAnswer>("/signin/approval/poll", asked);
        if (answer.state === "approved") return await approved(answer);
        if (answer.state === "refused") return this.#showRefused();
      } catch (cause) {
        if (!(cause instanceof NoAnswer)) return this.#showRefused();
      }
      if (this.#cancelPoll !== null) this.#poll(asked, approved);
    });
  }

  #showRefused(): void {
    const state = this.context.state();
    if (state.phase !== "signin" || state.approval === null) return;
    patch(this.context, "signin", { approval: { ...state.approval, state: "refused" } });
  }

  #cancelApproval(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = null;
    patch(this.context, "signin", { approval: null });
  }

  // ---- demo ------------------------------------------------------------------------------------

  async #demoAccounts(demo: string): Promise<readonly DemoAccount[]> {
    try {
      return await this.context.platform.json<readonly DemoAccount[]>(`${demo}/demo/accounts`);
    } catch {
      // The demo's staff process has ended; ordinary sign-in is still there.
      return [];
    }
  }

  async #asDemo(name: string): Promise<void> {
    const account = this.#demo.find((d) => d.name === name);
    if (account === undefined)
      throw new DeskError("not-found", "This person is not in the demo.", "Choose another.");
    const { email, recoveryCode, password, accountSecret } = account;
    await this.#recovery(email, recoveryCode, { kind: "password", password, accountSecret });
  }

  // ---- unlocking a session that is signed in ----------------------------------------------------

  async #unlock(how: Parameters<SigninCommands["unlock"]>[0]): Promise<void> {
    const { http, platform } = this.context;
    const me = await http.get<{ account: string | null; email: string }>("/session");
    if (me.account === null) return this.context.restart();
    const kept = await http.get<VaultWire>("/vault");
    const signedIn: SignedIn = { account: me.account, session: "", ...kept };
    if (how.kind === "recovery") {
      const { unlock } = await typed(() => recoverySecrets(how.code, this.#org));
      return this.#enterWith(signedIn, me.email, unlockerKind.recovery, unlock);
    }
    if (how.kind === "password") {
      const unlock = await this.#passwordUnlock(me.email, how.password);
      return this.#enterWith(signedIn, me.email, unlockerKind.password, unlock);
    }
    const asked = await http.post<{ flow: string; options: unknown }>("/signin/passkey/begin");
    const { response, secret } = await platform.passkeys.get(asked.options, await prfInput(this.#org));
    if (secret === null)
      throw new DeskError("unsupported", "This passkey cannot unlock keys.", "Use another way.");
    return this.#enterWith(signedIn, me.email, unlockerKind.passkey, secret, response);
  }

  async #passwordUnlock(email: string, password: string): Promise<Secret> {
    const keys = await BrowserKeys.open(this.context.platform, this.#org);
    if ((await keys.accountSecret(email)) === null) {
      throw new DeskError(
        "wrong-secret",
        "This browser does not know your account.",
        "Use your recovery code.",
      );
    }
    return (await passwordValues(this.#values, email, password, null)).unlock;
  }
}

const credentialOf = (response: unknown): Bytes => unbase64url((response as { readonly id: string }).id);

const notThisWay = (): DeskError =>
  new DeskError(
    "wrong-secret",
    "You are signed in, but this does not open your keys.",
    "Use your recovery code, or approve this browser from another one.",
  );
