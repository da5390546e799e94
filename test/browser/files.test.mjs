// Files go along: chosen on a phone, cleaned and sealed on it, opened again from
// what the server kept.
//
// Promise: the real server and its real policies; what is opened is what was
// chosen, without what was hidden in it. A file waits for a connection like a
// message does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { demandAccess, pngWithAuthor, shoot, watchPage } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const TEAM = "Payments";

const AUTHOR = "Thandeka of Ostrakova jetty";
const photo = {
  name: "receipt.png",
  mimeType: "image/png",
  buffer: pngWithAuthor({ author: AUTHOR }),
};
const LINES = "Quillivant tide table;06:12\n";
const table = { name: "tides.txt", mimeType: "text/plain", buffer: Buffer.from(LINES.repeat(9000)) };
const program = { name: "tides.txt.exe", mimeType: "", buffer: Buffer.from("MZ not really a program") };

const letter = {
  name: "berth.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("Berth four, Marrowby side\n"),
};

const stage = sampleDesk();

async function visit(options, allowed = []) {
  const context = await stage.browser.newContext(options);
  const page = await context.newPage();
  stage.watched.push({ watched: watchPage(page), allowed });
  await page.goto(`${stage.demo.site}/`);
  const chat = await customer.openChat(page, stage.demo.origin);
  return { context, page, chat };
}

async function openConsole() {
  const context = await stage.browser.newContext(LAPTOP);
  const page = await context.newPage();
  stage.watched.push({ watched: watchPage(page), allowed: [] });
  await page.goto(`${stage.demo.origin}/console/`);
  await page
    .getByRole("region", { name: "This is a demo" })
    .getByRole("button", { name: "Jonas Lindqvist" })
    .click();
  await owner.openView(page, "Unassigned");
  await owner.openConversation(page, "Both are here");
  return page;
}

/** What the press on Save hands over. */
async function saved(page, sheet) {
  const coming = page.waitForEvent("download");
  await sheet.getByRole("button", { name: "Save", exact: true }).click();
  return readFileSync(await (await coming).path());
}

test("a customer on a phone adds a picture and a text, and is told what was taken out", async () => {
  stage.phone = await visit(PHONE);
  await customer.writeToPerson(stage.phone.chat, { team: TEAM, text: "My receipt is wrong" });
  const { chat, page } = stage.phone;
  const staged = await customer.attach(chat, [photo, table]);
  assert.match(await staged.innerText(), /Taken out: .*names/);
  await shoot(page, "widget-staged");
  await demandAccess(chat);
  await customer.type(chat, "Both are here");
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await customer.seen(chat, "Both are here");
  await staged.waitFor({ state: "detached", timeout: PATIENCE });
});

test("after a reload the picture comes from the server, and is drawn", async () => {
  const { page } = stage.phone;
  await page.reload();
  const chat = await customer.openChat(page, stage.demo.origin);
  stage.phone.chat = chat;
  await customer.openRecent(chat, "Both are here");
  const picture = chat.getByRole("button", { name: "Picture: receipt.png" });
  await picture.locator("img").waitFor({ timeout: PATIENCE });
  assert.equal(await picture.locator("img").evaluate((img) => img.naturalWidth), 48);
  await shoot(page, "widget-files");
  await demandAccess(chat);
});

test("the text is looked at in a frame of its own, and saved as it was", async () => {
  const { page, chat } = stage.phone;
  const sheet = await customer.openFile(chat, "tides.txt");
  const inside = sheet.frameLocator("iframe");
  await inside.getByText("Quillivant tide table").first().waitFor({ timeout: PATIENCE });
  await shoot(page, "widget-preview");
  assert.deepEqual(await saved(page, sheet), table.buffer);
  await sheet.getByText("From now on it lies unsealed on your device.").waitFor();
  await customer.closeSheet(sheet);
});

test("what was hidden in the picture is in nothing that can be saved", async () => {
  const { page, chat } = stage.phone;
  await chat.getByRole("button", { name: "Picture: receipt.png" }).click();
  const sheet = chat.getByRole("dialog", { name: "receipt.png" });
  const bytes = await saved(page, sheet);
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  assert.ok(photo.buffer.includes(AUTHOR), "the test's own picture has an author");
  assert.ok(!bytes.includes(AUTHOR));
  await customer.closeSheet(sheet);
});

test("an agent sees both, looks at the text, and sends one back", async () => {
  const page = await openConsole();
  const talk = owner.conversation(page);
  await talk
    .getByRole("button", { name: "Look at receipt.png" })
    .first()
    .locator("img")
    .waitFor({ timeout: PATIENCE });
  await talk.getByRole("button", { name: "Look at tides.txt" }).click();
  const viewer = page.getByRole("dialog", { name: "tides.txt" });
  const inside = viewer.frameLocator("iframe");
  await inside.getByText("Quillivant tide table").first().waitFor({ timeout: PATIENCE });
  await page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  await owner.claim(page);
  await talk.locator("input[type=file]").first().setInputFiles([letter]);
  await talk
    .getByRole("list", { name: "Files for this message" })
    .getByText("Ready")
    .waitFor({ timeout: PATIENCE });
  await owner.reply(page, "Here is your berth");
});

