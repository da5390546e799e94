/** The shipped loader in a real browser, on a page of another origin with a strict policy. */
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { buildLoader, type Served, serve } from "./story/serve.mjs";

vi.setConfig({ testTimeout: 20_000 });
const pin = "5e".repeat(32);
let browser: Browser;
let chat: Served;
let shop: Served;
let stranger: Served;
let page: Page;
let complaints: string[];

function shopPage(attributes: string): string {
  return `<!doctype html><html lang="en"><title>Shop</title><button id="buy">Buy</button>
<script src="${chat.origin}/sealdesk.js" ${attributes} async></script>`;
}

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const frame = "<!doctype html><html lang=en><title>Frame</title><h1 tabindex=-1>Frame</h1>";
  stranger = await serve({ pages: { "/": frame } });
  chat = await serve({ pages: { "/sealdesk.js": await buildLoader(), "/widget/": frame } });
  const policy = `default-src 'none'; script-src ${chat.origin}; frame-src ${chat.origin} ${stranger.origin}; require-trusted-types-for 'script'`;
  shop = await serve({
    host: "localhost",
    headers: { "content-security-policy": policy },
    pages: {
      "/": shopPage(`data-pin="${pin}" data-inbox="payments" data-color="#7a1f3d" data-position="left"`),
      "/broken/": shopPage(`data-pin="${pin.slice(1)}" data-inbox="payments"`),
    },
  });
}, 60_000);

afterAll(async () => {
  await browser.close();
  for (const served of [chat, shop, stranger]) served.close();
});

// What is left open would go on drawing beside the next play.
afterEach(() => page.context().close());
beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  page = await context.newPage();
  complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  chat.asked.length = 0;
});

const visit = async (path = "/") => {
  await page.goto(shop.origin + path, { waitUntil: "networkidle" });
};
/** The shadow root is closed, so that the page is driven as a person does: by what has the focus. */
const focused = () => page.evaluate(() => document.activeElement?.tagName);
/** Buttons as a screen reader meets them, also inside the closed shadow root. */
async function buttons(): Promise<readonly unknown[]> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  await devtools.detach();
  return nodes.filter((node) => node.role?.value === "button").map((node) => node.name?.value);
}
const openByKeyboard = async () => {
  await page.focus("#buy");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => frame()?.url()).toContain("/widget/");
  await frame()?.waitForLoadState();
};
const frame = (): Frame | undefined => page.frames().find((one) => one.url().startsWith(chat.origin));
const say = (message: unknown, to = shop.origin) =>
  frame()?.evaluate(([said, origin]) => parent.postMessage(said, origin as string), [message, to]);

