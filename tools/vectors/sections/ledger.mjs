// The record of acts (docs/ledger.md): events and their entries, checkpoints, and proofs between them.
import { concat, empty, fixed, flip, hex, sha256, utf8 } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { consistency, path, root } from "../merkle.mjs";
import { ed25519 } from "../primitives.mjs";
import { ID, M } from "../protocol.mjs";

const org = fixed("ledger org");
const seed = fixed("ledger server key");
const publicKey = ed25519.public(seed);
const salt = fixed("ledger salt", 16);
const origin = `sealdesk-ledger/${hex(org)}`;
const base64 = (bytes) => Buffer.from(bytes).toString("base64");

const acted = {
  suite: 1,
  time: 1_795_000_000_123,
  kind: "thread.read",
  role: 2,
  actor: fixed("ledger actor"),
  device: fixed("ledger device"),
  network: "2001:db8::/64",
  object: fixed("ledger object"),
  within: fixed("ledger within"),
  outcome: 1,
  policy: "thread.read",
  reason: "member",
  first: 17,
  last: 2 ** 53 - 1,
};
const bare = {
  actor: empty,
  device: empty,
  network: "",
  object: empty,
  within: empty,
  policy: "",
  reason: "",
};

function event(over = {}) {
  const e = { ...acted, ...over };
  const { suite, time, kind, role, actor, device, network, object, within } = e;
  const rest = [e.outcome, e.policy, e.reason, e.first, e.last];
  return cbor([suite, time, kind, [role, actor], device, network, object, within, ...rest]);
}

function eventCases() {
  const entryOf = (wire) => ID("ledger-event", concat(salt, wire));
  const good = (name, why, over = {}) => {
    const { suite: _, ...told } = { ...acted, ...over };
    return accept("event", name, why, { salt, event: event(over) }, { ...told, entry: entryOf(event(over)) });
  };
  const bad = (name, why, wire) => refuse("event", name, why, { salt, event: wire });
  const long = "x".repeat(65);
  const whole = event();
  return [
    good("an act that was refused", "docs/ledger.md, form"),
    good("the server by itself", "every id and word but the kind may be absent", {
      ...bare,
      kind: "server.started",
      role: 3,
      outcome: 0,
      first: 0,
      last: 0,
    }),
    good("words of 64 bytes", "the longest", { policy: "ä".repeat(32), reason: "x".repeat(64) }),
    bad("version 2", "version 1 only", event({ suite: 2 })),
    bad("no kind", "every act is of a kind", event({ kind: "" })),
    bad("role 5", "a closed list", event({ role: 5 })),
    bad("outcome 2", "done or refused", event({ outcome: 2 })),
    bad("a kind of 65 bytes", "64 at most", event({ kind: long })),
    bad("a network of 65 bytes", "64 at most", event({ network: long })),
    bad(
      "a policy of 66 bytes in 33 letters",
      "bytes are counted, not letters",
      event({ policy: "ä".repeat(33) }),
    ),
    bad("a reason of 65 bytes", "64 at most", event({ reason: long })),
    bad("an actor of zeros", "nothing is the empty byte string", event({ actor: new Uint8Array(32) })),
    bad("an object of zeros", "nothing is the empty byte string", event({ object: new Uint8Array(32) })),
    bad("a device of 31 bytes", "32 or none", event({ device: fixed("short", 31) })),
    bad(
      "a time in nine bytes",
      "shortest forms",
      event({ first: new Raw(Uint8Array.of(0x1b, 0, 0, 0, 0, 0, 0, 0, 17)) }),
    ),
    bad("a byte more", "nothing behind it", concat(whole, [0])),
    bad("a byte less", "cut off", whole.slice(0, -1)),
    bad("a field less", "thirteen", cbor([1, 0, "x", [0, empty], empty, "", empty, empty, 0, "", "", 0])),
    refuse("event", "another salt", "the entry is of one salt", {
      salt: fixed("other salt", 16),
      event: whole,
      entry: entryOf(whole),
    }),
    refuse("event", "another event", "the entry is of one event", {
      salt,
      event: event({ first: 18 }),
      entry: entryOf(whole),
    }),
  ];
}

