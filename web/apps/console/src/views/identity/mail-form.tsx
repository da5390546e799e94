/** Which mail server sends for the organisation. Its password goes in and is never shown. */
import { type FormEvent, useState } from "react";
import type { MailSettings } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { SelectField, TextField } from "../fields.tsx";

interface FormProps {
  readonly value: MailSettings;
  readonly mayChange: boolean;
  readonly busy: boolean;
  readonly onSave: (value: MailSettings) => void;
}

const languages = { en: "English", de: "Deutsch", es: "Español", fr: "Français", ar: "العربية" } as const;

export function MailForm({ value, mayChange, busy, onSave }: FormProps) {
  const { words } = useUi();
  const [draft, setDraft] = useState(value);
  const change = (part: Partial<MailSettings>) => setDraft({ ...draft, ...part });
  const changed = JSON.stringify(draft) !== JSON.stringify(value);
  const text = (name: "host" | "user" | "from" | "fromName" | "envelope", ltr = true) => ({
    label: words.mail[name],
    hint: words.mail.hints[name],
    value: draft[name],
    disabled: !mayChange,
    autoComplete: "off",
    ...(ltr && { dir: "ltr", spellCheck: false }),
    onText: (typed: string) => change({ [name]: ltr ? typed.trim() : typed }),
  });
  const kept = typeof draft.password !== "string" && draft.password.set;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !busy) onSave(draft);
  };
  return (
    <form className="card pad form" onSubmit={submit}>
      <label className="check">
        <input
          type="checkbox"
          checked={draft.on}
          disabled={!mayChange}
          onChange={(event) => change({ on: event.currentTarget.checked })}
        />
        {words.mail.on}
      </label>
      <TextField {...text("host")} />
      <SelectField
        label={words.mail.tls}
        hint={words.mail.tlsHint}
        value={draft.tls}
        disabled={!mayChange}
        onText={(tls) => change({ tls: tls as MailSettings["tls"], port: tls === "starttls" ? 587 : 465 })}
      >
        <option value="implicit">{words.mail.implicit}</option>
        <option value="starttls">STARTTLS</option>
        {draft.tls === "unencrypted-on-this-machine" && (
          <option value={draft.tls}>{words.mail.loopback}</option>
        )}
      </SelectField>
      <TextField
        label={words.mail.port}
        value={String(draft.port)}
        inputMode="numeric"
        dir="ltr"
        disabled={!mayChange}
        onText={(typed) => change({ port: Number(typed.replace(/\D/g, "").slice(0, 5)) })}
      />
      <TextField {...text("user")} />
      <TextField
        label={words.mail.password}
        hint={kept ? words.mail.passwordKept : undefined}
        type="password"
        dir="ltr"
        autoComplete="off"
        disabled={!mayChange}
        value={typeof draft.password === "string" ? draft.password : ""}
        onText={(password) => change({ password })}
      />
      <TextField {...text("from")} type="email" />
      <TextField {...text("fromName", false)} />
      <TextField {...text("envelope")} type="email" />
      <SelectField
        label={words.mail.language}
        value={draft.language}
        disabled={!mayChange}
        onText={(language) => change({ language: language as MailSettings["language"] })}
      >
        {Object.entries(languages).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
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
