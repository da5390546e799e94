// Writes down every key that a browser uses, so that it can be looked for where
// no key may be.
//
// Promise: whatever is handed to the browser's cryptography as a secret, to
// seal, to open, to sign or to derive from, is kept, with all pages of a context
// and their frames. Limits: keys that the browser makes itself and never gives
// out are not seen; neither is what is only used by code that does without it.

const LEAST = 16;
/** What is secret of a raw key; others are public, or authenticator secrets, which the server has to know. */
const RAW = ["AES-GCM", "HKDF"];
/** The seed stands at the end of a PKCS #8 key of these curves (RFC 8410 §7). */
const SEED = 32;

/**
 * Begins to write down; before the context's first page is opened.
 * @param {import("playwright-core").BrowserContext} context
 * @param {Map<string, string>} keys filled with hex and the use of each key
 */
export async function witnessKeys(context, keys) {
  await context.exposeBinding("witnessed", (_source, use, hex) => {
    // Whether a curve is there is tried with a seed of zeros.
    if (hex.length >= LEAST * 2 && /[^0]/.test(hex)) keys.set(hex, use);
  });
  await context.addInitScript(
    ({ raw, seed }) => {
      const { importKey } = SubtleCrypto.prototype;
      const secretOf = (format, name, bytes) => {
        if (format === "pkcs8") return bytes.subarray(-seed);
        return format === "raw-seed" || (format === "raw" && raw.includes(name)) ? bytes : new Uint8Array();
      };
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...more) {
        const name = algorithm?.name ?? algorithm;
        const bytes = ArrayBuffer.isView(key)
          ? new Uint8Array(key.buffer, key.byteOffset, key.byteLength)
          : new Uint8Array(key);
        const secret = [...secretOf(format, name, bytes)];
        window.witnessed(name, secret.map((byte) => byte.toString(16).padStart(2, "0")).join(""));
        return importKey.call(this, format, key, algorithm, ...more);
      };
    },
    { raw: RAW, seed: SEED },
  );
}
