/** One act with everything that is known of it, and its proof. */
import { saveFile, textFile } from "@sealdesk/ui/gather";
import { type ReactNode, useEffect, useState } from "react";
import type { Act, ActProof, LedgerQuery, LedgerRow } from "../../contract.ts";
import { lookOf, type Thing } from "../../model/ledger-kinds.ts";
import { exactly, reasonIn, refName, sentenceOf, whoDid } from "../../model/ledger-sentence.ts";
import { useUi } from "../../ui.ts";
import { Overlay } from "../overlays.tsx";
import { Badge, FailureNote, Icon } from "../parts.tsx";
import { useRun } from "../run.ts";
import { WithCommand } from "./command.tsx";

interface DetailsProps {
  readonly row: LedgerRow;
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onStory: (query: LedgerQuery) => void;
}

export function Details({ row, onClose, onStep, onStory }: DetailsProps) {
  const { words, formats } = useUi();
  const t = words.ledger;
  const number = formats.number(row.number);
  return (
    <Overlay look="sheet" title={t.details(number)} onClose={onClose}>
      <div className="act-d">
        {row.state === "proven" && (
          <>
            <p className="act-d-s">
              <Icon name={lookOf(row.act.kind).icon} size={20} />
              <b>{sentenceOf(words, row.act, formats.number)}</b>
            </p>
            <Fields act={row.act} onStory={onStory} />
            <Proof key={row.number} number={row.number} />
            <details className="act-raw">
              <summary>{t.raw}</summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1) */}
              <pre dir="ltr" tabIndex={0}>
                {rawOf(row.act)}
              </pre>
            </details>
          </>
        )}
        {row.state === "erased" && <p>{t.erased(number)}</p>}
        {row.state === "contradicted" && (
          <>
            <p role="alert" className="bad-t">
              {t.contradicted[row.why](number, row.count)}
            </p>
            <p>{t.contradictedText}</p>
            {row.shown !== "" && (
              <pre dir="ltr" className="act-shown">
                {row.shown}
              </pre>
            )}
          </>
        )}
        <div className="acts act-step">
          <button type="button" className="btn btn-sm" onClick={() => onStep(-1)}>
            {t.newer}
          </button>
          <button type="button" className="btn btn-sm" onClick={() => onStep(1)}>
            {t.older}
          </button>
        </div>
      </div>
    </Overlay>
  );
}

/** Without the names, which are not part of the record. */
function rawOf({ names: _, ...act }: Act): string {
  return JSON.stringify(act, null, 2);
}

function Fields({ act, onStory }: { act: Act; onStory: DetailsProps["onStory"] }) {
  const { words, formats } = useUi();
  const t = words.ledger;
  const look = lookOf(act.kind);
  const id = (of: string | null, thing: Thing) =>
    of !== null && (
      <Ref text={refName(words, act, of, thing)} id={of} onStory={() => onStory({ about: of })} />
    );
  const who =
    act.actor === null ? (
      whoDid(words, act)
    ) : (
      <Ref text={whoDid(words, act)} id={act.actor} onStory={() => onStory({ about: act.actor! })} />
    );
  const lines: readonly (readonly [head: string, value: ReactNode])[] = [
    [t.fields.at, `${formats.date(act.at)}, ${formats.time(act.at)}`],
    [t.fields.exact, <bdi key="utc">{exactly(act.at)}</bdi>],
    [t.fields.actor, who],
    [t.fields.outcome, <Outcome key="outcome" refused={act.refused} />],
    [t.fields.object, look.object === "mask" ? false : id(act.object, look.object)],
    [t.fields.within, id(act.within, look.within)],
    [t.fields.device, id(act.device, "device")],
    [
      t.fields.network,
      act.network !== "" && <Ref text={act.network} onStory={() => onStory({ network: act.network })} />,
    ],
    [t.fields.policy, act.policy !== "" && <bdi className="mono">{act.policy}</bdi>],
    [t.fields.reason, act.reason !== "" && reasonIn(words, act.reason)],
    [
      t.fields.range,
      (act.first > 0 || act.last > 0) && `${formats.number(act.first)} – ${formats.number(act.last)}`,
    ],
    [
      t.fields.kind,
      <bdi className="mono" key="kind">
        {act.kind}
      </bdi>,
    ],
    [t.fields.number, formats.number(act.number)],
    [
      t.fields.entry,
      <bdi className="mono act-id" key="entry">
        {act.entry}
      </bdi>,
    ],
  ];
  return (
    <dl className="act-fields">
      {lines
        .filter(([, value]) => value !== false)
        .map(([head, value]) => (
          <div key={head}>
            <dt>{head}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Outcome({ refused }: { refused: boolean }) {
  const { words } = useUi();
  return refused ? (
    <Badge tone="bad" icon="close">
      {words.ledger.refused}
    </Badge>
  ) : (
    <Badge tone="ok" icon="check">
      {words.ledger.happened}
    </Badge>
  );
}

function Ref({ text, id, onStory }: { text: string; id?: string; onStory: () => void }) {
  const { words } = useUi();
  return (
    <>
      <span className="act-ref">
        <bdi>{text}</bdi>
        <button type="button" className="btn btn-sm btn-quiet" onClick={onStory}>
          {words.ledger.story}
          <span className="vh">: {text}</span>
        </button>
      </span>
      {id !== undefined && <bdi className="mono act-id">{id}</bdi>}
    </>
  );
}

function Proof({ number }: { number: number }) {
  const { desk, words, formats } = useUi();
  const t = words.ledger;
  const runner = useRun();
  const [proof, setProof] = useState<ActProof | null>(null);
  const prove = async () => {
    const got = await runner.run(() => desk.ledger.prove(number));
    if (got !== null) setProof(got.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: of another act, another proof
  useEffect(() => setProof(null), [number]);
  return (
    <section className="act-proof" aria-label={t.proof}>
      <h3>{t.proof}</h3>
      <p className="quiet">{t.proofText}</p>
      <FailureNote failure={runner.failure} />
      {proof === null ? (
        <button type="button" className="btn" aria-busy={runner.busy} onClick={() => void prove()}>
          <Icon name="shield" />
          {t.prove}
        </button>
      ) : (
        <>
          <p className="act-ok" role="status">
            <Icon name="shield-ok" />
            {t.proven(formats.number(number), formats.number(proof.size))}
          </p>
          <button
            type="button"
            className="btn btn-primary"
            onClick={() => saveFile(textFile(proof.file), `${number}.tlog-proof`)}
          >
            <Icon name="download" />
            {t.saveProof}
          </button>
          <p className="quiet">
            <WithCommand text={t.proofHow} />
          </p>
        </>
      )}
    </section>
  );
}
