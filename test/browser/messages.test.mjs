// What was said can be answered, felt about, changed and taken back, and both
// sides see the same.
//
// Promise: the real server between two browsers. A change shows what stood there
// before; a removal leaves its line; nothing of either is a secret of one side.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const TEAM = "Payments";

const SAID = {
  first: "The crane at Ostrakova stopped at noon",
  second: "The crane at Ostrakova stopped at one",
  answer: "We send somebody to Quillivant quay",
  reply: "Thank you, he is here",
  mistake: "My code is Zephyrine",
};

/** Sent while the customer reads what stands further up. */
const MEANWHILE = ["The Quillivant tug has left", "It passes Marrowby now", "He is at the Ostrakova gate"];

const stage = sampleDesk();

const thread = () => stage.chat.getByRole("log");
const desk = () => owner.conversation(stage.agent).getByRole("log");
const press = (where, name) => where.getByRole("button", { name, exact: true }).click();

test("a customer and an agent meet", async () => {
  stage.phone = await stage.open(PHONE, `${stage.demo.site}/`);
  stage.chat = await customer.openChat(stage.phone, stage.demo.origin);
  await customer.writeToPerson(stage.chat, { team: TEAM, text: SAID.first });
  stage.agent = await stage.open(LAPTOP, `${stage.demo.origin}/console/`);
  await stage.agent
    .getByRole("region", { name: "This is a demo" })
    .getByRole("button", { name: "Jonas Lindqvist" })
    .click();
  await owner.openView(stage.agent, "Unassigned");
  await owner.openConversation(stage.agent, SAID.first);
  await owner.claim(stage.agent);
  await owner.reply(stage.agent, SAID.answer);
  await customer.seen(stage.chat, SAID.answer);
});

test("a change reaches the agent, and says what stood there before", async () => {
  const sheet = await customer.openOptions(stage.chat, SAID.first);
  await demandAccess(stage.chat);
  await press(sheet, "Change");
  await customer.type(stage.chat, SAID.second);
  await press(stage.chat, "Send");
  await customer.seen(stage.chat, SAID.second);
  await press(thread(), "edited");
  await thread().getByText("It said before:").waitFor();
  await thread().getByText(SAID.first).waitFor();
  await shoot(stage.phone, "widget-changed");
  await desk().getByText(SAID.second).waitFor({ timeout: PATIENCE });
});

test("an answer names what it answers, and a press on it goes there", async () => {
  const sheet = await customer.openOptions(stage.chat, SAID.answer);
  await press(sheet, "Reply");
  await stage.chat.getByText("Reply to Jonas Lindqvist").waitFor();
  await customer.say(stage.chat, SAID.reply);
  const quote = thread().getByRole("button", { name: `Answers Jonas Lindqvist: ${SAID.answer}` });
  await quote.click();
  const focused = await stage.chat.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  assert.equal(focused, `Options for: ${SAID.answer}`);
});

test("a feeling is shown and taken back by the same press", async () => {
  const sheet = await customer.openOptions(stage.chat, SAID.answer);
  await press(sheet, "👍");
  const chip = thread().getByRole("button", { name: /^👍/, pressed: true });
  await chip.waitFor({ timeout: PATIENCE });
  await chip.click();
  await chip.waitFor({ state: "detached", timeout: PATIENCE });
});

test("what is removed is gone on both sides, and leaves its line", async () => {
  await customer.say(stage.chat, SAID.mistake);
  await desk().getByText(SAID.mistake).waitFor({ timeout: PATIENCE });
  const sheet = await customer.openOptions(stage.chat, SAID.mistake);
  await press(sheet, "Remove");
  await press(stage.chat, "Remove it");
  await thread().getByText("You removed a message.").waitFor({ timeout: PATIENCE });
  assert.equal(await thread().getByText(SAID.mistake).count(), 0);
  await desk().getByText(SAID.mistake).waitFor({ state: "detached", timeout: PATIENCE });
});

test("nobody can change or remove what the other one said", async () => {
  const sheet = await customer.openOptions(stage.chat, SAID.answer);
  assert.equal(await sheet.getByRole("button", { name: "Change" }).count(), 0);
  assert.equal(await sheet.getByRole("button", { name: "Remove" }).count(), 0);
  await customer.closeSheet(sheet);
});

test("emoji are found by a word and by the keyboard", async () => {
  await press(stage.chat, "Emoji");
  const panel = stage.chat.getByRole("dialog", { name: "Emoji" });
  await panel.getByRole("searchbox").fill("lighthouse no such thing");
  await panel.getByText("No emoji for that.").waitFor();
  await panel.getByRole("searchbox").fill("anchor");
  await panel.getByRole("button", { name: "anchor" }).waitFor();
  await panel.getByRole("searchbox").press("Tab");
  await stage.phone.keyboard.press("Enter");
  await panel.waitFor({ state: "detached" });
  assert.match(await customer.box(stage.chat).inputValue(), /⚓/);
  await customer.type(stage.chat, "");
});

test("a link says where it goes before anything is opened", async () => {
  await customer.say(stage.chat, "See https://quay.example/pay");
  await thread().getByRole("link", { name: "https://quay.example/pay" }).click();
  const sheet = stage.chat.getByRole("dialog", { name: "Leave this chat?" });
  await sheet.getByText("quay.example", { exact: true }).waitFor();
  const link = sheet.getByRole("link", { name: "Open it" });
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer nofollow");
  assert.equal(await link.getAttribute("href"), "https://quay.example/pay");
  await press(sheet, "Stay here");
  assert.equal(stage.phone.context().pages().length, 1);
});

test("with keys alone one goes from message to message and back", async () => {
  const options = thread().getByRole("button", { name: /^Options for/ });
  await options.last().focus();
  await stage.phone.keyboard.press("ArrowUp");
  await stage.phone.keyboard.press("Enter");
  const sheet = stage.chat.getByRole("dialog", { name: "This message" });
  await sheet.waitFor();
  await stage.phone.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  const back = await stage.chat.evaluate(() => document.activeElement?.className);
  assert.equal(back, "opt", "the focus comes back to the message");
});

test("who reads further up is told how much has come, and it counts as read only at the end", async () => {
  const read = () => owner.message(stage.agent, MEANWHILE.at(-1)).getByText(/^Read/);
  const fromEnd = () => thread().evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  await stage.phone.setViewportSize({ width: 390, height: 440 });
  await thread().evaluate((log) => log.scrollTo(0, 0));
  await stage.chat.waitForFunction(() => document.querySelector("[role=log]").scrollTop === 0);
  const pill = stage.chat.getByRole("button", { name: /^\d new messages?$/ });
  assert.equal(await pill.count(), 0, "nothing has come yet");
  for (const [at, text] of MEANWHILE.entries()) {
    await owner.reply(stage.agent, text);
    await pill
      .getByText(at === 0 ? "1 new message" : `${at + 1} new messages`, { exact: true })
      .waitFor({ timeout: PATIENCE });
  }
  assert.equal(await thread().evaluate((log) => log.scrollTop), 0, "what is being read does not move");
  assert.equal(await read().count(), 0, "what is out of sight is not read");
  await shoot(stage.phone, "widget-below");
  await demandAccess(stage.chat);
  await pill.click();
  await pill.waitFor({ state: "detached" });
  assert.ok((await fromEnd()) < 48, "the newest is in sight");
  const focused = await stage.chat.evaluate(() => document.activeElement?.getAttribute("role"));
  assert.equal(focused, "log", "the focus goes along");
  await read().waitFor({ timeout: PATIENCE });
});

test("no page complained", () => {
  stage.demandSilence();
});
