// A customer writes, the owner answers, and both find it again.
//
// Promise: everything here is the real thing. The built program serves over
// TLS at a site of its own, the organisation's page at another; two browsers
// play. That the server learns nothing of it is proven in blind.test.mjs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  addAuthenticator,
  createAuthority,
  demandAccess,
  HOSTS,
  launchBrowser,
  shoot,
  startDesk,
  startSite,
  watchPage,
} from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const LAPTOP = { viewport: { width: 1280, height: 800 } };

const SAID = {
  question: "My anchor chain snapped near Ostrakova jetty",
  answer: "We tow you in at half past Quillivant tide",
  note: "Bosun says this boat owes Zephyrine harbour dues",
  thanks: "Then I wait beside the Marrowby lighthouse",
};
const INBOX = "Moorings and Berthings";
const TEAM = "Harbourmasters";
const MAYA = { name: "Maya Okafor", email: "maya@harbour.test" };

const stage = { opened: [] };

async function openPage(browser, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  stage.opened.push({ watched: watchPage(page), page });
  return page;
}

const onTheirPage = (embedLine) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Harbour</title>
<body style="font:16px system-ui;margin:24px"><h1>Harbour</h1><p>Berths, moorings and tides.</p>${embedLine}</body></html>`;

before(async () => {
  stage.authority = createAuthority();
  stage.desk = await startDesk({ authority: stage.authority });
  stage.pages = {};
  stage.site = await startSite({ authority: stage.authority, host: HOSTS.site, pages: stage.pages });
  stage.browser = await launchBrowser({ home: stage.authority.home });
  stage.drawer = await launchBrowser({ home: stage.authority.home });
});

after(async () => {
  await stage.browser?.close();
  await stage.drawer?.close();
  await stage.site?.stop();
  await stage.desk?.stop();
  stage.authority?.remove();
});

test("the owner sets the desk up with a passkey, by the link that the server printed", async () => {
  const page = await openPage(stage.browser, LAPTOP);
  const passkeys = await addAuthenticator(page);
  const [link] = await stage.desk.printed(/https:\S+#setup=\S+/);
  const wish = { link, organisation: "Harbour", ...MAYA, inbox: INBOX, team: TEAM };
  stage.kit = await owner.setUpDesk(page, wish, async (step) => {
    await shoot(page, `setup-${step}`);
    await demandAccess(page);
  });
  assert.equal((await passkeys.credentials()).length, 1);
  assert.equal(stage.kit.recoveryCode.split(" ").length, 8);
  stage.pages["/"] = onTheirPage(stage.kit.embedLine);
  stage.maya = page;
});

test("a customer opens the chat on a phone and writes to the team", async () => {
  const page = await openPage(stage.browser, PHONE);
  await page.goto(`${stage.site.origin}/`);
  stage.phone = page;
  stage.chat = await customer.openChat(page, stage.desk.origin);
  await shoot(page, "widget-home");
  await demandAccess(stage.chat);
  await customer.startConversation(stage.chat, { team: TEAM, text: SAID.question });
});

test("the owner reads it, claims it, answers, and leaves a note", async () => {
  const page = stage.maya;
  await owner.openView(page, "Unassigned");
  await owner.openConversation(page, SAID.question);
  await owner.claim(page);
  await owner.reply(page, SAID.answer);
  await owner.note(page, SAID.note);
  await shoot(page, "console-conversation");
  await demandAccess(page);
});

test("the customer sees the answer, and never the note", async () => {
  await customer.seen(stage.chat, SAID.answer);
  await customer.say(stage.chat, SAID.thanks);
  await owner.conversation(stage.maya).getByText(SAID.thanks).waitFor();
  await shoot(stage.phone, "widget-conversation");
  await demandAccess(stage.chat);
  assert.ok(!(await customer.threadText(stage.chat)).includes("Zephyrine"));
});

test("both sides are told the same readers by name", async () => {
  const theirs = await customer.whoCanRead(stage.chat);
  await shoot(stage.phone, "widget-readers");
  await demandAccess(stage.chat);
  assert.equal(theirs.length, 2, theirs.join("\n"));
  assert.ok(
    theirs.some((line) => line.includes("You Your devices")),
    theirs.join("\n"),
  );
  assert.ok(
    theirs.some((line) => line.includes(MAYA.name) && line.includes(TEAM)),
    theirs.join("\n"),
  );
  await customer.back(stage.chat);

  const ours = await owner.whoCanRead(stage.maya, () => shoot(stage.maya, "console-readers"));
  assert.equal(ours.length, 2, ours.join("\n"));
  assert.ok(
    ours.some((line) => line.includes(MAYA.name)),
    ours.join("\n"),
  );
  assert.ok(
    ours.some((line) => line.includes("Started this conversation")),
    ours.join("\n"),
  );
});

test("the seal on the customer's phone is the one on the owner's sheet", async () => {
  await customer.openReaders(stage.chat);
  const code = await stage.chat.getByText("Want to be sure").locator("xpath=../..").innerText();
  for (const group of stage.kit.seal.split(" ")) assert.ok(code.includes(group), `no ${group} in:\n${code}`);
  await customer.back(stage.chat);
});

test("the code on the card of whoever answers is the one that they read out", async () => {
  const { chat, maya } = stage;
  await customer.openReaders(chat);
  await chat.getByRole("button", { name: `Check ${MAYA.name}` }).click();
  const card = chat.getByRole("dialog", { name: "Name card" });
  await card.getByText("Harbour has signed that this is one of its people.").waitFor();
  const groups = (await card.locator(".codes").innerText()).match(/\b[0-9A-Z]{4}\b/g);
  assert.equal(groups.length, 5);
  await maya.getByRole("button", { name: /availability, look, sign out/ }).click();
  await maya.getByRole("menuitem", { name: "My code" }).click();
  const own = await maya.getByRole("dialog", { name: "My code" }).innerText();
  for (const group of groups) assert.ok(own.includes(group), `no ${group} in:\n${own}`);
  await shoot(maya, "console-my-code");
  await demandAccess(maya);
  await maya.keyboard.press("Escape");
  await card.getByRole("button", { name: "It does not" }).click();
  await card.getByText("Then somebody else may be writing.").waitFor();
  await shoot(stage.phone, "widget-name-card");
  await demandAccess(chat);
  await card.getByRole("button", { name: "It matches" }).click();
  await card.getByText(`Then ${MAYA.name} is who answers you.`).waitFor();
  await card.getByRole("button", { name: "Done" }).click();
  await customer.back(chat);
});

test("the customer comes back to the page and finds the thread again", async () => {
  await stage.phone.reload();
  stage.chat = await customer.openChat(stage.phone, stage.desk.origin);
  await shoot(stage.phone, "widget-home-again");
  await customer.openRecent(stage.chat, SAID.thanks);
  await customer.seen(stage.chat, SAID.question);
  await customer.seen(stage.chat, SAID.answer);
  assert.ok(!(await customer.threadText(stage.chat)).includes("Zephyrine"));
});

test("a visitor with another browser finds nothing", async () => {
  const page = await openPage(stage.drawer, PHONE);
  await page.goto(`${stage.site.origin}/`);
  const chat = await customer.openChat(page, stage.desk.origin);
  assert.equal(await chat.getByText(SAID.thanks).count(), 0);
  await page.close();
});

test("on a second browser the recovery code brings back the history, note included", async () => {
  const page = await openPage(stage.drawer, LAPTOP);
  await owner.signInWithKit(page, stage.desk, { email: MAYA.email, ...stage.kit });
  await owner.openView(page, "All open");
  await owner.openConversation(page, SAID.thanks);
  for (const words of Object.values(SAID)) await owner.conversation(page).getByText(words).first().waitFor();
});

test("people and security can be used by everybody", async () => {
  for (const area of ["People", "My security"]) {
    await owner.openArea(stage.maya, area);
    await shoot(stage.maya, `console-${area.toLowerCase().replace(" ", "-")}`);
    await demandAccess(stage.maya);
  }
  await stage.maya.getByText("Chrome on this computer").waitFor();
});

test("the owner closes the conversation, and the customer is told", async () => {
  const page = stage.maya;
  await owner.openView(page, "All open");
  await owner.openConversation(page, SAID.thanks);
  await owner.close(page);
  await owner.openView(page, "Closed");
  await owner.conversations(page).getByRole("button", { name: SAID.thanks }).waitFor();
  await customer.seen(stage.chat, "This conversation was closed.");
});

test("no page complained", () => {
  for (const { watched } of stage.opened) watched.demandSilence();
});
