/** How long an inbox keeps what was closed, and what another time would change, asked before it is saved. */

import { useEffect, useId, useState } from "react";
import type { InboxId, InboxSummary, RetentionTrial } from "../contract.ts";
import { named } from "../model/name.ts";
import { useReady, useUi } from "../ui.ts";
import { SelectField } from "./fields.tsx";
import { type InboxDraft, offered } from "./inbox-fields.tsx";
import { Overlay } from "./overlays.tsx";
import { FailureNote, Icon, Skeleton } from "./parts.tsx";
import { type Runner, useRun } from "./run.ts";

/** Days: as long as the server promises at most, ten years. */
const most = 3660;
const other = "other";

export function KeepDays({ draft }: { draft: InboxDraft }) {
  const { words } = useUi();
  const id = useId();
  const { retentionDays: days } = draft.settings;
  const [free, setFree] = useState(false);
  const keeps = offered(words.retentions, { days, label: words.days(days) }, (a, b) => a.days === b.days);
  const choose = (text: string) => {
    setFree(text === other);
    if (text !== other) draft.change({ retentionDays: Number(text) });
  };
  return (
    <>
      <SelectField
        label={words.retention}
        hint={words.retentionHint}
        value={free ? other : `${days}`}
        onText={choose}
      >
        {keeps.map((each) => (
          <option key={each.days} value={each.days}>
            {each.label}
          </option>
        ))}
        <option value={other}>{words.keepOther}</option>
      </SelectField>
      {free && (
        <div className="field">
          <label htmlFor={id}>{words.keepDays}</label>
          <input
            id={id}
            className="f f-short"
            type="number"
            required
            min={1}
            max={most}
            defaultValue={days}
            onChange={(event) => {
              const typed = event.currentTarget.valueAsNumber;
              if (Number.isInteger(typed) && typed > 0 && typed <= most)
                draft.change({ retentionDays: typed });
            }}
          />
        </div>
      )}
    </>
  );
}

/** With a look at what the new time would do to conversations that are closed already. */
export function KeepField({ inbox, draft }: { inbox: InboxSummary; draft: InboxDraft }) {
  const { words } = useUi();
  const trial = useTrial(inbox.id);
  const { retentionDays: days } = draft.settings;
  const changed = days !== inbox.settings.retentionDays;
  return (
    <div className="gap">
      <KeepDays draft={draft} />
      {changed && (
        <>
          <p className="hint">{days < inbox.settings.retentionDays ? words.tryFirst : words.trialLonger}</p>
          <div>
            <button
              type="button"
              className="btn btn-sm"
              aria-busy={trial.runner.busy}
              onClick={() => void trial.look(days)}
            >
              <Icon name="search" size={14} />
              {words.tryIt}
            </button>
          </div>
          <FailureNote failure={trial.runner.failure} />
          <div role="status">{trial.found?.days === days && <Trial trial={trial.found} />}</div>
        </>
      )}
    </div>
  );
}

interface Trying {
  readonly runner: Runner;
  readonly found: RetentionTrial | null;
  readonly look: (days: number) => Promise<void>;
}

function useTrial(inbox: InboxId): Trying {
  const { desk } = useUi();
  const runner = useRun();
  const [found, setFound] = useState<RetentionTrial | null>(null);
  const look = async (days: number) => {
    const tried = await runner.run(() => desk.admin.tryRetention(inbox, days));
    setFound(tried?.value ?? null);
  };
  return { runner, found, look };
}

const shown = 20;

function Trial({ trial }: { trial: RetentionTrial }) {
  const { words, formats } = useUi();
  const { list } = useReady();
  const nameOf = (id: string) => named(words, list.rows.find((row) => row.id === id)?.who ?? id.slice(0, 8));
  const soonest = trial.conversations.slice(0, shown);
  return (
    <div className="trial">
      <p className={trial.now > 0 ? "warned" : ""}>
        {trial.now > 0 && <Icon name="alert" />}
        {words.trialNow(trial.now)}
      </p>
      <p>
        {words.trialChanged(trial.changed)} {words.trialHeld(trial.held)}
      </p>
      {soonest.length > 0 && (
        <details>
          <summary>{words.trialSoonest}</summary>
          <ul>
            {soonest.map(({ id, closed, until }) => (
              <li key={id}>
                <bdi>{nameOf(id)}</bdi>
                <span className="quiet">
                  {words.trialClosed(formats.date(closed))}, {words.trialUntil(formats.date(until))}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">{words.keepingLimits}</p>
    </div>
  );
}

interface ShortenProps {
  readonly inbox: InboxId;
  readonly days: number;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Nobody shortens without having seen what it destroys. */
export function ShortenDialog({ inbox, days, onYes, onClose }: ShortenProps) {
  const { words } = useUi();
  const trial = useTrial(inbox);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up once, when it is asked
  useEffect(() => void trial.look(days), [inbox, days]);
  const ready = trial.found !== null && !trial.runner.busy;
  return (
    <Overlay title={words.shortenAsk(words.days(days))} onClose={onClose} grave>
      <div role="status">
        {trial.found ? <Trial trial={trial.found} /> : <Skeleton rows={2} label={words.loading} />}
      </div>
      <FailureNote failure={trial.runner.failure} />
      <div className="acts">
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="button" className="btn btn-danger" disabled={!ready} onClick={onYes}>
          {trial.found?.now === 0 ? words.save : words.shortenYes}
        </button>
      </div>
    </Overlay>
  );
}