test("the customer looks at what the agent sent, and saves it as it was", async () => {
  const { page, chat } = stage.phone;
  await customer.seen(chat, "Here is your berth");
  const sheet = await customer.openFile(chat, letter.name);
  await sheet.frameLocator("iframe").getByText("Marrowby side").waitFor({ timeout: PATIENCE });
  assert.deepEqual(await saved(page, sheet), letter.buffer);
  await customer.closeSheet(sheet);
});

test("a program is saved only after a second look", async () => {
  const { page, chat } = stage.phone;
  await customer.attach(chat, [program]);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  const sheet = await customer.openFile(chat, program.name);
  await sheet.getByRole("button", { name: "Save", exact: true }).click();
  await sheet.getByText("may run a program once you open it").waitFor();
  const coming = page.waitForEvent("download");
  await sheet.getByRole("button", { name: "Save it anyway" }).click();
  assert.equal((await coming).suggestedFilename(), program.name);
  await customer.closeSheet(sheet);
});

test("on a laptop files are dropped and pasted; one is taken away again", async () => {
  const laptop = await visit(LAPTOP);
  stage.laptop = laptop;
  await customer.writeToPerson(laptop.chat, { team: TEAM, text: "My tide table is wrong" });
  const { chat } = laptop;
  await chat.evaluate(() => {
    const over = new DragEvent("dragover", { bubbles: true, cancelable: true });
    // While files hang there, a page is told that there are some, and not which.
    Object.defineProperty(over, "dataTransfer", { value: { types: ["Files"], files: [] } });
    dispatchEvent(over);
  });
  await chat.getByText("Drop your files here").waitFor();
  await chat.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["low water"], "low.txt", { type: "text/plain" }));
    dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    const pasted = new DataTransfer();
    pasted.items.add(new File(["high water"], "high.txt", { type: "text/plain" }));
    dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
  });
  const staged = chat.getByRole("list", { name: "Files for your next message" });
  await staged.getByText("high.txt").waitFor({ timeout: PATIENCE });
  // One that is on its way would be refused by the server half-way, and the browser writes that down.
  await staged
    .getByRole("listitem")
    .filter({ hasText: "low.txt" })
    .getByText("Ready")
    .waitFor({ timeout: PATIENCE });
  await staged.getByRole("button", { name: "Take low.txt away" }).click();
  await staged.getByText("low.txt").waitFor({ state: "detached" });
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await chat.getByRole("log").getByText("high.txt").waitFor({ timeout: PATIENCE });
  assert.equal(await chat.getByRole("log").getByText("low.txt").count(), 0);
});

test("without a connection a file waits, and goes out by itself", async () => {
  const { context, chat } = stage.laptop;
  stage.watched.at(-1).allowed.push(/ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  await customer.attach(chat, [table], { state: "Waiting for a connection" });
  await customer.say(chat, "The table waits");
  await chat.getByText("Waits for a connection").last().waitFor({ timeout: PATIENCE });
  await context.setOffline(false);
  await chat
    .getByText("Delivered")
    .or(chat.getByText(/^Sent /))
    .last()
    .waitFor({ timeout: PATIENCE });
  await chat.getByText("Waits for a connection").waitFor({ state: "detached", timeout: PATIENCE });
});

for (const [name, options] of Object.entries({ phone: PHONE, laptop: LAPTOP })) {
  test(`on a ${name} a file goes with the very first message; late code that failed is tried again`, async () => {
    const { context, page, chat } = await visit(options, [/later-|Failed to load resource/]);
    await chat.getByRole("button", { name: "Start a conversation" }).click();
    await chat.getByRole("button", { name: "Talk to a person" }).click();
    await context.route(/assets\/later-[^/]*\.js$/, (route) => route.abort());
    await chat.locator("input[type=file]").setInputFiles([letter]);
    await chat.getByText("The chat could not be loaded.").waitFor({ timeout: PATIENCE });
    await context.unrouteAll();
    const staged = await customer.attach(chat, [letter]);
    await shoot(page, `widget-first-file-${name}`);
    await demandAccess(chat);
    await customer.type(chat, `The letter is here (${name})`);
    await chat.getByRole("button", { name: "Send", exact: true }).click();
    await chat.getByRole("log").getByText("berth.txt").waitFor({ timeout: PATIENCE });
    await staged.waitFor({ state: "detached", timeout: PATIENCE });
  });
}

test("a file that is let go over the first screen is caught, and waits where one writes", async () => {
  const { chat } = await visit(LAPTOP);
  await chat.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["low water"], "low.txt", { type: "text/plain" }));
    const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    if (dispatchEvent(drop)) throw new Error("the browser would leave the chat");
  });
  await chat.getByText("low.txt").waitFor({ timeout: PATIENCE });
  await chat.getByText(`Only you and the ${TEAM} team will read this`).waitFor();
});

test("no page complained", () => {
  for (const { watched, allowed } of stage.watched) watched.demandSilence(...allowed);
});
