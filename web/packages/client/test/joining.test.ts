/** A colleague is invited, joins, is let in by a member who is online, reads the history, and is removed. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { fragmentOf, good, joinAs, openCustomer, ready, settings, setUpDesk, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

let server: RunningServer;
let owner: Desk;

beforeAll(async () => {
  server = await startServer();
  owner = (await setUpDesk(server)).desk;
}, 60_000);
afterAll(async () => {
  owner.dispose();
  await server.stop();
});

const openAsCustomer = (stores: MemoryStores, called = "Payments"): Promise<VisitorDesk> =>
  openCustomer(owner, new NodePlatform(server.origin, stores), { called });

/** Writes once and goes away; the browser's store is what is left. */
async function writeAsCustomer(text: string, inbox?: string): Promise<MemoryStores> {
  const stores = new MemoryStores();
  const customer = await openAsCustomer(stores, inbox);
  expect(await customer.startConversation(text)).toMatchObject({ ok: true });
  customer.dispose();
  return stores;
}

const talk = (desk: VisitorDesk) => (desk.state.phase === "ready" ? desk.state.conversation : null);

const roleOf = (desk: Desk, name: string) => ready(desk)!.people.find((p) => p.name === name)?.role;

/** And takes it back; nobody takes what they may not, and the last owner stays. */
async function mateoMakesPriyaAnOwner(priya: Desk): Promise<void> {
  const id = (name: string) => ready(owner)!.people.find((p) => p.name === name)!.id;
  const [mateos, priyas] = [id("Mateo Alvarez"), id("Priya Raman")];
  expect(ready(owner)!.alarms).toContainEqual({ kind: "one-owner" });
  expect((await priya.admin.setRole(priyas, "owner")).ok).toBe(false);
  expect(await owner.admin.setRole(mateos, "agent")).toMatchObject({
    ok: false,
    failure: { kind: "refused", next: "Make somebody else an owner first." },
  });

  good(await owner.admin.setRole(priyas, "owner"));
  expect(ready(owner)!.alarms).toEqual([]);
  await until(priya, () => roleOf(priya, "Priya Raman") === "owner");
  expect(ready(priya)!.me.capabilities).toContain("owner");

  good(await owner.admin.setRole(priyas, "agent"));
  expect(ready(owner)!.alarms).toContainEqual({ kind: "one-owner" });
  await until(priya, () => roleOf(priya, "Priya Raman") === "agent");
  expect((await priya.admin.setRole(mateos, "agent")).ok).toBe(false);
  expect(roleOf(owner, "Mateo Alvarez")).toBe("owner");
}

/** Only who hands out keys may change a team, and a team keeps one who does; no key changes for it. */
async function mateoLetsPriyaHandOutKeys(priya: Desk): Promise<void> {
  const team = () => ready(owner)!.teams.find(({ name }) => name === "Payments team")!;
  const [mateos, priyas] = ["Mateo Alvarez", "Priya Raman"].map(
    (name) => team().members.find((m) => m.name === name)!.id,
  );
  const before = team().keyNumber;
  expect(await priya.admin.setManager(priyas!, team().id, true)).toMatchObject({
    ok: false,
    failure: { kind: "refused", message: "You may not change this." },
  });
  expect(await owner.admin.removeFromTeam(mateos!, team().id)).toMatchObject({
    ok: false,
    failure: { kind: "refused", next: "Let another member hand them out first." },
  });
  good(await owner.admin.setManager(priyas!, team().id, true));
  expect(team().members.every((m) => m.manager)).toBe(true);
  good(await owner.admin.setManager(priyas!, team().id, false));
  expect(team()).toMatchObject({ keyNumber: before, stale: false });
}

/** She may, and has not its key: who has it hands over the new one, and the earlier ones with it. */
async function priyaTakesHerselfIntoAnotherTeam(priya: Desk): Promise<void> {
  const me = ready(priya)!.me.id;
  good(await owner.admin.createInbox("Claims", { newTeam: "Claims team" }, settings));
  await writeAsCustomer("Written to the other team.", "Claims");
  const { id } = ready(owner)!.teams.find(({ name }) => name === "Claims team")!;
  good(await owner.admin.setRole(me, "admin"));
  const team = () => ready(priya)!.teams.find((t) => t.id === id);
  await until(priya, () => team() !== undefined && ready(priya)!.me.capabilities.includes("admin"));
  good(await priya.admin.addToTeam(me, id));
  await until(priya, () => team()?.keyNumber === 2 && team()?.stale === false);
  const told = () => ready(priya)!.list.rows.some((r) => r.preview?.text === "Written to the other team.");
  await until(priya, told);
  good(await owner.admin.setRole(me, "agent"));
}

it("a newcomer waits for the key, gets it from a member online, and loses it with the removal", async () => {
  const away = await writeAsCustomer("Written before Priya joined.");
  const team = ready(owner)!.teams[0]!;
  const link = good(await owner.admin.invite("agent", [team.id]));
  expect(ready(owner)!.invitations).toHaveLength(1);
  const priya = await joinAs(server, "Priya Raman", "priya@harbour.test", link);

  await until(priya, () => ready(priya)!.teams[0]?.keyNumber === 2 && ready(priya)!.alarms.length === 0);
  good(await priya.work.openView("open"));
  await until(priya, () => ready(priya)!.list.rows[0]?.preview?.text === "Written before Priya joined.");
  const row = ready(priya)!.list.rows[0]!;
  good(await priya.work.select(row.id));
  good(await priya.work.reply(row.id, "Hello, I am new here."));
  await until(owner, () => ready(owner)!.list.rows[0]?.preview?.text === "Hello, I am new here.");
  expect(
    ready(owner)!
      .people.map((p) => p.name)
      .sort(),
  ).toEqual(["Mateo Alvarez", "Priya Raman"]);

  await mateoMakesPriyaAnOwner(priya);
  await mateoLetsPriyaHandOutKeys(priya);
  await priyaTakesHerselfIntoAnotherTeam(priya);

  const again = await openDeskOn(
    { baseUrl: server.origin, fragment: fragmentOf(link) },
    new NodePlatform(server.origin),
  );
  await until(again, () => again.state.phase === "failed" || again.state.phase === "join");
  expect(again.state).not.toMatchObject({ phase: "join", step: "name" });
  again.dispose();

  const id = ready(owner)!.people.find((p) => p.name === "Priya Raman")!.id;
  const { work } = priya;
  good(await owner.admin.removePerson(id));
  expect(ready(owner)!.teams.find(({ name }) => name === "Payments team")).toMatchObject({
    keyNumber: 3,
    stale: false,
  });
  // Her desk closes by itself, and what her page still holds gets nothing from the server.
  await until(priya, () => priya.state.phase === "signin");
  expect((await work.openView("open")).ok).toBe(false);
  priya.dispose();

  // She answered and changed the key while the customer was away: the browser has never met her device.
  const customer = await openAsCustomer(away);
  expect(await customer.openConversation(row.id)).toMatchObject({ ok: true });
  await until(customer, () =>
    talk(customer)?.items.some((i) => i.kind === "theirs" && i.text === "Hello, I am new here."),
  );
  expect(talk(customer)?.items.some((i) => i.kind === "missing")).toBe(false);
  expect(await customer.send("Hello Priya.")).toMatchObject({ ok: true });
  await until(owner, () => ready(owner)!.list.rows[0]?.preview?.text === "Hello Priya.");
  customer.dispose();
}, 60_000);
