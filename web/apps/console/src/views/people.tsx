/** People: who is here, who holds which team's key, and who has been invited. */
import { useState } from "react";
import type { Invitation, PersonRow, Team } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { InviteDialog } from "./invite.tsx";
import { type Choice, ChoiceMenu } from "./menu.tsx";
import { Overlay } from "./overlays.tsx";
import { PageHead } from "./page-head.tsx";
import { Avatar, Badge, Empty, FailureNote, Icon, Seal } from "./parts.tsx";
import { useRun } from "./run.ts";
import { useShell } from "./shell.ts";

export const mayManagePeople = (capabilities: readonly string[]) =>
  capabilities.some((each) => each === "owner" || each === "admin" || each === "root");

export function People() {
  const { words } = useUi();
  const { people, teams, invitations, me } = useReady();
  const [inviting, setInviting] = useState(false);
  const manage = mayManagePeople(me.capabilities);
  return (
    <>
      <PageHead title={words.people} text={words.peopleText}>
        {manage && (
          <button type="button" className="btn btn-primary" onClick={() => setInviting(true)}>
            <Icon name="plus" />
            {words.invite}
          </button>
        )}
      </PageHead>
      <section className="teams" aria-label={words.teams}>
        {teams.map((team) => (
          <TeamCard key={team.id} team={team} />
        ))}
      </section>
      <h2 className="label">{words.members}</h2>
      <ul className="card lines">
        {people.map((person) => (
          <PersonLine key={person.id} person={person} manage={manage} />
        ))}
      </ul>
      {people.length === 1 && manage && (
        <Empty icon="users" title={words.aloneTitle} text={words.aloneText}>
          <button type="button" className="btn" onClick={() => setInviting(true)}>
            {words.inviteSomebody}
          </button>
        </Empty>
      )}
      {invitations.length > 0 && <Invitations invitations={invitations} manage={manage} />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

function TeamCard({ team }: { team: Team }) {
  const { words, formats, now } = useUi();
  return (
    <article className="card team">
      <h2 dir="auto">
        {team.name}
        {team.mine && <Badge tone="accent">{words.myTeam}</Badge>}
      </h2>
      <p className="quiet">{words.membersCount(team.members.length)}</p>
      <span className="stack">
        {team.members.slice(0, 6).map((member) => (
          <span key={member.id} title={member.manager ? `${member.name}, ${words.manager}` : member.name}>
            <Avatar name={member.name} />
          </span>
        ))}
      </span>
      <p className="team-k">
        <Icon name="key" size={14} />
        {words.teamKey(team.keyNumber)}, {words.keyAge(formats.ago(team.keyMade, now()))}
      </p>
      {team.stale && (
        <p className="team-stale">
          <Badge tone="warn" icon="alert">
            {words.stale}
          </Badge>
          <span>{words.staleHint}</span>
        </p>
      )}
    </article>
  );
}

function PersonLine({ person, manage }: { person: PersonRow; manage: boolean }) {
  const { words } = useUi();
  const { me } = useReady();
  const status = person.waitingForKey ? (
    <span title={words.waitsForKeyHint}>
      <Badge tone="warn" icon="key">
        {words.waitsForKey}
      </Badge>
    </span>
  ) : person.online ? (
    <Badge
      tone={person.availability === "available" ? "ok" : "plain"}
      icon={person.availability === "available" ? "check" : "moon"}
    >
      {person.availability === "available" ? words.online : words.onlineAway}
    </Badge>
  ) : (
    <span className="quiet">{words.offlineNow}</span>
  );
  return (
    <li className="line person">
      <Avatar name={person.name} on={person.online && person.availability === "available"} />
      <div className="grow">
        <b dir="auto">{person.id === me.id ? words.me(person.name) : person.name}</b>
        <p className="quiet">{person.email}</p>
      </div>
      <span className="col">{words.roles[person.role]}</span>
      <span className="col col-wide" dir="auto">
        {person.teams.length > 0 ? person.teams.join(", ") : <span className="quiet">{words.noTeam}</span>}
      </span>
      <span className="col">{status}</span>
      <PersonMenu person={person} manage={manage} />
    </li>
  );
}

function usePersonChoices(
  person: PersonRow,
  manage: boolean,
  open: (what: "seal" | "remove") => void,
): readonly Choice[] {
  const { desk, words } = useUi();
  const { teams, me } = useReady();
  const { act } = useShell();
  const seal: Choice = {
    id: "seal",
    label: words.showSeal,
    mark: <Icon name="seal" />,
    onPress: () => open("seal"),
  };
  if (!manage) return [seal];
  const moves = teams.map((team): Choice => {
    const member = team.members.some(({ id }) => id === person.id);
    return {
      id: team.id,
      label: member ? words.removeFromTeam(team.name) : words.addToTeam(team.name),
      mark: <Icon name={member ? "out" : "plus"} />,
      onPress: () =>
        void act(
          member ? desk.admin.removeFromTeam(person.id, team.id) : desk.admin.addToTeam(person.id, team.id),
          member ? words.didRemove(person.name, team.name) : words.didAdd(person.name, team.name),
        ),
    };
  });
  const remove: Choice = {
    id: "remove",
    label: words.removePerson,
    mark: <Icon name="trash" />,
    danger: true,
    onPress: () => open("remove"),
  };
  return person.id === me.id ? [seal, ...moves] : [seal, ...moves, remove];
}

function PersonMenu({ person, manage }: { person: PersonRow; manage: boolean }) {
  const { desk, words } = useUi();
  const [shown, setShown] = useState<"seal" | "remove" | null>(null);
  const choices = usePersonChoices(person, manage, setShown);
  return (
    <>
      <ChoiceMenu label={words.personMenu(person.name)} choices={choices}>
        <Icon name="more" />
      </ChoiceMenu>
      {shown === "seal" && (
        <Overlay title={words.sealTitle(person.name)} onClose={() => setShown(null)}>
          <Seal groups={person.seal} label={words.sealTitle(person.name)} />
        </Overlay>
      )}
      {shown === "remove" && (
        <Grave
          title={words.removeTitle(person.name)}
          text={words.removeText}
          action={words.remove}
          command={() => desk.admin.removePerson(person.id)}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}

/** Asked only for what destroys access or keys; everything else can be undone. */
export function Grave(props: {
  title: string;
  text: string;
  action: string;
  command: () => ReturnType<ReturnType<typeof useUi>["desk"]["admin"]["removePerson"]>;
  onClose: () => void;
}) {
  const { words } = useUi();
  const runner = useRun();
  const go = async () => {
    if (await runner.run(props.command)) props.onClose();
  };
  return (
    <Overlay grave title={props.title} onClose={props.onClose}>
      <p>{props.text}</p>
      <FailureNote failure={runner.failure} />
      <div className="ft">
        <button type="button" className="btn" onClick={props.onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="btn btn-danger end"
          aria-busy={runner.busy}
          onClick={() => void go()}
        >
          {props.action}
        </button>
      </div>
    </Overlay>
  );
}

function Invitations({ invitations, manage }: { invitations: readonly Invitation[]; manage: boolean }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  return (
    <>
      <h2 className="label">{words.invitations}</h2>
      <ul className="card lines">
        {invitations.map((invitation) => (
          <li className="line" key={invitation.id}>
            <Icon name="users" />
            <div className="grow">
              <b>{invitation.teams.join(", ") || words.noTeam}</b>
              <p className="quiet">
                {words.roles[invitation.role]}, {words.invitationUntil(formats.date(invitation.until))}
              </p>
            </div>
            {manage && (
              <button
                type="button"
                className="btn btn-sm"
                onClick={() => void act(desk.admin.revokeInvitation(invitation.id), words.withdrawn)}
              >
                {words.withdraw}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
