// A customer goes on on another device: the phone shows a link, the laptop opens it, a person compares the codes.
//
// Promise: two real browsers that share nothing. Without the word of the first device nothing is handed over, and a link
// works once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const stage = newDesk();
/** Chromium prints refused answers by itself; these are meant to be refused. */
const REFUSED = /status of (404|409|410) .*\/api\/v1\/visitor\/links/;
const TEAM = "Harbourmasters";
const SAID = {
  question: "My anchor is lost",
  answer: "A diver looks for it",
  later: "From the laptop now",
  last: "And the rope?",
};

/** The chat alone in a tab, as its link opens it. */
async function open(address) {
  const page = await stage.open({ screen: PHONE });
  await page.goto(address);
  return page;
}

const chatAddress = (kit) => {
  const [pin, inbox] = ["pin", "inbox"].map(
    (name) => new RegExp(`data-${name}="([^"]+)"`).exec(kit.embedLine)[1],
  );
  return `${stage.desk.origin}/widget/#pin=${pin}&inbox=${inbox}`;
};
const press = (page, name) => page.getByRole("button", { name }).click({ timeout: PATIENCE });
const menu = (page) => press(page, /^Menu/);
const code = (page) => page.locator(".devices .codes").innerText({ timeout: PATIENCE });

async function showLink(page) {
  await menu(page);
  await press(page, "Go on on another device");
  return page.getByRole("textbox", { name: "Or open this link there" }).inputValue({ timeout: PATIENCE });
}

test("a customer writes on the phone, and is answered", async () => {
  const { page, kit } = await stage.setUp({ team: TEAM });
  stage.maya = page;
  stage.phone = await open(chatAddress(kit));
  await stage.phone.getByRole("button", { name: "Start a conversation" }).waitFor({ timeout: PATIENCE });
  await customer.startConversation(stage.phone, { team: TEAM, text: SAID.question });
  await owner.openView(page, "Unassigned");
  await owner.openConversation(page, SAID.question);
  await owner.claim(page);
  await owner.reply(page, SAID.answer);
  await customer.seen(stage.phone, SAID.answer);
});

test("the laptop opens the link, both show one code, and then it has everything", async () => {
  stage.link = await showLink(stage.phone);
  assert.match(stage.link, /&link=[\w-]{43}$/);
  await shoot(stage.phone, "return-link");
  await demandAccess(stage.phone);
  stage.laptop = await open(stage.link);
  await press(stage.laptop, "Go on here");
  const shown = await code(stage.laptop);
  await shoot(stage.laptop, "return-waiting");
  assert.doesNotMatch(stage.laptop.url(), /link=/);
  assert.equal(await stage.laptop.getByText(SAID.question).count(), 0);
  assert.equal(await code(stage.phone), shown);
  await shoot(stage.phone, "return-compare");
  await demandAccess(stage.phone);
  await press(stage.phone, "Yes, the same");
  await stage.phone
    .getByText("Done. Your other device has your conversations now.")
    .waitFor({ timeout: PATIENCE });
  await stage.laptop.getByText("Done. Your conversations are here.").waitFor({ timeout: PATIENCE });
  await shoot(stage.laptop, "return-done");
  await press(stage.laptop, "Done");
  await customer.openRecent(stage.laptop, SAID.answer);
  await customer.seen(stage.laptop, SAID.question);
  await customer.seen(stage.laptop, "Another of your devices can now read this.");
  await shoot(stage.laptop, "return-thread");
});

test("both go on, and the team is told of the device", async () => {
  await customer.say(stage.laptop, SAID.later);
  await press(stage.phone, "Done");
  await customer.seen(stage.phone, SAID.later);
  const thread = owner.conversation(stage.maya);
  await thread.getByText(SAID.later).first().waitFor();
  await thread.getByText("It can read from here, with the history.").waitFor();
  await shoot(stage.maya, "return-console");
});

test("the link works once", async () => {
  const late = await open(stage.link);
  await press(late, "Go on here");
  await late.getByText("This link is over, or was used already.").waitFor({ timeout: PATIENCE });
  assert.equal(await late.getByText(SAID.answer).count(), 0);
});

test("somebody who was faster has another code, and gets nothing", async () => {
  const link = await showLink(stage.phone);
  const thief = await open(link);
  await press(thief, "Go on here");
  await code(thief);
  await code(stage.phone);
  await press(stage.phone, "No, another one");
  await stage.phone.getByText("Nothing more is handed over by this link.").waitFor({ timeout: PATIENCE });
  await thief.getByText("This link is over, or was used already.").waitFor({ timeout: PATIENCE });
  assert.equal(await thief.getByText(SAID.answer).count(), 0);
});

test("a device that was removed hears nothing more", async () => {
  const devices = stage.phone.locator(".devices");
  await devices.getByRole("button", { name: "Back" }).click({ timeout: PATIENCE });
  await devices.getByRole("button", { name: "Remove" }).click({ timeout: PATIENCE });
  await shoot(stage.phone, "return-remove");
  await demandAccess(stage.phone);
  await devices.getByRole("button", { name: "Remove" }).click();
  await devices
    .getByText("Devices that can read your conversations")
    .waitFor({ state: "detached", timeout: PATIENCE });
  await press(stage.phone, "Done");
  await customer.say(stage.phone, SAID.last);
  await owner.conversation(stage.maya).getByText(SAID.last).first().waitFor();
  await customer.seen(stage.phone, "One of your devices was removed.");
  assert.equal(await stage.laptop.getByText(SAID.last).count(), 0);
});

test("nothing went wrong unseen", () => stage.demandSilence(REFUSED, /favicon.ico/));
