/** Whether passwords get too old: a switch that is off, with the reason why it should stay so. */
import { useState } from "react";
import type { SignInSettings } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { SelectField } from "../fields.tsx";
import { Section } from "../page.tsx";
import { FailureNote } from "../parts.tsx";
import type { OrganisationSettings } from "./use-settings.ts";

const DAY = 24 * 60;
/** Days; what was chosen otherwise stays choosable. */
const offers = [0, 90, 180, 365, 730];

export function PasswordAge({ settings }: { settings: OrganisationSettings<"sign-in"> }) {
  const { words } = useUi();
  const { chosen, runner } = settings;
  return (
    <Section title={words.passwordDue.age} text={words.passwordDue.ageAdvice}>
      {chosen && <Limit key={chosen.version} value={chosen.value} settings={settings} />}
      <FailureNote failure={runner.failure} />
    </Section>
  );
}

function Limit(props: { value: SignInSettings; settings: OrganisationSettings<"sign-in"> }) {
  const { words, formats } = useUi();
  const { value, settings } = props;
  const { keep, runner, mayChange } = settings;
  const [days, setDays] = useState(value.passwordDays);
  const all = offers.includes(value.passwordDays) ? offers : [...offers, value.passwordDays];
  return (
    <form
      className="card pad form"
      onSubmit={(event) => {
        event.preventDefault();
        if (days !== value.passwordDays && !runner.busy)
          void keep({ ...value, passwordDays: days }, words.passwordDue.ageSaved);
      }}
    >
      <SelectField
        label={words.passwordDue.ageLimit}
        hint={words.passwordDue.ageHint}
        value={String(days)}
        disabled={!mayChange}
        onText={(text) => setDays(Number(text))}
      >
        {all.map((each) => (
          <option key={each} value={each}>
            {each === 0 ? words.passwordDue.never : formats.span(each * DAY)}
          </option>
        ))}
      </SelectField>
      {mayChange && (
        <div className="acts">
          <button
            type="submit"
            className="btn btn-primary"
            disabled={days === value.passwordDays}
            aria-busy={runner.busy}
          >
            {words.save}
          </button>
        </div>
      )}
    </form>
  );
}
