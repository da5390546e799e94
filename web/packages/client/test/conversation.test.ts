/** A customer and a member of staff, each in a browser of their own, on the real server. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { ConversationState, Desk } from "../src/desk.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, joinAs, openCustomer, ready, setUpDesk, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

let server: RunningServer;
let owner: Desk;
let code: string;
let customer: VisitorDesk;

beforeAll(async () => {
  server = await startServer();
  ({ desk: owner, code } = await setUpDesk(server));
}, 60_000);
afterAll(async () => {
  owner.dispose();
  customer?.dispose();
  await server.stop();
});

const open = (desk: Desk): ConversationState | null | undefined => ready(desk)?.conversation;
const talk = (desk: VisitorDesk) => (desk.state.phase === "ready" ? desk.state.conversation : null);

it("a customer writes, staff answer, notes stay among staff, and both see who reads", async () => {
  customer = await openCustomer(owner, new NodePlatform(server.origin));
  const started = await customer.startConversation("My rent went out twice, £640 each.");
  expect(started).toMatchObject({ ok: true });

  await until(
    owner,
    () => ready(owner)!.list.rows[0]?.preview?.text === "My rent went out twice, £640 each.",
  );
  const row = ready(owner)!.list.rows[0]!;
  expect(row).toMatchObject({ unread: true, assignee: null, inbox: "Payments" });
  good(await owner.work.select(row.id));
  good(await owner.work.claim(row.id));
  good(await owner.work.reply(row.id, "Hello, I'm Mateo. Which dates?"));
  good(await owner.work.note(row.id, "Check for a double collection."));
  good(await owner.work.markRead());

  await until(customer, () =>
    talk(customer)?.items.some((i) => i.kind === "theirs" && i.text.startsWith("Hello")),
  );
  expect(JSON.stringify(talk(customer))).not.toContain("double collection");
  expect(talk(customer)?.person?.name).toBe("Mateo Alvarez");
  good2(await customer.send("The 18th and the 19th."));
  good2(await customer.markRead());

  await until(owner, () =>
    open(owner)?.items.some((i) => i.kind === "message" && i.text === "The 18th and the 19th."),
  );
  await until(owner, () => open(owner)?.items.some((i) => i.kind === "message" && i.note));
  await until(owner, () =>
    open(owner)?.items.some((i) => i.kind === "message" && i.mine && i.mark === "read"),
  );
  const readers = open(owner)!.readers.map((r) => r.name);
  expect(readers).toEqual([open(owner)!.who, "Mateo Alvarez"]);

  good(await owner.work.close(row.id));
  await until(customer, () => talk(customer)?.items.some((i) => i.kind === "state" && i.state === "closed"));
}, 60_000);

it("a key that is changed between two answers of the server leaves nothing unreadable", async () => {
  const stores = new MemoryStores();
  const before = await openCustomer(owner, new NodePlatform(server.origin, stores));
  good2(await before.startConversation("Is my parcel lost?"));
  const id = talk(before)!.id;
  before.dispose();
  const team = ready(owner)!.teams[0]!;
  const link = good(await owner.admin.invite("agent", []));
  (await joinAs(server, "Noor Haddad", "noor@harbour.test", link)).dispose();
  const noor = ready(owner)!.people.find((p) => p.name === "Noor Haddad")!.id;
  await until(owner, () => ready(owner)!.list.rows[0]?.preview?.text === "Is my parcel lost?");
  const platform = new NodePlatform(server.origin, stores);
  platform.meanwhile = async ({ path }) => {
    if (!path.includes(`/threads/${id}`)) return;
    platform.meanwhile = async () => {};
    good(await owner.admin.addToTeam(noor, team.id));
    good(await owner.work.select(id));
    good(await owner.work.reply(id, "It comes tomorrow."));
    await until(owner, () => open(owner)?.items.some((i) => i.kind === "message" && i.mark === "sent"));
  };
  const after = await openCustomer(owner, platform);
  good2(await after.openConversation(id));
  await until(after, () => talk(after)?.items.some((i) => i.kind === "theirs"));
  expect(after.state.phase).toBe("ready");
  after.dispose();
}, 60_000);

async function elsewhere(): Promise<Desk> {
  const second = await openDeskOn({ baseUrl: server.origin, fragment: "" }, new NodePlatform(server.origin));
  await until(second, () => second.state.phase === "signin");
  good(await withKit(second, "mateo@harbour.test", code));
  await until(second, () => ready(second));
  return second;
}

it("articles published at the same moment do not overwrite each other", async () => {
  const desks = [owner, await elsewhere()] as const;
  const article = { language: "en", team: "Payments", markdown: "Some words." };
  const titles = ["Rent", "Refunds"] as const;
  for (const [i, desk] of desks.entries())
    good(await desk.admin.saveArticle({ ...article, id: null, title: titles[i]! }));
  const done = await Promise.all(desks.map((desk) => desk.admin.publishArticles()));
  const loser = done.findIndex((o) => !o.ok);
  expect(done.filter((o) => o.ok)).toHaveLength(1);
  expect(done[loser]).toMatchObject({ failure: { kind: "conflict" } });
  good(await desks[loser]!.admin.publishArticles());
  const published = (desk: Desk) =>
    ready(desk)!
      .articles.articles.filter((a) => a.state === "published")
      .map((a) => a.title)
      .sort();
  for (const desk of desks) await until(desk, () => published(desk).join() === "Refunds,Rent");
  desks[1].dispose();
}, 60_000);

it("a second browser of the same person reads all of it, notes too", async () => {
  const second = await elsewhere();
  good(await second.work.openView("closed"));
  await until(second, () => ready(second)!.list.rows.length > 0);
  good(await second.work.select(ready(second)!.list.rows[0]!.id));
  const said = () => open(second)?.items.flatMap((i) => (i.kind === "message" ? [i.text] : [])) ?? [];
  await until(second, () => said().includes("The 18th and the 19th."));
  expect(said()).toContain("Check for a double collection.");
  second.dispose();
}, 60_000);

function good2(o: { readonly ok: boolean }): void {
  expect(o).toMatchObject({ ok: true });
}
