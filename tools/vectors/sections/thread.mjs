// §6: visitor devices, threads, thread generations.
import { concat, empty, fixed, flip, sorted } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { xwingPublic } from "../hpke.mjs";
import { ed25519 } from "../primitives.mjs";
import { commit, ID, sign, signed } from "../protocol.mjs";

const org = fixed("thread org");
const seed = fixed("thread visitor signing seed");
const publicKey = ed25519.public(seed);
const sealing = xwingPublic(fixed("thread visitor sealing seed"));
const time = 1_800_000_000;

function visitorCases() {
  const salt = fixed("thread salt", 16);
  const fields = [1, org, publicKey, sealing, time, salt];
  const payload = cbor(fields);
  const change = (at, value) =>
    signed(seed, "visitor-device", cbor(fields.map((item, i) => (i === at ? value : item))));
  const good = signed(seed, "visitor-device", payload);
  const bad = (name, why, bytes) => refuse("visitor-device", name, why, { org, signed: bytes });
  const signature = sign(seed, "visitor-device", payload);
  const small = fields.map((item, i) => (i === 2 ? Uint8Array.from([1, ...new Uint8Array(31)]) : item));
  return [
    accept(
      "visitor-device",
      "a visitor device",
      "signed by itself",
      { org, signed: good },
      { id: ID("visitor-device", payload), signing: publicKey, sealing, time, salt },
    ),
    bad("flipped signature", "one bit", cbor([payload, flip(signature, 10)])),
    bad("flipped payload", "one bit of the sealing key", cbor([flip(payload, 100), signature])),
    bad(
      "signed as another type",
      "a thread's signature is no visitor device's",
      signed(seed, "thread", payload),
    ),
    bad(
      "signed by another",
      "signed by itself only",
      signed(fixed("thread other"), "visitor-device", payload),
    ),
    bad("other organisation", "made for another organisation", change(1, fixed("thread other org"))),
    bad("suite 2", "unknown suite", change(0, 2)),
    bad("short sealing key", "1215 bytes", change(3, sealing.slice(1))),
    bad("short salt", "15 bytes", change(5, salt.slice(1))),
    bad("time as text", "a time is a number", change(4, "now")),
    bad("element missing", "six elements", signed(seed, "visitor-device", cbor(fields.slice(0, 5)))),
    bad("element too many", "six elements", signed(seed, "visitor-device", cbor([...fields, 0]))),
    bad("trailing byte", "after the payload", signed(seed, "visitor-device", concat(payload, [0]))),
    bad("trailing byte outside", "after the object", concat(good, [0])),
    bad(
      "long number",
      "the time in nine bytes",
      change(4, new Raw(concat([0x1b], new Uint8Array(4), [0x6b, 0x49, 0xd2, 0x00]))),
    ),
    bad(
      "small-order signing key",
      "R = the key, S = 0 would verify anything",
      cbor([cbor(small), concat(small[2], new Uint8Array(32))]),
    ),
  ];
}

function threadCases() {
  const names = ["suite", "org", "kind", "subject", "author", "head", "random", "time"];
  const make = (kind, subject) => [
    1,
    org,
    kind,
    subject,
    fixed("thread author"),
    fixed("thread head"),
    fixed(`thread random ${kind}`),
    time,
  ];
  const fields = make(1, fixed("thread inbox"));
  const good = (name, why, f) =>
    accept(
      "thread",
      name,
      why,
      { org, publicKey, signed: signed(seed, "thread", cbor(f)) },
      { id: ID("thread", cbor(f)), ...Object.fromEntries(f.map((item, i) => [names[i], item])) },
    );
  const change = (at, value) =>
    signed(seed, "thread", cbor(fields.map((item, i) => (i === at ? value : item))));
  const bad = (name, why, bytes) => refuse("thread", name, why, { org, publicKey, signed: bytes });
  return [
    good("a conversation", "subject is the inbox", fields),
    good("notes", "subject is the conversation", make(2, ID("thread", cbor(fields)))),
    bad("kind 0", "unknown kind", change(2, 0)),
    bad("kind 4", "unknown kind", change(2, 4)),
    bad("no subject", "a subject is an id, never absent", change(3, empty)),
    bad("short author", "31 bytes", change(4, fixed("thread author", 31))),
    bad("short head", "31 bytes", change(5, fixed("thread head", 31))),
    bad("short random", "16 bytes", change(6, fixed("thread random", 16))),
    bad("other organisation", "made for another organisation", change(1, fixed("thread other org"))),
    bad("suite 0", "unknown suite", change(0, 0)),
    bad("negative time", "negative numbers do not occur", change(7, new Raw(Uint8Array.of(0x20)))),
    bad(
      "signed as another type",
      "the type is the object's name",
      signed(seed, "thread-generation", cbor(fields)),
    ),
    bad("signed by another", "not this author's key", signed(fixed("thread other"), "thread", cbor(fields))),
    bad("short signature", "63 bytes", cbor([cbor(fields), sign(seed, "thread", cbor(fields)).slice(1)])),
    bad(
      "payload not wrapped",
      "the payload is a byte string",
      cbor([fields, sign(seed, "thread", cbor(fields))]),
    ),
  ];
}

