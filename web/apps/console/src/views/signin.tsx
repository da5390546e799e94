/** Ways in: passkey, password, kit, another browser; on a demo server also one click. */
import { type ReactNode, useState } from "react";
import type { LockedState, SigninState } from "../contract.ts";
import { useUi } from "../ui.ts";
import { EntryForm, EntryFrame, Making, StepHead } from "./entry.tsx";
import { PasswordField } from "./fields.tsx";
import { PasswordDueStep } from "./identity/password-due.tsx";
import { EmailField, Password } from "./identity/password-signin.tsx";
import { Provided, ProviderButtons, StillThere } from "./identity/provider-signin.tsx";
import { CodeField, Recovery } from "./identity/recovery.tsx";
import { Avatar, FailureNote, Icon, Seal } from "./parts.tsx";
import { type Runner, useRun } from "./run.ts";

type Way = "passkey" | "password" | "recovery" | "approval";

export function Signin({ state }: { state: SigninState }) {
  const { words } = useUi();
  const [way, setWay] = useState<Way>(state.passkeyPossible === false ? "password" : "passkey");
  const [email, setEmail] = useState("");
  const runner = useRun();
  if (state.approval) return <Approval approval={state.approval} />;
  if (state.due) return <PasswordDueStep state={{ ...state, due: state.due }} />;
  return (
    <EntryFrame>
      <StepHead title={words.signinTitle(state.organisation)} text={words.signinText} />
      {state.demoAccounts.length > 0 && <Demo state={state} />}
      {state.working && <Making title={words.working} text="" />}
      {/* Only hidden meanwhile: after a typing mistake in 52 letters, the other 51 must still be there. */}
      <div hidden={state.working}>
        {state.left !== null && <StillThere left={state.left} />}
        {state.provided === null ? (
          <ProviderButtons providers={state.providers} />
        ) : (
          <Provided provided={state.provided} />
        )}
        {way === "passkey" && <Passkey runner={runner} />}
        {way === "password" && (
          <Password
            runner={runner}
            known={state.knownBrowser}
            texts={state.textsCodes}
            {...{ email, setEmail }}
          />
        )}
        {way === "recovery" && (
          <Recovery
            runner={runner}
            known={state.knownBrowser}
            mails={state.mailsCodes}
            {...{ email, setEmail }}
          />
        )}
        {way === "approval" && <AskApproval runner={runner} {...{ email, setEmail }} />}
      </div>
      <OtherWays way={way} setWay={setWay} passkey={state.passkeyPossible !== false} />
    </EntryFrame>
  );
}

interface WayProps {
  readonly runner: Runner;
  readonly email: string;
  readonly setEmail: (email: string) => void;
}

function Demo({ state }: { state: SigninState }) {
  const { desk, words } = useUi();
  const runner = useRun();
  return (
    <section className="demo" aria-label={words.demoTitle}>
      <h2>{words.demoTitle}</h2>
      <p className="muted">{words.demoText}</p>
      <ul>
        {state.demoAccounts.map(({ name, role }) => (
          <li key={name}>
            <button
              type="button"
              className="btn demo-b"
              onClick={() => void runner.run(() => desk.signin.asDemo(name))}
            >
              <Avatar name={name} />
              <span>
                <b>{name}</b>
                <span>{role}</span>
              </span>
              <Icon name="chev-r" size={14} />
            </button>
          </li>
        ))}
      </ul>
      <FailureNote failure={runner.failure} />
    </section>
  );
}

function Passkey({ runner }: { runner: Runner }) {
  const { desk, words } = useUi();
  return (
    <div className="gap">
      <button
        type="button"
        className="btn btn-primary btn-lg wide"
        aria-busy={runner.busy}
        onClick={() => void runner.run(() => desk.signin.withPasskey())}
      >
        <Icon name="passkey" />
        {words.signinPasskey}
      </button>
      <FailureNote failure={runner.failure} />
    </div>
  );
}

