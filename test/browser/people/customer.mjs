// What a customer does on the organisation's page and in the chat window.
//
// The launcher lives in a closed shadow root, where no test can look for it by
// name: it is pressed where it is, at the bottom right, as a thumb does.

import { createServer } from "node:http";

const PATIENCE = 20_000;
/** From the corner of the page to the middle of the launcher. */
const THUMB = 48;

/**
 * Presses the launcher, which is at the end of the line of writing.
 * @param {{edge?: "right" | "left"}} where
 * @returns {Promise<import("playwright-core").Frame>} the chat window, on its first screen
 */
export async function openChat(page, frameOrigin, { edge = "right" } = {}) {
  const { width, height } = page.viewportSize();
  await painted(page);
  await page.mouse.click(edge === "left" ? THUMB : width - THUMB, height - THUMB);
  const frame = await frameOf(page, frameOrigin);
  await frame.getByRole("button", { name: "Start a conversation" }).waitFor({ timeout: PATIENCE });
  return frame;
}

/** Waits until what a page has is on the screen: a press before that meets nothing. */
async function painted(page) {
  await page.evaluate(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))));
}

/** The frame of an origin, once the page has it. */
export async function frameOf(page, origin) {
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline) {
    const frame = page.frames().find((each) => each.url().startsWith(origin));
    if (frame !== undefined) return frame;
    await page.waitForTimeout(20);
  }
  throw new Error(`the page has no frame of ${origin} after ${PATIENCE} ms`);
}

/** Writes to the team straight away; the press on Send is the consent, under a line that says who will read. */
export async function startConversation(frame, { team, text }) {
  await frame.getByRole("button", { name: "Start a conversation" }).click();
  await frame.getByText(`Only you and the ${team} team will read this`).waitFor();
  await say(frame, text);
}

/** Writes one message into whatever is open. */
export async function say(frame, text) {
  await type(frame, text);
  await frame.getByRole("button", { name: "Send", exact: true }).click();
  await seen(frame, text);
}

/**
 * Writes into the box instead of what is in it. A browser under load may leave the
 * keyboard with the page around the frame, and the frame hears nothing: a press on
 * the box brings it there, as a person's would, unless the box has the focus of its
 * own frame already.
 */
export async function type(frame, text) {
  const field = box(frame);
  const deadline = performance.now() + PATIENCE;
  await field.fill(text);
  while ((await field.inputValue()) !== text) {
    if (performance.now() > deadline) throw new Error(`the box of the chat does not take "${text}"`);
    await field.blur();
    await field.evaluate(() => window.focus());
    await field.click();
    await field.fill(text);
  }
}

/** Waits until the thread shows this. */
export async function seen(frame, text) {
  await frame.getByRole("log").getByText(text).first().waitFor({ timeout: PATIENCE });
}

/** Everything that stands in the thread. */
export async function threadText(frame) {
  return frame.getByRole("log").innerText();
}

/** Opens the conversation again from the first screen. */
export async function openRecent(frame, words) {
  await frame.getByRole("button", { name: words }).click({ timeout: PATIENCE });
  await seen(frame, words);
}

/** Goes to "Who can read this" by the lock line. */
export async function openReaders(frame) {
  await frame.getByRole("button", { name: /^Only you and the/ }).click();
  await frame.getByRole("heading", { name: "Who can read this" }).waitFor();
}

/** Goes to "Who can read this" and returns its lines; stays there. */
export async function whoCanRead(frame) {
  await openReaders(frame);
  const lines = await frame.getByRole("main").getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.replaceAll(/\s+/g, " ").trim());
}

/** One screen back. */
export async function back(frame) {
  await frame.getByRole("button", { name: "Back" }).click();
}

/** Asks the assistant, which runs in the chat window itself. */
export async function ask(frame, question) {
  await frame.getByRole("button", { name: "Start a conversation" }).click();
  await frame.getByText("Only on this device. Nobody else can read this yet").waitFor();
  await say(frame, question);
}

/** The box to write in; the search of the emoji is another one. */
export function box(frame) {
  return frame.locator(".cmp").getByRole("textbox");
}

/**
 * Chooses files for the next message, and waits until all of them are ready.
 * @param {{name: string, mimeType: string, buffer: Buffer}[]} files
 */
export async function attach(frame, files, { state = "Ready" } = {}) {
  await frame.locator("input[type=file]").first().setInputFiles(files);
  const staged = frame.getByRole("list", { name: "Files for your next message" });
  for (const { name } of files) {
    const row = staged.getByRole("listitem").filter({ hasText: name });
    await row.getByText(state).waitFor({ timeout: PATIENCE });
  }
  return staged;
}

/** Opens what can be done with the message that says this. */
export async function openOptions(frame, words) {
  await frame
    .getByRole("button", { name: `Options for: ${words}` })
    .last()
    .click();
  const sheet = frame.getByRole("dialog", { name: "This message" });
  await sheet.waitFor();
  return sheet;
}

/** Opens a file of the thread, and returns the sheet that shows it. */
export async function openFile(frame, name) {
  await frame
    .getByRole("log")
    .getByRole("button", { name: new RegExp(`^(?!Options for).*${name.replaceAll(".", "\\.")}`) })
    .last()
    .click();
  const sheet = frame.getByRole("dialog", { name });
  await sheet.waitFor();
  return sheet;
}

/** Closes the sheet that lies over the conversation. */
export async function closeSheet(sheet) {
  await sheet.getByRole("button", { name: "Done" }).click();
  await sheet.waitFor({ state: "detached" });
}

/** Writes to the team, past the assistant, and waits until the conversation is there. */
export async function writeToPerson(frame, { team, text }) {
  await frame.getByRole("button", { name: "Start a conversation" }).click();
  await frame.getByRole("button", { name: "Talk to a person" }).click();
  await frame.getByText(`Only you and the ${team} team will read this`).waitFor();
  await say(frame, text);
  await frame.getByText(`Only you and the ${team} team can read this`).waitFor({ timeout: PATIENCE });
}

/** A page of the organisation with the line for the chat in it. */
export async function serveSite(embedLine) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"><title>Harbour</title><body><h1>Harbour</h1>${embedLine}</html>`;
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page),
  );
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://localhost:${server.address().port}/`, close: () => server.close() };
}
