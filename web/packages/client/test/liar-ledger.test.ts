/**
 * The record of acts by way of a lying server: shortened, replaced, or signed by somebody else. Each lie beside its
 * control run, which is the same play without it; and everything that is no lie, beside them. The short form tells each
 * lie to one side; the long one tells all of them to both.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { LedgerEvidence } from "../src/ledger-watch.ts";
import type { Store } from "../src/platform.ts";
import { Agent, LiarStage, type LieOptions, long, type Visitor } from "./liar-scenes.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, ready, until } from "./scenes.ts";
import { shortly } from "./shortly.ts";

vi.setConfig({ testTimeout: 60_000 });
let stage: LiarStage;

beforeAll(async () => {
  stage = await LiarStage.begin();
}, 60_000);
afterEach(() => stage.leave());
afterAll(() => stage.end());

type Row = [lie: string, options: LieOptions, why: string];
const lies: readonly Row[] = [
  ["ledger-shorter", {}, "the record is shorter than it was"],
  ["ledger-forked", {}, "the record is not the one seen before"],
  ["ledger-forked", { size: "same" }, "the record is not the one seen before"],
  ["ledger-other-key", {}, "a checkpoint that this organisation's server has not signed"],
];
/** Every second one, from this one on; all of them in the long form. */
const some = <T>(all: readonly T[], first: 0 | 1) => (long ? all : all.filter((_, n) => n % 2 === first));
const told = async () => expect(await stage.liar.told()).toBeGreaterThan(0);

/** The checkpoint that a browser keeps. */
const kept = async (store: Store) => (await store.get<{ size: number; note: string }>("ledger")) ?? null;
const sizeIn = async (store: Store) => (await kept(store))?.size ?? 0;
const evidenceIn = async (store: Store) =>
  (await store.list<LedgerEvidence>("ledger-evidence/")).map(([, each]) => each);
