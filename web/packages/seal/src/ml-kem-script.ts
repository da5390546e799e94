/**
 * ML-KEM-768 from noble, for browsers without it. Promise: the same keys and secrets as the browser's own. Limit:
 * milliseconds, on the thread that draws, and JavaScript is not hardened against other code on the same machine.
 */
import { ml_kem768 as noble } from "@noble/post-quantum/ml-kem.js";
import type { Bytes } from "./bytes.ts";
import type { MlKem } from "./ml-kem.ts";

export const scriptKem: MlKem = {
  publicKeyOf: async (seed) => noble.keygen(seed).publicKey as Bytes,
  async encapsulate(publicKey, random) {
    const { cipherText, sharedSecret } = noble.encapsulate(publicKey, random(32));
    return { secret: sharedSecret as Bytes, cipher: cipherText as Bytes };
  },
  decapsulate: async (seed, cipher) => noble.decapsulate(cipher, noble.keygen(seed).secretKey) as Bytes,
};
