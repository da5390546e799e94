// §12 certificates of destroyed keys; §14 what an account keeps for itself.
import { concat, empty, fixed, flip, sorted, utf8 } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { argon2id, ed25519 } from "../primitives.mjs";
import { KDF, pad, padTo, sealOkm, sign, signed } from "../protocol.mjs";

const org = fixed("kept org");
const account = fixed("kept account");
const subject = fixed("kept conversation");
const seed = fixed("kept sealing seed");
const salt = fixed("kept salt");
const said = ["reply", "Good morning,", "asked twice already", 1_800_000_000_000];

function kept(over = {}, with_ = {}) {
  const k = {
    suite: 1,
    org,
    account,
    kind: "draft",
    subject,
    version: 3,
    salt,
    padded: pad(cbor(said)),
    ...over,
  };
  const context = with_.context ?? ["kept", k.account, k.kind, k.subject, k.version];
  const okm = KDF(k.seed ?? seed, k.salt, context, 44);
  const ad = with_.ad ?? cbor([k.suite, k.org, k.account, k.kind, k.subject, k.version, k.salt]);
  const ciphertext = sealOkm(okm, ad, k.padded);
  const sealed = with_.flip === undefined ? ciphertext : flip(ciphertext, with_.flip);
  const claim = with_.claim ?? k.version;
  return cbor([k.suite, k.org, k.account, k.kind, k.subject, claim, k.salt, sealed]);
}

function draftCases() {
  const ask = { org, account, subject, version: 3, seeds: [seed] };
  const [mode, reply, note, time] = said;
  const good = (name, why, wire, change = {}, told = { mode, reply, note, time }) =>
    accept("draft", name, why, { ...ask, salt, kept: wire, ...change }, told);
  const bad = (name, why, wire, change = {}) =>
    refuse("draft", name, why, { ...ask, salt, kept: wire, ...change });
  const inside = (name, why, plain) => bad(name, why, kept({ padded: pad(plain) }));
  const right = kept();
  const none = ["note", "", "", 0];
  return [
    good("a draft", "§14", right, { content: said }),
    good(
      "nothing written",
      "both fields may be empty",
      kept({ padded: pad(cbor(none)) }),
      { content: none },
      {
        mode: "note",
        reply: "",
        note: "",
        time: 0,
      },
    ),
    good("version 1", "the first version", kept({ version: 1 }), { version: 1, content: said }),
    good("under an earlier seed", "after a change of keys", right, {
      seeds: [fixed("kept newer seed"), seed],
    }),
    bad("another's seed", "nobody else opens it", right, { seeds: [fixed("other")] }),
    bad("no seed", "nothing to open it with", right, { seeds: [] }),
    bad("older version than asked", "rolled back", kept({ version: 2 })),
    bad("version claimed", "version 2 sealed, 3 written", kept({ version: 2 }, { claim: 3 })),
    bad("version 0", "versions start at 1", kept({ version: 0 }), { version: 0 }),
    bad("other account", "another account's", kept({ account: fixed("other") })),
    bad("other conversation", "another conversation's", kept({ subject: fixed("other") })),
    bad("other organisation", "another organisation's", kept({ org: fixed("other") })),
    bad("other kind", "reserved", kept({ kind: "view" })),
    bad("suite 2", "unknown suite", kept({ suite: 2 })),
    bad("no associated data", "sealed with none", kept({}, { ad: empty })),
    bad(
      "derived without the kind",
      "the context has five elements",
      kept({}, { context: ["kept", account, subject, 3] }),
    ),
    bad("flipped ciphertext", "one bit", kept({}, { flip: 3 })),
    bad("flipped tag", "one bit", kept({}, { flip: -1 })),
    bad("trailing byte", "one encoding only", concat(right, [0])),
    bad("seven elements", "eight elements", cbor([1, org, account, "draft", subject, 3, salt])),
    bad("not padded", "the size class is exact", kept({ padded: cbor(said) })),
    bad("padded too far", "the size class is exact", kept({ padded: padTo(cbor(said), 512) })),
    inside("unknown mode", "reply or note", cbor(["mail", "", "", 0])),
    inside("no time", "four elements", cbor(said.slice(0, 3))),
    inside("trailing byte inside", "one encoding only", concat(cbor(said), [0])),
  ];
}

