// A person lets a new browser in from one that is signed in, by comparing a code on both screens.
//
// Promise: what is compared is what each screen shows, letter by letter; a
// browser that was refused, or that nobody answered, stays outside.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk } from "./people/stage.mjs";

const stage = newDesk();

/** Asks from a browser that knows nothing, and returns the code on its screen. */
async function ask(page) {
  await page.goto(`${stage.desk.origin}/console/`);
  await page.getByRole("button", { name: "Ask my other browser" }).click();
  await page.getByLabel("Email").fill(MAYA.email);
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await page.getByRole("heading", { name: "Now open Sealdesk in your other browser" }).waitFor();
  return codeIn(page.getByRole("main"));
}

async function codeIn(place) {
  const shown = await place.getByRole("group", { name: "Code" }).innerText();
  return shown.split(/\s+/).filter((group) => group !== "");
}

/** The codes that the browser inside shows, one for each that asks. */
async function codesInside(count) {
  const { maya } = stage;
  await owner.openArea(maya, "My security");
  const codes = maya.getByRole("main").getByRole("group", { name: "Code" });
  await codes.nth(count - 1).waitFor();
  assert.equal(await codes.count(), count);
  const shown = await codes.allInnerTexts();
  return shown.map((text) => text.split(/\s+/).filter((group) => group !== ""));
}

test("a desk is set up, so that there is somebody to ask", async () => {
  stage.maya = (await stage.setUp({ team: "Masters" })).page;
});

test("both screens show the same code, and it is long enough to compare", async () => {
  stage.tablet = await stage.open();
  stage.first = await ask(stage.tablet);
  const [inside] = await codesInside(1);
  assert.deepEqual(inside, stage.first);
  assert.ok(stage.first.join("").length * 5 >= 100, `${stage.first.join(" ")} has fewer than 100 bits`);
  await shoot(stage.tablet, "approval-outside");
  await shoot(stage.maya, "approval-inside");
  await demandAccess(stage.tablet);
  await demandAccess(stage.maya);
});

test("refused means outside, said plainly, with what to think of it", async () => {
  await stage.maya.getByRole("button", { name: "Not me" }).click();
  await stage.tablet.getByRole("heading", { name: "Your other browser said no." }).waitFor();
  await stage.tablet.getByText("somebody may be using your account").waitFor();
  await demandAccess(stage.tablet);
  await stage.tablet.reload();
  await stage.tablet.getByRole("button", { name: "Ask my other browser" }).waitFor();
  assert.equal(await owner.conversations(stage.tablet).count(), 0);
});

test("asking again makes another code, and two that ask are told apart", async () => {
  const again = await ask(stage.tablet);
  assert.notDeepEqual(again, stage.first);
  stage.intruder = await stage.open();
  const theirs = await ask(stage.intruder);
  assert.notDeepEqual(theirs, again);
  const inside = await codesInside(2);
  const sorted = (codes) => codes.map((code) => code.join(" ")).sort();
  assert.deepEqual(sorted(inside), sorted([again, theirs]));
  stage.again = again;
});

test("the browser with the same code gets in, and the other one does not", async () => {
  const { maya, tablet, intruder, again } = stage;
  const inside = await codesInside(2);
  const at = inside.findIndex((code) => code.join(" ") === again.join(" "));
  await maya
    .getByRole("button", { name: /^Same code/ })
    .nth(at)
    .click();
  await owner.conversations(tablet).waitFor({ timeout: 30_000 });
  await shoot(tablet, "approval-let-in");
  await demandAccess(tablet);
  await intruder.getByRole("heading", { name: "Now open Sealdesk in your other browser" }).waitFor();
  assert.equal(await owner.conversations(intruder).count(), 0);
  assert.deepEqual(await codesInside(1), [await codeIn(intruder.getByRole("main"))]);
});

test("it is in for good: it stays open after a reload, and the page about security names it", async () => {
  const { maya, tablet } = stage;
  await tablet.reload();
  await owner.conversations(tablet).waitFor({ timeout: 30_000 });
  await maya.reload();
  await owner.openArea(maya, "My security");
  const signedIn = maya.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem");
  await signedIn.nth(1).waitFor();
  assert.equal(await signedIn.count(), 2);
  stage.demandSilence();
});
