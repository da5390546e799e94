// One organisation, told statement by statement: Ada founds it, Ben joins by invitation, Cara as an admin, Dora
// without any right. Named logs are the points from which the cases go on.
import { concat, empty, fixed, sorted, uintBE } from "../bytes.mjs";
import { cbor } from "../cbor.mjs";
import { Log, signer, start } from "../directory.mjs";
import { xwingPublic } from "../hpke.mjs";
import { ed25519 } from "../primitives.mjs";
import { ID, KDF, sealBox } from "../protocol.mjs";
import { articleSet, articles } from "./articles.mjs";
import { groupKeys } from "./group.mjs";

export const day = 86400;

export function person(name) {
  const [identitySeed, deviceSeed, sealingSeed] = ["identity", "device", "sealing"].map((w) =>
    fixed(`world ${name} ${w}`),
  );
  const identity = ed25519.public(identitySeed);
  const p = {
    name,
    identitySeed,
    identity,
    deviceSeed,
    deviceKey: ed25519.public(deviceSeed),
    sealing: xwingPublic(sealingSeed),
  };
  return { ...p, byIdentity: signer(1, identity, identitySeed) };
}

export const accountContent = (p, invite = empty, over = {}) => [
  over.kind ?? 1,
  over.name ?? p.name,
  over.identity ?? p.identity,
  over.sealing ?? p.sealing,
  invite,
];
export const memberSet = (ids) => ID("member-set", cbor(sorted(ids)));

export const generationSecret = (number) => fixed(`world secret ${number}`);

/** The content of a generation: a box to each of `members`. */
export function generationContent(org, group, number, members, author, over = {}) {
  const secret = generationSecret(number);
  const keys = groupKeys(org, group, number, secret);
  const boxes = members.map((p) => {
    const context = {
      org,
      purpose: "group-secret",
      object: group,
      generation: number,
      recipient: p.id,
      author,
    };
    const random = concat(fixed(`world box ${p.name}`, 60), uintBE(number, 4));
    return [p.id, ID("box", sealBox(p.sealing, context, cbor([[number, secret]]), random))];
  });
  const set = memberSet(members.map((p) => p.id));
  return [
    over.number ?? number,
    over.set ?? set,
    over.sealing ?? keys.sealing,
    over.commitment ?? keys.commitment,
    over.boxes ?? sorted(boxes, (b) => b[0]),
  ];
}

export function invitation(org, name) {
  const seed = KDF(fixed(`world invite ${name}`), org, ["invite"], 32);
  const key = ed25519.public(seed);
  return { key, sign: signer(3, key, seed) };
}

const roles = (...pairs) =>
  sorted(
    pairs.map(([p, role]) => [p.id, role]),
    (pair) => pair[0],
  );

/** An invitation, the account made through it and its device. */
function join(log, p, by, groups, capabilities, head = empty) {
  const low = p.name.toLowerCase();
  const link = invitation(log.org, low);
  const content = [link.key, groups, capabilities, start + 14 * day, 1];
  p.invite = log.add(`invite-${low}`, "invite", content, [by], { head });
  p.link = link;
  p.id = log.add(`account-${low}`, "account", accountContent(p, p.invite.id), [p.byIdentity, link.sign], {
    head,
  }).id;
  device(log, p, low, head);
}

function device(log, p, low, head = empty) {
  const from = log.time;
  p.deviceContent = [p.id, p.deviceKey, from, from + 30 * day, 1];
  p.device = log.add(`device-${low}`, "device", p.deviceContent, [p.byIdentity], { head });
  p.by = signer(2, p.device.id, p.deviceSeed);
}

