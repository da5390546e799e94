// A shift at the desk: several conversations at once, a reload in the middle, no network for a while, two tabs.
//
// Promise: nothing that was typed is lost, nobody loses their place, what was
// written without a connection goes out by itself when there is one again, and
// what can be undone is offered to be undone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, sampleDesk } from "./people/stage.mjs";

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED/;
const WHO = "Priya Raman";
const HALF = "I have found the Quillon transfer and";
const OTHER = "Yes, the Marrow branch is open";
const OFFLINE = "Written in the Tannery tunnel";
const SECOND_TAB = "And this from my Pelham tab";
const ASKED = "My Ostrakova card is bent, what now?";
const BELOW = "One more about the Kestrel branch";
const LONG = Array.from({ length: 40 }, (_, n) => `Line ${n + 1}`).join("\n");
const MEANWHILE = "Hello? Is the Zephyr line dead?";

const stage = sampleDesk(async (stage) => {
  stage.page = await stage.open(LAPTOP);
  stage.context = stage.page.context();
  const { page } = stage;
  await page.goto(`${stage.demo.origin}/console/`);
  await page.getByRole("region", { name: "This is a demo" }).getByRole("button", { name: WHO }).click();
  await owner.conversations(page).getByRole("listitem").nth(3).waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => !document.body.innerText.includes("Opening…"));
});

const reply = (page = stage.page) => page.getByRole("textbox", { name: "Reply", exact: true });
const row = (who) => owner.conversations(stage.page).getByRole("button", { name: who });
const openRow = async (who) => {
  await row(who).click();
  await owner
    .conversation(stage.page)
    .and(stage.page.getByLabel(`Conversation with ${who}`))
    .waitFor();
};

test("a visitor writes, and it waits for somebody under Unassigned", async () => {
  stage.site = await stage.open(LAPTOP, `${stage.demo.site}/`);
  stage.chat = await customer.openChat(stage.site, stage.demo.origin);
  await stage.chat.getByRole("button", { name: "Start a conversation" }).click();
  await stage.chat.getByRole("button", { name: "Talk to a person" }).click();
  await customer.say(stage.chat, ASKED);
  await owner.openView(stage.page, "Unassigned");
  await owner.openConversation(stage.page, ASKED);
});

test("claiming takes the row out of Unassigned, leaves the conversation open, and can be undone", async () => {
  const { page } = stage;
  await owner.claim(page);
  await row(ASKED).waitFor({ state: "detached" });
  await owner.conversation(page).getByRole("log").getByText(ASKED).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await row(ASKED).waitFor();
  await page.keyboard.press("c");
  await row(ASKED).waitFor({ state: "detached" });
});

test("what is said about it does not cover where one writes", async () => {
  const { page } = stage;
  const toast = await page.locator(".toast").boundingBox();
  const composer = await page.getByRole("tabpanel").boundingBox();
  const apart = toast.x + toast.width <= composer.x || toast.y + toast.height <= composer.y;
  assert.ok(apart, "the line about the claim lies over the composer");
});

test("a half-written reply stays with its conversation, and the list says so", async () => {
  const { page } = stage;
  await owner.openView(page, "All open");
  await openRow("Amara Okafor");
  await reply().fill(HALF);
  await openRow("Daniel Whitcombe");
  assert.equal(await reply().inputValue(), "");
  await row("Amara Okafor").getByText("Draft:").waitFor();
  await reply().fill(OTHER);
  await openRow("Amara Okafor");
  assert.equal(await reply().inputValue(), HALF);
  assert.equal(
    await row("Amara Okafor").getByText("Draft:").count(),
    0,
    "what is open is no draft to go back to",
  );
});

test("a message that arrives elsewhere neither takes the focus nor the text", async () => {
  const { page } = stage;
  await reply().press("Control+End");
  await customer.say(stage.chat, MEANWHILE);
  await row(MEANWHILE).waitFor();
  await page.keyboard.type(" it");
  assert.equal(await reply().inputValue(), `${HALF} it`);
  await reply().fill(HALF);
});

