/**
 * Section 3, the opening side of a box: X-Wing decapsulation, HPKE and what the box was made for. A file of its own,
 * because nobody who only begins a conversation opens one.
 */
import { type BoxPlace, boxInfo } from "./box.ts";
import { type Bytes, none, type Secret } from "./bytes.ts";
import { aesOpen } from "./core.ts";
import { demand, refuse } from "./error.ts";
import { schedule } from "./hpke.ts";
import { type MlKem, mlKem } from "./ml-kem.ts";
import { combine, encSize, expand, pqCipherSize, x25519 } from "./xwing.ts";

export async function decapsulate(kem: MlKem, seed: Secret, enc: Bytes): Promise<Bytes> {
  const { pqSeed, scalar, xPublic } = await expand(seed);
  const xCipher = enc.slice(pqCipherSize);
  const pqSecret = await kem.decapsulate(pqSeed, enc.slice(0, pqCipherSize));
  return combine(pqSecret, await x25519(scalar, xCipher), xCipher, xPublic);
}

/** HPKE base mode, single shot (RFC 9180 §6.1). */
export async function open(kem: MlKem, seed: Secret, info: Bytes, box: Bytes): Promise<Bytes> {
  const secret = await decapsulate(kem, seed, box.slice(0, encSize));
  return aesOpen(...(await schedule(secret, info)), none, box.slice(encSize));
}

export async function openBox(seed: Secret, place: BoxPlace, box: Bytes): Promise<Bytes> {
  demand(box.length > encSize, "box is too short", "malformed");
  // Outside of the try: a script that did not come says nothing about the box.
  const kem = await mlKem();
  try {
    return await open(kem, seed, boxInfo(place), box);
  } catch {
    return refuse("the box does not open here", "unopened");
  }
}
