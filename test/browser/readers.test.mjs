// A customer downloads the proof of who could read, and somebody else checks it.
//
// Promise: the file that a real browser makes holds for a program that shares no
// code with it; it names the team by their names, opens nothing and says nothing
// of what was written; no byte of it can be another one. Without a connection the
// panel says so, and the file can be had later.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import { root } from "./harness/packages.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const SAID = "My card was charged twice at the Vermilion quay";
const ANSWER = "We pay it back to the Vermilion quay";
const TEAM = "Payments";

const stage = sampleDesk(async (stage) => {
  stage.folder = await mkdtemp(join(tmpdir(), "proof-"));
  stage.agent = await stage.open(LAPTOP, `${stage.demo.origin}/console/`);
  const jonas = stage.agent
    .getByRole("region", { name: "This is a demo" })
    .getByRole("button", { name: "Jonas Lindqvist" });
  await jonas.click();
  await owner.conversations(stage.agent).waitFor({ timeout: PATIENCE });
});
after(() => rm(stage.folder, { recursive: true, force: true }));

/** What the program says of a file, and whether it holds. */
function verify(...args) {
  return new Promise((then) => {
    execFile(join(root, "bin/ledger-verify"), args, (failed, out, err) =>
      then({ holds: failed === null, says: out + err }),
    );
  });
}

async function verifyBytes(bytes) {
  const path = join(stage.folder, "altered.jsonl");
  await writeFile(path, bytes);
  return verify(path);
}

const card = () => stage.chat.getByRole("region", { name: "Proof of who could read" });

async function download() {
  const coming = stage.page.waitForEvent("download");
  await card().getByRole("button", { name: "Download the proof" }).click();
  const file = await coming;
  const path = join(stage.folder, file.suggestedFilename());
  await file.saveAs(path);
  await card().getByText(`Saved as “${file.suggestedFilename()}”.`).waitFor({ timeout: PATIENCE });
  return path;
}

test("after an answer, the customer downloads the proof from where readers are named", async () => {
  stage.page = await stage.open(PHONE, `${stage.demo.site}/`);
  stage.chat = await customer.openChat(stage.page, stage.demo.origin);
  await customer.writeToPerson(stage.chat, { team: TEAM, text: SAID });
  await owner.openView(stage.agent, "Unassigned");
  await owner.openConversation(stage.agent, SAID);
  await owner.claim(stage.agent);
  await owner.reply(stage.agent, ANSWER);
  await customer.seen(stage.chat, ANSWER);
  await customer.openReaders(stage.chat);
  await card().scrollIntoViewIfNeeded();
  await demandAccess(stage.chat);
  await shoot(stage.page, "widget-proof-phone");
  stage.file = await download();
  await shoot(stage.page, "widget-proof-saved-phone");
  assert.match(stage.file, /readers \d{4}-\d{2}-\d{2}\.jsonl$/);
});

test("a program that shares no code with the chat says who could read", async () => {
  const { holds, says } = await verify(stage.file);
  assert.ok(holds, says);
  assert.match(says, /The proof holds/);
  assert.match(says, /Jonas Lindqvist, code /);
  assert.match(says, /team Payments/);
  assert.match(says, /holds a signed checkpoint/);
  // The codes that the panel shows are those that the program prints.
  const code = await stage.chat.locator(".codes > :not(.vh)").allInnerTexts();
  assert.ok(code.length === 5 && says.includes(code.join("-")), `${code} is not among ${says}`);
});

test("the file says nothing of what was written", async () => {
  const text = await readFile(stage.file, "utf8");
  const raw = text
    .split("\n")
    .flatMap((line) => [...line.matchAll(/:"([A-Za-z0-9+/=]{16,})"/g)])
    .map(([, encoded]) => Buffer.from(encoded, "base64").toString("latin1"))
    .join("\n");
  assert.ok(raw.includes("Jonas Lindqvist"), "the search must find what is there");
  for (const secret of [SAID, ANSWER, "Vermilion", Buffer.from(SAID).toString("base64").slice(4, 40)])
    assert.ok(!text.includes(secret) && !raw.includes(secret), `it holds ${secret}`);
});

test("with any byte another one it does not hold", async () => {
  const bytes = await readFile(stage.file);
  for (let n = 0; n < 24; n++) {
    const altered = Buffer.from(bytes);
    const at = Math.floor((n * bytes.length) / 24) + (n % 7);
    altered[at] ^= 1;
    const { holds } = await verifyBytes(altered);
    assert.ok(!holds, `byte ${at} is another one, and it holds`);
  }
  const { holds, says } = await verifyBytes(bytes.subarray(0, bytes.length - 40));
  assert.ok(!holds && says.includes("cut off"), says);
});

test("without a connection the panel says so, and the file can be had later", async () => {
  const context = stage.page.context();
  await context.setOffline(true);
  await card().getByRole("button", { name: "Download the proof" }).click();
  await card().getByRole("alert").getByText("There is no connection").waitFor({ timeout: PATIENCE });
  await shoot(stage.page, "widget-proof-offline");
  await context.setOffline(false);
  const { holds, says } = await verify(await download());
  assert.ok(holds, says);
});

test("on a desk's screen the panel has room for it", async () => {
  await stage.page.setViewportSize(LAPTOP.viewport);
  await card().scrollIntoViewIfNeeded();
  await shoot(stage.page, "widget-proof-desk");
});

test("nothing was said in a console that nobody expected", () => {
  stage.demandSilence(/ERR_INTERNET_DISCONNECTED/);
});
