/** What can be done with a person: compare their seal, change teams and role, remove them. */
import { useState } from "react";
import type { AccountId, PersonRow, Team } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { PasswordMarkDialog, usePasswordMark } from "./identity/password-mark.tsx";
import { type Choice, ChoiceMenu } from "./menu.tsx";
import { Overlay } from "./overlays.tsx";
import { FailureNote, Icon, Seal } from "./parts.tsx";
import { useRun } from "./run.ts";
import { useShell } from "./shell.ts";

type Role = PersonRow["role"];
/** What is asked before it is done: a role that gives or takes ownership, or the removal. */
type Open =
  | { readonly kind: "seal" | "remove" | "sign-out" | "suspend" | "password" }
  | { readonly kind: "role"; readonly role: Role };

interface PersonMenuProps {
  readonly person: PersonRow;
  readonly may: boolean;
  /** They have lost every way into their account. */
  readonly onLost: () => void;
}

export function PersonMenu({ person, may, onLost }: PersonMenuProps) {
  const { words } = useUi();
  const { teams, me } = useReady();
  const [open, setOpen] = useState<Open | null>(null);
  const inTeam = useTeamChoices(person);
  const roles = useRoleChoices(person, setOpen);
  const close = () => setOpen(null);
  const remove: Choice = {
    id: "remove",
    label: words.removePerson,
    mark: <Icon name="trash" />,
    danger: true,
    onPress: () => setOpen({ kind: "remove" }),
  };
  const again: Choice = {
    id: "again",
    label: words.again.menu,
    mark: <Icon name="key" />,
    danger: true,
    onPress: onLost,
  };
  // What an owner had, only an owner gives again.
  const gives = person.suspended === null && (person.role === "agent" || me.capabilities.includes("owner"));
  const signOut: Choice = {
    id: "sign-out",
    label: `${words.endAll}…`,
    mark: <Icon name="device" />,
    onPress: () => setOpen({ kind: "sign-out" }),
  };
  const shutOut = useShutOut(person, () => setOpen({ kind: "suspend" }));
  const known = usePasswordMark(person, () => setOpen({ kind: "password" }));
  const choices: readonly Choice[] = [
    {
      id: "seal",
      label: words.showSeal,
      mark: <Icon name="seal" />,
      onPress: () => setOpen({ kind: "seal" }),
    },
    ...teams.filter((team) => may || leads(team, me.id)).flatMap(inTeam),
    ...roles,
    ...(me.capabilities.includes("owner") && person.id !== me.id ? [signOut] : []),
    ...(may && gives && person.id !== me.id ? [...known, again] : []),
    ...(may && person.id !== me.id ? [shutOut, remove] : []),
  ];
  return (
    <>
      <ChoiceMenu label={words.personMenu(person.name)} choices={choices}>
        <Icon name="more" />
      </ChoiceMenu>
      {open?.kind === "seal" && <SealDialog person={person} onClose={close} />}
      {open?.kind === "role" && <RoleDialog person={person} role={open.role} onClose={close} />}
      {open?.kind === "sign-out" && <SignOutDialog person={person} onClose={close} />}
      {open?.kind === "suspend" && <SuspendDialog person={person} onClose={close} />}
      {open?.kind === "password" && <PasswordMarkDialog person={person} onClose={close} />}
      {open?.kind === "remove" && <RemoveDialog person={person} onClose={close} />}
    </>
  );
}

const leads = (team: Team, id: AccountId) => team.members.some((each) => each.id === id && each.manager);

function useTeamChoices(person: PersonRow) {
  const { desk, words } = useUi();
  const { act } = useShell();
  const { admin } = desk;
  return (team: Team): readonly Choice[] => {
    const inside = team.members.some(({ id }) => id === person.id);
    const manager = leads(team, person.id);
    const add = () => admin.addToTeam(person.id, team.id, manager);
    const leave = () => admin.removeFromTeam(person.id, team.id);
    const hand = (out: boolean) => admin.setManager(person.id, team.id, out);
    const name = team.name;
    const membership: Choice = {
      id: team.id,
      label: inside ? words.removeFromTeam(name) : words.addToTeam(name),
      mark: <Icon name={inside ? "close" : "plus"} />,
      onPress: () =>
        inside
          ? void act(leave(), words.didRemove(person.name, name), add)
          : void act(add(), words.didAdd(person.name, name), leave),
    };
    if (!inside) return [membership];
    const keys: Choice = {
      id: `keys ${team.id}`,
      label: manager ? words.endManager(name) : words.makeManager(name),
      mark: <Icon name="key" />,
      onPress: () =>
        void act(hand(!manager), words.didManager(person.name, name, !manager), () => hand(manager)),
    };
    return [membership, keys];
  };
}

