/** In with the sheet from the drawer, which somebody else may have found: it takes one more proof. */
import { useState } from "react";
import type { Outcome, SecondProof } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { EntryForm } from "../entry.tsx";
import { PasswordField, TextField } from "../fields.tsx";
import type { Runner } from "../run.ts";

type Kind = SecondProof["kind"];
const kinds: readonly Kind[] = ["authenticator", "password", "mail", "colleague", "operator"];

interface RecoveryProps {
  readonly runner: Runner;
  readonly email: string;
  readonly setEmail: (email: string) => void;
  /** Whether this browser knows the account's secret already. */
  readonly known: boolean;
  /** Whether the desk can send a code by mail. */
  readonly mails: boolean;
}

export function Recovery({ runner, email, setEmail, known, mails }: RecoveryProps) {
  const { desk, words } = useUi();
  const [sheet, setSheet] = useState("");
  const [kind, setKind] = useState<Kind>("authenticator");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [secret, setSecret] = useState("");
  const [flow, setFlow] = useState<string | null>(null);
  const second: SecondProof =
    kind === "password"
      ? { kind, password, accountSecret: known ? null : secret }
      : kind === "colleague"
        ? { kind }
        : kind === "mail"
          ? { kind, code: code.replace(/\s/g, ""), flow: flow ?? "" }
          : { kind, code: code.replace(/\s/g, "") };
  const submit = async (): Promise<Outcome<void>> => {
    if (kind !== "mail" || flow !== null) return desk.signin.withRecoveryCode(email, sheet, second);
    const sent = await desk.signin.mailCode(email, sheet);
    if (!sent.ok) return sent;
    setFlow(sent.value);
    return { ok: true, value: undefined };
  };
  return (
    <EntryForm
      runner={runner}
      submit={
        kind === "colleague"
          ? words.recovery.ask
          : kind === "mail" && flow === null
            ? words.recovery.mailSend
            : words.openWithKit
      }
      onSubmit={() => void runner.run(submit)}
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
        {kinds
          .filter((each) => mails || each !== "mail")
          .map((each) => (
            <label className="check" key={each}>
              <input
                type="radio"
                name="second"
                checked={kind === each}
                onChange={() => {
                  setKind(each);
                  setCode("");
                  setFlow(null);
                }}
              />
              <span>
                {each === "colleague" || each === "mail" ? words.recovery[each] : words.second[each]}
              </span>
            </label>
          ))}
      </fieldset>
      {kind === "colleague" ? (
        <p className="hint">{words.recovery.colleagueHint}</p>
      ) : kind === "mail" ? (
        flow === null ? (
          <p className="hint">{words.recovery.mailHint}</p>
        ) : (
          <>
            <p role="status">{words.recovery.mailSent}</p>
            <TextField
              label={words.recovery.mailCode}
              value={code}
              onText={setCode}
              mono
              dir="ltr"
              inputMode="numeric"
              autoComplete="one-time-code"
              spellCheck={false}
              required
            />
            <button type="button" className="btn btn-quiet" onClick={() => setFlow(null)}>
              {words.recovery.mailAgain}
            </button>
          </>
        )
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
