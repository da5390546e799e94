/** What each inbox wants to know of who writes. */
import { type FormEvent, useState } from "react";
import type { CustomerLevel, CustomerSettings, InboxId } from "../../contract.ts";
import { useReady, useUi } from "../../ui.ts";
import { SelectField } from "../fields.tsx";
import { Section } from "../page.tsx";
import { FailureNote } from "../parts.tsx";
import type { CustomersPart } from "./customers.tsx";
import { SaveActs } from "./save-acts.tsx";

const levels: readonly CustomerLevel[] = ["anonymous", "email", "token"];

type Chosen = Readonly<Record<InboxId, CustomerLevel>>;

const chosenOf = ({ inboxes }: CustomerSettings): Chosen =>
  Object.fromEntries(inboxes.map(({ inbox, level }) => [inbox, level]));

export function CustomerInboxes({ value, counts, mayChange, busy, failure, onSave }: CustomersPart) {
  const { words } = useUi();
  const { inboxes } = useReady();
  const t = words.customers;
  const before = chosenOf(value);
  /** Only what was changed here: what somebody else saved meanwhile stays. */
  const [changes, setChanges] = useState<Chosen>({});
  const changed = Object.entries(changes).some(([id, level]) => (before[id] ?? "anonymous") !== level);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed || busy) return;
    const next = Object.entries({ ...before, ...changes })
      .filter(([, level]) => level !== "anonymous")
      .map(([inbox, level]) => ({ inbox, level }));
    if (await onSave({ inboxes: next }, t.inboxesSaved)) setChanges({});
  };
  const hint = (id: InboxId) => {
    const count = counts?.watched[id] ?? 0;
    return count > 0 && value.mode === "watch" ? t.wouldRefuse(count) : undefined;
  };
  return (
    <Section title={t.inboxesTitle} text={value.mode === "off" ? t.inboxesOff : t.inboxesText}>
      <form className="card pad form" onSubmit={(event) => void submit(event)}>
        {inboxes.map(({ id, name }) => (
          <SelectField
            key={id}
            label={name}
            {...(hint(id) !== undefined && { hint: hint(id) as string })}
            value={changes[id] ?? before[id] ?? "anonymous"}
            disabled={!mayChange}
            onText={(level) => setChanges({ ...changes, [id]: level as CustomerLevel })}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {t.levels[level]}
              </option>
            ))}
            <option disabled>{t.levels.passkey}</option>
          </SelectField>
        ))}
        {mayChange && <SaveActs changed={changed} busy={busy} onCancel={() => setChanges({})} />}
      </form>
      <FailureNote failure={failure} />
    </Section>
  );
}
