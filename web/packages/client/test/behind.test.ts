/** People whose line is bad, or who come and go: what was said reaches them all the same, without anybody's help. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Groups } from "../src/desk/groups.ts";
import type { Desk } from "../src/desk.ts";
import { Live } from "../src/live.ts";
import type { Platform, SocketHandlers } from "../src/platform.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, joinAs, openCustomer, ready, setUpDesk, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

let server: RunningServer;
let mateo: Desk;
let priya: Desk;
let priyas: NodePlatform;
let team: string;
let talk: string;

beforeAll(async () => {
  server = await startServer();
  mateo = (await setUpDesk(server)).desk;
  team = ready(mateo)!.teams[0]!.id;
  priyas = new NodePlatform(server.origin, new MemoryStores(), 0.05);
  const link = good(await mateo.admin.invite("admin", [team]));
  priya = await joinAs(server, "Priya Raman", "priya@harbour.test", link, priyas);
  await until(priya, () => ready(priya)!.teams[0]?.members.length === 2);
  await until(priya, () => ready(priya)!.alarms.length === 0);
  talk = await aCustomerWrites("Where is my refund?");
  await until(priya, () => previews(priya).includes("Where is my refund?"));
  good(await priya.work.select(talk));
  good(await mateo.work.select(talk));
}, 120_000);
afterAll(async () => {
  priya.dispose();
  mateo.dispose();
  await server.stop();
});

async function aCustomerWrites(text: string): Promise<string> {
  const customer = await openCustomer(mateo, new NodePlatform(server.origin));
  const begun = await customer.startConversation(text);
  customer.dispose();
  if (!begun.ok) throw new Error("the customer could not write");
  return begun.value;
}

const previews = (desk: Desk) => ready(desk)!.list.rows.map((r) => r.preview?.text);
const texts = (desk: Desk) =>
  (ready(desk)!.conversation?.items ?? []).flatMap((i) => (i.kind === "message" ? [i.text] : []));
const sees = (desk: Desk, text: string) => until(desk, () => texts(desk).includes(text));
const idOf = (name: string) => ready(mateo)!.people.find((p) => p.name === name)!.id;

/** The line fails for what `path` names while `meanwhile` happens. */
async function fails(path: RegExp, meanwhile: () => Promise<void>, machine = priyas): Promise<void> {
  let failed = 0;
  machine.answersInstead = (request) => (path.test(request.path) && ++failed > 0 ? 503 : null);
  await meanwhile();
  await expect.poll(() => failed, { timeout: 20_000 }).toBeGreaterThan(0);
  machine.answersInstead = () => null;
}

test("a message and a first note that the server could not hand out at once come later, by themselves", async () => {
  await fails(/\/entries\?/, async () => void good(await mateo.work.reply(talk, "I am looking into it.")));
  await sees(priya, "I am looking into it.");
  await fails(/\/entries\?/, async () => void good(await mateo.work.note(talk, "Twice this month.")));
  await sees(priya, "Twice this month.");
  await fails(/\/entries\?/, async () => void good(await mateo.work.note(talk, "Three times.")));
  await sees(priya, "Three times.");
});

test("an answer that a customer's window missed, and could not ask for at once, comes later by itself", async () => {
  const machine = new NodePlatform(server.origin, new MemoryStores(), 0.05);
  const customer = await openCustomer(mateo, machine);
  const begun = await customer.startConversation("Is the branch open?");
  if (!begun.ok) throw new Error("the customer could not write");
  const answers = () => {
    const items = (customer.state.phase === "ready" && customer.state.conversation?.items) || [];
    return items.flatMap((item) => (item.kind === "theirs" ? [item.text] : []));
  };
  await until(mateo, () => previews(mateo).includes("Is the branch open?"));
  good(await mateo.work.reply(begun.value, "Let me look."));
  await until(customer, () => answers().length === 1);
  // The next one is not heard of, so the one after it shows a gap; and the gap cannot be fetched while the line fails.
  let missed = 0;
  machine.hears = (text) => !text.includes('"type":"entry"') || missed++ > 0;
  good(await mateo.work.reply(begun.value, "It opens at nine."));
  await expect.poll(() => missed, { timeout: 20_000 }).toBe(1);
  const third = async () => void good(await mateo.work.reply(begun.value, "And closes at five."));
  await fails(/\/entries\?/, third, machine);
  await until(customer, () => answers().length === 3);
  expect(answers()).toEqual(["Let me look.", "It opens at nine.", "And closes at five."]);
  customer.dispose();
});

