/**
 * The ways into an account's vault: passkey, password with authenticator, recovery code. Promise: the server
 * receives values it can check and none that open the vault; a passkey is trusted only after its PRF gave the
 * same answer twice. Limit: whoever holds the recovery kit holds the account.
 */

import {
  type Bytes,
  base64url,
  equalSecret,
  type Id,
  type Random,
  type Secret,
  unbase64url,
} from "@sealdesk/seal";
import {
  lockVault,
  newRecoveryCode,
  passkeyWay,
  passwordSecrets,
  prfInput,
  recoverySecrets,
  type UnlockKey,
  unlockerKind,
  unlockKey,
  type VaultContent,
  type VaultPlace,
  withWay,
} from "@sealdesk/seal/staff";
import { toBase64 } from "../base64.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import { DeskError } from "./failure.ts";
import { demandGoodPassword, type GoodPassword, type PasswordCost, passwordCost } from "./new-password.ts";
import { totpCode, totpMatches } from "./totp.ts";

export interface PreparedPasskey {
  readonly kind: "passkey";
  readonly flow: string;
  readonly response: unknown;
  /** The credential's id, by which its unlocker is named. */
  readonly credential: Bytes;
  /** What the owner calls it, to tell it from others. */
  readonly name: string;
  readonly secret: Bytes;
}

export interface PreparedPassword {
  readonly kind: "password";
  readonly password: string;
  readonly cost: PasswordCost;
  readonly totpSecret: Bytes;
}

export type Prepared = PreparedPasskey | PreparedPassword;

/** Takes a password that may be had, and whose authenticator is known to work. `about`: names and addresses. */
export async function preparePassword(
  { platform, http }: { readonly platform: Platform; readonly http: Http },
  { password, code }: { readonly password: string; readonly code: string },
  totpSecret: Bytes | null,
  about: readonly string[],
  former?: GoodPassword["former"],
): Promise<PreparedPassword> {
  await demandGoodPassword(http, { password, about, former });
  if (totpSecret === null) {
    throw new DeskError(
      "invalid",
      "A password needs an authenticator app beside it.",
      "Scan the code first.",
    );
  }
  if (!(await totpMatches(totpSecret, code, Math.floor(platform.now() / 1000)))) {
    throw new DeskError(
      "invalid",
      "These are not the six digits that the app should show now.",
      "Type the newest ones. If they are refused again, check the clocks of this computer and of the phone.",
    );
  }
  return { kind: "password", password, cost: await passwordCost(platform), totpSecret };
}

interface CreationOptions {
  readonly publicKey?: { readonly rp: { readonly id: string } };
  readonly rp?: { readonly id: string };
}

/** Makes a passkey and evaluates its PRF twice; refuses one whose answers differ or are missing. */
export async function preparePasskey(
  platform: Platform,
  org: Id,
  asked: { readonly flow: string; readonly options: unknown },
  name: string,
): Promise<PreparedPasskey> {
  const input = await prfInput(org);
  const made = await platform.passkeys.create(asked.options, input);
  const options = asked.options as CreationOptions;
  const rpId = (options.publicKey ?? options).rp?.id;
  const { id } = made.response as { readonly id: string };
  const again = await platform.passkeys.get(
    {
      challenge: base64url(platform.random(32)),
      ...(rpId === undefined ? {} : { rpId }),
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
    },
    input,
  );
  const secret = again.secret;
  const steady = secret !== null && (made.secret === null || equalSecret(made.secret, secret));
  if (!steady || secret === null) {
    throw new DeskError(
      "unsupported",
      "This passkey signs you in, but cannot unlock your keys.",
      "Use another browser or security key, or choose a password with an authenticator app.",
    );
  }
  const { response } = made;
  return { kind: "passkey", flow: asked.flow, response, credential: unbase64url(id), name, secret };
}

/** What a vault holds before anybody can open it. */
export type AccountKeys = Omit<VaultContent, "ways">;

