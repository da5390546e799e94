// What people see of a lying server, on a phone and at a desk, in the words of the screen.
//
// Promise: each class of alarm says what happened and what to do, cannot be missed, and stays until somebody has seen
// it; where it is shown nothing more is sent. Each lie is counted, and everything works before and after it.
// That each lie of the table is noticed is shown without a screen, in web/packages/client/test and test/liar.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { demandAccess, shoot, startLiar } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const TEAM = "Moorings";
const HOUR = 3_600_000;
const stage = newDesk(startLiar);

before(async () => {
  stage.site = createServer((request, response) => {
    const { searchParams } = new URL(request.url, "http://any.test");
    const line = stage.line.replace(/data-pin="\w+"/, (pin) => searchParams.get("pin") ?? pin);
    const html = `<!doctype html><html lang="${searchParams.get("lang") ?? "en"}"><meta charset="utf-8">
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Harbour</title><h1>Harbour</h1>${line}</html>`;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  stage.site.listen(0, "127.0.0.1");
  await once(stage.site, "listening");
});

after(() => {
  stage.site?.closeAllConnections();
  stage.site?.close();
});

/** From the next page on, this browser's clock is off by so much. */
const shiftClock = (page, by) =>
  page.addInitScript((ms) => {
    const True = Date;
    globalThis.Date = class extends True {
      constructor(...at) {
        if (at.length === 0) super(True.now() + ms);
        else super(...at);
      }
      static now() {
        return True.now() + ms;
      }
    };
  }, by);

const theirPage = (query = "") => `http://127.0.0.1:${stage.site.address().port}/?${query}`;

/** Presses the launcher, whatever the window then shows. */
async function opensChat(page) {
  const { width, height } = page.viewportSize();
  await page.mouse.click(width - 48, height - 48);
  for (;;) {
    const frame = page.frames().find((each) => each.url().startsWith(`${stage.desk.origin}/`));
    if (frame !== undefined) return frame;
    await page.waitForTimeout(20);
  }
}

/** The whole window is the stop: heading, what it means, what to do, and nowhere to write. */
async function demandStop(chat, heading, ...said) {
  const alert = chat.getByRole("alert");
  await alert.getByRole("heading", { name: heading }).waitFor({ timeout: PATIENCE });
  for (const words of said) await alert.getByText(words).first().waitFor();
  assert.equal(await chat.getByRole("textbox").count(), 0, "nothing can be written there");
  await demandAccess(chat);
}

test("everything is as it should be while the server says the truth", async () => {
  const { page, kit } = await stage.setUp({ inbox: "Berths", team: TEAM });
  Object.assign(stage, { line: kit.embedLine, kit, maya: page });
  stage.honest = await stage.open();
  await owner.signInWithKit(stage.honest, stage.desk, {
    origin: stage.desk.honest,
    email: MAYA.email,
    ...kit,
  });

  stage.phone = await stage.open({ screen: PHONE });
  await stage.phone.goto(theirPage());
  stage.chat = await customer.openChat(stage.phone, stage.desk.origin);
  await customer.startConversation(stage.chat, { team: TEAM, text: "My boat is adrift." });
  for (const desk of [stage.honest, stage.maya]) {
    await owner.openView(desk, "All open");
    await owner.openConversation(desk, "My boat is adrift.");
    assert.equal(await desk.getByText("could not be checked").count(), 0);
  }
  await owner.reply(stage.honest, "We are on our way.");
  await customer.seen(stage.chat, "We are on our way.");
});

test("a customer whose messages were changed is stopped, told so, and goes on once they are right", async () => {
  const { chat, desk, honest, maya } = stage;
  await desk.tell("dropped");
  await owner.reply(honest, "Stay where you are.");
  await owner.reply(honest, "Do not drop anchor.");
  await demandStop(
    chat,
    "We could not check this conversation",
    "A message may be missing, changed or from somebody else.",
    "tell the organisation by phone",
  );
  assert.equal(await chat.getByText("Do not drop anchor.").count(), 0);
  await shoot(stage.phone, "liar-widget-conversation");

  await owner.openConversation(maya, "We are on our way.").catch(() => undefined);
  const strip = maya.getByRole("alert").filter({ hasText: "could not be checked" }).first();
  await strip
    .getByText("A message may be missing, changed or from somebody else.")
    .waitFor({ timeout: PATIENCE });
  await strip.getByText("Tell your security team.").waitFor();
  await owner.conversation(maya).getByText("Nothing is sent from here until the rest can be").waitFor();
  assert.ok(await owner.conversation(maya).getByRole("textbox", { name: "Reply" }).isDisabled());
  assert.equal(await maya.getByText("Do not drop anchor.").count(), 0);
  await demandAccess(maya);
  await shoot(maya, "liar-console-conversation");

  assert.ok((await desk.truth()) > 0);
  await chat.getByRole("button", { name: "Try again" }).click();
  await customer.openRecent(chat, "Do not drop anchor.");
  await customer.seen(chat, "Stay where you are.");
});

test("at the desk the alarm stays until somebody says that they have seen it, over a reload too", async () => {
  const { maya } = stage;
  await maya.reload();
  await owner.conversations(maya).waitFor({ timeout: PATIENCE });
  const strip = maya.getByRole("alert").filter({ hasText: "could not be checked" });
  await strip
    .getByText("It can be checked again now; tell your security team all the same.")
    .waitFor({ timeout: PATIENCE });
  await shoot(maya, "liar-console-over");
  await strip.getByRole("button", { name: "I have seen this" }).click();
  await maya.getByText("could not be checked").waitFor({ state: "detached" });
  await maya.reload();
  await owner.conversations(maya).waitFor({ timeout: PATIENCE });
  assert.equal(await maya.getByText("could not be checked").count(), 0);
});

test("news of people and teams that carry no signature are not followed, and that is said, in German too", async () => {
  const { desk, honest, maya } = stage;
  await desk.tell("headless");
  await owner.openArea(honest, "People");
  await honest.getByRole("button", { name: "Invite" }).first().click();
  await honest.getByRole("button", { name: "Make the link" }).click();
  await honest.getByLabel("Invitation link").waitFor({ timeout: PATIENCE });
  await honest.getByRole("button", { name: "Done" }).click();
  const strip = maya
    .getByRole("alert")
    .filter({ hasText: "News about people and teams could not be checked." });
  await strip.getByText("Tell your security team if this stays.").waitFor({ timeout: PATIENCE });
  await owner.chooseLanguage(maya, /Language/, "Deutsch");
  await maya
    .getByRole("alert")
    .getByText("Neuigkeiten über Personen und Teams konnten nicht geprüft werden.")
    .waitFor({ timeout: PATIENCE });
  await shoot(maya, "liar-console-directory-german");
  await owner.chooseLanguage(maya, /Sprache/, "English");
  assert.ok((await desk.truth()) > 0);
});

test("an act that is not in the record is shown as an alarm, not as an act, and can be kept", async () => {
  const { desk, maya } = stage;
  await owner.openArea(maya, "Record of acts");
  const line = maya.locator(".ledger-acts > li > button");
  await line.first().waitFor({ timeout: PATIENCE });
  const alarm = maya.getByRole("alert").filter({ hasText: "Something here is not the record" });
  assert.equal(await alarm.count(), 0);
  const lies = [
    [{}, /^Act no\. [\d,]+: what the server shows is not what was recorded\.$/],
    [{ how: "entry" }, /^Act no\. [\d,]+: what the server shows has no such place in the record\.$/],
    [{ how: "missing" }, /^From act no\. [\d,]+ down, the server left out 1 act\.$/],
  ];
  for (const [options, words] of lies) {
    await desk.tell("ledger-act-changed", options);
    await maya.reload();
    await alarm.getByText(words).waitFor({ timeout: PATIENCE });
    await alarm.getByText("tell your security team").waitFor();
    assert.ok((await desk.truth()) > 0);
  }
  await demandAccess(maya);
  await shoot(maya, "liar-console-acts");
  const saving = maya.waitForEvent("download", { timeout: PATIENCE });
  await alarm.getByRole("button", { name: "Save what came" }).click();
  const [kept] = JSON.parse(await readFile(await (await saving).path(), "utf8"));
  assert.equal(kept.why, "missing");
  await maya.reload();
  await line.first().waitFor({ timeout: PATIENCE });
  assert.equal(await alarm.count(), 0);
  await owner.openView(maya, "All open");
});

test("a record of acts that is not the one that was seen is told to both, in the words of each, until it is again", async () => {
  const { desk, maya, phone } = stage;
  await desk.tell("ledger-forked");
  await maya.reload();
  const strip = maya
    .getByRole("alert")
    .locator(".strip")
    .filter({ hasText: "The desk’s record of acts is not the one that this browser saw before." });
  await strip
    .getByText("Entries were removed or replaced, or an old backup was put back.")
    .waitFor({ timeout: PATIENCE });
  await strip.getByText("Tell your security team").waitFor();
  assert.equal(await strip.getByRole("button", { name: "I have seen this" }).count(), 0);
  await strip.getByRole("button", { name: "An owner has looked at it: go on with this record" }).waitFor();
  const saving = maya.waitForEvent("download", { timeout: PATIENCE });
  await strip.getByRole("button", { name: "Save both" }).click();
  const [evidence] = JSON.parse(await readFile(await (await saving).path(), "utf8"));
  for (const note of [evidence.seen, evidence.shown])
    assert.match(note, /^sealdesk-ledger\/[0-9a-f]{64}\n\d+\n/);
  assert.notEqual(evidence.seen, evidence.shown);
  await demandAccess(maya);
  await shoot(maya, "liar-console-ledger");
  await owner.chooseLanguage(maya, /Language/, "Deutsch");
  await maya
    .getByRole("alert")
    .getByText("Das Protokoll der Handlungen ist nicht mehr das, das dieser Browser gesehen hat.")
    .waitFor({ timeout: PATIENCE });
  await owner.chooseLanguage(maya, /Sprache/, "English");

  await phone.reload();
  stage.chat = await customer.openChat(phone, desk.origin);
  await customer.openRecent(stage.chat, "Do not drop anchor.");
  const line = () =>
    stage.chat
      .getByRole("alert")
      .getByText("The access log behind this chat is not the one your browser saw before");
  await line().waitFor({ timeout: PATIENCE });
  await demandAccess(stage.chat);
  await shoot(phone, "liar-widget-ledger");
  await customer.say(stage.chat, "Is everything all right?");
  await customer.seen(stage.chat, "Is everything all right?");
  assert.ok((await desk.truth()) > 0);

  await maya.reload();
  await strip
    .getByText("It can be checked again now; tell your security team all the same.")
    .waitFor({ timeout: PATIENCE });
  await strip.getByRole("button", { name: "I have seen this" }).click();
  await strip.waitFor({ state: "detached" });
  await phone.reload();
  stage.chat = await customer.openChat(phone, desk.origin);
  await customer.openRecent(stage.chat, "Is everything all right?");
  await line().waitFor({ state: "detached", timeout: PATIENCE });
});

test("a record that contradicts what this browser saw shuts the desk, and stays shut until somebody has looked", async () => {
  const { desk, honest, maya } = stage;
  const { head } = await (await honest.request.get(`${desk.honest}/api/v1/directory?after=0`)).json();
  const other = Buffer.from(head, "base64");
  other[50] ^= 1; // within the log's root
  await desk.tell("answer", {
    path: "/directory",
    field: "head",
    value: JSON.stringify(other.toString("base64")),
  });
  await maya.reload();
  const demandShut = async () => {
    const alert = maya.getByRole("alert");
    await alert
      .getByRole("heading", { name: "Stop: your organisation’s history does not match" })
      .waitFor({ timeout: PATIENCE });
    await alert.getByText("Nothing is opened, sent or stored until an owner has looked at it.").waitFor();
    await maya.getByText("Show this page to an owner.").waitFor();
    for (const seal of ["What this browser saw before", "What the server shows now"])
      assert.match(
        await maya.getByRole("img", { name: seal }).or(maya.getByLabel(seal)).first().innerText(),
        /\w{4}/,
      );
  };
  await demandShut();
  await demandAccess(maya);
  await shoot(maya, "liar-console-fork");
  assert.ok((await desk.truth()) > 0);
  await maya.reload();
  await demandShut();
  await maya.getByRole("button", { name: "An owner has looked at it: open the desk again" }).click();
  await owner.conversations(maya).waitFor({ timeout: PATIENCE });
});

test("a desk whose computer has a wrong clock is told that it is the clock", async () => {
  const page = await stage.open();
  await shiftClock(page, -2 * HOUR);
  await owner.fillKit(page, stage.desk, { email: MAYA.email, recoveryCode: stage.kit.recoveryCode });
  const alert = page.getByRole("alert");
  await alert
    .getByText("This computer's clock and the signed times of your organisation do not fit together.")
    .waitFor({ timeout: PATIENCE });
  await alert.getByText("Set date and time to automatic, then try again.").waitFor();
  await shoot(page, "liar-console-clock");
  await page.close();
});

test("a vault with a way in that is not its own is not opened, and says what that means", async () => {
  const page = await stage.open();
  await stage.desk.tell("way-added");
  await owner.fillKit(page, stage.desk, { email: MAYA.email, recoveryCode: stage.kit.recoveryCode });
  const alert = page.getByRole("alert");
  await alert
    .getByText("The server shows other ways to open your keys than the list in your own vault.")
    .waitFor({ timeout: PATIENCE });
  await alert.getByText("tell your security team").waitFor();
  await shoot(page, "liar-console-vault");
  assert.ok((await stage.desk.truth()) > 0);
  await page.close();
});

/** A new phone on their page, with the chat open. */
async function newPhone(query, clock = 0) {
  const page = await stage.open({ screen: PHONE });
  if (clock !== 0) await shiftClock(page, clock);
  await page.goto(theirPage(query));
  return { page, chat: await opensChat(page) };
}

test("a customer to whom nobody proves who this is reads so, in English and in German", async () => {
  await stage.desk.tell("inbox-key-swapped");
  const { page, chat } = await newPhone();
  await demandStop(
    chat,
    "We could not check who this is",
    "So nothing from it is shown.",
    "Nothing was sent.",
  );
  await shoot(page, "liar-widget-organisation");
  const german = await newPhone("lang=de");
  await demandStop(german.chat, "Wir konnten nicht prüfen, wer das ist");
  await shoot(german.page, "liar-widget-organisation-german");
  assert.ok((await stage.desk.truth()) > 0);
  await chat.getByRole("button", { name: "Try again" }).click();
  await chat.getByRole("button", { name: "Start a conversation" }).waitFor({ timeout: PATIENCE });
});

test("a customer sees how old the list of people is after a day, and is asked after a week", async () => {
  const day = await newPhone("", 25 * HOUR);
  await day.chat.getByRole("button", { name: "Start a conversation" }).waitFor({ timeout: PATIENCE });
  await day.chat
    .getByText(/confirmed/)
    .first()
    .waitFor({ timeout: PATIENCE });
  await shoot(day.page, "liar-widget-a-day-old");
  const week = await newPhone("", 8 * 24 * HOUR);
  await demandStop(week.chat, "The last confirmation is old", "People may have left since.");
  await shoot(week.page, "liar-widget-a-week-old");
  await week.chat.getByRole("button", { name: "Go on anyway" }).click();
  await week.chat.getByRole("button", { name: "Start a conversation" }).waitFor({ timeout: PATIENCE });
});

test("a customer whose clock is behind is told both times", async () => {
  const { page, chat } = await newPhone("", -2 * HOUR);
  await demandStop(
    chat,
    "Your device’s clock seems wrong",
    "Set date and time to automatic, then try again.",
  );
  await shoot(page, "liar-widget-clock");
});

test("a page that names another organisation than before is stopped, with both seals", async () => {
  const { page, chat: before } = await newPhone();
  await before.getByRole("button", { name: "Start a conversation" }).waitFor({ timeout: PATIENCE });
  await page.goto(theirPage(`pin=${encodeURIComponent(`data-pin="${"ab".repeat(32)}"`)}`));
  const chat = await opensChat(page);
  await demandStop(chat, "This is not the same organisation", "Nothing was sent.", "Remembered", "Shown now");
  await shoot(page, "liar-widget-pin");
});

test("no page complained of anything but the lies", () => {
  for (const { demandSilence } of stage.watched) demandSilence(/409|403|WebSocket/);
});
