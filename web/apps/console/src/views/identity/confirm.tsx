/** It is still you: asked before sensitive acts, over whatever is open; what was asked for goes on by itself. */
import { useState } from "react";
import { useReady, useUi } from "../../ui.ts";
import { PasswordField, TextField } from "../fields.tsx";
import { Overlay } from "../overlays.tsx";
import { FailureNote, Icon } from "../parts.tsx";
import { useRun } from "../run.ts";

export function Confirm() {
  const { desk, words } = useUi();
  const { confirm, security } = useReady();
  const byPasskey = security.unlockers.some(({ kind }) => kind === "passkey");
  const byPassword = security.unlockers.some(({ kind }) => kind === "password");
  const [typing, setTyping] = useState(!byPasskey);
  const runner = useRun();
  if (!confirm) return null;
  return (
    <Overlay title={words.confirmTitle} onClose={() => desk.confirm.cancel()}>
      <div className="gap">
        <p>{words.confirmText}</p>
        {typing && byPassword ? (
          <Password />
        ) : byPasskey ? (
          <>
            <button
              type="button"
              className="btn btn-primary wide"
              aria-busy={runner.busy}
              onClick={() => void runner.run(() => desk.confirm.withPasskey())}
            >
              <Icon name="passkey" />
              {words.confirmPasskey}
            </button>
            <FailureNote failure={runner.failure} />
          </>
        ) : (
          <p className="muted">{words.confirmNone}</p>
        )}
        {byPasskey && byPassword && (
          <button type="button" className="btn btn-quiet" onClick={() => setTyping(!typing)}>
            {typing ? words.confirmPasskey : words.confirmPassword}
          </button>
        )}
      </div>
    </Overlay>
  );
}

function Password() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!runner.busy) void runner.run(() => desk.confirm.withPassword(password, code.replace(/\s/g, "")));
      }}
    >
      <PasswordField
        label={words.password}
        value={password}
        onText={setPassword}
        autoComplete="current-password"
      />
      <TextField
        label={words.codeLong}
        value={code}
        onText={setCode}
        mono
        inputMode="numeric"
        autoComplete="one-time-code"
        dir="ltr"
        required
      />
      <FailureNote failure={runner.failure} />
      <button type="submit" className="btn btn-primary" aria-busy={runner.busy}>
        {words.confirmGo}
      </button>
    </form>
  );
}
