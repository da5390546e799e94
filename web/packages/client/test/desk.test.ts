import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import { NodePlatform } from "./node-platform.ts";
import { finish, founding, good, ready, type SetUp, totp, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

describe("the owner's desk", () => {
  let server: RunningServer;
  let kit: SetUp;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it("is set up, works, and is reached again by reload, kit and password", async () => {
    kit = await founding(server);
    const { desk } = kit;
    expect(await desk.setup.confirmKit("0000")).toMatchObject({
      ok: false,
      failure: { kind: "wrong-secret" },
    });
    await finish(kit);
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
    const wrong = await withKit(stranger, "mateo@harbour.test", kit.code.replaceAll(/[^-]/g, "0"));
    expect(wrong.ok).toBe(false);
    good(await withKit(stranger, "mateo@harbour.test", kit.code));
    const again = await until(stranger, () => ready(stranger));
    expect(again.organisation.seal).toEqual(state.organisation.seal);
    stranger.dispose();
  }, 60_000);

  it("needs password, authenticator code and account secret on a new browser", async () => {
    const desk = await openDeskOn({ baseUrl: server.origin, fragment: "" }, new NodePlatform(server.origin));
    await until(desk, () => desk.state.phase === "signin");
    const email = "mateo@harbour.test";
    const next = () => totp(kit.authenticator, Math.floor(Date.now() / 30_000) + 1);
    const without = await desk.signin.withPassword(email, "a long enough password", next(), null);
    expect(without).toMatchObject({ ok: false, failure: { kind: "wrong-secret" } });
    const guessed = await desk.signin.withPassword(email, "another password", next(), kit.secret);
    expect(guessed.ok).toBe(false);
    good(await desk.signin.withPassword(email, "a long enough password", next(), kit.secret));
    await until(desk, () => ready(desk));
    desk.dispose();
  }, 60_000);
});
