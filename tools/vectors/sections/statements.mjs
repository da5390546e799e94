// §4.1, §4.2: statements, their rules, the log's and the state's roots, heads.
import { concat, empty, fixed, flip, hex } from "../bytes.mjs";
import { accept, refuse } from "../cases.mjs";
import { cbor, Raw } from "../cbor.mjs";
import { signer, start } from "../directory.mjs";
import { ed25519 } from "../primitives.mjs";
import { groupKeys } from "./group.mjs";
import { articleRules, generationRules, groupRules, inboxRules, memberRules } from "./rules-groups.mjs";
import { accountRules, deviceRules, genesisRules } from "./rules-people.mjs";
import { capabilityRules, inviteRules, removalRules } from "./rules-rights.mjs";
import { generationSecret, person, world } from "./world.mjs";

/** Two verbs over named logs: `may` appends, `mayNot` is refused. */
export function stage(w) {
  const cases = [];
  const build = (log, name, type, content, signers, over, how) =>
    w.logs[log].make(`case ${name}`, type, content, signers, over, how);
  return {
    cases,
    may(log, name, why, type, content, signers, over = {}, how = {}) {
      const s = build(log, name, type, content, signers, over, how);
      const after = w.logs[log].copy();
      after.push(s);
      cases.push(accept("append", name, why, { log, statement: s.bytes }, { id: s.id, ...after.roots }));
      return s;
    },
    mayNot(log, name, why, type, content, signers, over = {}, how = {}, expect = {}) {
      const s = build(log, name, type, content, signers, over, how);
      cases.push(refuse("append", name, why, { log, statement: how.bytes ? how.bytes(s) : s.bytes }, expect));
    },
  };
}

function replayCases(w) {
  return ["main", "staff", "two-managers", "second-team", "ben-gone", "revoked-invite", "later-device"].map(
    (name) => {
      const log = w.logs[name].copy();
      const whole = log.statements;
      Object.assign(log, { statements: [], slots: new Map() });
      const steps = whole.map((s) => {
        log.push(s);
        return { name: s.name, type: s.type, id: s.id, ...log.roots };
      });
      const shown = name === "main" ? steps : steps.slice(-1);
      const stale =
        name === "main" || name === "ben-gone" ? [w.group] : name === "second-team" ? [w.group2] : [];
      const known = name === "second-team" ? {} : { stale };
      return accept(
        "replay",
        name,
        "every statement is accepted in turn; the last steps' roots",
        { log: name },
        { org: w.org, size: whole.length, steps: shown, slots: log.state, ...known },
      );
    },
  );
}

