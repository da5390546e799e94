/** Whom an admin or the provider shuts out is out at once; the keys follow by the next client of somebody who may. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Desk } from "../src/desk.ts";
import { good, joinAs, ready, settings, setUpDesk, until } from "./scenes.ts";
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

const team = () => ready(owner)!.teams[0]!;
const person = (name: string) => ready(owner)!.people.find((p) => p.name === name)!;

/** Joins, and has the team's key. */
async function colleague(name: string, address: string): Promise<Desk> {
  const link = good(await owner.admin.invite("agent", [team().id]));
  const desk = await joinAs(server, name, address, link);
  await until(desk, () => ready(desk)!.teams[0]?.mine === true && ready(desk)!.alarms.length === 0);
  await until(owner, () => team().members.some((m) => m.name === name) && !team().stale);
  return desk;
}

async function provider(
  secret: string,
  method: string,
  path: string,
  body: unknown,
): Promise<{ id: string }> {
  const answer = await fetch(`${server.origin}/scim/v2${path}`, {
    method,
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/scim+json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return (await answer.json()) as { id: string };
}

it("an admin shuts somebody out: their page closes, and the team's key changes by itself", async () => {
  const priya = await colleague("Priya Raman", "priya@harbour.test");
  const { work } = priya;
  const before = team().keyNumber;
  good(await owner.admin.suspend(person("Priya Raman").id));
  await until(priya, () => priya.state.phase === "signin");
  expect((await work.openView("open")).ok).toBe(false);
  await until(owner, () => team().keyNumber === before + 1);
  expect(team().members.map((m) => m.name)).toEqual(["Mateo Alvarez"]);
  expect(team().stale).toBe(false);
  await until(owner, () => person("Priya Raman").suspended?.changed !== null);
  expect(person("Priya Raman").suspended).toMatchObject({ by: "admin", waiting: [] });
  expect(person("Priya Raman").suspended!.changed).toBeLessThan(10_000);

  // Back: she signs in again, and gets the keys when a colleague takes her into the team.
  good(await owner.admin.reinstate(person("Priya Raman").id));
  expect(person("Priya Raman").suspended).toBeNull();
  good(await owner.admin.addToTeam(person("Priya Raman").id, team().id));
  expect(team().members).toHaveLength(2);
  good(await owner.admin.suspend(person("Priya Raman").id));
  await until(owner, () => team().members.length === 1);
  priya.dispose();
}, 60_000);

it("the provider says that somebody has left: nobody is at a keyboard, and the key changes", async () => {
  const ana = await colleague("Ana Lopez", "ana@harbour.test");
  const { secret } = good(
    await owner.admin.makeToken({ name: "the provider", scopes: ["scim"], networks: [], days: 90 }),
  );
  expect(good(await owner.admin.tokens())).toMatchObject([{ name: "the provider", lastUsed: null }]);
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const { id } = await provider(secret, "POST", "/Users", { schemas, userName: "ana@harbour.test" });
  const seen = good(await owner.admin.provisioning());
  expect(seen.people).toMatchObject([{ id, account: null, suggested: person("Ana Lopez").id }]);
  good(await owner.admin.linkPerson(id, person("Ana Lopez").id));

  const before = team().keyNumber;
  const began = performance.now();
  await provider(secret, "PATCH", `/Users/${id}`, {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "Replace", path: "active", value: "False" }],
  });
  await until(ana, () => ana.state.phase === "signin");
  const closed = performance.now() - began;
  await until(owner, () => team().keyNumber === before + 1);
  console.log(
    `from the PATCH: page closed after ${closed.toFixed(0)} ms, new key after ${(performance.now() - began).toFixed(0)} ms`,
  );
  expect(team().members.some((m) => m.name === "Ana Lopez")).toBe(false);
  await until(owner, () => person("Ana Lopez").suspended?.by === "provisioning");
  ana.dispose();
}, 60_000);

it("who left for good still stands in a team that the owner is not in: it parts from others all the same", async () => {
  const [eva, lea, tom] = [
    await colleague("Eva Lind", "eva@harbour.test"),
    await colleague("Lea Roth", "lea@harbour.test"),
    await colleague("Tom Beck", "tom@harbour.test"),
  ];
  good(await owner.admin.createInbox("Claims", { newTeam: "Claims team" }, settings));
  const { id } = ready(owner)!.teams.find((t) => t.name === "Claims team")!;
  for (const name of ["Eva Lind", "Lea Roth", "Tom Beck"])
    good(await owner.admin.addToTeam(person(name).id, id, name === "Eva Lind"));
  good(await owner.admin.removeFromTeam(person("Mateo Alvarez").id, id));
  const claims = () => ready(eva)!.teams.find((t) => t.id === id)!;
  await until(eva, () => claims()?.mine === true && claims().members.length === 3 && !claims().stale);

  good(await owner.admin.removePerson(person("Lea Roth").id));
  await until(eva, () => claims().members.length === 2 && !claims().stale);
  good(await owner.admin.suspend(person("Tom Beck").id));
  await until(eva, () => claims().members.length === 1 && !claims().stale);
  for (const desk of [lea, tom, eva]) desk.dispose();
}, 60_000);
