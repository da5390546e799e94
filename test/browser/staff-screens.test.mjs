// The desk on three screens, in both directions of writing, and with everything open that opens.
//
// Promise: at 1280, 1440 and 390 pixels nothing that can be pressed is cut off,
// the title keeps room to be read, right-to-left is the mirror of left-to-right,
// and axe finds nothing on any dialog, sheet or menu.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demandAccess, shoot } from "./harness/index.mjs";
import { demandInside, outside } from "./harness/layout.mjs";
import * as owner from "./people/owner.mjs";
import { sampleDesk } from "./people/stage.mjs";

const SIZES = [
  { name: "1280", width: 1280, height: 800 },
  { name: "1440", width: 1440, height: 900 },
  { name: "phone", width: 390, height: 844 },
];
/** In pixels: below, a title is only its first letters. */
const READABLE = 96;
const PHONE = 760;

const stage = sampleDesk(async (stage) => {
  stage.page = await stage.open({ viewport: SIZES[0], reducedMotion: "reduce" });
  const { page } = stage;
  await page.goto(`${stage.demo.origin}/console/`);
  await page
    .getByRole("region", { name: "This is a demo" })
    .getByRole("button", { name: "Mateo Alvarez" })
    .click();
  await owner.conversations(page).getByRole("listitem").nth(3).waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => !document.body.innerText.includes("Opening…"));
});

const turn = (dir) =>
  stage.page.evaluate((value) => document.documentElement.setAttribute("dir", value), dir);
const boxOf = (place) => place.boundingBox();

/** Opens the first conversation of the list, from wherever one is. */
async function openFirst() {
  const { page } = stage;
  const back = page.getByRole("button", { name: "Back to the list" });
  if (await back.isVisible()) await back.click();
  await owner.conversations(page).getByRole("listitem").first().getByRole("button").click();
  await owner.conversation(page).getByRole("log").getByRole("article").first().waitFor();
}

test("the layout check itself notices what is cut off", async () => {
  const { page } = stage;
  await openFirst();
  await page.evaluate(() => {
    const far = document.createElement("button");
    far.id = "far";
    far.textContent = "far away";
    far.style.cssText = "flex:none;inline-size:900px";
    document.querySelector(".cv-h").append(far);
  });
  const found = await outside(page);
  await page.evaluate(() => document.getElementById("far").remove());
  assert.ok(
    found.some((line) => line.includes("far away")),
    "a button of 900 pixels in a pane of half of that must be found",
  );
});

for (const size of SIZES) {
  for (const dir of ["ltr", "rtl"]) {
    test(`list and conversation fit at ${size.name}, ${dir}`, async () => {
      const { page } = stage;
      await page.setViewportSize(size);
      await turn(dir);
      await openFirst();
      await demandInside(page);
      const title = await boxOf(owner.conversation(page).getByRole("heading", { level: 1 }));
      assert.ok(title.width >= READABLE, `the title has ${Math.round(title.width)} pixels`);
      await shoot(page, `staff-${size.name}-${dir}`);
      if (size.width > PHONE) await demandOrder(dir);
      else await demandList(size, dir);
      await turn("ltr");
    });
  }
}

/** Left to right: rail, list, conversation. Right to left: the other way round. */
async function demandOrder(dir) {
  const { page } = stage;
  const rail = await boxOf(page.getByRole("complementary", { name: "Views and inboxes" }));
  const list = await boxOf(owner.conversations(page));
  const open = await boxOf(owner.conversation(page));
  const starts = [rail.x, list.x, open.x];
  const sorted = [...starts].sort((a, b) => (dir === "ltr" ? a - b : b - a));
  assert.deepEqual(starts, sorted, `the panes do not run ${dir}: ${starts.join(", ")}`);
  await demandRowsMirror(dir);
}

/** In a row the name stands where one begins to read, the time where one ends. */
async function demandRowsMirror(dir) {
  const row = owner.conversations(stage.page).getByRole("listitem").first();
  const name = await boxOf(row.locator("b").first());
  const time = await boxOf(row.locator(".w8"));
  assert.equal(name.x < time.x, dir === "ltr", "name and time of a row are on the wrong sides");
}

async function demandList(size, dir) {
  const { page } = stage;
  await page.getByRole("button", { name: "Back to the list" }).click();
  await owner.conversations(page).getByRole("listitem").first().waitFor();
  await demandInside(page);
  await demandRowsMirror(dir);
  await shoot(page, `staff-list-${size.name}-${dir}`);
}

