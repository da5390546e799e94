// §9 the ways into a vault: from the secrets people have, over the unlockers, to the vault.
import { concat, empty, fixed, flip, hex, sha256, sorted, utf8 } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor } from "../cbor.mjs";
import { xwingPublic } from "../hpke.mjs";
import { argon2id } from "../primitives.mjs";
import { ID, KDF, sealBox } from "../protocol.mjs";
import { account, org, secret, seeds, vault, vaultKey } from "./vault.mjs";

const passwordInput = (text, m, t) => ({
  password: text,
  argonSalt: fixed("unlock argon salt", 16),
  m,
  t,
  accountSecret: secret,
});

// From the secrets people have to the unlocker's secret and what the server is sent.
function secretCases() {
  const derived = (ikm, word) => {
    const authentication = KDF(ikm, org, [`${word}-auth`], 32);
    return { secret: KDF(ikm, org, [`${word}-unlock`], 32), authentication, stored: sha256(authentication) };
  };
  const password = (name, why, text, m, t) => {
    const input = passwordInput(text, m, t);
    const stretched = argon2id(utf8(text.normalize("NFKC")), input.argonSalt, m, t);
    return accept(
      "password",
      name,
      why,
      { org, ...input },
      { stretched, ...derived(concat(stretched, secret), "password") },
    );
  };
  const code = fixed("unlock code", 20);
  const weak = (name, why, m, t) =>
    refuse("password", name, why, { org, ...passwordInput("correct horse", m, t) });
  return [
    accept("prf", "passkey", "what the authenticator's PRF is asked", { org }, { input: ID("prf", org) }),
    password("at the floor", "19,456 KiB, two passes", "correct horse battery staple", 19456, 2),
    password(
      "another spelling",
      "NFKC: full-width letters and a ligature become plain ones",
      "Ｓｅａｌ ﬁsh \u0041\u030a",
      19456,
      2,
    ),
    accept("recovery", "recovery code", "20 bytes", { org, code }, derived(code, "recovery")),
    weak("too little memory", "19,455 KiB is below the floor", 19455, 2),
    weak("one pass", "one pass is below the floor", 19456, 1),
    weak("no pass", "no pass at all", 19456, 0),
    weak("no memory", "nothing at all", 0, 2),
    weak("too much memory", "above 1 GiB", 1048577, 2),
    weak("too many passes", "above 10", 19456, 11),
    refuse("recovery", "short code", "19 bytes", { org, code: code.slice(1) }),
    refuse("recovery", "no code", "nothing", { org, code: empty }),
  ];
}

// A way of somebody with this secret; `at` overrides what its seed is bound to.
function wayOf(name, kind, at = {}) {
  const w = {
    name,
    kind,
    org,
    account,
    id: fixed(`unlock id ${name}`, 16),
    secret: fixed(`unlock secret ${name}`),
    ...at,
  };
  const seed = KDF(w.secret, w.salt ?? w.org, w.context ?? ["unlock", w.account, w.kind, w.id], 32);
  return { ...w, seed, publicKey: xwingPublic(seed) };
}

// The unlocker of a way for the vault key of a version; `with_` overrides its place and its outside.
function unlocker(way, version, with_ = {}) {
  const place = {
    org: way.org,
    purpose: "vault-unlock",
    object: way.account,
    generation: version,
    recipient: ID("unlocker", way.publicKey),
    author: way.account,
    ...with_.place,
  };
  const random = fixed(`unlock random ${way.name} ${version}`, 64);
  const box = with_.box ?? sealBox(way.publicKey, place, with_.key ?? vaultKey, random);
  const outside = { suite: 1, id: way.id, kind: way.kind, ...with_.outside };
  return { box, random, wire: cbor([outside.suite, outside.id, outside.kind, box]) };
}

const finger = wayOf("finger", 1);

