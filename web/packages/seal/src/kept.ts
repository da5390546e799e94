/**
 * Section 14: what an account keeps for itself, so that its other browsers find it: drafts. Promise: nobody else
 * opens it, the team included, and one version does not open in another's place. Limit: the server can withhold
 * the newest version, or all of them.
 */
import { type Bytes, equal, type Id, type Random, type Secret } from "./bytes.ts";
import { encode } from "./cbor.ts";
import * as c from "./codec.ts";
import { aesOpen, aesSeal, kdf, pad, padMax, unpad } from "./core.ts";
import { demand, SealError } from "./error.ts";
import { limit } from "./message.ts";

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

/** `seed` is the account's newest sealing seed. */
export async function sealDraft(random: Random, seed: Secret, at: KeptPlace, d: KeptDraft): Promise<Bytes> {
  demand(at.version > 0, "versions start at 1", "misuse");
  const k = { ...at, kind: "draft", salt: random(32) };
  const ciphertext = await aesSeal(...(await keysFor(seed, k)), pad(c.encodeAs(draft, d)));
  return c.encodeAs(kept, { ...k, ciphertext });
}

export function parseKept(wire: Bytes): Kept {
  const k = c.decodeAs(kept, wire, limit);
  demand(k.kind === "draft", "a reserved kind", "reserved");
  demand(k.version > 0, "versions start at 1", "malformed");
  return k;
}

/** `seeds` newest first: what was kept before a change of keys opens with an earlier one. */
export async function openDraft(seeds: readonly Secret[], at: KeptPlace, wire: Bytes): Promise<KeptDraft> {
  const k = parseKept(wire);
  const here = equal(k.org, at.org) && equal(k.account, at.account) && equal(k.subject, at.subject);
  demand(here && k.version === at.version, "kept for another place or version");
  for (const seed of seeds) {
    const opened = await aesOpen(...(await keysFor(seed, k)), k.ciphertext).catch(() => null);
    if (opened !== null) return c.decodeAs(draft, unpad(opened), padMax);
  }
  throw new SealError("unverified", "no key of this account opens it");
}