/** What opens over a conversation: how it is opened, and what must be there then. */
const OVER_WORK = [
  [
    "readers",
    (page) => page.getByRole("button", { name: /can read this/ }).click(),
    "dialog",
    "Who can read this",
  ],
  ["palette", (page) => page.keyboard.press("Control+k"), "dialog", "Search or do"],
  ["keys", (page) => page.keyboard.press("?"), "dialog", "Keys"],
  ["assign", (page) => page.keyboard.press("a"), "menu", /^Assign/],
  [
    "me",
    (page) => page.getByRole("button", { name: /availability, look, sign out/ }).click(),
    "menu",
    /availability/,
  ],
  ["look", (page) => page.getByRole("button", { name: /^Look:/ }).click(), "menu", /^Look/],
];

for (const [name, open, role, title] of OVER_WORK) {
  test(`what floats over the work is usable for everyone: ${name}`, async () => {
    const { page } = stage;
    await page.setViewportSize(SIZES[0]);
    await openFirst();
    await page.getByRole("log").focus();
    await look(name, () => open(page), role, title);
  });
}

const PERSON = "Change Priya Raman";
const press = (role, name) => (page) => page.getByRole(role, { name }).click();
/** What opens on the page about people. */
const OVER_PEOPLE = [
  ["invite", [press("button", "Invite")], "dialog", "Invite somebody"],
  ["person", [press("button", PERSON)], "menu", PERSON],
  ["seal", [press("button", PERSON), press("menuitem", "Show seal")], "dialog", /seal$/],
  ["owner", [press("button", PERSON), press("menuitem", /^Make owner/)], "alertdialog", /an owner\?$/],
  ["remove", [press("button", PERSON), press("menuitem", /^Remove from the org/)], "alertdialog", /^Remove/],
];

for (const [name, steps, role, title] of OVER_PEOPLE) {
  test(`what floats over the people is usable for everyone: ${name}`, async () => {
    const { page } = stage;
    await owner.openArea(page, "People");
    await look(
      name,
      () => steps.reduce((done, step) => done.then(() => step(page)), Promise.resolve()),
      role,
      title,
    );
  });
}

/** What opens on the pages about inboxes and one's own security. */
const OVER_AREAS = [
  ["new-inbox", "Inboxes", "New inbox", /inbox/i],
  ["passkey", "My security", "Add a passkey", /passkey/i],
  ["new-kit", "My security", "Make a new recovery kit", /kit/i],
];

for (const [name, area, button, title] of OVER_AREAS) {
  test(`what floats over ${area} is usable for everyone: ${name}`, async () => {
    const { page } = stage;
    await owner.openArea(page, area);
    await look(name, () => page.getByRole("button", { name: button }).click(), "dialog", title);
  });
}

/** Opens, looks, and closes with Escape; the focus comes back to something that can be pressed. */
async function look(name, open, role, title) {
  const { page } = stage;
  await open();
  const floating = page.getByRole(role, { name: title });
  await floating.waitFor();
  await shoot(page, `staff-open-${name}`);
  await demandAccess(page);
  await demandInside(page);
  await page.keyboard.press("Escape");
  await floating.waitFor({ state: "detached" });
}

test("an owner makes another owner, is told what that means, and takes it back", async () => {
  const { page } = stage;
  await owner.openArea(page, "People");
  const priya = page.getByRole("row", { name: /Priya Raman/ });
  await page.getByText("There is one owner.").waitFor();
  await page.getByRole("button", { name: "Change Mateo Alvarez" }).click();
  await page.getByRole("menuitem", { name: "Show seal" }).waitFor();
  assert.equal(await page.getByRole("menuitem", { name: /^Make/ }).count(), 0, "the last owner stays one");
  await page.keyboard.press("Escape");
  await giveRole("Make owner…", "Make owner");
  await priya.getByRole("cell", { name: "Owner" }).waitFor();
  await page.getByText("There is one owner.").waitFor({ state: "detached" });
  await giveRole("Make agent…", "Make agent");
  await priya.getByRole("cell", { name: "Agent" }).waitFor();
  await page.getByText("There is one owner.").waitFor();
});

async function giveRole(choice, yes) {
  const { page } = stage;
  await page.getByRole("button", { name: PERSON }).click();
  await page.getByRole("menuitem", { name: choice }).click();
  const ask = page.getByRole("alertdialog");
  await ask.getByText("Priya Raman").first().waitFor();
  await ask.getByRole("button", { name: yes }).click();
  await ask.waitFor({ state: "detached" });
}

test("on a phone the menu opens as a sheet, and every area fits", async () => {
  const { page } = stage;
  await page.setViewportSize(SIZES[2]);
  for (const area of ["People", "Articles", "Inboxes", "My security"]) {
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: "Menu" });
    await sheet.waitFor();
    if (area === "People") await demandAccess(page);
    await demandInside(page);
    await sheet
      .getByRole("button", { name: new RegExp(`^${area}`) })
      .last()
      .click();
    await page.getByRole("heading", { name: area, level: 1 }).waitFor();
    await demandInside(page);
    await shoot(page, `staff-phone-${area.toLowerCase().replace(" ", "-")}`);
    await demandAccess(page);
  }
  stage.demandSilence();
});
