/** The list: only the rows in sight are drawn, each as high as the others, so that it never jumps. */

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { ConversationRow } from "../contract.ts";
import { named } from "../model/name.ts";
import { pickRows, waitOf } from "../model/rows.ts";
import { useNow, useReady, useUi } from "../ui.ts";
import { levelIcon, levelWords } from "./identity/customer-proofs.tsx";
import { Avatar, Empty, Icon, IconButton, Skeleton } from "./parts.tsx";
import { sameView } from "./rail.tsx";
import { useShell } from "./shell.ts";

/** In rem, as in the style sheet: whoever reads in larger letters gets higher rows. */
const rowHeight = 4.8125;

const pixelsOfRem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** Rows are as high as their letters want, when those are made larger while the page is open, too. */
function useLetterSize(changed: () => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    let before = pixelsOfRem();
    const watch = new ResizeObserver(() => {
      const now = pixelsOfRem();
      if (now !== before) latest.current();
      before = now;
    });
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
}

export function List() {
  const { words } = useUi();
  const ready = useReady();
  const { change } = useShell();
  const { view } = ready;
  const inbox = typeof view === "string" ? null : ready.inboxes.find(({ id }) => id === view.inbox);
  const title = typeof view === "string" ? words.views[view] : (inbox?.name ?? "");
  const count = ready.views.find((each) => sameView(each.view, view));
  return (
    <section className="lst" aria-label={words.conversations}>
      <header className="lst-h">
        <IconButton
          icon="menu"
          label={words.menu}
          className="only-narrow"
          onPress={() => change({ floating: "rail" })}
        />
        <h1 dir="auto">{title}</h1>
        {count?.open != null && <span className="quiet num">{words.openCount(count.open)}</span>}
        <IconButton icon="search" label={words.find} onPress={() => change({ floating: "palette" })} />
      </header>
      <Chips />
      <Rows />
    </section>
  );
}

function Chips() {
  const { words } = useUi();
  const { filter, order, change } = useShell();
  const chip = (each: typeof filter) => (
    <button
      key={each}
      type="button"
      className="chip"
      aria-pressed={filter === each}
      onClick={() => change({ filter: each })}
    >
      {words.filters[each]}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons, not fields of a form
    <div className="chips" role="group" aria-label={words.show}>
      {(["all", "waiting", "unread"] as const).map(chip)}
      <button
        type="button"
        className="chip chip-end"
        aria-label={words.orderLabel(words.orders[order])}
        onClick={() => change({ order: order === "longest" ? "newest" : "longest" })}
      >
        {words.orders[order]}
      </button>
    </div>
  );
}

function Rows() {
  const { words } = useUi();
  const { list, conversation } = useReady();
  const { filter, order } = useShell();
  const rows = pickRows(list.rows, filter, order, conversation?.id ?? null);
  if (list.loading && rows.length === 0) return <Skeleton rows={7} label={words.loading} />;
  if (rows.length === 0) return <EmptyList filtered={list.rows.length > 0} />;
  return <Virtual rows={rows} selected={conversation?.id ?? null} more={list.more} />;
}

