/** Somebody lost every way into their account: it ends, and a link for new keys takes its place. */
import { useState } from "react";
import type { PersonRow } from "../../contract.ts";
import { useReady, useUi } from "../../ui.ts";
import { InviteLink } from "../invite.tsx";
import { Overlay } from "../overlays.tsx";
import { FailureNote, Icon } from "../parts.tsx";
import { useRun } from "../run.ts";

export function AgainDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const { words } = useUi();
  const [link, setLink] = useState<string | null>(null);
  const { title, linkTitle } = words.again;
  return (
    <Overlay title={link === null ? title(person.name) : linkTitle(person.name)} onClose={onClose} grave>
      {link === null ? (
        <Ask person={person} onLink={setLink} onClose={onClose} />
      ) : (
        <InviteLink link={link} email={person.email} onClose={onClose} />
      )}
    </Overlay>
  );
}

interface AskProps {
  readonly person: PersonRow;
  readonly onLink: (link: string) => void;
  readonly onClose: () => void;
}

function Ask({ person, onLink, onClose }: AskProps) {
  const { desk, words } = useUi();
  const { teams } = useReady();
  const runner = useRun();
  const { sure, ends, link, back, sole, yes } = words.again;
  const alone = teams.filter(
    ({ members }) => members.length > 0 && members.every(({ id }) => id === person.id),
  );
  const go = async () => {
    const made = await runner.run(() => desk.admin.beginAgain(person.id));
    if (made) onLink(made.value);
  };
  return (
    <>
      <p>{sure(person.name)}</p>
      <ul className="points">
        <li>{ends}</li>
        <li>{link}</li>
        <li>{back}</li>
      </ul>
      {alone.length > 0 && (
        <p className="strip strip-warn rounded">
          <Icon name="alert" />
          {sole(alone.map(({ name }) => name).join(", "))}
        </p>
      )}
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="btn btn-danger"
          aria-busy={runner.busy}
          disabled={runner.busy}
          onClick={() => void go()}
        >
          {yes}
        </button>
      </div>
    </>
  );
}