/** Only owners change roles, and the last owner stays one. */
function useRoleChoices(person: PersonRow, ask: (open: Open) => void): readonly Choice[] {
  const { desk, words } = useUi();
  const { me, people } = useReady();
  const { act } = useShell();
  const owners = people.filter(({ role }) => role === "owner");
  const last = person.role === "owner" && owners.length === 1;
  if (!me.capabilities.includes("owner") || last) return [];
  const before = person.role;
  const back = () => desk.admin.setRole(person.id, before);
  return (["owner", "admin", "agent"] as const)
    .filter((role) => role !== before)
    .map((role) => {
      const grave = role === "owner" || before === "owner";
      return {
        id: role,
        label: words.makeRole[role] + (grave ? "…" : ""),
        mark: <Icon name={role === "owner" ? "shield-ok" : "user"} />,
        onPress: () =>
          grave
            ? ask({ kind: "role", role })
            : void act(
                desk.admin.setRole(person.id, role),
                words.didMakeRole(person.name, words.roles[role]),
                back,
              ),
      };
    });
}

interface DialogProps {
  readonly person: PersonRow;
  readonly onClose: () => void;
}

function SealDialog({ person, onClose }: DialogProps) {
  const { words } = useUi();
  return (
    <Overlay title={words.sealTitle(person.name)} onClose={onClose}>
      <Seal groups={person.seal} label={words.sealTitle(person.name)} />
      <p className="hint">{words.mySealText}</p>
    </Overlay>
  );
}

/** Asks first: an owner can take away what this owner has. */
function RoleDialog({ person, role, onClose }: DialogProps & { role: Role }) {
  const { desk, words } = useUi();
  const gives = role === "owner";
  return (
    <Ask
      title={gives ? words.ownerAsk(person.name) : words.ownerEndAsk(person.name)}
      text={gives ? words.ownerGives(person.name) : words.ownerEndText(person.name, words.roles[role])}
      yes={words.makeRole[role]}
      said={words.didMakeRole(person.name, words.roles[role])}
      danger={!gives}
      run={() => desk.admin.setRole(person.id, role)}
      onClose={onClose}
    />
  );
}

/** A laptop was stolen, or somebody else was in. */
function SignOutDialog({ person, onClose }: DialogProps) {
  const { desk, words } = useUi();
  return (
    <Ask
      title={words.endAllAsk(person.name)}
      text={words.endAllText}
      yes={words.endAll}
      said={words.didEndAll(person.name)}
      danger
      run={() => desk.admin.endSessions(person.id)}
      onClose={onClose}
    />
  );
}

/** Shuts somebody out, or lets them in again. */
function useShutOut(person: PersonRow, ask: () => void): Choice {
  const { desk, words } = useUi();
  const { act } = useShell();
  if (person.suspended === null) {
    return {
      id: "suspend",
      label: `${words.suspend}…`,
      mark: <Icon name="lock" />,
      danger: true,
      onPress: ask,
    };
  }
  return {
    id: "reinstate",
    label: words.reinstate,
    mark: <Icon name="check" />,
    onPress: () => void act(desk.admin.reinstate(person.id), words.didReinstate(person.name)),
  };
}

/** Asks first: it stops somebody's work at once. */
function SuspendDialog({ person, onClose }: DialogProps) {
  const { desk, words } = useUi();
  return (
    <Ask
      title={words.suspendAsk(person.name)}
      text={words.suspendText}
      yes={words.suspend}
      said={words.didSuspend(person.name)}
      danger
      run={() => desk.admin.suspend(person.id)}
      onClose={onClose}
    />
  );
}

/** Asks first: team keys change for good. */
function RemoveDialog({ person, onClose }: DialogProps) {
  const { desk, words } = useUi();
  return (
    <Ask
      title={words.removeTitle(person.name)}
      text={words.removeText}
      yes={words.remove}
      said={words.didRemovePerson(person.name)}
      danger
      run={() => desk.admin.removePerson(person.id)}
      onClose={onClose}
    />
  );
}

export function Ask(props: {
  title: string;
  text: string;
  yes: string;
  said: string;
  danger: boolean;
  run: () => ReturnType<ReturnType<typeof useUi>["desk"]["admin"]["removePerson"]>;
  onClose: () => void;
}) {
  const { words } = useUi();
  const { change } = useShell();
  const runner = useRun();
  const go = async () => {
    if (!(await runner.run(props.run))) return;
    change({ told: { text: props.said, failure: null, undo: null } });
    props.onClose();
  };
  return (
    <Overlay title={props.title} onClose={props.onClose} grave>
      <p>{props.text}</p>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={props.onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className={`btn ${props.danger ? "btn-danger" : "btn-primary"}`}
          aria-busy={runner.busy}
          disabled={runner.busy}
          onClick={() => void go()}
        >
          {props.yes}
        </button>
      </div>
    </Overlay>
  );
}
