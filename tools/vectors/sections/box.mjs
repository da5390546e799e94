// §3: X-Wing and boxes.
import { concat, empty, fixed, flip, hex, unhex } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor } from "../cbor.mjs";
import { check } from "../check.mjs";
import { keySchedule, xwingEncapsulate, xwingPublic } from "../hpke.mjs";
import { boxInfo, ID, sealBox } from "../protocol.mjs";
import { published } from "./published.mjs";

// The published vector has another AEAD (ChaCha20-Poly1305); its key schedule differs by that number only.
function original() {
  const v = published.xwing;
  const publicKey = xwingPublic(unhex(v.seed));
  const { enc, secret } = xwingEncapsulate(publicKey, unhex(v.random));
  const { key, nonce } = keySchedule(secret, unhex(v.info), 3);
  check(hex(publicKey), v.publicKey, "X-Wing public key");
  check(hex(enc), v.enc, "X-Wing encapsulation");
  check(hex(secret), v.secret, "X-Wing shared secret");
  check(hex(key), v.key, "HPKE key");
  check(hex(nonce), v.nonce, "HPKE base nonce");
  return accept(
    "xwing",
    "published vector",
    v.source,
    { seed: v.seed, random: v.random, enc },
    { publicKey, enc, secret },
  );
}

export function boxSection() {
  const seed = fixed("box seed");
  const publicKey = xwingPublic(seed);
  const context = {
    org: fixed("box org"),
    purpose: "thread-key",
    object: fixed("box thread"),
    generation: 1,
    recipient: fixed("box recipient"),
    author: fixed("box author"),
  };
  const account = fixed("box account");
  const make = (name, change, plaintext) => {
    const c = { ...context, ...change };
    const random = fixed(`box random ${name}`, 64);
    return { c, box: sealBox(publicKey, c, plaintext, random), random, plaintext };
  };
  const good = (name, why, change, plaintext) => {
    const { c, box, random } = make(name, change, plaintext);
    return accept(
      "open",
      name,
      why,
      { seed, ...c, box, random },
      { publicKey, info: boxInfo(c), plaintext, hash: ID("box", box) },
    );
  };
  const key = fixed("box key");
  const base = make("base", {}, key);
  const bad = (name, why, change) =>
    refuse("open", name, why, { seed, ...context, box: base.box, ...change });
  const cut = 1120;
  const other = make("other", {}, key).box;
  const cases = [
    original(),
    accept(
      "xwing",
      "own seed",
      "public key and encapsulation of fixed bytes",
      {
        seed,
        random: fixed("xwing random", 64),
        enc: xwingEncapsulate(publicKey, fixed("xwing random", 64)).enc,
      },
      {
        publicKey,
        ...xwingEncapsulate(publicKey, fixed("xwing random", 64)),
      },
    ),
    good("thread key", "§3 thread-key", {}, key),
    good(
      "group secret",
      "§3 group-secret: earlier secrets and the new one",
      { purpose: "group-secret", generation: 3 },
      cbor([
        [2, fixed("s2")],
        [3, fixed("s3")],
      ]),
    ),
    good(
      "vault approval",
      "§3 vault-approval: generation 0, recipient from the public key",
      { purpose: "vault-approval", generation: 0, recipient: ID("approval", publicKey) },
      fixed("box vault key"),
    ),
    good(
      "vault unlock",
      "§3 vault-unlock: the version as generation, the account twice",
      {
        purpose: "vault-unlock",
        ...{ object: account, generation: 7, recipient: ID("unlocker", publicKey), author: account },
      },
      fixed("box vault key"),
    ),
    bad("other purpose", "a thread key is no group secret", { purpose: "group-secret" }),
    bad("unknown purpose", "a word that is not in the table", { purpose: "thread-keys" }),
    bad("other object", "another thread", { object: flip(context.object, 0) }),
    bad("other generation", "another generation", { generation: 2 }),
    bad("generation 0", "another generation", { generation: 0 }),
    bad("other recipient", "for somebody else", { recipient: flip(context.recipient, 31) }),
    bad("other author", "from somebody else", { author: flip(context.author, 16) }),
    bad("recipient and author swapped", "the order matters", {
      recipient: context.author,
      author: context.recipient,
    }),
    bad("other organisation", "another organisation", { org: flip(context.org, 1) }),
    bad("other seed", "not the recipient's key", { seed: flip(seed, 0) }),
    bad("flipped ML-KEM part", "one bit in the encapsulation's first part", { box: flip(base.box, 100) }),
    bad("flipped X25519 part", "one bit in the encapsulation's last part", { box: flip(base.box, 1100) }),
    bad("flipped ciphertext", "one bit in the ciphertext", { box: flip(base.box, cut + 3) }),
    bad("flipped tag", "one bit in the tag", { box: flip(base.box, -1) }),
    bad("another box's ciphertext", "encapsulation and ciphertext belong together", {
      box: concat(base.box.slice(0, cut), other.slice(cut)),
    }),
    bad("cut", "a byte short", { box: base.box.slice(0, -1) }),
    bad("extended", "a byte too long", { box: concat(base.box, [0]) }),
    bad("encapsulation alone", "no ciphertext", { box: base.box.slice(0, cut) }),
    bad("encapsulation cut", "shorter than an encapsulation", { box: base.box.slice(0, cut - 1) }),
    bad("nothing", "no bytes", { box: empty }),
  ];
  return { shared: { box: hex(base.box), enc: hex(base.box.slice(0, cut)) }, cases };
}
