// What somebody hears who does not look, and whether anything is cut off for who needs larger letters.
//
// Promise: the browser's own accessibility tree of the real program, and what its live regions announce: each
// message with its author, what is new once, one's own not again. Limit: screen readers word it in their own ways.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { demandAccess, pngWithAuthor } from "./harness/index.mjs";
import { demandInside } from "./harness/layout.mjs";
import { heard, listen, tabStops } from "./harness/spoken.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const NARROW = { width: 320, height: 568 };
const TEAM = "Payments";

const stage = sampleDesk();

/** Each of these lines is there, in this order; others may stand between them. */
function demandOrder(lines, wanted) {
  let at = -1;
  for (const line of wanted) {
    const next = lines.indexOf(line, at + 1);
    assert.ok(next > at, `"${line}" is not heard after line ${at}:\n${lines.join("\n")}`);
    at = next;
  }
}

/** What is heard of one message: its author's line and those after it, up to the next one. */
function messageOf(lines, words) {
  const at = lines.findIndex((line) => line.includes(words));
  const from = lines.findLastIndex((line, index) => index <= at && line.startsWith("article: "));
  const to = lines.findIndex((line, index) => index > at && /^(article|status|form|region): /.test(line));
  assert.ok(at >= 0 && from >= 0, `"${words}" is in no message:\n${lines.join("\n")}`);
  return lines.slice(from, to === -1 ? undefined : to);
}

