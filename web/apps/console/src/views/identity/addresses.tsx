/** With which mail addresses people sign in: at work or at home. */
import { type FormEvent, useState } from "react";
import type { AddressRule, AddressSettings } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { SelectField, TextField } from "../fields.tsx";
import { Section } from "../page.tsx";
import { FailureNote, Skeleton } from "../parts.tsx";
import { useSettings } from "./use-settings.ts";

export function Addresses() {
  const { words } = useUi();
  const { chosen, runner, mayChange, keep } = useSettings("addresses");
  return (
    <Section title={words.addresses.title} text={words.addresses.text}>
      {chosen === null && runner.failure === null && <Skeleton rows={3} label={words.loading} />}
      {chosen && (
        <Form
          key={chosen.version}
          value={chosen.value}
          mayChange={mayChange}
          busy={runner.busy}
          onSave={(value) => void keep(value, words.addresses.saved)}
        />
      )}
      <FailureNote failure={runner.failure} />
    </Section>
  );
}

interface FormProps {
  readonly value: AddressSettings;
  readonly mayChange: boolean;
  readonly busy: boolean;
  readonly onSave: (value: AddressSettings) => void;
}

const addressRules: readonly AddressRule[] = ["allow", "warn", "refuse"];

const list = (text: string): readonly string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .map((each) => each.replace(/^@/, ""))
      .filter((each) => each !== ""),
  ),
];

function Form({ value, mayChange, busy, onSave }: FormProps) {
  const { words } = useUi();
  const [domains, setDomains] = useState(value.domains.join(" "));
  const [rules, setRules] = useState({ personal: value.personal, outside: value.outside });
  const draft: AddressSettings = { domains: list(domains), ...rules };
  const changed = JSON.stringify(draft) !== JSON.stringify(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !busy) onSave(draft);
  };
  return (
    <form className="card pad form" onSubmit={submit}>
      <TextField
        label={words.addresses.domains}
        hint={words.addresses.domainsHint}
        placeholder="example.org"
        autoComplete="off"
        dir="ltr"
        spellCheck={false}
        disabled={!mayChange}
        value={domains}
        onText={setDomains}
      />
      <Rule
        label={words.addresses.personal}
        hint={words.addresses.personalHint}
        value={rules.personal}
        disabled={!mayChange}
        onRule={(personal) => setRules({ ...rules, personal })}
      />
      <Rule
        label={words.addresses.outside}
        hint={words.addresses.outsideHint}
        value={rules.outside}
        disabled={!mayChange}
        onRule={(outside) => setRules({ ...rules, outside })}
      />
      {mayChange ? (
        <div className="acts">
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

interface RuleProps {
  readonly label: string;
  readonly hint: string;
  readonly value: AddressRule;
  readonly disabled: boolean;
  readonly onRule: (rule: AddressRule) => void;
}

function Rule({ onRule, ...field }: RuleProps) {
  const { words } = useUi();
  return (
    <SelectField {...field} onText={(text) => onRule(addressRules.find((each) => each === text) ?? "warn")}>
      {addressRules.map((each) => (
        <option key={each} value={each}>
          {words.addresses.rules[each]}
        </option>
      ))}
    </SelectField>
  );
}
