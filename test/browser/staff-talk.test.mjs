// What staff do with what was said: answer it, react, change and take back, send files and look at them.
//
// Promise: two real browsers and the real server between them. What the customer's window shows is what staff did, and
// a file reaches the other side as it was chosen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import { covered } from "./harness/layout.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { PATIENCE, sampleDesk } from "./people/stage.mjs";

const WIDE = { viewport: { width: 1440, height: 900 } };
const TEAM = "Payments";
const QUESTION = "Which berth is Ostrakova moored at?";
const ANSWER = "She is at berth eleven";
const RIGHT = "She is at berth twelve";
const table = {
  name: "berths.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("Berth 12: Ostrakova\n".repeat(400)),
};
const program = { name: "berths.txt.exe", mimeType: "", buffer: Buffer.from("MZ no real program") };

const stage = sampleDesk(async (stage) => {
  stage.staff = await openPage();
  await owner.enterDemo(stage.staff, { origin: stage.demo.origin, name: /Jonas/ });
  await owner.openView(stage.staff, "Unassigned");
  stage.site = await openPage();
  await stage.site.goto(`${stage.demo.site}/`);
  stage.chat = await customer.openChat(stage.site, stage.demo.origin);
});

const openPage = () => stage.open(WIDE);

test("a reply quotes the question, on both sides", async () => {
  const { chat, staff } = stage;
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat.getByRole("button", { name: "Talk to a person" }).click();
  await chat.getByText(`Only you and the ${TEAM} team will read this`).waitFor();
  await customer.say(chat, QUESTION);
  await owner.openConversation(staff, QUESTION);
  await owner.choose(staff, QUESTION, "Reply to this");
  await owner.conversation(staff).getByText("Reply to Visitor").waitFor();
  await owner.reply(staff, ANSWER);
  await owner
    .message(staff, ANSWER)
    .getByRole("button", { name: /^In reply to/ })
    .waitFor({ timeout: PATIENCE });
  await customer.seen(chat, ANSWER);
});

test("what was changed says so, with what it said before", async () => {
  const { chat, staff } = stage;
  await owner.changeMessage(staff, ANSWER, RIGHT);
  await customer.seen(chat, RIGHT);
  const said = owner.message(staff, RIGHT);
  await said.getByRole("button", { name: /^changed/ }).click();
  await said.getByText(ANSWER).waitFor();
  await shoot(staff, "console-changed");
  await demandAccess(staff);
});

test("a reaction found by a word reaches the customer", async () => {
  const { chat, staff } = stage;
  await owner.react(staff, QUESTION, "thumbs up");
  await chat.getByRole("log").getByText("👍").first().waitFor({ timeout: PATIENCE });
});

test("what was taken back is gone from both sides, and its line stays", async () => {
  const { chat, staff } = stage;
  await owner.reply(staff, "Wrong window, sorry");
  await customer.seen(chat, "Wrong window, sorry");
  await owner.removeMessage(staff, "Wrong window, sorry");
  await owner.conversation(staff).getByText("You removed a message.").waitFor();
  for (const place of [chat.getByRole("log"), chat.getByRole("status")]) {
    await place.getByText("Wrong window, sorry").waitFor({ state: "detached", timeout: PATIENCE });
  }
});

test("a file goes along with a reply, and is saved as it was", async () => {
  const { staff } = stage;
  const staged = await owner.attach(staff, [table]);
  await owner.reply(staff, "The list of berths");
  await staged.waitFor({ state: "detached", timeout: PATIENCE });
  const saved = await owner.saveFile(staff, table.name);
  assert.deepEqual(readFileSync(await saved.path()), table.buffer);
  assert.equal(saved.suggestedFilename(), table.name);
});

test("with a reaction below a file, no button of the thread covers another", async () => {
  const { chat, staff } = stage;
  await owner.reply(staff, "Ask at the office");
  await owner.reply(staff, "Before six");
  await customer.seen(chat, "Before six");
  const sheet = await customer.openOptions(chat, "The list of berths");
  await sheet.getByRole("button", { name: "👍" }).first().click();
  await owner
    .message(staff, "The list of berths")
    .getByRole("list", { name: "Reactions" })
    .waitFor({ timeout: PATIENCE });
  assert.deepEqual(await covered(chat, ".opt, .rx, .fl"), []);
  // All at once, as one is under the pointer while another has the focus.
  await staff.evaluate(() => {
    const all = new CSSStyleSheet();
    all.replaceSync(".msg .msg-do { display: block }");
    document.adoptedStyleSheets = [all];
  });
  assert.deepEqual(await covered(staff, ".msg-do, .chip-r, .msg .ib, .msg .link-b"), []);
  await staff.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
});

test("it is looked at in a frame of its own", async () => {
  const { staff } = stage;
  const viewer = await owner.lookAt(staff, table.name);
  const inside = viewer.frameLocator("iframe");
  await inside.getByText("Berth 12: Ostrakova").first().waitFor({ timeout: PATIENCE });
  await shoot(staff, "console-preview");
  await demandAccess(staff);
  await viewer.getByRole("button", { name: "Close" }).click();
  await viewer.waitFor({ state: "detached" });
});

test("a file of a note stays with the team", async () => {
  const { chat, staff } = stage;
  await owner.conversation(staff).getByRole("tab", { name: /^Note/ }).click();
  await owner.attach(staff, [program]);
  await owner.note(staff, "Never open this one");
  await owner
    .conversation(staff)
    .getByRole("button", { name: `Save ${program.name}` })
    .click();
  const ask = staff.getByRole("alertdialog", { name: `Save ${program.name}?` });
  await ask.getByText("This kind of file can run as a program").waitFor();
  await ask.getByRole("button", { name: "Cancel" }).click();
  assert.doesNotMatch(await customer.threadText(chat), /berths\.txt\.exe|Never open/);
});

test("an address that the customer sent is shown before it is followed", async () => {
  const { chat, staff } = stage;
  await customer.say(chat, "They sent me https://harbour.example@berths.quillivant.example/pay");
  await owner
    .conversation(staff)
    .getByRole("link", { name: /berths\.quillivant/ })
    .click({ timeout: PATIENCE });
  const ask = staff.getByRole("dialog", { name: "Leave this desk?" });
  await ask.getByText("berths.quillivant.example", { exact: true }).waitFor();
  await ask.getByText("is only a name in front of it").waitFor();
  await demandAccess(staff);
  await ask.getByRole("button", { name: "Stay here" }).click();
});

test("who is taken out of the team of the open conversation is told so, and nothing of it stays on the screen", async () => {
  const { staff } = stage;
  const lead = await openPage();
  await owner.enterDemo(lead, { origin: stage.demo.origin, name: /Mateo/ });
  await owner.openArea(lead, "People");
  await lead.getByRole("button", { name: "Change Jonas Lindqvist" }).click();
  await lead.getByRole("menuitem", { name: `Remove from ${TEAM}` }).click();
  await staff
    .getByRole("heading", { name: `You are no longer in the ${TEAM} team` })
    .waitFor({ timeout: PATIENCE });
  await staff.getByText("If that is a mistake, ask somebody who manages people").waitFor();
  assert.doesNotMatch(await staff.locator("body").innerText(), /Ostrakova|berth/);
  const focused = await staff.evaluate(() => document.activeElement?.id);
  assert.equal(focused, "conversation", "the focus stays where the conversation stood");
  await demandAccess(staff);
  await shoot(staff, "console-left-team");
});

test("no page complained", () => {
  stage.demandSilence();
});