const keyHash = (name, key) => sha256(concat(utf8(`${name}\n`), [1], key)).slice(0, 4);
const line = (name, bytes) => `— ${name} ${base64(bytes)}\n`;
/** One signature line (C2SP signed-note). */
const signature = (text, over = {}) => {
  const s = { name: origin, seed, hashed: null, ...over };
  const hash = keyHash(s.hashed ?? s.name, ed25519.public(s.seed));
  return line(s.name, concat(hash, ed25519.sign(s.seed, utf8(text))));
};
const leaves = Array.from({ length: 300 }, (_, n) => fixed(`ledger entry ${n}`));
const rootOf = (size) => root(leaves.slice(0, size));
const textOf = (over = {}) => {
  const t = { origin, size: "300", root: base64(rootOf(300)), more: "", ...over };
  return `${t.origin}\n${t.size}\n${t.root}\n${t.more}`;
};

function checkpointCases() {
  const ask = { org, keys: [publicKey] };
  const told = { origin, size: 300, root: rootOf(300) };
  const good = (name, why, note, over = {}, said = told) =>
    accept("checkpoint", name, why, { ...ask, ...over, note: utf8(note) }, said);
  const bad = (name, why, note, over = {}) =>
    refuse("checkpoint", name, why, { ...ask, ...over, note: typeof note === "string" ? utf8(note) : note });
  const signed = (over) => `${textOf(over)}\n${signature(textOf(over))}`;
  const text = textOf();
  const right = signed();
  const witness = line("witness.example/w1", fixed("a witness's signature", 76));
  const later = fixed("ledger next server key");
  const other = fixed("other org");
  const others = `sealdesk-ledger/${hex(other)}`;
  const empty = { size: "0", root: base64(sha256(new Uint8Array(0))) };
  const otherKey = signature(text, { seed: later });
  const protocols = line(
    origin,
    concat(keyHash(origin, publicKey), ed25519.sign(seed, M("checkpoint", utf8(text)))),
  );
  const broken = (at) => {
    const raw = concat(keyHash(origin, publicKey), ed25519.sign(seed, utf8(text)));
    return `${text}\n${line(origin, flip(raw, at))}`;
  };
  return [
    good("a checkpoint", "C2SP tlog-checkpoint", right),
    good(
      "of nothing",
      "before the first event",
      signed(empty),
      {},
      {
        origin,
        size: 0,
        root: sha256(new Uint8Array(0)),
      },
    ),
    good(
      "with a witness before",
      "signatures of others are passed over",
      `${text}\n${witness}${signature(text)}`,
    ),
    good("with a witness behind", "signatures of others are passed over", `${right}${witness}`),
    good("with an extension", "lines after the third stand for nothing", signed({ more: "an extension\n" })),
    good("by one of two keys", "the server's key was changed", right, {
      keys: [ed25519.public(later), publicKey],
    }),
    good("by both of two keys", "while it is changed", `${right}${otherKey}`, {
      keys: [publicKey, ed25519.public(later)],
    }),
    bad("another key", "not the server's", `${text}\n${otherKey}`),
    bad("no key", "nothing to check it with", right, { keys: [] }),
    bad("a witness alone", "not signed by the server", `${text}\n${witness}`),
    bad(
      "another key under the server's hash",
      "the signature has to hold",
      `${text}\n${line(origin, concat(keyHash(origin, publicKey), ed25519.sign(later, utf8(text))))}`,
    ),
    bad(
      "the second of two keys does not hold",
      "each has to",
      `${right}${line(origin, concat(keyHash(origin, ed25519.public(later)), fixed("not a signature", 64)))}`,
      {
        keys: [publicKey, ed25519.public(later)],
      },
    ),
    bad("a changed signature", "one bit", broken(-1)),
    bad("a changed hash of the key", "one bit: nobody's", broken(0)),
    bad(
      "a signature of 63 bytes",
      "64",
      `${text}\n${line(origin, concat(keyHash(origin, publicKey), ed25519.sign(seed, utf8(text)).slice(1)))}`,
    ),
    bad("signed as an object of the protocol", "notes are signed as they are", `${text}\n${protocols}`),
    bad("another organisation's", "the origin names it", right, { org: other }),
    bad(
      "under another name",
      "the key's name is the origin",
      `${text}\n${signature(text, { name: "sealdesk" })}`,
    ),
    bad(
      "the text of another ledger",
      "signed under the right name",
      `${textOf({ origin: others })}\n${signature(textOf({ origin: others }), { name: origin })}`,
    ),
    bad("another size", "it was signed for 300", right.replace("\n300\n", "\n301\n")),
    bad("another root", "it was signed for one", right.replace(base64(rootOf(300)), base64(rootOf(299)))),
    bad("a size with a zero before", "one spelling", signed({ size: "0300" })),
    bad("a size with a sign", "one spelling", signed({ size: "+300" })),
    bad("a size below zero", "a count", signed({ size: "-1" })),
    bad("a size with a space", "one spelling", signed({ size: "300 " })),
    bad("a size past 2^63", "beyond every tree", signed({ size: "9223372036854775808" })),
    bad("a root of 31 bytes", "32", signed({ root: base64(fixed("short", 31)) })),
    bad("a root of 33 bytes", "32", signed({ root: base64(fixed("long", 33)) })),
    bad("a root with stray bits", "one spelling", signed({ root: base64(rootOf(300)).replace(/.=$/, "/=") })),
    bad("a root without its padding", "one spelling", signed({ root: base64(rootOf(300)).replace("=", "") })),
    bad("a root in hexadecimal", "base64", signed({ root: hex(rootOf(300)) })),
    bad("two lines", "three", `${origin}\n300\n\n${signature(`${origin}\n300\n`)}`),
    bad("no origin", "three", signed({ origin: "" })),
    bad("no signature", "a note has one", `${text}\n`),
    bad("nothing behind the text", "a note has a blank line", text),
    bad("a last line without its end", "cut off", right.slice(0, -1)),
    bad("a hyphen for the dash", "signature lines begin with a dash", right.replace("— ", "- ")),
    bad("a carriage return", "no control characters", right.replace("\n300\n", "\n300\r\n")),
    bad("a zero byte", "no control characters", signed({ more: "an\0extension\n" })),
    bad("not UTF-8", "a note is text", concat(utf8(right), [0xff, 0x0a])),
    bad("a blank line behind", "nothing behind the signatures", `${right}\n`),
    bad(
      "101 signatures",
      "100 at most",
      `${right}${Array.from({ length: 100 }, (_, n) => line(`w${n}`, fixed(`w${n}`, 8))).join("")}`,
    ),
    bad("longer than 16 KiB", "the limit", signed({ more: `${"x".repeat(16_384)}\n` })),
    bad("nothing", "no note", ""),
  ];
}

