/**
 * The passwords that a person had, by verifiers that only their own vault opens (protocol §14): none is taken again.
 * Limit: known are those that were chosen in place of another one, and the present one by the vault itself; a server
 * can withhold the list. One that does not open counts as withheld: whoever spoils it gains as much, and does not keep
 * anybody from changing a password that others may know.
 */

import { type Bytes, equal, type Secret } from "@sealdesk/seal";
import {
  formerVerifier,
  type KeptPasswords,
  MAX_PASSWORDS,
  openPasswords,
  parseKept,
  sealPasswords,
} from "@sealdesk/seal/staff";
import { fromBase64, toBase64 } from "../base64.ts";
import type { OpenAccount } from "./account.ts";
import type { PreparedPassword } from "./credentials.ts";
import { isPasswordOf } from "./same-password.ts";

export class FormerPasswords {
  private constructor(
    readonly account: OpenAccount,
    readonly list: KeptPasswords | null,
  ) {}

  /** `wire` is what the server keeps beside the vault, or says that it does. */
  static async open(account: OpenAccount, wire: string | null | undefined): Promise<FormerPasswords> {
    if (!wire) return new FormerPasswords(account, null);
    return new FormerPasswords(account, await opened(account, wire).catch(() => null));
  }

  async has(password: string, needs: Parameters<typeof isPasswordOf>[1]): Promise<boolean> {
    if (await isPasswordOf(this.account, needs, password)) return true;
    if (this.list === null) return false;
    const verifier = await formerVerifier(this.list, password, this.account);
    return this.list.verifiers.some((each) => equal(each, verifier));
  }

  /** The list with one more, sealed for the vault's next version. */
  async with({ password, cost }: PreparedPassword, random: (n: number) => Bytes): Promise<string> {
    const { org, account, vault } = this.account;
    const stretch = this.list ?? { salt: random(16), ...cost, verifiers: [] };
    const verifier = await formerVerifier(stretch, password, this.account);
    const verifiers = [verifier, ...stretch.verifiers].slice(0, MAX_PASSWORDS);
    const seed: Secret = vault.content.sealing[0]!;
    const at = { org, account, version: vault.version + 1 };
    return toBase64(await sealPasswords(random, seed, at, { ...stretch, verifiers }));
  }
}

async function opened({ org, account, vault }: OpenAccount, wire: string): Promise<KeptPasswords> {
  const bytes = fromBase64(wire);
  const at = { org, account, version: parseKept(bytes).version };
  return openPasswords(vault.content.sealing, at, bytes);
}
