/** My number for codes by SMS, where the organisation sends them: the weakest way, and called so. */
import { type FormEvent, useEffect, useState } from "react";
import type { OwnPhone as Own } from "../../contract.ts";
import { useNow, useUi } from "../../ui.ts";
import { TextField } from "../fields.tsx";
import { Overlay } from "../overlays.tsx";
import { Section } from "../page.tsx";
import { Badge, FailureNote, Icon } from "../parts.tsx";
import { useRun } from "../run.ts";
import { useShell } from "../shell.ts";

export function OwnPhone() {
  const { desk, words } = useUi();
  const { act } = useShell();
  const runner = useRun();
  const [own, setOwn] = useState<Own | null>(null);
  const [open, setOpen] = useState(false);
  const load = async () => {
    const got = await runner.run(() => desk.self.phone());
    if (got) setOwn(got.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the page opens
  useEffect(() => void load(), [desk]);
  if (own === null || (!own.offered && own.number === "")) return <FailureNote failure={runner.failure} />;
  const remove = async () => {
    if (await act(desk.self.removePhone(), words.sms.didRemove)) await load();
  };
  return (
    <Section title={words.sms.mine} text={words.sms.mineText}>
      {own.number !== "" && <PhoneLine own={own} onRemove={() => void remove()} />}
      {own.offered && (
        <div className="under">
          <button type="button" className="btn" onClick={() => setOpen(true)}>
            <Icon name="phone" />
            {own.number === "" ? words.sms.add : words.sms.replace}
          </button>
        </div>
      )}
      {open && (
        <AddPhone
          onClose={() => setOpen(false)}
          onKept={() => {
            setOpen(false);
            void act(Promise.resolve({ ok: true, value: undefined }), words.sms.didAdd);
            void load();
          }}
        />
      )}
      <FailureNote failure={runner.failure} />
    </Section>
  );
}

function PhoneLine({ own, onRemove }: { own: Own; onRemove: () => void }) {
  const { words, formats } = useUi();
  const now = useNow();
  const used = own.lastUsed === null ? words.neverUsed : words.lastUsed(formats.ago(own.lastUsed, now));
  return (
    <ul className="card lines">
      <li>
        <Icon name="phone" />
        <span className="grow">
          <b dir="ltr">{own.number}</b> <Badge tone="warn">{words.sms.weakest}</Badge>
          <span className="quiet below">{own.offered ? used : words.sms.rests}</span>
        </span>
        <button type="button" className="btn btn-sm" aria-label={words.sms.removeOf} onClick={onRemove}>
          {words.remove}
        </button>
      </li>
    </ul>
  );
}

function AddPhone({ onClose, onKept }: { onClose: () => void; onKept: () => void }) {
  const { desk, words } = useUi();
  const runner = useRun();
  const [number, setNumber] = useState("");
  const [flow, setFlow] = useState<string | null>(null);
  const [code, setCode] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (runner.busy) return;
    if (flow === null) {
      const sent = await runner.run(() => desk.self.sendPhoneCode(number));
      if (sent) setFlow(sent.value);
    } else if (await runner.run(() => desk.self.keepPhone(number, flow, code.replace(/\s/g, "")))) {
      onKept();
    }
  };
  return (
    <Overlay title={words.sms.add} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p className="strip strip-warn rounded">
          <Icon name="alert" />
          {words.sms.warning}
        </p>
        <TextField
          label={words.sms.number}
          hint={words.sms.numberHint}
          value={number}
          onText={setNumber}
          type="tel"
          autoComplete="tel"
          dir="ltr"
          disabled={flow !== null}
          required
        />
        {flow !== null && (
          <>
            <p role="status">{words.sms.sentHere}</p>
            <TextField
              label={words.sms.code}
              value={code}
              onText={setCode}
              mono
              inputMode="numeric"
              autoComplete="one-time-code"
              dir="ltr"
              required
            />
            <button
              type="button"
              className="btn btn-quiet"
              onClick={() => {
                setFlow(null);
                setCode("");
              }}
            >
              {words.sms.otherNumber}
            </button>
          </>
        )}
        <FailureNote failure={runner.failure} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="btn btn-primary" aria-busy={runner.busy}>
            {flow === null ? words.sms.send : words.sms.keep}
          </button>
        </div>
      </form>
    </Overlay>
  );
}
