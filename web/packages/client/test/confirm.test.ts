/**
 * What is sensitive waits until the person has shown again that it is them. The server here asks at once, as it does
 * after a quarter of an hour; what it answers to the proof is its own.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk } from "../src/desk.ts";
import type { HttpRequest, HttpResponse } from "../src/platform.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, ready, type SetUp, setUpDesk, totp, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

const asks = JSON.stringify({
  status: 403,
  kind: "forbidden",
  message: "Please confirm first that it is you.",
  next: "Use your passkey, or your password with a code, and try again.",
  detail: { reason: "confirm" },
});

/** A browser whose session is too old for what changes its keys. */
class Old extends NodePlatform {
  confirmed = false;
  readonly changes: string[] = [];

  override async http(request: HttpRequest): Promise<HttpResponse> {
    if (request.method === "PUT" && request.path === "/api/v1/vault") {
      this.changes.push(String(this.confirmed));
      if (!this.confirmed)
        return {
          status: 403,
          headers: { get: () => null },
          text: async () => asks,
          bytes: async () => new TextEncoder().encode(asks),
          async *pieces() {},
        };
    }
    const answer = await super.http(request);
    if (request.path.startsWith("/api/v1/session/confirm/") && answer.status === 200) this.confirmed = true;
    return answer;
  }
}

let server: RunningServer;
let owner: SetUp;
let desk: Desk;
let machine: Old;

beforeAll(async () => {
  server = await startServer();
  owner = await setUpDesk(server);
  machine = new Old(server.origin, new MemoryStores());
  desk = await openDeskOn({ baseUrl: server.origin, fragment: "" }, machine);
  await until(desk, () => desk.state.phase === "signin");
  good(await withKit(desk, "mateo@harbour.test", owner.code));
  await until(desk, () => ready(desk));
}, 60_000);
afterAll(async () => {
  owner?.desk.dispose();
  desk?.dispose();
  await server?.stop();
});

const asked = () => until(desk, () => ready(desk)?.confirm === true);
const password = "a long enough password";
/** The one that follows: the one of now was used to set it up. */
const code = () => totp(owner.authenticator, Math.floor(Date.now() / 30_000) + 1);

test("who does not want to confirm has changed nothing, and is told nothing", async () => {
  const kit = good(await desk.self.renewRecoveryCode());
  const changing = desk.self.confirmRecoveryCode(kit.recoveryCode.at(-1)!);
  await asked();
  desk.confirm.cancel();
  expect(await changing).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
  expect(ready(desk)?.confirm).toBe(false);
  expect(machine.changes).toEqual(["false"]);
});

test("a wrong proof asks again; the right one lets what waits go on", async () => {
  const kit = good(await desk.self.renewRecoveryCode());
  const changing = desk.self.confirmRecoveryCode(kit.recoveryCode.at(-1)!);
  await asked();
  expect(await desk.confirm.withPassword("not the password", code())).toMatchObject({ ok: false });
  expect(await desk.confirm.withPassword(password, "000000")).toMatchObject({
    ok: false,
    failure: { message: "This does not match." },
  });
  expect(ready(desk)?.confirm).toBe(true);
  good(await desk.confirm.withPassword(password, code()));
  good(await changing);
  expect(ready(desk)?.confirm).toBe(false);
  expect(machine.changes).toEqual(["false", "false", "true"]);
}, 30_000);
