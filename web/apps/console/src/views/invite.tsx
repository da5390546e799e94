/** An invitation: role, teams, and a link that works once. */
import { type FormEvent, useState } from "react";
import type { ReadyState, TeamId } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { Overlay } from "./overlays.tsx";
import { CopyButton, FailureNote } from "./parts.tsx";
import { useRun } from "./run.ts";

type Role = "admin" | "agent";

interface Invited {
  /** Somebody whom an identity provider expects. */
  readonly who?: { readonly name: string; readonly email: string };
  /** Theirs there. */
  readonly teams?: readonly TeamId[];
  readonly onClose: () => void;
}

export function InviteDialog({ who, teams = [], onClose }: Invited) {
  const { words } = useUi();
  const [link, setLink] = useState<string | null>(null);
  return (
    <Overlay
      title={who === undefined ? words.inviteSomebody : words.expectedInviteOf(who.name)}
      onClose={onClose}
      grave={link !== null}
    >
      {link === null ? (
        <InviteForm first={teams} onLink={setLink} onClose={onClose} />
      ) : (
        <InviteLink link={link} email={who?.email ?? ""} onClose={onClose} />
      )}
    </Overlay>
  );
}

interface FormProps {
  readonly first: readonly TeamId[];
  readonly onLink: (link: string) => void;
  readonly onClose: () => void;
}

function InviteForm({ first, onLink, onClose }: FormProps) {
  const { desk, words } = useUi();
  const { teams, me } = useReady();
  const runner = useRun();
  const [role, setRole] = useState<Role>("agent");
  const [chosen, setChosen] = useState<readonly TeamId[]>(
    teams.filter(({ id, mine }) => (first.length > 0 ? first.includes(id) : mine)).map(({ id }) => id),
  );
  const toggle = (id: TeamId, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await runner.run(() => desk.admin.invite(role, chosen));
    if (made) onLink(made.value);
  };
  return (
    <form className="gap" onSubmit={(event) => void submit(event)}>
      <fieldset className="choices">
        <legend>{words.inviteRole}</legend>
        {rolesOf(me).map((each) => (
          <label className="check" key={each}>
            <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
            <span>
              {words.roles[each]} <span className="quiet">· {words.roleHints[each]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>{words.inviteTeams}</legend>
        {teams.map((team) => (
          <label className="check" key={team.id}>
            <input
              type="checkbox"
              checked={chosen.includes(team.id)}
              onChange={(event) => toggle(team.id, event.currentTarget.checked)}
            />
            <span dir="auto">{team.name}</span>
          </label>
        ))}
        {chosen.length === 0 && <p className="hint">{words.inviteNone}</p>}
      </fieldset>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="submit"
          className="btn btn-primary"
          disabled={chosen.length === 0}
          aria-busy={runner.busy}
        >
          {words.makeLink}
        </button>
      </div>
    </form>
  );
}

/** An admin may invite agents; only an owner makes admins. */
const rolesOf = (me: ReadyState["me"]): readonly Role[] =>
  me.capabilities.includes("owner") ? ["agent", "admin"] : ["agent"];

interface LinkProps {
  readonly link: string;
  /** Whose it is, if that is known. */
  readonly email: string;
  readonly onClose: () => void;
}

export function InviteLink({ link, email, onClose }: LinkProps) {
  const { words } = useUi();
  return (
    <div className="gap">
      {email !== "" && (
        <p>
          {words.sso.inviteAs} <b dir="ltr">{email}</b>
        </p>
      )}
      <p className="muted">{words.inviteLinkText}</p>
      <div className="field">
        <label htmlFor="invite-link">{words.inviteLink}</label>
        <input
          id="invite-link"
          className="f mono"
          dir="ltr"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <div className="acts">
        <CopyButton text={link} primary />
        <button type="button" className="btn" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </div>
  );
}
