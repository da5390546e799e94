// §9 vaults and unlockers.
import { concat, empty, fixed, flip, sha256, utf8 } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { aesGcm, argon2id } from "../primitives.mjs";
import { ID, KDF, sealOkm } from "../protocol.mjs";

const org = fixed("vault org");
const account = fixed("vault account");
const vaultKey = fixed("vault key");
const salt = fixed("vault salt");
const seeds = (what, n) => Array.from({ length: n }, (_, i) => fixed(`vault ${what} ${i}`));
const secret = fixed("vault account secret");

function vault(over = {}, with_ = {}) {
  const v = {
    suite: 1,
    org,
    account,
    version: 4,
    salt,
    plaintext: cbor([seeds("identity", 1), seeds("sealing", 1), secret]),
    ...over,
  };
  const okm = KDF(v.key ?? vaultKey, v.salt, with_.context ?? ["vault", v.account, v.version], 44);
  const ad = with_.ad ?? cbor([v.suite, v.org, v.account, v.version, v.salt]);
  const ciphertext =
    with_.flip === undefined
      ? sealOkm(okm, ad, v.plaintext)
      : flip(sealOkm(okm, ad, v.plaintext), with_.flip);
  return {
    ...v,
    ciphertext,
    vault: cbor([v.suite, v.org, v.account, with_.claim ?? v.version, v.salt, ciphertext]),
  };
}

export function vaultSection() {
  const ask = { vaultKey, org, account, version: 4 };
  const good = (name, why, identities, sealings, version = 4) => {
    const made = vault({ version, plaintext: cbor([identities, sealings, secret]) });
    return accept(
      "vault",
      name,
      why,
      { ...ask, version, salt, vault: made.vault },
      { plaintext: made.plaintext, ciphertext: made.ciphertext, identities, sealings, accountSecret: secret },
    );
  };
  const bad = (name, why, bytes, change = {}) =>
    refuse("vault", name, why, { ...ask, salt, vault: bytes, ...change });
  const right = vault();
  const inside = (name, why, plaintext) => bad(name, why, vault({ plaintext }).vault);
  const [i1, s1] = [seeds("identity", 1), seeds("sealing", 1)];
  return [
    good("one pair", "§9", i1, s1),
    good("after a change of keys", "newest first", seeds("identity", 2), seeds("sealing", 3)),
    good("version 1", "the first version", i1, s1, 1),
    bad("older version than asked", "rolled back", vault({ version: 3 }).vault),
    bad("newer version than asked", "another version", vault({ version: 5 }).vault),
    bad("version claimed", "version 3 sealed, 4 written", vault({ version: 3 }, { claim: 4 }).vault),
    bad("other account", "another account's vault", vault({ account: fixed("other") }).vault),
    bad("other organisation", "another organisation's vault", vault({ org: fixed("other") }).vault),
    bad(
      "organisation exchanged",
      "the head is associated data",
      (() => {
        const o = vault();
        return cbor([1, fixed("other"), account, 4, salt, o.ciphertext]);
      })(),
      { org: fixed("other") },
    ),
    bad("other vault key", "one bit", right.vault, { vaultKey: flip(vaultKey, 0) }),
    bad("suite 2", "unknown suite", vault({ suite: 2 }).vault),
    bad("salt exchanged", "one bit of the salt", cbor([1, org, account, 4, flip(salt, 0), right.ciphertext])),
    bad("short salt", "31 bytes", vault({ salt: salt.slice(1) }).vault),
    bad("no associated data", "sealed with none", vault({}, { ad: empty }).vault),
    bad(
      "derived without the version",
      "the context has three elements",
      vault({}, { context: ["vault", account] }).vault,
    ),
    bad("flipped ciphertext", "one bit", vault({}, { flip: 3 }).vault),
    bad("flipped tag", "one bit", vault({}, { flip: -1 }).vault),
    bad("no ciphertext", "shorter than a tag", cbor([1, org, account, 4, salt, empty])),
    bad("trailing byte", "one encoding only", concat(right.vault, [0])),
    bad("five elements", "six elements", cbor([1, org, account, 4, salt])),
    bad(
      "long version",
      "4 in two bytes",
      cbor([1, org, account, new Raw(Uint8Array.of(0x18, 4)), salt, right.ciphertext]),
    ),
    inside("no identity", "at least one", cbor([[], s1, secret])),
    inside("no sealing seed", "at least one", cbor([i1, [], secret])),
    inside("short identity seed", "31 bytes", cbor([[i1[0].slice(1)], s1, secret])),
    inside("short account secret", "16 bytes", cbor([i1, s1, secret.slice(16)])),
    inside("no account secret", "three elements", cbor([i1, s1])),
    inside("trailing byte inside", "one encoding only", concat(cbor([i1, s1, secret]), [0])),
  ];
}

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

