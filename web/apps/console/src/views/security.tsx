/** My security: how I open my keys, where I am signed in, and who asks to be let in. Private to me. */
import { useState } from "react";
import type { Approval, RecoveryKit, SecurityState } from "../contract.ts";
import { browserName } from "../model/browser.ts";
import { useReady, useUi } from "../ui.ts";
import { TextField } from "./fields.tsx";
import { KitCheck, KitSheet } from "./kit.tsx";
import { Overlay } from "./overlays.tsx";
import { PageHead } from "./page-head.tsx";
import { Badge, FailureNote, Icon, Seal } from "./parts.tsx";
import { Grave } from "./people.tsx";
import { useRun } from "./run.ts";
import { useShell } from "./shell.ts";

export function MySecurity() {
  const { words } = useUi();
  const { people, me } = useReady();
  const mine = people.find(({ id }) => id === me.id);
  return (
    <>
      <PageHead title={words.mySecurity} text={words.securityText} />
      <Approvals />
      <Unlockers />
      <Sessions />
      {mine && (
        <section className="seal-box card">
          <h2>{words.mySeal}</h2>
          <Seal groups={mine.seal} label={words.mySeal} />
          <p className="quiet">{words.mySealText}</p>
        </section>
      )}
    </>
  );
}

function Approvals() {
  const { words } = useUi();
  const { approvals } = useReady();
  return (
    <section>
      <h2 className="label">{words.approvals}</h2>
      {approvals.length === 0 ? (
        <p className="quiet none">{words.approvalsNone}</p>
      ) : (
        approvals.map((approval) => <ApprovalCard key={approval.id} approval={approval} />)
      )}
    </section>
  );
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const { desk, words, formats, now } = useUi();
  const runner = useRun();
  return (
    <article className="card approval">
      <p>
        <Icon name="device" />
        <b>{words.approvalFrom(approval.network, formats.ago(approval.created, now()))}</b>
      </p>
      <p className="muted">{words.approvalsText}</p>
      <Seal groups={approval.code} label={words.code} />
      <FailureNote failure={runner.failure} />
      <div className="ft">
        <button
          type="button"
          className="btn"
          onClick={() => void runner.run(() => desk.self.refuseBrowser(approval.id))}
        >
          {words.refuse}
        </button>
        <button
          type="button"
          className="btn btn-primary end"
          aria-busy={runner.busy}
          onClick={() => void runner.run(() => desk.self.approveBrowser(approval.id))}
        >
          {words.approve}
        </button>
      </div>
    </article>
  );
}

type Unlocker = SecurityState["unlockers"][number];
const kindIcons = { passkey: "passkey", password: "key", recovery: "file" } as const;

function Unlockers() {
  const { words } = useUi();
  const { security } = useReady();
  const [shown, setShown] = useState<"passkey" | "kit" | null>(null);
  return (
    <section>
      <div className="head">
        <h2 className="label">{words.unlockers}</h2>
        <button type="button" className="btn btn-sm" onClick={() => setShown("passkey")}>
          <Icon name="plus" size={14} />
          {words.addPasskey}
        </button>
        <button type="button" className="btn btn-sm" onClick={() => setShown("kit")}>
          <Icon name="file" size={14} />
          {words.renew}
        </button>
      </div>
      <ul className="card lines">
        {security.unlockers.map((unlocker) => (
          <UnlockerLine key={unlocker.id} unlocker={unlocker} last={security.unlockers.length < 3} />
        ))}
      </ul>
      {shown === "passkey" && <AddPasskey onClose={() => setShown(null)} />}
      {shown === "kit" && <RenewKit onClose={() => setShown(null)} />}
    </section>
  );
}

function UnlockerLine({ unlocker, last }: { unlocker: Unlocker; last: boolean }) {
  const { desk, words, formats, now } = useUi();
  const [removing, setRemoving] = useState(false);
  const label = unlocker.label || words.unlockerKinds[unlocker.kind];
  return (
    <li className="line">
      <span className="ico ico-s">
        <Icon name={kindIcons[unlocker.kind]} />
      </span>
      <div className="grow">
        <b dir="auto">{label}</b>
        <p className="quiet">
          {words.unlockerKinds[unlocker.kind]}, {words.madeOn(formats.date(unlocker.created))},{" "}
          {unlocker.lastUsed === null
            ? words.neverUsed
            : words.lastUsed(formats.ago(unlocker.lastUsed, now()))}
        </p>
      </div>
      {!last && unlocker.kind !== "recovery" && (
        <button
          type="button"
          className="ib"
          aria-label={words.removeUnlocker(label)}
          onClick={() => setRemoving(true)}
        >
          <Icon name="trash" />
        </button>
      )}
      {removing && (
        <Grave
          title={words.removeUnlockerTitle(label)}
          text={words.removeUnlockerText}
          action={words.remove}
          command={() => desk.self.removeUnlocker(unlocker.id)}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [label, setLabel] = useState(words.passkeyLabel(browserName(navigator.userAgent)));
  const add = async () => {
    if (await runner.run(() => desk.self.addPasskey(label))) onClose();
  };
  return (
    <Overlay title={words.addPasskey} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <p className="muted">{words.passkeyText}</p>
        <TextField label={words.passkeyName} value={label} onText={setLabel} required maxLength={60} />
        <FailureNote failure={runner.failure} />
        <div className="ft">
          <button type="submit" className="btn btn-primary end" aria-busy={runner.busy}>
            {words.passkeyMake}
          </button>
        </div>
      </form>
    </Overlay>
  );
}

function RenewKit({ onClose }: { onClose: () => void }) {
  const { desk, words } = useUi();
  const { change } = useShell();
  const runner = useRun();
  const [kit, setKit] = useState<RecoveryKit | null>(null);
  const begin = async () => {
    const made = await runner.run(() => desk.self.renewRecoveryCode());
    if (made) setKit(made.value);
  };
  const confirm = async (lastFour: string) => {
    const outcome = await desk.self.confirmRecoveryCode(lastFour);
    if (outcome.ok) {
      onClose();
      change({ told: { text: words.didRenew, failure: null, undo: null } });
    }
    return outcome;
  };
  return (
    <Overlay title={words.renew} onClose={onClose} grave>
      <p className="muted">{words.renewText}</p>
      <FailureNote failure={runner.failure} />
      {kit === null ? (
        <div className="ft">
          <button
            type="button"
            className="btn btn-primary end"
            aria-busy={runner.busy}
            onClick={() => void begin()}
          >
            {words.renew}
          </button>
        </div>
      ) : (
        <>
          <KitSheet kit={kit} />
          <KitCheck kit={kit} checked={false} confirm={confirm} />
        </>
      )}
    </Overlay>
  );
}

function Sessions() {
  const { desk, words, formats, now } = useUi();
  const { security } = useReady();
  const { act } = useShell();
  return (
    <section>
      <h2 className="label">{words.sessions}</h2>
      <ul className="card lines">
        {security.sessions.map((session) => (
          <li className="line" key={session.id}>
            <span className="ico ico-s">
              <Icon name="device" />
            </span>
            <div className="grow">
              <b>{session.label}</b>
              <p className="quiet">
                {session.network}, {words.lastSeen(formats.ago(session.lastSeen, now()))}
              </p>
            </div>
            {session.here ? (
              <Badge tone="accent">{words.thisBrowser}</Badge>
            ) : (
              <button
                type="button"
                className="btn btn-sm"
                aria-label={words.endSessionOf(session.label)}
                onClick={() => void act(desk.self.endSession(session.id), words.didEnd)}
              >
                {words.endSession}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
