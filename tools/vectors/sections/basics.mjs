// §2: ids, derivation, commitments, padding; §1 and §2: keys and signatures.
import { concat, fixed, flip, hex, unhex, utf8 } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor } from "../cbor.mjs";
import { check } from "../check.mjs";
import { ed25519, hkdf, hmac } from "../primitives.mjs";
import { commit, ID, KDF, M, pad, padTo, sign } from "../protocol.mjs";

export function idsSection() {
  const data = fixed("ids data", 40);
  const id = (type, bytes, why) =>
    accept(
      "id",
      `${type} of ${bytes.length} bytes`,
      why,
      { type, bytes },
      { message: M(type, bytes), id: ID(type, bytes) },
    );
  const wrong = (name, why, type, bytes, id) => refuse("id", name, why, { type, bytes, id });
  return [
    id("statement", data, "a statement's id is over its payload"),
    id("statement", new Uint8Array(0), "nothing is a string of bytes too"),
    id("thread", data, "the type is part of the id"),
    id("member-set", cbor([]), "the member set of nobody"),
    id("slot", concat(utf8("account"), [0], fixed("ids object")), "a slot key"),
    id("box", fixed("ids box", 1168), "a box hash"),
    wrong(
      "other type",
      "the same bytes as another type have another id",
      "thread",
      data,
      ID("statement", data),
    ),
    wrong("other bytes", "one bit of the data", "statement", flip(data, 7), ID("statement", data)),
    wrong("no domain", "SHA-256 of the data alone is no id", "statement", data, ID("", data)),
    wrong(
      "moved boundary",
      "a byte moved from the data to the type",
      "statemen",
      concat(utf8("t"), [0], data),
      ID("statement", concat([0], data)),
    ),
    wrong("cut id", "an id has 32 bytes", "statement", data, ID("statement", data).slice(0, 31)),
  ];
}

export function kdfSection() {
  const rfc = {
    ikm: unhex("0b".repeat(22)),
    salt: unhex("000102030405060708090a0b0c"),
    info: unhex("f0f1f2f3f4f5f6f7f8f9"),
    size: 42,
  };
  const okm = hkdf(rfc.ikm, rfc.salt, rfc.info, 42);
  check(
    hex(okm),
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    "RFC 5869 A.1",
  );
  const secret = fixed("kdf secret");
  const salt = fixed("kdf salt");
  const g = fixed("kdf group");
  const kdf = (name, why, context, size) =>
    accept(
      "kdf",
      name,
      why,
      { secret, salt, context: cbor(context), size },
      { info: M("kdf", cbor(context)), key: KDF(secret, salt, context, size) },
    );
  const right = KDF(secret, salt, ["group-seal", g, 1], 32);
  const wrong = (name, why, context, other = {}) =>
    refuse("kdf", name, why, { secret, salt, context: cbor(context), size: 32, ...other, key: right });
  return [
    accept("hkdf", "RFC 5869 A.1", "RFC 5869 appendix A, test case 1", rfc, { key: okm }),
    kdf("group-seal", "§5", ["group-seal", g, 1], 32),
    kdf("group-wrap", "§5: another word, another key", ["group-wrap", g, 1], 32),
    kdf("message", "44 bytes: key and nonce", ["message", fixed("kdf message", 16), g, salt], 44),
    kdf("one word", "a context of one word", ["invite"], 32),
    kdf("large number", "2^53−1 in a context", ["vault", g, Number.MAX_SAFE_INTEGER], 44),
    wrong("other word", "the word is part of the derivation", ["group-wrap", g, 1]),
    wrong("other object", "the object is part of the derivation", ["group-seal", flip(g, 31), 1]),
    wrong("other number", "the generation is part of the derivation", ["group-seal", g, 2]),
    wrong("shorter context", "an element less", ["group-seal", g]),
    wrong("number as text", "types matter", ["group-seal", g, "1"]),
    wrong("other salt", "the salt is the organisation", ["group-seal", g, 1], { salt: flip(salt, 0) }),
    wrong("other secret", "one bit of the secret", ["group-seal", g, 1], { secret: flip(secret, 0) }),
  ];
}

