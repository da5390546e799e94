/**
 * HPKE base mode, single shot (RFC 9180 §5.1 and §6.1), for the one suite of protocol section 1:
 * X-Wing (0x647a), HKDF-SHA256 (0x0001), AES-256-GCM (0x0002). Empty associated data, one message per key.
 */
import { type Bytes, concat, none, type Random, utf8 } from "./bytes.ts";
import { aesSeal, hmac } from "./core.ts";
import type { MlKem } from "./ml-kem.ts";
import { encapsulate } from "./xwing.ts";

export { encSize, publicKeyOf } from "./xwing.ts";

const prefix = concat(utf8("HPKE-v1HPKE"), Uint8Array.of(0x64, 0x7a, 0, 1, 0, 2));

/** HKDF-Extract; an absent salt is a block of zeros (RFC 5869 §2.2). */
const extract = (salt: Bytes, label: string, ikm: Bytes): Promise<Bytes> =>
  hmac(salt.length === 0 ? new Uint8Array(32) : salt, concat(prefix, utf8(label), ikm));

/** HKDF-Expand for at most one block of output. */
async function expand(prk: Bytes, label: string, info: Bytes, length: number): Promise<Bytes> {
  const labelled = concat(Uint8Array.of(0, length), prefix, utf8(label), info, Uint8Array.of(1));
  return (await hmac(prk, labelled)).slice(0, length);
}

/** The one key and nonce of a shared secret (RFC 9180 §5.1). */
export async function schedule(shared: Bytes, info: Bytes): Promise<readonly [key: Bytes, nonce: Bytes]> {
  const pskId = await extract(none, "psk_id_hash", none);
  const context = concat(Uint8Array.of(0), pskId, await extract(none, "info_hash", info));
  const secret = await extract(shared, "secret", none);
  return [await expand(secret, "key", context, 32), await expand(secret, "base_nonce", context, 12)];
}

export async function seal(
  kem: MlKem,
  random: Random,
  publicKey: Bytes,
  info: Bytes,
  plain: Bytes,
): Promise<Bytes> {
  const { enc, secret } = await encapsulate(kem, publicKey, random);
  return concat(enc, await aesSeal(...(await schedule(secret, info)), none, plain));
}