test("nothing of a team stays on show when one has left it; who comes back misses nothing", async () => {
  good(await mateo.admin.removeFromTeam(idOf("Priya Raman"), team));
  await until(priya, () => ready(priya)!.list.rows.length === 0);
  expect(ready(priya)!.conversation).toBeNull();
  expect((await priya.work.select(talk)).ok).toBe(false);
  good(await mateo.work.reply(talk, "It was sent today."));
  good(await mateo.work.note(talk, "By hand."));
  good(await mateo.admin.addToTeam(idOf("Priya Raman"), team));
  await until(priya, () => previews(priya).includes("It was sent today."));
  good(await priya.work.select(talk));
  await sees(priya, "By hand.");
});

test("who left and came back without having heard of it misses nothing either", async () => {
  priyas.hears = (text) => !/"type":"(directory|entry|conversation)"/.test(text);
  good(await mateo.admin.removeFromTeam(idOf("Priya Raman"), team));
  good(await mateo.work.reply(talk, "Said while she was away."));
  good(await mateo.work.note(talk, "Noted while she was away."));
  good(await mateo.admin.addToTeam(idOf("Priya Raman"), team));
  priyas.hears = () => true;
  good(await mateo.admin.invite("agent", []));
  await sees(priya, "Noted while she was away.");
  await sees(priya, "Said while she was away.");
});

test("a message waits while a key that it needs cannot be fetched, and goes out by itself", async () => {
  priyas.hears = (text) => !/"type":"(directory|entry|conversation)"/.test(text);
  const link = good(await mateo.admin.invite("agent", [team]));
  const elif = await joinAs(server, "Elif Kaya", "elif@harbour.test", link);
  await until(elif, () => ready(elif)!.alarms.length === 0);
  elif.dispose();
  good(await mateo.work.reply(talk, "Said under a newer key."));
  await sees(mateo, "Said under a newer key.");
  await fails(/\/groups\/boxes/, async () => void good(await priya.work.reply(talk, "So it is.")));
  await sees(mateo, "So it is.");
  priyas.hears = () => true;
});

test("who takes somebody out of a team changes its key in the same step, though it was new a moment ago", async () => {
  const alarms = () => ready(priya)!.alarms.map((a) => a.kind);
  await until(priya, () => alarms().length === 0);
  priyas.hears = (text) => !text.includes('"type":"directory"');
  const noor = await joinAs(
    server,
    "Noor Haddad",
    "noor@harbour.test",
    good(await mateo.admin.invite("agent", [team])),
  );
  await until(noor, () => ready(noor)!.alarms.length === 0);
  const { keyNumber } = ready(noor)!.teams.find((t) => t.id === team)!;
  const id = idOf("Noor Haddad");
  noor.dispose();
  mateo.dispose();
  good(await priya.admin.removeFromTeam(id, team));
  expect(alarms()).toEqual([]);
  expect(ready(priya)!.teams.find((t) => t.id === team)).toMatchObject({
    stale: false,
    keyNumber: keyNumber + 1,
  });
  priyas.hears = () => true;
});

test("who asks for the newest keys while others are fetched gets what came in between", async () => {
  const answers: (() => void)[] = [];
  const sync = { sync: () => new Promise<void>((done) => void answers.push(done)) };
  const groups = new Groups({ get: async () => [] } as never, {} as never, sync as never, {} as never, []);
  const first = groups.catchUp();
  await expect.poll(() => answers.length).toBe(1);
  const [second, third] = [groups.catchUp(), groups.catchUp()];
  answers[0]!();
  await first;
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!();
  await Promise.all([second, third]);
  expect(answers.length).toBe(2);
});

test("one live connection stays where two were begun, and none after the end", async () => {
  const begun: { handlers: SocketHandlers; closed: boolean }[] = [];
  let networkChanged = () => {};
  const platform = {
    online: () => true,
    random: () => new Uint8Array(1),
    after: () => () => {},
    onConnection: (changed: () => void) => {
      networkChanged = changed;
      return () => {};
    },
    socket: (_path: string, _protocols: readonly string[], handlers: SocketHandlers) => {
      const made = { handlers, closed: false };
      begun.push(made);
      const close = () => {
        made.closed = true;
      };
      return { send: () => {}, close };
    },
  } as unknown as Platform;
  const states: string[] = [];
  const live = new Live({
    platform,
    protocols: async () => [],
    onEvent: () => {},
    onStatus: (status) => void states.push(status),
  });
  const tries = (n: number) => expect.poll(() => begun.length).toBe(n);
  live.start();
  networkChanged();
  await tries(2);
  begun[0]!.handlers.open();
  begun[1]!.handlers.open();
  expect(begun.map((b) => b.closed)).toEqual([false, true]);
  begun[1]!.handlers.close(1000);
  expect([live.connected, states.at(-1)]).toEqual([true, "connecting"]);
  begun[0]!.handlers.close(1006);
  expect([live.connected, states.at(-1)]).toEqual([false, "offline"]);
  networkChanged();
  await tries(3);
  live.stop();
  begun[2]!.handlers.open();
  expect([begun[2]!.closed, live.connected]).toEqual([true, false]);
});
