/** A lying server in front of the real one: each lie beside its control run, which is the same play without it. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { LiarStage, type LieOptions, soonEnough } from "./liar-scenes.ts";

let stage: LiarStage;

beforeAll(async () => {
  stage = await LiarStage.begin();
}, 60_000);
afterEach(() => stage.leave());
afterAll(() => stage.end());

const histories: [lie: string, options: LieOptions][] = [
  ["dropped", {}],
  ["reordered", {}],
  ["duplicated", {}],
  ["replayed", {}],
  ["altered", {}],
  ["dropped", { receipts: "kept" }],
  ["reordered", { receipts: "kept" }],
];

const truth = ["One.", "Two.", "Three.", "Four."];

describe("a customer", () => {
  async function play(lie: string | null, options: LieOptions = {}) {
    const { liar, mateo } = stage;
    const visitor = await stage.visitor();
    const talk = await visitor.begins("One.");
    await mateo.opens(talk);
    await mateo.says(talk, "Two.");
    await vi.waitFor(() => expect(visitor.said).toEqual(["One.", "Two."]), soonEnough);
    if (lie !== null) await liar.tell(lie, options);
    await mateo.says(talk, "Three.");
    await mateo.says(talk, "Four.");
    return visitor;
  }

  test("reads everything in the control run", async () => {
    const visitor = await play(null);
    await vi.waitFor(() => expect(visitor.said).toEqual(truth), soonEnough);
    expect(visitor.stop).toBeNull();
  });

  test.each(histories)("stops where a message is %s %j", async (lie, options) => {
    const visitor = await play(lie, options);
    await vi.waitFor(
      () => expect(visitor.stop).toEqual({ kind: "unverified", what: "conversation" }),
      soonEnough,
    );
    expect(await stage.liar.clear()).toBeGreaterThan(0);
    await visitor.desk.tryAgain();
    await visitor.desk.openConversation(visitor.conversation);
    await vi.waitFor(() => expect(visitor.said).toEqual(truth), soonEnough);
  });
});

describe("a member of staff", () => {
  async function play(lie: string | null, options: LieOptions = {}) {
    const { liar, server } = stage;
    const agent = await stage.agent();
    const visitor = await stage.visitor(server.origin);
    const talk = await visitor.begins("One.");
    await agent.opens(talk);
    await visitor.says("Two.");
    await vi.waitFor(() => expect(agent.said).toEqual(["One.", "Two."]), soonEnough);
    if (lie !== null) await liar.tell(lie, options);
    await visitor.says("Three.");
    await visitor.says("Four.");
    await vi.waitFor(() => expect(visitor.marks()).toHaveLength(4), soonEnough);
    return agent;
  }

  test("reads everything in the control run", async () => {
    const agent = await play(null);
    await vi.waitFor(() => expect(agent.said).toEqual(truth), soonEnough);
    expect(agent.alarms).not.toContain("unverified-conversation");
  });

  test.each(histories)("is alarmed where a message is %s %j", async (lie, options) => {
    const agent = await play(lie, options);
    await vi.waitFor(() => expect(agent.alarms).toContain("unverified-conversation"), soonEnough);
    expect(await stage.liar.told()).toBeGreaterThan(0);
    expect(truth.slice(0, agent.said.length)).toEqual(agent.said);
  });
});