/** The line comes back, as after a tunnel, and with it the question how the record goes on. */
function reconnect(platform: NodePlatform): void {
  platform.connect(false);
  platform.connect(true);
}
/** Something happens, and this browser sees that the record goes on. */
async function follows(platform: NodePlatform, store: Store): Promise<void> {
  const before = await sizeIn(store);
  const { desk } = stage.mateo;
  good(await desk.admin.invite("agent", [ready(desk)!.teams[0]!.id]));
  await expect
    .poll(
      async () => {
        reconnect(platform);
        return sizeIn(store);
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(before);
}

describe("a member of staff", () => {
  const alarm = (agent: Agent) =>
    ready(agent.desk)?.alarms.find((a) => a.kind === "unverified-ledger" && "standing" in a);

  async function comes() {
    const platform = new NodePlatform(stage.liar.origin, new MemoryStores(), 0.02);
    const agent = await stage.agent(platform);
    const store = platform.stores.open(`staff/${stage.pin}`);
    await follows(platform, store);
    return { agent, platform, store };
  }

  test("follows the record, in the control run", async () => {
    const { agent, platform, store } = await comes();
    await follows(platform, store);
    expect(alarm(agent)).toBeUndefined();
    expect(await evidenceIn(store)).toEqual([]);
  });

  test.each(some(lies, 0))(
    "is told of a record that is %s %j, and keeps what was seen",
    async (lie, options, why) => {
      const { agent, platform, store } = await comes();
      await stage.liar.tell(lie, options);
      reconnect(platform);
      await shortly(() => expect(alarm(agent)).toMatchObject({ standing: true }));
      // A true answer that was under way has come by now.
      const before = await kept(store);
      reconnect(platform);
      await told();
      good(await agent.desk.work.understood(alarm(agent) as never));
      expect(alarm(agent)).toMatchObject({ standing: true });
      expect(await kept(store)).toEqual(before);
      const evidence = JSON.parse(good(await agent.desk.work.ledgerEvidence()));
      expect(evidence).toMatchObject([{ seen: before!.note, why }]);
      expect(evidence[0].shown).toMatch(/^sealdesk-ledger\/[0-9a-f]{64}\n\d+\n/);
      expect(evidence[0].shown).not.toBe(before!.note);
      // The true record goes on from what was seen.
      await stage.liar.clear();
      await follows(platform, store);
      await shortly(() => expect(alarm(agent)).toMatchObject({ standing: false }));
      good(await agent.desk.work.understood(alarm(agent) as never));
      await shortly(() => expect(alarm(agent)).toBeUndefined());
      expect(await evidenceIn(store)).toHaveLength(1);
    },
  );

  test("is told after a reload of what still stands, before anything is asked again", async () => {
    const { agent, platform, store } = await comes();
    await stage.liar.tell("ledger-forked");
    reconnect(platform);
    await shortly(() => expect(alarm(agent)).toMatchObject({ standing: true }));
    agent.desk.dispose();
    platform.answersInstead = ({ path }) => (path.includes("/ledger/") ? 503 : null);
    const again = new Agent(await openDeskOn({ baseUrl: stage.liar.origin, fragment: "" }, platform));
    await until(again.desk, () => ready(again.desk));
    await shortly(() => expect(alarm(again)).toMatchObject({ standing: true }));
    expect(await evidenceIn(store)).toHaveLength(1);
    again.desk.dispose();
  });

  const shownAct: readonly [options: LieOptions, why: string][] = [
    [{}, "changed"],
    [{ how: "entry" }, "elsewhere"],
    [{ how: "missing" }, "missing"],
  ];
  test.each(shownAct)("is shown no act that is not in the record: %j", async (options, why) => {
    const { agent } = await comes();
    const read = async () => good(await agent.desk.ledger.page({}, 0, 10)).rows;
    const bad = async () => (await read()).filter(({ state }) => state === "contradicted");
    expect(await bad()).toEqual([]);
    await stage.liar.tell("ledger-act-changed", options);
    expect(await bad()).toMatchObject([{ why, count: 1 }]);
    expect(await read()).toHaveLength(10);
    await told();
    await stage.liar.clear();
    expect(await bad()).toEqual([]);
  });

  test("is told that the newest acts are held back, which the record that was seen has", async () => {
    const { agent } = await comes();
    const rows = async () => good(await agent.desk.ledger.page({}, 0, 10)).rows;
    await rows();
    await stage.liar.tell("ledger-act-changed", { how: "newest" });
    expect((await rows())[0]).toMatchObject({ state: "contradicted", why: "missing" });
    await told();
    await stage.liar.clear();
    expect((await rows())[0]).toMatchObject({ state: "proven" });
  });

  const innocent: readonly [who: string, status: number][] = [
    ["a server that is not there", 503],
    ["a proxy that fails", 502],
    ["a page of somebody's network", 200],
    ["a desk that has no checkpoint", 404],
  ];
  test.each(some(innocent, 0))("is not alarmed by %s", async (_, status) => {
    const { agent, platform, store } = await comes();
    let asked = 0;
    platform.answersInstead = ({ path }) => (path.includes("/ledger/") && ++asked > 0 ? status : null);
    reconnect(platform);
    // One after the other: what was under way before has come by now.
    await shortly(() => expect(asked).toBeGreaterThan(0));
    const before = await kept(store);
    const first = asked;
    reconnect(platform);
    await shortly(() => expect(asked).toBeGreaterThan(first));
    platform.answersInstead = () => null;
    expect(await kept(store)).toEqual(before);
    await follows(platform, store);
    expect(alarm(agent)).toBeUndefined();
    expect(await evidenceIn(store)).toEqual([]);
  });
});

describe("two records, one for each side", () => {
  const since = ({ desk }: Visitor) => (desk.state.phase === "ready" ? desk.state.contradicted : undefined);
  const alarm = ({ desk }: Agent) => ready(desk)?.alarms.find((a) => a.kind === "unverified-ledger");

  /** A customer by way of the liar, an agent by the honest way, each with a record that goes on. */
  async function come(lie: string | null) {
    if (lie !== null) await stage.liar.tell(lie);
    const visitor = await stage.visitor();
    const store = visitor.platform.stores.open(`visitor-${stage.pin}`);
    const conversation = await visitor.begins("One.");
    await follows(visitor.platform, store);
    const platform = new NodePlatform(stage.server.origin, new MemoryStores(), 0.02);
    const agent = await stage.agent(platform);
    await follows(platform, platform.stores.open(`staff/${stage.pin}`));
    await agent.opens(conversation);
    return { visitor, store, agent, platform, conversation };
  }

  test("are not seen where there is one", async () => {
    const { visitor, store, agent, platform, conversation } = await come(null);
    await visitor.says("Two.");
    await agent.hears(["One.", "Two."]);
    await agent.says(conversation, "Three.");
    await visitor.hears(["One.", "Two.", "Three."]);
    await follows(platform, platform.stores.open(`staff/${stage.pin}`));
    await follows(visitor.platform, store);
    expect(alarm(agent)).toBeUndefined();
    expect(since(visitor)).toBeNull();
  });

  test("are seen by whoever reads a message of the other side, and stay seen", async () => {
    const { visitor, store, agent, platform, conversation } = await come("ledger-two");
    expect(since(visitor)).toBeNull();
    await visitor.says("Two.");
    await agent.hears(["One.", "Two."]);
    await shortly(() => expect(alarm(agent)).toMatchObject({ standing: true }));
    const kept = platform.stores.open(`staff/${stage.pin}`);
    const [evidence] = await evidenceIn(kept);
    expect(evidence).toMatchObject({ why: "somebody else was shown another record" });
    expect(evidence!.by).toMatch(/^[0-9a-f]{64}$/);
    expect(evidence!.shown).not.toBe(evidence!.seen);
    // What the server shows here goes on, and takes nothing back.
    await follows(platform, kept);
    expect(alarm(agent)).toMatchObject({ standing: true });

    await agent.says(conversation, "Three.");
    await visitor.hears(["One.", "Two.", "Three."]);
    await shortly(() => expect(since(visitor)).toBeTypeOf("number"));
    await follows(visitor.platform, store);
    expect(since(visitor)).toBeTypeOf("number");
    await visitor.says("Four.");
    await agent.hears(["One.", "Two.", "Three.", "Four."]);
    good(await agent.desk.work.followLedger());
    await shortly(() => expect(alarm(agent)).toMatchObject({ standing: false }));
    good(await agent.desk.work.understood(alarm(agent) as never));
    // After a reload the same messages are read again; nobody is called for them twice.
    agent.desk.dispose();
    const again = new Agent(await openDeskOn({ baseUrl: stage.server.origin, fragment: "" }, platform));
    await until(again.desk, () => ready(again.desk));
    await again.opens(conversation);
    await follows(platform, kept);
    await follows(platform, kept);
    expect(alarm(again)).toBeUndefined();
    again.desk.dispose();
  });
});

describe("a customer", () => {
  const since = ({ desk }: Visitor) =>
    desk.state.phase === "ready" ? desk.state.contradicted : "not open yet";

  async function comes() {
    const visitor = await stage.visitor();
    const store = visitor.platform.stores.open(`visitor-${stage.pin}`);
    expect(await kept(store)).toBeNull();
    await visitor.begins("One.");
    await follows(visitor.platform, store);
    return { visitor, store };
  }

  test("follows the record from the first conversation on, in the control run", async () => {
    const { visitor, store } = await comes();
    await follows(visitor.platform, store);
    expect(since(visitor)).toBeNull();
    expect(await evidenceIn(store)).toEqual([]);
  });

  test.each(some(lies, 1))(
    "is told of a record that is %s %j, and can still write",
    async (lie, options, why) => {
      const { visitor, store } = await comes();
      await stage.liar.tell(lie, options);
      reconnect(visitor.platform);
      await shortly(() => expect(since(visitor)).toBeTypeOf("number"));
      const before = await kept(store);
      await told();
      await visitor.says("Two.");
      await shortly(() => expect(visitor.marks()).toEqual(["sent", "sent"]));
      expect(await kept(store)).toEqual(before);
      expect(await evidenceIn(store)).toMatchObject([{ seen: before!.note, why }]);
      await visitor.reload();
      await shortly(() => expect(since(visitor)).toBeTypeOf("number"));
      await stage.liar.clear();
      await follows(visitor.platform, store);
      await shortly(() => expect(since(visitor)).toBeNull());
    },
  );
});
