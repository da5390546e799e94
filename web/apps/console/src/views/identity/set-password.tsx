/** A password for an account that has none, or another one in place of it; with a new authenticator each time. */
import { type FormEvent, useState } from "react";
import { useReady, useUi } from "../../ui.ts";
import { Authenticator } from "../credential.tsx";
import { PasswordField } from "../fields.tsx";
import { Overlay } from "../overlays.tsx";
import { FailureNote, Icon } from "../parts.tsx";
import { useRun } from "../run.ts";
import { useShell } from "../shell.ts";
import { PasswordStrength } from "./password-strength.tsx";

interface Secret {
  readonly uri: string;
  readonly secret: string;
}

export function SetPassword() {
  const { desk, words } = useUi();
  const { security } = useReady();
  const { act } = useShell();
  const [authenticator, setAuthenticator] = useState<Secret | null>(null);
  const has = security.unlockers.some(({ kind }) => kind === "password");
  const label = has ? words.newPassword.change : words.newPassword.set;
  const open = async () => {
    const asked = desk.self.newAuthenticator();
    await act(asked);
    const made = await asked;
    if (made.ok) setAuthenticator(made.value);
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => void open()}>
        <Icon name="key" />
        {label}
      </button>
      {authenticator && (
        <Choose
          label={label}
          text={has ? words.newPassword.text : words.passwordText}
          authenticator={authenticator}
          onClose={() => setAuthenticator(null)}
        />
      )}
    </>
  );
}

function Choose(props: { label: string; text: string; authenticator: Secret; onClose: () => void }) {
  const { desk, words } = useUi();
  const { me, organisation } = useReady();
  const { act } = useShell();
  const runner = useRun();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const set = await runner.run(() => desk.self.setPassword(password, code.replace(/\s/g, "")));
    if (!set) return;
    void act(Promise.resolve({ ok: true, value: undefined }), words.newPassword.did);
    props.onClose();
  };
  return (
    <Overlay title={props.label} onClose={props.onClose}>
      <p className="muted">{props.text}</p>
      <form className="gap" onSubmit={(event) => void submit(event)}>
        <PasswordField
          label={words.password}
          hint={words.passwordHint}
          value={password}
          onText={setPassword}
          autoComplete="new-password"
        />
        <PasswordStrength password={password} about={[organisation.name, me.name, me.email]} />
        <Authenticator {...props.authenticator} code={code} onCode={setCode} />
        <FailureNote failure={runner.failure} />
        <div className="acts">
          <button type="button" className="btn" onClick={props.onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="btn btn-primary" aria-busy={runner.busy}>
            {words.credentialUse}
          </button>
        </div>
      </form>
    </Overlay>
  );
}
