/** Who is here, who can read what, and how others come in. */
import { useState } from "react";
import type { Invitation, PersonRow, Team } from "../contract.ts";
import { useNow, useReady, useUi } from "../ui.ts";
import { AgainDialog } from "./identity/again.tsx";
import { Suspended } from "./identity/suspended.tsx";
import { InviteDialog } from "./invite.tsx";
import { PageHead, Section } from "./page.tsx";
import { Avatar, Badge, Empty, Icon } from "./parts.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { useShell } from "./shell.ts";

export function People() {
  const { words } = useUi();
  const { people, me, invitations, teams } = useReady();
  const { inviting, change } = useShell();
  // Held here: their row goes with the account.
  const [lost, setLost] = useState<PersonRow | null>(null);
  const may = me.capabilities.some((each) => each === "admin" || each === "owner" || each === "root");
  const invite = (
    <button type="button" className="btn btn-primary" onClick={() => change({ inviting: true })}>
      <Icon name="plus" />
      {words.invite}
    </button>
  );
  return (
    <>
      <PageHead title={words.people} text={words.peopleText}>
        {may && people.length > 1 && invite}
      </PageHead>
      <Section title={words.members}>
        <Members may={may} onLost={setLost} />
      </Section>
      {may && people.length > 1 && <SecondOwner />}
      {people.length < 2 && (
        <div className="card pad sec">
          <Empty icon="users" title={words.aloneTitle} text={words.aloneText}>
            {may && invite}
          </Empty>
        </div>
      )}
      {invitations.length > 0 && (
        <Section title={words.invitations}>
          <ul className="card lines">
            {invitations.map((each) => (
              <OpenInvitation key={each.id} invitation={each} may={may} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={words.teams}>
        <div className="tiles">
          {teams.map((team) => (
            <TeamCard key={team.id} team={team} />
          ))}
        </div>
      </Section>
      {lost !== null && <AgainDialog person={lost} onClose={() => setLost(null)} />}
      {inviting && <InviteDialog onClose={() => change({ inviting: false })} />}
    </>
  );
}

/** While there is one owner only, says what can be done about it, where it can be done. */
function SecondOwner() {
  const { words } = useUi();
  const { alarms } = useReady();
  if (!alarms.some(({ kind }) => kind === "one-owner")) return null;
  return (
    <div className="strip strip-info sec">
      <Icon name="users" />
      <p>
        <b>{words.secondOwner}</b> {words.secondOwnerHow}
      </p>
    </div>
  );
}

interface MembersProps {
  readonly may: boolean;
  readonly onLost: (person: PersonRow) => void;
}

function Members({ may, onLost }: MembersProps) {
  const { words } = useUi();
  const { people } = useReady();
  return (
    <div className="card scroll-x">
      <table className="table people">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.teams}</th>
            <th scope="col">{words.status}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Member key={person.id} {...{ person, may, onLost }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Member({ person, may, onLost }: MembersProps & { readonly person: PersonRow }) {
  const { words } = useUi();
  const { me } = useReady();
  return (
    <tr>
      <th scope="row">
        <span className="who">
          <Avatar name={person.name} on={person.online && person.availability === "available"} />
          <span>
            <b dir="auto">{person.id === me.id ? words.me(person.name) : person.name}</b>
            <span className="quiet" dir="ltr">
              {person.email}
            </span>
          </span>
        </span>
      </th>
      <td>{words.roles[person.role]}</td>
      <td>
        {person.teams.length > 0 ? (
          <bdi>{person.teams.join(", ")}</bdi>
        ) : (
          <span className="quiet">{words.noTeam}</span>
        )}
      </td>
      <td>
        <Status person={person} />
      </td>
      <td className="end-cell">
        <PersonMenu person={person} may={may} onLost={() => onLost(person)} />
      </td>
    </tr>
  );
}

function Status({ person }: { person: PersonRow }) {
  const { words } = useUi();
  if (person.suspended !== null) return <Suspended of={person.suspended} />;
  if (person.waitingForKey) {
    return (
      <span title={words.waitsForKeyHint}>
        <Badge tone="warn" icon="key">
          {words.waitsForKey}
        </Badge>
      </span>
    );
  }
  if (!person.online) return <span className="quiet">{words.offlineNow}</span>;
  if (person.availability === "away") return <Badge icon="moon">{words.onlineAway}</Badge>;
  return (
    <Badge tone="ok" icon="check">
      {words.online}
    </Badge>
  );
}

function OpenInvitation({ invitation, may }: { invitation: Invitation; may: boolean }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  return (
    <li>
      <Icon name="key" />
      <span className="grow">
        <b>{words.roles[invitation.role]}</b>
        <span className="quiet"> · {invitation.teams.join(", ")}</span>
      </span>
      <span className="quiet">{words.invitationUntil(formats.date(invitation.until))}</span>
      {may && (
        <button
          type="button"
          className="btn btn-sm"
          onClick={() => void act(desk.admin.revokeInvitation(invitation.id), words.withdrawn)}
        >
          {words.withdraw}
        </button>
      )}
    </li>
  );
}

function TeamCard({ team }: { team: Team }) {
  const { words, formats } = useUi();
  const now = useNow();
  return (
    <section className="card tile" aria-label={team.name}>
      <header>
        <h3 dir="auto">{team.name}</h3>
        {team.mine && <Badge tone="accent">{words.myTeam}</Badge>}
        {team.stale && (
          <span title={words.staleHint}>
            <Badge tone="warn" icon="clock">
              {words.stale}
            </Badge>
          </span>
        )}
      </header>
      <p className="quiet">
        {words.membersCount(team.members.length)} · {words.teamKey(team.keyNumber)},{" "}
        {words.keyAge(formats.ago(team.keyMade, now))}
      </p>
      <ul>
        {team.members.map((member) => (
          <li key={member.id}>
            <Avatar name={member.name} size={20} />
            <span dir="auto">{member.name}</span>
            {member.manager && <span className="quiet">{words.manager}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
