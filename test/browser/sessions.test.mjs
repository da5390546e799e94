// A screen was left open, and somebody signed in from a browser that nobody knows. The person is told, confirms
// that it is them, and the stranger is out at once.
//
// Promise: times are real: the organisation chooses that a confirmation counts for a minute, and the test waits for it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk, PHONE } from "./people/stage.mjs";

const PATIENCE = { timeout: 30_000 };
const MINUTE_MS = 60_000;
/** Chromium prints refused answers by itself; these ask for a confirmation, or come after the end of a session. */
const REFUSED = /status of 40[13] /;

const stage = newDesk();

after(() => stage.site?.close());

const SECRET = "The results of my test, please.";

const asking = (page) => page.getByRole("dialog", { name: "Please confirm that it is you" });

test("an owner chooses how long people stay signed in, and can take it back", async () => {
  const { kit, page } = await stage.setUp({ team: "Masters" });
  Object.assign(stage, { laptop: page, kit, from: performance.now() });
  await owner.openArea(page, "Sign-in rules");
  await page
    .getByRole("region", { name: "How sign-in stands" })
    .getByText("Only one owner")
    .waitFor(PATIENCE);
  await page.getByRole("switch", { name: "Masters" }).click();
  await page.getByText("Sensitive teams saved").waitFor(PATIENCE);
  await shoot(page, "sessions-sensitive");
  const idle = page.getByLabel("Ends when unused for");
  await idle.selectOption({ label: "1 hour" });
  await page.getByLabel("A confirmation counts for").selectOption({ label: "1 minute" });
  await page.getByRole("region", { name: "Staying signed in" }).getByRole("button", { name: "Save" }).click();
  await page.getByText("The new times count from now on").waitFor(PATIENCE);
  await shoot(page, "sessions-rules");
  await demandAccess(page);
  await page.reload();
  await page.getByRole("heading", { name: "Sign-in rules" }).waitFor(PATIENCE);
  assert.equal(await idle.inputValue(PATIENCE), "60");
});

test("what a sensitive team was told is on the screen of who has just signed in", async () => {
  const { laptop } = stage;
  const phone = await stage.open({ screen: PHONE });
  stage.site = await customer.serveSite(stage.kit.embedLine);
  await phone.goto(stage.site.address);
  const chat = await customer.openChat(phone, stage.desk.origin);
  await customer.startConversation(chat, { team: "Masters", text: SECRET });
  await owner.openView(laptop, "Unassigned");
  await owner.openConversation(laptop, SECRET);
  await laptop.getByText(SECRET).first().waitFor(PATIENCE);
});

test("a browser that nobody knows is pointed out as soon as it signs in", async () => {
  stage.stranger = await stage.open();
  await owner.signInWithKit(stage.stranger, stage.desk, { email: MAYA.email, ...stage.kit });
  const alarm = stage.laptop.getByRole("alert").filter({ hasText: "A new browser signed in as you" });
  await alarm.getByText("Chrome").waitFor(PATIENCE);
  assert.equal(await stage.stranger.getByText("A new browser signed in as you").count(), 0);
  await shoot(stage.laptop, "sessions-new-browser");
  await demandAccess(stage.laptop);
});

test("a minute later the owner is asked who they are, and giving up changes nothing", async () => {
  const { laptop } = stage;
  await laptop.waitForTimeout(Math.max(0, MINUTE_MS + 1_000 - (performance.now() - stage.from)));
  await laptop.getByRole("button", { name: "That was not me" }).click();
  await asking(laptop).waitFor(PATIENCE);
  await shoot(laptop, "sessions-confirm");
  await demandAccess(laptop);
  await laptop.keyboard.press("Escape");
  await asking(laptop).waitFor({ state: "detached", ...PATIENCE });
  await laptop.getByText("A new browser signed in as you").waitFor();
  await owner.openView(stage.stranger, "All open"); // still in
});

test("of the sensitive conversation nothing is on the screen any more", async () => {
  const { laptop } = stage;
  await laptop.getByRole("heading", { name: "Confirm that it is you" }).waitFor(PATIENCE);
  await laptop.getByText("Sensitive: open it to confirm").waitFor(PATIENCE);
  assert.equal(await laptop.getByText(SECRET).count(), 0);
  await shoot(laptop, "sessions-sensitive-locked");
  await demandAccess(laptop);
  const open = laptop.getByRole("button", { name: "Open", exact: true });
  await open.click();
  await asking(laptop).waitFor(PATIENCE);
  await laptop.keyboard.press("Escape");
  await asking(laptop).waitFor({ state: "detached", ...PATIENCE });
  assert.equal(await laptop.getByText(SECRET).count(), 0);
  await open.click();
  const pressed = performance.now();
  await asking(laptop).getByRole("button", { name: "Confirm with a passkey" }).click(PATIENCE);
  await owner.conversation(laptop).getByText(SECRET).first().waitFor(PATIENCE);
  console.log(`from the passkey to the words: ${Math.round(performance.now() - pressed)} ms`);
  await owner.conversations(laptop).getByText(SECRET).waitFor(PATIENCE);
});

test("so confirmed, the owner sends the stranger out at once", async () => {
  const { laptop, stranger } = stage;
  await laptop.getByRole("button", { name: "That was not me" }).click();
  const pressed = performance.now();
  await stranger.getByRole("button", { name: "Sign in with a passkey" }).waitFor(PATIENCE);
  console.log(`the stranger was out after ${Math.round(performance.now() - pressed)} ms`);
  await laptop.getByRole("heading", { name: "My security" }).waitFor(PATIENCE);
  assert.equal(await laptop.getByText("A new browser signed in as you").count(), 0);
  await shoot(laptop, "sessions-out");
  stage.demandSilence(REFUSED);
});
