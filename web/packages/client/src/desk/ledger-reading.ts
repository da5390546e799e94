/**
 * Pages of the record of acts, checked before anything of them is shown.
 *
 * Promise: an act that is given out as proven is, to the byte, what the tree commits to in its place, under the newest
 * checkpoint that continues all that this browser has seen; of the whole record nothing is left out between two acts
 * without being told. Limits: which acts match a search is the server's word, so a search can leave some out; what
 * came after the checkpoint is not shown yet.
 */
import { type Bytes, equal, hex, SealError, unhex } from "@sealdesk/seal";
import { type LedgerEvent, ledgerEntry, parseLedgerEvent } from "@sealdesk/seal/ledger-event";
import { ProvenTree, tilePath } from "@sealdesk/seal/ledger-tiles";
import { fromBase64 } from "../base64.ts";
import type { LedgerQuery } from "../desk.ts";
import { type Http, NoAnswer } from "../http.ts";
import { type Kept, keptCheckpoint } from "../ledger-watch.ts";
import type { Store } from "../platform.ts";
import { DeskError } from "./failure.ts";

/** Of one page, as the server has them. */
const PAGE = 1_000;
/** Of base64: the longest event, written so. */
const LONGEST = 1_400;
/** Full tiles that are kept as they came, of 8 KiB each, to be proven again under the next checkpoint. */
const TILES = 512;
/** Of one checkpoint; a longer reading goes on with a new one. */
const HELD = 4_096;

export interface EntryWire {
  readonly number: number;
  readonly entry?: string;
  readonly salt?: string;
  readonly event?: string;
}

interface PageWire {
  readonly events: readonly EntryWire[];
  readonly next: number;
}

export type Checked =
  | {
      readonly state: "proven";
      readonly number: number;
      readonly entry: string;
      readonly event: LedgerEvent;
      readonly salted: Bytes;
    }
  | { readonly state: "erased"; readonly number: number; readonly entry: string }
  | {
      readonly state: "contradicted";
      readonly number: number;
      readonly why: "changed" | "elsewhere" | "missing";
      readonly count: number;
      readonly shown: string;
    };

export interface ReadingNeeds {
  readonly http: Http;
  readonly store: Store;
  /** Asks how the record goes on; never rejects. */
  readonly check: () => Promise<void>;
}

export function searchOf(query: LedgerQuery): URLSearchParams {
  const { refused, ...rest } = query;
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) asked.set(name, String(value));
  if (refused === true) asked.set("outcome", "refused");
  return asked;
}

const isEverything = (query: LedgerQuery): boolean => [...searchOf(query)].length === 0;

export class LedgerReading {
  readonly #tiles = new Map<string, Bytes>();
  #tree: ProvenTree | null = null;

  constructor(readonly needs: ReadingNeeds) {}

  async page(
    query: LedgerQuery,
    before = 0,
    limit = 100,
  ): Promise<{ readonly rows: readonly Checked[]; readonly next: number; readonly size: number }> {
    const asked = searchOf(query);
    if (before > 0) asked.set("before", String(before));
    asked.set("limit", String(Math.min(limit, PAGE)));
    // Read before the answer: what is kept later may hold acts that came after it.
    const seen = (await keptCheckpoint(this.needs.store))?.size ?? 0;
    const wire = await this.needs.http.get<PageWire>(`/ledger/events?${asked}`);
    const { events, next } = demandPage(wire, before);
    const kept = await this.#upTo(events[0]?.number ?? -1);
    const rows = await this.check(events, kept);
    const whole = isEverything(query) ? withMissing(rows, before > 0 ? before : seen, next) : rows;
    return { rows: whole, next, size: kept.size };
  }

  /** What the record says of some entries, in their order. */
  async check(entries: readonly EntryWire[], kept: Kept): Promise<readonly Checked[]> {
    const tree = this.#treeOf(kept);
    return Promise.all(entries.map((each) => checkEntry(tree, each)));
  }

