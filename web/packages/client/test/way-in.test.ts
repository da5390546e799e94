/** People on their way in who mistype, take their time and go back: an owner at set-up, a colleague with a link. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import { totpCode, totpMatches } from "../src/desk/totp.ts";
import type { Desk } from "../src/desk.ts";
import { NodePlatform } from "./node-platform.ts";
import { finish, good, ready, totp, until } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

/** Each password costs a second of Argon2id, on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const PERIOD = 30_000;
const LONG = "a long enough password";

/** A browser whose user can be made to take a while. */
class SlowPerson extends NodePlatform {
  behind = 0;
  override now = (): number => Date.now() - this.behind;
}

let server: RunningServer;
let owner: Desk;

beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(async () => {
  owner?.dispose();
  await server.stop();
});

const password = (secret: string, at: number) =>
  ({ kind: "password", password: LONG, code: totp(secret, Math.floor(at / PERIOD)) }) as const;

const secretOf = (desk: Desk): string =>
  desk.state.phase === "setup" || desk.state.phase === "join" ? (desk.state.authenticator?.secret ?? "") : "";

const kitOf = (desk: Desk): readonly string[] =>
  desk.state.phase === "setup" || desk.state.phase === "join" ? (desk.state.kit?.recoveryCode ?? []) : [];

describe("the digits of an authenticator app", () => {
  const secret = new TextEncoder().encode("12345678901234567890");

  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ])("are those of RFC 6238, appendix B, at %i", async (seconds, code) => {
    expect(await totpCode(secret, seconds)).toBe(code);
  });

  it("count half a minute before and after, and no longer", async () => {
    expect(await totpMatches(secret, "287082", 59 + 30)).toBe(true);
    expect(await totpMatches(secret, "287082", 59 - 30)).toBe(true);
    expect(await totpMatches(secret, "287082", 59 + 61)).toBe(false);
    expect(await totpMatches(secret, "", 59)).toBe(false);
  });
});

describe("an owner who sets up a desk with a password", () => {
  const platform = () => new SlowPerson(server.origin);

  it("is told at once when the app shows something else, or the password is short", async () => {
    const slow = platform();
    slow.behind = 10 * 60_000;
    owner = await openDeskOn({ baseUrl: server.origin, fragment: `setup=${server.token}` }, slow);
    await until(owner, () => owner.state.phase === "setup" && owner.state.step === "organisation");
    good(await owner.setup.setOrganisation("Harbour Credit Union", "#14595a"));
    good(await owner.setup.setOwner("Mateo Alvarez", "mateo@harbour.test"));
    good(await owner.setup.prepareAuthenticator());
    const right = password(secretOf(owner), slow.now());
    for (const wrong of [
      { code: "" },
      { code: "000000" },
      { password: "sevench" },
      { password: "P4ssword1234" },
      { password: "mateo-harbour" },
    ]) {
      expect(await owner.setup.setCredential({ ...right, ...wrong })).toMatchObject({
        ok: false,
        failure: { kind: "invalid" },
      });
    }
    expect(kitOf(owner)).toEqual([]);
    good(await owner.setup.setCredential(right));
    slow.behind = 0;
  });

  it("may take ten minutes for the sheet and the inbox: the digits typed before are not asked for again", async () => {
    await finish({ desk: owner, code: kitOf(owner).join("-"), secret: "", authenticator: "" });
    expect(ready(owner)!.me.name).toBe("Mateo Alvarez");
  });
});

describe("a colleague with an address that is taken", () => {
  it("hears it, goes back, and joins with another", async () => {
    const link = good(await owner.admin.invite("agent", [ready(owner)!.teams[0]!.id]));
    const desk = await openDeskOn(
      { baseUrl: server.origin, fragment: new URL(link).hash.slice(1) },
      new NodePlatform(server.origin),
    );
    await until(desk, () => desk.state.phase === "join");
    const step = () => (desk.state.phase === "join" ? desk.state.step : null);
    const come = async (email: string) => {
      good(await desk.join.setPerson("Priya Raman", email));
      good(await desk.join.prepareAuthenticator());
      good(await desk.join.setCredential(password(secretOf(desk), Date.now())));
      return desk.join.confirmKit(kitOf(desk).at(-1) ?? "");
    };
    expect(await come("mateo@harbour.test")).toMatchObject({ ok: false, failure: { kind: "conflict" } });
    expect(step()).toBe("kit");
    desk.join.back();
    expect(step()).toBe("credential");
    desk.join.back();
    expect(step()).toBe("name");
    good(await come("priya@harbour.test"));
    await until(desk, () => ready(desk));
    expect(ready(desk)!.me.name).toBe("Priya Raman");
    desk.dispose();
  });
});
