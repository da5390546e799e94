/** How a person opens the desk: a passkey, or a password with an authenticator app. */
import qrcode from "qrcode-generator";
import { useState } from "react";
import type { Credential, Outcome } from "../contract.ts";
import { browserName } from "../model/browser.ts";
import { useUi } from "../ui.ts";
import { Box, EntryForm, StepHead } from "./entry.tsx";
import { PasswordField, TextField } from "./fields.tsx";
import { PasswordStrength } from "./identity/password-strength.tsx";
import { Icon } from "./parts.tsx";
import { useRun } from "./run.ts";

interface CredentialProps {
  readonly passkeyPossible: boolean | null;
  readonly authenticator: { readonly uri: string; readonly secret: string } | null;
  readonly prepare: () => Promise<Outcome<void>>;
  /** Names and addresses that must not be most of a password. */
  readonly about: readonly string[];
  readonly set: (credential: Credential) => Promise<Outcome<void>>;
  readonly onBack?: () => void;
}

export function CredentialStep(props: CredentialProps) {
  const { words } = useUi();
  const [kind, setKind] = useState<Credential["kind"]>(
    props.passkeyPossible === false ? "password" : "passkey",
  );
  const password = kind === "password";
  return (
    <>
      <StepHead title={words.credentialTitle} text={words.credentialText} />
      {props.passkeyPossible === false && (
        <p className="strip strip-info rounded">
          <Icon name="info" />
          {words.passkeyNo}
        </p>
      )}
      {password ? <PasswordWay {...props} /> : <PasskeyWay {...props} />}
      {props.passkeyPossible !== false && (
        <p className="other">
          <button
            type="button"
            className="btn btn-quiet"
            onClick={() => setKind(password ? "passkey" : "password")}
          >
            <Icon name={password ? "passkey" : "key"} />
            {password ? words.passkeyUse : words.passwordUse}
          </button>
        </p>
      )}
    </>
  );
}

function PasskeyWay({ set, onBack }: CredentialProps) {
  const { words } = useUi();
  const runner = useRun();
  const label = words.passkeyLabel(browserName(navigator.userAgent));
  return (
    <EntryForm
      runner={runner}
      submit={words.passkeyMake}
      onBack={onBack}
      onSubmit={() => void runner.run(() => set({ kind: "passkey", label }))}
    >
      <Box icon="passkey" title={words.passkeyTitle} text={words.passkeyText} />
    </EntryForm>
  );
}

function PasswordWay({ authenticator, about, prepare, set, onBack }: CredentialProps) {
  const { words } = useUi();
  const runner = useRun();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const submit = () =>
    void runner.run(
      authenticator === null
        ? prepare
        : () => set({ kind: "password", password, code: code.replace(/\s/g, "") }),
    );
  return (
    <EntryForm
      runner={runner}
      submit={authenticator === null ? words.next : words.credentialUse}
      onBack={onBack}
      onSubmit={submit}
    >
      <Box icon="key" title={words.passwordTitle} text={words.passwordText}>
        <div className="gap">
          <PasswordField
            label={words.password}
            hint={words.passwordHint}
            value={password}
            onText={setPassword}
            autoComplete="new-password"
          />
          <PasswordStrength password={password} about={about} />
          {authenticator && <Authenticator {...authenticator} code={code} onCode={setCode} />}
        </div>
      </Box>
    </EntryForm>
  );
}

export function Authenticator(props: {
  uri: string;
  secret: string;
  code: string;
  onCode: (code: string) => void;
}) {
  const { words } = useUi();
  return (
    <fieldset className="auth">
      <legend>{words.authenticatorTitle}</legend>
      <div className="auth-b">
        <QrCode text={props.uri} label={words.authenticatorQr} />
        <div className="gap">
          <p className="quiet">{words.authenticatorSecret}</p>
          <p className="mono secret" dir="ltr">
            {props.secret}
          </p>
        </div>
      </div>
      <TextField
        label={words.codeLong}
        hint={words.authenticatorText}
        value={props.code}
        onText={props.onCode}
        mono
        inputMode="numeric"
        autoComplete="one-time-code"
        dir="ltr"
        required
      />
    </fieldset>
  );
}

/** Drawn as one path; always dark on light, since cameras want it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const cells = Array.from({ length: size * size }, (_, at) => ({
    row: Math.floor(at / size),
    column: at % size,
  }));
  const path = cells
    .filter(({ row, column }) => code.isDark(row, column))
    .map(({ row, column }) => `M${column} ${row}h1v1h-1z`)
    .join("");
  return (
    <svg className="qr" viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