// Any statement: its encoding, its signatures, its place.
function commonRules(w, { may, mayNot }) {
  const group = ["Billing", 1];
  const by = [w.ada.by];
  const no = (name, why, over = {}, how = {}, signers = by) =>
    mayNot("staff", name, why, "group", group, signers, over, how);
  const bytes = (name, why, change) => no(name, why, {}, { bytes: change });
  const stranger = fixed("statement stranger");
  const strangerKey = ed25519.public(stranger);
  may("staff", "an ordinary statement", "an owner makes a group", "group", group, by);
  may("staff", "ten minutes back", "statement times go back ten minutes at most", "group", group, by, {
    time: w.logs.staff.time - 600,
  });
  no("eleven minutes back", "statement times never go back more than ten minutes", {
    time: w.logs.staff.time - 660,
  });
  no("suite 2", "unknown suite", { suite: 2 });
  no("other organisation", "another organisation's statement", { org: fixed("other org") });
  no("no organisation", "absent in genesis only", { org: empty });
  no("short salt", "15 bytes", { salt: fixed("s", 15) });
  no("long salt", "32 bytes", { salt: fixed("s", 32) });
  no("short head", "31 bytes", { head: fixed("h", 31) });
  no("previous of a new object", "a new object has no previous", { previous: w.group });
  no("content as text", "content is an array", { content: "Billing" });
  no("content too long", "a group has two elements", { content: [...group, 0] });
  no("content too short", "a group has two elements", { content: ["Billing"] });
  no("long number", "1 in two bytes", { content: ["Billing", new Raw(Uint8Array.of(0x18, 1))] });
  no("broken UTF-8", "text is valid UTF-8", { content: [new Raw(Uint8Array.of(0x61, 0xff)), 1] });
  no("null name", "a name is text", { content: [null, 1] });
  bytes("trailing byte", "after the statement", (s) => concat(s.bytes, [0]));
  bytes("flipped payload", "one bit", (s) => cbor([flip(s.payload, -8), s.signatures]));
  bytes("flipped signature", "one bit", (s) =>
    cbor([s.payload, s.signatures.map(([k, r, sig]) => [k, r, flip(sig, 20)])]),
  );
  bytes("short signature", "63 bytes", (s) =>
    cbor([s.payload, s.signatures.map(([k, r, sig]) => [k, r, sig.slice(1)])]),
  );
  bytes("payload not wrapped", "the payload is a byte string", (s) =>
    cbor([new Raw(s.payload), s.signatures]),
  );
  bytes("cut", "a byte short", (s) => s.bytes.slice(0, -1));
  const inside = (name, why, change) => {
    const s = w.logs.staff.make(`case ${name}`, "group", group, by);
    no(name, why, {}, { payload: change(s) });
  };
  const fields = (s) => [1, s.org, s.type, s.object, s.previous, s.head, s.time, s.salt, s.content];
  inside("trailing byte in the payload", "one encoding only", (s) => concat(s.payload, [0]));
  inside("eight elements", "a payload has nine", (s) => cbor(fields(s).slice(0, 8)));
  inside("ten elements", "a payload has nine", (s) => cbor([...fields(s), 0]));
  no("no signature", "at least one", {}, {}, []);
  no("signed as another type", "the type is part of the signature", {}, { type: "head" });
  no("signature kind 4", "unknown kind", {}, {}, [{ ...w.ada.by, kind: 4 }]);
  no("signature kind 0", "unknown kind", {}, {}, [{ ...w.ada.by, kind: 0 }]);
  no("unknown device", "no such device", {}, {}, [signer(2, fixed("no device"), w.ada.deviceSeed)]);
  no("another's device named", "Dora's key under Ada's device", {}, {}, [
    signer(2, w.ada.device.id, w.dora.deviceSeed),
  ]);
  no("device key as reference", "a device is named by its id", {}, {}, [
    signer(2, w.ada.deviceKey, w.ada.deviceSeed),
  ]);
  no("a stranger's identity", "an identity that no account has", {}, {}, [signer(1, strangerKey, stranger)]);
  no("a right and a wrong signature", "every signature must be right", {}, {}, [
    w.ada.by,
    { ...w.cara.by, signature: fixed("wrong", 64) },
  ]);
  const change = (name, why, previous) =>
    mayNot("staff", name, why, "member", [w.roles([w.ada, 2])], by, { object: w.group, previous });
  change(
    "stale previous",
    "not the slot's last statement",
    w.logs.main.statements.find((s) => s.name === "member-1").id,
  );
  change("no previous", "the slot has a statement already", empty);
  change("another slot's previous", "not this slot's last statement", w.org);
  mayNot("staff", "unknown object", "no such group", "member", [w.roles([w.ada, 2])], by, {
    object: fixed("no group"),
  });
  mayNot("staff", "no object", "members belong to a group", "member", [w.roles([w.ada, 2])], by);
  mayNot("staff", "unknown type", "not in the table", "team", group, by);
  mayNot("staff", "bot", "reserved", "bot", ["Bot"], by, {}, {}, { refused: "reserved" });
  mayNot("staff", "archive", "reserved", "archive", ["Archive"], by, {}, {}, { refused: "reserved" });
  mayNot(
    "revoked",
    "revoked device",
    "a revoked device has no right",
    "article-set",
    [2, fixed("set"), 1],
    [w.ben.by],
    { object: w.org },
  );
  mayNot(
    "ben-gone",
    "removed account",
    "a removed account has no right",
    "article-set",
    [2, fixed("set"), 1],
    [w.ben.by],
    { object: w.org },
  );
  mayNot(
    "staff",
    "expired device",
    "later than its until and ten minutes",
    "article-set",
    [2, fixed("set"), 1],
    [w.ben.by],
    { object: w.org, time: start + 31 * 86400 },
  );
  mayNot(
    "later-device",
    "device not yet valid",
    "earlier than its from and ten minutes",
    "removal",
    [1],
    [w.later],
    { object: w.dora.id },
  );
}

function serverKeyRules(w, { may, mayNot }) {
  const key = [ed25519.public(fixed("another server key"))];
  const over = { object: w.org };
  const no = (name, why, signers, o = over, content = key) =>
    mayNot("staff", `server key: ${name}`, why, "server-key", content, signers, o);
  may("staff", "server key: changed by an owner", "owner", "server-key", key, [w.ada.by], over);
  no("by an admin", "owner only", [w.cara.by]);
  no("by somebody without rights", "owner only", [w.dora.by]);
  no("of a group", "object is the organisation", [w.ada.by], { object: w.group });
  no("short", "31 bytes", [w.ada.by], over, [key[0].slice(1)]);
  no("small order", "refused keys are refused everywhere", [w.ada.by], over, [new Uint8Array(32)]);
}

