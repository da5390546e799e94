// §7: messages and their bodies.
import { concat, empty, fixed, flip, sha256, utf8 } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { aesGcm, ed25519 } from "../primitives.mjs";
import { ID, KDF, pad, padTo, sealOkm, sign } from "../protocol.mjs";

const order = [
  "suite",
  "org",
  "thread",
  "threadGeneration",
  "message",
  "salt",
  "sender",
  "class",
  "head",
  "counter",
  "previous",
  "seen",
  "seenTranscript",
];
const seed = fixed("message sender seed");
const publicKey = ed25519.public(seed);
const key = fixed("message key");
const thread = fixed("message thread");
const t0 = ID("transcript", thread);
const base = {
  suite: 1,
  org: fixed("message org"),
  thread,
  threadGeneration: fixed("message tg"),
  message: fixed("message id", 16),
  salt: fixed("message salt"),
  sender: fixed("message sender"),
  class: 1,
  head: fixed("message head"),
  counter: 1,
  previous: empty,
  seen: 0,
  seenTranscript: t0,
};
const logical = fixed("message logical", 16);
const target = fixed("message target", 16);
const ms = 1_800_000_000_123;
const text = ["text", ms, logical, ["Where is my order?", "en", empty, []]];

function seal(fields, body, with_ = {}) {
  const header = with_.header ?? cbor(order.map((name) => fields[name]));
  const context = with_.context ?? ["message", fields.message, fields.threadGeneration, fields.sender];
  const okm = KDF(with_.key ?? key, fields.salt, context, 44);
  const padded = with_.padded ?? pad(cbor(body));
  const ciphertext = with_.zeroNonce
    ? aesGcm(okm.slice(0, 32), new Uint8Array(12), header, padded)
    : sealOkm(okm, with_.ad ?? header, padded);
  return finish(header, ciphertext, with_);
}

function finish(header, ciphertext, { seed: by = seed, type = "message", digest } = {}) {
  const hashes = concat(sha256(header), sha256(ciphertext));
  const signature = sign(by, type, digest ?? hashes);
  return {
    header,
    ciphertext,
    signature,
    message: cbor([header, ciphertext, signature]),
    hash: ID("message", hashes),
  };
}

function goodCases() {
  const long = ["text", ms, logical, ["a".repeat(300), "en", target, []]];
  const staff = {
    ...base,
    message: fixed("message id 2", 16),
    counter: 2,
    previous: fixed("message previous"),
    seen: 5,
    seenTranscript: fixed("message T5"),
  };
  const both = (name, why, fields, body) => {
    const sealed = seal(fields, body);
    const { suite, ...header } = fields;
    return [
      accept(
        "seal",
        name,
        why,
        { key, seed, ...header, body: cbor(body) },
        { publicKey, padded: pad(cbor(body)), ...sealed },
      ),
      accept(
        "open",
        name,
        why,
        {
          key,
          publicKey,
          org: fields.org,
          thread,
          threadGeneration: fields.threadGeneration,
          message: sealed.message,
        },
        { ...header, body: cbor(body), hash: sealed.hash },
      ),
    ];
  };
  return [
    ...both("first message", "§7", base, text),
    ...both("a later message", "with a previous one and a reply; the second padding class", staff, long),
    ...both("a reaction", "class 3", { ...base, class: 3 }, ["reaction", ms, logical, [target, "👍", true]]),
  ];
}