  /** The checkpoint that this browser keeps, once it holds an entry. */
  async #upTo(number: number): Promise<Kept> {
    let kept = await keptCheckpoint(this.needs.store);
    if (kept === null || kept.size <= number) {
      await this.needs.check();
      kept = await keptCheckpoint(this.needs.store);
    }
    if (kept !== null && kept.size > number) return kept;
    if (kept === null) throw new NoAnswer("no checkpoint yet");
    throw new DeskError(
      "unverified",
      "The newest acts cannot be checked against what this browser has seen of the record, so they are not shown.",
      "Try again. If it stays, tell your security team: the record may have been replaced.",
    );
  }

  upTo(number: number): Promise<Kept> {
    return this.#upTo(number);
  }

  /** Where an entry stands, for others to check. */
  async path(number: number, kept: Kept): Promise<readonly Bytes[] | null> {
    return this.#treeOf(kept).path(number);
  }

  #treeOf(kept: Kept): ProvenTree {
    const now = this.#tree;
    if (now !== null && equal(now.checkpoint.root, kept.root) && now.held < HELD) return now;
    this.#tree = new ProvenTree(kept, (...of) => this.#fetch(...of));
    return this.#tree;
  }

  async #fetch(level: number, number: number, width: number): Promise<Bytes> {
    const path = tilePath(level, number, width);
    const known = this.#tiles.get(path);
    if (known !== undefined) return known;
    const tile = await this.needs.http.bytes(`/ledger/tile/${path}`);
    // Cut off, or a page of somebody's network: no answer.
    if (tile.length !== width * 32) throw new NoAnswer("a tile of another width");
    if (this.#tiles.size >= TILES) this.#tiles.clear();
    if (width === 256) this.#tiles.set(path, tile);
    return tile;
  }
}

/** An answer of another shape is none of ours. */
function demandPage(wire: PageWire, before: number): PageWire {
  const ordered = (events: readonly EntryWire[]) =>
    events.every(({ number }, at) => {
      const above = at === 0 ? (before > 0 ? before : Number.POSITIVE_INFINITY) : events[at - 1]!.number;
      return Number.isSafeInteger(number) && number >= 0 && number < above;
    });
  const listed =
    Array.isArray(wire?.events) && wire.events.every((each) => typeof each === "object" && each !== null);
  if (!listed) throw new NoAnswer("shape");
  const whole =
    Number.isSafeInteger(wire.next) &&
    wire.next >= 0 &&
    wire.events.length <= PAGE &&
    ordered(wire.events) &&
    // Whoever goes on comes to an end.
    (wire.next === 0 || before === 0 || wire.next < before);
  if (!whole) throw new NoAnswer("shape");
  return wire;
}

async function checkEntry(tree: ProvenTree, wire: EntryWire): Promise<Checked> {
  const { number } = wire;
  const bad = (why: "changed" | "elsewhere"): Checked => ({
    state: "contradicted",
    number,
    why,
    count: 1,
    shown: JSON.stringify(wire).slice(0, 4_096),
  });
  let read: Awaited<ReturnType<typeof readEntry>>;
  try {
    read = await readEntry(wire);
  } catch (cause) {
    if (cause instanceof SealError) return bad("changed");
    throw cause;
  }
  if (!(await tree.has(number, read.entry))) return bad("elsewhere");
  const entry = hex(read.entry);
  return read.event === null
    ? { state: "erased", number, entry }
    : { state: "proven", number, entry, event: read.event, salted: read.salted };
}

/** Refuses what is not the event that the entry commits to. */
async function readEntry(wire: EntryWire) {
  const said = wire.entry === undefined ? null : bytesOf(wire.entry, unhex);
  if (said !== null && said.length !== 32) throw new SealError("malformed", "not an entry");
  if (wire.salt === undefined || wire.event === undefined) {
    if (said === null) throw new SealError("malformed", "neither an event nor an entry");
    return { entry: said, event: null, salted: said };
  }
  if (typeof wire.salt !== "string" || typeof wire.event !== "string")
    throw new SealError("malformed", "not bytes");
  if (wire.salt.length > LONGEST || wire.event.length > LONGEST)
    throw new SealError("malformed", "longer than an event");
  const [salt, event] = [bytesOf(wire.salt, fromBase64), bytesOf(wire.event, fromBase64)];
  const entry = await ledgerEntry(salt, event);
  if (said !== null && !equal(said, entry)) throw new SealError("unverified", "another event");
  const salted = new Uint8Array(salt.length + event.length);
  salted.set(salt);
  salted.set(event, salt.length);
  return { entry, event: parseLedgerEvent(event), salted };
}

function bytesOf(text: unknown, read: (text: string) => Bytes): Bytes {
  try {
    if (typeof text === "string") return read(text);
  } catch {
    // Told below.
  }
  throw new SealError("malformed", "not bytes");
}

/** Of the whole record, whose numbers have no gaps, at least up to a size: one row for each gap. */
function withMissing(rows: readonly Checked[], size: number, next: number): readonly Checked[] {
  const out: Checked[] = [];
  let expected = Math.max(size - 1, rows[0]?.number ?? next - 1);
  const gap = (to: number) => {
    const count = expected - to;
    if (count > 0) out.push({ state: "contradicted", number: expected, why: "missing", count, shown: "" });
  };
  for (const row of rows) {
    gap(row.number);
    out.push(row);
    expected = row.number - 1;
  }
  gap(next - 1);
  return out;
}
