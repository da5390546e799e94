/** Codes by SMS: off unless an owner names a gateway, and called the weakest way wherever they are. */
import { type FormEvent, useState } from "react";
import type { SMSSettings } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { SelectField, TextField } from "../fields.tsx";
import { Section } from "../page.tsx";
import { FailureNote, Skeleton } from "../parts.tsx";
import { useRun } from "../run.ts";
import { SaveActs } from "./save-acts.tsx";
import { useSettings } from "./use-settings.ts";

export function SMSCodes() {
  const { words } = useUi();
  const { chosen, runner, mayChange, keep } = useSettings("sms");
  return (
    <Section title={words.sms.title} text={words.sms.text}>
      {chosen === null && runner.failure === null && <Skeleton rows={3} label={words.loading} />}
      {chosen && (
        <GatewayForm
          key={chosen.version}
          value={chosen.value}
          mayChange={mayChange}
          busy={runner.busy}
          onSave={(value) => void keep(value, words.sms.saved)}
        />
      )}
      <FailureNote failure={runner.failure} />
      {chosen?.value.on && mayChange && (
        <div className="other">
          <GatewayTest />
        </div>
      )}
    </Section>
  );
}

interface FormProps {
  readonly value: SMSSettings;
  readonly mayChange: boolean;
  readonly busy: boolean;
  readonly onSave: (value: SMSSettings) => void;
}

const limits = ["hourlyEach", "hourlyNetwork", "daily"] as const;

function GatewayForm({ value, mayChange, busy, onSave }: FormProps) {
  const { words } = useUi();
  const [draft, setDraft] = useState(value);
  const [prefixes, setPrefixes] = useState(value.prefixes.join(" "));
  const change = (part: Partial<SMSSettings>) => setDraft({ ...draft, ...part });
  const next = { ...draft, prefixes: prefixes.split(/[\s,]+/).filter((each) => each !== "") };
  const changed = JSON.stringify(next) !== JSON.stringify(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !busy) onSave(next);
  };
  const box = (name: "on" | "privileged") => (
    <label className="check">
      <input
        type="checkbox"
        checked={draft[name]}
        disabled={!mayChange}
        onChange={(event) => change({ [name]: event.currentTarget.checked })}
      />
      {words.sms[name]}
    </label>
  );
  return (
    <form className="card pad form" onSubmit={submit}>
      {box("on")}
      {(draft.on || draft.url !== "") && (
        <>
          <Gateway {...{ draft, mayChange, change }} />
          {limits.map((name) => (
            <TextField
              key={name}
              label={words.sms[name]}
              value={String(draft[name])}
              inputMode="numeric"
              dir="ltr"
              disabled={!mayChange}
              onText={(typed) => change({ [name]: Number(typed.replace(/\D/g, "").slice(0, 6)) })}
            />
          ))}
          <TextField
            label={words.sms.prefixes}
            hint={words.sms.prefixesHint}
            value={prefixes}
            dir="ltr"
            autoComplete="off"
            disabled={!mayChange}
            onText={setPrefixes}
          />
          {box("privileged")}
        </>
      )}
      {mayChange ? (
        <SaveActs
          changed={changed}
          busy={busy}
          onCancel={() => {
            setDraft(value);
            setPrefixes(value.prefixes.join(" "));
          }}
        />
      ) : (
        <p className="hint">{words.ownersChoose}</p>
      )}
    </form>
  );
}

interface GatewayProps {
  readonly draft: SMSSettings;
  readonly mayChange: boolean;
  readonly change: (part: Partial<SMSSettings>) => void;
}

/** What its provider's manual says of it. */
function Gateway({ draft, mayChange, change }: GatewayProps) {
  const { words } = useUi();
  const kept = typeof draft.secret !== "string" && draft.secret.set;
  const field = { disabled: !mayChange, autoComplete: "off", dir: "ltr", spellCheck: false } as const;
  const form = draft.format === "form";
  return (
    <>
      <TextField
        label={words.sms.url}
        hint={words.sms.urlHint}
        value={draft.url}
        onText={(url) => change({ url: url.trim() })}
        {...field}
      />
      <SelectField
        label={words.sms.method}
        value={draft.method}
        disabled={!mayChange}
        onText={(method) => change({ method: method as SMSSettings["method"] })}
      >
        <option>POST</option>
        <option>PUT</option>
      </SelectField>
      <SelectField
        label={words.sms.format}
        value={draft.format}
        disabled={!mayChange}
        onText={(format) => {
          const untouched = draft.body === examples[draft.format];
          change({
            format: format as SMSSettings["format"],
            ...(untouched && { body: examples[format] ?? "" }),
          });
        }}
      >
        <option value="json">JSON</option>
        <option value="form">{words.sms.form}</option>
      </SelectField>
      <TextField
        label={words.sms.body}
        hint={words.sms.bodyHint}
        mono
        value={draft.body}
        placeholder={examples[form ? "form" : "json"]}
        onText={(body) => change({ body })}
        {...field}
      />
      <TextField
        label={words.sms.header}
        value={draft.header}
        onText={(header) => change({ header: header.trim() })}
        {...field}
      />
      <TextField
        label={words.sms.secret}
        hint={kept ? words.sms.secretKept : words.sms.secretHint}
        type="password"
        value={typeof draft.secret === "string" ? draft.secret : ""}
        onText={(secret) => change({ secret })}
        {...field}
      />
    </>
  );
}

const examples: Record<string, string> = {
  json: '{"to":"{to}","text":"{text}"}',
  form: "to={to}&text={text}",
};

function GatewayTest() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [to, setTo] = useState("");
  const [sent, setSent] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (runner.busy) return;
    setSent(false);
    setSent((await runner.run(() => desk.admin.trySMS(to))) !== null);
  };
  return (
    <form className="card pad form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={words.sms.testTo}
        hint={words.sms.testHint}
        value={to}
        type="tel"
        dir="ltr"
        required
        onText={setTo}
      />
      <div className="acts">
        <button type="submit" className="btn" aria-busy={runner.busy}>
          {words.sms.test}
        </button>
      </div>
      <p role="status">{sent && words.sms.tested}</p>
      <FailureNote failure={runner.failure} />
    </form>
  );
}
