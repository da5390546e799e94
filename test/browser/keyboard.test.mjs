// A day at the desk without a mouse: sign in, move, open, answer, note, close.
//
// Promise: after the address is typed nothing is pressed but keys, and what
// was written arrives: the thread shows it, and a second look after a closing
// finds the conversation among the closed ones.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, sampleDesk } from "./people/stage.mjs";

const ANSWER = "We have set the Tamarisk limit back for you";
const NOTE = "Checked against the Pellucid ledger first";
const WHO = "Mateo Alvarez";
/** More Tabs than any page here has stops. */
const STOPS = 40;

const stage = sampleDesk(async (stage) => {
  stage.page = await stage.open(LAPTOP);
});

const press = (...keys) =>
  keys.reduce((done, key) => done.then(() => stage.page.keyboard.press(key)), Promise.resolve());

const focused = () => stage.page.evaluate(() => document.activeElement?.textContent ?? "");

/** Tabs on until the focus is on something with these words. */
async function tabTo(words) {
  for (let stop = 0; stop < STOPS; stop++) {
    if ((await focused()).includes(words) && (await isControl())) return;
    await press("Tab");
  }
  throw new Error(`${STOPS} Tabs do not reach "${words}"`);
}

const isOn = (element) => element.evaluate((it) => it === document.activeElement);

/** Whether the lower edge of something stands within what is seen of something that scrolls. */
async function isInside(part, whole) {
  const [inner, outer] = await Promise.all([part.boundingBox(), whole.boundingBox()]);
  return inner.y + inner.height <= outer.y + outer.height + 1;
}

const isControl = () =>
  stage.page.evaluate(() => document.activeElement?.matches("button, a, input, textarea") === true);

test("signing in takes Tab and Enter", async () => {
  const { page, demo } = stage;
  await page.goto(`${demo.origin}/console/`);
  await page.getByRole("region", { name: "This is a demo" }).waitFor();
  await tabTo(WHO);
  await press("Enter");
  await owner.conversations(page).getByRole("listitem").first().waitFor({ timeout: 30_000 });
});

test("J and Enter open a conversation, ready to write", async () => {
  const { page } = stage;
  await press("j");
  await owner.conversation(page).getByRole("log").waitFor();
  stage.who = (await owner.conversation(page).getAttribute("aria-label")).replace("Conversation with ", "");
  await press("Enter");
  await page.getByRole("textbox", { name: "Reply", exact: true }).and(page.locator(":focus")).waitFor();
  await press("Escape");
});

test("R and N write where they say, and Control with Enter sends", async () => {
  const { page } = stage;
  const log = owner.conversation(page).getByRole("log");
  await press("r");
  await page.getByRole("textbox", { name: "Reply", exact: true }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type(ANSWER);
  await press("Control+Enter");
  await log.getByText(ANSWER).waitFor();
  await press("Escape", "n");
  await page.getByRole("textbox", { name: "Note", exact: true }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type(NOTE);
  await press("Control+Enter");
  await log.getByText(NOTE).waitFor();
  await press("Escape");
  await shoot(page, "keyboard-note");
});

test("letters typed into a message are only letters", async () => {
  const { page } = stage;
  await press("r");
  await page.getByRole("textbox", { name: "Reply", exact: true }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("eja?");
  assert.equal(await page.getByRole("textbox", { name: "Reply", exact: true }).inputValue(), "eja?");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await press("Backspace", "Backspace", "Backspace", "Backspace", "Escape");
});

test("the question mark shows the keys, and Escape hides them", async () => {
  const { page } = stage;
  await press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await keys.getByText("Close the conversation").waitFor();
  await shoot(page, "keyboard-help");
  await press("Escape");
  await keys.waitFor({ state: "detached" });
});

test("the keys are read with the arrows where they are taller than the screen", async () => {
  const { page } = stage;
  await page.setViewportSize({ width: 1280, height: 360 });
  await press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  const text = keys.getByRole("group", { name: "Keys" });
  await text.waitFor();
  await demandAccess(page);
  for (let stop = 0; stop < 3 && !(await isOn(text)); stop++) await press("Tab");
  assert.ok(await isOn(text), "three Tabs do not reach the text");
  const last = keys.getByText("Leave, close, go back");
  assert.ok(!(await isInside(last, text)), "nothing is out of sight, so nothing is tried");
  await press("End");
  await page.waitForFunction(
    (it) => it.scrollTop + it.clientHeight > it.scrollHeight - 2,
    await text.elementHandle(),
  );
  assert.ok(await isInside(last, text), "the last key stays out of sight");
  await page.setViewportSize(LAPTOP.viewport);
  await press("Escape");
  await keys.waitFor({ state: "detached" });
});

test("E closes the conversation, which then is among the closed ones", async () => {
  const { page } = stage;
  await press("e");
  await page.getByText(`Closed: ${stage.who}`).waitFor();
  await tabTo("Closed");
  await press("Enter");
  await owner.conversations(page).getByRole("heading", { name: "Closed" }).waitFor();
  await owner.conversations(page).getByRole("button", { name: stage.who }).waitFor();
  stage.demandSilence();
});
