// A team answers once it knows an address. A customer on a phone shows that one is hers, with a code from her mail.
//
// Promise: the mail server is a real one, and the code is read from what arrived there. Nothing can be sent before;
// a wrong code says so; afterwards the team sees the address and that the desk has checked it. Limit: one mail
// server's software.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import { SMTPServer } from "./harness/packages.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const TEAM = "Harbourmasters";
const ANA = "ana@harbour.test";
const SAID = "Is berth eleven mine?";
const LATER = "And where do I moor?";
const wait = { timeout: PATIENCE };
/** Chromium prints refused answers by itself; these are meant to be refused. */
const REFUSED = /status of 403 .*\/api\/v1\/visitor\/codes\/check\)$/;

const stage = newDesk();
const post = { arrived: [], waiting: null };

after(() => {
  stage.site?.close();
  stage.mail?.close();
});

/** Takes mail for everybody. */
async function startMail() {
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (piece) => {
        text += piece;
      });
      stream.on("end", () => {
        post.arrived.push({ to: session.envelope.rcptTo[0].address, text });
        post.waiting?.();
        done();
      });
    },
  });
  await new Promise((listening) => mail.listen(0, "127.0.0.1", listening));
  stage.mail = mail;
  return mail.server.address().port;
}

/** The code of the next letter to an address. */
async function codeFor(address) {
  for (;;) {
    const at = post.arrived.findIndex(({ to }) => to === address);
    if (at >= 0) return /\b(\d{4} ?\d{4})\b/.exec(post.arrived.splice(at, 1)[0].text)[1];
    await new Promise((arrived) => {
      post.waiting = arrived;
    });
  }
}

/** What an owner chooses, as the console's pages send it. */
async function choose(maya, name, value) {
  const status = await maya.evaluate(
    async ([name, value]) => {
      const answer = await fetch(`/api/v1/settings/${name}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ version: 0, value }),
      });
      return answer.status;
    },
    [name, value],
  );
  assert.equal(status, 200);
}

async function serve(embedLine) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"><title>Harbour</title><body><h1>Harbour</h1>${embedLine}</html>`;
  const server = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page),
  );
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  stage.site = server;
  return `http://localhost:${server.address().port}/`;
}

test("a team that wants to know an address asks for it in the place of the first message", async () => {
  const { page: maya, kit } = await stage.setUp({ team: TEAM });
  stage.maya = maya;
  const port = await startMail();
  const tls = "unencrypted-on-this-machine";
  await choose(maya, "mail", { on: true, host: "127.0.0.1", port, tls, from: "desk@harbour.test" });
  const inbox = /data-inbox="([0-9a-f]{64})"/.exec(kit.embedLine)[1];
  await choose(maya, "customers", { mode: "enforce", inboxes: [{ inbox, level: "email" }] });
  stage.phone = await stage.open({ screen: PHONE });
  stage.address = await serve(kit.embedLine);
  await stage.phone.goto(stage.address);
  stage.chat = await customer.openChat(stage.phone, stage.desk.origin);
  const { chat } = stage;
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat.getByRole("heading", { name: "Is this address yours?" }).waitFor(wait);
  assert.equal(await customer.box(chat).count(), 0);
  await chat.getByText("A code by email does not bring that here.").waitFor(wait);
  await shoot(stage.phone, "email-code-address");
  await demandAccess(chat);
});

test("a wrong code says so; the right one opens the way", async () => {
  const { chat } = stage;
  await chat.getByLabel("Your email address").fill(ANA);
  await chat.getByRole("button", { name: "Send me a code" }).click();
  await chat.getByText("A code is on its way to").waitFor(wait);
  const code = await codeFor(ANA);
  await chat.getByLabel("Code", { exact: true }).fill("0000 0000");
  await chat.getByRole("button", { name: "Check" }).click();
  await chat.getByText("This code is not the right one, or it is over.").waitFor(wait);
  await shoot(stage.phone, "email-code-wrong");
  await demandAccess(chat);
  await chat.getByLabel("Code", { exact: true }).fill(code);
  const began = performance.now();
  await chat.getByRole("button", { name: "Check" }).click();
  await customer.box(chat).waitFor(wait);
  console.log(`from the code to the first word: ${Math.round(performance.now() - began)} ms`);
  await customer.type(chat, SAID);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await chat.getByText(SAID).waitFor(wait);
});

test("the team sees the address, and who checked it", async () => {
  const { maya } = stage;
  await owner.openView(maya, "Unassigned");
  await owner.openConversation(maya, SAID);
  await maya.getByText(ANA).first().waitFor(wait);
  await shoot(maya, "email-code-badge");
  await demandAccess(maya);
});

test("after a reload she is not asked again", async () => {
  await stage.phone.goto(stage.address);
  const chat = await customer.openChat(stage.phone, stage.desk.origin);
  await customer.openRecent(chat, SAID);
  await chat.getByText(SAID).waitFor(wait);
});

test("the same address on another device opens nothing that was said on the first", async () => {
  const laptop = await stage.open({ screen: PHONE });
  await laptop.goto(stage.address);
  const chat = await customer.openChat(laptop, stage.desk.origin);
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat.getByLabel("Your email address").fill(ANA);
  await chat.getByRole("button", { name: "Send me a code" }).click();
  await chat.getByText("A code is on its way to").waitFor(wait);
  await chat.getByLabel("Code", { exact: true }).fill(await codeFor(ANA));
  await chat.getByRole("button", { name: "Check" }).click();
  await customer.box(chat).waitFor(wait);
  assert.equal(await chat.getByText(SAID).count(), 0);
  await customer.type(chat, LATER);
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await chat.getByText(LATER).waitFor(wait);
  await owner.openView(stage.maya, "Unassigned");
  await owner.openConversation(stage.maya, LATER);
  await owner.openView(stage.maya, "Unassigned");
  await owner.openConversation(stage.maya, SAID);
  await laptop.goto(stage.address);
  const again = await customer.openChat(laptop, stage.desk.origin);
  await again.getByText(LATER).first().waitFor(wait);
  assert.equal(await again.getByText(SAID).count(), 0);
  stage.demandSilence(REFUSED);
});
