/** Takes the record along: what is filtered, or all of it; and the key that checks it. */
import { gather, saveFile } from "@sealdesk/ui/gather";
import { useEffect, useRef, useState } from "react";
import type { DeskFailure, LedgerQuery } from "../../contract.ts";
import { isEverything } from "../../model/ledger-query.ts";
import { useUi } from "../../ui.ts";
import { Overlay } from "../overlays.tsx";
import { CopyButton, FailureNote, Icon } from "../parts.tsx";
import { WithCommand } from "./command.tsx";

type Form = "jsonl" | "csv";

export function ExportSheet({ query, onClose }: { query: LedgerQuery; onClose: () => void }) {
  const { words } = useUi();
  const t = words.ledger;
  const filtered = !isEverything(query);
  const [all, setAll] = useState(!filtered);
  const [form, setForm] = useState<Form>("jsonl");
  const job = useExport();
  const close = () => {
    job.cancel();
    onClose();
  };
  return (
    <Overlay look="sheet" title={t.exportTitle} onClose={close}>
      <div className="ledger-x">
        <p className="limits">
          <Icon name="info" />
          {t.exportText}
        </p>
        {filtered && (
          <Choices
            legend={t.exportWhat}
            chosen={all ? "all" : "shown"}
            choices={[
              ["shown", t.exportShown],
              ["all", t.exportAll],
            ]}
            onChoose={(choice) => setAll(choice === "all")}
          />
        )}
        <Choices
          legend={t.exportAs}
          chosen={form}
          choices={[
            ["jsonl", t.exportLines],
            ["csv", t.exportTable],
          ]}
          onChoose={(choice) => setForm(choice as Form)}
        />
        <FailureNote failure={job.failure} />
        <ExportState job={job} onGo={() => void job.go(all ? {} : query, form)} />
        <VerifierKey />
      </div>
    </Overlay>
  );
}

function ExportState({ job, onGo }: { job: ReturnType<typeof useExport>; onGo: () => void }) {
  const { words, formats } = useUi();
  const t = words.ledger;
  return (
    <div className="acts" role="status">
      {job.running ? (
        <>
          <span>{t.exporting(formats.number(job.count))}</span>
          <button type="button" className="btn" onClick={job.cancel}>
            {t.stop}
          </button>
        </>
      ) : (
        <button type="button" className="btn btn-primary" onClick={onGo}>
          <Icon name="download" />
          {t.exportGo}
        </button>
      )}
      {job.done !== null && <span>{t.exported(formats.number(job.done))}</span>}
    </div>
  );
}

function useExport() {
  const { desk } = useUi();
  const [running, setRunning] = useState(false);
  const [count, setCount] = useState(0);
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const end = useRef<AbortController | null>(null);
  useEffect(() => () => end.current?.abort(), []);
  const go = async (query: LedgerQuery, form: Form) => {
    const mine = new AbortController();
    end.current = mine;
    setRunning(true);
    setCount(0);
    setDone(null);
    setFailure(null);
    let entries = 0;
    const got = await gather<DeskFailure>(
      async (into) => {
        const outcome = await desk.ledger.export(query, form, into);
        if (outcome.ok) entries = outcome.value;
        return outcome;
      },
      mine.signal,
      setCount,
    );
    setRunning(false);
    if (!got.ok) {
      if (got.failure.kind !== "cancelled") setFailure(got.failure);
      return;
    }
    setDone(entries);
    saveFile(got.value, `record.${form}`);
  };
  return { running, count, done, failure, go, cancel: () => end.current?.abort() };
}

function Choices(props: {
  legend: string;
  chosen: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChoose: (value: string) => void;
}) {
  return (
    <fieldset className="choices">
      <legend>{props.legend}</legend>
      {props.choices.map(([value, label]) => (
        <label className="check" key={value}>
          <input
            type="radio"
            name={props.legend}
            checked={props.chosen === value}
            onChange={() => props.onChoose(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function VerifierKey() {
  const { desk, words } = useUi();
  const t = words.ledger;
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void desk.ledger.key().then((got) => here && got.ok && setKey(got.value));
    return () => {
      here = false;
    };
  }, [desk]);
  if (key === null) return null;
  return (
    <section className="ledger-key" aria-label={t.key}>
      <h3>{t.key}</h3>
      <code dir="ltr" className="mono act-id">
        {key}
      </code>
      <p className="quiet">
        <WithCommand text={t.keyText} />
      </p>
      <CopyButton text={key} label={t.copyKey} />
    </section>
  );
}
