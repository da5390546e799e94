/** A desk that begins on a new browser: what it asks for, and what it misses. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grouped } from "../src/desk/grouped.ts";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk } from "../src/desk.ts";
import type { HttpRequest, HttpResponse, Socket, SocketHandlers, Store } from "../src/platform.ts";
import { MemoryStores, NodePlatform } from "./node-platform.ts";
import { good, openCustomer, ready, type SetUp, setUpDesk, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

const WORDS = "Where is my parcel?";

/** Writes down what is asked for. */
class Watched extends NodePlatform {
  readonly asked: string[] = [];

  override http(request: HttpRequest): Promise<HttpResponse> {
    const path = request.path.replace("/api/v1", "");
    this.asked.push(`${request.method} ${path.replace(/\?.*/, "").replace(/[0-9a-f]{64}/, "*")}`);
    return super.http(request);
  }

  times(name: string): number {
    return this.asked.filter((each) => each === name).length;
  }
}

/** Behind a proxy that swallows WebSockets. */
class Deaf extends Watched {
  override socket(_path: string, _protocols: readonly string[], _handlers: SocketHandlers): Socket {
    return { send: () => undefined, close: () => undefined };
  }
}

describe("a desk that begins on a new browser", () => {
  let server: RunningServer;
  let kit: SetUp;

  beforeAll(async () => {
    server = await startServer();
    kit = await setUpDesk(server);
    await write();
  }, 60_000);
  afterAll(() => {
    kit.desk.dispose();
    return server.stop();
  });

  async function write(): Promise<void> {
    const customer = await openCustomer(kit.desk, new NodePlatform(server.origin));
    const started = await customer.startConversation(WORDS);
    expect(started.ok).toBe(true);
    customer.dispose();
  }

  async function begin(platform: NodePlatform): Promise<Desk> {
    const desk = await openDeskOn({ baseUrl: server.origin, fragment: "" }, platform);
    await until(desk, () => desk.state.phase === "signin");
    good(await withKit(desk, "mateo@harbour.test", kit.code));
    return desk;
  }

  const read = (desk: Desk) =>
    ready(desk)?.list.rows.filter((row) => row.preview?.text === WORDS).length ?? 0;

  it("asks for each thing once, and for two things to open a row", async () => {
    const platform = new Watched(server.origin);
    const desk = await begin(platform);
    await until(desk, () => read(desk) === 1 && ready(desk)?.connection.status === "online");
    for (const once of ["/conversations", "/accounts", "/inboxes", "/unlockers", "/sessions", "/approvals"])
      expect([once, platform.times(`GET ${once}`)]).toEqual([once, 1]);
    expect(platform.times("GET /threads/*")).toBe(1);
    expect(platform.times("GET /threads/*/entries")).toBe(1);
    desk.dispose();
  }, 30_000);

  it("misses nothing that comes while the list is on its way", async () => {
    const platform = new Watched(server.origin);
    platform.meanwhile = async ({ path }) => {
      if (!/\/conversations(\?|$)/.test(path)) return;
      platform.meanwhile = async () => {};
      await write();
    };
    const desk = await begin(platform);
    await until(desk, () => read(desk) === 2);
    expect(platform.times("GET /conversations")).toBe(1);
    desk.dispose();
  }, 30_000);

  it("shows the list without a live connection too", async () => {
    const desk = await begin(new Deaf(server.origin));
    await until(desk, () => read(desk) === 2);
    expect(ready(desk)?.connection.status).not.toBe("online");
    desk.dispose();
  }, 30_000);
});

describe("small writes that go together", () => {
  const counted = (fails: (keys: readonly string[]) => boolean) => {
    const store = new MemoryStores().open("test");
    const written: string[][] = [];
    const write: Store["write"] = async (changes) => {
      const keys = changes.map(([key]) => key);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (fails(keys)) throw new Error("full");
      written.push(keys);
      await store.write(changes);
    };
    return { written, store: grouped({ ...store, write }) };
  };

  it("wait for the one before, and are stored when they resolve", async () => {
    const { store, written } = counted(() => false);
    const first = store.write([["a", 1]]);
    await Promise.resolve();
    await Promise.resolve();
    const [second, third] = [store.write([["b", 2]]), store.write([["a", 3]])];
    await first;
    expect(await store.get("a")).toBe(1);
    await Promise.all([second, third]);
    expect(written).toEqual([["a"], ["b", "a"]]);
    expect(await store.get("a")).toBe(3);
  });

  it("say so when they were not stored, and do not keep later ones from it", async () => {
    const { store } = counted((keys) => keys.includes("bad"));
    await expect(store.write([["bad", 1]])).rejects.toThrow("full");
    await store.write([["good", 1]]);
    expect(await store.get("good")).toBe(1);
    expect(await store.get("bad")).toBeUndefined();
  });
});
