// §4.1: who may make groups, choose members, make keys, open inboxes and publish.
import { fixed } from "../bytes.mjs";
import { ID } from "../protocol.mjs";
import { articleSet, articles } from "./articles.mjs";
import { generationContent, memberSet } from "./world.mjs";

export function groupRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora, group } = w;
  const no = (name, why, content, by, over = {}) =>
    mayNot("staff", `group: ${name}`, why, "group", content, [by], over);
  may("staff", "group: by an admin", "new: admin", "group", ["Returns", 1], [cara.by]);
  may("staff", "group: renamed by an admin", "change: admin", "group", ["Help", 1], [cara.by], {
    object: group,
  });
  may(
    "two-managers",
    "group: renamed by a manager",
    "change: a manager of the group",
    "group",
    ["Help", 1],
    [ben.by],
    { object: group },
  );
  no("by manage-group", "new: admin", ["Returns", 1], ben.by);
  no("by somebody without rights", "new: admin", ["Returns", 1], dora.by);
  no("renamed by a member", "change: admin or manager", ["Help", 1], ben.by, { object: group });
  no("sensitivity 2", "2 is reserved", ["Returns", 2], ada.by);
  no("sensitivity 0", "1 is ordinary", ["Returns", 0], ada.by);
  no("sensitivity 3", "1 is ordinary", ["Returns", 3], ada.by);
  no("changed to sensitivity 2", "2 is reserved", ["Support", 2], ada.by, { object: group });
}

export function memberRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora, group, roles } = w;
  const over = { object: group };
  const list = roles([ada, 2], [ben, 1], [dora, 1]);
  const no = (name, why, members, by, log = "staff", o = over) =>
    mayNot(log, `member: ${name}`, why, "member", [members], [by], o);
  may("staff", "member: by a manager", "a manager of the group", "member", [list], [ada.by], over);
  may("staff", "member: by manage-group", "manage-group", "member", [list], [ben.by], over);
  may(
    "second-group",
    "member: first by an admin",
    "the first: admin",
    "member",
    [roles([cara, 2])],
    [cara.by],
    { object: w.group2 },
  );
  no("by somebody without rights", "a manager or manage-group", list, dora.by);
  no("first by somebody without rights", "the first: admin", roles([dora, 2]), dora.by, "second-group", {
    object: w.group2,
  });
  no("unsorted", "sorted by account id", [...list].reverse(), ada.by);
  no("repeated", "no repetition", [list[0], ...list], ada.by);
  no("account twice with two roles", "an account once", [list[0], [list[0][0], 2], ...list.slice(1)], ada.by);
  no("without a manager", "the last manager cannot leave", roles([ada, 1], [ben, 1]), ada.by);
  no("the last manager gone", "the last manager cannot leave", roles([ben, 1]), ada.by);
  no("nobody", "the last manager cannot leave", [], ada.by);
  no("role 0", "1 member, 2 manager", roles([ada, 2], [ben, 0]), ada.by);
  no("role 3", "1 member, 2 manager", roles([ada, 2], [ben, 3]), ada.by);
  no("unknown account", "no such account", roles([ada, 2], [{ id: fixed("no account") }, 1]), ada.by);
  no(
    "three elements",
    "an account and a role",
    list.map((m) => [...m, 0]),
    ada.by,
  );
}

