// An organisation's identity provider speaks SAML only. Its owner pastes its metadata, connects herself, and signs in.
//
// Promise: the provider is another's program (crewjam/saml) on another site, in a real browser: its page sends a form
// to which no cookie of the desk comes, and the browser that asked takes the answer with the request after. Limit: one
// provider's software; attacks are played in Go.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { demandAccess, shoot, startDesk } from "./harness/index.mjs";
import { root } from "./harness/packages.mjs";
import * as owner from "./people/owner.mjs";
import { newDesk, PATIENCE } from "./people/stage.mjs";

const BINARY = join(root, "bin/saml-provider");

after(() => stage.office?.stop());

const stage = newDesk(async () => {
  const desk = await startDesk();
  stage.office = await startProvider(desk);
  return desk;
});
const wait = { timeout: PATIENCE };

async function startProvider(desk) {
  if (!existsSync(BINARY))
    throw new Error("bin/saml-provider is missing: run `make bin/saml-provider` first");
  const child = spawn(BINARY, ["--desk", desk.origin], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  return { ...JSON.parse(line), stop: () => child.stdin.end() };
}

const press = (page) => page.getByRole("link", { name: "I am Maya" }).click(wait);

test("an owner pastes the provider's metadata", async () => {
  const { page } = await stage.setUp({ team: "Masters" });
  stage.maya = page;
  await owner.openArea(page, "Programs and provider");
  await page.getByRole("button", { name: "Add a provider" }).click();
  const form = page.getByRole("dialog", { name: "Add a provider" });
  await form.getByLabel("Name on the button").fill("Office");
  await form.getByLabel("How it speaks").selectOption("SAML 2.0");
  await form.getByText("/api/v1/signin/sso/office/metadata").waitFor(wait);
  await form.getByLabel("Metadata of the provider").fill("https://id.example.org/metadata");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("This is not the metadata of one SAML 2.0 provider.").waitFor(wait);
  await shoot(page, "saml-settings");
  await demandAccess(page);
  await form.getByLabel("Metadata of the provider").fill(stage.office.metadata);
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Office counts from now on").waitFor(wait);
});

test("she connects herself with it: its form reaches the browser that asked", async () => {
  const { maya } = stage;
  await owner.openArea(maya, "My security");
  await maya.getByRole("button", { name: "Connect with Office" }).click();
  await press(maya);
  await maya.getByText("Office knows you as maya@harbour.test.").waitFor(wait);
  assert.equal(new URL(maya.url()).search, "", "nothing of it stays in the address");
  await maya.getByRole("button", { name: "Connect", exact: true }).click();
  await maya.getByText("Connected with Office").waitFor(wait);
});

test("after that its word is one proof of two: her passkey opens the keys", async () => {
  const { maya } = stage;
  await maya.getByRole("button", { name: /availability, look, sign out/ }).click();
  await maya.getByRole("menuitem", { name: "Sign out" }).click();
  await maya.getByRole("button", { name: "Continue with Office" }).click(wait);
  await press(maya);
  await maya.getByRole("region", { name: "Office says who you are" }).waitFor(wait);
  assert.equal(await owner.conversations(maya).count(), 0);
  await maya.getByRole("button", { name: "Sign in with a passkey" }).click();
  await owner.conversations(maya).waitFor(wait);
});

test("a form that nobody asked for leads to nothing", async () => {
  const { maya } = stage;
  const eve = await maya.context().newPage();
  const stolen = await fetch(`${stage.desk.origin}/api/v1/signin/sso/office/begin`, { method: "POST" });
  const { url } = await stolen.json(); // eve's own question, and not this browser's
  await eve.goto(url);
  await press(eve);
  await eve.waitForURL(`${stage.desk.origin}/console/**`, wait);
  await eve.getByText("This answer was asked for by another browser, or too long ago.").waitFor(wait);
  await eve.close();
});
