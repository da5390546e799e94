/** My own keys: ways to open them, where I am signed in, browsers that ask to come in. */
import { type FormEvent, useState } from "react";
import type { Approval, RecoveryKit, SecurityState } from "../contract.ts";
import { browserName } from "../model/browser.ts";
import { useNow, useReady, useUi } from "../ui.ts";
import { TextField } from "./fields.tsx";
import { OwnPhone } from "./identity/own-phone.tsx";
import { OwnProviders } from "./identity/own-providers.tsx";
import { RenamePasskey } from "./identity/passkeys.tsx";
import { SetPassword } from "./identity/set-password.tsx";
import { Vouches } from "./identity/vouch.tsx";
import { KitCheck, KitSheet } from "./kit.tsx";
import { Overlay } from "./overlays.tsx";
import { PageHead, Section } from "./page.tsx";
import { Badge, FailureNote, Icon, Seal } from "./parts.tsx";
import { useRun } from "./run.ts";
import { useShell } from "./shell.ts";

export function MySecurity() {
  const { words } = useUi();
  const { me, people, approvals: asked, security } = useReady();
  const approvals = asked.filter(({ kind }) => kind === "browser");
  const seal = people.find(({ id }) => id === me.id)?.seal ?? [];
  return (
    <>
      <PageHead title={words.mySecurity} text={words.securityText} />
      <Vouches />
      <Section
        title={words.approvals}
        text={approvals.length > 0 ? words.approvalsText : words.approvalsNone}
      >
        {approvals.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
      </Section>
      <Unlockers unlockers={security.unlockers} />
      <OwnPhone />
      <OwnProviders />
      <Sessions sessions={security.sessions} />
      {seal.length > 0 && (
        <Section title={words.mySeal} text={words.mySealText}>
          <div className="card pad">
            <Seal groups={seal} label={words.mySeal} />
          </div>
        </Section>
      )}
      <Section title={words.aboutProduct} text={words.aboutProductText}>
        <p>
          <a href="/licences.txt" target="_blank" rel="noreferrer">
            {words.licences}
          </a>
        </p>
      </Section>
    </>
  );
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const now = useNow();
  return (
    <div className="card pad ask">
      <div className="grow">
        <Seal groups={approval.code} label={words.code} />
        <p className="quiet">{words.approvalFrom(approval.network, formats.ago(approval.created, now))}</p>
      </div>
      <button type="button" className="btn" onClick={() => void act(desk.self.refuseBrowser(approval.id))}>
        {words.refuse}
      </button>
      <button
        type="button"
        className="btn btn-primary"
        onClick={() => void act(desk.self.approveBrowser(approval.id))}
      >
        {words.approve}
      </button>
    </div>
  );
}

const icons = { passkey: "passkey", password: "key", recovery: "file" } as const;
type Unlocker = SecurityState["unlockers"][number];

function Unlockers({ unlockers }: { unlockers: readonly Unlocker[] }) {
  const { words } = useUi();
  const [open, setOpen] = useState<"passkey" | "kit" | null>(null);
  return (
    <Section title={words.unlockers}>
      <ul className="card lines">
        {unlockers.map((unlocker) => (
          <UnlockerLine
            key={unlocker.id}
            unlocker={unlocker}
            kept={unlockers.length < 3 || unlocker.kind === "recovery"}
          />
        ))}
      </ul>
      <div className="under">
        <button type="button" className="btn" onClick={() => setOpen("passkey")}>
          <Icon name="passkey" />
          {words.addPasskey}
        </button>
        <SetPassword />
        <button type="button" className="btn" onClick={() => setOpen("kit")}>
          <Icon name="file" />
          {words.renew}
        </button>
      </div>
      {open === "passkey" && <AddPasskey onClose={() => setOpen(null)} />}
      {open === "kit" && <RenewKit onClose={() => setOpen(null)} />}
    </Section>
  );
}

/** `kept`: the recovery code is replaced, never removed, and two ways in must remain. */
function UnlockerLine({ unlocker, kept }: { unlocker: Unlocker; kept: boolean }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const [naming, setNaming] = useState(false);
  const used =
    unlocker.lastUsed === null ? words.neverUsed : words.lastUsed(formats.ago(unlocker.lastUsed, now));
  const label = unlocker.label || words.unlockerKinds[unlocker.kind];
  const about = [
    ...(unlocker.label ? [words.unlockerKinds[unlocker.kind]] : []),
    ...(unlocker.kept === null ? [] : [words.passkeys[unlocker.kept]]),
    ...(unlocker.created === null ? [] : [words.madeOn(formats.date(unlocker.created))]),
  ];
  const remove = async () => {
    if (await act(desk.self.removeUnlocker(unlocker.id), words.didRemoveUnlocker(label))) setAsking(false);
  };
  return (
    <li>
      <Icon name={icons[unlocker.kind]} />
      <span className="grow">
        <b dir="auto">{label}</b>
        {about.map((part) => (
          <span className="quiet" key={part}>
            {" · "}
            {part}
          </span>
        ))}
      </span>
      <span className="quiet">{used}</span>
      {unlocker.kind === "passkey" && (
        <button
          type="button"
          className="ib"
          aria-label={words.passkeys.rename(label)}
          title={words.passkeys.rename(label)}
          onClick={() => setNaming(true)}
        >
          <Icon name="edit" />
        </button>
      )}
      {naming && <RenamePasskey id={unlocker.id} name={unlocker.label} onClose={() => setNaming(false)} />}
      {!kept && (
        <button
          type="button"
          className="ib"
          aria-label={words.removeUnlocker(label)}
          title={words.removeUnlocker(label)}
          onClick={() => setAsking(true)}
        >
          <Icon name="trash" />
        </button>
      )}
      {asking && (
        <Overlay title={words.removeUnlockerTitle(label)} onClose={() => setAsking(false)} grave>
          <p>{words.removeUnlockerText}</p>
          <div className="acts">
            <button type="button" className="btn" onClick={() => setAsking(false)}>
              {words.cancel}
            </button>
            <button type="button" className="btn btn-danger" onClick={() => void remove()}>
              {words.remove}
            </button>
          </div>
        </Overlay>
      )}
    </li>
  );
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [label, setLabel] = useState(words.passkeyLabel(browserName(navigator.userAgent)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await runner.run(() => desk.self.addPasskey(label))) onClose();
  };
  return (
    <Overlay title={words.addPasskey} onClose={onClose}>
      <form className="gap" onSubmit={(event) => void submit(event)}>
        <TextField label={words.passkeyName} value={label} onText={setLabel} required maxLength={80} />
        <FailureNote failure={runner.failure} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="btn btn-primary" aria-busy={runner.busy}>
            {words.passkeyMake}
          </button>
        </div>
      </form>
    </Overlay>
  );
}

/** The old sheet works until the new one was read back. */
function RenewKit({ onClose }: { onClose: () => void }) {
  const { desk, words } = useUi();
  const { act } = useShell();
  const runner = useRun();
  const check = useRun();
  const [kit, setKit] = useState<RecoveryKit | null>(null);
  const make = async () => {
    const made = await runner.run(() => desk.self.renewRecoveryCode());
    if (made) setKit(made.value);
  };
  const confirm = async (lastFour: string) => {
    const outcome = await desk.self.confirmRecoveryCode(lastFour);
    if (outcome.ok) {
      void act(Promise.resolve(outcome), words.didRenew);
      onClose();
    }
    return outcome;
  };
  return (
    <Overlay title={words.renew} onClose={onClose} grave={kit !== null}>
      <p className="muted">{words.renewText}</p>
      {kit === null ? (
        <>
          <FailureNote failure={runner.failure} />
          <div className="acts">
            <button type="button" className="btn" onClick={onClose}>
              {words.cancel}
            </button>
            <button
              type="button"
              className="btn btn-primary"
              aria-busy={runner.busy}
              onClick={() => void make()}
            >
              {words.renew}
            </button>
          </div>
        </>
      ) : (
        <>
          <KitSheet kit={kit} />
          <KitCheck kit={kit} checked={false} confirm={confirm} runner={check} />
        </>
      )}
    </Overlay>
  );
}

function Sessions({ sessions }: { sessions: SecurityState["sessions"] }) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const now = useNow();
  return (
    <Section
      title={words.sessions}
      end={
        sessions.length > 1 && (
          <button
            type="button"
            className="btn btn-sm"
            onClick={() => void act(desk.self.endOthers(), words.didEndOthers)}
          >
            {words.endOthers}
          </button>
        )
      }
    >
      <ul className="card lines">
        {sessions.map((session) => (
          <li key={session.id}>
            <Icon name="device" />
            <span className="grow">
              <b dir="auto">{browserName(session.label)}</b>
              <span className="quiet"> · {session.network}</span>
            </span>
            {session.here ? (
              <Badge tone="ok" icon="check">
                {words.thisBrowser}
              </Badge>
            ) : (
              <>
                <span className="quiet">{words.lastSeen(formats.ago(session.lastSeen, now))}</span>
                <button
                  type="button"
                  className="btn btn-sm"
                  aria-label={words.endSessionOf(browserName(session.label))}
                  onClick={() => void act(desk.self.endSession(session.id), words.didEnd)}
                >
                  {words.endSession}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
