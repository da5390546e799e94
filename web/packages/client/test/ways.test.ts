/** An owner adds passkeys, loses one, prints a new sheet; on two browsers, with a server that may lie. */
import { asSecret, systemRandom } from "@sealdesk/seal";
import { lockVault, parseVault, recoverySecrets, unlockerKind, unlockKey, wayOf } from "@sealdesk/seal/staff";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "../src/base64.ts";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk } from "../src/desk.ts";
import type { HttpRequest, HttpResponse } from "../src/platform.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, ready, type SetUp, setUpDesk, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";
import { SoftwarePasskeys } from "./software-passkeys.ts";

const email = "mateo@harbour.test";
let server: RunningServer;
let owner: SetUp;
let recovery: string;

/** A browser with a security key, whose server's answers can be changed and lost. */
class Browser extends NodePlatform {
  override readonly passkeys = new SoftwarePasskeys(server.origin);
  lie: ((path: string, body: Record<string, unknown>) => void) | null = null;
  loseAnswerTo: string | null = null;

  override async http(request: HttpRequest): Promise<HttpResponse> {
    const answer = await super.http(request);
    if (`${request.method} ${request.path}` === this.loseAnswerTo) {
      this.loseAnswerTo = null;
      throw new Error("the line broke");
    }
    if (this.lie === null || answer.status !== 200) return answer;
    const body = JSON.parse(await answer.text()) as Record<string, unknown>;
    this.lie(request.path, body);
    return { ...answer, status: 200, headers: answer.headers, text: async () => JSON.stringify(body) };
  }
}

async function opened(platform: NodePlatform): Promise<Desk> {
  const desk = await openDeskOn({ baseUrl: server.origin, fragment: "" }, platform);
  await until(desk, () => desk.state.phase !== "opening");
  return desk;
}

/** A new browser of the owner's, let in by the sheet. */
async function another(stores = new MemoryStores()): Promise<{ desk: Desk; platform: Browser }> {
  const platform = new Browser(server.origin, stores);
  const desk = await opened(platform);
  good(await withKit(desk, email, recovery));
  await until(desk, () => ready(desk));
  return { desk, platform };
}

/** A browser without any storage, and the same security key. */
const withKeysOf = (platform: Browser): Browser =>
  Object.assign(new Browser(server.origin), { passkeys: platform.passkeys });

/** Names of what a browser keeps for the organisation. */
async function keptBy(platform: Browser): Promise<readonly string[]> {
  const info = await platform.http({ method: "GET", path: "/api/v1/setup" });
  const { organisation } = JSON.parse(await info.text()) as { readonly organisation: string };
  return (await platform.stores.open(`staff/${organisation}`).list("")).map(([name]) => name);
}

const ways = (desk: Desk) => ready(desk)!.security.unlockers;
const labels = (desk: Desk) => ways(desk).map((w) => w.label || w.kind);
const idOf = (desk: Desk, label: string) => ways(desk).find((w) => w.label === label)!.id;

beforeAll(async () => {
  server = await startServer();
  owner = await setUpDesk(server);
  owner.desk.dispose();
  recovery = owner.code;
}, 60_000);
afterAll(() => server.stop());

