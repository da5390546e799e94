/**
 * What somebody keeps for themselves or was sent, by way of a lying server: drafts, marks, files, colleagues, the
 * vault. Each lie beside its control run, which is the same play without it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import { chosen, Got, noise } from "./file-scenes.ts";
import { type Agent, LiarStage } from "./liar-scenes.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, ready, until, withKit } from "./scenes.ts";
import { shortly } from "./shortly.ts";

vi.setConfig({ testTimeout: 60_000 });
let stage: LiarStage;

beforeAll(async () => {
  stage = await LiarStage.begin();
}, 60_000);
afterEach(() => stage.leave());
afterAll(() => stage.end());

const told = async () => expect(await stage.liar.told()).toBeGreaterThan(0);
const unverified = { ok: false, failure: { kind: "unverified" } };

describe("a draft", () => {
  /** Mateo begins to write at one desk, and goes on in a browser that comes by way of the liar. */
  async function goesOn(lie: string | null): Promise<{ readonly agent: Agent; readonly talk: string }> {
    const visitor = await stage.visitor(stage.server.origin);
    const talk = await visitor.begins("One.");
    const first = await stage.agent(stage.server.origin);
    await first.opens(talk);
    const witness = await stage.agent(stage.server.origin);
    await witness.opens(talk);
    good(await first.desk.work.saveDraft(talk, { mode: "reply", reply: "Dear customer", note: "" }));
    await until(witness.desk, () => witness.open?.draft.reply === "Dear customer");
    if (lie !== null) await stage.liar.tell(lie);
    const agent = await stage.agent();
    await agent.opens(talk);
    return { agent, talk };
  }
  const begun = (agent: Agent) => agent.open?.draft.reply;

  test("is there, in the control run", async () => {
    const { agent } = await goesOn(null);
    await shortly(() => expect(begun(agent)).toBe("Dear customer"));
  });

  test.each(["draft-altered", "draft-renumbered", "draft-moved"])(
    "is left out where the server tells: %s; what is written here is kept all the same",
    async (lie) => {
      const { agent, talk } = await goesOn(lie);
      await shortly(told);
      expect([begun(agent), agent.open?.otherDraft]).toEqual(["", null]);
      good(await agent.desk.work.saveDraft(talk, { mode: "reply", reply: "Good morning", note: "" }));
      await stage.liar.clear();
      const later = await stage.agent(stage.server.origin);
      await later.opens(talk);
      const kept = ["Dear customer", "Good morning"];
      await shortly(() => expect(kept).toContain(begun(later)));
      expect(begun(agent)).toBe("Good morning");
    },
  );
});

describe("a mark", () => {
  const marksAt = ({ open }: Agent) =>
    (open?.items ?? []).flatMap((i) => (i.kind === "message" && i.mine ? [i.mark] : []));
  /** What a customer's browser says by itself comes later than what it shows. */
  const reaches = (mark: string) => shortly(() => expect(marksAt(stage.mateo)).toEqual([mark]));

  /** Two customers are answered, and the first has read it: says how far each is at a new desk, where marks come last. */
  async function marks(lie: string | null): Promise<() => Promise<readonly string[]>> {
    const visitors = [await stage.visitor(stage.server.origin), await stage.visitor(stage.server.origin)];
    for (const visitor of visitors) {
      const talk = await visitor.begins("One.");
      await stage.mateo.opens(talk);
      await stage.mateo.says(talk, "Two.");
      await visitor.hears(["One.", "Two."]);
      await reaches("delivered");
    }
    await visitors[0]!.desk.markRead();
    await stage.mateo.opens(visitors[0]!.conversation);
    await reaches("read");
    if (lie !== null) await stage.liar.tell(lie);
    const agent = await stage.agent();
    return async () => {
      const found: string[] = [];
      for (const { conversation } of visitors) {
        await agent.opens(conversation);
        await agent.hears(["One.", "Two."]);
        found.push(...marksAt(agent));
      }
      return found;
    };
  }

  test("is of its own conversation, in the control run", async () => {
    const now = await marks(null);
    await shortly(async () => expect(await now()).toEqual(["read", "delivered"]));
  });

  test("of another conversation says nothing of this one", async () => {
    const now = await marks("mark-moved");
    // Whichever the desk asks for first keeps its own: one of these, or one of an earlier play.
    const honest = [
      ["read", "sent"],
      ["sent", "delivered"],
      ["sent", "sent"],
    ];
    expect(honest).toContainEqual(await now());
    await told();
    expect(honest).toContainEqual(await now());
  });
});

