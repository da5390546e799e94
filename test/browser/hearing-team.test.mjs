// What somebody of the team hears who does not look, where the focus goes, and whether larger letters are cut off.
//
// Promise: the browser's own accessibility tree of the real program, and what its live regions announce. Letters are
// made larger as a person does, in the browser's settings. Limit: screen readers word it in their own ways.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import { demandInside } from "./harness/layout.mjs";
import { heard, listen, tabStops } from "./harness/spoken.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, sampleDesk } from "./people/stage.mjs";

const TEAM = "Payments";
const SAID = {
  question: "My Ostrakova card is bent",
  answer: "Here is the Quillon form",
  note: "She wrote from Pelham before",
  news: "Is the Marrow branch open?",
  thanks: "Thank you, that Kestrel form helped",
};
const FILE = { name: "form.txt", mimeType: "text/plain", buffer: Buffer.from("Name:\nBranch:\n") };

const stage = sampleDesk(async (stage) => {
  const site = await open();
  await site.goto(`${stage.demo.site}/`);
  stage.chat = await customer.openChat(site, stage.demo.origin);
  await customer.writeToPerson(stage.chat, { team: TEAM, text: SAID.question });
  stage.agent = await open();
  await owner.enterDemo(stage.agent, { origin: stage.demo.origin, name: "Jonas Lindqvist" });
  await owner.openView(stage.agent, "Unassigned");
});

const open = () => stage.open(LAPTOP);

/** Each pattern is met by a line after the one before it; others may stand between them. */
function demandOrder(lines, wanted) {
  let at = 0;
  for (const pattern of wanted) {
    const next = lines.findIndex((line, index) => index >= at && pattern.test(line));
    assert.notEqual(next, -1, `${pattern} is not heard after line ${at}:\n${lines.join("\n")}`);
    at = next + 1;
  }
}