function badCases() {
  const good = seal(base, text);
  const frame = { key, publicKey, org: base.org, thread, threadGeneration: base.threadGeneration };
  const bad = (name, why, message, change = {}) =>
    refuse("open", name, why, { ...frame, message, ...change });
  const forged = (name, why, with_) => bad(name, why, seal(base, text, with_).message);
  const header = (name, why, over) => bad(name, why, seal({ ...base, ...over }, text).message);
  const rebuilt = (h, c, s) => cbor([h, c, s]);
  const { header: h, ciphertext: c, signature: s } = good;
  const drop = cbor(order.slice(0, 12).map((name) => base[name]));
  return [
    bad("flipped header", "one bit of the header; the signature refuses it", rebuilt(flip(h, 50), c, s)),
    bad("flipped ciphertext", "one bit; the signature refuses it", rebuilt(h, flip(c, 5), s)),
    bad("flipped signature", "one bit", rebuilt(h, c, flip(s, 5))),
    bad(
      "flipped header, signed again",
      "the header is associated data",
      (() => finish(flip(h, 120), c).message)(),
    ),
    bad("flipped ciphertext, signed again", "the tag refuses it", finish(h, flip(c, 0)).message),
    bad("flipped tag, signed again", "the tag refuses it", finish(h, flip(c, -1)).message),
    bad("cut ciphertext, signed again", "a byte short", finish(h, c.slice(0, -1)).message),
    bad("no ciphertext, signed again", "shorter than a tag", finish(h, empty).message),
    bad("other key", "another thread generation's key", good.message, { key: flip(key, 0) }),
    bad("other sender's key", "somebody else's public key", good.message, {
      publicKey: ed25519.public(fixed("message other")),
    }),
    forged("signed by another", "not the sender's signature", { seed: fixed("message other") }),
    forged("signed as another type", "a receipt's signature is no message's", { type: "receipt" }),
    forged("signature over the header alone", "both hashes are signed", { digest: sha256(h) }),
    forged("sealed without associated data", "the header is not bound", { ad: empty }),
    forged("zero nonce", "the nonce is derived", { zeroNonce: true }),
    forged("derived for another sender", "the sender is in the derivation", {
      context: ["message", base.message, base.threadGeneration, fixed("message other")],
    }),
    forged("derived for another message", "the message id is in the derivation", {
      context: ["message", fixed("message other", 16), base.threadGeneration, base.sender],
    }),
    forged("padding class too large", "a small body in 512 bytes", { padded: padTo(cbor(text), 512) }),
    forged("padding without a mark", "only zeros", { padded: new Uint8Array(256) }),
    forged("not padded", "bare body", { padded: cbor(text) }),
    forged("body with a trailing byte", "one encoding only, before the padding's mark", {
      padded: pad(concat(cbor(text), [0])),
    }),
    bad("other organisation asked", "from another organisation", good.message, {
      org: fixed("message other org"),
    }),
    bad("other thread asked", "from another thread", good.message, { thread: fixed("message other thread") }),
    bad("other thread generation asked", "from another thread generation", good.message, {
      threadGeneration: fixed("message other tg"),
    }),
    header("suite 2", "unknown suite", { suite: 2 }),
    header("class 0", "unknown class", { class: 0 }),
    header("class 5", "unknown class", { class: 5 }),
    header("counter 0", "counters start at 1", { counter: 0 }),
    header("short message id", "15 bytes", { message: fixed("message id", 15) }),
    header("long message id", "32 bytes", { message: fixed("message id", 32) }),
    header("short salt", "16 bytes", { salt: fixed("message salt", 16) }),
    header("no sender", "a sender is an id, never absent", { sender: empty }),
    header("short transcript", "31 bytes", { seenTranscript: t0.slice(1) }),
    bad("header element missing", "thirteen elements", seal(base, text, { header: drop }).message),
    bad(
      "header element too many",
      "thirteen elements",
      seal(base, text, { header: cbor([...order.map((n) => base[n]), 0]) }).message,
    ),
    header("long number in the header", "the counter in two bytes", {
      counter: new Raw(Uint8Array.of(0x18, 1)),
    }),
    bad("header not wrapped", "the header is a byte string", cbor([order.map((n) => base[n]), c, s])),
    bad("two elements", "no signature at all", cbor([h, c])),
    bad("trailing byte", "after the message", concat(good.message, [0])),
    bad("cut", "a byte short", good.message.slice(0, -1)),
    bad("short signature", "63 bytes", rebuilt(h, c, s.slice(1))),
  ];
}

const attachment = [
  fixed("att key"),
  1000,
  1024,
  fixed("att hash"),
  "photo.png",
  "image/png",
  fixed("att blob", 16),
];

