/**
 * Section 9: the vault of an account's private keys, the secrets that people have for it, and approval by another
 * browser. Promise: weak Argon2id parameters are refused here, whoever asks; a vault opens only in its place.
 * Limit: whoever holds one way's secret and the server's copy can read the vault.
 */

import { type BoxPlace, newSealingPair, type SealingPair, sealBox } from "./box.ts";
import { openBox } from "./box-open.ts";
import { asSecret, type Bytes, concat, equal, type Id, type Random, type Secret, utf8 } from "./bytes.ts";
import { encode } from "./cbor.ts";
import * as c from "./codec.ts";
import { aesOpen, aesSeal, idOf, kdf, kdf32 } from "./core.ts";
import { fromCrockford, inGroups, toCrockford } from "./crockford.ts";
import { demand } from "./error.ts";

export const unlockerKind = { passkey: 1, password: 2, recovery: 3 } as const;
export type UnlockerKind = (typeof unlockerKind)[keyof typeof unlockerKind];
export const kindOfUnlocker: c.Codec<UnlockerKind> = c.oneOf(1, 2, 3);

const secret = c.sized<Secret>(32);
const way = c.record({ id: c.b16, kind: kindOfUnlocker, publicKey: c.sized(1216) });
/** One line of the vault's own list: a new vault key is sealed to these public keys and to no others. */
export type Way = c.Of<typeof way>;

const plaintext = c.record({
  /** Newest first. */
  identity: c.list(secret),
  sealing: c.list(secret),
  accountSecret: secret,
  ways: c.sorted(way, (w) => w.id),
});
export type VaultContent = c.Of<typeof plaintext>;

const MAX_WAYS = 32;

function demandContent(content: VaultContent): void {
  const { identity, sealing, ways } = content;
  const single = (kind: UnlockerKind) => ways.filter((w) => w.kind === kind).length <= 1;
  demand(identity.length > 0 && sealing.length > 0, "a vault without keys", "malformed");
  demand(
    ways.length > 0 && ways.length <= MAX_WAYS,
    "a vault without ways in, or with too many",
    "malformed",
  );
  demand(single(unlockerKind.password) && single(unlockerKind.recovery), "a way in twice", "malformed");
}

const vault = c.object({ org: c.id, account: c.id, version: c.uint, salt: c.sized(32), ciphertext: c.bytes });
export type Vault = c.Of<typeof vault>;

const sealFor = async (key: Secret, v: Omit<Vault, "ciphertext">) => {
  const okm = await kdf(key, v.salt, ["vault", v.account, v.version], 44);
  const ad = encode([1, v.org, v.account, v.version, v.salt]);
  return [okm.slice(0, 32), okm.slice(32), ad] as const;
};

export async function sealVault(
  random: Random,
  key: Secret,
  at: { readonly org: Id; readonly account: Id; readonly version: number },
  content: VaultContent,
): Promise<Bytes> {
  demandContent(content);
  const v = { ...at, salt: random(32) };
  const ciphertext = await aesSeal(...(await sealFor(key, v)), c.encodeAs(plaintext, content));
  return c.encodeAs(vault, { ...v, ciphertext });
}

export const parseVault = (wire: Bytes): Vault => c.decodeAs(vault, wire);

/** `version`, where the device knows it: an older copy is refused. */
export async function openVault(
  key: Secret,
  org: Id,
  account: Id,
  wire: Bytes,
  version?: number,
): Promise<VaultContent> {
  const v = parseVault(wire);
  demand(version === undefined || v.version === version, "another version of the vault");
  demand(equal(v.org, org) && equal(v.account, account), "the vault of another account");
  const content = c.decodeAs(plaintext, await aesOpen(...(await sealFor(key, v)), v.ciphertext));
  demandContent(content);
  return content;
}

// ---- secrets of unlockers --------------------------------------------------------------------------

