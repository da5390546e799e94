/**
 * Section 9: the ways into a vault. Each way's secret gives a key pair; its public half stands in the vault alone.
 * Promise: whoever has opened a vault locks the next version for the ways that the vault lists, with a key of its
 * own and without anybody's secret; a way that the server adds, hides or exchanges is refused before anything is
 * sealed. Limit: a removed way keeps what it opened before it was removed.
 */

import { type BoxPlace, sealBox, sealingPair } from "./box.ts";
import { openBox } from "./box-open.ts";
import { asSecret, type Bytes, compare, equal, type Id, type Random, type Secret } from "./bytes.ts";
import * as c from "./codec.ts";
import { idOf, kdf32 } from "./core.ts";
import { demand, refuse } from "./error.ts";
import {
  kindOfUnlocker,
  openVault,
  parseVault,
  sealVault,
  type UnlockerKind,
  unlockerKind,
  type VaultContent,
  type Way,
} from "./vault.ts";

/** enc || a sealed 32-byte key. */
const BOX = 1120 + 32 + 16;
const unlocker = c.object({ id: c.b16, kind: kindOfUnlocker, box: c.sized(BOX) });
export type Unlocker = c.Of<typeof unlocker>;

export const parseUnlocker = (wire: Bytes): Unlocker => c.decodeAs(unlocker, wire);

/** A passkey's unlocker is named after its credential, so that the server knows which belong together. */
export const passkeyWay = async (credential: Bytes): Promise<Bytes> =>
  (await idOf("credential", credential)).slice(0, 16);

export interface VaultPlace {
  readonly org: Id;
  readonly account: Id;
}

/** The key pair of one way into one account's vault; the seed never leaves the device. */
export interface UnlockKey {
  readonly place: VaultPlace;
  readonly seed: Secret;
  readonly way: Way;
}

export async function unlockKey(
  place: VaultPlace,
  kind: UnlockerKind,
  id: Bytes,
  unlockSecret: Bytes,
): Promise<UnlockKey> {
  const seed = await kdf32(unlockSecret, place.org, ["unlock", place.account, kind, id]);
  const { publicKey } = await sealingPair(seed);
  return { place, seed, way: { id, kind, publicKey } };
}

const unlockBox = async (p: VaultPlace, version: number, publicKey: Bytes): Promise<BoxPlace> => ({
  org: p.org,
  purpose: "vault-unlock",
  object: p.account,
  generation: version,
  recipient: await idOf("unlocker", publicKey),
  author: p.account,
});

export async function sealUnlocker(
  at: VaultPlace & { readonly version: number },
  to: Way,
  vaultKey: Secret,
): Promise<Bytes> {
  const box = await sealBox(to.publicKey, await unlockBox(at, at.version, to.publicKey), vaultKey);
  return c.encodeAs(unlocker, { id: to.id, kind: to.kind, box });
}

export async function openUnlocker(by: UnlockKey, version: number, wire: Bytes): Promise<Secret> {
  const u = parseUnlocker(wire);
  const { id, kind, publicKey } = by.way;
  demand(u.kind === kind && equal(u.id, id), "another way's unlocker", "unopened");
  return asSecret(await openBox(by.seed, await unlockBox(by.place, version, publicKey), u.box));
}

// ---- a vault with its unlockers --------------------------------------------------------------------

/** One version of a vault with the unlockers beside it, as a server keeps them. */
export interface LockedVault {
  readonly vault: Bytes;
  readonly unlockers: readonly Bytes[];
}

export interface OpenedVault {
  readonly version: number;
  /** Of this version alone. */
  readonly key: Secret;
  readonly content: VaultContent;
}

/** Seals a version under a vault key of its own, and that key to every way that the content lists. */
export async function lockVault(
  random: Random,
  at: VaultPlace & { readonly version: number },
  content: VaultContent,
): Promise<LockedVault & OpenedVault> {
  const key = asSecret(random(32));
  const vault = await sealVault(random, key, at, content);
  const unlockers = await Promise.all(content.ways.map((way) => sealUnlocker(at, way, key)));
  return { vault, unlockers, key, content, version: at.version };
}

/** Opens by the version's key, as a browser keeps it or gets it by approval. */
export async function openLocked(key: Secret, at: VaultPlace, locked: LockedVault): Promise<OpenedVault> {
  const content = await openVault(key, at.org, at.account, locked.vault);
  demandSame(locked.unlockers.map(parseUnlocker), content.ways);
  return { version: parseVault(locked.vault).version, key, content };
}

export async function unlockVault(by: UnlockKey, locked: LockedVault): Promise<OpenedVault> {
  const { id, kind, publicKey } = by.way;
  const wire = locked.unlockers.find((w) => {
    const u = parseUnlocker(w);
    return u.kind === kind && equal(u.id, id);
  });
  if (wire === undefined) return refuse("the vault has no such way in", "unopened");
  const key = await openUnlocker(by, parseVault(locked.vault).version, wire);
  const opened = await openLocked(key, by.place, locked);
  const listed = opened.content.ways.some((w) => equal(w.id, id) && equal(w.publicKey, publicKey));
  demand(listed, "the vault does not list the way that opened it");
  return opened;
}

/** The name of the one password's or recovery code's unlocker; null if there is none. */
export function wayOf(locked: Pick<LockedVault, "unlockers">, kind: UnlockerKind): Bytes | null {
  demand(kind !== unlockerKind.passkey, "passkeys are named by their credential", "misuse");
  return locked.unlockers.map(parseUnlocker).find((u) => u.kind === kind)?.id ?? null;
}

/** Unlockers that are not those of the vault's list, one for one, come from a server that lies. */
function demandSame(shown: readonly Unlocker[], listed: readonly Way[]): void {
  const sorted = [...shown].sort((a, b) => compare(a.id, b.id));
  const same = (w: Way, i: number) => sorted[i]?.kind === w.kind && equal(sorted[i].id, w.id);
  demand(sorted.length === listed.length && listed.every(same), "other ways in than the vault lists");
}

// ---- changing the list -----------------------------------------------------------------------------

const inOrder = (ways: readonly Way[]): Way[] => [...ways].sort((a, b) => compare(a.id, b.id));

/** One more way; a password or recovery code takes the place of the one before. */
export function withWay(content: VaultContent, way: Way): VaultContent {
  const replaced = (w: Way) =>
    equal(w.id, way.id) || (way.kind !== unlockerKind.passkey && w.kind === way.kind);
  return { ...content, ways: inOrder([...content.ways.filter((w) => !replaced(w)), way]) };
}

export const withoutWay = (content: VaultContent, id: Bytes): VaultContent => ({
  ...content,
  ways: content.ways.filter((w) => !equal(w.id, id)),
});
