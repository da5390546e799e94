/** A record of acts for the stories. */
import type { Act, Desk, LedgerRow } from "../../src/contract.ts";
import { minutesAgo, people } from "./harbour.ts";

const id = (pair: string) => pair.repeat(32);
const [amara, jonas, mateo] = people;
const device = id("d1");
const talk = id("3c");

const act = (number: number, minutes: number, fields: Partial<Act>): LedgerRow => ({
  state: "proven",
  number,
  act: {
    number,
    at: minutesAgo(minutes),
    kind: "thread.read",
    by: "account",
    actor: id("a1"),
    device,
    network: "81.2.69.142",
    object: null,
    within: null,
    refused: false,
    policy: "",
    reason: "",
    first: 0,
    last: 0,
    entry: id("e7"),
    names: {
      [id("a1")]: { kind: "person", name: amara?.name ?? "" },
      [id("a2")]: { kind: "person", name: jonas?.name ?? "" },
      [id("a3")]: { kind: "person", name: mateo?.name ?? "" },
      [device]: { kind: "device", name: amara?.name ?? "" },
      [talk]: { kind: "conversation", who: { mark: "3C3C" } },
      [id("b0")]: { kind: "inbox", name: "Payments" },
    },
    ...fields,
  },
});

export const rows: readonly LedgerRow[] = [
  act(4211, 1, { kind: "thread.read", object: talk, last: 14 }),
  act(4210, 3, {
    kind: "message.appended",
    by: "visitor",
    actor: id("f3"),
    object: talk,
    first: 14,
    last: 14,
  }),
  act(4209, 9, {
    kind: "session.refused",
    by: "nobody",
    actor: null,
    device: null,
    object: id("a2"),
    refused: true,
    reason: "password",
  }),
  act(4208, 16, {
    kind: "access.refused",
    actor: id("a2"),
    refused: true,
    policy: "ledger.read",
    reason: "not-admin",
  }),
  { state: "erased", number: 4207, entry: id("0e") },
  act(4206, 90, {
    kind: "conversation.assigned",
    actor: id("a3"),
    object: talk,
    within: id("a1"),
    reason: "given",
  }),
  act(4205, 60 * 26, { kind: "inbox.settings", actor: id("a3"), object: id("b0") }),
  act(4204, 60 * 27, { kind: "ledger.exported", actor: id("a3"), last: 4204 }),
  act(4203, 60 * 27, {
    kind: "server.started",
    by: "server",
    actor: null,
    device: null,
    network: "",
    reason: "1.4.0",
  }),
];

export const lied: readonly LedgerRow[] = rows.map((row) =>
  row.number === 4210
    ? { state: "contradicted", number: 4210, why: "changed", count: 1, shown: '{"number":4210}' }
    : row,
);

export const ledgerOf = (shown: readonly LedgerRow[] = rows): Desk["ledger"] => ({
  page: async (query) => ({
    ok: true,
    value: {
      rows: shown.filter((row) => {
        if (row.state !== "proven") return Object.keys(query).length === 0;
        if (query.kind !== undefined && !`${row.act.kind}.`.startsWith(`${query.kind}.`)) return false;
        return query.refused !== true || row.act.refused;
      }),
      next: 0,
      size: 4212,
    },
  }),
  prove: async () => ({ ok: true, value: { file: "c2sp.org/tlog-proof@v1\n", size: 4212 } }),
  key: async () => ({ ok: true, value: `sealdesk-ledger/${id("5e")}+0a1b2c3d+${"AbCd".repeat(11)}` }),
  export: async () => ({ ok: true, value: shown.length }),
  searches: async () => ({
    ok: true,
    value: [{ id: "1", name: "Refused sign-ins", query: { kind: "session", refused: true } }],
  }),
  saveSearches: async () => ({ ok: true, value: undefined }),
});
