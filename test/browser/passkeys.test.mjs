// Passkeys as people have them: several, with names, on one device or on all of somebody's; and as thieves would like them.
//
// Promise: real passkeys of the browser. The wrong finger, a copy whose counter went back, and a browser that cannot
// open keys with them are refused, each with words that say what to do. Limit: the authenticators are the browser's
// own virtual ones.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addAuthenticator, demandAccess, shoot } from "./harness/index.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk, PATIENCE } from "./people/stage.mjs";

const wait = { timeout: PATIENCE };
/** Chromium prints refused answers by itself: a copy is refused, and so is a page whose session was taken away. */
const REFUSED = /status of 401 /;

const stage = newDesk();

const waysIn = (page) => page.getByRole("region", { name: "Ways to open your keys" });
const signIn = (page) => page.getByRole("button", { name: "Sign in with a passkey" }).click(wait);

/** To the sign-in page, as if the session had ended; what the browser keeps stays. */
async function leave(page) {
  await page.context().clearCookies();
  await page.goto(`${stage.desk.origin}/console/`);
}

test("a passkey says that it is on one device only, and is called what its owner likes", async () => {
  const page = await stage.open();
  stage.finger = await addAuthenticator(page);
  const [link] = await stage.desk.printed(/http:\S+#setup=\S+/);
  stage.kit = await owner.setUpDesk(page, {
    link,
    organisation: "Harbour",
    ...MAYA,
    inbox: "Moorings",
    team: "Masters",
  });
  stage.laptop = page;
  await owner.openArea(page, "My security");
  await waysIn(page).getByText("On one device only").waitFor(wait);
  await waysIn(page)
    .getByRole("button", { name: /^Rename/ })
    .click();
  const form = page.getByRole("dialog", { name: /^Rename/ });
  await form.getByLabel("Name of this passkey").fill("The blue laptop");
  await demandAccess(page);
  await form.getByRole("button", { name: "Save" }).click();
  await waysIn(page).getByText("The blue laptop").waitFor(wait);
  await page.reload();
  await owner.openArea(page, "My security");
  await waysIn(page).getByText("The blue laptop").waitFor(wait);
});

test("one that is synced says so, and each device offers its own", async () => {
  const phone = await stage.open();
  stage.phone = phone;
  stage.face = await addAuthenticator(phone, { synced: true });
  await owner.signInWithKit(phone, stage.desk, { email: MAYA.email, recoveryCode: stage.kit.recoveryCode });
  await owner.openArea(phone, "My security");
  await phone.getByRole("button", { name: "Add a passkey" }).click();
  await phone.getByLabel("Name of this passkey").fill("Phone");
  await phone.getByRole("button", { name: "Make a passkey" }).click();
  await waysIn(phone).getByText("Synced between devices").waitFor(wait);
  await shoot(phone, "passkeys-list");
  await demandAccess(phone);
  assert.equal((await stage.face.credentials()).length, 1);
  for (const page of [phone, stage.laptop]) {
    await leave(page);
    await signIn(page);
    await owner.conversations(page).waitFor(wait);
  }
});

test("the wrong finger gets nobody in, and says that it was not confirmed", async () => {
  const { phone, face } = stage;
  await leave(phone);
  await face.verify(false);
  await signIn(phone);
  await phone.getByText("The passkey was not used.").waitFor(wait);
  await shoot(phone, "passkeys-finger");
  assert.equal(await owner.conversations(phone).count(), 0);
});

test("a copy of a passkey is refused once its counter is behind, and says that it may be one", async () => {
  const { laptop, finger } = stage;
  const [copied] = await finger.credentials();
  for (let n = 0; n < 3; n++) {
    await leave(laptop);
    await signIn(laptop);
    await owner.conversations(laptop).waitFor(wait);
  }
  const thief = await stage.open();
  const stolen = await addAuthenticator(thief);
  await stolen.give(copied);
  await thief.goto(`${stage.desk.origin}/console/`);
  await signIn(thief);
  await thief.getByText("This passkey's counter went back: it may have been copied.").waitFor(wait);
  await shoot(thief, "passkeys-copied");
  await demandAccess(thief);
  assert.equal(await owner.conversations(thief).count(), 0);
});

test("a browser in which passkeys open nothing makes none, and says what to do", async () => {
  const old = await stage.open();
  const plain = await addAuthenticator(old, { prf: false });
  await owner.signInWithKit(old, stage.desk, { email: MAYA.email, recoveryCode: stage.kit.recoveryCode });
  await owner.openArea(old, "My security");
  await old.getByRole("button", { name: "Add a passkey" }).click();
  await old.getByRole("button", { name: "Make a passkey" }).click();
  const said = old.getByRole("dialog", { name: "Add a passkey" }).getByRole("alert");
  await said.getByText(/unlock your keys/).waitFor(wait);
  await shoot(old, "passkeys-no-prf");
  assert.equal(await waysIn(old).getByRole("listitem").count(), 3);
  assert.ok((await plain.credentials()).length <= 1);
  stage.demandSilence(REFUSED);
});