export function world() {
  const [ada, ben, cara, dora] = ["Ada", "Ben", "Cara", "Dora"].map(person);
  const logs = {};
  const keep = (name, log) => {
    logs[name] = log.copy();
  };
  const log = new Log();
  keep("empty", log);
  const org = log.add("genesis", "genesis", ["Mill & Daughters", ada.identity], [ada.byIdentity]).id;
  keep("genesis", log);
  ada.id = log.add("account-ada", "account", accountContent(ada), [ada.byIdentity]).id;
  device(log, ada, "ada");
  const serverSeed = fixed("world server key");
  const serverKey = log.add("server-key", "server-key", [ed25519.public(serverSeed)], [ada.by], {
    object: org,
  });
  const group = log.add("group", "group", ["Support", 1], [ada.by]).id;
  keep("grouped", log);
  log.add("member-1", "member", [roles([ada, 2])], [ada.by], { object: group });
  keep("first-members", log);
  log.add("generation-1", "generation", generationContent(org, group, 1, [ada], ada.device.id), [ada.by], {
    object: group,
  });
  const inbox = log.add("inbox", "inbox", ["Shop", group, 1], [ada.by]).id;
  const set = articleSet(org, 1, articles);
  log.add("article-set", "article-set", [1, ID("article-set", set), articles.length], [ada.by], {
    object: org,
  });
  keep("founded", log);
  const head = log.head(ada.by).id;
  join(log, ben, ada.by, [[group, 1]], ["attest", "publish"], head);
  keep("ben-joined", log);
  log.add("capability-ben", "capability", [["attest", "manage-group", "publish"]], [ada.by], {
    object: ben.id,
    head,
  });
  log.add("member-2", "member", [roles([ada, 2], [ben, 1])], [ada.by], { object: group, head });
  log.add(
    "generation-2",
    "generation",
    generationContent(org, group, 2, [ada, ben], ada.device.id),
    [ada.by],
    { object: group, head },
  );
  keep("two", log);
  const staff = log.copy();
  const revoked = ben.deviceContent.with(4, 2);
  log.add("revocation", "device", revoked, [ada.by], { object: ben.device.id, head });
  keep("revoked", log);
  log.add("removal", "removal", [1], [ada.by], { object: ben.id, head });
  keep("main", log);
  join(staff, cara, ada.by, [], ["admin"]);
  join(staff, dora, ada.by, [], []);
  keep("staff", staff);
  const more = extend(staff, { ada, ben, cara, dora, org, group, keep });
  return { logs, ada, ben, cara, dora, org, group, inbox, serverKey, serverSeed, set, roles, head, ...more };
}

// Further on from "staff": what single cases need.
function extend(staff, { ada, ben, cara, dora, org, group, keep }) {
  const managers = staff.copy();
  managers.add("member-managers", "member", [roles([ada, 2], [ben, 2])], [ada.by], { object: group });
  keep("two-managers", managers);

  const teams = staff.copy();
  const group2 = teams.add("group-two", "group", ["Returns", 1], [cara.by]).id;
  keep("second-group", teams);
  teams.add("member-two", "member", [roles([cara, 2])], [cara.by], { object: group2 });
  keep("second-team", teams);

  const left = staff.copy();
  left.add("member-3", "member", [roles([ada, 2])], [ada.by], { object: group });
  keep("ben-left", left);

  const rekeyed = staff.copy();
  for (const n of [2, 3]) {
    const key = ed25519.public(fixed(`world server key ${n}`));
    rekeyed.add(`server-key-${n}`, "server-key", [key], [ada.by], { object: org });
  }
  keep("rekeyed", rekeyed);

  const gone = staff.copy();
  gone.add("removal-ben", "removal", [1], [ada.by], { object: ben.id });
  keep("ben-gone", gone);

  const granted = staff.copy();
  granted.add("capability-dora", "capability", [["attest"]], [cara.by], { object: dora.id });
  keep("granted-by-admin", granted);

  const invites = staff.copy();
  const openLink = invitation(org, "open");
  const open = invites.add("invite-open", "invite", [openLink.key, [], [], invites.time + day, 1], [ada.by]);
  keep("open-invite", invites);
  invites.add("invite-revoked", "invite", open.content.with(4, 2), [ada.by], { object: open.id });
  keep("revoked-invite", invites);

  const early = staff.copy();
  const seed = fixed("world Dora second device");
  const from = early.time + 5000;
  const later = early.add(
    "device-later",
    "device",
    [dora.id, ed25519.public(seed), from, from + day, 1],
    [dora.byIdentity],
  );
  keep("later-device", early);
  return { group2, open, openLink, later: signer(2, later.id, seed) };
}
