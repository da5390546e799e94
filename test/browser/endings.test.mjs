// A conversation ends: it is closed, judged, kept as a file, and opened again.
//
// Promise: the real server; the comment reaches the team and no figure. What the
// customer keeps is written in the browser, and holds what was on the screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { demandAccess, recordTraffic, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const TEAM = "Payments";

const QUESTION = "When does the Ostrakova ferry leave?";
const COMMENT = "Jonas knew the Quillivant tide by heart";
const AGAIN = "And when does it come back?";

const stage = sampleDesk();

async function open(options, address) {
  const page = await stage.open(options);
  const traffic = recordTraffic(page);
  await page.goto(address);
  return { page, traffic };
}

const ending = () => stage.chat.getByRole("region", { name: "This conversation is closed." });
const press = (where, name) => where.getByRole("button", { name, exact: true }).click();

test("the agent closes it, and the customer is asked how it was", async () => {
  const { page, traffic } = await open(PHONE, `${stage.demo.site}/`);
  stage.phone = page;
  stage.traffic = traffic;
  stage.chat = await customer.openChat(page, stage.demo.origin);
  await customer.writeToPerson(stage.chat, { team: TEAM, text: QUESTION });
  const agent = await stage.open(LAPTOP);
  stage.agent = agent;
  await owner.enterDemo(agent, { origin: stage.demo.origin, name: "Jonas Lindqvist" });
  await owner.openView(agent, "Unassigned");
  await owner.openConversation(agent, QUESTION);
  await owner.close(agent);
  await ending().getByRole("group", { name: "How did we help?" }).waitFor({ timeout: PATIENCE });
  await shoot(page, "widget-closed");
  await demandAccess(stage.chat);
});

test("a score and a comment are sent; the comment only sealed", async () => {
  await ending().getByRole("radio", { name: "Well", exact: true }).check();
  await ending().getByLabel("Would you like to tell the team why?").fill(COMMENT);
  await ending().getByText("only the team can read your comment").waitFor();
  await press(ending(), "Send rating");
  await ending().getByText("You said: Well").waitFor({ timeout: PATIENCE });
  await stage.chat.getByRole("log").getByText(COMMENT).waitFor({ timeout: PATIENCE });
  const sent = () => stage.traffic.sent.filter(({ where }) => where.includes("rating"));
  // What one said shows at once; it is sent a moment later.
  for (let look = 0; sent().length === 0 && look < 100; look++) await stage.phone.waitForTimeout(100);
  assert.ok(sent().length > 0, "the score went to the server");
  assert.ok(!JSON.stringify(stage.traffic.sent).includes("Quillivant"));
});

test("the score can be changed, with the keyboard alone", async () => {
  await press(ending(), "Change");
  await ending().locator("input[type=radio]:focus").waitFor({ timeout: PATIENCE });
  await stage.phone.keyboard.press("ArrowRight");
  await ending().getByRole("radio", { name: "Very well", exact: true, checked: true }).waitFor();
  await stage.phone.keyboard.press("Tab");
  await stage.phone.keyboard.press("Tab");
  await stage.phone.keyboard.press("Enter");
  await ending().getByText("You said: Very well").waitFor({ timeout: PATIENCE });
});

for (const [name, ending] of [
  ["As text", "txt"],
  ["As a web page", "html"],
]) {
  test(`it can be kept: ${name}`, async () => {
    await stage.chat.getByRole("button", { name: /^Menu/ }).click();
    const menu = stage.chat.getByRole("dialog", { name: "You and this device" });
    const coming = stage.phone.waitForEvent("download");
    await press(menu, name);
    const file = await coming;
    const text = readFileSync(await file.path(), "utf8");
    assert.match(file.suggestedFilename(), new RegExp(`\\.${ending}$`));
    for (const words of [QUESTION, COMMENT]) assert.ok(text.includes(words), `no "${words}" in the file`);
    await customer.closeSheet(menu);
  });
}

test("a new message opens it again", async () => {
  await customer.say(stage.chat, AGAIN);
  await ending().waitFor({ state: "detached", timeout: PATIENCE });
});

test("no page complained", () => {
  stage.demandSilence();
});
