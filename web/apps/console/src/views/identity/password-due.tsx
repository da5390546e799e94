/** Somebody came in by a password that has to be changed: nothing else is there until it is. */
import { useState } from "react";
import type { SigninState } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { Authenticator } from "../credential.tsx";
import { EntryForm, EntryFrame, StepHead } from "../entry.tsx";
import { PasswordField } from "../fields.tsx";
import { useRun } from "../run.ts";
import { PasswordStrength } from "./password-strength.tsx";

export function PasswordDueStep({
  state,
}: {
  state: SigninState & { due: NonNullable<SigninState["due"]> };
}) {
  const { desk, words } = useUi();
  const { why, email, authenticator } = state.due;
  const runner = useRun();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const submit = () => void runner.run(() => desk.signin.changePassword(password, code.replace(/\s/g, "")));
  return (
    <EntryFrame>
      <StepHead title={words.passwordDue.title} text={words.passwordDue.why[why]} />
      <EntryForm runner={runner} submit={words.newPassword.change} onSubmit={submit}>
        <p className="muted">{words.passwordDue.after}</p>
        <PasswordField
          label={words.passwordDue.fresh}
          hint={words.passwordHint}
          value={password}
          onText={setPassword}
          autoComplete="new-password"
        />
        <PasswordStrength password={password} about={[state.organisation ?? "", email]} />
        <Authenticator {...authenticator} code={code} onCode={setCode} />
      </EntryForm>
      <div className="ft">
        <button type="button" className="btn btn-quiet" onClick={() => void desk.signin.signOut()}>
          {words.signOut}
        </button>
      </div>
    </EntryFrame>
  );
}