describe("the ways to open one's keys", () => {
  it("a passkey is added, opens a new browser, is removed, and opens nothing any more", async () => {
    const { desk, platform } = await another();
    good(await desk.self.addPasskey("Laptop"));
    expect(labels(desk)).toEqual(["Laptop", "password", "recovery"]);

    const second = await opened(withKeysOf(platform));
    good(await second.signin.withPasskey());
    await until(second, () => ready(second));
    second.dispose();

    good(await desk.self.removeUnlocker(idOf(desk, "Laptop")));
    expect(labels(desk)).toEqual(["password", "recovery"]);
    const lost = await opened(withKeysOf(platform));
    expect(await lost.signin.withPasskey()).toMatchObject({ ok: false, failure: { kind: "refused" } });
    good(await withKit(lost, email, recovery));
    for (const d of [desk, lost]) d.dispose();
  }, 60_000);

  it("whoever came in by a passkey is out when it is removed, and keeps no key", async () => {
    const { desk, platform } = await another();
    good(await desk.self.addPasskey("Tablet"));
    const tablet = withKeysOf(platform);
    const lost = await opened(tablet);
    good(await lost.signin.withPasskey());
    await until(lost, () => ready(lost)?.connection.status === "online");
    good(await desk.self.removeUnlocker(idOf(desk, "Tablet")));
    await until(lost, () => lost.state.phase === "signin");
    const names = await keptBy(tablet);
    expect(names).toContain("local-key");
    expect(names).not.toContain("vault-key");
    for (const d of [desk, lost]) d.dispose();
  }, 60_000);

  it("two stay, whatever is asked", async () => {
    const { desk } = await another();
    for (const way of ways(desk)) {
      expect(await desk.self.removeUnlocker(way.id)).toMatchObject({
        ok: false,
        failure: { kind: "refused" },
      });
    }
    const gone = await desk.self.removeUnlocker("00".repeat(16));
    expect(gone).toMatchObject({ ok: false, failure: { kind: "not-found" } });
    expect(ways(desk)).toHaveLength(2);
    desk.dispose();
  }, 60_000);

  it("a browser that is behind overwrites nothing, keeps working, and asks to be unlocked after a reload", async () => {
    const first = await another();
    const second = await another();
    good(await first.desk.self.addPasskey("Desk key"));
    const behind = await second.desk.self.addPasskey("Too late");
    expect(behind).toMatchObject({ ok: false, failure: { kind: "conflict" } });
    good(await second.desk.work.openView("open"));
    second.desk.dispose();

    const reloaded = await opened(second.platform);
    expect(reloaded.state.phase).toBe("locked");
    good(await reloaded.signin.unlock({ kind: "recovery", code: recovery }));
    await until(reloaded, () => ready(reloaded));
    expect(labels(reloaded)).toContain("Desk key");
    expect(labels(reloaded)).not.toContain("Too late");
    good(await reloaded.self.removeUnlocker(idOf(reloaded, "Desk key")));
    for (const d of [first.desk, reloaded]) d.dispose();
  }, 60_000);

  it("a change whose answer was lost is found again", async () => {
    const { desk, platform } = await another();
    platform.loseAnswerTo = "PUT /api/v1/vault";
    expect(await desk.self.addPasskey("Lost answer")).toMatchObject({
      ok: false,
      failure: { kind: "offline" },
    });
    good(await desk.self.removeUnlocker(await idAfter(desk, "Lost answer")));
    expect(labels(desk)).not.toContain("Lost answer");
    desk.dispose();
  }, 60_000);

  it("two tabs of one browser share what one of them changed", async () => {
    const stores = new MemoryStores();
    const first = await another(stores);
    const second = await another(stores);
    good(await first.desk.self.addPasskey("From one tab"));
    await second.desk.self.setAvailability("available");
    good(await second.desk.self.removeUnlocker(idOf(second.desk, "From one tab")));
    for (const t of [first, second]) t.desk.dispose();
  }, 60_000);

  it("a new sheet takes the old one's place", async () => {
    const { desk } = await another();
    const kit = good(await desk.self.renewRecoveryCode());
    expect(await desk.self.confirmRecoveryCode("0000")).toMatchObject({ ok: false });
    const old = recovery;
    good(await desk.self.confirmRecoveryCode(kit.recoveryCode.at(-1)!));
    recovery = kit.recoveryCode.join("-");
    const stranger = await opened(new Browser(server.origin));
    expect(await withKit(stranger, email, old)).toMatchObject({ ok: false });
    good(await withKit(stranger, email, recovery));
    for (const d of [desk, stranger]) d.dispose();
  }, 60_000);
});

/** The list as it is after a change of which nothing was heard. */
async function idAfter(desk: Desk, label: string): Promise<string> {
  good(await desk.self.setAvailability("available"));
  return idOf(desk, label);
}

describe("a server that lies about the ways", () => {
  it("with somebody who knows the sheet's public key, makes a whole vault: it is not taken", async () => {
    const platform = new Browser(server.origin);
    const forged = await forgedVault();
    platform.lie = (path, body) => {
      if (path === "/api/v1/signin/recovery") Object.assign(body, forged);
    };
    const desk = await opened(platform);
    const tried = await withKit(desk, email, recovery);
    expect(tried).toMatchObject({ ok: false, failure: { kind: "unverified" } });
    expect(desk.state.phase).not.toBe("ready");
    platform.lie = null;
    good(await withKit(desk, email, recovery)); // and nothing of it was kept
    desk.dispose();
  }, 60_000);

  it("shows the vault from before a change: a browser that has seen the change stops", async () => {
    const { desk, platform } = await another();
    let before: Record<string, unknown> = {};
    platform.lie = (path, body) => {
      if (path === "/api/v1/vault") before = { ...body };
    };
    const kit = good(await desk.self.renewRecoveryCode());
    good(await desk.self.confirmRecoveryCode(kit.recoveryCode.at(-1)!));
    recovery = kit.recoveryCode.join("-");
    platform.lie = (path, body) => {
      if (path === "/api/v1/vault") Object.assign(body, before);
    };
    const acted = await desk.self.addPasskey("Never made");
    expect(acted).toMatchObject({ ok: false, failure: { kind: "unverified" } });
    desk.dispose();
  }, 60_000);
});

/** A vault of keys that are not the owner's, which the owner's own recovery code opens. */
async function forgedVault(): Promise<object> {
  const { desk, platform } = await another();
  const answer = await platform.http({ method: "GET", path: "/api/v1/vault" });
  const shown = JSON.parse(await answer.text()) as { readonly vault: string; readonly unlockers: string[] };
  desk.dispose();
  const { org, account, version } = parseVault(fromBase64(shown.vault));
  const id = wayOf({ unlockers: shown.unlockers.map(fromBase64) }, unlockerKind.recovery)!;
  const { unlock } = await recoverySecrets(recovery, org);
  const { way } = await unlockKey({ org, account }, unlockerKind.recovery, id, unlock);
  const secret = () => asSecret(systemRandom(32));
  const content = { identity: [secret()], sealing: [secret()], accountSecret: secret(), ways: [way] };
  const made = await lockVault(systemRandom, { org, account, version: version + 1 }, content);
  return { vault: toBase64(made.vault), unlockers: made.unlockers.map(toBase64) };
}
