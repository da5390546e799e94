/** How long people stay signed in, and how long a confirmation counts. */
import { type FormEvent, useState } from "react";
import type { SignInSettings } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { SelectField } from "../fields.tsx";
import { Section } from "../page.tsx";
import { FailureNote, Skeleton } from "../parts.tsx";
import type { OrganisationSettings } from "./use-settings.ts";

const hour = 60;
const day = 24 * hour;
/** Minutes; what was chosen otherwise stays choosable. */
const offers = {
  idle: [15, 30, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, day],
  absolute: [hour, 8 * hour, 12 * hour, day, 7 * day, 14 * day, 30 * day],
  confirm: [1, 5, 15, 30, hour],
} as const;

export function SessionRules({ settings }: { settings: OrganisationSettings<"sign-in"> }) {
  const { words } = useUi();
  const { chosen, runner, mayChange, keep } = settings;
  return (
    <Section title={words.sessionRules} text={words.sessionRulesText}>
      {chosen === null && runner.failure === null && <Skeleton rows={3} label={words.loading} />}
      {chosen && (
        <Rules
          key={chosen.version}
          value={chosen.value}
          mayChange={mayChange}
          busy={runner.busy}
          onSave={(value) => void keep(value, words.sessionRulesSaved)}
        />
      )}
      <FailureNote failure={runner.failure} />
    </Section>
  );
}

interface RulesProps {
  readonly value: SignInSettings;
  readonly mayChange: boolean;
  readonly busy: boolean;
  readonly onSave: (value: SignInSettings) => void;
}

function Rules({ value, mayChange, busy, onSave }: RulesProps) {
  const { words } = useUi();
  const [draft, setDraft] = useState(value);
  const change = (part: Partial<SignInSettings>) => setDraft({ ...draft, ...part });
  const changed = JSON.stringify(draft) !== JSON.stringify(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !busy) onSave(draft);
  };
  return (
    <form className="card pad form" onSubmit={submit}>
      <Span
        label={words.idleLimit}
        hint={words.idleLimitHint}
        offers={offers.idle}
        minutes={draft.idleMinutes}
        disabled={!mayChange}
        onMinutes={(idleMinutes) => change({ idleMinutes })}
      />
      <Span
        label={words.absoluteLimit}
        hint={words.absoluteLimitHint}
        offers={offers.absolute}
        minutes={draft.absoluteHours * hour}
        disabled={!mayChange}
        onMinutes={(minutes) => change({ absoluteHours: minutes / hour })}
      />
      <Span
        label={words.confirmLimit}
        hint={words.confirmLimitHint}
        offers={offers.confirm}
        minutes={draft.confirmMinutes}
        disabled={!mayChange}
        onMinutes={(confirmMinutes) => change({ confirmMinutes })}
      />
      <SelectField
        label={words.sessionMoved.rule}
        hint={words.sessionMoved.hint}
        value={draft.moved}
        disabled={!mayChange}
        onText={(moved) => change({ moved: moved as SignInSettings["moved"] })}
      >
        {(["asks", "ends", "allowed"] as const).map((each) => (
          <option key={each} value={each}>
            {words.sessionMoved[each]}
          </option>
        ))}
      </SelectField>
      {mayChange ? (
        <div className="acts">
          <button type="button" className="btn" disabled={!changed} onClick={() => setDraft(value)}>
            {words.cancel}
          </button>
          <button type="submit" className="btn btn-primary" disabled={!changed} aria-busy={busy}>
            {words.save}
          </button>
        </div>
      ) : (
        <p className="hint">{words.ownersChoose}</p>
      )}
    </form>
  );
}

interface SpanProps {
  readonly label: string;
  readonly hint: string;
  readonly offers: readonly number[];
  readonly minutes: number;
  readonly disabled: boolean;
  readonly onMinutes: (minutes: number) => void;
}

function Span({ label, hint, offers, minutes, disabled, onMinutes }: SpanProps) {
  const { formats } = useUi();
  const all = offers.includes(minutes) ? offers : [...offers, minutes].sort((a, b) => a - b);
  return (
    <SelectField
      label={label}
      hint={hint}
      value={String(minutes)}
      disabled={disabled}
      onText={(text) => onMinutes(Number(text))}
    >
      {all.map((each) => (
        <option key={each} value={each}>
          {formats.span(each)}
        </option>
      ))}
    </SelectField>
  );
}
