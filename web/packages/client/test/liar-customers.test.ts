/**
 * Who a customer is, by way of a lying server: each lie beside its control run. What a lie makes of it is no badge at
 * the agent; the words arrive, and nobody is stopped.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { TokenAsk, VisitorDesk } from "../src/visitor.ts";
import { openVisitorDeskOn } from "../src/visitor-desk.ts";
import { LiarStage } from "./liar-scenes.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good } from "./scenes.ts";
import { shortly } from "./shortly.ts";

vi.setConfig({ testTimeout: 60_000 });
const issuer = "https://www.harbour.test";
const website = generateKeyPairSync("ed25519");
let stage: LiarStage;

beforeAll(async () => {
  stage = await LiarStage.begin();
  const key = website.publicKey.export({ type: "spki", format: "pem" }) as string;
  const value = { mode: "watch", issuer, keys: [{ id: "one", key }], inboxes: [] } as const;
  good(await stage.mateo.desk.admin.keepSettings("customers", 0, value));
}, 60_000);
afterEach(() => stage.leave());
afterAll(() => stage.end());

function tokenFor(sub: string, { nonce, device, audience }: TokenAsk): string {
  const iat = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: issuer, aud: audience, sub, nonce, sealdesk_device: device, iat, exp: iat + 60 };
  const text = `${part({ alg: "EdDSA", typ: "JWT", kid: "one" })}.${part(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), website.privateKey).toString("base64url")}`;
}

/** Somebody who is signed in on the website writes, in a browser of their own, by way of the liar. */
async function writes(sub: string, text: string): Promise<VisitorDesk> {
  const { pin, inbox, liar } = stage;
  const platform = new NodePlatform(liar.origin, new MemoryStores(), 0.02);
  const desk = await openVisitorDeskOn(platform, {
    pin,
    inbox,
    baseUrl: liar.origin,
    language: "en",
    signed: async () => true,
    token: async (asked) => tokenFor(sub, asked),
  });
  stage.leaving.push(() => desk.dispose());
  expect((await desk.startConversation(text)).ok).toBe(true);
  return desk;
}

/** What the agent is shown of who wrote a text, once it is there. */
async function shown(text: string): Promise<readonly string[]> {
  const { desk } = stage.mateo;
  const row = () =>
    desk.state.phase === "ready" ? desk.state.list.rows.find((r) => r.preview?.text === text) : undefined;
  await shortly(() => expect(row()).toBeDefined());
  const agent = await stage.agentOf(row()!.id);
  await agent.hears([text]);
  const { identity, proofs } = agent.open!.customer;
  expect(identity).toBe(proofs.length > 0 ? "website" : "anonymous");
  return proofs.map((p) => p.identifier);
}

test("in the control run, the agent is shown who it is", async () => {
  await writes("4711", "The truth.");
  expect(await shown("The truth.")).toEqual(["4711"]);
});

test.each(["attestation-altered", "attestation-unsigned", "attestation-dropped", "customer-renamed"])(
  "nobody is shown where the server has: %s",
  async (lie) => {
    const before = stage.mateo.alarms;
    await stage.liar.tell(lie);
    await writes("4711", `About ${lie}.`);
    expect(await stage.liar.told()).toBeGreaterThan(0);
    expect(await shown(`About ${lie}.`)).toEqual([]);
    expect(stage.mateo.alarms).toEqual(before);
  },
);

test("the first customer's attestation makes nobody else the first customer", async () => {
  await stage.liar.tell("attestation-swapped");
  await writes("4711", "I am the first.");
  expect(await stage.liar.told()).toBe(0);
  await writes("4712", "I am the second.");
  expect(await stage.liar.told()).toBeGreaterThan(0);
  expect(await shown("I am the first.")).toEqual(["4711"]);
  expect(await shown("I am the second.")).toEqual([]);
});
