/** The record of acts: who did what, newest first, every line of it checked here. For owners and admins. */
import { useEffect, useRef, useState } from "react";
import type { LedgerRow } from "../../contract.ts";
import { mostRows } from "../../model/ledger-list.ts";
import { isEverything } from "../../model/ledger-query.ts";
import { useReady, useUi } from "../../ui.ts";
import { isAdmin } from "../may.ts";
import { PageHead } from "../page.tsx";
import { Empty, FailureNote, Icon, Skeleton } from "../parts.tsx";
import { useShell } from "../shell.ts";
import { useActs } from "./acts.ts";
import { Details } from "./details.tsx";
import { ExportSheet } from "./export.tsx";
import { Chips, Filters } from "./filters.tsx";
import { ActList } from "./list.tsx";
import { Saved } from "./saved.tsx";

export function Ledger() {
  const { words } = useUi();
  const { me } = useReady();
  if (isAdmin(me)) return <Explorer />;
  return <Empty icon="lock" title={words.ledger.onlyAdmins} text={words.ledger.onlyAdminsText} />;
}

/** How far down one may be and still count as at the top, in pixels. */
const top = 160;

function Explorer() {
  const { words } = useUi();
  const t = words.ledger;
  const { acts: query, change } = useShell();
  const { connection } = useReady();
  const box = useRef<HTMLDivElement>(null);
  const scroller = () => box.current?.closest<HTMLElement>(".page") ?? null;
  const [live, setLive] = useState(true);
  const [open, setOpen] = useState<number | null>(null);
  const [exporting, setExporting] = useState(false);
  const online = connection.status === "online";
  const acts = useActs(query, live && online, () => (scroller()?.scrollTop ?? 0) < top && open === null);
  const rows = acts.rows ?? [];
  useListKeys(box, open !== null || exporting);
  const shown = rows.find(({ number }) => number === open);
  const step = (by: 1 | -1) => {
    const next = rows[rows.findIndex(({ number }) => number === open) + by];
    if (next !== undefined) setOpen(next.number);
  };
  const showNews = () => {
    acts.showNews();
    scroller()?.scrollTo({ top: 0 });
  };
  return (
    <div className="ledger" ref={box}>
      <PageHead title={t.title} text={t.text}>
        <button
          type="button"
          className="btn"
          aria-pressed={live}
          title={t.liveHint}
          onClick={() => setLive(!live)}
        >
          <Icon name={live ? "pause" : "play"} />
          {t.live}
          <i className={`dot${live && online ? " dot-on" : ""}`} aria-hidden="true" />
        </button>
        <button type="button" className="btn" onClick={() => setExporting(true)}>
          <Icon name="download" />
          {t.export}
        </button>
      </PageHead>
      <Saved query={query} onPick={(picked) => change({ acts: picked })} />
      <Filters query={query} onChange={(changed) => change({ acts: changed })} />
      <Chips query={query} onChange={(changed) => change({ acts: changed })} />
      <Contradicted rows={rows} />
      {!online && (
        <p className="limits" role="status">
          <Icon name="offline" />
          {t.offline}
        </p>
      )}
      <div className="ledger-news" aria-live="polite">
        {acts.news.length > 0 && (
          <button type="button" className="btn btn-primary" onClick={showNews}>
            <Icon name="up" />
            {t.news(acts.news.length)}
          </button>
        )}
      </div>
      {acts.rows === null && acts.failure === null && <Skeleton rows={8} label={words.loading} />}
      {rows.length > 0 && <ActList rows={rows} onOpen={setOpen} />}
      {acts.rows !== null && rows.length === 0 && acts.next === 0 && !acts.busy && acts.failure === null && (
        <Empty icon="search" title={t.emptyTitle} text={t.emptyText}>
          {!isEverything(query) && (
            <button type="button" className="btn" onClick={() => change({ acts: {} })}>
              {t.clear}
            </button>
          )}
        </Empty>
      )}
      <FailureNote failure={acts.failure}>
        <p>
          <button type="button" className="btn btn-sm" onClick={acts.again}>
            {words.tryAgain}
          </button>
        </p>
      </FailureNote>
      <Foot acts={acts} everything={isEverything(query)} />
      {shown !== undefined && (
        <Details
          row={shown}
          onClose={() => setOpen(null)}
          onStep={step}
          onStory={(story) => {
            setOpen(null);
            change({ acts: story });
            scroller()?.scrollTo({ top: 0 });
          }}
        />
      )}
      {exporting && <ExportSheet query={query} onClose={() => setExporting(false)} />}
    </div>
  );
}