describe("the customer", () => {
  const SAID = {
    question: "I have lost my card, what should I do now?",
    first: "The Ostrakova pier lights are out",
    answer: "Somebody is on the way to Quillivant",
    thanks: "Good, I can see them",
    closing: "The lights are on again",
  };

  test("hears on the first screen whose chat it is, what to expect, and who can read", async () => {
    stage.phone = await stage.open(PHONE);
    await stage.phone.goto(`${stage.demo.site}/`);
    stage.chat = await customer.openChat(stage.phone, stage.demo.origin);
    const lines = await heard(stage.chat);
    demandOrder(lines, [
      "StaticText: Harbour Credit Union",
      "button: Menu: your name, this device",
      "button: Close chat",
      "region: Write to us",
      "button: Start a conversation",
      "searchbox: Search for an answer",
      "StaticText: Only you and the team you write to can read it. Our own server cannot.",
    ]);
    assert.ok(
      !lines.some((line) => /^(button|link|textbox|searchbox|img): *$/.test(line)),
      "all have a name",
    );
  });

  test("hears from the assistant who says what, and the answer once, with its source", async () => {
    const news = await listen(stage.chat);
    await customer.ask(stage.chat, SAID.question);
    await stage.chat.getByRole("log").getByRole("blockquote").last().waitFor({ timeout: PATIENCE });
    const lines = await heard(stage.chat);
    assert.equal(messageOf(lines, SAID.question)[0], "article: You");
    assert.equal(messageOf(lines, "This is what I found")[0], "article: Assistant");
    demandOrder(messageOf(lines, "This is what I found"), ["article: Assistant", "blockquote: "]);
    assert.equal((await news()).filter((said) => said.includes("This is what I found")).length, 1);
    await customer.back(stage.chat);
  });

  test("a new message of the agent is announced once, with its author", async () => {
    await stage.chat.getByRole("button", { name: "Start a conversation" }).click();
    await stage.chat.getByRole("button", { name: "Talk to a person" }).click();
    await stage.chat.getByRole("button", { name: "Without what we wrote" }).click();
    await customer.say(stage.chat, SAID.first);
    await stage.chat.getByText(`Only you and the ${TEAM} team can read this`).waitFor({ timeout: PATIENCE });
    stage.agent = await stage.open(LAPTOP);
    await owner.enterDemo(stage.agent, { origin: stage.demo.origin, name: "Jonas Lindqvist" });
    await owner.openView(stage.agent, "Unassigned");
    await owner.openConversation(stage.agent, SAID.first);
    await owner.claim(stage.agent);
    stage.news = await listen(stage.chat);
    await owner.reply(stage.agent, SAID.answer);
    await customer.seen(stage.chat, SAID.answer);
    const said = await stage.news();
    assert.deepEqual(
      said.filter((line) => line.includes(SAID.answer)),
      [`Jonas Lindqvist: ${SAID.answer}`],
    );
  });

  test("what the customer says and attaches is not read back", async () => {
    await customer.say(stage.chat, SAID.thanks);
    const photo = { name: "pier.png", mimeType: "image/png", buffer: pngWithAuthor({ author: "Zephyrine" }) };
    const table = { name: "tides.txt", mimeType: "text/plain", buffer: Buffer.from("06:12 low") };
    await customer.attach(stage.chat, [photo, table]);
    await stage.chat.getByRole("button", { name: "Send", exact: true }).click();
    await stage.chat.getByRole("button", { name: "Picture: pier.png" }).waitFor({ timeout: PATIENCE });
    const said = await stage.news();
    assert.ok(
      !said.some((line) => line.includes(SAID.thanks) || line.includes("tides.txt")),
      said.join("\n"),
    );
  });

  test("the same words said twice are heard twice", async () => {
    for (const _ of [1, 2]) {
      const before = await stage.chat.getByRole("log").getByText("One moment").count();
      await owner.reply(stage.agent, "One moment");
      await stage.chat.getByRole("log").getByText("One moment").nth(before).waitFor({ timeout: PATIENCE });
      assert.deepEqual(await stage.news(), ["Jonas Lindqvist: One moment"]);
    }
  });

  test("each message says whose it is; files, reactions and options have names", async () => {
    const sheet = await customer.openOptions(stage.chat, SAID.answer);
    await sheet.getByRole("button", { name: "👍" }).click();
    await stage.chat.getByRole("log").getByRole("button", { name: /^👍/, pressed: true }).waitFor();
    const lines = await heard(stage.chat);
    assert.equal(messageOf(lines, SAID.first)[0], "article: You");
    assert.equal(messageOf(lines, SAID.thanks)[0], "article: You");
    demandOrder(messageOf(lines, SAID.answer), [
      "article: Jonas Lindqvist",
      `button: Options for: ${SAID.answer}`,
      "button: 👍 by You (pressed)",
    ]);
    demandOrder(messageOf(lines, "Picture: pier.png"), [
      "article: You",
      "button: Picture: pier.png",
      "button: tides.txt 9 bytes",
    ]);
  });

  test("Tab goes from the header over the thread to the box, and never to every message", async () => {
    await stage.chat.locator("h1").focus();
    const stops = await tabStops(stage.phone, stage.chat);
    demandOrder(stops, [
      "button: Menu: your name, this device",
      "button: Close chat",
      `button: Only you and the ${TEAM} team can read this. Who can read this`,
      "log: Conversation",
      "button: Add files",
      "textarea: Write to Jonas…",
      "button: Emoji",
      "button: Send",
    ]);
    assert.equal(stops.filter((stop) => stop.includes("Options for:")).length, 1);
  });

  test("the end is announced, and the question after it has a name for each answer", async () => {
    await owner.reply(stage.agent, SAID.closing);
    await customer.seen(stage.chat, SAID.closing);
    await stage.news();
    await owner.close(stage.agent);
    const ending = stage.chat.getByRole("region", { name: "This conversation is closed." });
    await ending.waitFor({ timeout: PATIENCE });
    assert.deepEqual(await stage.news(), ["This conversation is closed."]);
    demandOrder(await heard(stage.chat), [
      "region: This conversation is closed.",
      "group: How did we help?",
      "radio: Very badly",
      "radio: Badly",
      "radio: So-so",
      "radio: Well",
      "radio: Very well",
      "textbox: Write to Jonas…",
    ]);
  });

  for (const [language, name, wide] of [
    ["English", "en", PHONE.viewport],
    ["English", "en", NARROW],
    ["العربية", "ar", PHONE.viewport],
    ["العربية", "ar", NARROW],
  ]) {
    test(`with letters twice as large nothing is cut off at ${wide.width} px, ${language}`, async () => {
      const { chat, phone } = stage;
      await speak(name);
      await phone.setViewportSize(wide);
      for (const size of ["100%", "200%"]) {
        await chat.evaluate((letters) => {
          document.documentElement.style.fontSize = letters;
        }, size);
        await demandInside(chat);
        await demandWriting(chat);
        await demandAccess(chat);
      }
    });
  }

  test("no page complained", () => {
    stage.demandSilence();
  });

  /** Chooses the language in the menu, whatever it is in now. */
  async function speak(language) {
    const { chat } = stage;
    await chat.evaluate(() => {
      document.documentElement.style.fontSize = "";
    });
    await chat.locator("header.hd > .ib").nth(1).click();
    const sheet = chat.getByRole("dialog");
    await sheet.locator("select").selectOption(language);
    await chat.locator(`html[lang^=${language}]`).waitFor({ state: "attached" });
    await sheet.locator(".sheet-h .ib").click();
    await sheet.waitFor({ state: "detached" });
  }
});

/** However large the letters are, there is a place to write, with all of its buttons in sight. */
async function demandWriting(chat) {
  const low = await chat.evaluate(() => {
    const box = document.querySelector(".cmp").getBoundingClientRect();
    return [...document.querySelectorAll(".cmp textarea, .cmp button")]
      .filter((el) => el.getBoundingClientRect().bottom > innerHeight + 1 || box.width > innerWidth)
      .map((el) => el.ariaLabel);
  });
  assert.deepEqual(low, []);
}
