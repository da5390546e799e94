/** First set-up: from the code on the terminal to the first sealed inbox. Nothing is stored before the last step. */
import { useState } from "react";
import type { SetupState } from "../contract.ts";
import { brandColours } from "../model/colours.ts";
import { useUi } from "../ui.ts";
import { CredentialStep } from "./credential.tsx";
import { Box, EntryForm, EntryFrame, Making, StepHead } from "./entry.tsx";
import { TextField } from "./fields.tsx";
import { InboxFields, useInboxDraft } from "./inbox-fields.tsx";
import { BothLost, KitCheck, KitSheet } from "./kit.tsx";
import { useLeaveWarning } from "./leave-warning.ts";
import { useRun } from "./run.ts";
import { Embed, Invite } from "./setup-last.tsx";
import { Organisation, Preview } from "./setup-organisation.tsx";

const places = {
  token: 0,
  organisation: 0,
  owner: 1,
  kit: 2,
  inbox: 3,
  saving: 3,
  embed: 4,
  invite: 5,
} as const;

export function Setup({ state, onInvite }: { state: SetupState; onInvite: () => void }) {
  const { words } = useUi();
  const [colour, setColour] = useState<string>(state.organisation?.colour ?? brandColours[0]);
  const [name, setName] = useState(state.organisation?.name ?? "");
  useLeaveWarning(state.kit !== null);
  const aside =
    state.step === "organisation" ? (
      <Preview name={name} />
    ) : state.step === "kit" && state.kit ? (
      <KitSheet kit={state.kit} />
    ) : undefined;
  if (state.step === "token") return <Token />;
  return (
    <EntryFrame steps={words.steps} at={places[state.step]} aside={aside}>
      {state.step === "organisation" && <Organisation {...{ name, setName, colour, setColour }} />}
      {state.step === "owner" && <Owner state={state} />}
      {state.step === "kit" && state.kit && <Kit state={state} kit={state.kit} />}
      {(state.step === "inbox" || state.step === "saving") && <FirstInbox state={state} />}
      {state.step === "embed" && <Embed line={state.embedLine ?? ""} />}
      {state.step === "invite" && <Invite onInvite={onInvite} />}
    </EntryFrame>
  );
}

function Token() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [token, setToken] = useState("");
  return (
    <EntryFrame>
      <StepHead title={words.tokenTitle} text={words.tokenText} />
      <EntryForm
        runner={runner}
        submit={words.begin}
        onSubmit={() => void runner.run(() => desk.setup.checkToken(token))}
      >
        <TextField
          label={words.token}
          hint={words.tokenHint}
          value={token}
          onText={setToken}
          mono
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          required
        />
      </EntryForm>
    </EntryFrame>
  );
}

function Owner({ state }: { state: SetupState }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [editing, setEditing] = useState(state.owner === null);
  const [name, setName] = useState(state.owner?.name ?? "");
  const [email, setEmail] = useState(state.owner?.email ?? "");
  if (!editing && state.owner !== null) {
    return (
      <CredentialStep
        passkeyPossible={state.passkeyPossible}
        authenticator={state.authenticator}
        about={[state.organisation?.name ?? "", state.owner?.name ?? "", state.owner?.email ?? ""]}
        prepare={desk.setup.prepareAuthenticator}
        set={desk.setup.setCredential}
        onBack={() => setEditing(true)}
      />
    );
  }
  const submit = async () => {
    if (await runner.run(() => desk.setup.setOwner(name, email))) setEditing(false);
  };
  return (
    <>
      <StepHead title={words.ownerTitle} text={words.ownerText} />
      <EntryForm
        runner={runner}
        submit={words.next}
        onBack={() => desk.setup.back()}
        onSubmit={() => void submit()}
      >
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

function Kit({ state, kit }: { state: SetupState; kit: NonNullable<SetupState["kit"]> }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const passkey = state.credential === "passkey";
  return (
    <>
      <StepHead title={words.kitHeading} text={words.kitText} />
      <Box
        icon={passkey ? "passkey" : "key"}
        title={passkey ? words.passkeyTitle : words.passwordTitle}
        text={passkey ? words.passkeyText : words.passwordText}
        works={words.credentialWorks}
      />
      <KitCheck kit={kit} checked={state.kitChecked} confirm={desk.setup.confirmKit} runner={runner} />
      <BothLost />
      <div className="ft">
        <button type="button" className="btn btn-quiet btn-lg" onClick={() => desk.setup.back()}>
          {words.back}
        </button>
        <span className="quiet end">{words.checkFirst}</span>
      </div>
    </>
  );
}

/** Stays while it is saved: what was typed, and why saving failed, must be there when it comes back. */
function FirstInbox({ state }: { state: SetupState }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [name, setName] = useState(state.inbox?.name ?? words.inboxNameValue);
  const [team, setTeam] = useState(state.inbox?.team ?? words.teamValue);
  const draft = useInboxDraft(null, state.organisation?.colour ?? brandColours[0]);
  if (state.step === "saving") return <Making title={words.creating} text={words.creatingText} />;
  return (
    <>
      <StepHead title={words.inboxTitle} text={words.inboxText} />
      <EntryForm
        runner={runner}
        submit={words.createDesk}
        ready={draft.wrong.length === 0}
        onBack={() => desk.setup.back()}
        onSubmit={() => void runner.run(() => desk.setup.createInbox(name, team, draft.settings))}
      >
        <div className="two">
          <TextField label={words.inboxName} value={name} onText={setName} required maxLength={80} />
          <TextField label={words.team} value={team} onText={setTeam} required maxLength={80} />
        </div>
        <InboxFields draft={draft} />
      </EntryForm>
    </>
  );
}