test("a file whose bytes are another's is refused, and comes as it was sent without the lie", async () => {
  const files = [noise(100_000, 1), noise(100_000, 2)] as const;
  const visitor = await stage.visitor(stage.server.origin);
  const talk = await visitor.begins("One.");
  await visitor.desk.attach([chosen("harbour.bin", files[0]), chosen("quay.bin", files[1])]);
  const staged = { conversation: { staged: [{ phase: "ready" }, { phase: "ready" }] } };
  await shortly(() => expect(visitor.desk.state).toMatchObject(staged));
  await visitor.says("Here.");
  const agent = await stage.agent();
  await agent.opens(talk);
  await agent.hears(["One.", "Here."]);
  const [harbour, quay] = agent.open!.items.flatMap((i) => (i.kind === "message" ? i.attachments : []));
  await stage.liar.tell("file-swapped");
  good(await agent.desk.work.openFile(talk, harbour!.id, new Got()));
  const wrong = new Got();
  expect(await agent.desk.work.openFile(talk, quay!.id, wrong)).toMatchObject({
    ok: false,
    failure: {
      kind: "unverified",
      message: "What came is not the file that was sent. Nothing of it should be used.",
    },
  });
  expect(wrong.bytes).toHaveLength(0);
  await told();
  await stage.liar.clear();
  const right = new Got();
  good(await agent.desk.work.openFile(talk, quay!.id, right));
  expect(right.bytes.equals(Buffer.from(files[1]))).toBe(true);
});

test("a colleague by an invitation whose key the server made up is followed by nobody, and it is said", async () => {
  const { desk } = stage.mateo;
  good(await desk.admin.invite("agent", [ready(desk)!.teams[0]!.id]));
  const agent = await stage.agent();
  const alarm = () => ready(agent.desk)!.alarms.find((a) => a.kind === "unverified-directory");
  expect(alarm()).toBeUndefined();
  await stage.liar.tell("invitation-made-up");
  good(await desk.admin.invite("agent", [ready(desk)!.teams[0]!.id]));
  await shortly(() => expect(alarm()).toMatchObject({ standing: true }));
  await told();
  expect(ready(agent.desk)!.people.map((p) => p.name)).toEqual(["Mateo Alvarez"]);
});

test("a clock that is hours ahead stops no customer, and is told to staff who sign with it", async () => {
  const platform = new NodePlatform(stage.server.origin, new MemoryStores(), 0.02);
  const agent = await stage.agent(platform);
  platform.ahead = 3 * 3_600_000;
  const invited = await agent.desk.admin.invite("agent", [ready(agent.desk)!.teams[0]!.id]);
  expect(invited).toMatchObject({ ok: false, failure: { next: "Set the clock of your device." } });
  const visitor = await stage.visitor(stage.server.origin);
  visitor.platform.ahead = 3 * 3_600_000;
  const talk = await visitor.begins("One.");
  await agent.opens(talk);
  await agent.says(talk, "Two.");
  await visitor.hears(["One.", "Two."]);
  await visitor.reload();
  await visitor.hears(["One.", "Two."]);
  expect(visitor.stop).toBeNull();
  expect(agent.alarms).toEqual(stage.mateo.alarms);
});

describe("a vault", () => {
  const changesTwice = async (lie: string | null) => {
    const platform = new NodePlatform(stage.liar.origin, new MemoryStores(), 0.02);
    const { desk } = await stage.agent(platform);
    const renew = async () => {
      const kit = good(await desk.self.renewRecoveryCode());
      return { kit, done: await desk.self.confirmRecoveryCode(kit.recoveryCode.at(-1)!) };
    };
    if (lie !== null) await stage.liar.tell(lie);
    const first = await renew();
    good(first.done);
    stage.kit = first.kit.recoveryCode.join("-");
    return { platform, desk, renew };
  };

  test("is changed twice, in the control run", async () => {
    const { renew } = await changesTwice(null);
    const { kit, done } = await renew();
    good(done);
    stage.kit = kit.recoveryCode.join("-");
  });

  test("that is an earlier one than was seen is not changed, and lets nobody in", async () => {
    const { platform, desk, renew } = await changesTwice("vault-old");
    const second = await desk.self.renewRecoveryCode();
    if (second.ok) expect((await renew()).done).toMatchObject(unverified);
    else expect(second).toMatchObject(unverified);
    await told();
    desk.dispose();
    const older = { kind: "unverified", message: expect.stringContaining("older copy of your vault") };
    const returns = async (by: NodePlatform) => {
      const again = await openDeskOn({ baseUrl: stage.liar.origin, fragment: "" }, by);
      stage.leaving.push(() => again.dispose());
      return again;
    };
    const again = await returns(platform);
    // The key that this browser keeps is of a newer one: it says so, and takes no way into the older one.
    await until(again, () => again.state.phase === "failed");
    expect(again.state).toMatchObject({ failure: older });
    const signedOut = await returns(new NodePlatform(stage.liar.origin, platform.stores, 0.02));
    await until(signedOut, () => signedOut.state.phase === "signin");
    const tried = await withKit(signedOut, "mateo@harbour.test", stage.kit);
    expect(tried).toMatchObject({ failure: older });
    await stage.liar.clear();
    await stage.agent(); // with the newest code, by the honest server's word
  });
});
