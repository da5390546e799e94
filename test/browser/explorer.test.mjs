// An owner looks for who did what in the record of acts, and takes the proof of one act along.
//
// Promise: what another browser does appears by itself; a search is an address; everything about a person or a
// conversation is one press away; the file of a proof is checked here by a reader that shares no code with the page,
// which refuses it once a byte is another, and by ledger-verify; who may not read the record is neither led nor let
// there. Limit: that each lie of a server is noticed is shown in liar.test.mjs and in web/packages/client/test.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { demandAccess, shoot, shootLooks } from "./harness/index.mjs";
import { root } from "./harness/packages.mjs";
import * as owner from "./people/owner.mjs";
import { PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const WIDE = { viewport: { width: 1440, height: 900 } };
const AREA = "Record of acts";
/** The console asks anew every few seconds; so long nothing may come of asking alone. */
const ROUNDS_MS = 10_000;

const stage = sampleDesk(async (stage) => {
  stage.page = await stage.open(WIDE);
  stage.agent = await stage.open(WIDE);
  await owner.enterDemo(stage.page, { origin: stage.demo.origin, name: /Mateo/ });
  await owner.enterDemo(stage.agent, { origin: stage.demo.origin, name: /Jonas/ });
});

const lines = (page) => page.locator(".ledger-acts > li > button");
const filters = (page) => page.getByRole("list", { name: "Filters" });
const acts = (page) => page.getByRole("region", { name: AREA });
const opened = (page) => page.getByRole("dialog", { name: /^Act no\. / });

/** All sentences on the screen, newest first. */
const sentences = (page) => page.locator(".act-t").allInnerTexts();

async function shown(page) {
  await lines(page).first().waitFor({ timeout: PATIENCE });
}

/** Puts a search into the address, as a link or a bookmark would. */
async function search(page, query) {
  await page.evaluate((hash) => location.assign(hash), `#/ledger/${query}`);
  await filters(page).waitFor({ timeout: PATIENCE });
}

async function everything(page) {
  await acts(page).getByRole("button", { name: "Clear all" }).first().click();
  await filters(page).waitFor({ state: "detached", timeout: PATIENCE });
  await shown(page);
}

/** Where the browser put what it saved. */
async function saved(page, press) {
  const coming = page.waitForEvent("download", { timeout: PATIENCE });
  await press();
  return (await coming).path();
}

/** The auditor's program over a file; its status, and what it said. */
function ledgerVerify(key, path) {
  const ran = spawnSync(join(root, "bin/ledger-verify"), ["--key", key, path], { encoding: "utf8" });
  if (ran.error !== undefined) throw new Error("bin/ledger-verify is missing: run `make build` first");
  return { status: ran.status, said: `${ran.stdout}${ran.stderr}` };
}

test("every act is one sentence, newest first, under its day", async () => {
  const { page } = stage;
  await owner.openArea(page, AREA);
  await shown(page);
  await acts(page).getByRole("heading", { level: 2, name: "Today" }).waitFor();
  const said = await sentences(page);
  assert.ok(said.length > 20, `only ${said.length} acts`);
  assert.ok(
    // Whose browser was the last to read, and fills the first page with that, is chance.
    said.some((sentence) =>
      /^.?(Mateo Alvarez|Jonas Lindqvist).? opened the conversation of ./.test(sentence),
    ),
    said.join("\n"),
  );
  for (const sentence of said) assert.doesNotMatch(sentence, /[{}]|undefined|null|NaN/);
  await demandAccess(page);
  await shootLooks(page, "explorer-list");
  await page.setViewportSize(WIDE.viewport);
});

test("what somebody does in another browser comes in at the top, without a press", async () => {
  const { page, agent } = stage;
  await owner.openView(agent, "All open");
  await owner.conversations(agent).getByRole("listitem").nth(1).getByRole("button").first().click();
  await owner.conversation(agent).getByRole("log").waitFor({ timeout: PATIENCE });
  await page
    .locator(".act-t")
    .filter({ hasText: /Jonas Lindqvist.? opened the conversation of/ })
    .first()
    .waitFor({ timeout: PATIENCE });
});

test("asking for news is no news: the list stays as it is while nobody does anything", async () => {
  const { page } = stage;
  const newest = async () => (await sentences(page)).slice(0, 5);
  // Connections that end, and reads that belong to what was done before, come first.
  await page.waitForTimeout(ROUNDS_MS);
  const before = await newest();
  await page.waitForTimeout(ROUNDS_MS);
  assert.deepEqual(await newest(), before);
});

test("to who reads further down, new acts are announced, and nothing moves", async () => {
  const { page, agent } = stage;
  await page.locator(".page").evaluate((box) => box.scrollTo({ top: 900 }));
  await page.waitForFunction(() => document.querySelector(".page").scrollTop > 300);
  const at = await page.locator(".page").evaluate((box) => box.scrollTop);
  await owner.conversations(agent).getByRole("listitem").nth(2).getByRole("button").first().click();
  const pill = acts(page).getByRole("button", { name: /^\d+ new acts?$/ });
  await pill.waitFor({ timeout: PATIENCE });
  assert.equal(await page.locator(".page").evaluate((box) => box.scrollTop), at);
  await shoot(page, "explorer-news");
  await pill.click();
  await pill.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.querySelector(".page").scrollTop < 50);
});

