/** An invitation is a link that the inviter hands over: the server never sees its secret. */
import { useState } from "react";
import type { TeamId } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { Overlay } from "./overlays.tsx";
import { CopyButton, FailureNote, Icon } from "./parts.tsx";
import { useRun } from "./run.ts";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { words } = useUi();
  const [link, setLink] = useState<string | null>(null);
  return (
    <Overlay title={words.inviteSomebody} onClose={onClose}>
      {link === null ? <Ask onLink={setLink} /> : <Link link={link} onClose={onClose} />}
    </Overlay>
  );
}

function Link({ link, onClose }: { link: string; onClose: () => void }) {
  const { words } = useUi();
  return (
    <div className="gap">
      <p className="muted">{words.inviteLinkText}</p>
      <div className="code-line">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1) */}
        <pre className="mono" tabIndex={0} role="group" aria-label={words.inviteLink} dir="ltr">
          {link}
        </pre>
        <CopyButton text={link} primary />
      </div>
      <div className="ft">
        <button type="button" className="btn end" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </div>
  );
}

function Ask({ onLink }: { onLink: (link: string) => void }) {
  const { desk, words } = useUi();
  const { teams } = useReady();
  const runner = useRun();
  const mine = teams.filter((team) => team.mine);
  const [role, setRole] = useState<"agent" | "admin">("agent");
  const [chosen, setChosen] = useState<readonly TeamId[]>(mine.slice(0, 1).map(({ id }) => id));
  const toggle = (id: TeamId) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const make = async () => {
    const made = await runner.run(() => desk.admin.invite(role, chosen));
    if (made) onLink(made.value);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <fieldset className="options">
        <legend>{words.inviteRole}</legend>
        {(["agent", "admin"] as const).map((each) => (
          <label key={each} className="option">
            <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
            <span>
              <b>{words.roles[each]}</b>
              <span className="quiet">{words.roleHints[each]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="options">
        <legend>{words.inviteTeams}</legend>
        {teams.map((team) => (
          <label key={team.id} className="option">
            <input type="checkbox" checked={chosen.includes(team.id)} onChange={() => toggle(team.id)} />
            <span>
              <b dir="auto">{team.name}</b>
              <span className="quiet">{words.membersCount(team.members.length)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen.length === 0 && <p className="quiet">{words.inviteNone}</p>}
      <FailureNote failure={runner.failure} />
      <div className="ft">
        <button
          type="submit"
          className="btn btn-primary end"
          disabled={chosen.length === 0}
          aria-busy={runner.busy}
        >
          <Icon name="key" />
          {words.makeLink}
        </button>
      </div>
    </form>
  );
}
