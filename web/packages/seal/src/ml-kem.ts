/**
 * ML-KEM-768 (FIPS 203), the post-quantum half of X-Wing: the browser's own where WebCrypto has it, else JavaScript
 * that is fetched only there. Promise: both refuse the same keys, and each opens what the other sealed. Limit:
 * neither can be told its randomness alike: WebCrypto draws its own, so that only the script repeats itself.
 */
import { type Bytes, equal, type Random } from "./bytes.ts";

export interface Encapsulated {
  readonly secret: Bytes;
  readonly cipher: Bytes;
}

export interface MlKem {
  /** Of a private key `d || z`, 64 bytes (FIPS 203 §7.1). */
  publicKeyOf(seed: Bytes): Promise<Bytes>;
  /** Refuses keys whose coefficients are not reduced (FIPS 203 §7.2). */
  encapsulate(publicKey: Bytes, random: Random): Promise<Encapsulated>;
  decapsulate(seed: Bytes, cipher: Bytes): Promise<Bytes>;
}

/** What TypeScript's own declarations of WebCrypto do not have yet (Modern Algorithms in the Web Cryptography API). */
interface ModernCrypto {
  importKey(format: string, key: Bytes, alg: string, extractable: boolean, use: string[]): Promise<CryptoKey>;
  exportKey(format: string, key: CryptoKey): Promise<ArrayBuffer>;
  getPublicKey(key: CryptoKey, use: string[]): Promise<CryptoKey>;
  encapsulateBits(
    alg: string,
    key: CryptoKey,
  ): Promise<{ readonly sharedKey: ArrayBuffer; readonly ciphertext: ArrayBuffer }>;
  decapsulateBits(alg: string, key: CryptoKey, cipher: Bytes): Promise<ArrayBuffer>;
}

const name = "ML-KEM-768";
const subtle = crypto.subtle as unknown as ModernCrypto;
const privateKey = (seed: Bytes) => subtle.importKey("raw-seed", seed, name, false, ["decapsulateBits"]);

const browserKem: MlKem = {
  async publicKeyOf(seed) {
    const publicKey = await subtle.getPublicKey(await privateKey(seed), ["encapsulateBits"]);
    return new Uint8Array(await subtle.exportKey("raw-public", publicKey));
  },
  async encapsulate(publicKey) {
    const key = await subtle.importKey("raw-public", publicKey, name, false, ["encapsulateBits"]);
    const { sharedKey, ciphertext } = await subtle.encapsulateBits(name, key);
    return { secret: new Uint8Array(sharedKey), cipher: new Uint8Array(ciphertext) };
  },
  decapsulate: async (seed, cipher) =>
    new Uint8Array(await subtle.decapsulateBits(name, await privateKey(seed), cipher)),
};

/** Whether the browser goes the whole way with a key: a name that it knows is not yet a thing that it does. */
async function answers(kem: MlKem): Promise<boolean> {
  try {
    const seed = new Uint8Array(64);
    const { cipher, secret } = await kem.encapsulate(await kem.publicKeyOf(seed), () => seed);
    return equal(await kem.decapsulate(seed, cipher), secret);
  } catch {
    return false;
  }
}

async function choose(): Promise<MlKem> {
  if (await answers(browserKem)) return browserKem;
  return (await import("./ml-kem-script.ts")).scriptKem;
}

let chosen: Promise<MlKem> | null = null;

/** The one of this browser, found once. Rejects if the script is needed and did not come; asking again tries again. */
export function mlKem(): Promise<MlKem> {
  chosen ??= choose().catch((cause: unknown) => {
    chosen = null;
    throw cause;
  });
  return chosen;
}