/** What is not the record is said above everything else, and can be kept. */
function Contradicted({ rows }: { rows: readonly LedgerRow[] }) {
  const { words, formats } = useUi();
  const t = words.ledger;
  const bad = rows.filter((row) => row.state === "contradicted");
  if (bad.length === 0) return null;
  return (
    <div className="failure ledger-bad" role="alert">
      <Icon name="alert" />
      <div>
        <b>{t.contradictedTitle}</b> {t.contradictedText}
        <ul>
          {bad.slice(0, 5).map((row) => (
            <li key={row.number}>{t.contradicted[row.why](formats.number(row.number), row.count)}</li>
          ))}
        </ul>
        <SaveEvidence rows={bad} />
      </div>
    </div>
  );
}

function SaveEvidence({ rows }: { rows: readonly LedgerRow[] }) {
  const { words } = useUi();
  const save = async () => {
    const { saveFile, textFile } = await import("@sealdesk/ui/gather");
    saveFile(textFile(`${JSON.stringify(rows, null, 2)}\n`), "record-evidence.json.txt");
  };
  return (
    <button type="button" className="btn btn-sm" onClick={() => void save()}>
      <Icon name="download" />
      {words.ledger.saveEvidence}
    </button>
  );
}

function Foot({ acts, everything }: { acts: ReturnType<typeof useActs>; everything: boolean }) {
  const { words, formats } = useUi();
  const t = words.ledger;
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(acts.older);
  more.current = acts.older;
  const count = acts.rows?.length ?? 0;
  const goesOn =
    acts.next > 0 && !acts.busy && !acts.paused && acts.failure === null && count > 0 && count < mostRows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew after each page
  useEffect(() => {
    if (!goesOn || end.current === null) return;
    const watch = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && more.current(),
      { rootMargin: "600px" },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [goesOn, count]);
  return (
    <div className="ledger-foot" ref={end} role="status">
      {acts.busy && (acts.rows !== null || acts.next > 0) && (
        <>
          <span>{t.searching}</span>
          {acts.next > 0 && <span>{t.searchedTo(formats.number(acts.next))}</span>}
          <button type="button" className="btn btn-sm" onClick={acts.stop}>
            {t.stop}
          </button>
        </>
      )}
      {acts.paused && (
        <>
          <span>{t.searchedTo(formats.number(acts.next))}</span>
          <button type="button" className="btn btn-sm" onClick={acts.again}>
            {t.searchOn}
          </button>
        </>
      )}
      {goesOn && (
        <button type="button" className="btn btn-sm" onClick={acts.older}>
          {t.loadOlder}
        </button>
      )}
      {count >= mostRows && <span>{t.enough}</span>}
      {acts.next === 0 && !acts.busy && count > 0 && <span>{everything ? t.beginning : t.noMore}</span>}
    </div>
  );
}

/** j and k go through the list, / and f to the filters; letters in a field stay letters. */
function useListKeys(box: { readonly current: HTMLElement | null }, off: boolean): void {
  const isOff = useRef(off);
  isOff.current = off;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = event.target instanceof HTMLElement ? event.target : null;
      const elsewhere = at?.closest(
        "[role=dialog], [role=alertdialog], [role=menu], input, select, textarea",
      );
      if (isOff.current || elsewhere || event.altKey || event.ctrlKey || event.metaKey) return;
      if (!handle(event.key, box.current)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, [box]);
}

function handle(key: string, box: HTMLElement | null): boolean {
  if (box === null) return false;
  if (key === "/" || key === "f") {
    box.querySelector<HTMLElement>(".ledger-f select, .ledger-fb")?.focus();
    return true;
  }
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key];
  if (step === undefined) return false;
  const lines = [...box.querySelectorAll<HTMLElement>(".act")];
  const now = lines.indexOf(document.activeElement as HTMLElement);
  const next = now < 0 ? lines[0] : lines[now + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}
