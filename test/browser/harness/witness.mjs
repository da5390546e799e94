// Writes down every key that a browser uses, so that it can be looked for where
// no key may be.
//
// Promise: whatever is handed to the browser's cryptography as raw secret, to
// seal, to open or to derive from, is kept, with all pages of a context and
// their frames. Limits: keys that the browser makes itself and never gives out
// are not seen; neither is what is only used by code that does without it.

const LEAST = 16;
const NAMES = ["AES-GCM", "HKDF"];

/**
 * Begins to write down; before the context's first page is opened.
 * @param {import("playwright-core").BrowserContext} context
 * @param {Map<string, string>} keys filled with hex and the use of each key
 */
export async function witnessKeys(context, keys) {
  await context.exposeBinding("witnessed", (_source, use, hex) => {
    if (hex.length >= LEAST * 2) keys.set(hex, use);
  });
  await context.addInitScript((names) => {
    const { importKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...more) {
      const name = algorithm?.name ?? algorithm;
      if (format === "raw" && names.includes(name)) {
        const bytes = ArrayBuffer.isView(key)
          ? new Uint8Array(key.buffer, key.byteOffset, key.byteLength)
          : new Uint8Array(key);
        window.witnessed(name, [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
      }
      return importKey.call(this, format, key, algorithm, ...more);
    };
  }, NAMES);
}
