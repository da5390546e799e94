/**
 * Section 3: a box seals a secret to one public key with HPKE base mode over X-Wing (RFC 9180,
 * draft-connolly-cfrg-xwing-kem), HKDF-SHA256 and AES-256-GCM. Promise: a box opens only under the purpose,
 * object, generation, recipient, author and organisation it was made for. `box-open.ts` opens it.
 */
import { asSecret, type Bytes, type Id, type Random, type Secret, systemRandom } from "./bytes.ts";
import { encode } from "./cbor.ts";
import { idOf, marked } from "./core.ts";
import { demand, refuse } from "./error.ts";
import { publicKeyOf, seal } from "./hpke.ts";
import { mlKem } from "./ml-kem.ts";

export type Purpose = "group-secret" | "thread-key" | "vault-approval" | "vault-unlock" | "visitor-history";

export interface BoxPlace {
  readonly org: Id;
  readonly purpose: Purpose;
  readonly object: Id;
  readonly generation: number;
  readonly recipient: Id;
  readonly author: Id;
}

/** What a box is bound to. */
export const boxInfo = (p: BoxPlace): Bytes =>
  marked("box", encode([p.org, p.purpose, p.object, p.generation, p.recipient, p.author]));

export interface SealingPair {
  readonly seed: Secret;
  readonly publicKey: Bytes;
}

/** The public key of an X-Wing seed; the seed itself is the private key. */
export async function sealingPair(seed: Secret): Promise<SealingPair> {
  return { seed, publicKey: await publicKeyOf(await mlKem(), seed) };
}

export const newSealingPair = (random: Random): Promise<SealingPair> => sealingPair(asSecret(random(32)));

export async function sealBox(publicKey: Bytes, place: BoxPlace, plain: Bytes): Promise<Bytes> {
  demand(publicKey.length === 1216, "sealing key is not 1216 bytes", "malformed");
  // Outside of the try: a script that did not come says nothing about the key.
  const kem = await mlKem();
  try {
    return await seal(kem, systemRandom, publicKey, boxInfo(place), plain);
  } catch {
    return refuse("the sealing key is not valid");
  }
}

export const boxHash = (box: Uint8Array): Promise<Id> => idOf("box", box);
