/** Changes to people, teams and inboxes: signed statements, tried on the replay before they are sent. */

import { asId, asSecret, equal, type Hex, hex, type Id, unhex } from "@sealdesk/seal";
import { type Group, ownersOf } from "@sealdesk/seal/directory";
import { type Capability, inviteSigner, writeInviteLink } from "@sealdesk/seal/staff";
import type { AdminCommands, InboxId, InboxSettings, PersonRow, TeamId } from "../desk.ts";
import type { Articles } from "./articles.ts";
import { customerCommands } from "./customer-checks.ts";
import { byDevice, type Draft } from "./directory-sync.ts";
import { DeskError, outcome } from "./failure.ts";
import { currentMembers, inOrder, type Member } from "./groups.ts";
import { settingsCommands } from "./organisation-settings.ts";
import { mailCommands } from "./outgoing-mail.ts";
import { programCommands } from "./programs.ts";
import { recordCommands } from "./record-keeping.ts";
import { Retention } from "./retention.ts";
import { pinnedLine, settingsWire } from "./settings.ts";
import { smsCommands } from "./sms.ts";
import type { StaffKeys } from "./staff-thread.ts";

/** What a role may sign, sorted as statements want it. */
const capabilitiesOf: Readonly<Record<PersonRow["role"], readonly Capability[]>> = {
  owner: ["admin", "attest", "manage-group", "owner", "publish", "root", "rotate"],
  admin: ["admin", "attest", "publish", "rotate"],
  agent: ["attest"],
};

const INVITATION_LASTS = 7 * 86_400;

/** What an invitation gives. */
interface Given {
  readonly groups: readonly { readonly group: Id; readonly role: 1 | 2 }[];
  readonly capabilities: readonly Capability[];
}

export class Admin {
  constructor(
    readonly keys: StaffKeys,
    readonly origin: string,
    readonly articles: Articles,
    readonly changed: () => Promise<void>,
    readonly retention = new Retention(keys),
  ) {}

