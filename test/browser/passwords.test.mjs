// Somebody without a passkey chooses a password: what everybody uses, what others know of them, and what is too
// short is refused, in words, on the device. Then one that is good is taken, and opens the desk.
//
// Promise: nothing of any password tried leaves the browser, in no request and no WebSocket, neither as it is nor as
// one of the hashes in which lists of passwords are passed around. Limit: a transformation that nobody here thought
// of would not be noticed; test/browser/blind.test.mjs looks for keys, too.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import { codeOf } from "./people/everything.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const stage = newDesk();
const ORGANISATION = "Harbour Credit";
const GOOD = "quiet kites over basalt";
const REFUSED = [
  {
    password: "P4ssword2024!",
    says: "Many people use this one",
    answer: "This password is one that many people use.",
  },
  {
    password: "maya-okafor1",
    says: "Made of names that others know",
    answer: "This password is made of names that others know.",
  },
  { password: "abcdefgh1", says: "Too easy to guess", answer: "This password is easy to guess." },
];

const field = (page) => page.getByLabel("Password", { exact: true });
const verdict = (page) => page.getByRole("status", { name: "Strength of this password" });

/** All that a page sends, as one text. */
function listen(page) {
  const sent = [];
  page.on("request", (request) => sent.push(request.url(), request.postData() ?? ""));
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(String(payload))));
  return sent;
}

const traces = (password) => {
  const of = (name) => createHash(name).update(password).digest();
  const hashes = ["sha1", "sha256", "md5"].map(of);
  return [
    password,
    encodeURIComponent(password),
    Buffer.from(password).toString("base64"),
    // The first five characters are what services for such lists are sent.
    ...hashes.flatMap((hash) => [hash.toString("hex").slice(0, 10), hash.toString("base64").slice(0, 10)]),
  ].map((trace) => trace.toLowerCase());
};

const demandNoTrace = (sent) => {
  const all = sent.join("\n").toLowerCase();
  assert.ok(sent.length > 20, "requests were recorded");
  for (const password of [GOOD, ...REFUSED.map((r) => r.password)])
    for (const trace of traces(password)) assert.ok(!all.includes(trace), `${trace} was sent`);
};

test("a person on a phone is told what is wrong with a password while choosing it", async () => {
  stage.page = await stage.open({ screen: PHONE });
  const { page } = stage;
  stage.sent = listen(page);
  const [link] = await stage.desk.printed(/http:\S+#setup=\S+/);
  await page.goto(link);
  await page.getByLabel("Name of your organisation").fill(ORGANISATION);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Your name").fill(MAYA.name);
  await page.getByLabel("Your email").fill(MAYA.email);
  await page.getByRole("button", { name: "Next" }).click();
  const passkeys = page.getByRole("button", { name: "Use a password instead" });
  await field(page).or(passkeys).first().waitFor({ timeout: PATIENCE });
  if (await passkeys.isVisible()) await passkeys.click();
  for (const { password, says } of REFUSED) {
    await field(page).fill(password);
    await verdict(page).getByText(says).waitFor({ timeout: PATIENCE });
  }
  await demandAccess(page);
  await shoot(page, "password-refused");
});

test("and goes no further with it, whatever is pressed", async () => {
  const { page } = stage;
  await page.getByRole("button", { name: "Next" }).click();
  stage.secret = await page.locator(".secret").innerText({ timeout: PATIENCE });
  for (const { password, answer } of REFUSED) {
    await field(page).fill(password);
    await page.getByLabel("Six digits from your authenticator app").fill(codeOf(stage.secret));
    await page.getByRole("button", { name: "Use this password" }).click();
    await page.getByText(answer).waitFor({ timeout: PATIENCE });
    assert.equal(await field(page).inputValue(), password, "nothing that was typed is lost");
  }
});

test("a few words that do not belong together are taken: pasted, with spaces, and shown when asked", async () => {
  const { page } = stage;
  await field(page).fill("");
  await field(page).focus();
  await page.keyboard.insertText(GOOD);
  await verdict(page).getByText("Strong").waitFor({ timeout: PATIENCE });
  await page.getByRole("button", { name: "Show password" }).click();
  assert.equal(await field(page).inputValue(), GOOD);
  assert.equal(await field(page).getAttribute("autocomplete"), "new-password");
  assert.equal(await field(page).getAttribute("maxlength"), null);
  await demandAccess(page);
  await shoot(page, "password-strong");
  await page.getByLabel("Six digits from your authenticator app").fill(codeOf(stage.secret));
  await page.getByRole("button", { name: "Use this password" }).click();
  await page.getByRole("button", { name: "Show the codes" }).waitFor({ timeout: PATIENCE });
});

test("an owner with a passkey sets a password in the console, and may change it from then on", async () => {
  const { page } = await stage.setUp({ team: "Masters" });
  stage.console = listen(page);
  await owner.openArea(page, "My security");
  await page.getByRole("button", { name: "Set a password" }).click();
  const dialog = page.getByRole("dialog", { name: "Set a password" });
  const secret = await dialog.locator(".secret").innerText({ timeout: PATIENCE });
  const choose = async (password) => {
    await field(dialog).fill(password);
    await dialog.getByLabel("Six digits from your authenticator app").fill(codeOf(secret));
    await dialog.getByRole("button", { name: "Use this password" }).click();
  };
  for (const { password, answer } of REFUSED) {
    await choose(password);
    await dialog.getByText(answer).waitFor({ timeout: PATIENCE });
  }
  await demandAccess(page);
  await shoot(page, "password-set");
  await choose(GOOD);
  await page.getByText("The new password counts from now on").waitFor({ timeout: PATIENCE });
  await page.getByRole("button", { name: "Change the password" }).waitFor({ timeout: PATIENCE });
});

test("nothing of any of them was sent to anybody", () => {
  demandNoTrace(stage.sent);
  demandNoTrace(stage.console);
  stage.demandSilence();
});
