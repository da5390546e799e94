/** Outgoing mail: through which server, whether it works, what waits, and who cannot be reached. */
import { useEffect, useState } from "react";
import type { MailRefusal, MailState } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { PageHead, Section } from "../page.tsx";
import { FailureNote, Skeleton } from "../parts.tsx";
import { useRun } from "../run.ts";
import { useShell } from "../shell.ts";
import { MailForm } from "./mail-form.tsx";
import { MailTest } from "./mail-test.tsx";
import { useSettings } from "./use-settings.ts";

export function OutgoingMail() {
  const { words } = useUi();
  const { chosen, runner, mayChange, keep } = useSettings("mail");
  return (
    <>
      <PageHead title={words.mail.title} text={words.mail.text} />
      <Section title={words.mail.server} text={words.mail.serverText}>
        {chosen === null && runner.failure === null && <Skeleton rows={5} label={words.loading} />}
        {chosen && (
          <MailForm
            key={chosen.version}
            value={chosen.value}
            mayChange={mayChange}
            busy={runner.busy}
            onSave={(value) => void keep(value, words.mail.saved)}
          />
        )}
        <FailureNote failure={runner.failure} />
      </Section>
      {chosen?.value.on && mayChange && <MailTest />}
      <MailQueue mayChange={mayChange} />
    </>
  );
}

function MailQueue({ mayChange }: { mayChange: boolean }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [state, setState] = useState<MailState | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, when the page opens
  useEffect(() => {
    let here = true;
    void runner.run(() => desk.admin.mail()).then((got) => here && got && setState(got.value));
    return () => {
      here = false;
    };
  }, [desk]);
  const drop = (address: string) =>
    setState((now) => now && { ...now, refusals: now.refusals.filter((each) => each.address !== address) });
  return (
    <Section title={words.mail.waiting} text={words.mail.waitingText}>
      <FailureNote failure={runner.failure} />
      {state === null && runner.failure === null && <Skeleton rows={2} label={words.loading} />}
      {state && (
        <p>
          {words.mail.letters(state.waiting)} {state.stuck && words.mail.steps[state.stuck]}
        </p>
      )}
      {state !== null && state.refusals.length > 0 && (
        <ul className="card lines" aria-label={words.mail.refused}>
          {state.refusals.map((each) => (
            <Refusal key={each.address} refusal={each} mayChange={mayChange} onReleased={drop} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface RefusalProps {
  readonly refusal: MailRefusal;
  readonly mayChange: boolean;
  readonly onReleased: (address: string) => void;
}

function Refusal({ refusal, mayChange, onReleased }: RefusalProps) {
  const { desk, words, formats } = useUi();
  const { act } = useShell();
  const release = async () => {
    const done = await desk.admin.releaseMail(refusal.address);
    await act(Promise.resolve(done), words.mail.released);
    if (done.ok) onReleased(refusal.address);
  };
  return (
    <li>
      <span className="grow">
        <b dir="ltr">{refusal.to}</b>
        <span className="quiet">{words.mail.refusedSince(formats.date(refusal.since), refusal.code)}</span>
      </span>
      {mayChange && (
        <button type="button" className="btn btn-sm" onClick={() => void release()}>
          {words.mail.release}
          <span className="sr">{refusal.to}</span>
        </button>
      )}
    </li>
  );
}
