// The server is upgraded while a tab is open, and a file that the tab wants later is gone.
//
// Promise: the chat window loads itself anew in the same place where nothing is lost, and asks where something would
// be; the console says what happened, and no draft is lost. Limit: the upgrade is played by answering for the missing
// files as the server does for any that it does not have, and with a page that names another entry.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, sampleDesk } from "./people/stage.mjs";

const SAID = {
  question: "Has the Tamarisk transfer come?",
  draft: "One more thing about Tama",
  change: "Has the Tamarisk transfer come yet?",
  reply: "Dear customer, the Tamarisk",
};
const stage = sampleDesk();

/** From now on the files of this name are gone, until the page that names them is loaded again. */
async function upgrade(page, files, document) {
  const state = { gone: true };
  await page.route(files, (route) =>
    state.gone ? route.fulfill({ status: 404, body: "There is nothing at this address." }) : route.continue(),
  );
  await page.route(document, async (route) => {
    if (route.request().resourceType() === "document") state.gone = false;
    if (!state.gone) return route.continue();
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/assets\/index-[\w-]+\.js/, "assets/index-upgraded.js");
    return route.fulfill({ response: answer, body });
  });
}

async function chatting() {
  const site = await stage.open(LAPTOP, `${stage.demo.site}/`);
  const chat = await customer.openChat(site, stage.demo.origin);
  await customer.writeToPerson(chat, { team: "Payments", text: SAID.question });
  await upgrade(site, /\/widget\/assets\/later-emoji/, /\/widget\/$/);
  return { site, chat };
}

const emoji = (frame) => frame.locator(".cmp").getByRole("button", { name: "Emoji", exact: true });

test("the chat window loads itself anew where everything is kept, and stands where it stood", async () => {
  const { site, chat } = await chatting();
  await customer.type(chat, SAID.draft);
  const loaded = site.waitForEvent("framenavigated", { predicate: (frame) => frame === chat });
  await emoji(chat).click();
  await loaded;
  await customer.seen(chat, SAID.question);
  assert.equal(await customer.box(chat).inputValue(), SAID.draft);
  await chat.waitForURL((url) => !url.href.includes("at="), { timeout: PATIENCE }); // the place is taken out again
  await emoji(chat).click();
  await chat.getByRole("searchbox", { name: "Search emoji" }).waitFor({ timeout: PATIENCE });
});

test("it asks where something is being written that is not kept", async () => {
  const { site, chat } = await chatting();
  const options = await customer.openOptions(chat, SAID.question);
  await options.getByRole("button", { name: "Change" }).click();
  await customer.type(chat, SAID.change);
  await emoji(chat).click();
  await chat.getByText("The chat was updated and has to load again.").waitFor({ timeout: PATIENCE });
  assert.equal(await customer.box(chat).inputValue(), SAID.change);
  const loaded = site.waitForEvent("framenavigated", { predicate: (frame) => frame === chat });
  await chat.getByRole("button", { name: "Load again" }).click();
  await loaded;
  await customer.seen(chat, SAID.question);
});

test("the console says that it was updated, and the draft outlives the reload", async () => {
  const page = await stage.open(LAPTOP);
  await owner.enterDemo(page, { origin: stage.demo.origin, name: /Jonas/ });
  await owner.openView(page, "All open");
  await owner.conversations(page).getByRole("button", { name: SAID.question }).first().click();
  await upgrade(page, /\/console\/assets\/(en|es|fr|de|ar)\.gen/, /\/console\/$/);
  const field = owner.conversation(page).getByRole("textbox", { name: "Reply", exact: true });
  await field.fill(SAID.reply);
  await owner.conversation(page).getByRole("button", { name: "Emoji", exact: true }).click();
  await page.getByText("The emoji could not be loaded.").waitFor({ timeout: PATIENCE });
  await page.keyboard.press("Escape");
  await page.getByText("Sealdesk was updated.").waitFor({ timeout: PATIENCE });
  assert.equal(await field.inputValue(), SAID.reply);
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reload", exact: true }).click();
  await loaded;
  await field.waitFor({ timeout: PATIENCE });
  assert.equal(await field.inputValue(), SAID.reply);
  assert.equal(await page.getByText("Sealdesk was updated.").count(), 0);
});

test("no page complained of anything else", () => {
  stage.demandSilence(/404/);
});
