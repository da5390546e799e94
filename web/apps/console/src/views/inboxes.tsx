/** Inboxes: where customers write, which team reads it, and the line for the website. */
import { useState } from "react";
import type { InboxSummary } from "../contract.ts";
import { brandColours } from "../model/colours.ts";
import { useReady, useUi } from "../ui.ts";
import { SelectField, TextField } from "./fields.tsx";
import { InboxFields, useInboxDraft } from "./inbox-fields.tsx";
import { Overlay } from "./overlays.tsx";
import { PageHead } from "./page-head.tsx";
import { Empty, FailureNote, Icon } from "./parts.tsx";
import { mayManagePeople } from "./people.tsx";
import { useRun } from "./run.ts";
import { EmbedLine } from "./setup.tsx";
import { useShell } from "./shell.ts";

export function Inboxes() {
  const { words } = useUi();
  const { inboxes, me } = useReady();
  const [open, setOpen] = useState<string | null>(inboxes[0]?.id ?? null);
  const [making, setMaking] = useState(false);
  const shown = inboxes.find(({ id }) => id === open) ?? inboxes[0];
  const add = mayManagePeople(me.capabilities) && (
    <button type="button" className="btn" onClick={() => setMaking(true)}>
      <Icon name="plus" />
      {words.newInbox}
    </button>
  );
  return (
    <>
      <PageHead title={words.inboxes} text={words.inboxesText}>
        {add}
      </PageHead>
      {shown === undefined ? (
        <Empty icon="inbox" title={words.inboxEmptyTitle} text={words.inboxEmptyText}>
          {add}
        </Empty>
      ) : (
        <div className="split">
          <ul className="card lines picks">
            {inboxes.map((inbox) => (
              <li key={inbox.id}>
                <button
                  type="button"
                  className="pick"
                  aria-current={shown.id === inbox.id ? "true" : undefined}
                  onClick={() => setOpen(inbox.id)}
                >
                  <b dir="auto">{inbox.name}</b>
                  <span className="quiet">{words.readByTeam(inbox.team)}</span>
                </button>
              </li>
            ))}
          </ul>
          <Settings key={shown.id} inbox={shown} />
        </div>
      )}
      {making && <NewInbox onClose={() => setMaking(false)} />}
    </>
  );
}

function Settings({ inbox }: { inbox: InboxSummary }) {
  const { desk, words } = useUi();
  const { change } = useShell();
  const runner = useRun();
  const draft = useInboxDraft(inbox.settings, inbox.settings.colour);
  const changed = JSON.stringify(draft.settings) !== JSON.stringify(inbox.settings);
  const save = async () => {
    const saved = await runner.run(() => desk.admin.saveInbox(inbox.id, draft.settings));
    if (saved) change({ told: { text: words.saved, failure: null, undo: null } });
  };
  return (
    <form
      className="card editor form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 dir="auto">{inbox.name}</h2>
      <section>
        <h3 className="label">{words.embedLine}</h3>
        <EmbedLine line={inbox.embedLine} />
        <p className="hint">{words.embedText}</p>
      </section>
      <fieldset className="bare" disabled={!inbox.mayManage}>
        <InboxFields draft={draft} retention />
      </fieldset>
      <FailureNote failure={runner.failure} />
      <div className="ft">
        {!inbox.mayManage && <span className="quiet">{words.mayNotManage}</span>}
        <button
          type="submit"
          className="btn btn-primary end"
          disabled={!changed || draft.wrong.length > 0 || !inbox.mayManage}
          aria-busy={runner.busy}
        >
          {words.save}
        </button>
      </div>
    </form>
  );
}

function NewInbox({ onClose }: { onClose: () => void }) {
  const { desk, words } = useUi();
  const { teams, organisation } = useReady();
  const runner = useRun();
  const draft = useInboxDraft(null, organisation.colour ?? brandColours[0]);
  const [name, setName] = useState("");
  const [team, setTeam] = useState(teams.find(({ mine }) => mine)?.id ?? "");
  const [newTeam, setNewTeam] = useState("");
  const make = async () => {
    const owner = team === "" ? { newTeam } : team;
    if (await runner.run(() => desk.admin.createInbox(name, owner, draft.settings))) onClose();
  };
  return (
    <Overlay title={words.newInbox} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField label={words.inboxName} value={name} onText={setName} required maxLength={80} />
        <SelectField label={words.existingTeam} value={team} onText={setTeam}>
          {teams
            .filter(({ mine }) => mine)
            .map(({ id, name: label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          <option value="">{words.anotherTeam}</option>
        </SelectField>
        {team === "" && (
          <TextField label={words.newTeamName} value={newTeam} onText={setNewTeam} required maxLength={80} />
        )}
        <InboxFields draft={draft} />
        <FailureNote failure={runner.failure} />
        <div className="ft">
          <button
            type="submit"
            className="btn btn-primary end"
            disabled={draft.wrong.length > 0}
            aria-busy={runner.busy}
          >
            {words.createInbox}
          </button>
        </div>
      </form>
    </Overlay>
  );
}
