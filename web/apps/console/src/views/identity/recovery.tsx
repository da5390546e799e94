/** In with the sheet from the drawer, which somebody else may have found: it takes one more proof. */
import { useState } from "react";
import type { SecondProof } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { EntryForm } from "../entry.tsx";
import { PasswordField, TextField } from "../fields.tsx";
import type { Runner } from "../run.ts";

type Kind = SecondProof["kind"];
const kinds: readonly Kind[] = ["authenticator", "password", "colleague", "operator"];

interface RecoveryProps {
  readonly runner: Runner;
  readonly email: string;
  readonly setEmail: (email: string) => void;
  /** Whether this browser knows the account's secret already. */
  readonly known: boolean;
}

export function Recovery({ runner, email, setEmail, known }: RecoveryProps) {
  const { desk, words } = useUi();
  const [sheet, setSheet] = useState("");
  const [kind, setKind] = useState<Kind>("authenticator");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [secret, setSecret] = useState("");
  const second: SecondProof =
    kind === "password"
      ? { kind, password, accountSecret: known ? null : secret }
      : kind === "colleague"
        ? { kind }
        : { kind, code: code.replace(/\s/g, "") };
  return (
    <EntryForm
      runner={runner}
      submit={kind === "colleague" ? words.recovery.ask : words.openWithKit}
      onSubmit={() => void runner.run(() => desk.signin.withRecoveryCode(email, sheet, second))}
    >
      <TextField
        label={words.email}
        value={email}
        onText={setEmail}
        type="email"
        autoComplete="username"
        dir="ltr"
        required
      />
      <CodeField value={sheet} onText={setSheet} />
      <fieldset className="choices">
        <legend>{words.secondTitle}</legend>
        <p className="hint">{words.secondText}</p>
        {kinds.map((each) => (
          <label className="check" key={each}>
            <input
              type="radio"
              name="second"
              checked={kind === each}
              onChange={() => {
                setKind(each);
                setCode("");
              }}
            />
            <span>{each === "colleague" ? words.recovery.colleague : words.second[each]}</span>
          </label>
        ))}
      </fieldset>
      {kind === "colleague" ? (
        <p className="hint">{words.recovery.colleagueHint}</p>
      ) : kind === "password" ? (
        <>
          <PasswordField
            label={words.password}
            value={password}
            onText={setPassword}
            autoComplete="current-password"
          />
          {!known && <SecretField value={secret} onText={setSecret} />}
        </>
      ) : (
        <TextField
          key={kind}
          label={kind === "authenticator" ? words.codeLong : words.operatorCode}
          hint={kind === "operator" ? words.operatorHint : undefined}
          value={code}
          onText={setCode}
          mono
          dir="ltr"
          inputMode={kind === "authenticator" ? "numeric" : "text"}
          autoComplete={kind === "authenticator" ? "one-time-code" : "off"}
          spellCheck={false}
          required
        />
      )}
      <p className="hint">{words.secondNone}</p>
    </EntryForm>
  );
}

export interface TypedProps {
  readonly value: string;
  readonly onText: (text: string) => void;
}

export function CodeField(props: TypedProps) {
  const { words } = useUi();
  return (
    <TextField
      {...props}
      label={words.recoveryCode}
      hint={words.recoveryHint}
      mono
      dir="ltr"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      required
    />
  );
}

export function SecretField(props: TypedProps) {
  const { words } = useUi();
  return (
    <TextField
      {...props}
      label={words.accountSecret}
      hint={words.accountSecretHint}
      mono
      dir="ltr"
      autoComplete="off"
      spellCheck={false}
      required
    />
  );
}