  get commands(): AdminCommands {
    const then = <T>(work: () => Promise<T>) =>
      outcome(async () => {
        const value = await work();
        await this.changed();
        return value;
      });
    return {
      createInbox: (name, team, settings) => then(() => this.#createInbox(name.trim(), team, settings)),
      saveInbox: (id, settings) =>
        then(() => this.keys.http.put<void>(`/inboxes/${id}/settings`, settingsWire(settings))),
      pinnedLine: (id) => outcome(() => pinnedLine(this.keys, this.origin, asId(unhex(id)))),
      invite: (role, teams) => then(() => this.#invite(role, teams)),
      revokeInvitation: (id) => then(() => this.#revokeInvitation(id)),
      endSessions: (id) => outcome(() => this.keys.http.delete(`/accounts/${id}/sessions`)),
      setRole: (id, role) => then(() => this.#setRole(asId(unhex(id)), role)),
      beginAgain: (id) => then(() => this.#beginAgain(asId(unhex(id)))),
      removePerson: (id) => then(() => this.#removePerson(asId(unhex(id)))),
      removeFromTeam: (id, team) =>
        then(() => this.#changeMembers(team, (all) => all.filter((m) => hex(m.account) !== id))),
      addToTeam: (id, team, manager) => then(() => this.#addToTeam(asId(unhex(id)), team, manager ?? false)),
      setManager: (id, team, manager) =>
        then(() =>
          this.#changeMembers(team, (all) => all.map((m) => (hex(m.account) === id ? as(m, manager) : m))),
        ),
      saveArticle: (article) => then(() => this.articles.save(article)),
      removeArticle: (id) => then(() => this.articles.remove(id)),
      publishArticles: () => then(() => this.articles.publish()),
      ...this.retention.commands,
      ...recordCommands(this.keys),
      ...settingsCommands(this.keys),
      ...mailCommands(this.keys),
      ...smsCommands(this.keys.http),
      ...customerCommands(this.keys),
      ...programCommands(this.keys, this.changed),
    };
  }

  get #by() {
    return [byDevice(this.keys.me)];
  }

  async #createInbox(
    name: string,
    team: TeamId | { readonly newTeam: string },
    settings: InboxSettings,
  ): Promise<InboxId> {
    const { sync, me, groups } = this.keys;
    const inbox = await sync.propose(me, async (draft) => {
      let group = typeof team === "string" ? asId(unhex(team)) : null;
      if (group === null && typeof team !== "string") {
        group = (await draft.add("group", null, { name: team.newTeam.trim(), sensitivity: 1 }, this.#by)).id;
        await draft.add("member", group, { members: [{ account: me.account, role: 2 }] }, this.#by);
        await groups.addGeneration(draft, group);
      }
      return (await draft.add("inbox", null, { name, group: group!, sensitivity: 1 }, this.#by)).id;
    });
    await groups.refresh();
    await this.keys.http.put(`/inboxes/${hex(inbox)}/settings`, settingsWire(settings));
    return hex(inbox);
  }

  async #invite(role: "admin" | "agent", teams: readonly TeamId[]): Promise<string> {
    const memberRole: 1 | 2 = role === "admin" ? 2 : 1;
    const groups = teams.map((t) => ({ group: asId(unhex(t)), role: memberRole })).sort(byGroup);
    return this.#invitation(async () => ({ groups, capabilities: capabilitiesOf[role] }));
  }

  /** The link of a new invitation to what `make` gives. */
  async #invitation(make: (draft: Draft) => Promise<Given>, path?: string): Promise<string> {
    const { sync, me, platform } = this.keys;
    const secret = asSecret(platform.random(32));
    const org = sync.directory.org;
    const { publicKey: key } = await inviteSigner(secret, org);
    const add = async (draft: Draft) => {
      const given = await make(draft);
      const content = { key, ...given, until: draft.time + INVITATION_LASTS, state: 1 } as const;
      return (await draft.add("invite", null, content, this.#by)).id;
    };
    const invite = await sync.propose(me, add, path);
    return `${this.origin}/console/#join=${writeInviteLink({ secret, invite, org })}`;
  }

  /** The account of somebody who lost everything ends, and an invitation to what it had takes its place. */
  async #beginAgain(id: Id): Promise<string> {
    const account = hex(id);
    const link = await this.#invitation(async (draft) => {
      const { state } = draft.directory;
      const had = state.accounts.get(account);
      if (had === undefined || had.removed)
        throw new DeskError("not-found", "There is no such person.", "Reload the page.");
      const groups = [...state.groups.values()]
        .flatMap(({ id: group, members }) => {
          const role = members.get(account);
          return role === undefined ? [] : [{ group, role }];
        })
        .sort(byGroup);
      await this.#takeOut(draft, id);
      return { groups, capabilities: had.capabilities };
    }, `/accounts/${account}/again`);
    await this.keys.groups.refresh();
    return link;
  }

  async #revokeInvitation(id: string): Promise<void> {
    const { sync, me } = this.keys;
    await sync.propose(me, async (draft) => {
      const invite = draft.directory.state.invites.get(id as Hex);
      if (invite === undefined)
        throw new DeskError("not-found", "This invitation is gone.", "Reload the page.");
      const { key, groups, capabilities, until } = invite;
      await draft.add("invite", invite.id, { key, groups, capabilities, until, state: 2 }, this.#by);
    });
  }

  /** One signed statement; replayed by everybody, so that nobody is an owner by the server's word. */
  async #setRole(id: Id, role: PersonRow["role"]): Promise<void> {
    const { sync, me } = this.keys;
    await sync.propose(me, async (draft) => {
      const { state } = draft.directory;
      const owners = ownersOf(state);
      if (role !== "owner" && owners.length === 1 && hex(owners[0]!.id) === hex(id)) {
        throw new DeskError(
          "refused",
          "An organisation keeps at least one owner.",
          "Make somebody else an owner first.",
        );
      }
      await draft.add("capability", id, { capabilities: capabilitiesOf[role] }, this.#by);
    });
  }

  async #removePerson(id: Id): Promise<void> {
    const { sync, me, groups } = this.keys;
    await sync.propose(me, (draft) => this.#takeOut(draft, id));
    await groups.refresh();
  }

  /** Out of every team whose key I hold, with new keys in the same step, then out of the organisation. */
  async #takeOut(draft: Draft, id: Id): Promise<void> {
    for (const g of [...draft.directory.state.groups.values()]) {
      if (!g.members.has(hex(id)) || !(await this.keys.groups.obtainsCurrent(g))) continue;
      await this.#setMembers(draft, g, (all) => all.filter((m) => hex(m.account) !== hex(id)));
    }
    await draft.add("removal", id, { reason: 1 }, this.#by);
  }

  async #addToTeam(id: Id, team: TeamId, manager: boolean): Promise<void> {
    await this.#changeMembers(team, (all) => [...all, as({ account: id, role: 1 }, manager)]);
  }

  async #changeMembers(team: TeamId, change: (all: readonly Member[]) => readonly Member[]): Promise<void> {
    const { sync, me, groups } = this.keys;
    await sync.propose(me, async (draft) => {
      const group = draft.directory.state.groups.get(team as Hex);
      if (group === undefined) throw new DeskError("not-found", "This team is gone.", "Reload the page.");
      await this.#setMembers(draft, group, change);
    });
    await groups.refresh();
  }

  async #setMembers(
    draft: Draft,
    group: Group,
    change: (all: readonly Member[]) => readonly Member[],
  ): Promise<void> {
    const now = currentMembers(draft.directory.state, group);
    const members = inOrder(change(now));
    if (!members.some((m) => m.role === 2)) {
      throw new DeskError(
        "refused",
        "A team keeps at least one member who hands out its keys.",
        "Let another member hand them out first.",
      );
    }
    await draft.add("member", group.id, { members }, this.#by);
    // Who hands out keys may change without a new key; who holds them may not. Who leaves makes none: a colleague does.
    const same = now.length === members.length && members.every((m) => group.members.has(hex(m.account)));
    const stays = members.some((m) => equal(m.account, this.keys.me.account));
    if (!same && stays && (await this.keys.groups.obtainsCurrent(group)))
      await this.keys.groups.addGeneration(draft, group.id);
  }
}

const as = (member: Member, manager: boolean): Member => ({ ...member, role: manager ? 2 : 1 });

const byGroup = (a: { group: Id }, b: { group: Id }): number => (hex(a.group) < hex(b.group) ? -1 : 1);
