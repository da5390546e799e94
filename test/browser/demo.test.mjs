// Somebody tries the demo: asks on the sample website, then looks from the other side.
//
// Promise: the question to the assistant is answered on the device. Every
// request of the page is recorded from before the first navigation, and none
// holds the question, in any of the forms that the searcher knows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, recordTraffic, shoot, storedBy, watchPage } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, sampleDesk } from "./people/stage.mjs";

const QUESTION = "I have lost my card, what should I do now?";

const stage = sampleDesk();

async function openPage() {
  const context = await stage.browser.newContext(LAPTOP);
  const page = await context.newPage();
  return { page, watched: watchPage(page), traffic: recordTraffic(page) };
}

test("the website opens, and stores nothing before the chat is opened", async () => {
  stage.visit = await openPage();
  const { page } = stage.visit;
  await page.goto(`${stage.demo.site}/`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await shoot(page, "demo-site");
  await demandAccess(page);
  assert.deepEqual(await storedBy(page), []);
});

test("the assistant answers a question about cards with its source", async () => {
  const { page } = stage.visit;
  const chat = await customer.openChat(page, stage.demo.origin);
  await shoot(page, "demo-widget-home");
  await demandAccess(chat);
  await customer.ask(chat, QUESTION);
  const quoted = chat.getByRole("log").getByRole("blockquote").last();
  await quoted.waitFor({ timeout: 30_000 });
  await shoot(page, "demo-assistant");
  await demandAccess(chat);
  const source = quoted.getByRole("button");
  assert.match(await source.innerText(), /card/i);
  const passage = (await quoted.locator("p").innerText()).replaceAll(/[“”]/g, "").trim();
  await source.click();
  await chat.getByText("Signed by the organisation and checked on your device.").waitFor();
  const article = (await chat.getByRole("main").innerText()).replaceAll(/\s+/g, " ");
  const [sentence] = passage.replaceAll(/\s+/g, " ").split(/(?<=\.) /);
  assert.ok(article.includes(sentence), `the article does not say "${sentence}":\n${article}`);
});

test("the question did not leave the page", () => {
  const { traffic, watched } = stage.visit;
  const fromTheChat = traffic.sent.filter(({ where }) => where.includes(`${stage.demo.origin}/api/`));
  assert.ok(fromTheChat.length > 0, "the recorder must see what the chat window sends");
  traffic.demandAbsence(QUESTION);
  traffic.demandAbsence("lost my card");
  watched.demandSilence();
});

test("one click makes a visitor one of the staff, who reads the conversations", async () => {
  const { page, watched } = await openPage();
  await page.goto(`${stage.demo.origin}/console/`);
  const demo = page.getByRole("region", { name: "This is a demo" });
  await demo.waitFor();
  await shoot(page, "demo-sign-in");
  await demandAccess(page);
  await demo.getByRole("button").first().click();
  await owner.conversations(page).waitFor({ timeout: 30_000 });
  await owner.openView(page, "All open");
  const rows = owner.conversations(page).getByRole("listitem");
  await rows.nth(3).waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes("Opening…"));
  await rows.first().getByRole("button").click();
  const log = owner.conversation(page).getByRole("log");
  await log
    .getByText(/\w+ \w+ \w+/)
    .first()
    .waitFor();
  await shoot(page, "demo-console");
  await demandAccess(page);
  watched.demandSilence();
});

test("the demo ends when it is asked, and nobody listens any more", async () => {
  const { origin, site, stop } = stage.demo;
  await stop();
  await assert.rejects(fetch(origin));
  await assert.rejects(fetch(site));
});
