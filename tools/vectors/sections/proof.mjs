// §4.3: the proof for a visitor.
import { concat, empty, fixed, flip, hex, sorted } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { consistency, path, root } from "../merkle.mjs";
import { world } from "./world.mjs";

const proven = (s) => s.type !== "genesis" && s.type !== "invite";

/** A proof in parts, so that a case can break one of them. */
function parts(log, device, names, { earlier = 0, head = {} } = {}) {
  const statements = names.map((name) => log.statements.find((s) => s.name === name));
  const slots = log.state;
  const inclusions = statements.flatMap((s, index) => {
    const leaf = slots.findIndex((slot) => hex(slot.last) === hex(s.id));
    return proven(s) && leaf >= 0 ? [{ index, leaf, path: path(leaf, log.leaves) }] : [];
  });
  return {
    names,
    head: log.head(device, head),
    statements,
    inclusions,
    consistency: consistency(earlier, log.wires),
    suite: 1,
  };
}

const encode = (p) =>
  cbor([
    p.suite,
    p.head.fields,
    p.statements.map((s) => new Raw(s.bytes)),
    p.inclusions.map((i) => [i.index, i.leaf, i.path]),
    p.consistency,
  ]);

const founders = ["genesis", "account-ada", "device-ada"];
const desk = (n) => ["server-key", "group", `member-${n}`, `generation-${n}`, "inbox", "article-set"];
// Ada invited Cara as an admin, who granted attest to Dora.
const chain = [
  "invite-cara",
  "account-cara",
  "device-cara",
  "account-dora",
  "device-dora",
  "capability-dora",
];
const basic = [...founders, ...desk(2), "account-ben"];

/** Whose messages can be checked: of each device named, its person and the statement that ended its right. */
function devicesOf(p, people) {
  const found = ([device, person, end]) => {
    const [s, account, last] = [device, person, end].map((name) => p.statements.find((x) => x.name === name));
    const [accountId, key] = s.content;
    return {
      id: s.object.length ? s.object : s.id,
      account: accountId,
      key,
      name: account.content[1],
      ended: last?.time ?? null,
    };
  };
  return sorted(people.map(found), (d) => d.id);
}
const adas = ["device-ada", "account-ada", null];
const bens = ["device-ben", "account-ben", null];

function facts(w, p, people) {
  const by = (type) => p.statements.findLast((s) => s.type === type);
  const name = (id) => p.statements.find((s) => s.type === "account" && hex(s.id) === hex(id)).content[1];
  const [group, member, generation, inbox, key, set] = [
    "group",
    "member",
    "generation",
    "inbox",
    "server-key",
    "article-set",
  ].map(by);
  return {
    org: w.org,
    head: { id: p.head.id, size: p.head.size, logRoot: p.head.logRoot, time: p.head.time },
    inbox: { id: inbox.id, name: inbox.content[0] },
    group: { id: group.id, name: group.content[0] },
    generation: {
      id: generation.id,
      number: generation.content[0],
      sealing: generation.content[2],
      commitment: generation.content[3],
    },
    members: member.content[0]
      .filter(([id]) => !p.statements.some((s) => s.type === "removal" && hex(s.object) === hex(id)))
      .map(([id, role]) => ({ account: id, role, name: name(id) })),
    devices: devicesOf(p, people),
    serverKey: { id: key.id, key: key.content[0] },
    serverKeys: sorted(
      p.statements.filter((s) => s.type === "server-key").map((s) => ({ id: s.id, key: s.content[0] })),
      (s) => s.id,
    ),
    articleSet: { version: set.content[0], hash: set.content[1], count: set.content[2] },
  };
}

function known(log, size) {
  return size === 0 ? null : { size, logRoot: root(log.wires.slice(0, size)) };
}