test("after a reload one is where one was, with every draft", async () => {
  const { page } = stage;
  await page.reload();
  await owner.conversations(page).getByRole("heading", { name: "All open" }).waitFor({ timeout: 30_000 });
  await page.getByLabel("Conversation with Amara Okafor").waitFor();
  assert.equal(await reply().inputValue(), HALF);
  await row("Daniel Whitcombe").getByText(OTHER).waitFor();
  await shoot(page, "shift-after-reload");
});

test("Back goes back, and Forward returns", async () => {
  const { page } = stage;
  await owner.openArea(page, "People");
  await page.goBack();
  await page.getByLabel("Conversation with Amara Okafor").waitFor();
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
  await page.goBack();
  await page.getByLabel("Conversation with Amara Okafor").waitFor();
});

test("without a network one is told, goes on writing, and it is sent by itself afterwards", async () => {
  const { page, context } = stage;
  await context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await reply().fill(OFFLINE);
  await page.keyboard.press("Control+Enter");
  const log = owner.conversation(page).getByRole("log");
  await log.getByText(OFFLINE).waitFor();
  await log.getByText("Waiting for a connection").waitFor();
  await page.getByText("1 message waits on this device.").waitFor();
  await openRow("Daniel Whitcombe");
  // The place for what does not verify is always there, and empty.
  const alerts = (await page.getByRole("alert").allInnerTexts()).filter((text) => text !== "");
  assert.deepEqual(alerts, [], "reading what is here is no failure");
  await openRow("Amara Okafor");
  await shoot(page, "shift-offline");
  await context.setOffline(false);
  await page.getByText("You are offline.").waitFor({ state: "detached" });
  await log.getByText("Waiting for a connection").waitFor({ state: "detached", timeout: 30_000 });
  await log.getByText(OFFLINE).waitFor();
});

test("two tabs show the same, and what one sends the other does not send again", async () => {
  const { page, context } = stage;
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByLabel("Conversation with Amara Okafor").waitFor({ timeout: 30_000 });
  await reply(second).fill(SECOND_TAB);
  await second.keyboard.press("Control+Enter");
  const log = owner.conversation(page).getByRole("log");
  await log.getByText(SECOND_TAB).waitFor();
  for (const each of [page, second]) {
    const there = owner.conversation(each).getByRole("log");
    await there.getByText(SECOND_TAB).waitFor();
    assert.equal(await there.getByText(SECOND_TAB).count(), 1);
    assert.equal(await there.getByText(OFFLINE).count(), 1);
  }
  await second.close();
});

test("who has scrolled up is told of a new message, and has not read it until it is in sight", async () => {
  const { page } = stage;
  await owner.openView(page, "Assigned to me");
  await row(MEANWHILE).click();
  const log = owner.conversation(page).getByRole("log");
  await log.getByText(MEANWHILE).waitFor();
  await reply().fill(LONG);
  await page.keyboard.press("Control+Enter");
  await log.getByText("Line 40").waitFor();
  await log.evaluate((el) => el.scrollTo({ top: 0 }));
  await customer.say(stage.chat, BELOW);
  const told = page.getByRole("button", { name: "New message" });
  await told.waitFor();
  await row(BELOW).getByText("Unread").waitFor({ state: "attached" });
  await told.click();
  await told.waitFor({ state: "detached" });
  await row(BELOW).getByText("Unread").waitFor({ state: "detached" });
});

test("search finds words in the middle of what was said, and Escape leaves at once", async () => {
  const { page } = stage;
  await page.getByRole("log").focus();
  await page.keyboard.press("/");
  await page.keyboard.type("zephyr line");
  const palette = page.getByRole("dialog", { name: "Search or do" });
  await palette.getByText(MEANWHILE).waitFor();
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
});

test("a colleague's conversation can be taken over, which says whose it was", async () => {
  const { page } = stage;
  await owner.openView(page, "All open");
  await openRow("Amara Okafor");
  const assigned = owner.conversation(page).getByRole("button", { name: /^Assigned to/ });
  const before = (await assigned.innerText()).trim();
  assert.ok(!before.includes(WHO));
  await page.getByRole("log").focus();
  await page.keyboard.press("c");
  await page.getByText(/is yours now, and no longer/).waitFor();
  await owner
    .conversation(page)
    .getByRole("button", { name: `Assigned to ${WHO}` })
    .waitFor();
  stage.demandSilence(NO_NETWORK);
});
