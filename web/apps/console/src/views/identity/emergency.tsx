/** The account in the safe: every sign-in with it alarms the owners. */
import { useReady, useUi } from "../../ui.ts";
import { Section } from "../page.tsx";
import type { OrganisationSettings } from "./use-settings.ts";

export function EmergencyAccounts({ settings }: { settings: OrganisationSettings<"sign-in"> }) {
  const { words } = useUi();
  const { people } = useReady();
  const { chosen, runner, mayChange, keep } = settings;
  if (chosen === null) return null;
  const { value } = chosen;
  const owners = people.filter(({ role }) => role === "owner");
  const set = (id: string, on: boolean) => {
    const others = value.emergency.filter((each) => each !== id);
    void keep({ ...value, emergency: on ? [...others, id] : others }, words.sessionRulesSaved);
  };
  return (
    <Section title={words.emergency} text={words.emergencyText}>
      <fieldset className="card pad choices" disabled={!mayChange || runner.busy}>
        <legend className="vh">{words.emergency}</legend>
        {owners.map(({ id, name }) => (
          <label className="check" key={id}>
            <input
              type="checkbox"
              checked={value.emergency.includes(id)}
              onChange={(event) => set(id, event.currentTarget.checked)}
            />
            <bdi>{name}</bdi>
          </label>
        ))}
        {owners.length < 2 && <p className="hint">{words.emergencyAlone}</p>}
      </fieldset>
    </Section>
  );
}
