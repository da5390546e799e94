// §8 attachments. Large files are a pattern to generate, and broken ones pieces of the right ciphertext.
import { concat, empty, fixed, flip, pattern, sha256, uintBE, unhex } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { aesGcm } from "../primitives.mjs";

const chunkSize = 65536;
const sealedChunk = chunkSize + 16;
const key = fixed("attachment key");
const seedText = "attachment";
const nonce = (counter, last) => concat(uintBE(counter, 11), [last ? 1 : 0]);

function stream(bytes) {
  const count = Math.max(1, Math.ceil(bytes.length / chunkSize));
  return concat(
    ...Array.from({ length: count }, (_, i) =>
      aesGcm(key, nonce(i, i === count - 1), empty, bytes.slice(i * chunkSize, (i + 1) * chunkSize)),
    ),
  );
}

/** Padmé (Nikitin et al., PURBs): at most the top log2(log2 size) + 1 bits of a length stay; 0 and 1 stay as they are. */
export function padme(size) {
  if (size < 2) return size;
  const e = Math.floor(Math.log2(size));
  const low = 2 ** (e - (Math.floor(Math.log2(e)) + 1));
  return low < 1 ? size : Math.ceil(size / low) * low;
}

function streamCases() {
  const good = (size, why) => {
    const sealed = stream(pattern(seedText, size));
    const shown = sealed.length <= 64 ? { ciphertext: sealed } : {};
    const start = { first: sealed.slice(0, 16), last: sealed.slice(-16) };
    return accept(
      "stream",
      `${size} bytes`,
      why,
      { key, pattern: seedText, size },
      { ...shown, length: sealed.length, hash: sha256(sealed), ...start },
    );
  };
  return [
    good(0, "an empty file is one empty last chunk"),
    good(1, "one byte"),
    good(1000, "a short file"),
    good(65535, "one byte short of a chunk"),
    good(65536, "exactly one chunk: it is the last, no empty one follows"),
    good(65537, "a full chunk and one byte"),
    good(131072, "exactly two chunks"),
    good(200000, "four chunks"),
  ];
}

// pieces: [{from, to}] of the right ciphertext or {bytes}; flip: a byte whose lowest bit changes afterwards.
function build({ size, pieces, flip: at }) {
  const sealed = stream(pattern(seedText, size));
  const whole = concat(...pieces.map((p) => (p.bytes ? p.bytes : sealed.slice(p.from, p.to))));
  return at === undefined ? whole : flip(whole, at);
}

function brokenCases() {
  const bad = (name, why, input) => {
    const made = build(input);
    return refuse("open-stream", name, why, {
      key,
      pattern: seedText,
      ...input,
      length: made.length,
      hash: sha256(made),
    });
  };
  const end = (size) => stream(pattern(seedText, size)).length;
  const all = (size) => [{ from: 0, to: end(size) }];
  const emptyLast = aesGcm(key, nonce(1, true), empty, empty);
  const [c0, c1, c2, c3] = [0, 1, 2, 3].map((i) => ({
    from: i * sealedChunk,
    to: Math.min((i + 1) * sealedChunk, end(200000)),
  }));
  const three = (name, why, pieces) => bad(name, why, { size: 200000, pieces });
  return [
    accept("open-stream", "whole", "all pieces in order", {
      key,
      pattern: seedText,
      size: 200000,
      pieces: [c0, c1, c2, c3],
      length: end(200000),
      hash: sha256(stream(pattern(seedText, 200000))),
    }),
    bad("nothing", "not even an empty last chunk", { size: 0, pieces: [] }),
    bad("tag cut", "15 bytes", { size: 0, pieces: [{ from: 0, to: 15 }] }),
    bad("one byte missing", "cut at the end", { size: 1000, pieces: [{ from: 0, to: end(1000) - 1 }] }),
    bad("one byte more", "extended at the end", {
      size: 1000,
      pieces: [...all(1000), { bytes: unhex("00") }],
    }),
    bad("flipped first byte", "one bit", { size: 1000, pieces: all(1000), flip: 0 }),
    bad("flipped tag", "one bit", { size: 1000, pieces: all(1000), flip: end(1000) - 1 }),
    bad("flipped in the second chunk", "one bit", { size: 65537, pieces: all(65537), flip: sealedChunk }),
    bad("empty last chunk after a full one", "the last chunk is empty for an empty file only", {
      size: 65537,
      pieces: [{ from: 0, to: sealedChunk }, { bytes: emptyLast }],
    }),
    bad("full last chunk and an empty one", "a chunk after the last", {
      size: 65536,
      pieces: [...all(65536), { bytes: emptyLast }],
    }),
    three("truncated at a chunk's end", "no last chunk", [c0, c1, c2]),
    three("truncated to the first chunk", "no last chunk", [c0]),
    three("first chunk missing", "counters start at 0", [c1, c2, c3]),
    three("middle chunk missing", "counters do not skip", [c0, c2, c3]),
    three("chunks swapped", "counters ascend", [c1, c0, c2, c3]),
    three("chunk repeated", "counters ascend", [c0, c1, c1, c2, c3]),
    three("last chunk repeated", "nothing follows the last chunk", [c0, c1, c2, c3, c3]),
    three("last chunk alone", "counters start at 0", [c3]),
    three("chunk of another file after the last", "nothing follows the last chunk", [c0, c1, c2, c3, c0]),
  ];
}

function padmeCases() {
  const sizes = [
    0, 1, 2, 3, 7, 8, 9, 16, 17, 33, 100, 1000, 1024, 1025, 65536, 65537, 100000, 1048577, 10000000, 26214400,
  ];
  const file = (size) => {
    const bytes = pattern(seedText, size);
    const sealed = stream(concat(bytes, new Uint8Array(padme(size) - size)));
    return accept(
      "file",
      `file of ${size} bytes`,
      "padded with zeros, then sealed; the hash is SHA-256 of the ciphertext",
      { key, pattern: seedText, size },
      { padded: padme(size), length: sealed.length, hash: sha256(sealed) },
    );
  };
  return [
    ...sizes.map((size) => accept("padme", `${size}`, "Padmé(size)", { size }, { padded: padme(size) })),
    file(0),
    file(1),
    file(1001),
    file(100001),
  ];
}

export const attachmentSection = () => [...streamCases(), ...padmeCases(), ...brokenCases()];
