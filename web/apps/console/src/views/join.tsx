/** From an invitation link to an own key. The secret of the link stays in this browser. */
import { useState } from "react";
import type { JoinState } from "../contract.ts";
import { useUi } from "../ui.ts";
import { CredentialStep } from "./credential.tsx";
import { EntryForm, EntryFrame, Making, StepHead } from "./entry.tsx";
import { TextField } from "./fields.tsx";
import { BothLost, KitCheck, KitSheet } from "./kit.tsx";
import { useLeaveWarning } from "./leave-warning.ts";
import { Seal } from "./parts.tsx";
import { useRun } from "./run.ts";

const places = { name: 0, credential: 1, kit: 2, saving: 2, closed: 0 } as const;

export function Join({ state }: { state: JoinState }) {
  const { desk, words } = useUi();
  useLeaveWarning(state.kit !== null);
  if (state.step === "closed") {
    return (
      <EntryFrame>
        <StepHead title={words.joinClosedTitle} text={words.joinClosedText} />
        <a className="btn btn-lg" href="./">
          {words.goSignin}
        </a>
      </EntryFrame>
    );
  }
  const kit = state.step === "kit" ? state.kit : null;
  return (
    <EntryFrame
      steps={words.joinSteps}
      at={places[state.step]}
      aside={kit ? <KitSheet kit={kit} /> : undefined}
    >
      {state.step === "name" && <Name state={state} />}
      {state.step === "credential" && (
        <CredentialStep
          passkeyPossible={state.passkeyPossible}
          authenticator={state.authenticator}
          about={[state.organisation, state.name, state.email]}
          prepare={desk.join.prepareAuthenticator}
          set={desk.join.setCredential}
          onBack={() => desk.join.back()}
        />
      )}
      {(state.step === "kit" || state.step === "saving") && state.kit && (
        <Kit state={state} kit={state.kit} />
      )}
    </EntryFrame>
  );
}

/** Stays while it is saved, so that it can say why saving failed. */
function Kit({ state, kit }: { state: JoinState; kit: NonNullable<JoinState["kit"]> }) {
  const { desk, words } = useUi();
  const runner = useRun();
  if (state.step === "saving") return <Making title={words.joinSaving} text={words.creatingText} />;
  return (
    <>
      <StepHead title={words.kitHeading} text={words.kitText} />
      <KitCheck kit={kit} checked={false} confirm={desk.join.confirmKit} runner={runner} />
      <BothLost />
      <div className="ft">
        <button type="button" className="btn btn-quiet btn-lg" onClick={() => desk.join.back()}>
          {words.back}
        </button>
        <span className="quiet end">{words.checkFirst}</span>
      </div>
    </>
  );
}

function Name({ state }: { state: JoinState }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [name, setName] = useState(state.name);
  const [email, setEmail] = useState(state.email);
  return (
    <>
      <StepHead
        title={(state.again ? words.again.joinTitle : words.joinTitle)(state.organisation)}
        text={state.again ? words.again.joinText : words.joinText}
      />
      <EntryForm
        runner={runner}
        submit={words.next}
        onSubmit={() => void runner.run(() => desk.join.setPerson(name, email))}
      >
        {state.teams.length > 0 && <p className="muted">{words.joinTeams(state.teams.join(", "))}</p>}
        <section className="seal-box">
          <p>{words.joinSeal}</p>
          <Seal groups={state.seal} label={words.joinSealLabel} />
        </section>
        <TextField
          label={words.yourName}
          hint={words.yourNameHint}
          value={name}
          onText={setName}
          autoComplete="name"
          required
          maxLength={80}
        />
        <TextField
          label={words.yourEmail}
          value={email}
          onText={setEmail}
          type="email"
          autoComplete="email"
          dir="ltr"
          required
        />
      </EntryForm>
    </>
  );
}
