/** The acts of one search: pages further back, and news at the top. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { DeskFailure, LedgerPage, LedgerQuery, LedgerRow } from "../../contract.ts";
import { mostRows, newsIn, withOlder } from "../../model/ledger-list.ts";
import { writeQuery } from "../../model/ledger-query.ts";
import { useUi } from "../../ui.ts";

const perPage = 100;
/** Answers without an act that are gone through before somebody is asked whether to go on. */
const patience = 12;
const every = 4_000;

export interface Acts {
  /** Null until the first answer. */
  readonly rows: readonly LedgerRow[] | null;
  /** New ones that are not shown yet, since the reader is further down. */
  readonly news: readonly LedgerRow[];
  /** Where to go on; 0 at the end. */
  readonly next: number;
  readonly busy: boolean;
  readonly failure: DeskFailure | null;
  /** It went far back without finding one, and waits to be told. */
  readonly paused: boolean;
  older(): void;
  stop(): void;
  again(): void;
  showNews(): void;
}

interface Known {
  readonly rows: readonly LedgerRow[] | null;
  readonly news: readonly LedgerRow[];
  readonly next: number;
  readonly busy: boolean;
  readonly failure: DeskFailure | null;
  readonly paused: boolean;
}

const nothing: Known = { rows: null, news: [], next: 0, busy: true, failure: null, paused: false };

export function useActs(query: LedgerQuery, live: boolean, isAtTop: () => boolean): Acts {
  const { desk } = useUi();
  const [known, setKnown] = useState<Known>(nothing);
  const latest = useRef(known);
  latest.current = known;
  const name = writeQuery(query);
  /** A new search, or a stop, makes answers that are under way nobody's. */
  const turn = useRef(0);
  const asked = useRef(query);
  asked.current = query;

  const read = useCallback(
    async (from: number) => {
      const mine = ++turn.current;
      const isMine = () => mine === turn.current;
      setKnown((now) => ({ ...now, busy: true, failure: null, paused: false }));
      let next = from;
      for (let tries = 0; tries < patience; tries++) {
        const got = await desk.ledger.page(asked.current, next, perPage);
        if (!isMine()) return;
        if (!got.ok) {
          setKnown((now) => ({ ...now, busy: false, failure: got.failure }));
          return;
        }
        next = got.value.next;
        const { rows } = got.value;
        const found = rows.length > 0 || next === 0;
        // News may have come to the top meanwhile.
        const reached = next;
        setKnown((now) => ({
          ...now,
          rows: found ? withOlder(now.rows ?? [], rows) : now.rows,
          next: reached,
          busy: !found,
        }));
        if (found) return;
      }
      setKnown((now) => ({ ...now, rows: now.rows ?? [], busy: false, paused: true }));
    },
    [desk],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins anew
  useEffect(() => {
    setKnown(nothing);
    void read(0);
    return () => {
      turn.current++;
    };
  }, [name, read]);

  useNews(live, async () => {
    const { rows, busy } = latest.current;
    if (rows === null || busy) return;
    const mine = turn.current;
    const got = await desk.ledger.page(asked.current, 0, perPage);
    if (mine !== turn.current || !got.ok) return;
    const atTop = isAtTop();
    setKnown((now) => withNews(now, got.value, atTop));
  });

  return {
    ...known,
    older: () => {
      const { busy, next, rows } = latest.current;
      if (!busy && next > 0 && (rows?.length ?? 0) < mostRows) void read(next);
    },
    stop: () => {
      turn.current++;
      setKnown((now) => ({ ...now, rows: now.rows ?? [], busy: false, paused: now.next > 0 }));
    },
    again: () => void read(latest.current.next),
    showNews: () => setKnown((now) => ({ ...now, rows: [...now.news, ...(now.rows ?? [])], news: [] })),
  };
}

/** At the top they are shown at once; further down they wait, so that nothing moves under the reader. */
function withNews(now: Known, page: LedgerPage, atTop: boolean): Known {
  const there = now.rows ?? [];
  const more = newsIn([...now.news, ...there], page);
  // So much came meanwhile that there is a hole below: it begins anew from the top.
  if (more === null) return { ...now, rows: page.rows, news: [], next: page.next };
  const all = [...more, ...now.news];
  if (all.length === 0) return now;
  return atTop ? { ...now, rows: [...all, ...there], news: [] } : { ...now, news: all };
}

/** Asks now and then, one question at a time, and never from a tab that nobody sees. */
function useNews(live: boolean, ask: () => Promise<void>): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!live) return;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    let asking = false;
    const round = async () => {
      clearTimeout(timer);
      if (stopped || asking || document.visibilityState === "hidden") return;
      asking = true;
      await latest.current();
      asking = false;
      if (!stopped) timer = setTimeout(round, every);
    };
    timer = setTimeout(round, every);
    document.addEventListener("visibilitychange", round);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", round);
    };
  }, [live]);
}