const flat = (hashes) => concat(empty, ...hashes);

function inclusionCases() {
  const proof = (number, size) => path(number, leaves.slice(0, size));
  const ask = (number, size, over = {}) => ({
    number,
    size,
    root: rootOf(size),
    entry: leaves[number],
    proof: flat(proof(number, size)),
    ...over,
  });
  const bad = (name, why, input) => refuse("inclusion", name, why, input);
  return [
    ...[
      [0, 1],
      [0, 2],
      [6, 7],
      [255, 256],
      [256, 300],
      [299, 300],
    ].map(([n, size]) => accept("inclusion", `${n} of ${size}`, "RFC 6962 §2.1.1", ask(n, size))),
    bad("another entry", "the proof is of one", ask(7, 300, { entry: leaves[8] })),
    bad("another place", "the proof is of one", ask(7, 300, { number: 8 })),
    bad("beyond the tree", "no such place", ask(7, 300, { number: 300 })),
    bad("another root", "the proof is of one", ask(7, 300, { root: rootOf(299) })),
    bad("another size", "the proof is of one", ask(7, 300, { size: 600 })),
    bad("a hash less", "every step", ask(7, 300, { proof: flat(proof(7, 300).slice(1)) })),
    bad("a hash more", "no step but these", ask(7, 300, { proof: flat([...proof(7, 300), leaves[0]]) })),
    bad(
      "two hashes in each other's place",
      "in their order",
      ask(7, 300, { proof: flat(proof(7, 300).reverse()) }),
    ),
    bad("a changed hash", "one bit", ask(7, 300, { proof: flip(flat(proof(7, 300)), 40) })),
  ];
}

