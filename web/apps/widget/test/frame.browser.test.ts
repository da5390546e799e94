/** Loader and frame together, each from its own origin and under its own strict policy. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { buildFrame, buildLoader, type Served, serve } from "./story/serve.mjs";

vi.setConfig({ testTimeout: 60_000 });
const pin = "5e".repeat(32);
let browser: Browser;
let chat: Served;
let shop: Served;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const policy =
    "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";
  const pages = { "/sealdesk.js": await buildLoader() };
  chat = await serve({ folder: await buildFrame(), pages, headers: { "content-security-policy": policy } });
  const html = `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
<script src="${chat.origin}/sealdesk.js" data-pin="${pin}" data-inbox="payments" data-color="#0a6e6e"></script>`;
  shop = await serve({ host: "localhost", pages: { "/": html } });
}, 90_000);
afterAll(async () => {
  await browser.close();
  for (const served of [chat, shop]) served.close();
});
// What is left open would go on drawing beside the next play.
afterEach(() => page.context().close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
});

async function openChat() {
  await page.goto(shop.origin);
  await page.evaluate(() => {
    window.sealdesk?.push((chat) =>
      chat.on("unread", (count) => document.body.setAttribute("data-unread", String(count))),
    );
    window.sealdesk?.push((chat) => chat.on("close", () => document.body.setAttribute("data-closed", "yes")));
    window.sealdesk?.push((chat) => chat.open());
  });
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames()[1];
  if (frame === undefined) throw new Error("the loader made no frame");
  await frame.getByRole("heading", { name: /^Good / }).waitFor();
  return frame;
}

test("the chat opens under strict policies and breaks neither", async () => {
  const frame = await openChat();
  await frame.getByRole("button", { name: "Start a conversation" }).click();
  await frame.getByRole("textbox").waitFor();
  expect(complaints).toEqual([]);
});

test("later screens come with their styles", async () => {
  const frame = await openChat();
  await frame.getByRole("button", { name: "Menu: your name, this device" }).click();
  const sheet = frame.getByRole("dialog");
  await sheet.waitFor();
  expect(await sheet.evaluate((el) => getComputedStyle(el).borderTopLeftRadius)).toBe("16px");
  expect(complaints).toEqual([]);
});

test("the page learns how many messages are unread, and nothing more", async () => {
  await openChat();
  await page.waitForSelector("body[data-unread='1']");
});

test("Escape in the frame closes the panel", async () => {
  await openChat();
  await page.keyboard.press("Escape");
  await page.waitForSelector("body[data-closed]");
});

test("the organisation's colour comes from the embed line at first", async () => {
  const frame = await openChat();
  expect(await frame.evaluate(() => document.documentElement.style.getPropertyValue("--brand"))).toBe(
    "#0a6e6e",
  );
});

test("a broken line explains itself and offers nothing to write", async () => {
  await page.goto(`${chat.origin}/widget/#pin=123&inbox=payments`);
  await page.getByRole("heading", { name: "This chat is not set up right" }).waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
});

test("a client that does not load can be tried again", async () => {
  await page.goto(`${chat.origin}/widget/#pin=${pin}&inbox=unreachable`);
  await page.getByRole("alert").getByText("could not be loaded").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("alert").waitFor();
});