/** What the server gets, and what the person must keep. */
export interface NewCredentials {
  /** Made when it is sent: an authenticator's digits are of one half minute, and printing a sheet takes longer. */
  readonly wireAt: (seconds: number) => Promise<object>;
  readonly recoveryCode: string;
  readonly vaultKey: Secret;
}

export async function makeCredentials(
  random: Random,
  at: VaultPlace,
  keys: AccountKeys,
  prepared: Prepared,
): Promise<NewCredentials> {
  const everyDay = await everyDayWay(random, at, keys, prepared);
  const kit = await newRecovery(random, at);
  const content = withWay({ ...keys, ways: [everyDay.key.way] }, kit.key.way);
  const locked = await lockVault(random, { ...at, version: 1 }, content);
  const wireAt = async (seconds: number) => ({
    vault: toBase64(locked.vault),
    unlockers: locked.unlockers.map(toBase64),
    ...(await everyDay.wireAt(seconds)),
    ...kit.wire,
  });
  return { wireAt, recoveryCode: kit.code, vaultKey: locked.key };
}

/** A way into the vault, and what the server needs to know it again. */
export interface NewWay {
  readonly key: UnlockKey;
  readonly wire: object;
}

export async function newRecovery(
  random: Random,
  at: VaultPlace,
  code = newRecoveryCode(random),
): Promise<NewWay & { readonly code: string }> {
  const { unlock, auth } = await recoverySecrets(code, at.org);
  const key = await unlockKey(at, unlockerKind.recovery, random(16), unlock);
  return { code, key, wire: { recovery: { auth: toBase64(auth) } } };
}

export async function passkeyEntry(at: VaultPlace, made: PreparedPasskey): Promise<NewWay> {
  const { flow, response, name, secret } = made;
  const key = await unlockKey(at, unlockerKind.passkey, await passkeyWay(made.credential), secret);
  return { key, wire: { passkey: { flow, response, name } } };
}

async function everyDayWay(
  random: Random,
  at: VaultPlace,
  keys: AccountKeys,
  prepared: Prepared,
): Promise<{ readonly key: UnlockKey; readonly wireAt: NewCredentials["wireAt"] }> {
  if (prepared.kind === "passkey") {
    const { key, wire } = await passkeyEntry(at, prepared);
    return { key, wireAt: async () => wire };
  }
  return passwordEntry(random, at, keys.accountSecret, prepared);
}

/** The digits are made when they are sent. */
export async function passwordEntry(
  random: Random,
  at: VaultPlace,
  accountSecret: Secret,
  prepared: PreparedPassword,
): Promise<{ readonly key: UnlockKey; readonly wireAt: NewCredentials["wireAt"] }> {
  const settings = { salt: random(16), ...prepared.cost };
  const secrets = await passwordSecrets(prepared.password, accountSecret, at.org, settings);
  const password = {
    salt: toBase64(settings.salt),
    memory: settings.memory,
    iterations: settings.iterations,
    auth: toBase64(secrets.auth),
    totpSecret: base32(prepared.totpSecret),
  };
  const wireAt = async (seconds: number) => ({
    password: { ...password, totpCode: await totpCode(prepared.totpSecret, seconds) },
  });
  return { key: await unlockKey(at, unlockerKind.password, random(16), secrets.unlock), wireAt };
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 base32 without padding, as authenticator apps read it. */
export function base32(bytes: Uint8Array): string {
  let out = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += BASE32[(buffer >> (bits - 5)) & 31];
  }
  return bits === 0 ? out : out + BASE32[(buffer << (5 - bits)) & 31];
}

/** Key URI that authenticator apps scan. */
export function authenticatorFor(organisation: string, email: string, secret: Bytes) {
  const label = encodeURIComponent(`${organisation}:${email}`);
  const text = base32(secret);
  const uri = `otpauth://totp/${label}?secret=${text}&issuer=${encodeURIComponent(organisation)}`;
  return { uri, secret: text.match(/.{1,4}/g)?.join(" ") ?? text };
}