function goodCases(w, ask) {
  const { logs, ada, ben } = w;
  const good = (name, why, log, device, names, size = 0, people = [adas]) => {
    const p = parts(logs[log], device, names, { earlier: size });
    const input = { ...ask, now: p.head.time + 5, earlier: known(logs[log], size), proof: encode(p) };
    return accept("proof", name, why, input, facts(w, p, people));
  };
  const invited = [...founders, ...desk(1), "invite-ben", "account-ben", "device-ben"];
  const granted = [...basic, "device-ben", "capability-ben"];
  return [
    good("head by the founder", "attest by genesis identity", "two", ada.by, basic),
    good(
      "head by an invited attester",
      "attest by invitation, which needs no inclusion",
      "ben-joined",
      ben.by,
      invited,
    ),
    good("head by a granted attester", "attest by capability", "two", ben.by, granted, 0, [adas, bens]),
    good(
      "head by an attester an invited admin made",
      "two steps from the founder",
      "granted-by-admin",
      w.dora.by,
      [...basic, ...chain],
    ),
    good("after an earlier head", "the earlier log is a prefix", "staff", ada.by, basic, logs.two.size),
    good(
      "after a head of a power of two",
      "the earlier root is the proof's start",
      "staff",
      ada.by,
      basic,
      8,
    ),
    good("the same head again", "an empty consistency proof", "staff", ada.by, basic, logs.staff.size),
    ...pastCases(good, ada.by),
  ];
}

// Past authors: each proof as a server makes it when it is asked for Ben's device, and one that hides a step.
function pastCases(good, by) {
  const past = (name, why, log, more, people) =>
    good(name, why, log, by, [...basic, ...more], 0, [adas, ...people]);
  const ended = (name) => [["device-ben", "account-ben", name]];
  return [
    past("a member's device", "its right holds", "two", ["device-ben"], [bens]),
    past(
      "a revoked device",
      "its right ended with the revocation",
      "revoked",
      ["device-ben", "revocation"],
      ended("revocation"),
    ),
    past("a revocation alone", "nothing says whose device it was", "revoked", ["revocation"], []),
    past(
      "the device of somebody removed",
      "its right ended with the removal",
      "ben-gone",
      ["removal-ben", "device-ben"],
      ended("removal-ben"),
    ),
    past(
      "a revoked device of somebody removed",
      "the earlier of both ends",
      "main",
      ["removal", "device-ben", "revocation"],
      ended("revocation"),
    ),
    past(
      "the device of somebody who left the team",
      "its right ended with the list that no longer names its account",
      "ben-left",
      ["device-ben", "member-3"],
      ended("member-3"),
    ),
    good(
      "somebody who left the team, the old list hidden",
      "nothing says that there was such a member",
      "ben-left",
      by,
      [...founders, ...desk(2).filter((n) => n !== "member-2"), "member-3", "account-ben", "device-ben"],
    ),
    past(
      "a device of another team's",
      "its account was never a member",
      "staff",
      ["account-dora", "device-dora"],
      [],
    ),
    past(
      "earlier server keys",
      "back from the newest by the chain of ids",
      "rekeyed",
      ["server-key-2", "server-key-3"],
      [],
    ),
  ];
}

// Each of the statements a visitor needs: without its inclusion, and without itself.
function missingCases(bad, base) {
  return basic.slice(1).flatMap((name) => {
    const at = base.names.indexOf(name);
    const left = base.inclusions.filter((i) => i.index !== at);
    const moved = left.map((i) => ({ ...i, index: i.index > at ? i.index - 1 : i.index }));
    return [
      bad(`no inclusion of ${name}`, "must be proven in the state root", { ...base, inclusions: left }),
      bad(`no ${name}`, "a visitor needs it", {
        ...base,
        statements: base.statements.filter((_, i) => i !== at),
        inclusions: moved,
      }),
    ];
  });
}