function Virtual({
  rows,
  selected,
  more,
}: {
  rows: readonly ConversationRow[];
  selected: string | null;
  more: boolean;
}) {
  const { desk } = useUi();
  const { act } = useShell();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight * pixelsOfRem(),
    overscan: 6,
    getItemKey: (at) => rows[at]?.id ?? at,
  });
  useLetterSize(() => virtual.measure());
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const at = rows.findIndex((row) => row.id === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls; a row that moves does not
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [selected, virtual]);
  const wanted = more && last >= rows.length - 3;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once per length and reach
  useEffect(() => {
    if (wanted) void act(desk.work.loadMore());
  }, [wanted, rows.length]);
  return (
    <div className="rows" ref={box}>
      <ul style={{ blockSize: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li key={item.key} style={{ transform: `translateY(${item.start}px)` }}>
              <Row row={row} selected={row.id === selected} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Row({ row, selected }: { row: ConversationRow; selected: boolean }) {
  const { desk, words } = useUi();
  const { act } = useShell();
  return (
    <button
      type="button"
      className={`row${row.unread ? " un" : ""}`}
      aria-current={selected ? "true" : undefined}
      onClick={() => void act(desk.work.select(row.id))}
    >
      <span className="u">
        {row.unread && (
          <>
            <span />
            <span className="vh">{words.unread}</span>
          </>
        )}
      </span>
      <span className="row-b">
        <span className="a">
          <b dir="auto">{named(words, row.who)}</b>
          <WaitOrTime row={row} />
        </span>
        <Preview row={row} />
        <span className="k">
          <span className="t">
            <Icon name="chat" size={12} />
            {row.inbox}
          </span>
          <span className={`t${row.identity !== "anonymous" ? " hi" : ""}`}>
            <Icon name={levelIcon(row.identity)} size={12} />
            {levelWords(words, row.identity).title}
          </span>
          {row.assignee && (
            <span className="stack" title={words.assignedTo(row.assignee.name)}>
              <Avatar name={row.assignee.name} size={18} />
              <span className="vh">{words.assignedTo(row.assignee.name)}</span>
            </span>
          )}
        </span>
      </span>
    </button>
  );
}

/**
 * What one has begun to write comes before what was said last. The words alone decide which way the line runs: it is
 * their end that is cut off, whatever stands before them.
 */
function Preview({ row }: { row: ConversationRow }) {
  const { words } = useUi();
  if (row.draft !== "") return <PreviewLine lead={words.draftIs} look="draft" text={row.draft} />;
  if (row.destroyed) return <PreviewLine lead={words.destroyedTitle} />;
  if (row.locked) return <PreviewLine lead={words.sensitive.row} />;
  if (row.preview === null) return <PreviewLine lead={words.opens} />;
  const { mine, text } = row.preview;
  return <PreviewLine lead={mine ? words.mineIs : ""} text={text} />;
}

function PreviewLine({ lead, look, text = "" }: { lead: string; look?: "draft"; text?: string }) {
  return (
    <span className="p">
      {lead !== "" && <em className={look}>{lead}</em>}
      <span dir="auto">{text}</span>
    </span>
  );
}

function WaitOrTime({ row }: { row: ConversationRow }) {
  const { words, formats } = useUi();
  const now = useNow();
  const wait = row.state === "open" ? waitOf(row.waitingSince, now) : null;
  if (wait === null) return <time className="w8">{formats.brief(row.lastActivity, now)}</time>;
  return (
    <span className={`w8 ${wait.level}`}>
      {wait.level !== "calm" && <span className="dot" />}
      <span aria-hidden="true">{words.waits(wait.minutes)}</span>
      <span className="vh">{words.waitsLong(wait.minutes)}</span>
    </span>
  );
}

function EmptyList({ filtered }: { filtered: boolean }) {
  const { desk, words } = useUi();
  const { view } = useReady();
  const { change, act } = useShell();
  const teach = filtered
    ? words.emptyFilter
    : typeof view !== "string"
      ? words.emptyInbox
      : {
          mine: words.emptyMine,
          unassigned: words.emptyUnassigned,
          open: words.emptyOpen,
          closed: words.emptyClosed,
        }[view];
  return (
    <Empty icon={filtered ? "search" : "inbox"} {...teach}>
      {filtered ? (
        <button type="button" className="btn" onClick={() => change({ filter: "all" })}>
          {words.showAll}
        </button>
      ) : view === "mine" ? (
        <button type="button" className="btn" onClick={() => void act(desk.work.openView("unassigned"))}>
          {words.seeUnassigned}
        </button>
      ) : view === "closed" || view === "unassigned" ? null : (
        <button type="button" className="btn" onClick={() => change({ area: "inboxes" })}>
          {words.seeInboxes}
        </button>
      )}
    </Empty>
  );
}