function bodyCases() {
  const body = (kind, content) => cbor([kind, ms, logical, content]);
  const good = (name, kind, class_, content) =>
    accept(
      "body",
      name,
      `class ${class_}`,
      { class: class_, body: body(kind, content) },
      { kind, time: ms, logical },
    );
  const bad = (name, why, bytes, class_ = 1) => refuse("body", name, why, { class: class_, body: bytes });
  const seen = [184_226, fixed("record root"), fixed("record signature", 64)];
  const withRecord = (record) => cbor([...text, record]);
  const answer = [
    "assistant",
    "Within two days.",
    1_800_000_000,
    [["shipping", 3, "Shipping", "We ship within two days."]],
  ];
  return [
    good("text", "text", 1, ["Hello", "en", empty, []]),
    good("text with an attachment and a reply", "text", 1, ["See here", "", target, [attachment]]),
    good("empty text with an attachment", "text", 1, ["", "", empty, [attachment]]),
    good("context", "context", 2, [[["visitor", "When do you ship?", 1_800_000_000, []], answer]]),
    good("edit", "edit", 3, [target, "Hello!"]),
    good("remove", "remove", 3, [target]),
    good("reaction", "reaction", 3, [target, "👍", true]),
    good("reaction taken back", "reaction", 3, [target, "👍", false]),
    good("state", "state", 4, ["closed", ""]),
    good("profile", "profile", 4, [[["name", "Mara"]]]),
    good("rating", "rating", 4, [5, "Quick and kind"]),
    good("rating taken back", "rating", 4, [0, ""]),
    good("a question who one is", "identity-ask", 1, [2, fixed("challenge"), 1_800_086_400, "Your card."]),
    good("its answer", "identity-answer", 1, [target, fixed("seed")]),
    good("an answer: not now", "identity-answer", 1, [target, empty]),
    bad("a question of level 0", "1 to 3", body("identity-ask", [0, fixed("challenge"), 0, ""])),
    bad("a question of level 4", "1 to 3", body("identity-ask", [4, fixed("challenge"), 0, ""])),
    bad("an answer with a short seed", "none or 32 bytes", body("identity-answer", [target, target])),
    bad("an answer as state", "class 1", body("identity-answer", [target, empty]), 4),
    accept(
      "body",
      "text with a record",
      "class 1",
      { class: 1, body: withRecord(seen) },
      { kind: "text", time: ms, logical },
    ),
    bad("record without a signature", "three elements", withRecord(seen.slice(0, 2))),
    bad("record with a short signature", "63 bytes", withRecord([...seen.slice(0, 2), fixed("s", 63)])),
    bad("record with a short root", "31 bytes", withRecord([1, fixed("r", 31), seen[2]])),
    bad(
      "record of nothing",
      "left out where there is none",
      withRecord([0, new Uint8Array(32), new Uint8Array(64)]),
    ),
    bad("no record", "left out where there is none", withRecord([])),
    bad("six elements", "nothing follows the record", cbor([...text, seen, 0])),
    bad("rating as content", "a rating is of class 4", body("rating", [5, ""]), 1),
    bad("profile as content", "a profile is of class 4", body("profile", [[["name", "Mara"]]]), 1),
    bad("unknown kind", "not in the list", body("poll", ["?"])),
    bad("edit as content", "an edit is of class 3", body("edit", [target, "x"]), 1),
    bad("text as change", "a text is of class 1", body("text", ["Hello", "en", empty, []]), 3),
    bad("context as content", "a context is of class 2", body("context", [[]]), 1),
    bad("three elements", "a body has four or five", cbor(["text", ms, logical])),
    bad("five elements", "a fifth is a record", cbor([...text, 0])),
    bad("long logical id", "16 bytes", cbor(["text", ms, fixed("l", 32), text[3]])),
    bad("text as bytes", "text is text", body("text", [utf8("Hello"), "en", empty, []])),
    bad("reply of 15 bytes", "16 bytes or none", body("text", ["Hello", "en", target.slice(1), []])),
    bad(
      "text without attachments",
      "the list is empty, never left out",
      body("text", ["Hello", "en", empty]),
    ),
    bad(
      "attachment with a short key",
      "31 bytes",
      body("text", ["", "", empty, [attachment.with(0, fixed("k", 31))]]),
    ),
    bad(
      "attachment without a name",
      "seven elements",
      body("text", ["", "", empty, [attachment.toSpliced(4, 1)]]),
    ),
    bad(
      "attachment with a text size",
      "a size is a number",
      body("text", ["", "", empty, [attachment.with(1, "1000")]]),
    ),
    bad(
      "attachment padded below its size",
      "the padded size is never smaller",
      body("text", ["", "", empty, [attachment.with(2, 999)]]),
    ),
    bad("who is somebody else", "visitor or assistant", body("context", [[["agent", "Hi", 1, []]]]), 2),
    bad("reaction as a number", "on is true or false", body("reaction", [target, "👍", 1]), 3),
    bad("unknown state", "closed, reopened or assigned", body("state", ["deleted", ""]), 4),
    bad("rating 6", "0 to 5", body("rating", [6, ""]), 4),
    bad(
      "time as a float",
      "floats do not occur",
      cbor(["text", new Raw(Uint8Array.of(0xf9, 0x3c, 0)), logical, text[3]]),
    ),
    bad(
      "broken UTF-8",
      "text is valid UTF-8",
      body("text", [new Raw(Uint8Array.of(0x61, 0xff)), "en", empty, []]),
    ),
    bad("not an array", "a body is an array", cbor("text")),
  ];
}

export const messageSection = () => [...goodCases(), ...badCases(), ...bodyCases()];
