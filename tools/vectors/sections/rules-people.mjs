// §4.1: who may found, join and have devices.
import { empty, fixed } from "../bytes.mjs";
import { signer } from "../directory.mjs";
import { ed25519 } from "../primitives.mjs";
import { accountContent, day, invitation, person } from "./world.mjs";

const smallOrder = Uint8Array.from([1, ...new Uint8Array(31)]);

export function genesisRules(w, { mayNot }) {
  const { ada, ben } = w;
  const content = ["Another", ada.identity];
  const no = (log, name, why, signers, over = {}, c = content) =>
    mayNot(log, `genesis: ${name}`, why, "genesis", c, signers, over);
  no("staff", "a second", "entry 0 only", [ada.byIdentity]);
  no("staff", "a second without organisation", "entry 0 only", [ada.byIdentity], { org: empty });
  no("empty", "signed by another", "the identity named signs", [ben.byIdentity]);
  no("empty", "with an organisation", "in genesis it is empty", [ada.byIdentity], { org: fixed("org") });
  no("empty", "with an object", "a new object has no id yet", [ada.byIdentity], { object: fixed("object") });
  no("empty", "signed as a device", "an identity signs", [signer(2, ada.identity, ada.identitySeed)]);
  no(
    "empty",
    "small-order identity",
    "refused keys are refused everywhere",
    [{ kind: 1, ref: smallOrder, signature: new Uint8Array([...smallOrder, ...new Uint8Array(32)]) }],
    {},
    ["Another", smallOrder],
  );
  mayNot("empty", "account before genesis", "entry 0 is a genesis", "account", accountContent(ada), [
    ada.byIdentity,
  ]);
}

export function accountRules(w, { may, mayNot }) {
  const { ada, ben, dora, open, openLink } = w;
  const eve = person("Eve");
  const good = accountContent(eve, open.id);
  const both = [eve.byIdentity, openLink.sign];
  const no = (name, why, content = good, signers = both, log = "open-invite", over = {}) =>
    mayNot(log, `account: ${name}`, why, "account", content, signers, over);
  may(
    "open-invite",
    "account: by invitation",
    "its identity and the invitation's key",
    "account",
    good,
    both,
  );
  no("without the invitation's signature", "the invitation's key signs too", good, [eve.byIdentity]);
  no("without its own signature", "its identity signs too", good, [openLink.sign]);
  no("signed by another identity", "its own identity signs", good, [dora.byIdentity, openLink.sign]);
  no("signed by another invitation's key", "the invitation named", good, [
    eve.byIdentity,
    invitation(w.org, "nobody").sign,
  ]);
  no("invitation's key as identity", "kind 3 for an invitation", good, [
    eve.byIdentity,
    { ...openLink.sign, kind: 1 },
  ]);
  no("unknown invitation", "no such invitation", accountContent(eve, fixed("no invite")));
  no("no invitation", "only the first needs none", accountContent(eve), [eve.byIdentity]);
  no("invitation used before", "an invitation is used once", accountContent(eve, ben.invite.id), [
    eve.byIdentity,
    ben.link.sign,
  ]);
  no("expired invitation", "later than its until", good, both, "open-invite", {
    time: w.logs["open-invite"].time + 2 * day,
  });
  no("revoked invitation", "an open invitation", good, both, "revoked-invite");
  no("by an owner instead", "an account is made by its own keys", good, [ada.by]);
  no("kind 2", "1 is a person, all there is", accountContent(eve, open.id, { kind: 2 }));
  no("short sealing key", "1215 bytes", accountContent(eve, open.id, { sealing: eve.sealing.slice(1) }));
  no("element missing", "five elements", good.slice(0, 4));
  no(
    "first with another identity",
    "the first has the genesis identity",
    accountContent(eve),
    [eve.byIdentity],
    "genesis",
  );
  const weak = {
    kind: 1,
    ref: smallOrder,
    signature: new Uint8Array([...smallOrder, ...new Uint8Array(32)]),
  };
  no(
    "small-order identity",
    "refused keys are refused everywhere",
    accountContent(eve, open.id, { identity: smallOrder }),
    [weak, openLink.sign],
  );
  accountChanges(w, { may, mayNot });
}

