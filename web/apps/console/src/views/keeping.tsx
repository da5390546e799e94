/** How long what was closed can be read, inbox by inbox, and the server's signed word for what was destroyed. */
import { saveFile, textFile } from "@sealdesk/ui/gather";
import { type ReactNode, useEffect, useState } from "react";
import type { Certificate, RetentionRow } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { LedgerKeeping } from "./ledger-keeping.tsx";
import { isAdmin } from "./may.ts";
import { PageHead, Section } from "./page.tsx";
import { Badge, Empty, FailureNote, Icon, IconButton, Skeleton } from "./parts.tsx";
import { useRun } from "./run.ts";

export function Keeping() {
  const { words } = useUi();
  const { me } = useReady();
  return (
    <>
      <PageHead title={words.keeping} text={words.keepingText} />
      <p className="limits">
        <Icon name="info" />
        {words.keepingLimits}
      </p>
      <InboxFigures />
      {/* They name conversations of every team. */}
      {isAdmin(me) && <Certificates />}
      {isAdmin(me) && <LedgerKeeping />}
    </>
  );
}

function InboxFigures() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [rows, setRows] = useState<readonly RetentionRow[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the area opens
  useEffect(() => {
    let here = true;
    void runner.run(() => desk.admin.retention()).then((got) => here && got !== null && setRows(got.value));
    return () => {
      here = false;
    };
  }, [desk]);
  return (
    <Section title={words.keepingInboxes}>
      <FailureNote failure={runner.failure} />
      {rows === null && runner.failure === null && <Skeleton rows={3} label={words.loading} />}
      {rows !== null && rows.length === 0 && <p className="hint">{words.keepingNone}</p>}
      {rows !== null && rows.length > 0 && <Figures rows={rows} />}
    </Section>
  );
}

function Figures({ rows }: { rows: readonly RetentionRow[] }) {
  const { words, formats } = useUi();
  const count = (of: (row: RetentionRow) => number) => (row: RetentionRow) => formats.number(of(row));
  const columns: readonly (readonly [head: string, cell: (row: RetentionRow) => ReactNode])[] = [
    [words.keepingDays, (row) => words.days(row.days)],
    [words.keepingOpen, count((row) => row.open)],
    [words.keepingClosed, count((row) => row.closed)],
    [words.keepingDue, (row) => <Due count={row.due} />],
    [words.keepingHeld, count((row) => row.held)],
    [words.keepingDestroyed, count((row) => row.destroyed)],
    [words.keepingNext, (row) => (row.next === null ? words.keepingNever : formats.date(row.next))],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1)
    <section className="card scroll-x" tabIndex={0} aria-label={`${words.keeping}: ${words.keepingInboxes}`}>
      <table className="table figures">
        <thead>
          <tr>
            <th scope="col">{words.keepingInbox}</th>
            {columns.map(([head]) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.inbox}>
              <th scope="row">
                <bdi>{row.name}</bdi>
              </th>
              {columns.map(([head, cell]) => (
                // On a phone, where there is no room for a row of heads, each figure shows its own.
                <td key={head} data-head={head}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Due({ count }: { count: number }) {
  const { formats } = useUi();
  const shown = formats.number(count);
  return count === 0 ? (
    shown
  ) : (
    <Badge tone="warn" icon="clock">
      {shown}
    </Badge>
  );
}

/** As many as the server gives at once. */
const page = 50;

function Certificates() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [list, setList] = useState<readonly Certificate[] | null>(null);
  const [more, setMore] = useState(false);
  const load = async (before?: string) => {
    const got = await runner.run(() => desk.admin.certificates(before));
    if (got === null) return;
    setMore(got.value.length >= page);
    setList((known) => (before === undefined ? got.value : [...(known ?? []), ...got.value]));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the area opens
  useEffect(() => void load(), [desk]);
  const last = list?.at(-1);
  return (
    <Section title={words.certificates} text={words.certificatesText}>
      <FailureNote failure={runner.failure} />
      {list === null && runner.failure === null && <Skeleton rows={3} label={words.loading} />}
      {list !== null && list.length === 0 && (
        <div className="card">
          <Empty icon="shield" title={words.certificates} text={words.certificatesNone} />
        </div>
      )}
      {list !== null && list.length > 0 && (
        <ul className="card lines">
          {list.map((each) => (
            <CertificateLine key={each.conversation} certificate={each} />
          ))}
        </ul>
      )}
      {more && last !== undefined && (
        <div className="under">
          <button
            type="button"
            className="btn"
            aria-busy={runner.busy}
            onClick={() => void load(last.conversation)}
          >
            {words.certificatesMore}
          </button>
        </div>
      )}
    </Section>
  );
}

/** Letters and digits of an id stay in their order within a sentence of any direction (UAX #9, 2.4). */
const isolated = (id: string) => `\u2066${id}\u2069`;

function CertificateLine({ certificate }: { certificate: Certificate }) {
  const { words, formats } = useUi();
  const { conversation, at, file, verified } = certificate;
  const short = conversation.slice(0, 12);
  const save = () => saveFile(textFile(file), `certificate-${short}.txt`);
  return (
    <li>
      <Icon name={verified ? "shield-ok" : "alert"} />
      <span className="grow">
        <b className="mono" title={conversation}>
          {words.certificateOf(isolated(short))}
        </b>
        <span className="quiet"> · {formats.date(at)}</span>
        {!verified && <span className="bad-t"> · {words.certificateBadMore}</span>}
      </span>
      <Badge tone={verified ? "ok" : "bad"} icon={verified ? "check" : "alert"}>
        {verified ? words.certificateOk : words.certificateBad}
      </Badge>
      <IconButton icon="download" label={words.certificateSave(short)} onPress={save} />
    </li>
  );
}
