// A large file goes from a phone to a colleague's screen in little memory.
//
// Promise: neither page ever holds the file: it grows by much less while the file is cleaned, sealed, sent, fetched
// and opened. What arrives is what was chosen, byte for byte. That the server does not hold it either is shown where
// its memory can be read (internal/httpapi).
//
// 200 MB in `make test-long`, which sets SEALDESK_LONG; 64 MB otherwise, which would show a copy in memory as well.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { growth } from "./harness/memory.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { LAPTOP, PATIENCE, PHONE, sampleDesk } from "./people/stage.mjs";

const MB = 1 << 20;
const SIZE = (process.env.SEALDESK_LONG ? 200 : 64) * MB;
/** What collectors, caches and buffers may take: less than half of the smaller file. */
const ROOM = 30 * MB;
const SLOWLY = 600_000;
const NAME = "tide-recording.bin";
const WORDS = "The whole recording from Ostrakova jetty";

const stage = sampleDesk(async (stage) => {
  stage.folder = mkdtempSync(join(tmpdir(), "sealdesk-large-"));
  stage.file = join(stage.folder, NAME);
  for (let n = 0; n < SIZE; n += MB) appendFileSync(stage.file, randomBytes(MB));
});

after(async () => {
  if (stage.folder) rmSync(stage.folder, { recursive: true, force: true });
});

async function hashOf(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

function demandLittle(grown) {
  assert.ok(grown < ROOM, `the page holds ${(grown / MB).toFixed(0)} MB of ${SIZE / MB} MB`);
}

test("sending it takes little memory, on the phone and on the server", async () => {
  const page = await stage.open({ ...PHONE, isMobile: true }, `${stage.demo.site}/`);
  const chat = await customer.openChat(page, stage.demo.origin);
  await chat.getByRole("button", { name: "Start a conversation" }).click();
  await chat.getByRole("button", { name: "Talk to a person" }).click();
  await customer.say(chat, "It is a large one");
  await chat
    .getByText(/can read this/)
    .first()
    .waitFor({ timeout: PATIENCE });
  const grown = await growth(page, async () => {
    await chat.locator("input[type=file]").first().setInputFiles(stage.file);
    const staged = chat.getByRole("list", { name: "Files for your next message" });
    await staged.getByText("Ready").waitFor({ timeout: SLOWLY });
    await customer.say(chat, WORDS);
    await chat
      .getByText(/^(Sent|Delivered)/)
      .last()
      .waitFor({ timeout: PATIENCE });
  });
  demandLittle(grown);
});

test("fetching it takes little memory, and it is the same file", async () => {
  const page = await stage.open(LAPTOP);
  await owner.enterDemo(page, { origin: stage.demo.origin, name: "Jonas Lindqvist" });
  await owner.openView(page, "Unassigned");
  await owner
    .conversations(page)
    .getByRole("button", { name: /Ostrakova jetty/ })
    .click({ timeout: PATIENCE });
  const log = owner.conversation(page).getByRole("log");
  let saved;
  const grown = await growth(page, async () => {
    const coming = page.waitForEvent("download", { timeout: SLOWLY });
    await log.getByRole("button", { name: `Save ${NAME}` }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    saved = await (await coming).path();
  });
  demandLittle(grown);
  assert.equal(await hashOf(saved), await hashOf(stage.file));
});

test("no page complained", () => {
  stage.demandSilence();
});