export const prfInput = (org: Id): Promise<Id> => idOf("prf", org);

export interface Argon2Settings {
  readonly salt: Bytes;
  /** KiB. */
  readonly memory: number;
  readonly iterations: number;
}
export const argon2Floor = { memory: 19_456, iterations: 2 } as const;
export const argon2Ceiling = { memory: 1_048_576, iterations: 10 } as const;

/** The server names the settings; a lying server must not get a weak hash or freeze the browser. */
function demandSettings(s: Argon2Settings): void {
  const within = (n: number, low: number, high: number) => Number.isInteger(n) && n >= low && n <= high;
  demand(s.salt.length === 16, "Argon2id salt is not 16 bytes", "malformed");
  demand(within(s.memory, argon2Floor.memory, argon2Ceiling.memory), "Argon2id memory outside the bounds");
  demand(
    within(s.iterations, argon2Floor.iterations, argon2Ceiling.iterations),
    "Argon2id passes outside the bounds",
  );
}

export interface UnlockAndAuth {
  /** Opens the vault key; never leaves the device. */
  readonly unlock: Secret;
  /** Sent to the server, which stores its hash only. */
  readonly auth: Secret;
}

/** Argon2id v1.3 over the NFKC form, so that one password typed on two keyboards is one password. */
export async function stretchPassword(password: string, settings: Argon2Settings): Promise<Bytes> {
  demandSettings(settings);
  const { argon2idAsync } = await import("@noble/hashes/argon2.js");
  const params = { m: settings.memory, t: settings.iterations, p: 1, dkLen: 32, version: 0x13 };
  return (await argon2idAsync(utf8(password.normalize("NFKC")), settings.salt, params)) as Bytes;
}

export async function passwordSecrets(
  password: string,
  accountSecret: Secret,
  org: Id,
  settings: Argon2Settings,
): Promise<UnlockAndAuth> {
  const joined = concat(await stretchPassword(password, settings), accountSecret);
  return {
    unlock: await kdf32(joined, org, ["password-unlock"]),
    auth: await kdf32(joined, org, ["password-auth"]),
  };
}

export const newRecoveryCode = (random: Random): string => inGroups(toCrockford(random(20))).join("-");

export async function recoverySecrets(typed: string, org: Id): Promise<UnlockAndAuth> {
  const code = fromCrockford(typed, 20);
  return {
    unlock: await kdf32(code, org, ["recovery-unlock"]),
    auth: await kdf32(code, org, ["recovery-auth"]),
  };
}

export const printAccountSecret = (s: Secret): string => inGroups(toCrockford(s)).join("-");
export const typedAccountSecret = (typed: string): Secret => asSecret(fromCrockford(typed, 32));

// ---- approval by another browser -------------------------------------------------------------------

export const newApprovalPair = (random: Random): Promise<SealingPair> => newSealingPair(random);

/** The 20 characters that two people, or two screens, compare. */
export async function approvalCode(publicKey: Bytes, org: Id): Promise<readonly string[]> {
  return inGroups(toCrockford(await idOf("approval-code", concat(publicKey, org))).slice(0, 20));
}

export interface ApprovalPlace {
  readonly org: Id;
  readonly account: Id;
  /** The approving device. */
  readonly author: Id;
  readonly publicKey: Bytes;
}
const approvalBox = async (at: ApprovalPlace): Promise<BoxPlace> => ({
  org: at.org,
  purpose: "vault-approval",
  object: at.account,
  generation: 0,
  recipient: await idOf("approval", at.publicKey),
  author: at.author,
});

export const sealApproval = async (at: ApprovalPlace, vaultKey: Secret): Promise<Bytes> =>
  sealBox(at.publicKey, await approvalBox(at), vaultKey);

export const openApproval = async (seed: Secret, at: ApprovalPlace, box: Bytes): Promise<Secret> =>
  asSecret(await openBox(seed, await approvalBox(at), box));