function unlockCases() {
  const right = unlocker(finger, 4);
  const ask = { org, account, version: 4, secret: finger.secret };
  const good = (name, why, way) => {
    const u = unlocker(way, 4);
    const input = { ...ask, secret: way.secret, unlocker: u.wire, random: u.random };
    const { id, kind, seed, publicKey } = way;
    return accept("unlock", name, why, input, { id, kind, seed, publicKey, vaultKey });
  };
  const bad = (name, why, u, change = {}) =>
    refuse("unlock", name, why, { ...ask, unlocker: u.wire, ...change });
  const place = (name, why, change) => bad(name, why, unlocker(finger, 4, { place: change }));
  const outside = (name, why, change) => bad(name, why, unlocker(finger, 4, { outside: change }));
  const seed = (name, why, at) => bad(name, why, unlocker(wayOf("finger", 1, at), 4));
  const raw = (name, why, wire) => bad(name, why, { wire });
  return [
    good("passkey", "kind 1", finger),
    good("password", "kind 2", wayOf("word", 2)),
    good("recovery code", "kind 3", wayOf("code", 3)),
    bad("other secret", "one bit of the secret", right, { secret: flip(finger.secret, 0) }),
    bad("other organisation", "bound to the organisation", right, { org: flip(org, 0) }),
    bad("other account", "another account's unlocker", right, { account: flip(account, 0) }),
    bad("older version", "another version's key", right, { version: 3 }),
    bad("newer version", "another version's key", right, { version: 5 }),
    place("group secret's purpose", "an unlocker is no other box", { purpose: "group-secret" }),
    place("approval's purpose", "an approval is no unlocker", { purpose: "vault-approval" }),
    place("other recipient word", "the recipient is ID(unlocker)", {
      recipient: ID("approval", finger.publicKey),
    }),
    place("a device as author", "the author is the account", { author: fixed("unlock device") }),
    outside("kind exchanged", "a passkey's unlocker is no password's", { kind: 2 }),
    outside("id exchanged", "bound to the id", { id: flip(finger.id, 0) }),
    outside("kind 0", "unknown kind", { kind: 0 }),
    outside("kind 4", "unknown kind", { kind: 4 }),
    outside("suite 2", "unknown suite", { suite: 2 }),
    outside("short id", "15 bytes", { id: finger.id.slice(1) }),
    seed("salt not the organisation", "derived without a salt", { salt: empty }),
    seed("id not bound", "derived without the id", { context: ["unlock", account, 1] }),
    seed("other word", "derived for another use", { context: ["group-seal", account, 1, finger.id] }),
    raw("flipped encapsulation", "one bit", cbor([1, finger.id, 1, flip(right.box, 9)])),
    raw("flipped ciphertext", "one bit", cbor([1, finger.id, 1, flip(right.box, 1125)])),
    raw("flipped tag", "one bit", cbor([1, finger.id, 1, flip(right.box, -1)])),
    raw("cut box", "1167 bytes", cbor([1, finger.id, 1, right.box.slice(1)])),
    raw("long box", "1169 bytes", cbor([1, finger.id, 1, concat(right.box, [0])])),
    bad("short vault key", "16 bytes sealed", unlocker(finger, 4, { key: vaultKey.slice(16) })),
    raw("trailing byte", "one encoding only", concat(right.wire, [0])),
    raw("three elements", "four elements", cbor([1, finger.id, 1])),
    raw(
      "five elements",
      "the form before public keys",
      cbor([1, finger.id, 1, fixed("unlock salt"), right.box]),
    ),
  ];
}

// A version of the vault that lists these ways, under a key of its own.
function locked(version, ways, over = {}) {
  const key = fixed(`unlock vault key ${version}`);
  const list = sorted(ways, (w) => w.id).map((w) => [w.id, w.kind, over.publicKey ?? w.publicKey]);
  const plaintext = cbor([seeds("identity", 1), seeds("sealing", 1), secret, list]);
  const wires = ways.map((w) => unlocker(w, version, { key }).wire);
  return { vault: vault({ version, key, plaintext }).vault, key, wires };
}

