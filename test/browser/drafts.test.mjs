// One person at two browsers: what is begun at one is there at the other, and nothing that was typed is lost.
//
// Promise: the real server, which keeps the drafts sealed; the second browser opens them itself. Words that differ are
// offered beside those that stand there, never put in their place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, sampleDesk } from "./people/stage.mjs";

const BEGUN = "I asked the harbour office about pontoon seven";
const ELSEWHERE = "The office answered: it is free from Monday";
const HERE = "Meanwhile on the train";

const stage = sampleDesk(async (stage) => {
  stage.office = await enter();
  stage.train = await enter();
});

async function enter() {
  const page = await stage.open(LAPTOP);
  await owner.enterDemo(page, { origin: stage.demo.origin, name: /Jonas/ });
  await owner.openView(page, "All open");
  return { page, context: page.context() };
}

const field = (page) => owner.conversation(page).getByRole("textbox", { name: "Reply", exact: true });

async function demandText(page, text) {
  await page.waitForFunction((wanted) => document.querySelector("#write-reply")?.value === wanted, text, {
    timeout: PATIENCE,
  });
}

test("what is begun at the office is there on the train", async () => {
  const { office, train } = stage;
  const first = owner.conversations(office.page).getByRole("listitem").first().getByRole("button");
  await first.click();
  const heading = owner.conversation(office.page).getByRole("heading", { level: 1 });
  stage.title = await heading.innerText();
  await field(office.page).fill(BEGUN);
  await train.page.evaluate((hash) => location.assign(hash), new URL(office.page.url()).hash);
  await owner.conversation(train.page).waitFor({ timeout: PATIENCE });
  assert.equal(
    await owner.conversation(train.page).getByRole("heading", { level: 1 }).innerText(),
    stage.title,
  );
  await demandText(train.page, BEGUN);
});

test("going on at the office changes it on the train, where nobody types", async () => {
  const { office, train } = stage;
  await field(office.page).fill(`${BEGUN} and eight`);
  await demandText(train.page, `${BEGUN} and eight`);
});

test("what both wrote meanwhile stands side by side, and nothing is lost", async () => {
  const { office, train } = stage;
  await train.context.setOffline(true);
  await train.page
    .getByText("You are offline.")
    .or(train.page.getByText("Connecting again…"))
    .first()
    .waitFor({
      timeout: PATIENCE,
    });
  await field(train.page).fill(HERE);
  await field(office.page).fill(ELSEWHERE);
  await office.page.waitForResponse(
    (response) =>
      response.url().includes("/drafts/") && response.request().method() === "PUT" && response.ok(),
    { timeout: PATIENCE },
  );
  await train.context.setOffline(false);
  const offer = owner.conversation(train.page).getByText("You also wrote on another device");
  await offer.waitFor({ timeout: PATIENCE });
  assert.equal(await field(train.page).inputValue(), HERE);
  await shoot(train.page, "console-other-draft");
  await demandAccess(train.page);
});

test("the other words are added below on request", async () => {
  const { train } = stage;
  await owner.conversation(train.page).getByRole("button", { name: "Add it here" }).click();
  await demandText(train.page, `${HERE}\n\n${ELSEWHERE}`);
});

test("once it is sent, no browser offers it again", async () => {
  const { office, train } = stage;
  await owner.conversation(train.page).getByRole("button", { name: /^Send/ }).click();
  await owner.message(train.page, ELSEWHERE).waitFor({ timeout: PATIENCE });
  await owner.message(office.page, ELSEWHERE).waitFor({ timeout: PATIENCE });
  await office.page.reload();
  await owner.message(office.page, ELSEWHERE).waitFor({ timeout: PATIENCE });
  await demandText(train.page, "");
});

test("no page complained", () => {
  const gone = /net::ERR_INTERNET_DISCONNECTED|409/;
  stage.demandSilence(gone);
});
