/** Where customers write: settings, hours and the line for the website. */
import { type FormEvent, useEffect, useState } from "react";
import type { InboxId, InboxSummary } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { SelectField, TextField } from "./fields.tsx";
import { InboxFields, useInboxDraft } from "./inbox-fields.tsx";
import { KeepDays, KeepField, ShortenDialog } from "./keep-field.tsx";
import { isAdmin } from "./may.ts";
import { Overlay } from "./overlays.tsx";
import { PageHead } from "./page.tsx";
import { Empty, FailureNote, Icon, Skeleton } from "./parts.tsx";
import { useRun } from "./run.ts";
import { EmbedLine } from "./setup-last.tsx";
import { useShell } from "./shell.ts";

const fallbackColour = "#14555a";

export function Inboxes() {
  const { words } = useUi();
  const { inboxes, me } = useReady();
  const [chosen, choose] = useState<string | null>(inboxes[0]?.id ?? null);
  const [creating, setCreating] = useState(false);
  const may = isAdmin(me);
  const inbox = inboxes.find(({ id }) => id === chosen) ?? inboxes[0] ?? null;
  const fresh = may && (
    <button type="button" className="btn btn-primary" onClick={() => setCreating(true)}>
      <Icon name="plus" />
      {words.newInbox}
    </button>
  );
  return (
    <>
      <PageHead title={words.inboxes} text={words.inboxesText}>
        {inboxes.length > 0 && fresh}
      </PageHead>
      {inbox === null ? (
        <div className="card pad">
          <Empty icon="inbox" title={words.inboxEmptyTitle} text={words.inboxEmptyText}>
            {fresh}
          </Empty>
        </div>
      ) : (
        <div className="split">
          <nav className="card art-l" aria-label={words.inboxesHeading}>
            <ul>
              {inboxes.map((each) => (
                <li key={each.id}>
                  <button
                    type="button"
                    aria-current={each.id === inbox.id ? "true" : undefined}
                    onClick={() => choose(each.id)}
                  >
                    <b dir="auto">{each.name}</b>
                    <span className="quiet">{words.readByTeam(each.team)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <InboxCard key={inbox.id} inbox={inbox} />
        </div>
      )}
      {creating && <NewInbox onMade={choose} onClose={() => setCreating(false)} />}
    </>
  );
}

function InboxCard({ inbox }: { inbox: InboxSummary }) {
  const { desk, words } = useUi();
  const { change } = useShell();
  const runner = useRun();
  const draft = useInboxDraft(inbox.settings, inbox.settings.colour);
  const changed = JSON.stringify(draft.settings) !== JSON.stringify(inbox.settings);
  const [asking, setAsking] = useState(false);
  const shorter = draft.settings.retentionDays < inbox.settings.retentionDays;
  const save = async () => {
    setAsking(false);
    const saved = await runner.run(() => desk.admin.saveInbox(inbox.id, draft.settings));
    if (saved) change({ told: { text: words.saved, failure: null, undo: null } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shorter) setAsking(true);
    else void save();
  };
  return (
    <form className="card pad gap" onSubmit={submit}>
      <h2 className="art-t" dir="auto">
        {inbox.name}
      </h2>
      <section className="field" aria-label={words.embedLine}>
        <span className="field-l">{words.embedLine}</span>
        <EmbedLine line={inbox.embedLine} label={words.embedLine} />
        <p className="hint">{words.embedWhich}</p>
        <Pinned inbox={inbox.id} />
      </section>
      {!inbox.mayManage && <p className="hint">{words.mayNotManage}</p>}
      <fieldset className="plain gap" disabled={!inbox.mayManage}>
        <legend className="vh">{inbox.name}</legend>
        <InboxFields draft={draft} />
        <KeepField inbox={inbox} draft={draft} />
      </fieldset>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <span className="grow hint">{changed && words.notSaved}</span>
        <button
          type="submit"
          className="btn btn-primary"
          disabled={!changed || !inbox.mayManage || draft.wrong.length > 0}
          aria-busy={runner.busy}
        >
          {words.save}
        </button>
      </div>
      {asking && (
        <ShortenDialog
          inbox={inbox.id}
          days={draft.settings.retentionDays}
          onYes={() => void save()}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}

/** For websites whose rules ask for it; fetched when this inbox is looked at, because it changes with the server. */
function Pinned({ inbox }: { inbox: InboxId }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [line, setLine] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once for each inbox
  useEffect(() => {
    let here = true;
    void runner.run(() => desk.admin.pinnedLine(inbox)).then((got) => here && got && setLine(got.value));
    return () => {
      here = false;
    };
  }, [desk, inbox]);
  return (
    <>
      <span className="field-l">{words.embedPinned}</span>
      {line !== null && <EmbedLine line={line} label={words.embedPinned} />}
      {line === null && runner.failure === null && <Skeleton rows={1} label={words.loading} />}
      <FailureNote failure={runner.failure} />
    </>
  );
}

const newTeam = "";

function NewInbox({ onMade, onClose }: { onMade: (id: InboxId) => void; onClose: () => void }) {
  const { desk, words } = useUi();
  const { teams, organisation } = useReady();
  const { change } = useShell();
  const runner = useRun();
  const [name, setName] = useState("");
  const [team, setTeam] = useState<string>(teams.find((each) => each.mine)?.id ?? newTeam);
  const [teamName, setTeamName] = useState("");
  const draft = useInboxDraft(null, organisation.colour ?? fallbackColour);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const where = team === newTeam ? { newTeam: teamName } : team;
    const made = await runner.run(() => desk.admin.createInbox(name, where, draft.settings));
    if (made === null) return;
    onMade(made.value);
    change({ told: { text: words.didCreateInbox(name), failure: null, undo: null } });
    onClose();
  };
  return (
    <Overlay title={words.newInbox} onClose={onClose}>
      <form className="gap" onSubmit={(event) => void submit(event)}>
        <TextField label={words.inboxName} value={name} onText={setName} required maxLength={80} />
        <SelectField label={words.existingTeam} value={team} onText={setTeam}>
          {teams.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
          <option value={newTeam}>{words.anotherTeam}</option>
        </SelectField>
        {team === newTeam && (
          <TextField
            label={words.newTeamName}
            value={teamName}
            onText={setTeamName}
            required
            maxLength={80}
          />
        )}
        <InboxFields draft={draft} />
        <KeepDays draft={draft} />
        <FailureNote failure={runner.failure} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="submit"
            className="btn btn-primary"
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
