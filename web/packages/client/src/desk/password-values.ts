/** A password's two values, derived here as the server's parameters say; the server gets one of them. */

import type { Id, Secret } from "@sealdesk/seal";
import { passwordSecrets, typedAccountSecret } from "@sealdesk/seal/staff";
import { fromBase64 } from "../base64.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import { BrowserKeys } from "./account.ts";
import { DeskError } from "./failure.ts";
import { typed } from "./typed.ts";

export interface PasswordNeeds {
  readonly http: Http;
  readonly platform: Platform;
  readonly org: Id;
}

interface PasswordSettings {
  readonly salt: string;
  readonly memory: number;
  readonly iterations: number;
}

/** `secret` is the account secret, or as it stands on the sheet; null where this browser is to know it. */
export async function passwordValues(
  { http, platform, org }: PasswordNeeds,
  email: string,
  password: string,
  secret: string | Secret | null,
): Promise<Awaited<ReturnType<typeof passwordSecrets>>> {
  const keys = await BrowserKeys.open(platform, org);
  const known = secret === null ? await keys.accountSecret(email) : secret;
  const accountSecret =
    typeof known === "string" ? await typed(async () => typedAccountSecret(known)) : known;
  if (accountSecret === null) {
    throw new DeskError(
      "wrong-secret",
      "This browser does not know your account yet.",
      "Type the account secret from your recovery kit as well, or approve this browser from another one.",
    );
  }
  const asked = await http.post<PasswordSettings>("/signin/password/begin", { email });
  return passwordSecrets(password, accountSecret, org, { ...asked, salt: fromBase64(asked.salt) });
}
