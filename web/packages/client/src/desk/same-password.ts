/** Whether a password is the one that the vault has now: the vault's own list says so, not the server. */

import { equal } from "@sealdesk/seal";
import { unlockerKind, unlockKey } from "@sealdesk/seal/staff";
import type { OpenAccount } from "./account.ts";
import { type PasswordNeeds, passwordValues } from "./password-values.ts";

export async function isPasswordOf(
  a: OpenAccount,
  { http, platform }: Pick<PasswordNeeds, "http" | "platform">,
  password: string,
): Promise<boolean> {
  const way = a.vault.content.ways.find((w) => w.kind === unlockerKind.password);
  if (way === undefined) return false;
  const secret = a.vault.content.accountSecret;
  const { unlock } = await passwordValues({ http, platform, org: a.org }, a.email, password, secret);
  const { publicKey } = (await unlockKey(a, unlockerKind.password, way.id, unlock)).way;
  return equal(publicKey, way.publicKey);
}
