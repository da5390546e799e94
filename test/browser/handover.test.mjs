// A customer asks the assistant, and then lets a person see what was said, or not.
//
// Promise: until the customer agrees, the chat only reads from the server, and
// nobody on staff has anything new. What is then passed on arrives as the
// customer saw it, and says about itself that it was only shown on a device.
// Written right to left, without a connection, or on a small phone, the way to a
// person stays open.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, recordTraffic, shoot, storedBy, watchPage } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const SMALL = { viewport: { width: 320, height: 568 }, hasTouch: true };

const QUESTION = "I have lost my card";
const DETAIL = "It was near Ostrakova jetty";
const KEPT_BACK = "Somebody stole my card";
const SAID_INSTEAD = "Please call me back about Quillivant tide";
const WITHOUT_CONNECTION = "Is anybody at the Zephyrine harbour?";
const NAME = "Thandeka Marrowby";
const TEAM = "Payments";

/** Chromium prints every request that found no connection, and a frame's own code as one too. */
const NO_CONNECTION = /ERR_INTERNET_DISCONNECTED/;

const stage = sampleDesk(async (stage) => {
  stage.agent = await openConsole("Jonas Lindqvist");
});

async function openPage(options, allowed = []) {
  const context = await stage.browser.newContext(options);
  const page = await context.newPage();
  const watched = watchPage(page);
  stage.watched.push({ watched, allowed });
  return { context, page, traffic: recordTraffic(page) };
}

async function openConsole(name) {
  const { page } = await openPage(LAPTOP);
  await page.goto(`${stage.demo.origin}/console/`);
  await page.getByRole("region", { name: "This is a demo" }).getByRole("button", { name }).click();
  await owner.conversations(page).waitFor({ timeout: PATIENCE });
  await owner.openView(page, "Unassigned");
  return page;
}

async function visit(options, allowed) {
  const visitor = await openPage(options, allowed);
  await visitor.page.goto(`${stage.demo.site}/`);
  return visitor;
}

/** What the chat asked the server to do, reading left out. */
const changes = ({ traffic }) =>
  traffic.sent
    .map(({ where }) => where)
    .filter((where) => /^address of (?!GET )/.test(where) && where.includes(`${stage.demo.origin}/api/`));

const rows = () => owner.conversations(stage.agent).getByRole("listitem").count();
const inList = (words) => owner.conversations(stage.agent).getByRole("button", { name: words });
const sourceOf = (chat) =>
  chat.getByRole("log").getByRole("blockquote").last().getByRole("button").innerText();

