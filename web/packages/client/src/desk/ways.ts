/**
 * Changes to the ways into one's vault. Promise: every change gives the vault a new key, sealed to the ways that
 * the vault itself lists, after what the server shows was compared with that list; a browser that is behind
 * another one overwrites nothing. Limit: a way that is removed keeps what it opened before.
 */

import { type Bytes, hex, SealError, type Secret, unhex } from "@sealdesk/seal";
import {
  lockVault,
  newRecoveryCode,
  type OpenedVault,
  openLocked,
  type VaultContent,
  withoutWay,
  withWay,
} from "@sealdesk/seal/staff";
import { toBase64 } from "../base64.ts";
import type { Authenticator, RecoveryKit } from "../desk.ts";
import {
  type BrowserKeys,
  honest,
  lockedOf,
  type OpenAccount,
  type VaultWire,
  versionOf,
} from "./account.ts";
import {
  authenticatorFor,
  newRecovery,
  passkeyEntry,
  passwordEntry,
  preparePasskey,
  preparePassword,
} from "./credentials.ts";
import { DeskError } from "./failure.ts";
import { FormerPasswords } from "./former-passwords.ts";
import { demandLastFour, makeKit } from "./kit.ts";
import type { StaffKeys } from "./staff-thread.ts";

export interface WaysNeeds {
  readonly keys: StaffKeys;
  readonly browser: BrowserKeys;
  readonly account: () => OpenAccount;
  readonly opened: (account: OpenAccount) => Promise<void>;
  readonly address: string;
}

export class Ways {
  #renewal: { readonly kit: RecoveryKit; readonly code: string } | null = null;
  /** Key of a version whose answer never came: the server may have it all the same. */
  #sent: Secret | null = null;

  constructor(readonly needs: WaysNeeds) {}

  get #random() {
    return (n: number) => this.needs.keys.platform.random(n);
  }

  /** The account with the vault that the server has now, which another tab of this browser may have changed. */
  async current(): Promise<OpenAccount> {
    const a = this.needs.account();
    const wire = await this.needs.keys.http.get<VaultWire>("/vault");
    await this.needs.browser.demandNoOlder(a.account, versionOf(wire));
    const locked = lockedOf(wire);
    for (const key of [a.vault.key, await this.needs.browser.vaultKey(), this.#sent]) {
      const vault = key === null ? null : await unlessUnopened(honest(openLocked(key, a, locked)));
      if (vault === null) continue;
      const found = { ...a, vault };
      if (vault.version !== a.vault.version) await this.needs.opened(found);
      this.#former = wire.former ?? null;
      return found;
    }
    throw new DeskError(
      "conflict",
      "The ways to open your keys were changed on another browser.",
      "Lock this browser, unlock it again, and try once more. Nothing was changed from here.",
    );
  }

  #former: string | null = null;

  async #change(
    edit: (content: VaultContent) => VaultContent,
    credentials?: object,
    former?: string,
  ): Promise<void> {
    const a = await this.current();
    const { org, account } = a;
    const at = { org, account, version: a.vault.version + 1 };
    const next = await lockVault(this.#random, at, edit(a.vault.content));
    this.#sent = next.key;
    await this.needs.keys.http.put("/vault", {
      vault: toBase64(next.vault),
      unlockers: next.unlockers.map(toBase64),
      ...(credentials === undefined ? {} : { credentials }),
      ...(former === undefined ? {} : { former }),
    });
    const vault: OpenedVault = { version: next.version, key: next.key, content: next.content };
    await this.needs.opened({ ...a, vault });
    this.#sent = null;
  }

  async addPasskey(label: string): Promise<void> {
    const { http, platform } = this.needs.keys;
    // Before anything is made that could be left over.
    const { org, account } = await this.current();
    const asked = await http.post<{ flow: string; options: unknown }>("/passkeys/begin");
    const made = await passkeyEntry({ org, account }, await preparePasskey(platform, org, asked, label));
    await this.#change((content) => withWay(content, made.key.way), made.wire);
  }

  #totpSecret: Bytes | null = null;

  get #organisation() {
    return this.needs.keys.sync.state;
  }

  /** For a password's second factor: a new one with each password. */
  newAuthenticator(): Authenticator {
    this.#totpSecret = this.#random(20);
    return authenticatorFor(this.#organisation.name, this.needs.account().email, this.#totpSecret);
  }

  /** The first password, or one in place of it. The old one opens nothing that comes later. */
  async setPassword(chosen: { readonly password: string; readonly code: string }): Promise<void> {
    const { platform } = this.needs.keys;
    const a = await this.current();
    const { name, accounts } = this.#organisation;
    const about = [name, accounts.get(hex(a.account))?.name ?? "", a.email];
    const had = await FormerPasswords.open(a, this.#former);
    const same = (password: string) => had.has(password, this.needs.keys);
    const prepared = await preparePassword(this.needs.keys, chosen, this.#totpSecret, about, same);
    const { accountSecret } = a.vault.content;
    const made = await passwordEntry(this.#random, a, accountSecret, prepared);
    const wire = await made.wireAt(Math.floor(platform.now() / 1000));
    const former = await had.with(prepared, this.#random);
    await this.#change((content) => withWay(content, made.key.way), wire, former);
    this.#totpSecret = null;
  }

  renew(): RecoveryKit {
    const { org, account, vault } = this.needs.account();
    const code = newRecoveryCode(this.#random);
    const state = this.needs.keys.sync.state;
    const about = {
      organisation: state.name,
      address: this.needs.address,
      owner: state.accounts.get(hex(account))?.name ?? "",
      made: this.needs.keys.platform.now(),
    };
    const kit = makeKit(about, org, code, vault.content.accountSecret);
    this.#renewal = { kit, code };
    return kit;
  }

  /** The old code works until the new one has been confirmed. */
  async confirmRenewal(lastFour: string): Promise<void> {
    if (this.#renewal === null)
      throw new DeskError("invalid", "There is no new code yet.", "Make one first.");
    demandLastFour(this.#renewal.kit, lastFour);
    const { org, account } = this.needs.account();
    const made = await newRecovery(this.#random, { org, account }, this.#renewal.code);
    await this.#change((content) => withWay(content, made.key.way), made.wire);
    this.#renewal = null;
  }

  async remove(id: string): Promise<void> {
    await this.#change((content) => {
      const left = withoutWay(content, unhex(id));
      if (left.ways.length === content.ways.length)
        throw new DeskError("not-found", "This way in is not there any more.", "Look at the list again.");
      if (left.ways.length >= 2) return left;
      throw new DeskError(
        "refused",
        "You need at least two ways in.",
        "Add another one first, then remove this.",
      );
    });
  }
}

async function unlessUnopened(opening: Promise<OpenedVault>): Promise<OpenedVault | null> {
  try {
    return await opening;
  } catch (cause) {
    if (cause instanceof SealError && cause.kind === "unopened") return null;
    throw cause;
  }
}