export function commitSection() {
  const base = {
    secret: fixed("commit secret"),
    org: fixed("commit org"),
    label: "group",
    object: fixed("commit object"),
    number: 7,
  };
  const make = (c) => commit(c.secret, c.org, c.label, c.object, c.number);
  const commitment = make(base);
  check(
    hex(commitment),
    hex(hmac(base.secret, M("commitment", cbor([base.org, "group", base.object, 7])))),
    "commit",
  );
  const wrong = (name, why, change) => refuse("commit", name, why, { ...base, ...change, commitment });
  const good = (name, why, c) => accept("commit", name, why, { ...c, commitment: make(c) });
  return [
    good("group", "§5", base),
    good("thread", "§6: another label, another commitment", { ...base, label: "thread" }),
    good("number 1", "the first generation", { ...base, number: 1 }),
    wrong("other secret", "one bit of the secret", { secret: flip(base.secret, 31, 0x80) }),
    wrong("other organisation", "bound to the organisation", { org: flip(base.org, 0) }),
    wrong("other label", "a group's secret is no thread key", { label: "thread" }),
    wrong("other object", "bound to the group", { object: flip(base.object, 5) }),
    wrong("other number", "bound to the generation", { number: 8 }),
    refuse("commit", "flipped commitment", "one bit of the commitment", {
      ...base,
      commitment: flip(commitment, 9),
    }),
    refuse("commit", "cut commitment", "half a commitment is none", {
      ...base,
      commitment: commitment.slice(0, 16),
    }),
    refuse("commit", "no commitment", "nothing is no commitment", { ...base, commitment: new Uint8Array(0) }),
  ];
}

export function paddingSection() {
  const good = (size) => {
    const bytes = fixed(`padding ${size}`, Math.min(size, 600));
    const full = concat(bytes, new Uint8Array(Math.max(0, size - 600)).fill(0x41));
    const padded = pad(full);
    if (size > 2000)
      return accept(
        "pad-size",
        `${size} bytes`,
        "size class only; any bytes do",
        { size },
        { padded: padded.length },
      );
    return accept("pad", `${size} bytes`, `class ${padded.length}`, { bytes: full }, { padded });
  };
  const bad = (name, why, padded) => refuse("unpad", name, why, { padded });
  const x = fixed("padding bad", 100);
  return [
    ...[0, 1, 255, 256, 511, 512, 4095, 4096, 32767, 32768, 65535].map(good),
    accept(
      "pad",
      "ends like padding",
      "data may end in 80 00",
      { bytes: concat(x, [0x80, 0]) },
      { padded: pad(concat(x, [0x80, 0])) },
    ),
    refuse("pad-size", "65536 bytes", "with its mark it does not fit 65,536 bytes", { size: 65536 }),
    bad("nothing", "no bytes", new Uint8Array(0)),
    bad("no mark", "only zeros", new Uint8Array(256)),
    bad("other mark", "81 is not the mark", concat(x, [0x81], new Uint8Array(155))),
    bad("no zeros after the mark", "a byte other than zero after the mark", flip(pad(x), -1)),
    bad("class too large", "100 bytes belong in 256, not 512", padTo(x, 512)),
    bad("class much too large", "100 bytes belong in 256, not 1024", padTo(x, 1024)),
    bad("empty in a larger class", "nothing belongs in 256", padTo(new Uint8Array(0), 512)),
    bad("255 bytes in 512", "255 bytes and the mark fill 256", padTo(fixed("p255", 255), 512)),
    bad("no class", "257 bytes are no class", padTo(x, 257)),
    bad("multiple but no class", "768 is not 256·2^k", padTo(fixed("p600", 600), 768)),
    bad("below the smallest class", "128 is below 256", padTo(x, 128)),
    bad("cut", "a byte missing", pad(x).slice(0, 255)),
  ];
}

