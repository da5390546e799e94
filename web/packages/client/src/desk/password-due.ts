/**
 * Somebody came in by a password that has to be changed: others may know it, or it is too old. Promise: until then
 * nothing else is done with the session, which the server sees to, and nothing of the vault is kept here.
 */

import { asId, type Bytes, unhex } from "@sealdesk/seal";
import { lockVault, withWay } from "@sealdesk/seal/staff";
import { toBase64 } from "../base64.ts";
import type { PasswordDue, SigninState } from "../desk.ts";
import { openSignedIn, type VaultWire } from "./account.ts";
import type { DeskContext, EnterWith } from "./context.ts";
import { authenticatorFor, passwordEntry, preparePassword } from "./credentials.ts";
import { DeskError } from "./failure.ts";
import { FormerPasswords } from "./former-passwords.ts";

export class DuePassword {
  #waiting: { readonly opened: EnterWith; readonly totpSecret: Bytes } | null = null;

  constructor(readonly context: DeskContext) {}

  /** What the person is shown meanwhile. */
  ask(opened: EnterWith, why: PasswordDue): SigninState["due"] {
    const { info, platform } = this.context;
    const totpSecret = platform.random(20);
    this.#waiting = { opened, totpSecret };
    const authenticator = authenticatorFor(info.name ?? "", opened.email, totpSecret);
    return { why, email: opened.email, authenticator };
  }

  forget(): void {
    this.#waiting = null;
  }

  /** The new password and a code of the authenticator that was set up with it; then the desk opens. */
  async change(chosen: { readonly password: string; readonly code: string }): Promise<void> {
    if (this.#waiting === null)
      throw new DeskError("invalid", "This took too long, or was already used.", "Sign in again.");
    const { opened, totpSecret } = this.#waiting;
    const { http, platform, info } = this.context;
    const org = asId(unhex(info.organisation!));
    const a = await openSignedIn(org, opened.email, opened.signedIn, opened.vaultKey);
    const had = await FormerPasswords.open(a, (await http.get<VaultWire>("/vault")).former);
    const same = (password: string) => had.has(password, this.context);
    const about = [info.name ?? "", opened.email];
    const prepared = await preparePassword(this.context, chosen, totpSecret, about, same);
    const random = (n: number) => platform.random(n);
    const made = await passwordEntry(random, a, a.vault.content.accountSecret, prepared);
    const at = { org, account: a.account, version: a.vault.version + 1 };
    const next = await lockVault(random, at, withWay(a.vault.content, made.key.way));
    const locked = { vault: toBase64(next.vault), unlockers: next.unlockers.map(toBase64) };
    const credentials = await made.wireAt(Math.floor(platform.now() / 1000));
    await http.put("/vault", { ...locked, credentials, former: await had.with(prepared, random) });
    this.forget();
    const { account } = opened.signedIn;
    await this.context.enter({ ...opened, signedIn: { account, ...locked }, vaultKey: next.key });
  }
}
