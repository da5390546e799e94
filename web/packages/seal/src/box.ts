/**
 * Section 3: a box seals a secret to one public key with HPKE base mode over X-Wing (RFC 9180,
 * draft-connolly-cfrg-xwing-kem), HKDF-SHA256 and AES-256-GCM. Promise: a box opens only under the purpose,
 * object, generation, recipient, author and organisation it was made for. The code is loaded on first use.
 */
import { asSecret, type Bytes, concat, type Id, type Random, type Secret } from "./bytes.ts";
import { encode } from "./cbor.ts";
import { idOf, marked } from "./core.ts";
import { demand, refuse } from "./error.ts";

export type Purpose = "group-secret" | "thread-key" | "vault-approval";

export interface BoxPlace {
  readonly org: Id;
  readonly purpose: Purpose;
  readonly object: Id;
  readonly generation: number;
  readonly recipient: Id;
  readonly author: Id;
}

const encSize = 1120;

async function load() {
  const [{ Aes256Gcm, CipherSuite, HkdfSha256 }, { XWing }] = await Promise.all([
    import("@hpke/core"),
    import("@hpke/hybridkem-x-wing"),
  ]);
  const kem = new XWing();
  return { kem, hpke: new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() }) };
}
let loaded: ReturnType<typeof load> | undefined;
function suite() {
  loaded ??= load();
  return loaded;
}

const info = (p: BoxPlace): Bytes =>
  marked("box", encode([p.org, p.purpose, p.object, p.generation, p.recipient, p.author]));

export interface SealingPair {
  readonly seed: Secret;
  readonly publicKey: Bytes;
}

/** The public key of an X-Wing seed; the seed itself is the private key. */
export async function sealingPair(seed: Secret): Promise<SealingPair> {
  const { kem } = await suite();
  // The library hands out the argument's whole buffer, so it gets a copy of its own.
  const pair = await kem.generateKeyPairDerand(seed.slice());
  return { seed, publicKey: new Uint8Array(await kem.serializePublicKey(pair.publicKey)).slice() };
}

export const newSealingPair = (random: Random): Promise<SealingPair> => sealingPair(asSecret(random(32)));

export async function sealBox(publicKey: Bytes, place: BoxPlace, plain: Bytes): Promise<Bytes> {
  demand(publicKey.length === 1216, "sealing key is not 1216 bytes", "malformed");
  const { kem, hpke } = await suite();
  const recipientPublicKey = await kem.deserializePublicKey(publicKey.slice().buffer);
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info: info(place).buffer }, plain.slice().buffer);
  return concat(new Uint8Array(enc), new Uint8Array(ct));
}

export async function openBox(seed: Secret, place: BoxPlace, box: Bytes): Promise<Bytes> {
  demand(box.length > encSize, "box is too short", "malformed");
  const { kem, hpke } = await suite();
  const recipientKey = await kem.deserializePrivateKey(seed.slice().buffer);
  const enc = box.slice(0, encSize).buffer;
  try {
    const params = { recipientKey, enc, info: info(place).buffer };
    return new Uint8Array(await hpke.open(params, box.slice(encSize).buffer));
  } catch {
    return refuse("the box does not open here", "unopened");
  }
}

export const boxHash = (box: Uint8Array): Promise<Id> => idOf("box", box);
