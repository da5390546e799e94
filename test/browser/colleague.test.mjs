// The first colleague: invited in the last step of set-up, joins with a passkey, is handed the key, and reads.
//
// Promise: what is after the # of the link never reaches the server; the
// colleague reads what was written before they came only once a member of the
// team has handed them the key; a used or cut link opens nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, recordTraffic, shoot } from "./harness/index.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk } from "./people/stage.mjs";

const NOOR = { name: "Noor Haddad", email: "noor@harbour.test" };
const TEAM = "Harbourmasters";

const stage = newDesk();

test("the last step of set-up makes the first link right there", async () => {
  const { page } = await stage.setUp({ team: TEAM, inviting: true });
  await demandAccess(page);
  await page.getByRole("button", { name: "Make the link" }).click();
  stage.link = await page.getByLabel("Invitation link").inputValue({ timeout: 20_000 });
  assert.match(stage.link, /#join=.{40}/);
  await demandAccess(page);
  await shoot(page, "colleague-link");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("region", { name: "Open invitations" }).getByText(TEAM).waitFor();
  stage.maya = page;
});

test("a link that was cut off on its way says so, and alarms nobody", async () => {
  const page = await stage.open();
  await page.goto(stage.link.slice(0, -8));
  await page.getByText("This invitation link is not complete.").waitFor();
  await demandAccess(page);
});

test("the colleague joins with a passkey and a checked kit; the link's secret stays on the device", async () => {
  const page = await stage.open({ passkeys: true });
  const traffic = recordTraffic(page);
  await page.goto(stage.link);
  await page.getByRole("heading", { name: "Join Harbour" }).waitFor();
  await page.getByText(TEAM).waitFor();
  assert.ok(!page.url().includes("join="), "the secret must leave the address bar");
  await page.getByLabel("Your name").fill(NOOR.name);
  await page.getByLabel("Your email").fill(NOOR.email);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await page.getByRole("button", { name: "Show the codes" }).click({ timeout: 20_000 });
  const code = await page.getByRole("figure").getByRole("img").first().getAttribute("aria-label");
  await page.getByLabel(/^Type the last four letters/).fill(code.split(" ").at(-1));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await owner.conversations(page).waitFor({ timeout: 30_000 });
  traffic.demandAbsence(stage.link.split("#join=")[1]);
  stage.noor = page;
});

test("a member who is online hands over the key by itself, and both see who is there", async () => {
  const { maya, noor } = stage;
  await noor.getByText("Its key is on the way").waitFor({ state: "detached", timeout: 30_000 });
  await owner.openArea(noor, "People");
  await noor.getByRole("row", { name: new RegExp(MAYA.name) }).waitFor();
  const line = maya.getByRole("row", { name: new RegExp(NOOR.name) });
  await line.getByText("Here now").waitFor();
  await line.getByRole("cell", { name: TEAM }).waitFor();
  assert.equal(await maya.getByRole("region", { name: "Open invitations" }).count(), 0);
});

test("who may not change people is offered no way to", async () => {
  const { noor } = stage;
  assert.equal(await noor.getByRole("button", { name: "Invite" }).count(), 0);
  await noor.getByRole("button", { name: `Change ${MAYA.name}` }).click();
  await noor.getByRole("menuitem", { name: "Show seal" }).waitFor();
  assert.equal(await noor.getByRole("menuitem").count(), 1);
  await noor.keyboard.press("Escape");
});

test("the link works once", async () => {
  const page = await stage.open();
  await page.goto(stage.link);
  await page.getByRole("heading", { name: "This invitation does not work any more" }).waitFor();
  stage.demandSilence();
});
