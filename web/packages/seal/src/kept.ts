/**
 * Section 14: what an account keeps for itself, so that its other browsers find it: drafts, former passwords. Promise: nobody else
 * opens it, the team included, and one version does not open in another's place. Limit: the server can withhold
 * the newest version, or all of them.
 */
import { type Bytes, equal, type Id, type Random, type Secret } from "./bytes.ts";
import { encode } from "./cbor.ts";
import * as c from "./codec.ts";
import { aesOpen, aesSeal, kdf, pad, padMax, unpad } from "./core.ts";
import { demand, SealError } from "./error.ts";
import { limit } from "./message.ts";
import { stretchPassword } from "./vault.ts";

const kept = c.object({
  org: c.id,
  account: c.id,
  kind: c.text,
  subject: c.id,
  version: c.uint,
  salt: c.sized(32),
  ciphertext: c.bytes,
});
export type Kept = c.Of<typeof kept>;

const draft = c.record({ mode: c.oneOf("reply", "note"), reply: c.text, note: c.text, time: c.uint });
/** What somebody is writing. `mode` is the one in front; `time` in Unix milliseconds, by the device that wrote it. */
export type KeptDraft = c.Of<typeof draft>;

const passwords = c.record({
  salt: c.sized(16),
  memory: c.uint,
  iterations: c.uint,
  verifiers: c.list(c.sized(32)),
});
/** By what a password is seen to have been had before, the newest first. It says of none what it was. */
export type KeptPasswords = c.Of<typeof passwords>;
/** The present one, and the ten before. */
export const MAX_PASSWORDS = 11;

/** Whose it is, what it is about (for a draft, the conversation), and which version, from 1. */
export interface KeptPlace {
  readonly org: Id;
  readonly account: Id;
  readonly subject: Id;
  readonly version: number;
}

async function keysFor(seed: Secret, k: Omit<Kept, "ciphertext">) {
  const okm = await kdf(seed, k.salt, ["kept", k.account, k.kind, k.subject, k.version], 44);
  const ad = encode([1, k.org, k.account, k.kind, k.subject, k.version, k.salt]);
  return [okm.slice(0, 32), okm.slice(32), ad] as const;
}

async function sealKept(
  random: Random,
  seed: Secret,
  at: KeptPlace & { readonly kind: string },
  content: Bytes,
): Promise<Bytes> {
  demand(at.version > 0, "versions start at 1", "misuse");
  const k = { ...at, salt: random(32) };
  const ciphertext = await aesSeal(...(await keysFor(seed, k)), pad(content));
  return c.encodeAs(kept, { ...k, ciphertext });
}

/** `seed` is the account's newest sealing seed. */
export const sealDraft = (random: Random, seed: Secret, at: KeptPlace, d: KeptDraft): Promise<Bytes> =>
  sealKept(random, seed, { ...at, kind: "draft" }, c.encodeAs(draft, d));

/** Likewise; the subject is the account, the version the vault's. */
export async function sealPasswords(
  random: Random,
  seed: Secret,
  at: Omit<KeptPlace, "subject">,
  p: KeptPasswords,
): Promise<Bytes> {
  demandPasswords(p);
  return sealKept(random, seed, { ...at, subject: at.account, kind: "passwords" }, c.encodeAs(passwords, p));
}

function demandPasswords(p: KeptPasswords): void {
  demand(p.verifiers.length > 0 && p.verifiers.length <= MAX_PASSWORDS, "so many passwords", "malformed");
}

/** What is kept of a password of an account. */
export async function formerVerifier(
  p: Omit<KeptPasswords, "verifiers">,
  password: string,
  { org, account }: { readonly org: Id; readonly account: Id },
): Promise<Bytes> {
  const stretched = await stretchPassword(password, p);
  return kdf(stretched, org, ["former-password", account], 32);
}

export function parseKept(wire: Bytes): Kept {
  const k = c.decodeAs(kept, wire, limit);
  demand(k.kind === "draft" || k.kind === "passwords", "a reserved kind", "reserved");
  demand(k.version > 0, "versions start at 1", "malformed");
  demand(
    k.kind !== "passwords" || equal(k.subject, k.account),
    "another subject than the account",
    "malformed",
  );
  return k;
}

async function openKept(
  seeds: readonly Secret[],
  at: KeptPlace & { readonly kind: string },
  wire: Bytes,
): Promise<Bytes> {
  const k = parseKept(wire);
  const here = equal(k.org, at.org) && equal(k.account, at.account) && equal(k.subject, at.subject);
  demand(here && k.version === at.version && k.kind === at.kind, "kept for another place or version");
  for (const seed of seeds) {
    const opened = await aesOpen(...(await keysFor(seed, k)), k.ciphertext).catch(() => null);
    if (opened !== null) return unpad(opened);
  }
  throw new SealError("unverified", "no key of this account opens it");
}

/** `seeds` newest first: what was kept before a change of keys opens with an earlier one. */
export const openDraft = async (seeds: readonly Secret[], at: KeptPlace, wire: Bytes): Promise<KeptDraft> =>
  c.decodeAs(draft, await openKept(seeds, { ...at, kind: "draft" }, wire), padMax);

/** Likewise. */
export async function openPasswords(
  seeds: readonly Secret[],
  at: Omit<KeptPlace, "subject">,
  wire: Bytes,
): Promise<KeptPasswords> {
  const place = { ...at, subject: at.account, kind: "passwords" };
  const p = c.decodeAs(passwords, await openKept(seeds, place, wire), padMax);
  demandPasswords(p);
  return p;
}
