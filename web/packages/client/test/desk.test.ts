import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk, InboxSettings, Outcome, ReadyState } from "../src/desk.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { type RunningServer, startServer } from "./server.ts";

const settings: InboxSettings = {
  greeting: "Ask us anything.",
  colour: "#14595a",
  expectedReplyMinutes: 5,
  timezone: "Europe/London",
  hours: [{ day: 1, from: "09:00", to: "17:30" }],
  retentionDays: 365,
};

function good<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}`);
  return outcome.value;
}

/** Waits for the state that a step leads to; the test's own limit ends a wait that never ends. */
async function until<T>(desk: Desk, what: () => T | undefined | false | null): Promise<T> {
  for (;;) {
    const found = what();
    if (found) return found;
    await new Promise<void>((resolve) => {
      const stop = desk.subscribe(() => {
        stop();
        resolve();
      });
    });
  }
}

const ready = (desk: Desk): ReadyState | undefined => (desk.state.phase === "ready" ? desk.state : undefined);

/** RFC 6238 for the step that an authenticator app would show. */
function totp(base32: string, step = Math.floor(Date.now() / 30_000)): string {
  const bits = [...base32.replaceAll(" ", "")]
    .map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("the owner's desk", () => {
  let server: RunningServer;
  const stores = new MemoryStores();
  let kit: { code: string; secret: string };
  let authenticator: string;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  async function setUp(): Promise<Desk> {
    const platform = new NodePlatform(server.origin, stores);
    const desk = await openDeskOn({ baseUrl: server.origin, fragment: `setup=${server.token}` }, platform);
    await until(desk, () => desk.state.phase === "setup" && desk.state.step === "organisation");
    good(await desk.setup.setOrganisation("Harbour Credit Union", "#14595a"));
    good(await desk.setup.setOwner("Mateo Alvarez", "mateo@harbour.test"));
    good(await desk.setup.prepareAuthenticator());
    const prepared = desk.state.phase === "setup" ? desk.state.authenticator : null;
    authenticator = prepared?.secret ?? "";
    const password = {
      kind: "password",
      password: "a long enough password",
      code: totp(authenticator),
    } as const;
    good(await desk.setup.setCredential(password));
    const shown = desk.state.phase === "setup" ? desk.state.kit : null;
    kit = { code: shown?.recoveryCode.join("-") ?? "", secret: shown?.accountSecret.join("-") ?? "" };
    return desk;
  }

  it("is set up, works, and is reached again by reload, kit and password", async () => {
    const desk = await setUp();
    expect(await desk.setup.confirmKit("0000")).toMatchObject({
      ok: false,
      failure: { kind: "wrong-secret" },
    });
    good(await desk.setup.confirmKit(kit.code.slice(-4)));
    good(await desk.setup.createInbox("Payments", "Payments team", settings));
    expect(desk.state).toMatchObject({ phase: "setup", step: "embed" });
    good(await desk.setup.finish());
    good(await desk.setup.finish());
    const state = await until(desk, () => ready(desk));
    expect(state.me.name).toBe("Mateo Alvarez");
    expect(state.inboxes.map((i) => i.name)).toEqual(["Payments"]);
    expect(state.teams[0]).toMatchObject({ name: "Payments team", keyNumber: 1, stale: false });
    desk.dispose();

    const stranger = await openDeskOn(
      { baseUrl: server.origin, fragment: "" },
      new NodePlatform(server.origin),
    );
    await until(stranger, () => stranger.state.phase === "signin");
    const wrong = await stranger.signin.withRecoveryCode(
      "mateo@harbour.test",
      kit.code.replaceAll(/[^-]/g, "0"),
    );
    expect(wrong.ok).toBe(false);
    good(await stranger.signin.withRecoveryCode("mateo@harbour.test", kit.code));
    const again = await until(stranger, () => ready(stranger));
    expect(again.organisation.seal).toEqual(state.organisation.seal);
    stranger.dispose();
  }, 60_000);

  it("needs password, authenticator code and account secret on a new browser", async () => {
    const desk = await openDeskOn({ baseUrl: server.origin, fragment: "" }, new NodePlatform(server.origin));
    await until(desk, () => desk.state.phase === "signin");
    const email = "mateo@harbour.test";
    const next = () => totp(authenticator, Math.floor(Date.now() / 30_000) + 1);
    const without = await desk.signin.withPassword(email, "a long enough password", next(), null);
    expect(without).toMatchObject({ ok: false, failure: { kind: "wrong-secret" } });
    const guessed = await desk.signin.withPassword(email, "another password", next(), kit.secret);
    expect(guessed.ok).toBe(false);
    good(await desk.signin.withPassword(email, "a long enough password", next(), kit.secret));
    await until(desk, () => ready(desk));
    desk.dispose();
  }, 60_000);
});
