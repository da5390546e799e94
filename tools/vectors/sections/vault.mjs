// §9 vaults: their place, and what they hold.
import { concat, empty, fixed, flip, hex, sorted } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { KDF, sealOkm } from "../protocol.mjs";

export const org = fixed("vault org");
export const account = fixed("vault account");
export const vaultKey = fixed("vault key");
const salt = fixed("vault salt");
export const seeds = (what, n) => Array.from({ length: n }, (_, i) => fixed(`vault ${what} ${i}`));
export const secret = fixed("vault account secret");

// A vault does not look into the public keys that it keeps, so any bytes do here.
const way = (name, kind) => [fixed(`vault way ${name}`, 16), kind, fixed(`vault way key ${name}`, 1216)];
const one = [way("finger", 1)];
const two = sorted([...one, way("code", 3)], (w) => w[0]);

export function vault(over = {}, with_ = {}) {
  const v = {
    suite: 1,
    org,
    account,
    version: 4,
    salt,
    plaintext: cbor([seeds("identity", 1), seeds("sealing", 1), secret, one]),
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

// One rule about the list of ways each.
function wayCases(inside) {
  const [first, second] = two;
  const list = (ways) => cbor([seeds("identity", 1), seeds("sealing", 1), secret, ways]);
  const bad = (name, why, ways) => inside(name, why, list(ways));
  return [
    bad("no way", "at least one", []),
    bad("ways not sorted", "ascending by id", [second, first]),
    bad("a way twice", "no repetition", [first, first]),
    bad("an id twice", "the id names one way", [first, [first[0], 2, second[2]]]),
    bad(
      "two passwords",
      "at most one",
      sorted([way("p", 2), way("q", 2)], (w) => w[0]),
    ),
    bad(
      "two recovery codes",
      "at most one",
      sorted([way("p", 3), way("q", 3)], (w) => w[0]),
    ),
    bad("kind 0", "unknown kind", [[first[0], 0, first[2]]]),
    bad("kind 4", "unknown kind", [[first[0], 4, first[2]]]),
    bad("short way id", "15 bytes", [[first[0].slice(1), 1, first[2]]]),
    bad("short public key", "1215 bytes", [[first[0], 1, first[2].slice(1)]]),
    bad("no public key", "three elements", [[first[0], 1]]),
    bad("a way of four", "three elements", [[first[0], 1, first[2], 0]]),
  ];
}

export function vaultSection() {
  const ask = { vaultKey, org, account, version: 4 };
  const good = (name, why, identities, sealings, ways = one, version = 4) => {
    const made = vault({ version, plaintext: cbor([identities, sealings, secret, ways]) });
    return accept(
      "vault",
      name,
      why,
      { ...ask, version, salt, vault: made.vault },
      {
        plaintext: made.plaintext,
        ciphertext: made.ciphertext,
        ...{ identities, sealings, accountSecret: secret, ways },
      },
    );
  };
  const bad = (name, why, bytes, change = {}) =>
    refuse("vault", name, why, { ...ask, salt, vault: bytes, ...change });
  const right = vault();
  const inside = (name, why, plaintext) => bad(name, why, vault({ plaintext }).vault);
  const [i1, s1] = [seeds("identity", 1), seeds("sealing", 1)];
  const cases = [
    good("one pair", "§9", i1, s1),
    good("two ways", "sorted by id", i1, s1, two),
    good(
      "several passkeys",
      "only passwords and recovery codes are single",
      i1,
      s1,
      sorted([way("finger", 1), way("key", 1), way("word", 2), way("code", 3)], (w) => w[0]),
    ),
    good("after a change of keys", "newest first", seeds("identity", 2), seeds("sealing", 3)),
    good("version 1", "the first version", i1, s1, one, 1),
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
    inside("no identity", "at least one", cbor([[], s1, secret, one])),
    inside("no sealing seed", "at least one", cbor([i1, [], secret, one])),
    inside("short identity seed", "31 bytes", cbor([[i1[0].slice(1)], s1, secret, one])),
    inside("short account secret", "16 bytes", cbor([i1, s1, secret.slice(16), one])),
    inside("no account secret", "four elements", cbor([i1, s1, one])),
    inside("no list of ways", "four elements", cbor([i1, s1, secret])),
    inside("trailing byte inside", "one encoding only", concat(cbor([i1, s1, secret, one]), [0])),
    ...wayCases(inside),
  ];
  const keys = ["finger", "code", "key", "word", "p", "q"].map((name) => [
    `key-${name}`,
    hex(way(name, 1)[2]),
  ]);
  return { shared: { ciphertext: hex(right.ciphertext), ...Object.fromEntries(keys) }, cases };
}
