/**
 * The ways into an account's vault: passkey, password with authenticator, recovery code. Promise: the server
 * receives values it can check and none that open the vault; a passkey is trusted only after its PRF gave the
 * same answer twice. Limit: whoever holds the recovery kit holds the account.
 */

import { type Bytes, base64url, equalSecret, type Id, type Random, type Secret } from "@sealdesk/seal";
import {
  makeUnlocker,
  newRecoveryCode,
  passwordSecrets,
  prfInput,
  recoverySecrets,
  sealVault,
  unlockerKind,
  type VaultContent,
} from "@sealdesk/seal/staff";
import { toBase64 } from "../base64.ts";
import type { Platform } from "../platform.ts";
import { DeskError } from "./failure.ts";

/** Argon2id cost for new passwords: well over the floor, about a second in a browser. */
const PASSWORD_COST = { memory: 32_768, iterations: 3 } as const;
export const MIN_PASSWORD = 8;

export interface PreparedPasskey {
  readonly kind: "passkey";
  readonly flow: string;
  readonly response: unknown;
  /** What the owner calls it, to tell it from others. */
  readonly name: string;
  readonly secret: Bytes;
}

export interface PreparedPassword {
  readonly kind: "password";
  readonly password: string;
  readonly totpSecret: Bytes;
  readonly code: string;
}

export type Prepared = PreparedPasskey | PreparedPassword;

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
  const id = (made.response as { readonly id: string }).id;
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
  return { kind: "passkey", flow: asked.flow, response: made.response, name, secret };
}

/** What the server gets, and what the person must keep. */
export interface NewCredentials {
  readonly wire: object;
  readonly recoveryCode: string;
  readonly vaultKey: Secret;
}

export async function makeCredentials(
  random: Random,
  at: { readonly org: Id; readonly account: Id },
  content: VaultContent,
  prepared: Prepared,
): Promise<NewCredentials> {
  const vaultKey = random(32) as Secret;
  const vault = await sealVault(random, vaultKey, { ...at, version: 1 }, content);
  const recoveryCode = newRecoveryCode(random);
  const recovery = await recoverySecrets(recoveryCode, at.org);
  const everyDay = await everyDayWay(random, at, content, prepared, vaultKey);
  const kit = await makeUnlocker(random, at, unlockerKind.recovery, recovery.unlock, vaultKey);
  const wire = {
    vault: toBase64(vault),
    unlockers: [toBase64(everyDay.unlocker), toBase64(kit)],
    ...everyDay.wire,
    recovery: { auth: toBase64(recovery.auth) },
  };
  return { wire, recoveryCode, vaultKey };
}

async function everyDayWay(
  random: Random,
  at: { readonly org: Id; readonly account: Id },
  content: VaultContent,
  prepared: Prepared,
  vaultKey: Secret,
): Promise<{ readonly unlocker: Bytes; readonly wire: object }> {
  if (prepared.kind === "passkey") {
    const unlocker = await makeUnlocker(random, at, unlockerKind.passkey, prepared.secret, vaultKey);
    return {
      unlocker,
      wire: { passkey: { flow: prepared.flow, response: prepared.response, name: prepared.name } },
    };
  }
  const settings = { salt: random(16), ...PASSWORD_COST };
  const secrets = await passwordSecrets(prepared.password, content.accountSecret, at.org, settings);
  const unlocker = await makeUnlocker(random, at, unlockerKind.password, secrets.unlock, vaultKey);
  const password = {
    salt: toBase64(settings.salt),
    memory: settings.memory,
    iterations: settings.iterations,
    auth: toBase64(secrets.auth),
    totpSecret: base32(prepared.totpSecret),
    totpCode: prepared.code,
  };
  return { unlocker, wire: { password } };
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
