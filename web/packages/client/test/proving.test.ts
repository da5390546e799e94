/**
 * A customer's browser makes the proof of who could read, on the real server, and the program that auditors use says
 * what it proves: staff in TypeScript made the keys, and no code of theirs checks them.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Desk } from "../src/desk.ts";
import type { HttpRequest } from "../src/platform.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, joinAs, openCustomer, ready, setUpDesk, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

const VERIFIER = join(import.meta.dirname, "../../../../bin/ledger-verify");
const folder = mkdtempSync(join(tmpdir(), "proof-"));
const stores = new MemoryStores();
let server: RunningServer;
let owner: Desk;
let priya: Desk;
let customer: VisitorDesk;

beforeAll(async () => {
  server = await startServer();
  owner = (await setUpDesk(server)).desk;
  const link = good(await owner.admin.invite("agent", [ready(owner)!.teams[0]!.id]));
  priya = await joinAs(server, "Priya Raman", "priya@harbour.test", link);
  await until(priya, () => ready(priya)!.teams[0]?.keyNumber === 2 && ready(priya)!.alarms.length === 0);
}, 60_000);
afterAll(async () => {
  for (const each of [owner, priya, customer]) each?.dispose();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const talk = (desk: VisitorDesk) => (desk.state.phase === "ready" ? desk.state.conversation : null);
const said = (desk: VisitorDesk, text: string) => () =>
  talk(desk)?.items.some((i) => i.kind === "theirs" && i.text === text);

async function proof(desk: VisitorDesk): Promise<string> {
  const made = await desk.proveReaders();
  if (!made.ok) throw new Error(`${made.failure.message} ${made.failure.next}`);
  return made.value;
}

/** What the program says of a file; rejects with it if the file does not hold. */
function verify(text: string): Promise<string> {
  const path = join(folder, "proof.jsonl");
  writeFileSync(path, text);
  return new Promise((resolve, reject) => {
    execFile(VERIFIER, [path], (failed, out, err) =>
      failed === null ? resolve(out) : reject(new Error(out + err)),
    );
  });
}

it("says until when somebody who left could read", async () => {
  customer = await openCustomer(owner, new NodePlatform(server.origin, stores));
  await customer.startConversation("Who of you reads this?");
  await until(priya, () => ready(priya)!.list.rows[0]?.preview?.text === "Who of you reads this?");
  const row = ready(priya)!.list.rows[0]!;
  good(await priya.work.select(row.id));
  good(await priya.work.claim(row.id));
  good(await priya.work.reply(row.id, "Priya here"));
  await until(customer, said(customer, "Priya here"));
  const early = await verify(await proof(customer));
  expect(early).toMatch(/Priya Raman, code \S+\n {4}Could read all of it/);

  const { id, members } = ready(owner)!.teams[0]!;
  const leaves = members.find((m) => m.name === "Priya Raman")!;
  good(await owner.admin.removeFromTeam(leaves.id, id));
  await until(owner, () => ready(owner)!.teams[0]?.keyNumber === 3);
  expect(await customer.send("And now?")).toMatchObject({ ok: true });
  await until(customer, () =>
    talk(customer)?.items.some((i) => i.kind === "mine" && i.text === "And now?" && i.mark === "sent"),
  );
  const late = await verify(await proof(customer));
  expect(late).toMatch(/Priya Raman, code \S+\n {4}Could read what came from .* and nothing later/);
  expect(late).toMatch(/Priya Raman[\s\S]*?Left the team/);
  expect(late).toMatch(/Mateo Alvarez, code \S+\n {4}Could read all of it/);
  expect(late).toMatch(/under 2 keys one after the other/);
}, 60_000);

it("makes the same of what another tab, or an earlier visit, has kept", async () => {
  const id = talk(customer)!.id;
  const again = await openCustomer(owner, new NodePlatform(server.origin, stores));
  expect(await again.openConversation(id)).toMatchObject({ ok: true });
  expect(await verify(await proof(again))).toMatch(/Priya Raman[\s\S]*?nothing later/);
  again.dispose();
}, 60_000);

it("is changed by no one on its way", async () => {
  const text = await proof(customer);
  const lines = text.split("\n");
  const without = lines.filter((line) => !line.startsWith('{"entry":2')).join("\n");
  await expect(verify(without)).rejects.toThrow(/entry 3 stands in the place of entry 2/);
  const later = text.replace(/"made":(\d+)/, (_, made) => `"made":${Number(made) + 1}`);
  await expect(verify(later)).rejects.toThrow(/something in it was changed/);
}, 60_000);

/** A server that does not say who had the key before, or goes on changing who has it. */
class Line extends NodePlatform {
  asked = 0;
  change: (request: HttpRequest) => Promise<HttpRequest> = async (request) => request;
  override async http(request: HttpRequest) {
    if (!request.path.includes("&also=")) return super.http(request);
    this.asked++;
    return super.http(await this.change(request));
  }
}

it("makes no file of a directory that shows less than it should, and says so", async () => {
  const line = new Line(server.origin, stores);
  const tab = await openCustomer(owner, line);
  await tab.openConversation(talk(customer)!.id);
  line.change = async (request) => ({ ...request, path: request.path.replace(/&also=.*/, "") });
  expect(await tab.proveReaders()).toMatchObject({ ok: false, failure: { kind: "unverified" } });
  expect(line.asked).toBe(1);
  line.connect(false);
  expect(await tab.proveReaders()).toMatchObject({ ok: false, failure: { kind: "offline" } });
  line.connect(true);
  line.change = async (request) => request;
  expect(await verify(await proof(tab))).toContain("The proof holds");
  tab.dispose();
}, 60_000);

it("takes the directory that it follows, also while that changes", async () => {
  const line = new Line(server.origin, stores);
  const tab = await openCustomer(owner, line);
  await tab.openConversation(talk(customer)!.id);
  let changes = 1;
  line.meanwhile = async ({ path }) => {
    if (path.includes("&also=") && changes-- > 0) good(await owner.admin.invite("agent", []));
  };
  const before = line.asked;
  expect(await verify(await proof(tab))).toContain("The proof holds");
  expect(line.asked - before).toBe(2);
  changes = 10;
  expect(await tab.proveReaders()).toMatchObject({ ok: false, failure: { kind: "refused" } });
  tab.dispose();
}, 60_000);
