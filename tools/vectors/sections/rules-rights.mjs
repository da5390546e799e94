// §4.1: who may remove, grant and invite.
import { fixed, sorted } from "../bytes.mjs";
import { ed25519 } from "../primitives.mjs";
import { day } from "./world.mjs";

export function removalRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora } = w;
  const of = (p) => ({ object: p.id });
  const no = (name, why, signers, p, log = "staff", content = [1]) =>
    mayNot(log, `removal: ${name}`, why, "removal", content, signers, of(p));
  may("staff", "removal: by an owner", "owner", "removal", [1], [ada.by], of(cara));
  may(
    "staff",
    "removal: by an admin",
    "admin, for those who are not owner",
    "removal",
    [2],
    [cara.by],
    of(dora),
  );
  may("staff", "removal: of oneself", "the account itself", "removal", [0], [dora.by], of(dora));
  no("of an owner by an admin", "admin removes those who are not owner", [cara.by], ada);
  no("by manage-group", "owner, admin or the account itself", [ben.by], dora);
  no("by somebody without rights", "owner, admin or the account itself", [dora.by], ben);
  no("of the last owner", "the last owner cannot be removed", [ada.by], ada);
  no("twice", "removed already", [ada.by], ben, "ben-gone");
  no("without a reason", "one element", [ada.by], dora, "staff", []);
  no("reason as text", "a reason is a number", [ada.by], dora, "staff", ["left"]);
  mayNot("staff", "removal: of a group", "accounts are removed, groups are not", "removal", [1], [ada.by], {
    object: w.group,
    previous: w.group,
  });
}

export function capabilityRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora } = w;
  const of = (p) => ({ object: p.id });
  const yes = (name, why, list, by, p) =>
    may("staff", `capability: ${name}`, why, "capability", [list], [by], of(p));
  const no = (name, why, list, by, p, log = "staff") =>
    mayNot(log, `capability: ${name}`, why, "capability", [list], [by], of(p));
  yes("owner by an owner", "owner", ["owner"], ada.by, ben);
  yes("attest and publish by an admin", "admin, for these", ["attest", "publish"], cara.by, dora);
  yes(
    "all four by an admin",
    "admin, for these",
    ["attest", "manage-group", "publish", "rotate"],
    cara.by,
    dora,
  );
  yes("taken away by an admin", "publish and manage-group change only", ["attest"], cara.by, ben);
  no("admin by an admin", "an admin may not make an admin", ["admin"], cara.by, dora);
  no("owner by an admin", "an admin may not make an owner", ["owner"], cara.by, dora);
  no("root by an admin", "an admin may not give root", ["root"], cara.by, dora);
  no("owner for oneself by an admin", "an admin may not make an owner", ["admin", "owner"], cara.by, cara);
  no("by manage-group", "owner or admin", ["publish"], ben.by, dora);
  no("for oneself without rights", "owner or admin", ["admin"], dora.by, dora);
  no("taken from the last owner", "the last owner cannot lose owner", [], ada.by, ada);
  no("unknown word", "not one of the seven", ["supervise"], ada.by, dora);
  no("unsorted", "sorted bytewise", ["publish", "attest"], ada.by, dora);
  no("repeated", "no repetition", ["attest", "attest"], ada.by, dora);
  no("capital letters", "the words are as written", ["Attest"], ada.by, dora);
  no("removed account", "no such right for the removed", ["publish"], ada.by, ben, "ben-gone");
  mayNot("staff", "capability: of a group", "object is an account", "capability", [["publish"]], [ada.by], {
    object: w.group,
  });
  mayNot("staff", "capability: of nobody", "no such account", "capability", [["publish"]], [ada.by], {
    object: fixed("no account"),
  });
}

export function inviteRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora, group, open } = w;
  const key = ed25519.public(fixed("invite rules key"));
  const until = w.logs.staff.time + day;
  const make = (over = {}) => [
    over.key ?? key,
    over.groups ?? [],
    over.capabilities ?? [],
    over.until ?? until,
    over.state ?? 1,
  ];
  const yes = (name, why, over, by) => may("staff", `invite: ${name}`, why, "invite", make(over), [by]);
  const no = (name, why, over, by) => mayNot("staff", `invite: ${name}`, why, "invite", make(over), [by]);
  const pair = sorted(
    [
      [group, 1],
      [fixed("zz group"), 1],
    ],
    (g) => g[0],
  );
  yes("admin by an owner", "an owner may grant it", { capabilities: ["admin"] }, ada.by);
  yes("publish by an admin", "an admin may grant it", { capabilities: ["publish"] }, cara.by);
  yes("no capability by manage-group", "manage-group without capabilities", { groups: [[group, 1]] }, ben.by);
  no("admin by an admin", "an admin may not grant admin", { capabilities: ["admin"] }, cara.by);
  no("owner by an admin", "an admin may not grant owner", { capabilities: ["owner"] }, cara.by);
  no("publish by manage-group", "manage-group without capabilities", { capabilities: ["publish"] }, ben.by);
  no("by somebody without rights", "admin or manage-group", {}, dora.by);
  no("unknown word", "not one of the seven", { capabilities: ["supervise"] }, ada.by);
  no("unsorted capabilities", "sorted bytewise", { capabilities: ["publish", "attest"] }, ada.by);
  no("repeated capability", "no repetition", { capabilities: ["attest", "attest"] }, ada.by);
  no(
    "repeated group",
    "no repetition",
    {
      groups: [
        [group, 1],
        [group, 2],
      ],
    },
    ada.by,
  );
  no("unknown group", "no such group", { groups: pair }, ada.by);
  no("role 3", "1 member, 2 manager", { groups: [[group, 3]] }, ada.by);
  no("role 0", "1 member, 2 manager", { groups: [[group, 0]] }, ada.by);
  no("state 3", "1 open, 2 revoked", { state: 3 }, ada.by);
  no("short key", "31 bytes", { key: key.slice(1) }, ada.by);
  no("small-order key", "refused keys are refused everywhere", { key: new Uint8Array(32) }, ada.by);
  may(
    "open-invite",
    "invite: revoked",
    "whole new value, state 2",
    "invite",
    open.content.with(4, 2),
    [ada.by],
    { object: open.id },
  );
  mayNot(
    "open-invite",
    "invite: revoked without rights",
    "admin or manage-group",
    "invite",
    open.content.with(4, 2),
    [dora.by],
    { object: open.id },
  );
}