// y = 1, −1, 0 (twice), and the four points of order 8.
const smallOrder = [
  ["0100000000000000000000000000000000000000000000000000000000000000", "order 1"],
  ["ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "order 2"],
  ["0000000000000000000000000000000000000000000000000000000000000000", "order 4"],
  ["0000000000000000000000000000000000000000000000000000000000000080", "order 4"],
  ["26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "order 8"],
  ["26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85", "order 8"],
  ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "order 8"],
  ["c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "order 8"],
];
const nonCanonical = [
  [`ed${"ff".repeat(30)}7f`, "y = p, which is 0"],
  [`ed${"ff".repeat(30)}ff`, "y = p with the sign bit"],
  [`ee${"ff".repeat(30)}7f`, "y = p + 1, which is 1"],
  [`ee${"ff".repeat(30)}ff`, "y = p + 1 with the sign bit"],
  [`f0${"ff".repeat(30)}7f`, "y = p + 3"],
  [`f1${"ff".repeat(30)}ff`, "y = p + 4 with the sign bit"],
  [`fe${"ff".repeat(30)}7f`, "y = 2^255 − 2"],
  [`ff${"ff".repeat(30)}7f`, "y = 2^255 − 1"],
  ["ff".repeat(32), "all bits set"],
  [`01${"00".repeat(30)}80`, "y = 1 with the sign bit: x = 0 has no sign"],
  [`ec${"ff".repeat(31)}`, "y = −1 with the sign bit: x = 0 has no sign"],
];

const rfc8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
];

// The group order L, little-endian: S + L verifies in a lax verifier.
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
function addOrder(signature) {
  const s = BigInt(`0x${hex(Uint8Array.from(signature.slice(32)).reverse())}`) + L;
  return concat(signature.slice(0, 32), unhex(s.toString(16).padStart(64, "0")).reverse());
}

export function keysSection() {
  const seed = fixed("keys seed");
  const publicKey = ed25519.public(seed);
  const bytes = fixed("keys data", 50);
  const signature = sign(seed, "statement", bytes);
  const base = { publicKey, type: "statement", bytes, signature };
  const bad = (name, why, change) => refuse("verify", name, why, { ...base, ...change });
  const raw = rfc8032.map(([key, pub, message, sig], i) => {
    check(hex(ed25519.public(unhex(key))), pub, "RFC 8032 public key");
    check(hex(ed25519.sign(unhex(key), unhex(message))), sig, "RFC 8032 signature");
    return accept(
      "ed25519",
      `RFC 8032 test ${i + 1}`,
      "RFC 8032 §7.1; the bytes are signed as they are",
      { seed: key, bytes: message },
      { publicKey: pub, signature: sig },
    );
  });
  return [
    ...raw,
    accept("public-key", "a public key", "an ordinary key", { publicKey }),
    ...smallOrder.map(([key, why]) =>
      refuse(
        "public-key",
        `small order ${key.slice(0, 8)}…${key.slice(-2)}`,
        `point of small order (${why})`,
        { publicKey: key },
      ),
    ),
    ...nonCanonical.map(([key, why]) =>
      refuse("public-key", `non-canonical ${key.slice(0, 8)}…${key.slice(-2)}`, why, { publicKey: key }),
    ),
    refuse("public-key", "31 bytes", "a key has 32 bytes", { publicKey: publicKey.slice(1) }),
    refuse("public-key", "33 bytes", "a key has 32 bytes", { publicKey: concat(publicKey, [0]) }),
    refuse("public-key", "no bytes", "a key has 32 bytes", { publicKey: new Uint8Array(0) }),
    accept("sign", "a signature", "§2 Sign", { seed, type: "statement", bytes }, { publicKey, signature }),
    accept("verify", "verified", "the same, read", base),
    bad("other type", "a signature for one type is none for another", { type: "message" }),
    bad("other bytes", "one bit of the data", { bytes: flip(bytes, 3) }),
    bad("flipped R", "one bit in the first half", { signature: flip(signature, 0) }),
    bad("flipped S", "one bit in the second half", { signature: flip(signature, 40) }),
    bad("S plus L", "S must be below the group order (RFC 8032 §5.1.7)", { signature: addOrder(signature) }),
    bad("cut signature", "63 bytes", { signature: signature.slice(0, 63) }),
    bad("long signature", "65 bytes", { signature: concat(signature, [0]) }),
    bad("no signature", "nothing is no signature", { signature: new Uint8Array(0) }),
    bad("zero signature", "64 zero bytes", { signature: new Uint8Array(64) }),
    bad("other key", "another's key", { publicKey: ed25519.public(fixed("keys other")) }),
    bad("bare signature", "signed without the protocol's prefix", { signature: ed25519.sign(seed, bytes) }),
    // With a key of order 1, R = the key and S = 0 verify any message in a lax verifier.
    bad("key of order 1", "would verify anything", {
      publicKey: smallOrder[0][0],
      signature: concat(unhex(smallOrder[0][0]), new Uint8Array(32)),
    }),
  ];
}
