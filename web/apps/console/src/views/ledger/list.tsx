/** The acts, day by day. What is out of sight is not laid out by the browser, and nothing jumps. */
import type { LedgerRow } from "../../contract.ts";
import { lookOf } from "../../model/ledger-kinds.ts";
import { daysOf } from "../../model/ledger-list.ts";
import { exactly, refName, sentenceOf } from "../../model/ledger-sentence.ts";
import { useNow, useUi } from "../../ui.ts";
import { Badge, Icon } from "../parts.tsx";

export function ActList({ rows, onOpen }: { rows: readonly LedgerRow[]; onOpen: (number: number) => void }) {
  const { words, formats } = useUi();
  const now = useNow();
  return (
    <div className="ledger-days">
      {daysOf(rows, (at) => formats.date(at)).map((day) => (
        <section key={`${day.key} ${day.rows[0]?.number}`} aria-label={dayName(day.at)}>
          <h2 className="ledger-day">{dayName(day.at)}</h2>
          <ul className="card ledger-acts">
            {day.rows.map((row) => (
              <li key={row.number} className={`act-l act-${row.state}`}>
                <ActLine row={row} now={now} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );

  function dayName(at: number): string {
    return Number.isFinite(at) ? formats.day(at, now) : words.ledger.unknownTime;
  }
}

function ActLine({ row, now, onOpen }: { row: LedgerRow; now: number; onOpen: (number: number) => void }) {
  const { words, formats } = useUi();
  const t = words.ledger;
  const number = formats.number(row.number);
  if (row.state !== "proven") {
    const text = row.state === "erased" ? t.erased(number) : t.contradicted[row.why](number, row.count);
    return (
      <button type="button" className="act" onClick={() => onOpen(row.number)}>
        <Icon name={row.state === "erased" ? "trash" : "alert"} />
        <span className="act-t">{text}</span>
      </button>
    );
  }
  const { act } = row;
  const from = [act.device === null ? null : refName(words, act, act.device, "device"), act.network];
  return (
    <button type="button" className="act" onClick={() => onOpen(row.number)}>
      <Icon name={lookOf(act.kind).icon} />
      <span className="act-t">
        {sentenceOf(words, act, formats.number)}
        {act.refused && (
          <Badge tone="bad" icon="close">
            {t.refused}
          </Badge>
        )}
      </span>
      <span className="act-f">
        {from
          .filter((each) => each !== null && each !== "")
          .map((each) => (
            <bdi key={each}>{each}</bdi>
          ))}
      </span>
      <When at={act.at} now={now} />
    </button>
  );
}

/** How long ago; exactly when, under the pointer and for a screen reader. */
function When({ at, now }: { at: number; now: number }) {
  const { formats } = useUi();
  const exact = `${formats.date(at)}, ${formats.time(at)}`;
  return (
    <time className="act-w" dateTime={Number.isFinite(at) ? exactly(at) : undefined} title={exact}>
      <span aria-hidden="true" className="act-ago">
        {formats.ago(at, now)}
      </span>
      <span className="act-exact">{formats.time(at)}</span>
      <span className="vh">{exact}</span>
    </time>
  );
}
