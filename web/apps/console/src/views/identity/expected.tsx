/** Whom an identity provider expects: an admin says who is who, and invites the others. */
import { useEffect, useState } from "react";
import type {
  AccountId,
  ExpectedGroup,
  ExpectedPerson,
  Outcome,
  Provisioning,
  TeamId,
} from "../../contract.ts";
import { useReady, useUi } from "../../ui.ts";
import { SelectField } from "../fields.tsx";
import { InviteDialog } from "../invite.tsx";
import { Section } from "../page.tsx";
import { Badge, CopyButton, FailureNote, Icon, Skeleton } from "../parts.tsx";
import { type Runner, useRun } from "../run.ts";
import { useShell } from "../shell.ts";

interface Held {
  readonly found: Provisioning | null;
  readonly runner: Runner;
  readonly link: (command: () => Promise<Outcome<void>>, said: string) => void;
}

function useProvisioning(): Held {
  const { desk } = useUi();
  const { act } = useShell();
  const runner = useRun();
  const [found, setFound] = useState<Provisioning | null>(null);
  const load = async () => {
    const got = await runner.run(() => desk.admin.provisioning());
    if (got) setFound(got.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the page opens
  useEffect(() => void load(), [desk]);
  return { found, runner, link: (command, said) => void act(command(), said).then(load) };
}

export function Expected() {
  const { desk, words } = useUi();
  const { found, runner, link } = useProvisioning();
  const [inviting, setInviting] = useState<ExpectedPerson | null>(null);
  return (
    <>
      <Section title={words.expectedTitle} text={words.expectedText}>
        {found === null && runner.failure === null && <Skeleton rows={3} label={words.loading} />}
        {found && (
          <ul className="card lines">
            <Address address={found.address} />
            {found.people.map((person) => (
              <Person
                key={person.id}
                person={person}
                onLink={(account) =>
                  link(
                    () => desk.admin.linkPerson(person.id, account),
                    account === null ? words.didPart : words.didLink,
                  )
                }
                onInvite={() => setInviting(person)}
              />
            ))}
          </ul>
        )}
        {found?.people.length === 0 && <p className="hint">{words.expectedNone}</p>}
        <FailureNote failure={runner.failure} />
      </Section>
      {found !== null && found.groups.length > 0 && (
        <Section title={words.groupsTitle} text={words.groupsText}>
          <ul className="card lines">
            {found.groups.map((group) => (
              <GroupRow
                key={group.id}
                group={group}
                onTeam={(team) => link(() => desk.admin.linkGroup(group.id, team), words.didLink)}
              />
            ))}
          </ul>
        </Section>
      )}
      {inviting !== null && found !== null && (
        <InviteDialog
          who={inviting}
          teams={teamsOf(inviting, found.groups)}
          onClose={() => setInviting(null)}
        />
      )}
    </>
  );
}

/** What the provider's groups stand for here. */
const teamsOf = (person: ExpectedPerson, groups: readonly ExpectedGroup[]): readonly TeamId[] =>
  groups.flatMap(({ id, team }) => (team !== null && person.groups.includes(id) ? [team] : []));

function Address({ address }: { address: string }) {
  const { words } = useUi();
  return (
    <li>
      <Icon name="link" />
      <span className="grow">
        <span className="quiet">{words.expectedAddress}</span>
        <code className="below" dir="ltr">
          {address}
        </code>
      </span>
      <CopyButton text={address} />
    </li>
  );
}

interface PersonProps {
  readonly person: ExpectedPerson;
  readonly onLink: (account: AccountId | null) => void;
  readonly onInvite: () => void;
}

function Person({ person, onLink, onInvite }: PersonProps) {
  const { words } = useUi();
  const { people } = useReady();
  const nameOf = (id: AccountId | null) => people.find((each) => each.id === id)?.name ?? null;
  const suggested = nameOf(person.suggested);
  return (
    <li>
      <Icon name="user" />
      <span className="grow">
        <b dir="auto">{person.name}</b> <span className="quiet">{person.email}</span>
        {person.account === null && suggested !== null && (
          <span className="below">
            <b>{words.expectedSame(suggested)}</b> {words.expectedSameText(suggested)}
          </span>
        )}
        {person.account !== null && (
          <span className="quiet below">{words.expectedLinked(nameOf(person.account) ?? person.name)}</span>
        )}
      </span>
      {person.active ? (
        person.account === null && suggested === null && <Badge icon="clock">{words.expectedWaits}</Badge>
      ) : (
        <Badge tone="warn" icon="alert">
          {words.expectedGone}
        </Badge>
      )}
      <PersonAct person={person} suggested={suggested} onLink={onLink} onInvite={onInvite} />
    </li>
  );
}

function PersonAct({
  person,
  suggested,
  onLink,
  onInvite,
}: PersonProps & { readonly suggested: string | null }) {
  const { words } = useUi();
  if (person.account !== null) {
    return (
      <button
        type="button"
        className="btn btn-sm"
        aria-label={`${words.expectedPart}: ${person.name}`}
        onClick={() => onLink(null)}
      >
        {words.expectedPart}
      </button>
    );
  }
  if (suggested !== null) {
    return (
      <button type="button" className="btn btn-sm btn-primary" onClick={() => onLink(person.suggested)}>
        {words.expectedSameYes}
      </button>
    );
  }
  if (!person.active) return null;
  return (
    <button
      type="button"
      className="btn btn-sm"
      aria-label={words.expectedInviteOf(person.name)}
      onClick={onInvite}
    >
      {words.expectedInvite}
    </button>
  );
}

function GroupRow({ group, onTeam }: { group: ExpectedGroup; onTeam: (team: string | null) => void }) {
  const { words } = useUi();
  const { teams } = useReady();
  return (
    <li>
      <Icon name="users" />
      <span className="grow">
        <b dir="auto">{group.name}</b>
        <span className="quiet"> · {words.membersCount(group.members)}</span>
      </span>
      <SelectField
        label={words.groupTeam(group.name)}
        value={group.team ?? ""}
        onText={(text) => onTeam(text === "" ? null : text)}
      >
        <option value="">{words.groupNoTeam}</option>
        {teams.map((team) => (
          <option key={team.id} value={team.id}>
            {team.name}
          </option>
        ))}
      </SelectField>
    </li>
  );
}
