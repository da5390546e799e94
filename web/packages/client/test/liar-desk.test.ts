/**
 * The organisation by way of a lying server: who it is, who is in it, whose keys are whose, articles, vaults, files.
 * Each lie beside its control run, which is the same play without it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { Alarm, Desk } from "../src/desk.ts";
import { chosen, Got, noise } from "./file-scenes.ts";
import { Agent, LiarStage } from "./liar-scenes.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, ready, until, withKit } from "./scenes.ts";
import { shortly } from "./shortly.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
vi.setConfig({ testTimeout: 60_000 });
let stage: LiarStage;

beforeAll(async () => {
  stage = await LiarStage.begin();
}, 60_000);
afterEach(() => stage.leave());
afterAll(() => stage.end());

/** One statement more, with a head. */
const grows = async () => {
  const { desk } = stage.mateo;
  const known = ready(desk)!.invitations.length;
  good(await desk.admin.invite("agent", [ready(desk)!.teams[0]!.id]));
  await until(desk, () => ready(desk)!.invitations.length > known);
};
const told = async () => expect(await stage.liar.told()).toBeGreaterThan(0);

describe("a customer", () => {
  const proof = (desk: { state: { phase: string } }) =>
    (desk.state as { proof?: { at: number; old: boolean } }).proof;

  test("is shown the organisation, in the control run", async () => {
    const visitor = await stage.visitor();
    expect(visitor.desk.state).toMatchObject({ phase: "ready", proof: { old: false } });
  });

  test.each(["proof-altered", "inbox-key-swapped"])(
    "is shown nothing where the server has: %s",
    async (lie) => {
      await stage.liar.tell(lie);
      const visitor = await stage.visitor();
      expect(visitor.stop).toEqual({ kind: "unverified", what: "organisation" });
      await told();
      await stage.liar.clear();
      await visitor.desk.tryAgain();
      expect(visitor.desk.state.phase).toBe("ready");
    },
  );

  test("who has seen a newer organisation is shown no older one", async () => {
    await grows();
    const visitor = await stage.visitor();
    await stage.liar.tell("frozen", { head: "first" });
    await visitor.reload();
    expect(visitor.stop).toEqual({ kind: "unverified", what: "organisation" });
    await told();
  });

  test("who is frozen sees how old it is after a day, and is asked after a week", async () => {
    await stage.liar.tell("frozen");
    const visitor = await stage.visitor();
    const first = proof(visitor.desk)!.at;
    await grows();
    await visitor.reload();
    expect(proof(visitor.desk)).toEqual({ at: first, old: false });
    visitor.platform.ahead = DAY + HOUR;
    await visitor.reload();
    expect(proof(visitor.desk)).toEqual({ at: first, old: true });
    visitor.platform.ahead = 7 * DAY + HOUR;
    await visitor.reload();
    expect(visitor.stop).toEqual({ kind: "old-proof", provenTime: first });
    await told();
    await visitor.desk.acceptOldProof();
    expect(visitor.desk.state.phase).toBe("ready");
  });

  test("whose clock is behind a signed head is told both times", async () => {
    const visitor = await stage.visitor();
    const { at } = proof(visitor.desk)!;
    visitor.platform.ahead = -2 * HOUR;
    await visitor.reload();
    expect(visitor.stop).toMatchObject({ kind: "clock", provenTime: at });
    const { deviceTime } = visitor.stop as { deviceTime: number };
    expect(Math.abs(deviceTime - (Date.now() - 2 * HOUR))).toBeLessThan(60_000);
  });

  test("writes under no key that has been replaced, whatever the server shows", async () => {
    const { desk } = stage.mateo;
    await stage.liar.tell("frozen");
    const visitor = await stage.visitor();
    await visitor.begins("One.");
    await stage.newKey();
    await visitor.says("Not under the old key.");
    await shortly(() => expect(visitor.marks()).toEqual(["sent", "failed"]));
    await told();
    expect((await stage.agentOf(visitor.conversation)).said).toEqual(["One."]);
    expect(ready(desk)!.teams[0]!.stale).toBe(false);
  });

  test("reads no article that was planted", async () => {
    const { desk } = stage.mateo;
    const article = {
      id: null,
      title: "Refunds",
      team: "Payments",
      language: "en",
      markdown: "In three days.",
    };
    good(await desk.admin.saveArticle(article));
    good(await desk.admin.publishArticles());
    const honest = await stage.visitor();
    expect(honest.desk.state).toMatchObject({ articles: [{ title: "Refunds" }] });
    await stage.liar.tell("articles-planted");
    const visitor = await stage.visitor();
    expect(visitor.stop).toEqual({ kind: "unverified", what: "articles" });
    await told();
  });
});

