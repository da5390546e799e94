// An owner lets the organisation's website vouch for customers, by what the console's page shows and nothing else.
//
// Promise: the website runs the very lines that the page offers, with a key of its own; the badge that the team sees
// comes of them. A private key that is pasted by mistake goes nowhere; a website that signs with another key than the
// one that was pasted vouches for nobody, and the page says so. Limit: the lines for Node; those for Go run in Go.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const TEAM = "Harbourmasters";
const ISSUER = "https://www.harbour.test";
const SAID = "My berth is too short";
const wait = { timeout: PATIENCE };
/** Chromium prints refused answers by itself; these are meant to be refused. */
const REFUSED = /status of (403|422) .*\/api\/v1\/(conversations|visitor\/proofs|settings\/customers)\)$/;

const stage = newDesk();
const pem = (key, type) => key.export({ type, format: "pem" });
const { privateKey, publicKey } = generateKeyPairSync("ed25519");

after(() => {
  stage.website?.closeAllConnections();
  stage.website?.close();
});

const rail = (page) => page.getByRole("navigation", { name: "Views and inboxes" });

/** Saves the part of the page with this name. */
const save = (page, part) =>
  page.getByRole("region", { name: part }).getByRole("button", { name: "Save" }).click();

/** The website, whose server runs what the console offered. */
async function serve(embedLine, tokenFor) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"><title>Harbour</title><body><h1>Harbour</h1><script>
    (window.sealdesk = window.sealdesk || []).push((chat) => chat.identify({ token: (asked) =>
      fetch("/token", { method: "POST", body: JSON.stringify(asked) }).then((r) => r.text()) }));</script>${embedLine}</html>`;
  const server = createServer(async (request, response) => {
    if (request.url !== "/token") {
      return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    }
    let body = "";
    for await (const piece of request) body += piece;
    response.end(stage.tokenFor({ id: "4711", name: "Anna" }, JSON.parse(body)));
  });
  stage.tokenFor = tokenFor;
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  stage.website = server;
  return `http://localhost:${server.address().port}`;
}

/** Runs the lines on a server whose key is this. */
async function run(lines, key) {
  process.env.SEALDESK_KEY = pem(key, "pkcs8");
  const file = join(stage.desk.data, `site-${Date.now()}.mjs`);
  await writeFile(file, lines);
  const { tokenFor } = await import(pathToFileURL(file).href);
  return tokenFor;
}

test("an owner pastes the website's key, and is told what it is", async () => {
  const { page: maya, kit } = await stage.setUp({ team: TEAM });
  Object.assign(stage, { maya, kit });
  await rail(maya).getByRole("button", { name: "Customers" }).click();
  await maya.getByRole("heading", { name: "Customers", level: 1 }).waitFor(wait);
  await maya.getByRole("button", { name: "Add a key" }).click();
  const dialog = maya.getByRole("dialog", { name: "Add a key" });
  const add = dialog.getByRole("button", { name: "Add a key" });
  await dialog.getByLabel("Name of your website").fill(ISSUER);
  await dialog.getByLabel("Name of the key").fill("2026");
  const key = dialog.getByLabel("Public key");
  await key.fill(pem(privateKey, "pkcs8"));
  await dialog.getByText("This is the private key. It was not sent anywhere.").waitFor(wait);
  assert.equal(await add.isDisabled(), true);
  await key.fill("hello");
  await dialog.getByText("This is not a public key that can be used.").waitFor(wait);
  await key.fill(pem(publicKey, "spki"));
  await dialog.getByText("Ed25519 (EdDSA)").waitFor(wait);
  await demandAccess(maya);
  await add.click();
  await maya.getByRole("list", { name: "Public keys" }).getByText("Ed25519 (EdDSA)").waitFor(wait);
});

test("an inbox asks for what a way exists for, and for nothing else", async () => {
  const { maya } = stage;
  const inboxes = maya.getByRole("region", { name: "What each inbox asks for" });
  await inboxes.getByRole("combobox").selectOption("token");
  await save(maya, "What each inbox asks for");
  await maya.getByText("The inboxes ask for this from now on").waitFor(wait);
  await maya.getByRole("radio", { name: "Watch" }).check();
  await save(maya, "Checking customers");
  await maya.getByText("Watching: nobody is refused").waitFor(wait);
  await inboxes.getByRole("combobox").selectOption("email");
  await save(maya, "What each inbox asks for");
  await inboxes.getByText("An inbox asks for an email address, but this desk sends no email.").waitFor(wait);
  await inboxes.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await inboxes.getByRole("combobox").inputValue(), "token");
});

test("the website runs the lines that the page shows, and the team sees who writes", async () => {
  const { maya, kit } = stage;
  stage.lines = await maya.getByRole("group", { name: "For your website’s server" }).innerText();
  stage.site = await serve(kit.embedLine, await run(stage.lines, privateKey));
  stage.phone = await stage.open({ screen: PHONE });
  await stage.phone.goto(stage.site);
  const chat = await customer.openChat(stage.phone, stage.desk.origin);
  await customer.startConversation(chat, { team: TEAM, text: SAID });
  await owner.openView(maya, "Unassigned");
  await owner.openConversation(maya, SAID);
  await maya.getByText(`Customer 4711 on ${ISSUER}`).waitFor(wait);
  await maya.getByText("Signed in on your website").first().waitFor();
});

test("a website with another key vouches for nobody; the customer and the owner are told", async () => {
  const { maya } = stage;
  await rail(maya).getByRole("button", { name: "Customers" }).click();
  await maya.getByRole("radio", { name: "Enforce" }).check();
  await save(maya, "Checking customers");
  await maya.getByText("Customers are checked from now on").waitFor(wait);
  stage.tokenFor = await run(stage.lines, generateKeyPairSync("ed25519").privateKey);
  const other = await stage.open({ screen: PHONE });
  await other.goto(stage.site);
  const chat = await customer.openChat(other, stage.desk.origin);
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await customer.box(chat).fill(SAID);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await chat.getByText("This team answers only customers who are signed in").first().waitFor(wait);
  await maya.reload();
  const numbers = maya.getByRole("region", { name: "In the last 30 days" });
  await numbers.getByText("Tokens whose signature is wrong").waitFor(wait);
  await numbers
    .getByRole("listitem")
    .filter({ hasText: "signed in on your website" })
    .getByText("1")
    .waitFor(wait);
  await shoot(maya, "customers-page");
  await demandAccess(maya);
});

test("a key that is needed cannot be taken away", async () => {
  const { maya } = stage;
  await maya.getByRole("button", { name: "Remove the key 2026" }).click();
  const dialog = maya.getByRole("alertdialog", { name: "Remove the key 2026?" });
  await dialog.getByRole("button", { name: "Remove" }).click();
  await dialog.getByText("An inbox wants sign-in on your website").waitFor(wait);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await maya.getByRole("list", { name: "Public keys" }).getByText("2026").waitFor(wait);
});

test("nothing went wrong unseen", () => stage.demandSilence(REFUSED));
