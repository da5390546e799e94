// Makes a browser that seals nothing, to show that the search would notice.
//
// Promise: everything is as always, refusals included, but what AES-GCM gives
// is the plain bytes with the right tag behind them. Such a browser opens what
// another one like it sent, and is refused what was altered. What it sends
// stands open wherever the server puts it.
//
// Threat: a search that finds nothing because it looks in the wrong place or
// in the wrong way would look exactly like a server that sees nothing.

/** Makes every page of this context careless; before its first page is opened. */
export async function makeCareless(context) {
  await context.addInitScript(() => {
    const TAG = 16;
    const { encrypt, importKey } = SubtleCrypto.prototype;
    const bytes = (source) =>
      ArrayBuffer.isView(source)
        ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
        : new Uint8Array(source);
    const isGcm = (algorithm) => (algorithm?.name ?? algorithm) === "AES-GCM";

    /** The plain bytes, and the tag that sealing them gives. */
    async function open(subtle, algorithm, key, plain) {
      const sealed = new Uint8Array(await encrypt.call(subtle, algorithm, key, plain));
      const out = new Uint8Array(sealed.length);
      out.set(bytes(plain));
      out.set(sealed.subarray(-TAG), sealed.length - TAG);
      return out;
    }

    SubtleCrypto.prototype.importKey = function (format, key, algorithm, extractable, usages) {
      const both = isGcm(algorithm) ? ["encrypt", "decrypt"] : usages;
      return importKey.call(this, format, key, algorithm, extractable, both);
    };
    SubtleCrypto.prototype.encrypt = async function (algorithm, key, plain) {
      if (!isGcm(algorithm)) return encrypt.call(this, algorithm, key, plain);
      return (await open(this, algorithm, key, plain)).buffer;
    };
    const decrypt = SubtleCrypto.prototype.decrypt;
    SubtleCrypto.prototype.decrypt = async function (algorithm, key, sealed) {
      if (!isGcm(algorithm)) return decrypt.call(this, algorithm, key, sealed);
      const given = bytes(sealed);
      const plain = given.slice(0, Math.max(0, given.length - TAG));
      const again = await open(this, algorithm, key, plain);
      if (given.length < TAG || again.some((byte, at) => byte !== given[at]))
        throw new DOMException("the tag does not fit", "OperationError");
      return plain.buffer;
    };
  });
}
