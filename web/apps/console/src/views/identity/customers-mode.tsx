/** What becomes of customers who do not show who they are, and what that did in the last 30 days. */
import { type FormEvent, useState } from "react";
import type { CustomerCounts, CustomerMode } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { Section } from "../page.tsx";
import { FailureNote } from "../parts.tsx";
import type { CustomersPart } from "./customers.tsx";
import { SaveActs } from "./save-acts.tsx";

const modes: readonly CustomerMode[] = ["off", "watch", "enforce"];

export function CustomerModes({ value, mayChange, busy, failure, onSave }: CustomersPart) {
  const { words } = useUi();
  const t = words.customers;
  const [mode, setMode] = useState(value.mode);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mode !== value.mode && !busy) void onSave({ mode }, t.modeSaved[mode]);
  };
  return (
    <Section title={t.modeTitle} text={t.modeText}>
      <form className="card pad form" onSubmit={submit}>
        <fieldset className="choices gap" disabled={!mayChange}>
          <legend className="vh">{t.modeTitle}</legend>
          {modes.map((each) => (
            <label className="check" key={each}>
              <input
                type="radio"
                name="customer-mode"
                checked={mode === each}
                onChange={() => setMode(each)}
              />
              <span>
                {t.modes[each].title}
                <span className="hint below">{t.modes[each].text}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {mayChange && (
          <SaveActs changed={mode !== value.mode} busy={busy} onCancel={() => setMode(value.mode)} />
        )}
      </form>
      <FailureNote failure={failure} />
    </Section>
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** Reasons as the record of acts has them. */
export function CustomerNumbers({
  counts: { proven, watched, refused, failed, more },
}: {
  counts: CustomerCounts;
}) {
  const { words, formats } = useUi();
  const t = words.customers;
  const reasons = Object.entries(failed).filter(([, count]) => count > 0);
  const known = (reason: string): reason is keyof typeof t.reasons => reason in t.reasons;
  const rows = [
    [t.counts.website, proven.website],
    [t.counts.email, proven.email],
    [t.counts.watched, sum(Object.values(watched))],
    [t.counts.refused, refused],
    ...reasons.map(([reason, count]) => [known(reason) ? t.reasons[reason] : t.reasons.more, count] as const),
  ] as const;
  return (
    <Section title={t.countsTitle}>
      <ul className="card lines">
        {rows.map(([label, count]) => (
          <li key={label}>
            <span className="grow">{label}</span>
            <b>{formats.number(count)}</b>
          </li>
        ))}
      </ul>
      {more && <p className="hint">{t.counts.more}</p>}
      {reasons.length > 0 && <p className="hint">{t.counts.whereTo}</p>}
    </Section>
  );
}