function headCases(w) {
  const log = w.logs.staff;
  const now = log.time + 60;
  const good = (name, why, device, l = "two") => {
    const head = w.logs[l].head(device);
    return accept(
      "head",
      name,
      why,
      { log: l, now: w.logs[l].time + 60, head: head.bytes },
      {
        id: head.id,
        size: head.size,
        logRoot: head.logRoot,
        stateSize: head.stateSize,
        stateRoot: head.stateRoot,
        time: head.time,
      },
    );
  };
  const bad = (name, why, device, over = {}, change = (h) => h.bytes) =>
    refuse("head", name, why, { log: "staff", now, head: change(log.head(device, over)) });
  const { ada, cara } = w;
  return [
    good("by the founder", "§4.2", ada.by),
    good("by an attester", "attest by capability", w.ben.by),
    good("by an attester by invitation", "attest by invitation", w.ben.by, "ben-joined"),
    bad("other log root", "not the replay's", ada.by, { logRoot: fixed("root") }),
    bad("other state root", "not the replay's", ada.by, { stateRoot: fixed("root") }),
    bad("other state size", "not the replay's", ada.by, { stateSize: log.slots.size + 1 }),
    bad("larger size", "the log is not that long", ada.by, { size: log.size + 1 }),
    bad("smaller size", "the roots are not those of that size", ada.by, { size: log.size - 1 }),
    bad("other organisation", "another organisation's head", ada.by, { org: fixed("other org") }),
    bad("suite 2", "unknown suite", ada.by, { suite: 2 }),
    bad("eleven minutes ahead", "heads more than ten minutes ahead are refused", ada.by, { time: now + 660 }),
    bad("flipped signature", "one bit", ada.by, {}, (h) => flip(h.bytes, -1)),
    bad("signed as a statement", "the type is part of the signature", ada.by, { type: "statement" }),
    bad("by somebody without rights", "attest is needed", w.dora.by),
    bad("by an admin without attest", "admin does not include attest", cara.by),
    bad("by an unknown device", "no such device", ada.by, { device: fixed("no device") }),
    bad("under another's device", "Dora's key under Ada's device", ada.by, { seed: w.dora.deviceSeed }),
    bad("trailing byte", "one encoding only", ada.by, {}, (h) => concat(h.bytes, [0])),
    refuse("head", "by a revoked device", "a revoked device has no right", {
      log: "revoked",
      now: w.logs.revoked.time + 60,
      head: w.logs.revoked.head(w.ben.by).bytes,
    }),
  ];
}

export function directorySection() {
  const w = world();
  const s = stage(w);
  for (const rules of [
    commonRules,
    genesisRules,
    accountRules,
    removalRules,
    deviceRules,
    capabilityRules,
    serverKeyRules,
    groupRules,
    memberRules,
    generationRules,
    inboxRules,
    articleRules,
    inviteRules,
  ])
    rules(w, s);
  const logs = Object.fromEntries(
    Object.entries(w.logs).map(([name, log]) => [name, log.statements.map((x) => x.name)]),
  );
  const statements = Object.fromEntries(
    Object.values(w.logs).flatMap((log) => log.statements.map((x) => [x.name, hex(x.bytes)])),
  );
  // The inside of a sealing key, so that a key cut at its ends is shared too.
  const inside = (key) => hex(key.slice(8, 1208));
  const generation = (log) => w.logs[log].statements.findLast((x) => x.type === "generation").content[2];
  const keys = {
    ada: w.ada.sealing,
    ben: w.ben.sealing,
    cara: w.cara.sealing,
    dora: w.dora.sealing,
    eve: person("Eve").sealing,
  };
  const groups = {
    "generation-1": generation("founded"),
    "generation-2": generation("two"),
    "generation-3": groupKeys(w.org, w.group, 3, generationSecret(3)).sealing,
  };
  const shared = Object.fromEntries(
    Object.entries({ ...keys, ...groups }).map(([name, key]) => [`key-${name}`, inside(key)]),
  );
  return { shared, parts: { logs, statements }, cases: [...replayCases(w), ...headCases(w), ...s.cases] };
}
