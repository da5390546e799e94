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

/** The parts of the record of acts, as lines with what is said of each. */
const recordLine = (page, part) =>
  page.getByRole("region", { name: "Record of acts" }).getByRole("listitem").filter({ hasText: part });

test("the record of acts is kept for ever until somebody says otherwise, and a shorter time waits", async () => {
  const { page } = stage;
  const reads = recordLine(page, "What was read");
  await reads.getByText("Kept for ever").waitFor({ timeout: PATIENCE });
  await reads.getByRole("button", { name: "Change how long “What was read” is kept" }).click();
  const ask = page.getByRole("dialog", { name: "What was read" });
  await ask.getByLabel("Keep for").selectOption("90");
  const warned = page.getByRole("alertdialog", { name: "What was read" });
  await warned.getByText("A shorter time counts after seven days").waitFor();
  assert.equal(await warned.getByRole("button", { name: "Save", exact: true }).count(), 0);
  await warned.getByRole("button", { name: "What would be erased?" }).click();
  await warned.getByText("Nothing is that old yet.").waitFor({ timeout: PATIENCE });
  await shoot(page, "console-record-shorter");
  await demandAccess(page);
  await warned.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("status").getByText("Saved: What was read").waitFor({ timeout: PATIENCE });
  await reads.getByText(/^From .*, kept for 90 days only\.$/).waitFor();
  await reads.getByText("Kept for ever").waitFor();
});

test("who sees it coming stops it", async () => {
  const { page } = stage;
  await owner.openArea(page, "Inboxes");
  await owner.openArea(page, "Retention");
  const reads = recordLine(page, "What was read");
  await reads.getByRole("button", { name: "Stop this change" }).click({ timeout: PATIENCE });
  await reads.getByText("kept for 90 days only").waitFor({ state: "detached", timeout: PATIENCE });
});

test("the record is held for a reason, as a whole or about somebody, until somebody ends it", async () => {
  const { page } = stage;
  const held = page.getByRole("region", { name: "On hold" });
  const begin = async (what, why) => {
    await held.getByRole("button", { name: "Put on hold" }).click();
    const ask = page.getByRole("dialog", { name: "Put on hold" });
    await ask.getByLabel("What is held").selectOption({ label: what });
    await ask.getByLabel("Why").selectOption({ label: why });
    await ask.getByRole("button", { name: "Put on hold" }).click();
    await ask.waitFor({ state: "detached", timeout: PATIENCE });
  };
  await held.getByText("Nothing is on hold.").waitFor({ timeout: PATIENCE });
  await begin("Everything that names Jonas Lindqvist", "An investigation of our own");
  await held.getByText(/^An investigation of our own, since /).waitFor({ timeout: PATIENCE });
  await begin("The whole record", "A court case");
  await page
    .getByText("The whole record is on hold: nothing of it is erased.")
    .waitFor({ timeout: PATIENCE });
  await held.scrollIntoViewIfNeeded();
  await shoot(page, "console-record-held");
  await demandAccess(page);
  for (const what of ["The whole record", /Jonas/]) {
    const line = held.getByRole("listitem").filter({ hasText: what });
    await line.getByRole("button", { name: "End this hold" }).click();
    const ask = page.getByRole("alertdialog", { name: "End this hold?" });
    await ask.getByRole("button", { name: "End this hold" }).click();
    await line.waitFor({ state: "detached", timeout: PATIENCE });
  }
  await held.getByText("Nothing is on hold.").waitFor();
});

test("what is held by its id has one, and a phone has room for all of it", async () => {
  const { page } = stage;
  const held = page.getByRole("region", { name: "On hold" });
  await held.getByRole("button", { name: "Put on hold" }).click();
  const ask = page.getByRole("dialog", { name: "Put on hold" });
  await ask.getByLabel("What is held").selectOption({ label: "Something else, by its id" });
  const yes = ask.getByRole("button", { name: "Put on hold" });
  for (const [id, ready] of [
    ["", false],
    ["ab".repeat(31), false],
    ["not an id", false],
    [` ${"AB".repeat(32)} `, true],
  ]) {
    await ask.getByLabel("Id", { exact: true }).fill(id);
    assert.equal(await yes.isEnabled(), ready, id);
  }
  await yes.click();
  await held.getByText("abababababab").waitFor({ timeout: PATIENCE });
  await page.setViewportSize({ width: 390, height: 844 });
  await recordLine(page, "What was read").scrollIntoViewIfNeeded();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px stick out sideways`);
  await shoot(page, "console-record-phone");
  await page.setViewportSize(WIDE.viewport);
});

test("somebody who manages no inbox is not led there", async () => {
  const page = await stage.open(WIDE);
  await owner.enterDemo(page, { origin: stage.demo.origin, name: /Jonas/ });
  const rail = page.getByRole("navigation", { name: "Views and inboxes" });
  await rail.getByRole("button", { name: /^My security/ }).waitFor();
  assert.equal(await rail.getByRole("button", { name: /^Retention/ }).count(), 0);
});

test("the page did not complain", () => stage.demandSilence());