function unlocker(over = {}, with_ = {}) {
  const u = {
    suite: 1,
    id: fixed("unlock id", 16),
    kind: 1,
    salt: fixed("unlock salt"),
    secret: fixed("unlock secret"),
    key: vaultKey,
    ...over,
  };
  const key = KDF(u.secret, u.salt, with_.context ?? ["unlock", org, account, u.kind, u.id], 32);
  const wrapped = aesGcm(key, new Uint8Array(12), with_.ad ?? empty, u.key);
  return {
    ...u,
    wrapped,
    unlocker: cbor([u.suite, u.id, with_.kind ?? u.kind, u.salt, with_.wrapped ?? wrapped]),
  };
}

export function unlockerSection() {
  const right = unlocker();
  const ask = { org, account, secret: right.secret };
  const good = (name, why, over) => {
    const u = unlocker(over);
    return accept(
      "unlock",
      name,
      why,
      { ...ask, unlocker: u.unlocker },
      { id: u.id, kind: u.kind, salt: u.salt, wrapped: u.wrapped, vaultKey },
    );
  };
  const bad = (name, why, u, change = {}) =>
    refuse("unlock", name, why, { ...ask, unlocker: u.unlocker, ...change });
  return [
    ...secretCases(),
    good("passkey", "kind 1", {}),
    good("password", "kind 2", { kind: 2 }),
    good("recovery code", "kind 3", { kind: 3 }),
    bad("other secret", "one bit of the secret", right, { secret: flip(right.secret, 0) }),
    bad("other organisation", "bound to the organisation", right, { org: flip(org, 0) }),
    bad("other account", "bound to the account", right, { account: flip(account, 0) }),
    bad("kind exchanged", "a passkey's unlocker is no password's", unlocker({}, { kind: 2 })),
    bad("kind 0", "unknown kind", unlocker({ kind: 0 })),
    bad("kind 4", "unknown kind", unlocker({ kind: 4 })),
    bad("suite 2", "unknown suite", unlocker({ suite: 2 })),
    bad("short id", "15 bytes", unlocker({ id: fixed("unlock id", 15) })),
    bad("short salt", "16 bytes", unlocker({ salt: fixed("unlock salt", 16) })),
    bad("id not bound", "derived without the id", unlocker({}, { context: ["unlock", org, account, 1] })),
    bad("associated data", "associated data is empty", unlocker({}, { ad: org })),
    bad("flipped wrap", "one bit", unlocker({}, { wrapped: flip(right.wrapped, 7) })),
    bad("flipped tag", "one bit", unlocker({}, { wrapped: flip(right.wrapped, -1) })),
    bad("cut wrap", "47 bytes", unlocker({}, { wrapped: right.wrapped.slice(1) })),
    bad("long wrap", "49 bytes", unlocker({}, { wrapped: concat(right.wrapped, [0]) })),
    bad("short vault key", "16 bytes wrapped", unlocker({ key: vaultKey.slice(16) })),
    bad("trailing byte", "one encoding only", { unlocker: concat(right.unlocker, [0]) }),
    bad("four elements", "five elements", { unlocker: cbor([1, right.id, 1, right.salt]) }),
  ];
}
