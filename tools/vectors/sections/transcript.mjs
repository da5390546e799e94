// §7.1 order, receipts and marks; §13 sessions.
import { concat, fixed, flip, uintBE } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor } from "../cbor.mjs";
import { ed25519 } from "../primitives.mjs";
import { ID, sign, signed } from "../protocol.mjs";

const thread = fixed("transcript thread");
const entries = Array.from({ length: 5 }, (_, i) => fixed(`transcript entry ${i + 1}`));

function transcript(id, hashes) {
  const all = [ID("transcript", id)];
  for (const [i, hash] of hashes.entries())
    all.push(ID("transcript", concat(all[i], uintBE(i + 1, 8), hash)));
  return all;
}

const T = transcript(thread, entries);
const time = 1_800_000_000;

function orderCases() {
  const message = (seen, sequence, seenTranscript) => ({ thread, entries, sequence, seen, seenTranscript });
  const bad = (name, why, input) => refuse("order", name, why, input);
  return [
    accept("order", "has everything before it", "seen is the entry before", message(4, 5, T[4])),
    accept("order", "has nothing yet", "seen 0 with T(0)", message(0, 2, T[0])),
    accept("order", "a little behind", "others came between", message(2, 5, T[2])),
    bad("cites itself", "seen must be below its own sequence", message(5, 5, T[5])),
    bad("cites the future", "seen must be below its own sequence", message(5, 3, T[5])),
    bad("wrong transcript", "one bit", message(4, 5, flip(T[4], 0))),
    bad("transcript of another sequence", "T(3) is not T(4)", message(4, 5, T[3])),
    bad(
      "transcript of another thread",
      "another thread's T(0)",
      message(0, 2, transcript(fixed("transcript other"), [])[0]),
    ),
    bad(
      "reordered history",
      "two entries swapped",
      message(4, 5, transcript(thread, [entries[1], entries[0], entries[2], entries[3]])[4]),
    ),
    bad(
      "missing entry",
      "one entry left out",
      message(4, 5, transcript(thread, [...entries.slice(0, 2), ...entries.slice(3)])[4]),
    ),
  ];
}

function runCases() {
  const bad = (name, why, list, claim) =>
    refuse("transcript", name, why, { thread, entries: list, transcript: claim });
  return [
    accept("transcript", "five entries", "§7.1", { thread, entries }, { transcripts: T }),
    accept("transcript", "no entries", "T(0)", { thread, entries: [] }, { transcripts: [T[0]] }),
    bad("swapped", "order matters", [entries[1], entries[0], ...entries.slice(2)], T[5]),
    bad("dropped", "an entry is missing", entries.slice(0, 4), T[5]),
    bad("repeated", "an entry twice", [...entries, entries[4]], T[5]),
    bad("exchanged", "one bit of an entry", [flip(entries[0], 0), ...entries.slice(1)], T[5]),
  ];
}

function signedCases(type, seed, names, values, expectBad) {
  const publicKey = ed25519.public(seed);
  const payload = cbor([1, ...names.map((name) => values[name])]);
  const known = (skip) =>
    Object.fromEntries(names.filter((n) => !skip.includes(n)).map((n) => [n, values[n]]));
  const context = { publicKey, ...known(["time", ...(expectBad.free ?? [])]) };
  const free = Object.fromEntries(["time", ...(expectBad.free ?? [])].map((n) => [n, values[n]]));
  const bad = (name, why, bytes) => refuse(type, name, why, { ...context, signed: bytes });
  const change = (over) =>
    signed(seed, type, cbor([over.suite ?? 1, ...names.map((n) => over[n] ?? values[n])]));
  return [
    accept(
      type,
      `a ${type}`,
      "what is asked for and what is signed agree",
      { ...context, signed: signed(seed, type, payload) },
      free,
    ),
    ...expectBad.changes.map(([name, why, over]) => bad(name, why, change(over))),
    bad("suite 2", "unknown suite", change({ suite: 2 })),
    bad("flipped signature", "one bit", cbor([payload, flip(sign(seed, type, payload), 33)])),
    bad("signed by another", "another key", signed(fixed("transcript stranger"), type, payload)),
    bad("signed as another type", "the type is part of the signature", signed(seed, "message", payload)),
    bad(
      "element missing",
      "a fixed number of elements",
      signed(seed, type, cbor([1, ...names.slice(1).map((n) => values[n])])),
    ),
    bad("trailing byte", "after the payload", signed(seed, type, concat(payload, [0]))),
  ];
}

function receiptCases() {
  const values = {
    org: fixed("transcript org"),
    serverKey: fixed("transcript server key statement"),
    thread,
    sequence: 3,
    entry: entries[2],
    transcript: T[3],
    time,
  };
  return signedCases("receipt", fixed("transcript server seed"), Object.keys(values), values, {
    changes: [
      ["other organisation", "another organisation's receipt", { org: fixed("other") }],
      ["other server key statement", "names another key", { serverKey: fixed("other") }],
      ["other thread", "another thread's receipt", { thread: fixed("other") }],
      ["other sequence", "another place", { sequence: 4 }],
      ["other entry", "another message", { entry: entries[3] }],
      ["wrong transcript", "not the verifier's", { transcript: T[2] }],
    ],
  });
}

function markCases() {
  const values = {
    org: fixed("transcript org"),
    thread,
    device: fixed("transcript device"),
    kind: 2,
    sequence: 4,
    transcript: T[4],
    time,
  };
  return signedCases("mark", fixed("transcript device seed"), Object.keys(values), values, {
    free: ["kind", "sequence", "transcript"],
    changes: [
      ["other organisation", "another organisation's mark", { org: fixed("other") }],
      ["other thread", "another thread's mark", { thread: fixed("other") }],
      ["other device", "another device's mark", { device: fixed("other") }],
      ["kind 3", "delivered and read are all", { kind: 3 }],
      ["kind 0", "delivered and read are all", { kind: 0 }],
      ["short transcript", "31 bytes", { transcript: T[4].slice(1) }],
    ],
  });
}

export const transcriptSection = () => [...runCases(), ...orderCases(), ...receiptCases(), ...markCases()];

export function sessionSection() {
  const values = {
    org: fixed("session org"),
    device: fixed("session device"),
    challenge: fixed("session challenge"),
    time,
  };
  return signedCases("session", fixed("session seed"), Object.keys(values), values, {
    changes: [
      ["other organisation", "another organisation's session", { org: fixed("other") }],
      ["other visitor device", "another visitor device", { device: fixed("other") }],
      ["other challenge", "not the challenge given", { challenge: fixed("other") }],
      ["short challenge", "31 bytes", { challenge: fixed("session challenge", 31) }],
    ],
  });
}
