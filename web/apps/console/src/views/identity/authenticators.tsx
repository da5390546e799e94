/** Which devices and programs new passkeys may be made with. */
import { type FormEvent, useState } from "react";
import { useUi } from "../../ui.ts";
import { TextField } from "../fields.tsx";
import { Section } from "../page.tsx";
import { FailureNote } from "../parts.tsx";
import type { OrganisationSettings } from "./use-settings.ts";

export function Authenticators({ settings }: { settings: OrganisationSettings<"sign-in"> }) {
  const { words } = useUi();
  const { chosen } = settings;
  if (chosen === null) return null;
  return (
    <Section title={words.authenticators.title} text={words.authenticators.text}>
      <Form key={chosen.version} settings={settings} value={chosen.value} />
    </Section>
  );
}

interface FormProps {
  readonly settings: OrganisationSettings<"sign-in">;
  readonly value: NonNullable<OrganisationSettings<"sign-in">["chosen"]>["value"];
}

function Form({ settings, value }: FormProps) {
  const { words } = useUi();
  const { mayChange, runner, keep } = settings;
  const before = value.authenticators.join(" ");
  const [text, setText] = useState(before);
  const authenticators = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((each) => each !== "");
  const changed = authenticators.join(" ") !== before;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !runner.busy) void keep({ ...value, authenticators }, words.authenticators.saved);
  };
  return (
    <form className="card pad form" onSubmit={submit}>
      <TextField
        label={words.authenticators.list}
        hint={words.authenticators.hint}
        autoComplete="off"
        dir="ltr"
        spellCheck={false}
        mono
        disabled={!mayChange}
        value={text}
        onText={setText}
      />
      <FailureNote failure={runner.failure} />
      {mayChange ? (
        <div className="acts">
          <button type="submit" className="btn btn-primary" disabled={!changed} aria-busy={runner.busy}>
            {words.save}
          </button>
        </div>
      ) : (
        <p className="hint">{words.ownersChoose}</p>
      )}
    </form>
  );
}
