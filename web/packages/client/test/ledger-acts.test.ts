/** The record of acts as an owner reads it: what is shown was checked, and what is no part of the record is not. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { fromBase64, toBase64 } from "../src/base64.ts";
import { cell } from "../src/desk/ledger-export.ts";
import type { Act, Desk, LedgerQuery, LedgerRow } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { NodePlatform } from "./node-platform.ts";
import { good, joinAs, openCustomer, ready, setUpDesk, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

const VERIFY = join(import.meta.dirname, "../../../../bin/ledger-verify");
const folder = mkdtempSync(join(tmpdir(), "ledger-acts-"));

function verify(key: string, file: string, text: string, ...more: readonly string[]): string {
  const path = join(folder, file);
  writeFileSync(path, text);
  return execFileSync(VERIFY, ["--key", key, ...more, path], { encoding: "utf8", stdio: "pipe" });
}

const actsIn = (rows: readonly LedgerRow[]): readonly Act[] =>
  rows.flatMap((row) => (row.state === "proven" ? [row.act] : []));

describe("on the real server", () => {
  let server: RunningServer;
  let owner: Desk;
  let agent: Desk;
  let customer: VisitorDesk;
  let id: string;

  beforeAll(async () => {
    server = await startServer();
    ({ desk: owner } = await setUpDesk(server));
    const link = good(await owner.admin.invite("agent", [ready(owner)!.teams[0]!.id]));
    agent = await joinAs(server, "Ben Ito", "ben@harbour.test", link);
    customer = await openCustomer(owner, new NodePlatform(server.origin));
    id = good((await customer.startConversation("Where is my berth?")) as { ok: true; value: string });
    await until(owner, () => ready(owner)!.list.rows[0]);
    good(await owner.work.select(id));
  }, 60_000);
  afterAll(async () => {
    customer.dispose();
    agent.dispose();
    owner.dispose();
    await server.stop();
  });

  const find = async (query: LedgerQuery = {}) => actsIn(good(await owner.ledger.page(query)).rows);
  /** The record is signed once in a second while it grows. */
  const comes = (query: LedgerQuery, count = 1) =>
    expect.poll(async () => (await find(query)).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);

  it("tells who did what to which conversation, with the names that this device knows", async () => {
    const me = ready(owner)!.me;
    const query = { object: id, kind: "thread.read", actor: `account:${me.id}` };
    await comes(query);
    const [read] = await find(query);
    expect(read).toMatchObject({
      kind: "thread.read",
      by: "account",
      actor: me.id,
      object: id,
      refused: false,
    });
    expect(read!.names[me.id]).toEqual({ kind: "person", name: "Mateo Alvarez" });
    expect(read!.names[id]).toMatchObject({ kind: "conversation" });
  });

  it("goes back to the beginning page by page, without a gap", async () => {
    const numbers: number[] = [];
    let next = 0;
    do {
      const page = good(await owner.ledger.page({}, next, 7));
      expect(page.rows.every(({ state }) => state === "proven")).toBe(true);
      numbers.push(...page.rows.map(({ number }) => number));
      next = page.next;
    } while (next > 0);
    expect(numbers.at(-1)).toBe(0);
    expect(numbers).toEqual(numbers.map((_, at) => numbers[0]! - at));
  });

  it("finds what was refused", async () => {
    expect(await agent.ledger.page({})).toMatchObject({ ok: false, failure: { kind: "refused" } });
    await comes({ refused: true });
    for (const act of await find({ refused: true })) expect(act.refused).toBe(true);
  });

  it("proves one act to the verifier, which refuses it with one byte changed", async () => {
    const [act] = await find({ kind: "organisation.created" });
    const { file } = good(await owner.ledger.prove(act!.number));
    const key = good(await owner.ledger.key());
    expect(verify(key, "1.tlog-proof", file)).toMatch(/organisation\.created/);
    const changed = file.replace(/^extra (.*)$/m, (_, extra: string) => {
      const bytes = fromBase64(extra);
      bytes[40]! ^= 1;
      return `extra ${toBase64(bytes)}`;
    });
    expect(() => verify(key, "2.tlog-proof", changed)).toThrow();
  });

  async function exported(query: LedgerQuery, form: "jsonl" | "csv") {
    const pieces: Uint8Array[] = [];
    const outcome = await owner.ledger.export(query, form, { write: (piece) => void pieces.push(piece) });
    return { outcome, text: Buffer.concat(pieces).toString("utf8") };
  }

  it("exports all of it in lines that the verifier takes, and leaves an act of that", async () => {
    const { outcome, text } = await exported({}, "jsonl");
    expect(good(outcome)).toBe(text.match(/^\{"number"/gm)?.length);
    expect(verify(good(await owner.ledger.key()), "all.jsonl", text)).toMatch(/holds/);
    await comes({ kind: "ledger.exported" });
  });

  it("exports a part as a table of acts that were checked here", async () => {
    const { outcome, text } = await exported({ kind: "directory" }, "csv");
    const lines = text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(good(outcome) + 1);
    expect(lines[0]).toMatch(/^number,time,kind,outcome,/);
    for (const line of lines.slice(1)) expect(line).toMatch(/^\d+,\d{4}-\d\d-\d\dT[^,]+,directory\./);
  });

  it("ends an export that is not wanted any more", async () => {
    const end = new AbortController();
    end.abort();
    const outcome = await owner.ledger.export({}, "jsonl", { write: () => {}, signal: end.signal });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
  });

  it("keeps searches of this person on this browser, and shows them to no file of it", async () => {
    const kept = [{ id: "1", name: "Refused at night", query: { refused: true } }] as const;
    good(await owner.ledger.saveSearches(kept));
    expect(good(await owner.ledger.searches())).toEqual(kept);
    expect(good(await agent.ledger.searches())).toEqual([]);
  });
});

test("a cell of a table is never computed by a spreadsheet, and never two", () => {
  expect(["=1+1", "+1", "-1", "@x", "a", 'a"b', "a,b", "a\r\nb"].map(cell)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "a",
    '"a""b"',
    '"a,b"',
    '"a\r\nb"',
  ]);
});