describe("before it is opened", () => {
  test("it asks for its script and nothing else, stores nothing, and keeps the page's policy", async () => {
    await visit();
    expect(chat.asked).toEqual(["/sealdesk.js"]);
    const kept = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
    expect(kept).toEqual(["", 0, 0]);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("a malformed pin shows no button and says what to mend", async () => {
    await visit("/broken/");
    expect(await page.locator("sealdesk-chat").count()).toBe(0);
    expect(await page.evaluate(() => window.sealdesk)).toBeUndefined();
    expect(complaints.join()).toContain("data-pin must be the 64 hex digits");
  });

  test("the button has a name", async () => {
    await visit();
    await expect.poll(buttons).toContain("Open chat");
  });
});

describe("opened", () => {
  test("the pin travels in the fragment and the focus moves in", async () => {
    await visit();
    await openByKeyboard();
    const url = new URL(frame()?.url() ?? "");
    expect(url.search).toBe("");
    expect(new URLSearchParams(url.hash.slice(1)).get("pin")).toBe(pin);
    expect(chat.asked.join()).not.toContain(pin);
    expect(await focused()).toBe("SEALDESK-CHAT");
    await frame()?.evaluate(() => {
      addEventListener("keydown", (event) => document.body.setAttribute("data-key", event.key));
    });
    // The window is told of its focus by another process, a moment after the page is.
    const pressed = async () => {
      await page.keyboard.press("k");
      return frame()?.getAttribute("body", "data-key");
    };
    await expect.poll(pressed, { timeout: 10_000 }).toBe("k");
    expect(complaints).toEqual([]);
  });

  test("the frame can close it, and the focus comes back", async () => {
    await visit();
    await openByKeyboard();
    await page.evaluate(() => {
      window.sealdesk?.push((chat) =>
        chat.on("close", () => document.body.setAttribute("data-closed", "yes")),
      );
    });
    await say({ sealdesk: "close" });
    await page.waitForSelector("body[data-closed]");
    expect(await focused()).toBe("SEALDESK-CHAT");
    await expect.poll(buttons).toContain("Open chat");
  });

  test("unread messages reach the button's name and the page's listeners", async () => {
    await visit();
    await openByKeyboard();
    await page.evaluate(() => window.sealdesk?.push((chat) => chat.close()));
    await say({ sealdesk: "unread", count: 2 });
    await expect.poll(buttons).toContain("Open chat. New messages: 2");
  });

  test("on the next page of the site it waits unseen, and says what came meanwhile", async () => {
    await visit();
    await openByKeyboard();
    await page.evaluate(() => window.sealdesk?.push((chat) => chat.close()));
    await visit();
    await expect.poll(() => frame()?.url()).toContain("/widget/");
    await frame()?.waitForLoadState();
    expect(await frame()?.evaluate(() => [innerWidth, innerHeight])).toEqual([0, 0]);
    expect(await focused()).toBe("BODY");
    await say({ sealdesk: "unread", count: 1 });
    await expect.poll(buttons).toContain("Open chat. New messages: 1");
    await page.evaluate(() => window.sealdesk?.push((chat) => chat.open()));
    await expect.poll(() => frame()?.evaluate(() => innerWidth)).toBe(384);
    expect(page.frames().length).toBe(2);
    expect(complaints).toEqual([]);
  });

  test("another tab of the same site loads nothing by that", async () => {
    await visit();
    await openByKeyboard();
    const tab = await page.context().newPage();
    await tab.goto(shop.origin, { waitUntil: "networkidle" });
    expect(tab.frames().length).toBe(1);
  });

  test("another origin's frame is not listened to", async () => {
    await visit();
    await openByKeyboard();
    await page.evaluate((origin) => {
      const other = document.createElement("iframe");
      other.src = origin;
      document.body.append(other);
      window.sealdesk?.push((chat) =>
        chat.on("close", () => document.body.setAttribute("data-closed", "yes")),
      );
      window.sealdesk?.push((chat) =>
        chat.on("unread", () => document.body.setAttribute("data-unread", "yes")),
      );
    }, stranger.origin);
    await expect.poll(() => page.frames().some((one) => one.url().startsWith(stranger.origin))).toBe(true);
    const other = page.frames().find((one) => one.url().startsWith(stranger.origin));
    await other?.waitForLoadState();
    await other?.evaluate(() => {
      parent.postMessage({ sealdesk: "unread", count: 9 }, "*");
      parent.postMessage({ sealdesk: "close" }, "*");
    });
    await say({ sealdesk: "unread", count: 1 });
    await page.waitForSelector("body[data-unread]");
    expect(await page.locator("body[data-closed]").count()).toBe(0);
    expect(await buttons()).toContain("Close chat");
  });

  test("a second script changes nothing", async () => {
    await visit();
    await page.addScriptTag({ url: `${chat.origin}/sealdesk.js` }).catch(() => {});
    expect(await page.locator("sealdesk-chat").count()).toBe(1);
  });
});

test("on a phone the panel fills the screen", async () => {
  await page.setViewportSize({ width: 360, height: 700 });
  await visit();
  await openByKeyboard();
  expect(await frame()?.evaluate(() => [innerWidth, innerHeight])).toEqual([360, 700]);
});

test("on a desk it is a panel of 384 pixels", async () => {
  await visit();
  await openByKeyboard();
  expect(await frame()?.evaluate(() => [innerWidth, innerHeight])).toEqual([384, 720]);
});
