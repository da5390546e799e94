/**
 * Section 5: what a group's secret gives, and the boxes that carry it.
 * Promise: a secret read from a box matches its commitment and its public key, or it is refused.
 */

import { type BoxPlace, boxHash, type SealingPair, sealBox, sealingPair } from "./box.ts";
import { openBox } from "./box-open.ts";
import { asSecret, type Bytes, compare, equal, type Id, type Random, type Secret } from "./bytes.ts";
import * as c from "./codec.ts";
import { commit, demandCommitment, kdf32 } from "./core.ts";
import { demand } from "./error.ts";
import type { Contents } from "./statement.ts";

export interface GroupKeys {
  readonly secret: Secret;
  readonly sealing: SealingPair;
  readonly wrap: Secret;
  readonly commitment: Bytes;
}

export async function groupKeys(secret: Secret, org: Id, group: Id, number: number): Promise<GroupKeys> {
  const [seed, wrap, commitment] = await Promise.all([
    kdf32(secret, org, ["group-seal", group, number]),
    kdf32(secret, org, ["group-wrap", group, number]),
    commit(secret, org, "group", group, number),
  ]);
  return { secret, sealing: await sealingPair(seed), wrap, commitment };
}

/** Derives the keys and checks them against the generation statement that announced them. */
export async function checkedGroupKeys(
  secret: Secret,
  org: Id,
  group: Id,
  statement: Pick<Contents["generation"], "number" | "sealing" | "commitment">,
): Promise<GroupKeys> {
  await demandCommitment(statement.commitment, secret, org, "group", group, statement.number);
  const keys = await groupKeys(secret, org, group, statement.number);
  demand(equal(keys.sealing.publicKey, statement.sealing), "the secret gives another sealing key");
  return keys;
}

export interface NumberedSecret {
  readonly number: number;
  readonly secret: Secret;
}
const secretList = c.list(c.record<NumberedSecret>({ number: c.uint, secret: c.sized<Secret>(32) }));

export interface GroupBoxPlace {
  readonly org: Id;
  readonly group: Id;
  readonly number: number;
  readonly account: Id;
  /** The device that signs the generation statement. */
  readonly author: Id;
}
const place = (p: GroupBoxPlace): BoxPlace => ({
  org: p.org,
  purpose: "group-secret",
  object: p.group,
  generation: p.number,
  recipient: p.account,
  author: p.author,
});

/** `secrets` holds what the recipient may read; the newest number must be the box's own. */
export async function sealGroupBox(
  publicKey: Bytes,
  at: GroupBoxPlace,
  secrets: readonly NumberedSecret[],
): Promise<{ readonly box: Bytes; readonly hash: Id }> {
  demandAscending(secrets, at.number);
  const box = await sealBox(publicKey, place(at), c.encodeAs(secretList, secrets));
  return { box, hash: await boxHash(box) };
}

export async function openGroupBox(
  seed: Secret,
  at: GroupBoxPlace,
  box: Bytes,
): Promise<readonly NumberedSecret[]> {
  return readGroupSecrets(await openBox(seed, place(at), box), at.number);
}

/** The plaintext of a `group-secret` box for one generation. */
export function readGroupSecrets(plain: Bytes, number: number): readonly NumberedSecret[] {
  const secrets = c.decodeAs(secretList, plain);
  demandAscending(secrets, number);
  return secrets;
}

function demandAscending(secrets: readonly NumberedSecret[], newest: number): void {
  demand((secrets[0]?.number ?? 0) >= 1, "generations count from 1", "malformed");
  demand(secrets.at(-1)?.number === newest, "box without its own generation's secret", "malformed");
  for (let i = 1; i < secrets.length; i++) {
    demand(secrets[i - 1]!.number < secrets[i]!.number, "secrets are not ascending", "malformed");
  }
}

export interface NewGeneration {
  readonly content: Contents["generation"];
  readonly boxes: readonly { readonly account: Id; readonly box: Bytes }[];
  readonly keys: GroupKeys;
}

/** Makes a generation's content and boxes; `earlier` gives the older secrets one account may have. */
export async function newGeneration(
  random: Random,
  at: Omit<GroupBoxPlace, "account">,
  set: Id,
  members: readonly { readonly account: Id; readonly sealing: Bytes }[],
  earlier: (account: Id) => readonly NumberedSecret[],
): Promise<NewGeneration> {
  const secret = asSecret(random(32));
  const keys = await groupKeys(secret, at.org, at.group, at.number);
  const sealed = [];
  for (const m of [...members].sort((a, b) => compare(a.account, b.account))) {
    const secrets = [...earlier(m.account), { number: at.number, secret }];
    sealed.push({
      account: m.account,
      ...(await sealGroupBox(m.sealing, { ...at, account: m.account }, secrets)),
    });
  }
  const content = {
    number: at.number,
    memberSet: set,
    sealing: keys.sealing.publicKey,
    commitment: keys.commitment,
    boxes: sealed.map((s) => ({ account: s.account, box: s.hash })),
  };
  return { content, boxes: sealed.map(({ account, box }) => ({ account, box })), keys };
}