function generationCases() {
  const thread = fixed("thread id");
  const key = fixed("thread key");
  const names = [
    "suite",
    "org",
    "thread",
    "number",
    "previous",
    "author",
    "head",
    "time",
    "readers",
    "commitment",
    "boxes",
    "reason",
  ];
  const [v1, v2] = sorted([fixed("thread visitor 1"), fixed("thread visitor 2")]);
  const group = fixed("thread group generation");
  const boxes = (n) => Array.from({ length: n }, (_, i) => fixed(`thread box hash ${i}`));
  const make = (over = {}) => {
    const values = {
      suite: 1,
      org,
      thread,
      number: 1,
      previous: empty,
      author: fixed("thread author"),
      head: fixed("thread head"),
      time,
      readers: [
        [1, v1],
        [2, group],
      ],
      commitment: commit(key, org, "thread", thread, over.number ?? 1),
      boxes: boxes(over.readers?.length ?? 2),
      reason: "create",
      ...over,
    };
    return names.map((name) => values[name]);
  };
  const seal = (f) => signed(seed, "thread-generation", cbor(f));
  const good = (name, why, over) => {
    const f = make(over);
    return accept(
      "thread-generation",
      name,
      why,
      { org, publicKey, key, signed: seal(f) },
      { id: ID("thread-generation", cbor(f)), ...Object.fromEntries(f.map((item, i) => [names[i], item])) },
    );
  };
  const bad = (name, why, over, change = {}) =>
    refuse("thread-generation", name, why, { org, publicKey, key, signed: seal(make(over)), ...change });
  const previous = fixed("thread previous");
  return [
    good("first generation", "create", {}),
    good("a second visitor device", "readers sorted by kind, then ref", {
      number: 2,
      previous,
      readers: [
        [1, v1],
        [1, v2],
        [2, group],
      ],
      reason: "device",
    }),
    good("refresh", "the group's new generation", {
      number: 3,
      previous,
      readers: [
        [1, v1],
        [2, fixed("thread new gg")],
      ],
      reason: "refresh",
    }),
    bad("transfer", "reserved", {
      number: 4,
      previous,
      readers: [
        [1, v1],
        [2, fixed("thread other gg")],
      ],
      reason: "transfer",
    }),
    good("notes", "a group alone", { readers: [[2, group]] }),
    bad("readers unsorted by kind", "group before visitor device", {
      readers: [
        [2, group],
        [1, v1],
      ],
    }),
    bad("readers unsorted by ref", "refs must ascend", {
      readers: [
        [1, v2],
        [1, v1],
        [2, group],
      ],
    }),
    bad("reader twice", "no repetition", {
      readers: [
        [1, v1],
        [1, v1],
        [2, group],
      ],
    }),
    bad("archive reader", "kind 3 is reserved", {
      readers: [
        [1, v1],
        [2, group],
        [3, fixed("r")],
      ],
    }),
    bad("bot reader", "kind 4 is reserved", {
      readers: [
        [1, v1],
        [2, group],
        [4, fixed("r")],
      ],
    }),
    bad("account reader", "kind 5 is reserved", {
      readers: [
        [1, v1],
        [2, group],
        [5, fixed("r")],
      ],
    }),
    bad("reader kind 0", "unknown kind", {
      readers: [
        [0, v1],
        [2, group],
      ],
    }),
    bad("reader kind 6", "unknown kind", {
      readers: [
        [1, v1],
        [6, group],
      ],
    }),
    bad("short ref", "31 bytes", {
      readers: [
        [1, v1.slice(1)],
        [2, group],
      ],
    }),
    bad("box missing", "one box hash per reader", { boxes: boxes(1) }),
    bad("box too many", "one box hash per reader", { boxes: boxes(3) }),
    bad("short box hash", "31 bytes", { boxes: [boxes(1)[0], fixed("b", 31)] }),
    bad("unknown reason", "not one of the three words", { reason: "other" }),
    bad("empty reason", "not one of the three words", { reason: "" }),
    bad("number 0", "generations start at 1", { number: 0 }),
    bad("second without a previous", "previous is absent in the first only", {
      number: 2,
      reason: "refresh",
    }),
    bad("first with a previous", "previous is absent in the first", { previous }),
    bad("wrong commitment", "not this key's", {
      commitment: commit(fixed("planted"), org, "thread", thread, 1),
    }),
    bad("commitment of another number", "bound to the number", {
      commitment: commit(key, org, "thread", thread, 2),
    }),
    bad("group commitment", "the label is thread", { commitment: commit(key, org, "group", thread, 1) }),
    bad("other organisation", "made for another organisation", { org: fixed("thread other org") }),
    bad("suite 2", "unknown suite", { suite: 2 }),
    refuse("thread-generation", "signed as another type", "the type is the object's name", {
      org,
      publicKey,
      key,
      signed: signed(seed, "thread", cbor(make())),
    }),
    refuse("thread-generation", "flipped signature", "one bit", {
      org,
      publicKey,
      key,
      signed: flip(seal(make()), -1),
    }),
  ];
}

export const threadSection = () => [...visitorCases(), ...threadCases(), ...generationCases()];
