// A conversation in which everything that people can write is written once, by
// a customer on a phone and two people of the team.
//
// Promise: all of it goes through the screens, and each thing is seen to have
// arrived where it was meant to. `moment` is called where much has just been
// handled by the server.

import { createHmac } from "node:crypto";
import { PDFDocument, pngWithAuthor } from "../harness/index.mjs";
import * as customer from "./customer.mjs";
import * as owner from "./owner.mjs";
import { crockfordBytes, REACTION } from "./words.mjs";

const PATIENCE = { timeout: 30_000 };
export const TEAM = "Harbourmasters";
const MAYA = { name: "Maya Okafor", email: "maya@harbour.test" };
const NOOR = { name: "Noor Haddad", email: "noor@harbour.test" };
/** The second where the assistant has found nothing. */
const TO_A_PERSON = /^(Talk to a person|Yes, fetch a person)$/;
const ARTICLE = "Mooring a boat";

/**
 * @typedef {object} Play
 * @property {(options?: {passkeys?: boolean, phone?: boolean}) => Promise<import("playwright-core").Page>} open
 * @property {{origin: string, printed: (pattern: RegExp) => Promise<RegExpExecArray>}} desk
 * @property {{origin: string, publish: (path: string, title: string, suggested: string, embedLine: string) => void}} site
 * @property {{sealed: Record<string, string>, kept: Record<string, string>}} words
 * @property {(name: string) => void} moment
 * @property {(secrets: Record<string, string | Buffer>) => string} told takes the codes and links that were made, and says what stands in the article, in clear
 */

/**
 * Plays all of it.
 * @param {Play} play
 */
export async function playEverything(play) {
  const { maya, kit, link } = await settle(play);
  const { noor, secrets } = await joinWithPassword(play, link);
  const all = { ...secrets, ...codeAs("recovery code", kit.recoveryCode), ...invitationAs(link) };
  await publishArticle(maya, play.told(all));
  play.moment("the desk is set up");
  const phone = await visit(play, kit.embedLine);
  await keepBack(phone, play.words);
  await write(phone, play.words);
  await answer(noor, play.words, play.moment);
  await sendFiles(phone, play.words, play.moment);
  await goOn(phone, noor, play.words);
  await end(phone, maya, play);
  await passOn(phone, maya, play.words);
  play.moment("it has ended");
}

/** A code of the sheet as it is typed, and the bytes that it stands for. */
const codeAs = (name, code) => ({
  [name]: code,
  [`${name} without spaces`]: code.replaceAll(" ", ""),
  [`${name} as bytes`]: crockfordBytes(code),
});

/** The link's fragment, and the secret at its beginning (protocol §10). */
function invitationAs(link) {
  const fragment = link.split("#join=")[1];
  return {
    "fragment of an invitation": fragment,
    "secret of an invitation": Buffer.from(fragment, "base64url").subarray(0, 32),
  };
}