const floor = { m: 19_456, t: 2 };

/** The passwords that were had, as §14 keeps them. */
function passwordCases() {
  const password = "four quiet kites";
  const stretch = fixed("kept password salt", 16);
  const verifierOf = ({ m, t }) =>
    KDF(argon2id(utf8(password), stretch, m, t), org, ["former-password", account], 32);
  const list = (cost, verifiers) => pad(cbor([stretch, cost.m, cost.t, verifiers]));
  const made = (cost, verifiers, version = 2) =>
    kept({ kind: "passwords", subject: account, version, padded: list(cost, verifiers) });
  const verifier = verifierOf(floor);
  const ask = { org, account, version: 2, seed, password, salt };
  const right = made(floor, [verifier]);
  const bad = (name, why, wire, change = {}) =>
    refuse("passwords", name, why, { ...ask, kept: wire, ...change });
  const cheap = { m: 1024, t: 1 };
  return [
    accept("passwords", "passwords that were had", "§14", { ...ask, kept: right }, { verifier, count: 1 }),
    bad("no password", "at least one", made(floor, [])),
    bad("twelve passwords", "at most 11", made(floor, Array(12).fill(verifier))),
    bad("passwords stretched cheaply", "the floor of §9", made(cheap, [verifierOf(cheap)])),
    bad("passwords of another version", "the vault's version", right, { version: 3 }),
  ];
}

function certificateCases() {
  const key = fixed("certificate server seed");
  const publicKey = ed25519.public(key);
  const serverKey = fixed("certificate server key statement");
  const generations = sorted(
    [fixed("certificate generation 1"), fixed("certificate generation 2")],
    (g) => g,
  );
  const values = {
    org,
    serverKey,
    conversation: subject,
    closed: 1_800_000_000,
    destroyed: 1_831_536_000,
    generations,
    attachments: 2,
  };
  const payload = (over = {}) =>
    cbor([over.suite ?? 1, ...Object.keys(values).map((n) => over[n] ?? values[n])]);
  const made = (over) => signed(key, "certificate", payload(over));
  const ask = { publicKey, org, serverKey, conversation: subject };
  const bad = (name, why, bytes) => refuse("certificate", name, why, { ...ask, signed: bytes });
  const { closed, destroyed, attachments } = values;
  return [
    accept(
      "certificate",
      "a certificate",
      "§12",
      { ...ask, signed: made() },
      { closed, destroyed, generations, attachments },
    ),
    accept(
      "certificate",
      "in the second of closing",
      "not before it",
      { ...ask, signed: made({ destroyed: closed, attachments: 0 }) },
      { closed, destroyed: closed, generations, attachments: 0 },
    ),
    bad("other organisation", "another organisation's", made({ org: fixed("other") })),
    bad("other server key statement", "names another key", made({ serverKey: fixed("other") })),
    bad("other conversation", "another conversation's", made({ conversation: fixed("other") })),
    bad("no key", "at least one generation", made({ generations: [] })),
    bad("not sorted", "ascending", made({ generations: [...generations].reverse() })),
    bad("a key twice", "no repetition", made({ generations: [generations[0], generations[0]] })),
    bad("destroyed before closed", "an order of time", made({ destroyed: closed - 1 })),
    bad("suite 2", "unknown suite", made({ suite: 2 })),
    bad("flipped signature", "one bit", cbor([payload(), flip(sign(key, "certificate", payload()), 33)])),
    bad("signed by another", "another key", signed(fixed("kept stranger"), "certificate", payload())),
    bad("signed as another type", "the type is part of the signature", signed(key, "receipt", payload())),
    bad(
      "element missing",
      "eight elements",
      signed(key, "certificate", cbor([1, ...Object.values(values).slice(1)])),
    ),
    bad("long number", "2 in two bytes", made({ attachments: new Raw(Uint8Array.of(0x18, 2)) })),
    bad("trailing byte", "after the payload", signed(key, "certificate", concat(payload(), [0]))),
  ];
}

export const keptSection = () => [...draftCases(), ...passwordCases()];
export const certificateSection = () => certificateCases();