function consistencyCases() {
  const proof = (from, size) => consistency(from, leaves.slice(0, size));
  const ask = (from, size, over = {}) => ({
    from,
    fromRoot: rootOf(from),
    size,
    root: rootOf(size),
    proof: flat(proof(from, size)),
    ...over,
  });
  const bad = (name, why, input) => refuse("consistency", name, why, input);
  const other = root([...leaves.slice(0, 6), fixed("replaced"), ...leaves.slice(7, 300)]);
  return [
    ...[
      [0, 0],
      [0, 300],
      [1, 2],
      [1, 300],
      [7, 8],
      [8, 300],
      [255, 257],
      [256, 300],
      [299, 300],
      [300, 300],
    ].map(([n, size]) => accept("consistency", `${n} to ${size}`, "RFC 6962 §2.1.2", ask(n, size))),
    bad("shorter", "a ledger only grows", { ...ask(7, 8), from: 8, size: 7 }),
    bad("of one size, another root", "a fork", ask(300, 300, { root: other })),
    bad("an entry replaced", "a fork", ask(8, 300, { root: other })),
    bad("another beginning", "it is not what was seen", ask(8, 300, { fromRoot: other })),
    bad("a proof from another size", "the proof is of one", ask(8, 300, { proof: flat(proof(9, 300)) })),
    bad("a proof to another size", "the proof is of one", ask(8, 300, { proof: flat(proof(8, 299)) })),
    bad("no proof", "there is one", ask(8, 300, { proof: empty })),
    bad(
      "a proof of what needs none",
      "from nothing there is nothing to prove",
      ask(0, 300, { proof: leaves[0] }),
    ),
    bad("a proof of the same", "there is nothing to prove", ask(300, 300, { proof: leaves[0] })),
    bad("nothing, with another root", "two trees of one size", ask(0, 0, { fromRoot: other })),
    bad("a hash less", "every step", ask(8, 300, { proof: flat(proof(8, 300).slice(1)) })),
    bad("a hash more", "no step but these", ask(8, 300, { proof: flat([...proof(8, 300), leaves[0]]) })),
    bad("a changed hash", "one bit", ask(8, 300, { proof: flip(flat(proof(8, 300)), 40) })),
  ];
}

/** What many of the cases hold, written once; the longest before what it is made of. */
const shared = {
  "x-1024": hex(utf8("x".repeat(1024))),
  event: hex(event()),
  checkpoint: hex(utf8(`${textOf()}\n${signature(textOf())}`)),
  text: hex(utf8(textOf())),
  origin: hex(utf8(origin)),
  "root-300": hex(rootOf(300)),
  "proof-7": hex(flat(path(7, leaves))),
  "proof-from-8": hex(flat(consistency(8, leaves))),
};

export const ledgerSection = () => ({
  shared,
  cases: [...eventCases(), ...checkpointCases(), ...inclusionCases(), ...consistencyCases()],
});
