// §5 group keys, §6 wraps.
import { concat, empty, fixed, flip } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor } from "../cbor.mjs";
import { xwingPublic } from "../hpke.mjs";
import { aesGcm } from "../primitives.mjs";
import { commit, KDF } from "../protocol.mjs";

export function groupKeys(org, group, number, secret) {
  const sealingSeed = KDF(secret, org, ["group-seal", group, number], 32);
  return {
    sealingSeed,
    sealing: xwingPublic(sealingSeed),
    wrapKey: KDF(secret, org, ["group-wrap", group, number], 32),
    commitment: commit(secret, org, "group", group, number),
  };
}

export function groupSection() {
  const base = {
    org: fixed("group org"),
    group: fixed("group group"),
    number: 2,
    secret: fixed("group secret"),
  };
  const keys = groupKeys(base.org, base.group, 2, base.secret);
  const first = { ...base, number: 1, secret: fixed("group secret 1") };
  const claim = { ...base, commitment: keys.commitment, sealing: keys.sealing };
  const bad = (name, why, change) => refuse("check", name, why, { ...claim, ...change });
  const list = (...entries) => cbor(entries.map(([number, secret]) => [number, secret]));
  const [s1, s2, s3] = [fixed("group s1"), fixed("group s2"), fixed("group s3")];
  const secrets = (name, why, number, ...entries) =>
    accept(
      "secrets",
      name,
      why,
      { number, plaintext: list(...entries) },
      { secrets: entries.map(([n, secret]) => ({ number: n, secret })) },
    );
  const badSecrets = (name, why, plaintext) => refuse("secrets", name, why, { number: 3, plaintext });
  return [
    accept("derive", "generation 2", "§5", base, keys),
    accept("derive", "generation 1", "§5", first, groupKeys(first.org, first.group, 1, first.secret)),
    accept("check", "secret and statement agree", "§5: commitment and public key", claim),
    bad("other secret", "one bit of the secret", { secret: flip(base.secret, 0) }),
    bad("other number", "a secret belongs to one generation", { number: 3 }),
    bad("other group", "a secret belongs to one group", { group: flip(base.group, 0) }),
    bad("other organisation", "a secret belongs to one organisation", { org: flip(base.org, 0) }),
    bad("wrong commitment", "one bit of the commitment", { commitment: flip(keys.commitment, 31) }),
    bad("right commitment, wrong public key", "the statement's key is not this seed's", {
      sealing: xwingPublic(fixed("group stranger")),
    }),
    bad("right public key, wrong commitment", "another secret's commitment", {
      commitment: commit(s1, base.org, "group", base.group, 2),
    }),
    bad("thread commitment", "the label is part of it", {
      commitment: commit(base.secret, base.org, "thread", base.group, 2),
    }),
    secrets("the new secret alone", "§3 group-secret", 3, [3, s3]),
    secrets("two earlier ones", "§3: ascending", 3, [1, s1], [2, s2], [3, s3]),
    secrets("a gap", "§5: exactly the earlier secrets allowed", 3, [1, s1], [3, s3]),
    badSecrets("descending", "not ascending", list([3, s3], [2, s2])),
    badSecrets("repeated", "the same number twice", list([2, s2], [2, s1], [3, s3])),
    badSecrets("none", "the new secret is missing", list()),
    badSecrets("without the new one", "the box's own generation is missing", list([1, s1], [2, s2])),
    badSecrets("later than the box", "a generation above the box's own", list([3, s3], [4, s1])),
    badSecrets("short secret", "31 bytes", list([3, s3.slice(1)])),
    badSecrets("number 0", "generations start at 1", list([0, s1], [3, s3])),
    badSecrets("three elements", "an entry has two elements", cbor([[3, s3, s3]])),
    badSecrets("trailing byte", "one encoding only", concat(list([3, s3]), [0])),
  ];
}

export function wrapSection() {
  const org = fixed("wrap org");
  const wrapKey = groupKeys(org, fixed("wrap group"), 4, fixed("wrap secret")).wrapKey;
  const key = fixed("wrap thread key");
  const base = {
    org,
    wrapKey,
    thread: fixed("wrap thread"),
    number: 2,
    threadGeneration: fixed("wrap tg"),
    groupGeneration: fixed("wrap gg"),
  };
  const commitment = commit(key, org, "thread", base.thread, base.number);
  const seal = (b, k, ad = b.threadGeneration, word = "wrap") =>
    aesGcm(
      KDF(b.wrapKey, b.thread, [word, b.threadGeneration, b.groupGeneration], 32),
      new Uint8Array(12),
      ad,
      k,
    );
  const wrap = seal(base, key);
  const claim = { ...base, commitment, wrap };
  const bad = (name, why, change) => refuse("unwrap", name, why, { ...claim, ...change });
  return [
    accept("wrap", "a wrap", "§6, deterministic", { ...base, key }, { wrap, commitment }),
    accept("unwrap", "the same, opened", "§6: the commitment is checked", claim, { key }),
    bad("other wrap key", "another group generation's wrap key", { wrapKey: flip(wrapKey, 0) }),
    bad("other thread", "the salt is the thread id", { thread: flip(base.thread, 0) }),
    bad("other thread generation", "bound to the thread generation", {
      threadGeneration: flip(base.threadGeneration, 0),
    }),
    bad("other group generation", "bound to the group generation", {
      groupGeneration: flip(base.groupGeneration, 0),
    }),
    bad("no associated data", "sealed with empty associated data", { wrap: seal(base, key, empty) }),
    bad("other word", "derived for another use", { wrap: seal(base, key, base.threadGeneration, "unlock") }),
    bad("flipped ciphertext", "one bit", { wrap: flip(wrap, 0) }),
    bad("flipped tag", "one bit", { wrap: flip(wrap, -1) }),
    bad("cut", "47 bytes", { wrap: wrap.slice(0, 47) }),
    bad("extended", "49 bytes", { wrap: concat(wrap, [0]) }),
    bad("well sealed, wrong key", "the commitment refuses it", { wrap: seal(base, fixed("wrap planted")) }),
    bad("well sealed, short key", "a key has 32 bytes", { wrap: seal(base, key.slice(0, 16)) }),
    bad("other number", "the commitment binds the number", { number: 3 }),
  ];
}