function accountChanges(w, { may, mayNot }) {
  const { ada, cara, dora } = w;
  const next = person("Dora's next");
  const over = { object: dora.id };
  const renamed = accountContent(dora, dora.invite.id, { name: "Dora M." });
  const rekeyed = accountContent(dora, dora.invite.id, { identity: next.identity });
  const no = (name, why, content, signers) =>
    mayNot("staff", `account: ${name}`, why, "account", content, signers, over);
  may("staff", "account: renamed", "the current identity", "account", renamed, [dora.byIdentity], over);
  may(
    "staff",
    "account: identity changed",
    "the current identity and the new one",
    "account",
    rekeyed,
    [dora.byIdentity, next.byIdentity],
    over,
  );
  no("renamed by an owner", "the current identity signs", renamed, [ada.by]);
  no("renamed by an admin's identity", "the current identity signs", renamed, [cara.byIdentity]);
  no("renamed by its device", "the identity signs, not a device", renamed, [dora.by]);
  no("identity changed by the new one alone", "the current one signs too", rekeyed, [next.byIdentity]);
  no("identity changed by the old one alone", "the new one signs too", rekeyed, [dora.byIdentity]);
  no("kind changed", "kind stays", accountContent(dora, dora.invite.id, { kind: 2 }), [dora.byIdentity]);
  no("invitation changed", "invite stays", accountContent(dora, cara.invite.id), [dora.byIdentity]);
  no("invitation dropped", "invite stays", accountContent(dora), [dora.byIdentity]);
  mayNot(
    "ben-gone",
    "account: changed after removal",
    "a removed account has no right",
    "account",
    accountContent(w.ben, w.ben.invite.id, { name: "Ben again" }),
    [w.ben.byIdentity],
    { object: w.ben.id },
  );
}

export function deviceRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora } = w;
  const key = ed25519.public(fixed("device rules key"));
  const from = w.logs.staff.time;
  const make = (over = {}) => [
    over.account ?? dora.id,
    over.key ?? key,
    over.from ?? from,
    over.until ?? from + 30 * day,
    over.state ?? 1,
  ];
  const yes = (name, why, content, signers, over) =>
    may("staff", `device: ${name}`, why, "device", content, signers, over);
  const no = (name, why, content, signers = [dora.byIdentity], over = {}, log = "staff") =>
    mayNot(log, `device: ${name}`, why, "device", content, signers, over);
  const revoke = { object: ben.device.id };
  const revoked = ben.deviceContent.with(4, 2);
  yes("a second one", "the account's identity", make(), [dora.byIdentity]);
  yes("thirty days and an hour", "the longest allowed", make({ until: from + 30 * day + 3600 }), [
    dora.byIdentity,
  ]);
  yes("revoked by an admin", "revocation also by an admin", revoked, [cara.by], revoke);
  yes("revoked by its account", "the account's identity", revoked, [ben.byIdentity], revoke);
  no("a second too long", "at most thirty days and an hour", make({ until: from + 30 * day + 3601 }));
  no("a year", "at most thirty days and an hour", make({ until: from + 365 * day }));
  no("until before from", "until is not before from", make({ until: from - 1 }));
  no("by another device", "the identity signs, not a device", make(), [dora.by]);
  no("by another identity", "the account's own identity", make(), [ben.byIdentity]);
  no("by an owner", "only revocation is for others", make(), [ada.by]);
  no("unknown account", "no such account", make({ account: fixed("no account") }));
  no(
    "removed account",
    "a removed account has no devices",
    make({ account: ben.id }),
    [ben.byIdentity],
    {},
    "ben-gone",
  );
  no("state 3", "1 valid, 2 revoked", make({ state: 3 }));
  no("state 0", "1 valid, 2 revoked", make({ state: 0 }));
  no("short key", "31 bytes", make({ key: key.slice(1) }));
  no("small-order key", "refused keys are refused everywhere", make({ key: smallOrder }));
  no("revoked by somebody without rights", "its account or an admin", revoked, [dora.by], revoke);
  no(
    "renewed by an admin",
    "an admin may revoke, nothing else",
    ben.deviceContent.with(3, ben.deviceContent[3] + 1800),
    [cara.by],
    revoke,
  );
  no(
    "moved to another account",
    "a device stays with its account",
    ben.deviceContent.with(0, dora.id),
    [dora.byIdentity],
    revoke,
  );
}
