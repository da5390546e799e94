// How long conversations are kept: looked at before it is changed, and held where the law asks for it.
//
// Promise: the real server counts; a shorter time is saved only after the screen has said what it would do. Limit: no
// test waits for days, so what is destroyed when the time has come is shown by the server's own tests.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as owner from "./people/owner.mjs";
import { PATIENCE, sampleDesk } from "./people/stage.mjs";

const WIDE = { viewport: { width: 1440, height: 900 } };

const stage = sampleDesk(async (stage) => {
  stage.page = await stage.open(WIDE);
  await owner.enterDemo(stage.page, { origin: stage.demo.origin, name: /Mateo/ });
});

/** The figures of one inbox, by the heads of their columns. */
async function figures(page, inbox) {
  const table = page.getByRole("table");
  await table.waitFor({ timeout: PATIENCE });
  const heads = await table.getByRole("columnheader").allInnerTexts();
  const row = table
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: inbox, exact: true }) });
  const cells = await row.locator("th, td").allInnerTexts();
  return Object.fromEntries(heads.map((head, at) => [head, cells[at].trim()]));
}

test("a conversation is closed, and the figures count it", async () => {
  const { page } = stage;
  await owner.openView(page, "All open");
  await owner.conversations(page).getByRole("listitem").first().getByRole("button").click();
  await owner.conversation(page).waitFor({ timeout: PATIENCE });
  const panel = page.getByRole("complementary", { name: "Customer" });
  stage.inbox = await panel.locator("dd").nth(-3).innerText();
  stage.address = new URL(page.url()).hash;
  await owner.openArea(page, "Retention");
  const before = await figures(page, stage.inbox);
  await page.evaluate((hash) => location.assign(hash), stage.address);
  await owner.conversation(page).waitFor({ timeout: PATIENCE });
  await owner.close(page);
  await page.getByRole("status").getByText("Closed:").waitFor({ timeout: PATIENCE });
  await owner.openArea(page, "Retention");
  const now = await figures(page, stage.inbox);
  assert.equal(Number(now.Closed), Number(before.Closed) + 1);
  assert.equal(Number(now.Open), Number(before.Open) - 1);
  await page.getByText("It cannot reach copies that somebody kept.").waitFor();
  await shoot(page, "console-retention");
  await demandAccess(page);
});

test("a shorter time is looked at first: what would change, and what would not", async () => {
  const { page } = stage;
  await owner.openArea(page, "Inboxes");
  await page
    .getByRole("navigation", { name: "Inboxes", exact: true })
    .getByRole("button", { name: stage.inbox })
    .first()
    .click();
  await page.getByLabel("Keep closed conversations for").selectOption("30");
  await page.getByRole("button", { name: "What would change?" }).click();
  await page.getByText("No keys would be destroyed at once.").waitFor({ timeout: PATIENCE });
  await page.getByText(/closed conversations? would be kept until another day than now/).waitFor();
  await demandAccess(page);
});

test("saving it asks once more, and says the same", async () => {
  const { page } = stage;
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const ask = page.getByRole("alertdialog", { name: "Keep for 30 days only?" });
  await ask.getByText("No keys would be destroyed at once.").waitFor({ timeout: PATIENCE });
  await shoot(page, "console-shorter");
  await ask.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Not saved yet").waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await ask.getByRole("button", { name: "Save", exact: true }).click({ timeout: PATIENCE });
  await page.getByRole("status").getByText("Saved").waitFor({ timeout: PATIENCE });
  await owner.openArea(page, "Retention");
  const now = await figures(page, stage.inbox);
  assert.equal(now["Kept after closing"], "30 days");
  assert.ok(Number(now["Due in 30 days"]) > 0);
});

test("a conversation is held, and the figures say so until it no longer is", async () => {
  const { page } = stage;
  await page.evaluate((hash) => location.assign(hash), stage.address);
  await owner.conversation(page).waitFor({ timeout: PATIENCE });
  await owner.holdSwitch(page).click();
  await owner
    .conversation(page)
    .getByText("On hold: its keys are not destroyed")
    .waitFor({ timeout: PATIENCE });
  await shoot(page, "console-held");
  await demandAccess(page);
  await owner.openArea(page, "Retention");
  assert.equal((await figures(page, stage.inbox))["On hold"], "1");
  await page.evaluate((hash) => location.assign(hash), stage.address);
  await owner.holdSwitch(page).click({ timeout: PATIENCE });
  await owner
    .conversation(page)
    .getByText("On hold: its keys")
    .waitFor({ state: "detached", timeout: PATIENCE });
});

test("with nothing destroyed there is no certificate, and that is said", async () => {
  const { page } = stage;
  await owner.openArea(page, "Retention");
  await page.getByText("Nothing has been destroyed yet.").waitFor({ timeout: PATIENCE });
});

test("somebody who manages no inbox is not led there", async () => {
  const page = await stage.open(WIDE);
  await owner.enterDemo(page, { origin: stage.demo.origin, name: /Jonas/ });
  const rail = page.getByRole("navigation", { name: "Views and inboxes" });
  await rail.getByRole("button", { name: /^My security/ }).waitFor();
  assert.equal(await rail.getByRole("button", { name: /^Retention/ }).count(), 0);
});

test("the page did not complain", () => stage.demandSilence());
