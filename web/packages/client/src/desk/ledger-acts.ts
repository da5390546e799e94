/**
 * The record of acts for the console: what was checked, with the names that this device knows by itself. Promise: a
 * name is never the server's word. Limit: of a customer who gave no name, and of what was never opened here, an id is
 * all there is.
 */
import { asId, fromUtf8, type Hex, hex, sha256, utf8 } from "@sealdesk/seal";
import { ledgerOrigin } from "@sealdesk/seal/ledger";
import { ledgerOutcome, ledgerRole } from "@sealdesk/seal/ledger-event";
import { toBase64 } from "../base64.ts";
import type { Act, ActName, ActProof, LedgerCommands, LedgerPage, LedgerRow, SavedSearch } from "../desk.ts";
import { DeskError, outcome } from "./failure.ts";
import { exportActs } from "./ledger-export.ts";
import { type Checked, LedgerReading } from "./ledger-reading.ts";
import { customerName, nameless } from "./sight.ts";
import type { Workspace } from "./workspace.ts";

const SEARCHES = "ledger-searches/";
const MOST_SEARCHES = 100;

/** ECMA-262 §21.4.1.1: what is later is no time that could be shown. */
const LAST_TIME = 8.64e15;

const roles = Object.fromEntries(Object.entries(ledgerRole).map(([name, n]) => [n, name])) as Record<
  number,
  Act["by"]
>;

export class LedgerActs {
  readonly #reading: LedgerReading;

  constructor(readonly w: Workspace) {
    this.#reading = new LedgerReading({
      http: w.keys.http,
      store: w.browser.store,
      check: () => w.ledger.check(),
    });
  }

  get commands(): LedgerCommands {
    return {
      page: (query, before, limit) =>
        outcome(async (): Promise<LedgerPage> => {
          const { rows, next, size } = await this.#reading.page(query, before, limit);
          return { rows: rows.map((row) => this.#row(row)), next, size };
        }),
      prove: (number) => outcome(() => this.#prove(number)),
      key: () => outcome(() => this.#key()),
      export: (query, form, into) =>
        outcome(() =>
          exportActs({ platform: this.w.keys.platform, reading: this.#reading }, query, form, into, (id) =>
            this.#label(id),
          ),
        ),
      searches: () => outcome(() => this.#searches()),
      saveSearches: (all) => outcome(() => this.#saveSearches(all)),
    };
  }

  #row(row: Checked): LedgerRow {
    if (row.state !== "proven") return row;
    const { event, number, entry } = row;
    const ids = [event.actor.id, event.device, event.object, event.within].map((id) =>
      id === null ? null : hex(id),
    );
    const [actor, device, object, within] = ids as [Hex | null, Hex | null, Hex | null, Hex | null];
    const names: Record<string, ActName> = {};
    for (const id of [actor, device, object, within]) {
      const name = id === null ? null : nameOf(this.w, id);
      if (id !== null && name !== null) names[id] = name;
    }
    const { time, kind, network, policy, reason, first, last } = event;
    const by = roles[event.actor.role]!;
    const refused = event.outcome === ledgerOutcome.refused;
    const act: Act = {
      number,
      at: time <= LAST_TIME ? time : Number.NaN,
      kind,
      by,
      actor,
      device,
      network,
      object,
      within,
      refused,
      policy,
      reason,
      first,
      last,
      entry,
      names,
    };
    return { state: "proven", number, act };
  }

  /** For a table that people read elsewhere. */
  #label(id: Hex): string {
    const name = nameOf(this.w, id);
    if (name === null) return "";
    if ("name" in name) return name.name;
    return typeof name.who === "string" ? name.who : name.who.mark;
  }

  async #prove(number: number): Promise<ActProof> {
    const kept = await this.#reading.upTo(number);
    const { events } = await this.w.keys.http.get<{ readonly events: readonly { number: number }[] }>(
      `/ledger/events?before=${number + 1}&limit=1`,
    );
    const [row] = await this.#reading.check(
      events.filter((each) => each.number === number),
      kept,
    );
    const path = row?.state === "proven" ? await this.#reading.path(number, kept) : null;
    if (row?.state === "erased")
      throw new DeskError(
        "not-found",
        "This act was erased by the rules of your organisation; only its commitment is left.",
        "Take the whole record, which proves that it was there.",
      );
    if (row?.state !== "proven" || path === null)
      throw new DeskError(
        "unverified",
        "This act could not be proven: what the server has now is not what the record holds.",
        "Save what you see, and tell your security team.",
      );
    const lines = [
      "c2sp.org/tlog-proof@v1",
      `extra ${toBase64(row.salted)}`,
      `index ${number}`,
      ...path.map((hash) => toBase64(hash)),
      "",
      kept.note,
    ];
    return { file: lines.join("\n"), size: kept.size };
  }

  /** Of the key that the directory proves now, as C2SP signed-note writes it. */
  async #key(): Promise<string> {
    const { directory, state } = this.w.keys.sync;
    const origin = ledgerOrigin(asId(directory.org));
    const key = state.serverKey!.key;
    const typed = new Uint8Array([1, ...key]);
    const hash = (await sha256(new Uint8Array([...utf8(`${origin}\n`), ...typed]))).slice(0, 4);
    return `${origin}+${hex(hash)}+${toBase64(typed)}`;
  }

  get #slot(): string {
    return `${SEARCHES}${hex(this.w.keys.me.account)}`;
  }

  async #searches(): Promise<readonly SavedSearch[]> {
    const plain = await this.w.browser.secrets.read(this.#slot);
    return plain === null ? [] : (JSON.parse(fromUtf8(plain)) as readonly SavedSearch[]);
  }

  async #saveSearches(all: readonly SavedSearch[]): Promise<void> {
    const secret = utf8(JSON.stringify(all.slice(0, MOST_SEARCHES)));
    await this.w.browser.store.write([await this.w.browser.secrets.change(this.#slot, secret)]);
  }
}

/** Null: nothing is known of it here. */
function nameOf(w: Workspace, id: Hex): ActName | null {
  const { accounts, devices, inboxes, groups } = w.keys.sync.state;
  const account = accounts.get(id);
  if (account !== undefined) return { kind: "person", name: account.name };
  const device = devices.get(id);
  if (device !== undefined) return { kind: "device", name: accounts.get(hex(device.account))?.name ?? "" };
  const inbox = inboxes.get(id);
  if (inbox !== undefined) return { kind: "inbox", name: inbox.name };
  const group = groups.get(id);
  if (group !== undefined) return { kind: "team", name: group.name };
  return inTalk(w, id);
}

function inTalk(w: Workspace, id: Hex): ActName | null {
  const whoOf = (row: string) => {
    const thread = w.conversations.opened(row as Hex);
    return thread === undefined ? nameless(row as Hex) : customerName(thread);
  };
  if (w.conversations.rows.has(id)) return { kind: "conversation", who: whoOf(id) };
  for (const [row, { notesThread }] of w.conversations.rows) {
    if (notesThread === id) return { kind: "notes", who: whoOf(row) };
    if (w.conversations.opened(row)?.visitors.has(id)) return { kind: "customer", who: whoOf(row) };
  }
  return null;
}