describe("a member of staff", () => {
  const noticed = (agent: Agent, kind: Alarm["kind"]) =>
    ready(agent.desk)?.alarms.find((a) => a.kind === kind && "standing" in a);
  const invited = (desk: Desk) => ready(desk)!.invitations.length;

  test("follows the directory, in the control run", async () => {
    const agent = await stage.agent();
    await grows();
    await shortly(() => expect(invited(agent.desk)).toBe(invited(stage.mateo.desk)));
    expect(noticed(agent, "unverified-directory")).toBeUndefined();
  });

  test.each(["headless", "statement-altered", "statement-dropped"])(
    "follows no news of the directory that are %s, and is told until it was seen",
    async (lie) => {
      const agent = await stage.agent();
      const before = invited(agent.desk);
      await stage.liar.tell(lie);
      await grows();
      await shortly(() => expect(noticed(agent, "unverified-directory")).toMatchObject({ standing: true }));
      await told();
      expect(invited(agent.desk)).toBe(before);
      await stage.liar.clear();
      await grows();
      await shortly(() => expect(noticed(agent, "unverified-directory")).toMatchObject({ standing: false }));
      await shortly(() => expect(invited(agent.desk)).toBe(before + 2));
      good(await agent.desk.work.understood(noticed(agent, "unverified-directory") as never));
      await shortly(() => expect(noticed(agent, "unverified-directory")).toBeUndefined());
    },
  );

  test("is told after a reload of what was noticed before it", async () => {
    const platform = new NodePlatform(stage.liar.origin, new MemoryStores(), 0.02);
    const agent = await stage.agent(platform);
    await stage.liar.tell("headless");
    await grows();
    await shortly(() => expect(noticed(agent, "unverified-directory")).toBeDefined());
    agent.desk.dispose();
    await stage.liar.clear();
    const desk = await openDeskOn({ baseUrl: stage.liar.origin, fragment: "" }, platform);
    await until(desk, () => ready(desk));
    const again = new Agent(desk);
    await shortly(() => expect(noticed(again, "unverified-directory")).toMatchObject({ standing: false }));
    desk.dispose();
  });

  test("whose clock is behind the directory is told that it is the clock", async () => {
    const platform = new NodePlatform(stage.liar.origin, new MemoryStores(), 0.02);
    const agent = await stage.agent(platform);
    platform.ahead = -2 * HOUR;
    await grows();
    await shortly(() => expect(noticed(agent, "clock")).toMatchObject({ standing: true }));
  });

  test("who is shown nothing new notices nothing until it comes", async () => {
    const platform = new NodePlatform(stage.liar.origin, new MemoryStores(), 0.02);
    const agent = await stage.agent(platform);
    const before = invited(agent.desk);
    await stage.liar.tell("directory-frozen");
    await platform.http({ method: "GET", path: "/api/v1/directory?after=0" });
    const once = await stage.liar.told();
    await grows();
    await shortly(async () => expect(await stage.liar.told()).toBeGreaterThan(once));
    expect([invited(agent.desk), noticed(agent, "unverified-directory")]).toEqual([before, undefined]);
    await stage.liar.clear();
    await grows();
    await shortly(() => expect(invited(agent.desk)).toBe(before + 2));
  });

  test("whose team's key is garbled reads nothing under it, and takes no other", async () => {
    const visitor = await stage.visitor(stage.server.origin);
    const talk = await visitor.begins("One.");
    await stage.liar.tell("group-boxes-garbled");
    const agent = await stage.agent();
    await until(agent.desk, () => ready(agent.desk)!.list.rows.some((r) => r.id === talk));
    await told();
    await agent.desk.work.select(talk);
    expect(agent.said).toEqual([]);
    expect(agent.alarms).toContain("waiting-for-key");
  });

  /** A new browser in front of the sign-in page. */
  const outside = async () => {
    const platform = new NodePlatform(stage.liar.origin, new MemoryStores(), 0.02);
    const desk = await openDeskOn({ baseUrl: stage.liar.origin, fragment: "" }, platform);
    stage.leaving.push(() => desk.dispose());
    await until(desk, () => desk.state.phase === "signin");
    return desk;
  };
  const recovers = (desk: Desk) => withKit(desk, "mateo@harbour.test", stage.kit);
  const refused = { ok: false, failure: { kind: expect.stringMatching(/^(unverified|wrong-secret)$/) } };

  test.each(["way-added", "way-swapped", "way-hidden", "way-doubled"])(
    "is let in by no vault whose ways are not its own, and adds nothing to one: %s",
    async (lie) => {
      const platform = new NodePlatform(stage.liar.origin, new MemoryStores(), 0.02);
      const agent = await stage.agent(platform);
      const stranger = await outside();
      const kit = good(await agent.desk.self.renewRecoveryCode());
      await stage.liar.tell(lie);
      expect(await recovers(stranger)).toMatchObject(refused);
      const changed = await agent.desk.self.confirmRecoveryCode(kit.recoveryCode.at(-1)!);
      expect(changed).toMatchObject({ ok: false, failure: { kind: "unverified" } });
      agent.desk.dispose();
      const again = await openDeskOn({ baseUrl: stage.liar.origin, fragment: "" }, platform);
      await until(again, () => again.state.phase === "failed");
      expect(again.state).toMatchObject({ failure: { kind: "unverified" } });
      again.dispose();
      await told();
      await stage.liar.clear();
      good(await recovers(stranger));
    },
  );

  test.each(["memory", "iterations"])(
    "gives no password to a derivation with too little %s",
    async (only) => {
      const desk = await outside();
      await stage.liar.tell("password-cheap", { only });
      const secret = stage.accountSecret;
      const tried = await desk.signin.withPassword(
        "mateo@harbour.test",
        "a long enough password",
        "000000",
        secret,
      );
      expect(tried).toMatchObject({ ok: false, failure: { kind: "unverified" } });
      await told();
    },
  );
});

