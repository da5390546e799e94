/**
 * The record of acts, or what was asked for of it, as a file. Promise: it is whole, or there is none: an answer that
 * breaks off is a failure. The lines are the server's own, for its verifier; a table holds only acts that were checked
 * here first, and no cell of it is a formula of a spreadsheet. Limit: names in a table are those known here, now.
 */
import { type Bytes, type Hex, hex } from "@sealdesk/seal";
import { ledgerOutcome, ledgerRole } from "@sealdesk/seal/ledger-event";
import type { FileSink, LedgerQuery } from "../desk.ts";
import { NoAnswer, refusal } from "../http.ts";
import type { Platform } from "../platform.ts";
import { DeskError } from "./failure.ts";
import { type Checked, type EntryWire, type LedgerReading, searchOf } from "./ledger-reading.ts";

/** Longer than any line: a checkpoint with all of its signatures, written in JSON. */
const LONGEST_LINE = 64 * 1024;
/** ECMA-262 §21.4.1.1. */
const LAST_TIME = 8.64e15;
/** Acts that are checked together. */
const TOGETHER = 256;

export interface ExportNeeds {
  readonly platform: Platform;
  readonly reading: LedgerReading;
}

interface Line extends Partial<EntryWire> {
  readonly ledger?: string;
  readonly checkpoint?: string;
  readonly end?: number;
}

export async function exportActs(
  needs: ExportNeeds,
  query: LedgerQuery,
  form: "jsonl" | "csv",
  into: FileSink,
  label: (id: Hex) => string,
): Promise<number> {
  const asked = String(searchOf(query));
  const path = `/api/v1/ledger/export${asked === "" ? "" : `?${asked}`}`;
  const response = await needs.platform.http({ method: "GET", path, signal: into.signal }).catch(gone);
  if (response.status >= 300)
    throw refusal(
      response.status,
      await response.text().catch(() => ""),
      response.headers.get("Retry-After"),
    );
  const count = new Counting();
  const table = form === "csv" ? new Table(needs.reading, into, label) : null;
  await table?.begin();
  try {
    for await (const piece of response.pieces()) {
      const lines = count.take(piece);
      if (table === null) await into.write(piece);
      else for (const line of lines) await table.take(line);
      into.progress?.(count.entries);
    }
  } catch (cause) {
    gone(cause);
  }
  count.demandEnd();
  await table?.end();
  return count.entries;
}

/** What broke off is no answer; what somebody ended, or what did not hold, is told as what it is. */
function gone(cause: unknown): never {
  if (cause instanceof DeskError || cause instanceof NoAnswer) throw cause;
  if (cause instanceof Error && cause.name === "AbortError") throw cause;
  throw new NoAnswer("the answer broke off", { cause });
}

/** Lines, out of pieces that end anywhere. */
class Counting {
  entries = 0;
  #rest = "";
  #ended: number | null = null;
  readonly #text = new TextDecoder();

  take(piece: Bytes): readonly Line[] {
    const lines = (this.#rest + this.#text.decode(piece, { stream: true })).split("\n");
    this.#rest = lines.pop()!;
    if (this.#rest.length > LONGEST_LINE) throw new NoAnswer("a line without an end");
    return lines.map((text) => this.#line(text));
  }

  #line(text: string): Line {
    if (this.#ended !== null) throw new NoAnswer("a line after the last one");
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch (cause) {
      throw new NoAnswer("no line of an export", { cause });
    }
    if (line.number !== undefined) this.entries++;
    if (line.end !== undefined) this.#ended = line.end;
    return line;
  }

  demandEnd(): void {
    if (this.#ended !== this.entries || this.#rest !== "") throw new NoAnswer("the answer broke off");
  }
}

const columns = [
  "number",
  "time",
  "kind",
  "outcome",
  "role",
  "actor",
  "actor name",
  "device",
  "network",
  "object",
  "object name",
  "within",
  "within name",
  "policy",
  "reason",
  "first",
  "last",
  "entry",
] as const;

const roleNames = Object.fromEntries(Object.entries(ledgerRole).map(([name, n]) => [n, name]));

class Table {
  #waiting: EntryWire[] = [];

  constructor(
    readonly reading: LedgerReading,
    readonly into: FileSink,
    readonly label: (id: Hex) => string,
  ) {}

  begin(): Promise<void> {
    return this.#write([columns]);
  }

  async take(line: Line): Promise<void> {
    if (line.number === undefined) return;
    this.#waiting.push(line as EntryWire);
    if (this.#waiting.length >= TOGETHER) await this.end();
  }

  async end(): Promise<void> {
    const entries = this.#waiting;
    this.#waiting = [];
    if (entries.length === 0) return;
    const kept = await this.reading.upTo(Math.max(...entries.map(({ number }) => number)));
    const rows = await this.reading.check(entries, kept);
    const bad = rows.find(({ state }) => state === "contradicted");
    if (bad !== undefined)
      throw new DeskError(
        "unverified",
        "An act in the export is not what the record holds, so no table was made.",
        "Export the lines instead, check them with ledger-verify, and tell your security team.",
      );
    await this.#write(rows.map((row) => this.#cells(row)));
  }

  #cells(row: Checked): readonly string[] {
    if (row.state === "erased")
      return columns.map((c) =>
        c === "number" ? `${row.number}` : c === "kind" ? "erased" : c === "entry" ? row.entry : "",
      );
    if (row.state !== "proven") return [];
    const e = row.event;
    const id = (value: Bytes | null) => (value === null ? "" : hex(value));
    const name = (value: Bytes | null) => (value === null ? "" : this.label(hex(value)));
    return [
      `${row.number}`,
      e.time <= LAST_TIME ? new Date(e.time).toISOString() : `${e.time}`,
      e.kind,
      e.outcome === ledgerOutcome.refused ? "refused" : "done",
      roleNames[e.actor.role] ?? "",
      id(e.actor.id),
      name(e.actor.id),
      id(e.device),
      e.network,
      id(e.object),
      name(e.object),
      id(e.within),
      name(e.within),
      e.policy,
      e.reason,
      `${e.first}`,
      `${e.last}`,
      row.entry,
    ];
  }

  async #write(rows: readonly (readonly string[])[]): Promise<void> {
    const text = rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
    await this.into.write(new TextEncoder().encode(text));
  }
}

/** RFC 4180; what a spreadsheet would compute is text. */
export function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
