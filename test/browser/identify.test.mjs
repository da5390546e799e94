// The organisation's website knows who is signed in on it, and its server signs for that. Two people use one browser.
//
// Promise: the site is a real server with a real key; its token is asked for one device and one question. The team
// sees who wrote, and that the website vouched; what one person wrote is not shown to the next, and is there again
// when the first comes back. Where an inbox demands it, whoever is not signed in is told so, and keeps their words.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const TEAM = "Harbourmasters";
const ISSUER = "https://www.harbour.test";
const SAID = { anna: "My berth is too short", ben: "Where do I pay?" };
const PEOPLE = { anna: { sub: "4711", name: "Anna" }, ben: { sub: "4712", name: "Ben" } };
/** Chromium prints refused answers by itself; these are meant to be refused. */
const REFUSED = /status of (403|409) .*\/api\/v1\/(conversations|visitor\/proofs)\)$/;

const stage = newDesk();
const { privateKey, publicKey } = generateKeyPairSync("ed25519");

after(() => {
  stage.server?.closeAllConnections();
  stage.server?.close();
});

/** As docs/embedding.md has it for Node. */
function tokenFor({ sub, name }, { nonce, device, audience }) {
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: ISSUER,
    aud: audience,
    sub,
    name,
    nonce,
    sealdesk_device: device,
    iat: now,
    exp: now + 120,
  };
  const text = `${part({ alg: "EdDSA", typ: "JWT", kid: "2026" })}.${part(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString("base64url")}`;
}

/** The website: who is signed in stands in its own session, here in the path. */
async function serve(embedLine) {
  const page = (who) => `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"><title>Harbour</title><body><h1>Harbour</h1><script>
    (window.sealdesk = window.sealdesk || []).push((chat) => chat.identify({ token: ${
      who === "out"
        ? "null"
        : `(asked) => fetch("/token/${who}", { method: "POST", body: JSON.stringify(asked) }).then((r) => r.text())`
    } }));</script>${embedLine}</html>`;
  const server = createServer(async (request, response) => {
    const [, first, who] = request.url.split("/");
    if (first !== "token") {
      return response
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end(page(first || "out"));
    }
    let body = "";
    for await (const piece of request) body += piece;
    response.end(tokenFor(PEOPLE[who], JSON.parse(body)));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  stage.server = server;
  return `http://localhost:${server.address().port}`;
}

/** What an owner chooses about customers, as the console's page sends it. */
async function choose(maya, version, value) {
  const status = await maya.evaluate(
    async ([version, value]) => {
      const answer = await fetch("/api/v1/settings/customers", {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ version, value }),
      });
      return answer.status;
    },
    [version, value],
  );
  assert.equal(status, 200);
}

/** Comes to the site as somebody, in the one browser that all share, and opens the chat. */
async function visit(who) {
  await stage.phone.goto(`${stage.site}/${who}`);
  const { origin } = stage.desk;
  await stage.phone.waitForTimeout(300);
  const open = stage.phone.frames().find((each) => each.url().startsWith(origin));
  if (open === undefined) return customer.openChat(stage.phone, origin);
  const { width, height } = stage.phone.viewportSize();
  await stage.phone.mouse.click(width - 40, height - 40);
  await open.getByRole("button", { name: "Start a conversation" }).waitFor({ timeout: PATIENCE });
  return open;
}

test("a customer who is signed in on the website writes, and the team sees who it is", async () => {
  const { page: maya, kit } = await stage.setUp({ team: TEAM });
  stage.maya = maya;
  stage.site = await serve(kit.embedLine);
  const key = publicKey.export({ type: "spki", format: "pem" });
  stage.rules = { issuer: ISSUER, keys: [{ id: "2026", key }], inboxes: [], mode: "watch" };
  await choose(maya, 0, stage.rules);
  stage.phone = await stage.open({ screen: PHONE });
  const chat = await visit("anna");
  await customer.startConversation(chat, { team: TEAM, text: SAID.anna });
  await owner.openView(maya, "Unassigned");
  await owner.openConversation(maya, SAID.anna);
  await maya.getByText(`Customer 4711 on ${ISSUER}`).waitFor({ timeout: PATIENCE });
  await maya.getByText("Signed in on your website").first().waitFor();
  await shoot(maya, "identify-badge");
  await demandAccess(maya);
});

test("the next person at that browser begins anew, and sees nothing of hers", async () => {
  const chat = await visit("ben");
  assert.equal(await chat.getByText(SAID.anna).count(), 0);
  await customer.startConversation(chat, { team: TEAM, text: SAID.ben });
  await owner.openView(stage.maya, "Unassigned");
  await owner.openConversation(stage.maya, SAID.ben);
  await stage.maya.getByText(`Customer 4712 on ${ISSUER}`).waitFor({ timeout: PATIENCE });
});

test("signed out, nobody's conversations are there", async () => {
  const chat = await visit("out");
  assert.equal(await chat.getByText(SAID.anna).count(), 0);
  assert.equal(await chat.getByText(SAID.ben).count(), 0);
});

test("she signs in again, and has what she wrote", async () => {
  const chat = await visit("anna");
  await customer.openRecent(chat, SAID.anna);
  await customer.say(chat, "And too narrow");
  await owner.openView(stage.maya, "All open");
  await owner.openConversation(stage.maya, "And too narrow");
});

test("where the inbox demands it, who is not signed in is told so, and keeps the words", async () => {
  const inbox = /data-inbox="([0-9a-f]{64})"/.exec(await (await fetch(`${stage.site}/out`)).text())[1];
  await choose(stage.maya, 1, { ...stage.rules, mode: "enforce", inboxes: [{ inbox, level: "token" }] });
  const chat = await visit("out");
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat
    .getByRole("heading", { name: "Please sign in on the website first" })
    .waitFor({ timeout: PATIENCE });
  assert.equal(await customer.box(chat).count(), 0);
  await shoot(stage.phone, "identify-refused");
  await demandAccess(chat);
});

test("nothing went wrong unseen", () => stage.demandSilence(REFUSED));