function inclusionCases(bad, base, w) {
  const at = base.names.indexOf("inbox");
  const group = base.inclusions.find((i) => i.index === base.names.indexOf("group"));
  const swap = (change) => ({
    ...base,
    inclusions: base.inclusions.map((i) => (i.index === at ? { ...i, ...change(i) } : i)),
  });
  const replace = (name, other) => {
    const index = base.names.indexOf(name);
    const s = w.logs.two.statements.find((x) => x.name === other);
    return { ...base, statements: base.statements.with(index, s) };
  };
  const forged = base.statements[at];
  const broken = {
    ...forged,
    bytes: cbor([forged.payload, forged.signatures.map(([k, r, sig]) => [k, r, flip(sig, 3)])]),
  };
  const rewritten = { ...forged, bytes: cbor([flip(forged.payload, -3), forged.signatures]) };
  return [
    bad(
      "flipped path",
      "one bit of the inclusion's path",
      swap((i) => ({ path: i.path.with(0, flip(i.path[0], 0)) })),
    ),
    bad(
      "path cut",
      "a step less",
      swap((i) => ({ path: i.path.slice(0, -1) })),
    ),
    bad(
      "path extended",
      "a step more",
      swap((i) => ({ path: [...i.path, fixed("step")] })),
    ),
    bad(
      "path reversed",
      "steps from leaf to root",
      swap((i) => ({ path: [...i.path].reverse() })),
    ),
    bad(
      "no path",
      "no step at all",
      swap(() => ({ path: [] })),
    ),
    bad(
      "short step",
      "31 bytes",
      swap((i) => ({ path: i.path.with(0, i.path[0].slice(1)) })),
    ),
    bad(
      "leaf index off by one",
      "another leaf",
      swap((i) => ({ leaf: i.leaf ^ 1 })),
    ),
    bad(
      "leaf index beyond the state",
      "no such leaf",
      swap((i) => ({ leaf: i.leaf + w.logs.two.slots.size })),
    ),
    bad(
      "statement index beyond the list",
      "no such statement",
      swap(() => ({ index: 99 })),
    ),
    bad(
      "inclusion of another statement",
      "the group's path for the inbox",
      swap(() => ({ leaf: group.leaf, path: group.path })),
    ),
    bad("superseded members", "not the slot's last statement", replace("member-2", "member-1")),
    bad("superseded generation", "not the slot's last statement", replace("generation-2", "generation-1")),
    bad("flipped statement signature", "one bit", { ...base, statements: base.statements.with(at, broken) }),
    bad("flipped statement payload", "one bit", { ...base, statements: base.statements.with(at, rewritten) }),
  ];
}

function headCases(bad, w) {
  const { logs, ada, ben, cara, dora } = w;
  const from = (log, device, names, how) => parts(logs[log], device, names, how);
  const joined = (p) => [...basic, `invite-${p}`, `account-${p}`, `device-${p}`];
  const late = logs.two.time + 40 * 86400;
  const asBen = [...founders, ...desk(2), "invite-ben", "account-ben", "device-ben", "capability-ben"];
  const two = (name, why, head, input) => bad(name, why, from("two", ada.by, basic, { head }), input);
  return [
    two("head under another's device", "Dora's key under Ada's device", { seed: dora.deviceSeed }),
    two("head by an unknown device", "no such device", { device: fixed("no device") }),
    two("head signed as a statement", "the type is part of the signature", { type: "statement" }),
    two("head of another organisation", "not this pin", { org: fixed("other org") }),
    two("head of another state", "no inclusion fits", { stateRoot: fixed("root") }),
    two("head of a larger state", "no inclusion fits", { stateSize: 5 }),
    two("head of suite 2", "unknown suite", { suite: 2 }),
    two(
      "head eleven minutes ahead",
      "more than ten minutes ahead of the local clock",
      { time: logs.two.time + 690 },
      { now: logs.two.time + 30 },
    ),
    two("head by an expired device", "later than the device's until", { time: late }, { now: late }),
    bad("head by somebody without rights", "attest is needed", from("staff", dora.by, joined("dora"))),
    bad(
      "granted attester, grantor's invitation missing",
      "nothing shows the grantor's right",
      from("granted-by-admin", dora.by, [...basic, ...chain.slice(1)]),
    ),
    bad("head by an admin", "admin does not include attest", from("staff", cara.by, joined("cara"))),
    bad(
      "invited attester, invitation missing",
      "nothing shows the right",
      from("ben-joined", ben.by, [...founders, ...desk(1), "account-ben", "device-ben"]),
    ),
    bad(
      "granted attester, grantor missing",
      "nobody shows who granted",
      from("two", ben.by, [...asBen.filter((n) => n !== "device-ada" && n !== "invite-ben")]),
    ),
    bad(
      "revoked attester, revocation shown",
      "a revoked device has no right",
      from("revoked", ben.by, [...asBen.filter((n) => n !== "device-ben"), "revocation"]),
    ),
    bad(
      "revoked attester, revocation hidden",
      "the old statement is not in the state",
      from("revoked", ben.by, asBen),
    ),
    bad(
      "removed attester, removal hidden",
      "the old statement is not in the state",
      from("ben-gone", ben.by, asBen),
    ),
    bad(
      "removed attester, removal shown",
      "a removed account has no right",
      from("ben-gone", ben.by, [...asBen, "removal-ben"]),
    ),
  ];
}

