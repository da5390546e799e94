/** An owner changes the password; the one before it, and what is easily guessed, is refused on the device. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import { NodePlatform } from "./node-platform.ts";
import { good, ready, type SetUp, setUpDesk, totp, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

let server: RunningServer;
let owner: SetUp;
/** Of the authenticator that goes with the password. */
let current: string;

beforeAll(async () => {
  server = await startServer();
  owner = await setUpDesk(server);
});
afterAll(() => {
  owner.desk.dispose();
  return server.stop();
});

const BINARY = join(import.meta.dirname, "../../../../bin/sealdesk");

/** As whoever runs the server does. */
function refuseStolen(...passwords: readonly string[]): string {
  const lines = passwords.map((text, at) => `${createHash("sha1").update(text).digest("hex")}:${at + 1}`);
  const input = `${lines.join("\n")}\n`;
  return String(
    execFileSync(BINARY, ["breached-passwords", "-", "--data", server.data], { input, stdio: "pipe" }),
  );
}

describe("a password", () => {
  it("one that was stolen elsewhere is refused, by a list that the server cannot look it up in", async () => {
    const { desk } = owner;
    expect(refuseStolen("crooked lamps at sea", "seven stolen violets")).toContain("2 passwords");
    const { secret } = good(await desk.self.newAuthenticator());
    expect(await desk.self.setPassword("crooked lamps at sea", totp(secret))).toMatchObject({
      ok: false,
      failure: { message: "This password is known from a theft at some other website." },
    });
    expect(ready(desk)!.security.unlockers).toHaveLength(2);
  });

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
    current = secret;
  });

  it("one that others may know lets its owner in to change it, on a browser that is new, and to nothing else", async () => {
    const { desk } = owner;
    good(await desk.admin.markPassword(ready(desk)!.me.id));
    const fresh = await openDeskOn({ baseUrl: server.origin, fragment: "" }, new NodePlatform(server.origin));
    const signin = () => (fresh.state.phase === "signin" ? fresh.state : null);
    await until(fresh, signin);
    const code = totp(current, Math.floor(Date.now() / 30_000) + 1);
    good(
      await fresh.signin.withPassword("mateo@harbour.test", "quiet kites over basalt", code, owner.secret),
    );
    const due = (await until(fresh, () => signin()?.due ?? null))!;
    expect(due.why).toBe("compromised");
    const change = (password: string) =>
      fresh.signin.changePassword(password, totp(due.authenticator.secret));
    for (const wrong of ["quiet kites over basalt", "iloveyou2024", "crooked lamps at sea"]) {
      expect(await change(wrong)).toMatchObject({ ok: false, failure: { kind: "invalid" } });
    }
    expect(signin()?.due).not.toBeNull();
    good(await change("amber moths in the granary"));
    await until(fresh, () => ready(fresh));
    expect(ready(fresh)!.security.unlockers.map(({ kind }) => kind)).toEqual(["password", "recovery"]);
    // Both are known from the sealed list, on a browser that never saw the first.
    good(await fresh.self.newAuthenticator());
    for (const had of ["quiet kites over basalt", "amber moths in the granary"]) {
      expect(await fresh.self.setPassword(had, "000000")).toMatchObject({
        ok: false,
        failure: { message: "You have had this password before." },
      });
    }
    fresh.dispose();
  }, 60_000);
});