describe("a file", () => {
  const sent = noise(3 * (1 << 20), 5);

  async function opens(lie: string | null) {
    const visitor = await stage.visitor(stage.server.origin);
    const talk = await visitor.begins("One.");
    good((await visitor.desk.attach([chosen("plan.bin", sent)])) as never);
    await shortly(() =>
      expect(visitor.desk.state).toMatchObject({ conversation: { staged: [{ phase: "ready" }] } }),
    );
    await visitor.says("Here.");
    const agent = await stage.agent();
    await agent.opens(talk);
    await agent.hears(["One.", "Here."]);
    if (lie !== null) await stage.liar.tell(lie);
    const file = agent.open!.items.flatMap((i) => (i.kind === "message" ? i.attachments : []))[0]!;
    const got = new Got();
    const done = await agent.desk.work.openFile(talk, file.id, got);
    return { done, got };
  }

  test("comes as it was sent, in the control run", async () => {
    const { done, got } = await opens(null);
    expect([done.ok, got.bytes.equals(Buffer.from(sent))]).toEqual([true, true]);
  });

  test.each(["file-altered", "file-cut", "file-longer", "file-empty", "file-repeated"])(
    "that is %s is refused, and no byte of it that is false is handed out",
    async (lie) => {
      const { done, got } = await opens(lie);
      expect(done).toMatchObject({ ok: false, failure: { kind: "unverified" } });
      await told();
      expect(got.bytes.equals(Buffer.from(sent.subarray(0, got.bytes.length)))).toBe(true);
    },
  );
});
