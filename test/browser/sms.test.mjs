// An owner lets codes by SMS count, which are off: names the gateway, tries it, and sees it refuse. A colleague with
// a password gives a number, signs in with a code that came there, and is told each time that it is the weakest way.
//
// Promise: the gateway is a real HTTP server; a code counts once and beside the right password alone; switched off,
// the way is gone and the authenticator app opens. Limit: no telephone network is between gateway and person.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import { codeOf, joinWithPassword } from "./people/everything.mjs";
import * as owner from "./people/owner.mjs";
import { openGateway } from "./people/sms.mjs";
import { newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const stage = newDesk();
const PASSWORD = "quiet kites over basalt";
const SECRET = "Bearer harbour-gateway";
const NUMBER = "+447700900123";
const EMAIL = "noor@harbour.test";
const WAITING = { timeout: PATIENCE };

/** Wrong codes and a gateway that refuses are the point; Chromium prints refused answers by itself. */
const REFUSED = /Failed to load resource: the server responded with a status of (401|409|422|503)/;

before(async () => {
  stage.gateway = await openGateway(SECRET);
});
after(() => stage.gateway?.close());

const gatewayPart = (page) => page.getByRole("region", { name: "Codes by SMS" });

async function signOut(page) {
  await page.getByRole("button", { name: /availability, look, sign out/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Email and password" }).click(WAITING);
}

async function typePassword(page, password = PASSWORD) {
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

test("codes by SMS are off, and an owner who names a gateway is told when it refuses", async () => {
  const { page } = await stage.setUp({ team: "Harbourmasters", inviting: true });
  await page.getByRole("button", { name: "Make the link" }).click();
  stage.link = await page.getByLabel("Invitation link").inputValue(WAITING);
  await page.getByRole("button", { name: "Done" }).click();
  stage.maya = page;
  await owner.openArea(page, "Sign-in rules");
  const part = gatewayPart(page);
  await part.getByText("The weakest second factor").waitFor(WAITING);
  assert.equal(await part.getByLabel("Send codes by SMS").isChecked(), false);
  await part.getByLabel("Send codes by SMS").check();
  await part.getByLabel("Address of the gateway").fill(stage.gateway.url);
  await part.getByLabel("Secret", { exact: true }).fill("Bearer another");
  await part.getByRole("button", { name: "Save" }).click();
  await part.getByLabel("Send a test to").fill("+44 7700 900123", WAITING);
  await part.getByRole("button", { name: "Send the test" }).click();
  await part.getByText("The gateway for SMS did not take the message.").waitFor(WAITING);
  assert.equal(stage.gateway.texts.length, 0);
  await demandAccess(page);
});

test("with the right secret the test arrives, and the secret is shown to nobody", async () => {
  const part = gatewayPart(stage.maya);
  await part.getByLabel("Secret", { exact: true }).fill(SECRET);
  await part.getByRole("button", { name: "Save" }).click();
  await part.getByText("A secret is kept.").waitFor(WAITING);
  await part.getByLabel("Send a test to").fill("0044 7700 900123");
  await part.getByRole("button", { name: "Send the test" }).click();
  await part.getByText("The gateway took it.").waitFor(WAITING);
  assert.match(await stage.gateway.textFor(NUMBER), /test$/);
  assert.equal(await part.getByLabel("Secret", { exact: true }).inputValue(), "");
  await shoot(stage.maya, "sms-gateway");
});

test("a colleague with a password gives a number; a wrong code keeps nothing and loses nothing", async () => {
  const { link } = stage;
  const joined = await joinWithPassword({ open: stage.open, words: { kept: { password: PASSWORD } } }, link);
  const page = joined.noor;
  stage.noor = page;
  stage.secret = joined.sheet.secret;
  await owner.openArea(page, "My security");
  await page.getByRole("button", { name: "Add a number" }).click(WAITING);
  const dialog = page.getByRole("dialog", { name: "Add a number" });
  await dialog.getByText("Weakest way:").waitFor();
  await dialog.getByLabel("Telephone number").fill("7700 900123");
  await dialog.getByRole("button", { name: "Send a code" }).click();
  await dialog.getByText("This is not a telephone number with its country.").waitFor(WAITING);
  await dialog.getByLabel("Telephone number").fill("+44 7700 900123");
  await dialog.getByRole("button", { name: "Send a code" }).click();
  const code = await stage.gateway.codeFor(NUMBER);
  await dialog.getByLabel("Code from the SMS").fill("00000000");
  await dialog.getByRole("button", { name: "Keep this number" }).click();
  await dialog.getByText("This is not the code that was sent").waitFor(WAITING);
  assert.equal(await dialog.getByLabel("Telephone number").inputValue(), "+44 7700 900123");
  await demandAccess(page);
  await shoot(page, "sms-number");
  await dialog.getByLabel("Code from the SMS").fill(code);
  await dialog.getByRole("button", { name: "Keep this number" }).click();
  await page.getByText("+44 ••• 23").waitFor(WAITING);
  await page.getByText("Weakest", { exact: true }).waitFor();
  assert.ok(!(await page.content()).includes("900123"), "the number is masked, also for its owner");
});

test("signing in: with a wrong password nothing is sent, and the screen says the same", async () => {
  const { noor } = stage;
  await signOut(noor);
  await noor.setViewportSize(PHONE.viewport);
  await typePassword(noor, "another one entirely");
  await noor.getByRole("button", { name: "Code by SMS instead (weakest way)" }).click();
  await noor.getByRole("button", { name: "Send a code" }).click();
  await noor.getByText("If the password is right and a number is kept").waitFor(WAITING);
  await shoot(noor, "sms-signin");
  await demandAccess(noor);
  assert.equal(stage.gateway.texts.length, 0);
  await noor.getByLabel("Code from the SMS").fill("12345678");
  await noor.getByRole("button", { name: "Sign in", exact: true }).click();
  await noor.getByRole("alert").first().waitFor(WAITING);
});

test("with the right one a code comes, opens the desk within a minute, and counts once", async () => {
  const { noor } = stage;
  await typePassword(noor);
  await noor.getByRole("button", { name: "Send another code" }).click();
  const pressed = performance.now();
  await noor.getByRole("button", { name: "Send a code" }).click();
  const text = await stage.gateway.textFor(NUMBER);
  const code = /^\d{4} ?\d{4}/.exec(text)[0];
  assert.match(text, /\n\n@\S+ #\d{8}$/, "browsers offer it at this desk's address only");
  await noor.getByLabel("Code from the SMS").fill(code);
  await noor.getByRole("button", { name: "Sign in", exact: true }).click();
  await noor.getByRole("heading", { name: "My security" }).waitFor(WAITING);
  console.log(`sms: from the press to the desk ${Math.round(performance.now() - pressed)} ms`);
  await noor.setViewportSize({ width: 1280, height: 800 });
  await signOut(noor);
  await typePassword(noor);
  await noor.getByRole("button", { name: "Code by SMS instead (weakest way)" }).click();
  await noor.getByRole("button", { name: "Send a code" }).click();
  await stage.gateway.codeFor(NUMBER);
  await noor.getByLabel("Code from the SMS").fill(code);
  await noor.getByRole("button", { name: "Sign in", exact: true }).click();
  await noor.getByRole("alert").first().waitFor(WAITING);
});

test("switched off, the way is gone, and the authenticator app opens", async () => {
  const { maya, noor } = stage;
  await gatewayPart(maya).getByLabel("Send codes by SMS").uncheck();
  await gatewayPart(maya).getByRole("button", { name: "Save" }).click();
  await maya.getByText("what you chose counts from now on").last().waitFor(WAITING);
  await noor.reload();
  await noor.getByRole("button", { name: "Email and password" }).click(WAITING);
  await typePassword(noor);
  assert.equal(await noor.getByRole("button", { name: /SMS/ }).count(), 0);
  // A code counts once, and the one of joining may still be the one that is shown.
  await noor
    .getByLabel("Six digits from your authenticator app")
    .fill(codeOf(stage.secret, Date.now() + 30_000));
  await noor.getByRole("button", { name: "Sign in", exact: true }).click();
  await noor.getByText("Codes by SMS are switched off for you now.").waitFor(WAITING);
});

test("nothing was printed that nobody expected", () => stage.demandSilence(REFUSED));
