/** In by a password and a second factor: a code of the authenticator app, or one by SMS where the desk sends them. */
import { useState } from "react";
import type { Outcome } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { EntryForm } from "../entry.tsx";
import { PasswordField, TextField } from "../fields.tsx";
import type { Runner } from "../run.ts";
import { SecretField } from "./recovery.tsx";

interface EmailProps {
  readonly email: string;
  readonly setEmail: (email: string) => void;
}

export function EmailField({ email, setEmail }: EmailProps) {
  const { words } = useUi();
  return (
    <TextField
      label={words.email}
      value={email}
      onText={setEmail}
      type="email"
      autoComplete="username"
      dir="ltr"
      required
    />
  );
}

interface PasswordProps extends EmailProps {
  readonly runner: Runner;
  /** Whether this browser knows the account's secret already. */
  readonly known: boolean;
  /** Whether the desk sends codes by SMS. */
  readonly texts: boolean;
}

export function Password({ runner, email, setEmail, known, texts }: PasswordProps) {
  const { desk, words } = useUi();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [typed, setSecret] = useState("");
  const [bySMS, setBySMS] = useState(false);
  const [flow, setFlow] = useState<string | null>(null);
  const secret = known ? null : typed;
  const submit = async (): Promise<Outcome<void>> => {
    const digits = code.replace(/\s/g, "");
    if (!bySMS) return desk.signin.withPassword(email, password, digits, secret);
    if (flow !== null)
      return desk.signin.withPasswordAndText(email, password, { flow, code: digits }, secret);
    const sent = await desk.signin.textCode(email, password, secret);
    if (!sent.ok) return sent;
    setFlow(sent.value);
    return { ok: true, value: undefined };
  };
  const turn = (on: boolean) => {
    setBySMS(on);
    setFlow(null);
    setCode("");
  };
  const asking = bySMS && flow === null;
  return (
    <>
      <EntryForm
        runner={runner}
        submit={asking ? words.sms.send : words.signin}
        onSubmit={() => void runner.run(submit)}
      >
        <EmailField {...{ email, setEmail }} />
        <PasswordField
          label={words.password}
          value={password}
          onText={setPassword}
          autoComplete="current-password"
        />
        {bySMS && <p className="hint">{words.sms.signinHint}</p>}
        {bySMS && flow !== null && <p role="status">{words.sms.sent}</p>}
        {!asking && (
          <TextField
            key={bySMS ? "sms" : "app"}
            label={bySMS ? words.sms.code : words.codeLong}
            value={code}
            onText={setCode}
            mono
            inputMode="numeric"
            autoComplete="one-time-code"
            dir="ltr"
            required
          />
        )}
        {!known && <SecretField value={typed} onText={setSecret} />}
      </EntryForm>
      {texts && (
        <div className="ways">
          {flow !== null && (
            <button type="button" className="btn btn-quiet" onClick={() => turn(true)}>
              {words.sms.again}
            </button>
          )}
          <button type="button" className="btn btn-quiet" onClick={() => turn(!bySMS)}>
            {bySMS ? words.sms.byApp : words.sms.instead}
          </button>
        </div>
      )}
    </>
  );
}