function consistencyCases(w, ask) {
  const log = w.logs.staff;
  const size = w.logs.two.size;
  const p = parts(log, w.ada.by, basic, { earlier: size });
  const bad = (name, why, change, earlier = known(log, size), base = p) =>
    refuse("proof", name, why, {
      ...ask,
      now: base.head.time + 5,
      earlier,
      proof: encode({ ...base, ...change }),
    });
  const two = parts(w.logs.two, w.ada.by, basic);
  return [
    bad("earlier root differs", "the log was rewritten", {}, { size, logRoot: fixed("root") }),
    bad("earlier size differs", "the proof is for another size", {}, known(log, size - 1)),
    bad("no consistency proof", "the earlier log must be a prefix", { consistency: [] }),
    bad("flipped consistency proof", "one bit", {
      consistency: p.consistency.with(0, flip(p.consistency[0], 0)),
    }),
    bad("consistency proof cut", "a step less", { consistency: p.consistency.slice(0, -1) }),
    bad("consistency proof extended", "a step more", { consistency: [...p.consistency, fixed("step")] }),
    bad("older head", "the log never shrinks", {}, known(log, log.size), two),
    bad(
      "same size, other root",
      "two logs of one size",
      {},
      { size: two.head.size, logRoot: fixed("root") },
      two,
    ),
    bad("consistency proof without an earlier head", "empty when there is none", {}, null),
  ];
}

export function proofSection() {
  const w = world();
  const ask = { pin: w.org, inbox: w.inbox };
  const base = parts(w.logs.two, w.ada.by, basic);
  const whole = encode(base);
  const bad = (name, why, p, change = {}) =>
    refuse("proof", name, why, {
      ...ask,
      now: p.head.time + 5,
      earlier: null,
      proof: p.bytes ?? encode(p),
      ...change,
    });
  const bytes = (name, why, b) => bad(name, why, { ...base, bytes: b });
  const cases = [
    ...goodCases(w, ask),
    bad("other pin", "another organisation's pin", base, { pin: fixed("other pin") }),
    bad("statement as pin", "the pin is the genesis statement's id", base, { pin: w.ada.id }),
    bad("other inbox", "not the inbox asked for", base, { inbox: fixed("other inbox") }),
    bad("no genesis", "authority starts there", {
      ...base,
      statements: base.statements.slice(1),
      inclusions: base.inclusions.map((i) => ({ ...i, index: i.index - 1 })),
    }),
    bad("suite 2", "unknown suite", { ...base, suite: 2 }),
    bad("flipped head signature", "one bit", {
      ...base,
      head: { ...base.head, fields: base.head.fields.with(2, flip(base.head.fields[2], 0)) },
    }),
    bytes("trailing byte", "one encoding only", concat(whole, [0])),
    bytes("cut", "a byte short", whole.slice(0, -1)),
    bytes("nothing", "no bytes", empty),
    ...headCases(bad, w),
    ...inclusionCases(bad, base, w),
    ...missingCases(bad, base),
    ...consistencyCases(w, ask),
  ];
  const statements = [...w.logs["ben-gone"].statements, w.logs["granted-by-admin"].statements.at(-1)].map(
    (s) => [s.name, hex(s.bytes)],
  );
  const long = parts(w.logs["granted-by-admin"], w.dora.by, [...basic, ...chain]);
  const pathsOf = (word, p) => p.inclusions.map((i) => [`${word}-${p.names[i.index]}`, hex(cbor(i.path))]);
  const paths = [...pathsOf("path", base), ...pathsOf("long-path", long)];
  return { shared: Object.fromEntries([...statements, ...paths]), cases };
}
