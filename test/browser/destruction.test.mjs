// A year after it was closed, a conversation is destroyed: by the server's own chores, in front of both sides.
//
// Promise: two real browsers that stay open, and the real job; nobody reloads to learn of it. The certificate that is
// saved is the server's signed one. Limit: the year is made by moving the time of closing in the data of a server that
// is stopped; everything after that is as anywhere.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  addAuthenticator,
  demandAccess,
  launchBrowser,
  root,
  shoot,
  startDesk,
  watchPage,
} from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, MAYA, PATIENCE } from "./people/stage.mjs";

const TEAM = "Harbour office";
const SECRET = "Ostrakova leaves berth eleven at Quillivant tide";
const ANSWER = "Noted: Marrowby side, at six";
/** What a server that is stopped leaves in two browsers' consoles, and its answer to who asks for what is just gone. */
const AWAY = /net::ERR_(CONNECTION|EMPTY|SOCKET)_|WebSocket connection|status of 410/;

const stage = { html: "", watched: [] };

async function open(address) {
  const page = await (await stage.browser.newContext(LAPTOP)).newPage();
  stage.watched.push(watchPage(page));
  if (address) await page.goto(address);
  return page;
}

before(async () => {
  stage.data = mkdtempSync(join(tmpdir(), "sealdesk-destruction-"));
  stage.desk = await startDesk({ data: stage.data });
  stage.browser = await launchBrowser();
  stage.site = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(stage.html),
  );
  stage.site.listen(0, "127.0.0.1");
  await once(stage.site, "listening");
});

after(async () => {
  await stage.browser?.close();
  await stage.desk?.stop();
  stage.site?.closeAllConnections();
  stage.site?.close();
  rmSync(stage.data, { recursive: true, force: true });
});

test("a conversation is answered and closed, and both read it", async () => {
  stage.maya = await open();
  await addAuthenticator(stage.maya);
  const [link] = await stage.desk.printed(/http:\S+#setup=\S+/);
  const wish = { link, organisation: "Harbour", ...MAYA, inbox: "Moorings", team: TEAM };
  const { embedLine } = await owner.setUpDesk(stage.maya, wish);
  stage.html = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Harbour</title>${embedLine}</html>`;
  stage.customer = await open(`http://127.0.0.1:${stage.site.address().port}/`);
  stage.chat = await customer.openChat(stage.customer, stage.desk.origin);
  await customer.startConversation(stage.chat, { team: TEAM, text: SECRET });
  await owner.openView(stage.maya, "All open");
  await owner.openConversation(stage.maya, SECRET);
  await owner.reply(stage.maya, ANSWER);
  await customer.seen(stage.chat, ANSWER);
  await owner.close(stage.maya);
  await stage.chat.getByText("This conversation is closed").first().waitFor({ timeout: PATIENCE });
  await owner.openView(stage.maya, "Closed");
  await owner.openConversation(stage.maya, ANSWER);
});

test("a year later the server destroys it, and both windows say so by themselves", async () => {
  await stage.desk.stop();
  execFileSync("go", ["run", "./test/ago", "-data", stage.data, "-days", "366"], { cwd: root });
  stage.desk = await startDesk({ data: stage.data, port: stage.desk.port });
  await stage.chat.getByText("This conversation is gone").waitFor({ timeout: PATIENCE });
  await stage.chat.getByText(/^The keys of this conversation were destroyed on/).waitFor();
  await owner
    .conversation(stage.maya)
    .getByText("Nobody can read this any more")
    .waitFor({ timeout: PATIENCE });
  // Nobody is promised to read what nobody can, and nothing is "opening" for ever.
  assert.equal(await stage.chat.getByText(/can read this$/).count(), 0);
  await owner.conversations(stage.maya).getByText("Nobody can read this any more").waitFor();
  for (const [name, page] of [
    ["widget", stage.customer],
    ["console", stage.maya],
  ])
    await shoot(page, `${name}-destroyed`);
  for (const screen of [stage.chat.locator("body"), stage.maya.locator("body")])
    assert.doesNotMatch(await screen.innerText(), /Ostrakova|Marrowby/);
  await demandAccess(stage.chat);
  await demandAccess(stage.maya);
});

test("the owner finds the certificate, its signature holds, and it is of this conversation", async () => {
  const { maya } = stage;
  const id = /[0-9a-f]{64}/.exec(maya.url())[0];
  await maya.getByRole("button", { name: "See the certificates" }).click();
  await maya.getByText("Signature holds").waitFor({ timeout: PATIENCE });
  assert.equal(await maya.getByText("Signature does not hold").count(), 0);
  assert.deepEqual(
    (await maya.getByRole("table").getByRole("cell").allInnerTexts()).slice(1, 6),
    ["0", "0", "0", "0", "1"],
    "open, closed, due, held, destroyed",
  );
  await shoot(maya, "console-certificates");
  await demandAccess(maya);
  const coming = maya.waitForEvent("download");
  await maya.getByRole("button", { name: `Save the certificate of ${id.slice(0, 12)}` }).click();
  const saved = JSON.parse(readFileSync(await (await coming).path(), "utf8"));
  assert.equal(saved.conversation, id);
  assert.ok(Buffer.from(saved.certificate, "base64").includes(Buffer.from(id, "hex")));
});

test("who comes back finds that it was, and nothing of what it was", async () => {
  await stage.customer.reload();
  const chat = await customer.openChat(stage.customer, stage.desk.origin);
  assert.doesNotMatch(await chat.locator("body").innerText(), /Ostrakova|Marrowby/);
});

/** A mark that was under way when the conversation's time ended. */
const LATE_MARK = /status of 409 .*\/marks\)/;

test("no page complained of anything but the pause", () => {
  for (const page of stage.watched) page.demandSilence(AWAY, LATE_MARK);
});