export function generationRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora, group, org } = w;
  const over = { object: group };
  const both = [ada, ben];
  const author = ada.device.id;
  const make = (number = 3, members = both, change = {}) =>
    generationContent(org, group, number, members, author, change);
  const good = make();
  const no = (name, why, content, by = ada.by, log = "staff") =>
    mayNot(log, `generation: ${name}`, why, "generation", content, [by], over);
  may("staff", "generation: by a manager", "a member of the group", "generation", good, [ada.by], over);
  may(
    "staff",
    "generation: by a member",
    "a member of the group",
    "generation",
    generationContent(org, group, 3, both, ben.device.id),
    [ben.by],
    over,
  );
  may(
    "ben-gone",
    "generation: after a removal",
    "members that are not removed",
    "generation",
    make(3, [ada]),
    [ada.by],
    over,
  );
  no("number skipped", "the number grows by 1", make(4));
  no("number repeated", "the number grows by 1", make(2));
  no("number 1 again", "the number grows by 1", make(1));
  no("number 0", "numbers start at 1", make(3, both, { number: 0 }));
  no("first with number 2", "the first is 1", make(2, [ada]), ada.by, "first-members");
  no("member set of one", "not the members", make(3, both, { set: memberSet([ada.id]) }));
  no("member set of strangers", "not the members", make(3, both, { set: fixed("set") }));
  no("somebody left out", "set and boxes agree, but Ben is a member", make(3, [ada]));
  no("somebody added", "set and boxes agree, but Dora is no member", make(3, [ada, ben, dora]));
  no("box missing", "a box for each member", make(3, both, { boxes: good[4].slice(0, 1) }));
  no("no boxes", "a box for each member", make(3, both, { boxes: [] }));
  no("box for a stranger", "exactly the members", make(3, both, { boxes: make(3, [ada, ben, dora])[4] }));
  no("boxes unsorted", "sorted by account id", make(3, both, { boxes: [...good[4]].reverse() }));
  no("box repeated", "no repetition", make(3, both, { boxes: [good[4][0], ...good[4]] }));
  no("short box hash", "31 bytes", make(3, both, { boxes: good[4].map(([id, h]) => [id, h.slice(1)]) }));
  no("short sealing key", "1215 bytes", make(3, both, { sealing: good[2].slice(1) }));
  no("short commitment", "31 bytes", make(3, both, { commitment: good[3].slice(1) }));
  no("by an admin who is no member", "a member", good, cara.by);
  no("by somebody without rights", "a member", good, dora.by);
  no("with a removed member", "members that are not removed", make(3, both), ada.by, "ben-gone");
}

export function inboxRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora, group, group2, inbox } = w;
  const content = ["Wholesale", group, 1];
  const no = (name, why, signers, log = "two-managers", c = content, over = {}) =>
    mayNot(log, `inbox: ${name}`, why, "inbox", c, signers, over);
  may("staff", "inbox: by one who is both", "one signature if one person is both", "inbox", content, [
    ada.by,
  ]);
  may("two-managers", "inbox: by an admin and a manager", "both signatures", "inbox", content, [
    cara.by,
    ben.by,
  ]);
  no("by a manager alone", "an admin signs too", [ben.by]);
  no("by an admin alone", "a manager of the group signs too", [cara.by]);
  no("by an admin and a member", "a manager, not a member", [cara.by, ben.by], "staff");
  no("by an admin and somebody without rights", "a manager of the group", [cara.by, dora.by]);
  no("by an admin twice", "two people", [cara.by, cara.by]);
  no("by an admin and a false manager", "every signature must be right", [
    cara.by,
    { ...ben.by, seed: dora.deviceSeed },
  ]);
  no("by nobody with rights", "an admin and a manager", [dora.by]);
  no("sensitivity 2", "2 is reserved", [ada.by], "staff", ["Wholesale", group, 2]);
  no("sensitivity 0", "1 is ordinary", [ada.by], "staff", ["Wholesale", group, 0]);
  no("unknown group", "no such group", [ada.by], "staff", ["Wholesale", fixed("no group"), 1]);
  const moved = ["Shop", group2, 1];
  const over = { object: inbox };
  const renamed = ["Trade", group, 1];
  may("second-team", "inbox: renamed", "its whole new value", "inbox", renamed, [ada.by], over);
  no("moved by both managers", "a change keeps the group", [ada.by, cara.by], "second-team", moved, over);
  no("taken by the new manager", "a change keeps the group", [cara.by], "second-team", moved, over);
}

export function articleRules(w, { may, mayNot }) {
  const { ada, ben, cara, dora, org } = w;
  const content = [2, ID("article-set", articleSet(org, 2, articles)), articles.length];
  const over = { object: org };
  const no = (name, why, by, c = content, o = over) =>
    mayNot("staff", `article set: ${name}`, why, "article-set", c, [by], o);
  may("staff", "article set: by publish", "publish", "article-set", content, [ben.by], over);
  no("by an admin", "admin does not include publish", cara.by);
  no("by somebody without rights", "publish", dora.by);
  no("of a group", "object is the organisation", ada.by, content, { object: w.group });
  no("short hash", "31 bytes", ada.by, content.with(1, fixed("h", 31)));
  no("element missing", "three elements", ada.by, content.slice(0, 2));
}
