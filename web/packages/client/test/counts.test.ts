/** What stands beside the views, counted by the real server, with more conversations than one page shows. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Counts } from "../src/desk/counts.ts";
import { openDeskOn } from "../src/desk/open.ts";
import type { Desk, ViewId } from "../src/desk.ts";
import { Http, NoAnswer } from "../src/http.ts";
import type { VisitorDesk } from "../src/visitor.ts";
import type { ConversationWire, CountsWire } from "../src/wire.ts";
import { MemoryPlatform } from "./memory-platform.ts";
import { NodePlatform } from "./node-platform.ts";
import { good, openCustomer, ready, setUpDesk, until, withKit } from "./scenes.ts";
import { type RunningServer, startServer } from "./server.ts";

/** One more than a page. */
const WRITTEN = 51;

describe("on a desk with more conversations than one page", () => {
  let server: RunningServer;
  let owner: Desk;
  let code: string;
  let customer: VisitorDesk;

  const viewOf = (view: ViewId) =>
    ready(owner)!.views.find((v) => JSON.stringify(v.view) === JSON.stringify(view))!;

  beforeAll(async () => {
    server = await startServer();
    ({ desk: owner, code } = await setUpDesk(server));
    customer = await openCustomer(owner, new NodePlatform(server.origin));
    for (let n = 1; n <= WRITTEN; n++)
      expect((await customer.startConversation(`Question ${n}`)).ok).toBe(true);
  }, 120_000);
  afterAll(async () => {
    owner.dispose();
    customer.dispose();
    await server.stop();
  });

  it("all of them are counted in every view they belong to, though none but the open view was loaded", async () => {
    const inbox = ready(owner)!.inboxes[0]!.id;
    await until(owner, () => viewOf("open").open === WRITTEN);
    expect(viewOf("unassigned").open).toBe(WRITTEN);
    expect(viewOf({ inbox }).open).toBe(WRITTEN);
    expect(viewOf("mine").open).toBe(0);
    expect(viewOf("closed").open).toBeNull();
  }, 60_000);

  it("a browser that has loaded one page counts them too, and does not claim to know all that is unread", async () => {
    const browser = await openDeskOn(
      { baseUrl: server.origin, fragment: "" },
      new NodePlatform(server.origin),
    );
    await until(browser, () => browser.state.phase === "signin");
    good(await withKit(browser, "mateo@harbour.test", code));
    const all = () => ready(browser)?.views.find(({ view }) => view === "open");
    await until(browser, () => all()?.open === WRITTEN);
    expect(ready(browser)!.list).toMatchObject({ more: true });
    expect(ready(browser)!.list.rows).toHaveLength(WRITTEN - 1);
    expect(all()).toMatchObject({ unread: WRITTEN - 1, partly: true });
    good(await browser.work.loadMore());
    await until(browser, () => all()?.partly === false);
    expect(all()).toMatchObject({ open: WRITTEN, unread: WRITTEN });
    browser.dispose();
  }, 60_000);

  it("they move with what happens to a conversation", async () => {
    const [row] = ready(owner)!.list.rows;
    good(await owner.work.claim(row!.id));
    await until(owner, () => viewOf("mine").open === 1);
    expect(viewOf("unassigned").open).toBe(WRITTEN - 1);
    good(await owner.work.close(row!.id));
    await until(owner, () => viewOf("open").open === WRITTEN - 1);
    expect(viewOf("mine").open).toBe(0);
  }, 60_000);
});

describe("a desk on which much happens at once", () => {
  const counted = (open: number): CountsWire => ({ mine: 0, unassigned: open, open, inboxes: { a: open } });
  const row = (fields: Partial<ConversationWire> = {}) =>
    ({ state: "open", assignee: null, inbox: "a", ...fields }) as ConversationWire;

  /** Answers what the play says; each question is noted. */
  class Counting extends Http {
    asked = 0;
    answer: () => Promise<CountsWire> = async () => counted(this.asked);
    override get<T>(): Promise<T> {
      this.asked++;
      return this.answer() as Promise<unknown> as Promise<T>;
    }
  }

  const begin = () => {
    const platform = new MemoryPlatform(null as never);
    const http = new Counting(platform);
    return { platform, http, counts: new Counts(http, platform, () => undefined) };
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it("says nothing before the server has counted, and never counts what is closed", async () => {
    const { counts } = begin();
    expect(counts.of("open")).toBeNull();
    counts.ask();
    await settled();
    expect(counts.of("open")).toBe(1);
    expect(counts.of({ inbox: "b" as never })).toBe(0);
    expect(counts.of("closed")).toBeNull();
  });

  it("asks once, and once more for all that came meanwhile", async () => {
    const { platform, http, counts } = begin();
    for (let n = 0; n < 100; n++) counts.heard(undefined, row());
    await settled();
    expect(http.asked).toBe(1);
    platform.ring();
    await settled();
    expect([http.asked, counts.of("open")]).toEqual([2, 2]);
    platform.ring();
    await settled();
    expect(http.asked).toBe(2);
  });

  it("does not ask for a message in a conversation that stays where it is", async () => {
    const { http, counts } = begin();
    counts.heard(row(), row({ lastSequence: 9 }));
    expect(http.asked).toBe(0);
    counts.heard(row(), row({ state: "closed" }));
    expect(http.asked).toBe(1);
  });

  it("keeps the last answer while there is none, and asks again after the next change", async () => {
    const { platform, http, counts } = begin();
    counts.ask();
    await settled();
    http.answer = async () => Promise.reject(new NoAnswer("offline"));
    platform.ring();
    counts.ask();
    await settled();
    expect([http.asked, counts.of("open")]).toEqual([2, 1]);
    http.answer = async () => counted(7);
    platform.ring();
    counts.heard(row(), row({ assignee: "c" as never }));
    await settled();
    expect(counts.of("open")).toBe(7);
  });

  it("asks nothing any more once it is over", async () => {
    const { platform, http, counts } = begin();
    counts.ask();
    counts.ask();
    counts.stop();
    await settled();
    platform.ring();
    expect(http.asked).toBe(1);
  });
});
