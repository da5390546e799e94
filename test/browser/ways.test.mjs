// A tablet is lost. Its passkey is taken off the list at the laptop, and from then on it neither signs in nor
// opens anything; the laptop's own passkey goes on working without being asked.
//
// Promise: passkeys are real ones of the browser, with PRF; the list is what
// the screen shows. Limit: what the tablet had open before is not taken back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk } from "./people/stage.mjs";

const PATIENCE = { timeout: 30_000 };
/** Chromium prints refused answers by itself; this one is meant to be refused. */
const REFUSED_PASSKEY = /status of 401 .*\/api\/v1\/signin\/passkey\/finish\)$/;

const stage = newDesk();

const waysIn = (page) => page.getByRole("region", { name: "Ways to open your keys" });

/** What the list says, line by line. */
const namesOf = (page) => waysIn(page).getByRole("listitem").locator("b").allInnerTexts();

test("a desk is set up with a passkey and a sheet, and neither can be removed", async () => {
  const { kit, page } = await stage.setUp({ team: "Masters" });
  Object.assign(stage, { laptop: page, kit });
  await owner.openArea(page, "My security");
  await waysIn(page).getByRole("listitem").nth(1).waitFor(PATIENCE);
  assert.equal(
    await waysIn(page)
      .getByRole("button", { name: /^Remove/ })
      .count(),
    0,
  );
  stage.names = await namesOf(page);
  assert.equal(stage.names.length, 2);
});

test("a mistyped sheet is refused, and all that was typed is still there to be mended", async () => {
  stage.tablet = await stage.open({ passkeys: true });
  const { tablet, kit } = stage;
  const mistyped = kit.recoveryCode.slice(0, -1);
  await owner.fillKit(tablet, stage.desk, { email: MAYA.email, recoveryCode: mistyped });
  await tablet.getByText("This code is not complete, or has a typing mistake.").waitFor(PATIENCE);
  assert.equal(await tablet.getByLabel("Recovery code").inputValue(), mistyped);
});

test("a tablet comes in with the sheet and gets a passkey of its own", async () => {
  const { origin } = stage.desk;
  await owner.signInWithKit(stage.tablet, stage.desk, {
    email: MAYA.email,
    recoveryCode: stage.kit.recoveryCode,
  });
  await owner.openArea(stage.tablet, "My security");
  await stage.tablet.getByRole("button", { name: "Add a passkey" }).click();
  await stage.tablet.getByLabel("Name of this passkey").fill("Tablet");
  await stage.tablet.getByRole("button", { name: "Make a passkey" }).click();
  await waysIn(stage.tablet).getByText("Tablet").waitFor(PATIENCE);
  await stage.tablet.context().clearCookies();
  await stage.tablet.goto(`${origin}/console/`);
  await stage.tablet.getByRole("button", { name: "Sign in with a passkey" }).click();
  await owner.conversations(stage.tablet).waitFor(PATIENCE);
});

test("the laptop, which was there before, is asked for its passkey once, and loses nothing", async () => {
  await stage.laptop.reload();
  await stage.laptop.getByRole("button", { name: "Unlock with a passkey" }).click();
  await stage.laptop.getByRole("navigation", { name: "Views and inboxes" }).waitFor(PATIENCE);
  await owner.openArea(stage.laptop, "My security");
  await waysIn(stage.laptop).getByText("Tablet").waitFor(PATIENCE);
});

test("the tablet's passkey is removed at the laptop, which says what that means", async () => {
  const { laptop } = stage;
  await waysIn(laptop).getByRole("button", { name: "Remove Tablet" }).click();
  const asked = laptop.getByRole("alertdialog", { name: "Remove Tablet?" });
  await asked.getByText("It will neither sign you in nor open your keys").waitFor();
  await shoot(laptop, "ways-remove");
  await asked.getByRole("button", { name: "Remove", exact: true }).click();
  await laptop.getByText("Tablet is removed: it signs nobody in and opens nothing new.").waitFor(PATIENCE);
  await waysIn(laptop)
    .getByText("Tablet")
    .waitFor({ state: "detached", ...PATIENCE });
  assert.deepEqual(await namesOf(laptop), stage.names);
  await demandAccess(laptop);
});

test("the tablet is out at once, and its passkey does not sign in", async () => {
  const { tablet } = stage;
  await tablet.getByRole("button", { name: "Sign in with a passkey" }).click(PATIENCE);
  await tablet.getByText("This passkey is not known here, or was not confirmed.").waitFor(PATIENCE);
  await shoot(tablet, "ways-refused");
  assert.equal(await owner.conversations(tablet).count(), 0);
});

test("the laptop's passkey signs in and opens the keys as before", async () => {
  const { laptop } = stage;
  await laptop.context().clearCookies();
  await laptop.goto(`${stage.desk.origin}/console/`);
  await laptop.getByRole("button", { name: "Sign in with a passkey" }).click();
  await owner.conversations(laptop).waitFor(PATIENCE);
  stage.demandSilence(REFUSED_PASSKEY);
});