function lockedCases() {
  const code = wayOf("code", 3);
  const lost = wayOf("lost", 1);
  const before = locked(4, [finger, lost, code]);
  const after = locked(5, [finger, code]);
  const by = (way) => ({ org, account, kind: way.kind, id: way.id, secret: way.secret });
  const good = (name, why, way, { vault, key, wires }, version) =>
    accept("locked", name, why, { ...by(way), vault, unlockers: wires }, { version, vaultKey: key });
  const bad = (name, why, way, { vault }, unlockers) =>
    refuse("locked", name, why, { ...by(way), vault, unlockers });
  const stranger = wayOf("stranger", 1);
  const slipped = unlocker(stranger, 5, { key: after.key }).wire;
  const other = { org, account: fixed("other") };
  return [
    good("by passkey", "one of three ways", finger, before, 4),
    good("by the way to be lost", "it is still on the list", lost, before, 4),
    good("after a removal", "a kept way opens the next version", finger, after, 5),
    good("in any order", "served in another order", code, { ...after, wires: [...after.wires].reverse() }, 5),
    bad("removed way", "it has no unlocker any more", lost, after, after.wires),
    bad("removed way, still served", "its old unlocker beside the new vault", lost, after, [
      ...after.wires,
      before.wires[1],
    ]),
    bad("removed way, sealed anew", "sealed to it, but the vault does not list it", lost, after, [
      ...after.wires,
      unlocker(lost, 5, { key: after.key }).wire,
    ]),
    bad("a way slipped in", "the vault does not list it", finger, after, [...after.wires, slipped]),
    bad("a way exchanged", "the vault does not list it", finger, after, [after.wires[0], slipped]),
    bad("a way hidden", "the vault lists one more", finger, after, [after.wires[0]]),
    bad("a way twice", "one unlocker per way", finger, after, [...after.wires, after.wires[1]]),
    bad("another way's kind", "a recovery code shown as a password", finger, after, [
      after.wires[0],
      unlocker(code, 5, { key: after.key, outside: { kind: 2 } }).wire,
    ]),
    bad("unlockers of the version before", "their key opens another vault", finger, after, before.wires),
    bad("vault of the version before", "the key is of the next", finger, before, after.wires),
    bad(
      "another public key on the list",
      "the way that opened it is not the one listed",
      finger,
      locked(5, [finger, code], { publicKey: stranger.publicKey }),
      after.wires,
    ),
    bad("another account's way", "bound to the account", wayOf("finger", 1, other), after, [
      unlocker(wayOf("finger", 1, other), 5, { key: after.key }).wire,
      after.wires[1],
    ]),
    bad("other secret", "one bit", { ...finger, secret: flip(finger.secret, 0) }, after, after.wires),
    bad("no unlocker", "nothing to open", finger, after, []),
    bad("an unlocker that cannot be read", "every one is read", finger, after, [...after.wires, empty]),
  ];
}

export function unlockerSection() {
  const credential = fixed("unlock credential", 48);
  const name = (bytes) => ID("credential", bytes).slice(0, 16);
  const named = (why, bytes) =>
    accept("credential", why, "the unlocker's id of a passkey", { credential: bytes }, { id: name(bytes) });
  const cases = [
    ...secretCases(),
    named("48 bytes", credential),
    named("one byte", Uint8Array.of(7)),
    refuse("credential", "another credential", "the id is not its", {
      credential,
      id: name(flip(credential, 0)),
    }),
    refuse("credential", "plain hash", "the hash is not tagged", {
      credential,
      id: sha256(credential).slice(0, 16),
    }),
    ...unlockCases(),
    ...lockedCases(),
  ];
  const [before, after] = [4, 5].map((v) =>
    ["finger", "code"].map(
      (n) => unlocker(wayOf(n, n === "code" ? 3 : 1), v, { key: fixed(`unlock vault key ${v}`) }).wire,
    ),
  );
  const shared = {
    box: hex(unlocker(finger, 4).box.slice(0, 1120)),
    ...{
      "finger-4": hex(before[0]),
      "code-4": hex(before[1]),
      "finger-5": hex(after[0]),
      "code-5": hex(after[1]),
    },
    "vault-5": hex(locked(5, [finger, wayOf("code", 3)]).vault),
    "vault-4": hex(locked(4, [finger, wayOf("lost", 1), wayOf("code", 3)]).vault),
  };
  return { shared, cases };
}
