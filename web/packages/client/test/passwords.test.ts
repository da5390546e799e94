/** An owner changes the password; the one before it, and what is easily guessed, is refused on the device. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { good, ready, type SetUp, setUpDesk, totp, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

let server: RunningServer;
let owner: SetUp;

beforeAll(async () => {
  server = await startServer();
  owner = await setUpDesk(server);
});
afterAll(() => {
  owner.desk.dispose();
  return server.stop();
});

describe("a password", () => {
  it("a password is changed: the one that there was is refused, and signs nobody in afterwards", async () => {
    const { desk } = owner;
    const { secret } = good(await desk.self.newAuthenticator());
    const choose = (password: string) => desk.self.setPassword(password, totp(secret));
    for (const wrong of ["a long enough password", "iloveyou2024", "mateo-harbour", "seven77"]) {
      expect(await choose(wrong)).toMatchObject({ ok: false, failure: { kind: "invalid" } });
    }
    good(await choose("quiet kites over basalt"));
    expect(ready(desk)!.security.unlockers.map(({ kind }) => kind)).toEqual(["password", "recovery"]);
    good(await desk.self.lock());
    await until(desk, () => desk.state.phase === "locked");
    expect(await desk.signin.unlock({ kind: "password", password: "a long enough password" })).toMatchObject({
      ok: false,
    });
    good(await desk.signin.unlock({ kind: "password", password: "quiet kites over basalt" }));
    await until(desk, () => ready(desk));
  });
});
