// The console speaks the reader's language, and turns round for one that is read from the right.
//
// Promise: the real program under its real policies; what is chosen stays chosen in this browser, what is typed stays
// typed, and nothing sticks out sideways. Limit: sentences of failures come from the client, in English.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const QUESTION = "Is the Quillon branch open?";
const BEGUN = "Grüß Gott, ich sehe gleich nach";

const stage = sampleDesk();

const root = (page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

async function demandRoom(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px stick out sideways`);
}

test("a browser that wishes French is greeted in French", async () => {
  const page = await stage.open({ ...LAPTOP, locale: "fr-CA" });
  await page.goto(`${stage.demo.origin}/console/`);
  await page.getByRole("button", { name: "J’ai une feuille" }).waitFor({ timeout: PATIENCE });
  assert.deepEqual(await root(page), ["fr", "ltr"]);
  await demandAccess(page);
});

test("a browser whose language there is not is greeted in English", async () => {
  const page = await stage.open({ ...LAPTOP, locale: "pl-PL" });
  await page.goto(`${stage.demo.origin}/console/`);
  await page.getByRole("button", { name: "I have a kit" }).waitFor({ timeout: PATIENCE });
  assert.deepEqual(await root(page), ["en", "ltr"]);
});

test("German is chosen in place, and what was begun stays", async () => {
  stage.page = await stage.open(LAPTOP);
  const { page } = stage;
  await owner.enterDemo(page, { origin: stage.demo.origin, name: /Jonas/ });
  await owner.openView(page, "All open");
  await owner.conversations(page).getByRole("listitem").first().getByRole("button").click();
  const field = owner.conversation(page).getByRole("textbox", { name: "Reply", exact: true });
  await field.fill(BEGUN);
  await owner.chooseLanguage(page, /^Language/, "Deutsch");
  const german = page.getByRole("textbox", { name: "Antwort", exact: true });
  await german.waitFor({ timeout: PATIENCE });
  assert.equal(await german.inputValue(), BEGUN);
  assert.deepEqual(await root(page), ["de", "ltr"]);
  await page
    .getByRole("status")
    .getByText("Hier ist jetzt alles auf Deutsch.")
    .waitFor({ timeout: PATIENCE });
  await page.getByRole("button", { name: "Senden" }).waitFor();
  await demandRoom(page);
  await shoot(page, "console-german");
});

test("it is remembered on this device", async () => {
  const { page } = stage;
  await page.reload();
  await page.getByRole("textbox", { name: "Antwort", exact: true }).waitFor({ timeout: PATIENCE });
  assert.deepEqual(await root(page), ["de", "ltr"]);
});

test("Arabic turns the console round, and everything stays in reach", async () => {
  const { page } = stage;
  await owner.chooseLanguage(page, /^Sprache/, "العربية");
  await page.getByRole("textbox", { name: "رد", exact: true }).waitFor({ timeout: PATIENCE });
  assert.deepEqual(await root(page), ["ar", "rtl"]);
  await page.getByRole("status").getByText("أصبح كل شيء هنا بالعربية.").waitFor({ timeout: PATIENCE });
  const rail = await page.getByRole("complementary", { name: "العروض والصناديق" }).boundingBox();
  assert.ok(rail.x > 640, "the rail stands at the right");
  await demandRoom(page);
  await demandAccess(page);
  await shoot(page, "console-arabic");
});

test("who gave no name is called a visitor in Arabic, too, in the list and above what they wrote", async () => {
  const site = await stage.open(LAPTOP, `${stage.demo.site}/`);
  const chat = await customer.openChat(site, stage.demo.origin);
  await customer.writeToPerson(chat, { team: "Payments", text: QUESTION });
  const { page } = stage;
  const list = page.getByRole("region", { name: "المحادثات", exact: true });
  const row = list.getByRole("button", { name: QUESTION });
  await row.click({ timeout: PATIENCE });
  const [called] = (await row.innerText()).match(/زائر [0-9A-F]{4}/) ?? [];
  assert.ok(called, await row.innerText());
  await page
    .getByRole("region", { name: `محادثة مع ${called}` })
    .getByText(QUESTION)
    .first()
    .waitFor();
  assert.ok(!(await page.locator("body").innerText()).includes("Visitor"), "no English word is left");
});

test("on a phone, too", async () => {
  const page = await stage.open({ ...PHONE, locale: "ar" });
  await page.goto(`${stage.demo.origin}/console/`);
  await page.getByRole("button", { name: /Jonas/ }).click({ timeout: PATIENCE });
  await page.getByRole("region", { name: "المحادثات", exact: true }).waitFor({ timeout: 30_000 });
  await demandRoom(page);
  await demandAccess(page);
});

test("no page complained", () => {
  stage.demandSilence();
});