/** The owner's first day. */
async function settle({ open, desk }) {
  const maya = await open({ passkeys: true });
  const [link] = await desk.printed(/https:\S+#setup=\S+/);
  const wish = { link, organisation: "Harbour", ...MAYA, inbox: "Moorings", team: TEAM, inviting: true };
  const kit = await owner.setUpDesk(maya, wish);
  await maya.getByRole("button", { name: "Make the link" }).click();
  const invitation = await maya.getByLabel("Invitation link").inputValue(PATIENCE);
  await maya.getByRole("button", { name: "Done" }).click();
  return { maya, kit, link: invitation };
}

/** Six digits from the secret under the picture (RFC 6238). */
export function codeOf(secret, now = Date.now()) {
  const bits = [...secret.replaceAll(/\s|=/g, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = mac.readUInt32BE(mac.at(-1) & 0x0f) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** A colleague without a passkey. */
export async function joinWithPassword({ open, words }, link) {
  const page = await open();
  await page.goto(link);
  await page.getByLabel("Your name").fill(NOOR.name);
  await page.getByLabel("Your email").fill(NOOR.email);
  await page.getByRole("button", { name: "Next" }).click();
  const passkeys = page.getByRole("button", { name: "Use a password instead" });
  await page.getByLabel("Password", { exact: true }).or(passkeys).first().waitFor(PATIENCE);
  if (await passkeys.isVisible()) await passkeys.click();
  await page.getByLabel("Password", { exact: true }).fill(words.kept.password);
  await page.getByRole("button", { name: "Next" }).click();
  const secret = await page.locator(".secret").innerText(PATIENCE);
  await page.getByLabel("Six digits from your authenticator app").fill(codeOf(secret));
  await page.getByRole("button", { name: "Use this password" }).click();
  await page.getByRole("button", { name: "Show the codes" }).click(PATIENCE);
  const codes = page.getByRole("figure").getByRole("img");
  const recovery = await codes.first().getAttribute("aria-label");
  const account = await codes.nth(1).getAttribute("aria-label");
  await page.getByLabel(/^Type the last four letters/).fill(recovery.split(" ").at(-1));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await owner.conversations(page).waitFor(PATIENCE);
  await page.getByText("Its key is on the way").waitFor({ state: "detached", ...PATIENCE });
  return { noor: page, secrets: codeAs("account secret", account), sheet: { recovery, account, secret } };
}

/** What the assistant may quote; public. */
async function publishArticle(page, text) {
  await owner.openArea(page, "Articles");
  await page.getByRole("button", { name: "New article" }).first().click();
  await page.getByRole("textbox", { name: "Title" }).fill(ARTICLE);
  await page
    .getByRole("textbox", { name: "Text", exact: true })
    .fill(`# Mooring\n\nTie two lines ashore.\n\n${text}`);
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByRole("button", { name: /^Publish 1/ }).click();
  await page.getByRole("button", { name: "All published" }).waitFor(PATIENCE);
}

/** A phone on a page of the site, with the chat open. */
async function visit({ open, desk, site, words }, embedLine) {
  const path = words.sealed["address of the page"];
  const line = embedLine.replace("<script ", '<script data-page-context="on" ');
  site.publish(path, words.sealed["title of the page"], words.sealed["name that the site suggests"], line);
  const page = await open({ phone: true });
  await page.goto(`${site.origin}${path}`);
  return { page, chat: await customer.openChat(page, desk.origin) };
}

/** Searches and asks, and keeps that to oneself. */
async function keepBack({ chat }, { kept }) {
  await chat.getByRole("searchbox").fill(kept["search in the chat"]);
  await chat.locator("search [role=status]").filter({ hasText: /\S/ }).waitFor({ state: "attached" });
  await customer.ask(chat, kept["question that was kept back"]);
  await chat.getByRole("button", { name: TO_A_PERSON }).click();
  await chat.getByRole("button", { name: "Without what we wrote" }).click();
  await chat.getByText(`Only you and the ${TEAM} team will read this`).waitFor(PATIENCE);
}

async function write({ chat }, { sealed }) {
  await customer.say(chat, sealed["first message"]);
  await chat.getByText(`Only you and the ${TEAM} team can read this`).waitFor(PATIENCE);
  await customer.say(chat, sealed.message);
  // It can be changed as soon as it has gone out, also where its options were opened before.
  const sheet = await customer.openOptions(chat, sealed.message);
  await sheet.getByRole("button", { name: "Change", exact: true }).click();
  await customer.say(chat, sealed["message, changed"]);
  await customer.say(chat, sealed["message with a link"]);
  await chat.getByRole("button", { name: /^Menu/ }).click();
  await chat.getByRole("textbox", { name: "Your name" }).fill(sealed["name that the customer gives"]);
  await chat.getByRole("button", { name: "Save" }).click();
  await chat.getByRole("button", { name: "Done" }).click();
}

async function answer(page, { sealed, kept }, moment) {
  await owner.openView(page, "Unassigned");
  await openFirst(page, sealed["first message"]);
  const talk = owner.conversation(page);
  for (const told of ["name that the customer gives", "address of the page", "title of the page"])
    await page.getByText(sealed[told]).first().waitFor(PATIENCE);
  await owner.claim(page);
  await owner.reply(page, sealed.reply);
  await owner.reply(page, sealed["reply, before it was changed"]);
  await owner.changeMessage(page, sealed["reply, before it was changed"], sealed["reply, changed"]);
  await owner.react(page, sealed["first message"], REACTION.search);
  await talk.getByRole("list", { name: "Reactions" }).getByText(REACTION.emoji).first().waitFor(PATIENCE);
  await talk.getByRole("tab", { name: /^Note/ }).click();
  await owner.attach(page, [textFile("for-us.txt", sealed["file of a note"])]);
  moment("a file of a note was sent");
  await owner.note(page, sealed.note);
  await page
    .getByRole("button", { name: /^Search or do/ })
    .first()
    .click();
  await page.getByRole("searchbox").last().fill(kept["search of staff"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

/** Opens the uppermost conversation of the list, which has these words. */
async function openFirst(page, words) {
  await owner.conversations(page).getByRole("listitem").first().getByRole("button").first().click(PATIENCE);
  await owner.conversation(page).getByRole("log").getByText(words).first().waitFor(PATIENCE);
}

/** So often that what passes through a memory leaves a trace there, however short it stays. */
const LINES = 1500;

const textFile = (name, text) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(`${text}\n`.repeat(LINES)),
});

/** One page with a line on it, as it stands in the file. */
async function pdfFile(name, text) {
  const pdf = await PDFDocument.create();
  pdf.addPage([200, 100]).drawText("A berth");
  const page = pdf.getPage(0);
  const stream = pdf.context.stream(`BT /F1 9 Tf 9 9 Td (${text}) Tj ET\n`.repeat(LINES));
  page.node.addContentStream(pdf.context.register(stream));
  return { name, mimeType: "application/pdf", buffer: Buffer.from(await pdf.save()) };
}

async function sendFiles({ chat }, { sealed, kept }, moment) {
  const files = [
    textFile(`${sealed["file name"]}.txt`, sealed["content of a text"]),
    await pdfFile("invoice.pdf", sealed["content of a PDF"]),
    {
      name: "boat.png",
      mimeType: "image/png",
      buffer: pngWithAuthor({ author: kept["author inside of a picture"] }),
    },
  ];
  let staged;
  for (const file of files) {
    staged = await customer.attach(chat, [file]);
    moment(`${file.mimeType} was sent`);
  }
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await staged.waitFor({ state: "detached", ...PATIENCE });
}

/** Both have begun to write something that they never send. */
async function goOn({ chat }, noor, { sealed, kept }) {
  await owner.conversation(noor).getByText("invoice.pdf").first().waitFor(PATIENCE);
  await customer.box(chat).pressSequentially(kept["draft of the customer"]);
  await owner
    .conversation(noor)
    .getByRole("tab", { name: /^Reply/ })
    .click();
  const stored = noor.waitForResponse(
    (response) =>
      response.url().includes("/drafts/") && response.request().method() === "PUT" && response.ok(),
    PATIENCE,
  );
  await owner
    .conversation(noor)
    .getByRole("textbox", { name: "Reply", exact: true })
    .fill(sealed["draft of staff"]);
  await stored;
}

/** It is closed and judged, and the customer keeps it as a file. */
async function end({ page, chat }, maya, { words: { sealed } }) {
  await owner.openView(maya, "All open");
  await openFirst(maya, sealed["first message"]);
  await owner.conversation(maya).getByText(sealed.note).first().waitFor(PATIENCE);
  await owner.close(maya);
  const ending = chat.getByRole("region", { name: "This conversation is closed." });
  await ending.getByRole("radio", { name: "Well", exact: true }).check(PATIENCE);
  await ending.getByLabel("Would you like to tell the team why?").fill(sealed["comment of a rating"]);
  await ending.getByRole("button", { name: "Send rating" }).click();
  await chat.getByRole("log").getByText(sealed["comment of a rating"]).first().waitFor(PATIENCE);
  await owner.openView(maya, "Closed");
  await openFirst(maya, sealed["first message"]);
  await maya.getByText(sealed["comment of a rating"]).first().waitFor(PATIENCE);
  await chat.getByRole("button", { name: /^Menu/ }).click();
  const menu = chat.getByRole("dialog", { name: "You and this device" });
  const coming = page.waitForEvent("download");
  await menu.getByRole("button", { name: "As text" }).click();
  await coming;
  await customer.closeSheet(menu);
}

/** A second conversation begins with what the assistant was asked. */
async function passOn({ chat }, maya, { sealed }) {
  await customer.back(chat);
  await customer.ask(chat, sealed["transcript that was passed on"]);
  await chat.getByRole("button", { name: TO_A_PERSON }).click();
  await chat.getByRole("button", { name: "Yes, pass it on" }).click();
  await chat.getByText(`Only you and the ${TEAM} team can read this`).waitFor(PATIENCE);
  await owner.openView(maya, "Unassigned");
  await openFirst(maya, sealed["transcript that was passed on"]);
}
