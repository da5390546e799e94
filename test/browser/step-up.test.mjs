// "To talk about your card, please confirm it is you." An agent asks in the conversation; the customer, on a phone,
// first says not now, and then shows that an address is hers.
//
// Promise: the mail server is a real one. A code is sent only after somebody asked; what she shows stands in the
// conversation on both sides, and the server has read neither the question nor why it was asked. Limit: one mail
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
const SAID = "How much is left on my card?";
const WHY = "To talk about your card, please confirm it is you.";
const wait = { timeout: PATIENCE };

const stage = newDesk();

after(() => {
  stage.site?.close();
  stage.post?.close();
});

test("an agent asks who the customer is, with the reason", async () => {
  const { page: maya, kit } = await stage.setUp({ team: TEAM });
  stage.maya = maya;
  stage.post = await openPostOffice();
  await owner.set(maya, "mail", stage.post.settings);
  stage.phone = await stage.open({ screen: PHONE });
  stage.site = await customer.serveSite(kit.embedLine);
  await stage.phone.goto(stage.site.address);
  stage.chat = await customer.openChat(stage.phone, stage.desk.origin);
  await customer.startConversation(stage.chat, { team: TEAM, text: SAID });
  await owner.openView(maya, "Unassigned");
  await owner.openConversation(maya, SAID);
  await maya.getByRole("button", { name: "Ask who they are" }).click();
  const dialog = maya.getByRole("dialog");
  await dialog.getByLabel("A code sent to their email address").waitFor(wait);
  assert.equal(await dialog.getByLabel("Being signed in on your website").count(), 0);
  await dialog.getByLabel("Why, in your words (they read it)").fill(WHY);
  await shoot(maya, "step-up-ask");
  await demandAccess(maya);
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await maya.getByText("There is no answer yet.").waitFor(wait);
});

test("the customer reads who asks and why, and may say not now", async () => {
  const { chat } = stage;
  await chat.getByRole("heading", { name: "Maya Okafor asks you to show that it is you" }).waitFor(wait);
  await chat.getByText(WHY).waitFor(wait);
  await shoot(stage.phone, "step-up-asked");
  await demandAccess(chat);
  await chat.getByRole("button", { name: "Not now" }).click();
  await chat.getByText("You said: not now.").waitFor(wait);
  await stage.maya.getByText("The answer: not now.").waitFor(wait);
});

test("she confirms by a code, and both see it", async () => {
  const { chat, maya } = stage;
  await chat.getByRole("button", { name: "Confirm by email" }).click();
  const email = chat.getByLabel("Your email address");
  await email.waitFor(wait);
  assert.ok(await email.evaluate((field) => field === field.ownerDocument.activeElement));
  await email.fill(ANA);
  await chat.getByRole("button", { name: "Send me a code" }).click();
  await chat.getByText("A code is on its way to").waitFor(wait);
  await shoot(stage.phone, "step-up-code");
  await demandAccess(chat);
  await chat.getByLabel("Code", { exact: true }).fill(await stage.post.codeFor(ANA));
  const began = performance.now();
  await chat.getByRole("button", { name: "Check" }).click();
  await chat.getByText("You showed that it is you.").waitFor(wait);
  await maya.getByText(`It was shown: ${ANA}`).waitFor(wait);
  console.log(`from the code to the agent's screen: ${Math.round(performance.now() - began)} ms`);
  await maya.getByText("Email checked").first().waitFor(wait);
  await shoot(maya, "step-up-shown");
  await demandAccess(maya);
  await shoot(stage.phone, "step-up-done");
  await demandAccess(chat);
});

test("nothing of it changes after a reload", async () => {
  await stage.phone.goto(stage.site.address);
  const chat = await customer.openChat(stage.phone, stage.desk.origin);
  await customer.openRecent(chat, SAID);
  await chat.getByText("You showed that it is you.").waitFor(wait);
  stage.demandSilence();
});
