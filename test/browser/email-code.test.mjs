// A team answers once it knows an address. A customer on a phone shows that one is hers, with a code from her mail.
//
// Promise: the mail server is a real one, and the code is read from what arrived there. Nothing can be sent before;
// a wrong code says so; afterwards the team sees the address and that the desk has checked it. Limit: one mail
// server's software.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import { openPostOffice } from "./people/mail.mjs";
import * as owner from "./people/owner.mjs";
import { newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const TEAM = "Harbourmasters";
const ANA = "ana@harbour.test";
const SAID = "Is berth eleven mine?";
const LATER = "And where do I moor?";
const wait = { timeout: PATIENCE };
/** Chromium prints refused answers by itself; these are meant to be refused. */
const REFUSED = /status of 403 .*\/api\/v1\/visitor\/codes\/check\)$/;

const stage = newDesk();

after(() => {
  stage.site?.close();
  stage.post?.close();
});

test("a team that wants to know an address asks for it in the place of the first message", async () => {
  const { page: maya, kit } = await stage.setUp({ team: TEAM });
  stage.maya = maya;
  stage.post = await openPostOffice();
  await owner.set(maya, "mail", stage.post.settings);
  const inbox = /data-inbox="([0-9a-f]{64})"/.exec(kit.embedLine)[1];
  await owner.set(maya, "customers", { mode: "enforce", inboxes: [{ inbox, level: "email" }] });
  stage.phone = await stage.open({ screen: PHONE });
  stage.site = await customer.serveSite(kit.embedLine);
  stage.address = stage.site.address;
  await stage.phone.goto(stage.address);
  stage.chat = await customer.openChat(stage.phone, stage.desk.origin);
  const { chat } = stage;
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat.getByRole("heading", { name: "Is this address yours?" }).waitFor(wait);
  assert.equal(await customer.box(chat).count(), 0);
  await chat.getByText("A code by email does not bring that here.").waitFor(wait);
  await shoot(stage.phone, "email-code-address");
  await demandAccess(chat);
});

test("a wrong code says so; the right one opens the way", async () => {
  const { chat } = stage;
  await chat.getByLabel("Your email address").fill(ANA);
  await chat.getByRole("button", { name: "Send me a code" }).click();
  await chat.getByText("A code is on its way to").waitFor(wait);
  const code = await stage.post.codeFor(ANA);
  await chat.getByLabel("Code", { exact: true }).fill("0000 0000");
  await chat.getByRole("button", { name: "Check" }).click();
  await chat.getByText("This code is not the right one, or it is over.").waitFor(wait);
  await shoot(stage.phone, "email-code-wrong");
  await demandAccess(chat);
  await chat.getByLabel("Code", { exact: true }).fill(code);
  const began = performance.now();
  await chat.getByRole("button", { name: "Check" }).click();
  await customer.box(chat).waitFor(wait);
  console.log(`from the code to the first word: ${Math.round(performance.now() - began)} ms`);
  await customer.type(chat, SAID);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await chat.getByText(SAID).waitFor(wait);
});

test("the team sees the address, and who checked it", async () => {
  const { maya } = stage;
  await owner.openView(maya, "Unassigned");
  await owner.openConversation(maya, SAID);
  await maya.getByText(ANA).first().waitFor(wait);
  await shoot(maya, "email-code-badge");
  await demandAccess(maya);
});

test("after a reload she is not asked again", async () => {
  await stage.phone.goto(stage.address);
  const chat = await customer.openChat(stage.phone, stage.desk.origin);
  await customer.openRecent(chat, SAID);
  await chat.getByText(SAID).waitFor(wait);
});

test("the same address on another device opens nothing that was said on the first", async () => {
  const laptop = await stage.open({ screen: PHONE });
  await laptop.goto(stage.address);
  const chat = await customer.openChat(laptop, stage.desk.origin);
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat.getByLabel("Your email address").fill(ANA);
  await chat.getByRole("button", { name: "Send me a code" }).click();
  await chat.getByText("A code is on its way to").waitFor(wait);
  await chat.getByLabel("Code", { exact: true }).fill(await stage.post.codeFor(ANA));
  await chat.getByRole("button", { name: "Check" }).click();
  await customer.box(chat).waitFor(wait);
  assert.equal(await chat.getByText(SAID).count(), 0);
  await customer.type(chat, LATER);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await chat.getByText(LATER).waitFor(wait);
  await owner.openView(stage.maya, "Unassigned");
  await owner.openConversation(stage.maya, LATER);
  await owner.openView(stage.maya, "Unassigned");
  await owner.openConversation(stage.maya, SAID);
  await laptop.goto(stage.address);
  const again = await customer.openChat(laptop, stage.desk.origin);
  await again.getByText(LATER).first().waitFor(wait);
  assert.equal(await again.getByText(SAID).count(), 0);
  stage.demandSilence(REFUSED);
});