/** A frame's page that scrolls sideways, or a place to write that cannot be reached, is a broken layout. */
async function demandRoom(chat) {
  const wide = await chat.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${wide} px stick out sideways`);
  const box = await chat.getByRole("textbox").evaluate((el) => {
    const { left, right, bottom } = el.getBoundingClientRect();
    return { left, right: window.innerWidth - right, bottom: window.innerHeight - bottom };
  });
  for (const [side, room] of Object.entries(box))
    assert.ok(room >= 0, `the composer ends ${room} px ${side}`);
}

test("a page with the chat stores nothing until the chat is opened", async () => {
  stage.before = await rows();
  stage.visitor = await visit(PHONE);
  const { page } = stage.visitor;
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.deepEqual(await storedBy(page), []);
  stage.chat = await customer.openChat(page, stage.demo.origin);
  assert.ok((await storedBy(page)).length > 0, "the list must see what an opened chat stores");
});

test("the assistant answers from an article, and the card says who would see what", async () => {
  await customer.ask(stage.chat, QUESTION);
  stage.source = await sourceOf(stage.chat);
  assert.match(stage.source, /card · \d+ \w+/i);
  await stage.chat.getByRole("button", { name: "Talk to a person" }).click();
  const card = stage.chat.getByRole("region", { name: "Talk to a person" });
  await card.getByText(`Shall I pass this on to the ${TEAM} team?`).waitFor();
  await card.getByText("They will see what we wrote here.").waitFor();
  await shoot(stage.visitor.page, "widget-consent");
  await demandAccess(stage.chat);
});

test("up to here the server was asked for nothing but reading, and staff have nothing new", async () => {
  assert.deepEqual(changes(stage.visitor), []);
  await stage.agent.waitForTimeout(300);
  assert.equal(await rows(), stage.before);
});

test("after the yes the customer sees the same answer, with the date of its article", async () => {
  await stage.chat.getByRole("button", { name: "Yes, pass it on" }).click();
  const passedOn = stage.chat.getByRole("region", { name: "as shown on your device" });
  await passedOn.getByText(QUESTION).waitFor({ timeout: PATIENCE });
  assert.equal(await sourceOf(stage.chat), stage.source);
  assert.ok(changes(stage.visitor).some((where) => where.endsWith("/conversations")));
  await shoot(stage.visitor.page, "widget-passed-on");
  await demandAccess(stage.chat);
  await customer.say(stage.chat, DETAIL);
});

test("the agent sees it, marked as told by the visitor's device", async () => {
  await inList(/Ostrakova/).click({ timeout: PATIENCE });
  const log = owner.conversation(stage.agent).getByRole("log");
  await log.getByText("Shown on the visitor’s device before you joined").waitFor();
  await log.getByText(QUESTION).first().waitFor();
  const title = stage.source.split(" · ")[0].trim();
  await log.getByText(title).waitFor();
  await owner.openView(stage.agent, "Unassigned");
  assert.equal(await rows(), stage.before + 1);
  await shoot(stage.agent, "console-passed-on");
});

test("who answers is named as answering, not as somebody new who can read", async () => {
  const page = stage.agent;
  await owner.claim(page);
  await owner.reply(page, "I have stopped your card.");
  await customer.seen(stage.chat, "I have stopped your card.");
  const text = await customer.threadText(stage.chat);
  assert.match(text, /Jonas Lindqvist.* is answering you/);
  assert.doesNotMatch(text, /can now read/);
  await stage.chat.getByText(`${TEAM} · here now`).waitFor();
});

test("a name that the customer gives reaches the agent, and nobody had it before", async () => {
  await stage.agent.getByRole("region", { name: /^Conversation with Visitor / }).waitFor();
  await stage.chat.getByRole("button", { name: /^Menu/ }).click();
  await stage.chat.getByRole("textbox", { name: "Your name" }).fill(NAME);
  await stage.chat.getByRole("button", { name: "Save" }).click();
  await stage.chat.getByRole("button", { name: "Done" }).click();
  const named = stage.agent.getByRole("region", { name: `Conversation with ${NAME}` });
  await named.waitFor({ timeout: PATIENCE });
});

test("without what was written: staff get only what is sent, once it is sent", async () => {
  const visitor = await visit(PHONE);
  const chat = await customer.openChat(visitor.page, stage.demo.origin);
  await customer.ask(chat, KEPT_BACK);
  await chat.getByRole("button", { name: "Talk to a person" }).click();
  await chat.getByRole("button", { name: "Not now" }).click();
  await chat.getByRole("button", { name: "Talk to a person" }).click();
  await chat.getByRole("button", { name: "Without what we wrote" }).click();
  await chat.getByText(`Only you and the ${TEAM} team will read this`).waitFor();
  assert.equal(await chat.getByRole("textbox").inputValue(), KEPT_BACK);
  assert.deepEqual(changes(visitor), []);
  await customer.say(chat, SAID_INSTEAD);
  await owner.openView(stage.agent, "Unassigned");
  await inList(/Quillivant/).click({ timeout: PATIENCE });
  const log = owner.conversation(stage.agent).getByRole("log");
  await log.getByText(SAID_INSTEAD).waitFor();
  assert.equal(await log.getByText(KEPT_BACK).count(), 0);
  assert.equal(await log.getByText("Shown on the visitor’s device").count(), 0);
});

test("a first message without a connection is kept, says so, and goes out once by itself", async () => {
  const visitor = await visit(PHONE, [NO_CONNECTION]);
  const chat = await customer.openChat(visitor.page, stage.demo.origin);
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat.getByRole("button", { name: "Talk to a person" }).click();
  await visitor.context.setOffline(true);
  await customer.say(chat, WITHOUT_CONNECTION);
  await chat.getByText("Waits for a connection, then goes out by itself").waitFor({ timeout: PATIENCE });
  await chat.getByText("No connection now.").waitFor();
  await shoot(visitor.page, "widget-first-offline");
  await visitor.context.setOffline(false);
  await chat.getByText(/^Sent /).waitFor({ timeout: PATIENCE });
  await owner.openView(stage.agent, "Unassigned");
  await inList(/Zephyrine/)
    .first()
    .waitFor({ timeout: PATIENCE });
  assert.equal(await inList(/Zephyrine/).count(), 1);
});

for (const [name, options] of Object.entries({ phone: PHONE, small: SMALL, desktop: LAPTOP })) {
  test(`right to left on a ${name}: nothing sticks out, and one can write`, async () => {
    const { page } = await visit(options);
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    const chat = await customer.openChat(page, stage.demo.origin, { edge: "left" });
    await chat.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    await customer.ask(chat, "مرحبا");
    await demandRoom(chat);
    await customer.say(chat, "I lost my card");
    await shoot(page, `widget-rtl-${name}`);
    await demandRoom(chat);
    await demandAccess(chat);
  });
}

test("no page complained", () => {
  for (const { watched, allowed } of stage.watched) watched.demandSilence(...allowed);
});