const NAMELESS = /^(button|link|textbox|searchbox|combobox|checkbox|switch|tab|img|article): *(\(|$)/;
const demandNames = (lines) =>
  assert.deepEqual(
    lines.filter((line) => NAMELESS.test(line)),
    [],
  );
/** The name of the region, or whatever else, that the focus is in. */
const focusIn = (page) =>
  page.evaluate(() => document.activeElement?.closest("[aria-label]")?.getAttribute("aria-label") ?? "");

/** The size of letters in the browser's settings; 16 is what it comes with. */
async function setLetters(page, standard) {
  stage.letters ??= await page.context().newCDPSession(page);
  await stage.letters.send("Page.setFontSizes", { fontSizes: { standard } });
}

describe("the team", () => {
  test("hears in the list who waits, for how long, in which inbox, and what was said", async () => {
    await owner.conversations(stage.agent).getByRole("button", { name: SAID.question }).waitFor();
    const lines = await heard(stage.agent);
    demandOrder(lines, [
      /^link: Skip to the conversation/,
      /^navigation: Views and inboxes/,
      /^button: Unassigned 2/,
      /^region: Conversations/,
      /^heading: Unassigned/,
      /^button: All \(pressed\)/,
      new RegExp(`^button: Unread Visitor \\w+ waiting for .*${SAID.question} ${TEAM} Anonymous$`),
    ]);
    demandNames(lines);
  });

  test("hears of each message who said it and when, its files, and that a note is for the team", async () => {
    const { agent } = stage;
    await owner.openConversation(agent, SAID.question);
    await owner.attach(agent, [FILE]);
    await owner.reply(agent, SAID.answer);
    await owner.note(agent, SAID.note);
    await owner.react(agent, SAID.question, "heart");
    const lines = await heard(agent);
    demandOrder(lines, [
      /^region: Conversation with Visitor/,
      /^button: Claim/,
      /^button: Only Visitor \w+ and the Payments team can read this/,
      /^log: Messages/,
      new RegExp(`^article: Visitor \\w+ \\d+:\\d+.* ${SAID.question}`),
      /^list: Reactions/,
      /^button: .*Jonas Lindqvist\. Take back .* \(pressed\)/,
      new RegExp(`^article: You .*\\d+:\\d+.* ${SAID.answer}`),
      /^list: Files/,
      /^StaticText: form\.txt/,
      /^button: Look at form\.txt/,
      /^button: Save form\.txt/,
      new RegExp(`^article: Note, staff only You \\d+:\\d+.* ${SAID.note}`),
      /^tab: Note \(selected\)/,
      /^textbox: Note/,
      /^button: Attach files/,
    ]);
    demandNames(lines);
  });

  test("is told before choosing how large a file may be", async () => {
    const clip = owner.conversation(stage.agent).getByRole("button", { name: "Attach files" });
    assert.equal(await clip.getAttribute("aria-description"), "up to 10 files, 209 MB each");
  });

  test("is told once of a new message, with its author, and not of one's own", async () => {
    const { agent, chat } = stage;
    const news = await listen(agent);
    await customer.say(chat, SAID.news);
    await owner.message(agent, SAID.news).waitFor({ timeout: PATIENCE });
    await owner.reply(agent, SAID.thanks);
    await owner.message(agent, SAID.thanks).getByText(/^Read/).waitFor({ timeout: PATIENCE });
    const said = await news();
    const told = said.filter((line) => line.includes(SAID.news));
    assert.equal(told.length, 1, said.join("\n"));
    assert.match(told[0], /^Visitor \w+ /);
    assert.deepEqual(
      said.filter((line) => line.includes(SAID.thanks) || /^(Sending|Sent|Delivered|Read)/.test(line)),
      [],
    );
  });

  test("goes with Tab from the list through what can be done to what was said and where one writes", async () => {
    const { agent } = stage;
    await owner.conversations(agent).getByRole("button", { name: SAID.thanks }).focus();
    const stops = await tabStops(agent, agent, 24);
    demandOrder(stops, [
      /^button: Claim/,
      /^button: Assign/,
      /^button: Close/,
      /^button: More/,
      /^button: Only Visitor/,
      /^log: Messages/,
      /^button: Look at form\.txt/,
      /^tab: Reply/,
      /^textarea: Reply/,
      /^button: Attach files/,
    ]);
  });

  test("keeps the place when a picker is left, and when the conversation is given away or closed", async () => {
    const { agent } = stage;
    await owner.choose(agent, SAID.question, "React…");
    await agent.getByRole("searchbox", { name: "Search emoji" }).waitFor();
    await agent.keyboard.press("Escape");
    await agent.waitForFunction(() => document.activeElement?.localName === "article");
    await agent.keyboard.press("a");
    await agent.getByRole("menuitemradio", { name: /Jonas/ }).press("Enter");
    await agent.getByText(/^Given to Jonas/).waitFor();
    await agent.waitForFunction(() => document.activeElement !== document.body);
    assert.match(await focusIn(agent), /^(Conversation with|Assigned to|Messages)/);
    const close = owner.conversation(agent).getByRole("button", { name: /^Close/ });
    const before = await owner.conversation(agent).getAttribute("aria-label");
    await close.press("Enter");
    await agent.getByText(/^Closed: /).waitFor();
    await agent.waitForFunction((old) => document.querySelector("#conversation")?.ariaLabel !== old, before);
    await agent.waitForFunction(() => document.activeElement?.id === "conversation");
  });

  test("has nothing cut off with letters of twice the size, in English and in Arabic", async () => {
    const { agent } = stage;
    await setLetters(agent, 32);
    await owner.conversation(agent).waitFor();
    await demandInside(agent);
    await demandAccess(agent);
    await shoot(agent, "hearing-team-200");
    await owner.conversation(agent).getByRole("button", { name: "Back to the list" }).click();
    await demandInside(agent);
    await setLetters(agent, 16);
    await owner.chooseLanguage(agent, /^Language: English/, "العربية");
    await agent.waitForFunction(() => document.documentElement.dir === "rtl");
    await setLetters(agent, 32);
    await demandInside(agent);
    await agent.locator(".rows button").first().click();
    await agent.locator("#conversation[aria-label] [role=log]").waitFor();
    await demandInside(agent);
    await shoot(agent, "hearing-team-200-ar");
    await setLetters(agent, 16);
  });

  test("an owner hears of every inbox how long it is kept, and what certificates are", async () => {
    const page = await open();
    await owner.enterDemo(page, { origin: stage.demo.origin, name: /owner/i });
    await owner.openArea(page, "Retention");
    await page.getByRole("table").first().waitFor();
    const lines = await heard(page);
    demandOrder(lines, [
      /^heading: Retention/,
      /Destroying keys closes our stored copies/,
      /^heading: By inbox/,
      /^table: /,
      /^columnheader: /,
      /^rowheader: /,
      /^heading: Certificates/,
    ]);
    demandNames(lines);
  });

  test("and nothing went wrong behind it", () => {
    stage.demandSilence();
  });
});