test("switched off, nothing comes in by itself; switched on again, all of it does", async () => {
  const { page, agent } = stage;
  const live = acts(page).getByRole("button", { name: "Live", exact: true });
  await live.click();
  await acts(page).getByRole("button", { name: "Live", exact: true, pressed: false }).waitFor();
  const before = await sentences(page);
  await owner.conversations(agent).getByRole("listitem").nth(3).getByRole("button").first().click();
  await owner.conversation(agent).getByRole("log").waitFor({ timeout: PATIENCE });
  await page.waitForTimeout(ROUNDS_MS);
  assert.deepEqual(await sentences(page), before);
  await live.click();
  await page.waitForFunction((count) => document.querySelectorAll(".act-t").length > count, before.length, {
    timeout: PATIENCE,
  });
});

test("a search is an address: it is there again after a reload, and Back takes it away", async () => {
  const { page } = stage;
  await acts(page).getByRole("combobox", { name: "Who" }).selectOption({ label: "Jonas Lindqvist" });
  await filters(page).getByRole("button", { name: "Remove: Who: Jonas Lindqvist" }).waitFor();
  await acts(page).getByRole("combobox", { name: "What" }).selectOption("thread.read");
  await shown(page);
  assert.match(page.url(), /#\/ledger\/kind=thread\.read&actor=account%3A[0-9a-f]{64}$/);
  await page.reload();
  await filters(page).getByRole("button", { name: "Remove: Who: Jonas Lindqvist" }).waitFor({
    timeout: PATIENCE,
  });
  await shown(page);
  for (const sentence of await sentences(page))
    assert.match(sentence, /Jonas Lindqvist.? opened the (conversation|notes)/);
  await shoot(page, "explorer-filtered");
  await demandAccess(page);
  await everything(page);
  assert.match(page.url(), /#\/ledger$/);
});

test("what was not written by this desk is no search", async () => {
  const { page } = stage;
  await page.evaluate(() => location.assign("#/ledger/kind=<img>"));
  await page.evaluate(() => location.assign("#/ledger"));
  await shown(page);
  assert.equal(await filters(page).count(), 0);
});

test("a search without a hit says so, and how to go on", async () => {
  const { page } = stage;
  await search(page, "network=203.0.113.77");
  await acts(page).getByText("Nothing fits").waitFor({ timeout: PATIENCE });
  await demandAccess(page);
  await everything(page);
});

test("a network is typed, and what is none is not searched", async () => {
  const { page } = stage;
  const field = acts(page).getByRole("textbox", { name: "Network" });
  await field.fill("not a network!");
  await field.press("Enter");
  assert.equal(await filters(page).count(), 0);
  await field.fill("127.0.0.1");
  await field.press("Enter");
  await filters(page)
    .getByRole("button", { name: "Remove: Network: 127.0.0.1" })
    .waitFor({ timeout: PATIENCE });
  assert.match(page.url(), /#\/ledger\/network=127\.0\.0\.1$/);
  await shown(page);
  await everything(page);
  assert.equal(await field.inputValue(), "");
});

test("an act shows all that is known of it, and everything about its conversation is one press away", async () => {
  const { page } = stage;
  await search(page, "kind=thread.read");
  await shown(page);
  await lines(page).first().click();
  const sheet = opened(page);
  await sheet.getByText("Jonas Lindqvist").first().waitFor();
  const what = sheet.locator("dl > div").filter({ hasText: "What it was done to" });
  const conversation = await what.locator(".act-id").innerText();
  assert.match(conversation, /^[0-9a-f]{16,64}$/);
  await demandAccess(page);
  await shoot(page, "explorer-act");
  await what.getByRole("button", { name: /^Everything about this/ }).click();
  await sheet.waitFor({ state: "detached" });
  await filters(page)
    .getByRole("button", { name: /^Remove: About / })
    .waitFor({ timeout: PATIENCE });
  assert.ok(page.url().endsWith(`#/ledger/about=${conversation}`), page.url());
  await shown(page);
  const said = await sentences(page);
  assert.ok(new Set(said).size > 1, "a story has more than one act");
  await shoot(page, "explorer-story");
  await everything(page);
});

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);

/** RFC 6962 §2.1.1, from the leaf up: the root that a path leads to. */
function rootOf(leaf, index, size, path) {
  let [at, last, root] = [index, size - 1, leaf];
  for (const hash of path) {
    assert.notEqual(last, 0, "the path is too long");
    if (at % 2 === 1 || at === last) {
      root = node(hash, root);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else root = node(root, hash);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  assert.equal(last, 0, "the path is too short");
  return root;
}

/** Checks a file in the form of C2SP tlog-proof under a key as signed notes name it; the event, or it throws. */
function readProof(file, key) {
  const [form, extra, index, ...rest] = file.split("\n");
  const blank = rest.indexOf("");
  assert.equal(form, "c2sp.org/tlog-proof@v1");
  const salted = Buffer.from(extra.replace(/^extra /, ""), "base64");
  const path = rest.slice(0, blank).map((line) => Buffer.from(line, "base64"));
  const note = rest.slice(blank + 1).join("\n");
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const [origin, size, root] = text.split("\n");

  // Base64 has a plus of its own.
  const [, name, typed] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(key);
  assert.equal(origin, name);
  const line = note.split("\n").find((each) => each.startsWith(`— ${name} `));
  const signature = Buffer.from(line.split(" ").at(-1), "base64").subarray(4);
  const spki = Buffer.concat([
    Buffer.from("302a300506032b6570032100", "hex"),
    Buffer.from(typed, "base64").subarray(1),
  ]);
  const signer = createPublicKey({ key: spki, format: "der", type: "spki" });
  assert.ok(verify(null, Buffer.from(text), signer, signature), "the checkpoint is not signed by this key");

  const entry = sha256(Buffer.from("sealdesk/1/ledger-event\0"), salted);
  const number = Number(index.replace(/^index /, ""));
  const found = rootOf(sha256(Buffer.of(0), entry), number, Number(size), path);
  assert.equal(found.toString("base64"), root, "the event is not in this record");
  return { number, event: salted.subarray(16) };
}

test("the proof of one act is checked by somebody else, who refuses it when one byte is another", async () => {
  const { page } = stage;
  await acts(page).getByRole("button", { name: "Export", exact: true }).click();
  const key = await page
    .getByRole("region", { name: "The key that checks it" })
    .locator("code")
    .first()
    .innerText();
  stage.key = key;
  await page.keyboard.press("Escape");
  await search(page, "kind=session.created");
  await shown(page);
  await lines(page).first().click();
  const sheet = opened(page);
  await sheet.getByRole("button", { name: "Prove this act" }).click();
  await sheet
    .getByText(/^Proven: act no\. [\d,]+ stands in the signed record/)
    .waitFor({ timeout: PATIENCE });
  await shoot(page, "explorer-proof");
  const path = await saved(page, () => sheet.getByRole("button", { name: "Save the proof" }).click());
  const file = readFileSync(path, "utf8");
  const { number, event } = readProof(file, key);
  assert.ok((await sheet.getByRole("heading").first().innerText()).includes(number.toLocaleString("en")));
  assert.ok(event.includes(Buffer.from("session.created")));

  const otherByte = (pattern) =>
    file.replace(pattern, (line) => {
      const at = line.length - 6;
      return `${line.slice(0, at)}${line[at] === "A" ? "B" : "A"}${line.slice(at + 1)}`;
    });
  for (const part of [/^extra .*$/m, /^[A-Za-z0-9+/]{43}=$/m, /^— .*$/m])
    assert.throws(() => readProof(otherByte(part), key), `${part}`);
  assert.throws(() => readProof(file.replace(/^index \d+$/m, `index ${number + 1}`), key));

  const holds = ledgerVerify(key, path);
  assert.equal(holds.status, 0, holds.said);
  writeFileSync(path, otherByte(/^extra .*$/m));
  assert.notEqual(ledgerVerify(key, path).status, 0);
  await page.keyboard.press("Escape");
  await everything(page);
});

test("an export of what is filtered is a table that says what is there, and leaves an act of its own", async () => {
  const { page } = stage;
  await search(page, "kind=session.created");
  await shown(page);
  const count = await lines(page).count();
  await acts(page).getByRole("button", { name: "Export", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Export the record" });
  await sheet.getByText("becomes an act in the record itself").waitFor();
  await sheet.getByRole("radio", { name: /^Table/ }).check();
  await demandAccess(page);
  await shoot(page, "explorer-export");
  const table = await saved(page, () => sheet.getByRole("button", { name: "Export now" }).click());
  const [head, ...rows] = readFileSync(table, "utf8").trimEnd().split("\r\n");
  assert.match(head, /^number,time,kind,outcome,/);
  assert.equal(rows.length, count);
  for (const row of rows) assert.match(row, /^\d+,\d{4}-[^,]+,session\.created,done,/);
  await sheet.getByText(`Exported: ${count}`).waitFor({ timeout: PATIENCE });
  await page.keyboard.press("Escape");
  await search(page, "kind=ledger.exported");
  await page
    .locator(".act-t")
    .filter({ hasText: /Mateo Alvarez.? exported a part of this record/ })
    .waitFor({ timeout: PATIENCE });
  await everything(page);
});

test("the whole record is exported as lines for the verifier", async () => {
  const { page } = stage;
  await acts(page).getByRole("button", { name: "Export", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Export the record" });
  const path = await saved(page, () => sheet.getByRole("button", { name: "Export now" }).click());
  const all = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.match(all[0].ledger, /^sealdesk-ledger\/[0-9a-f]{64}$/);
  assert.equal(all[0].part, undefined);
  assert.equal(all.at(-1).end, all.filter(({ number }) => number !== undefined).length);
  const holds = ledgerVerify(stage.key, path);
  assert.equal(holds.status, 0, holds.said);
  await page.keyboard.press("Escape");
});

test("a search is kept under a name in this browser, renamed, and removed with a way back", async () => {
  const { page } = stage;
  await search(page, "refused=1");
  await acts(page).getByRole("button", { name: "Save this search" }).click();
  const asking = page.getByRole("dialog", { name: "Save this search" });
  await asking.getByText("Kept sealed in this browser, for you alone.").waitFor();
  await asking.getByRole("textbox").fill("What was refused");
  await asking.getByRole("button", { name: "Save", exact: true }).click();
  const kept = acts(page).getByRole("region", { name: "Saved searches" });
  await kept.getByRole("button", { name: "What was refused", exact: true }).waitFor({ timeout: PATIENCE });
  await page.reload();
  await kept.getByRole("button", { name: "What was refused", exact: true }).waitFor({ timeout: PATIENCE });
  await page.evaluate(() => location.assign("#/ledger"));
  await filters(page).waitFor({ state: "detached", timeout: PATIENCE });
  await kept.getByRole("button", { name: "What was refused", exact: true }).click();
  await filters(page).getByRole("button", { name: "Remove: Refused only" }).waitFor({ timeout: PATIENCE });
  await kept.getByRole("button", { name: "Change What was refused" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await kept
    .getByRole("button", { name: "What was refused", exact: true })
    .waitFor({ state: "detached", timeout: PATIENCE });
  await page.getByRole("button", { name: /^Undo/ }).click();
  await kept.getByRole("button", { name: "What was refused", exact: true }).waitFor({ timeout: PATIENCE });
});

test("by keyboard alone: to the list, down, into an act, to the next, and out", async () => {
  const { page } = stage;
  const { keyboard } = page;
  await page.evaluate(() => location.assign("#/ledger"));
  await page.reload();
  await shown(page);
  await keyboard.press("j");
  await page.locator(".act:focus").waitFor();
  const first = await page.locator(":focus").innerText();
  await keyboard.press("ArrowDown");
  assert.notEqual(await page.locator(":focus").innerText(), first);
  await keyboard.press("k");
  assert.equal(await page.locator(":focus").innerText(), first);
  await keyboard.press("Enter");
  await opened(page).waitFor();
  await keyboard.press("Escape");
  await opened(page).waitFor({ state: "detached" });
  await page.locator(".act:focus").waitFor();
  await keyboard.press("/");
  await page.locator(".ledger-f select:focus").waitFor();
});

test("an agent is neither led there nor let in", async () => {
  const { agent } = stage;
  const rail = agent.getByRole("navigation", { name: "Views and inboxes" });
  assert.equal(await rail.getByRole("button", { name: new RegExp(`^${AREA}`) }).count(), 0);
  const asked = [];
  agent.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await agent.evaluate(() => location.assign("#/ledger"));
  await agent.getByText("Owners and admins read the record of acts.").waitFor({ timeout: PATIENCE });
  assert.deepEqual(
    asked.filter((path) => path.startsWith("/api/v1/ledger/events")),
    [],
  );
});

test("on a phone the filters are a sheet, and every line fits", async () => {
  const page = await stage.open(PHONE);
  await owner.enterDemo(page, { origin: stage.demo.origin, name: /Mateo/ });
  await page.evaluate(() => location.assign("#/ledger"));
  await shown(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} pixels too wide`);
  await acts(page).getByRole("button", { name: "Filters" }).click();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await sheet.getByRole("combobox", { name: "What" }).selectOption("session.created");
  await shoot(page, "explorer-phone-filters");
  await demandAccess(page);
  await sheet.getByRole("button", { name: "Done" }).click();
  await acts(page).getByRole("button", { name: "1 filter" }).waitFor();
  await shown(page);
  for (const sentence of await sentences(page)) assert.match(sentence, /signed in/);
  await shoot(page, "explorer-phone");
});

test("in Arabic it is written from right to left, and in German nothing is left in English", async () => {
  const { page } = stage;
  await page.evaluate(() => location.assign("#/ledger"));
  await shown(page);
  await owner.chooseLanguage(page, /Language/, "Deutsch");
  await page
    .getByRole("heading", { level: 1, name: "Protokoll", exact: true })
    .waitFor({ timeout: PATIENCE });
  await shoot(page, "explorer-german");
  await owner.chooseLanguage(page, /Sprache/, "العربية");
  await page.getByRole("heading", { level: 1, name: /^سج/ }).waitFor({ timeout: PATIENCE });
  assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
  await shoot(page, "explorer-arabic");
  await demandAccess(page);
});

test("the pages did not complain", () => stage.demandSilence());