function AskApproval({ runner, email, setEmail }: WayProps) {
  const { desk, words } = useUi();
  return (
    <EntryForm
      runner={runner}
      submit={words.approvalAsk}
      onSubmit={() => void runner.run(() => desk.signin.askApproval(email))}
    >
      <p className="muted">{words.approvalText}</p>
      <EmailField {...{ email, setEmail }} />
    </EntryForm>
  );
}

function Approval({ approval }: { approval: NonNullable<SigninState["approval"]> }) {
  const { desk, words } = useUi();
  const refused = approval.state === "refused";
  const colleague = approval.by === "colleague";
  const title = colleague ? words.recovery.waiting : words.approvalWaiting;
  return (
    <EntryFrame>
      <StepHead
        title={!refused ? title : colleague ? words.recovery.refused : words.approvalRefused}
        text={
          refused ? words.approvalRefusedMore : colleague ? words.recovery.compare : words.approvalCompare
        }
      />
      {!refused && <Seal groups={approval.code} label={words.code} />}
      {!refused && colleague && (
        <p className="strip strip-info rounded">
          <Icon name="info" />
          {words.recovery.lasts}
        </p>
      )}
      <div className="ft">
        <button type="button" className="btn btn-lg" onClick={() => desk.signin.cancelApproval()}>
          {refused ? words.back : words.cancel}
        </button>
      </div>
    </EntryFrame>
  );
}

function OtherWays({ way, setWay, passkey }: { way: Way; setWay: (way: Way) => void; passkey: boolean }) {
  const { words } = useUi();
  const ways = [
    { id: "passkey", label: words.signinPasskey, icon: "passkey" },
    { id: "password", label: words.signinPassword, icon: "key" },
    { id: "recovery", label: words.signinRecovery, icon: "file" },
    { id: "approval", label: words.signinApproval, icon: "device" },
  ] as const;
  return (
    <section className="ways" aria-label={words.otherWays}>
      {ways
        .filter(({ id }) => id !== way && (passkey || id !== "passkey"))
        .map(({ id, label, icon }) => (
          <button key={id} type="button" className="btn btn-quiet" onClick={() => setWay(id)}>
            <Icon name={icon} />
            {label}
          </button>
        ))}
    </section>
  );
}

export function Locked({ state }: { state: LockedState }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [way, setWay] = useState<"passkey" | "password" | "recovery">("passkey");
  const [text, setText] = useState("");
  const unlock = () =>
    void runner.run(() =>
      desk.signin.unlock(
        way === "passkey"
          ? { kind: way }
          : way === "password"
            ? { kind: way, password: text }
            : { kind: way, code: text },
      ),
    );
  const field: ReactNode =
    way === "password" ? (
      <PasswordField label={words.password} value={text} onText={setText} autoComplete="current-password" />
    ) : way === "recovery" ? (
      <CodeField value={text} onText={setText} />
    ) : null;
  const others = {
    passkey: words.unlockPasskey,
    password: words.unlockPassword,
    recovery: words.unlockKit,
  } as const;
  return (
    <EntryFrame>
      <StepHead title={words.lockedTitle(state.name)} text={words.lockedText} />
      <EntryForm runner={runner} submit={others[way]} onSubmit={unlock}>
        {field}
      </EntryForm>
      {state.working && <p role="status">{words.working}</p>}
      <section className="ways" aria-label={words.otherWays}>
        {(["passkey", "password", "recovery"] as const)
          .filter((each) => each !== way)
          .map((each) => (
            <button
              key={each}
              type="button"
              className="btn btn-quiet"
              onClick={() => {
                setWay(each);
                setText("");
              }}
            >
              {others[each]}
            </button>
          ))}
        <button
          type="button"
          className="btn btn-quiet"
          onClick={() => void runner.run(() => desk.signin.signOut())}
        >
          {words.signOut}
        </button>
      </section>
    </EntryFrame>
  );
}
