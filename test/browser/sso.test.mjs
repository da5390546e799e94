// An organisation has an identity provider. Its owner names it, connects herself with it, and signs in by it.
//
// Promise: the provider is a real one (oidc-provider, a process's worth of its own pages), in a real browser. Its word
// is one of two proofs; the keys open with the passkey. Where the owner wants it, a passkey without the provider's
// word is refused; who signs out there is out here at once. Limit: one provider's software; the shapes of others are
// played in Go.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { demandAccess, shoot, startDesk } from "./harness/index.mjs";
import { openIDProvider } from "./harness/packages.mjs";
import * as owner from "./people/owner.mjs";
import { MAYA, newDesk, PATIENCE, PHONE } from "./people/stage.mjs";

const SECRET = "a secret between the desk and its provider";
const NAMES = { maya: "Maya Okafor", nina: "Nina Berg" };
/** Chromium prints refused answers by itself; this one is meant to be refused. */
const REFUSED = /status of 403 .*\/api\/v1\/signin\/passkey\/finish\)$/;

after(() => stage.office?.stop());

const stage = newDesk(async () => {
  const desk = await startDesk();
  stage.office = await startProvider(desk);
  return desk;
});
const wait = { timeout: PATIENCE };

/** Starts a provider that knows whoever logs in there, and this desk. */
async function startProvider(desk) {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const Provider = await openIDProvider();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "desk",
        client_secret: SECRET,
        redirect_uris: [`${desk.origin}/api/v1/signin/sso/office/return`],
        post_logout_redirect_uris: [`${desk.origin}/console/`],
        backchannel_logout_uri: `${desk.origin}/api/v1/signin/sso/office/logout`,
        backchannel_logout_session_required: true,
      },
    ],
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@harbour.test`, email_verified: true, name: NAMES[id] }),
    }),
    // Its own would not call this machine.
    fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { issuer, stop };
}

/** The provider's pages would fetch letters from elsewhere: nothing leaves this machine. */
const apart = (page) =>
  page.context().route(/^https:/, (route) => route.fulfill({ contentType: "text/css", body: "" }));

/** On the provider's own pages: who one is, and that the desk may know. */
async function logIn(page, as = "maya") {
  await page.getByPlaceholder("Enter any login").fill(as, wait);
  await page.getByPlaceholder("and password").fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await agree(page);
}

const agree = (page) => page.getByRole("button", { name: "Continue" }).click(wait);

async function signOut(page) {
  await page.getByRole("button", { name: /availability, look, sign out/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor(wait);
}

const withPasskey = (page) => page.getByRole("button", { name: "Sign in with a passkey" }).click();

test("an owner names the provider, and sees that it answers", async () => {
  const { page } = await stage.setUp({ team: "Masters" });
  stage.maya = page;
  await apart(page);
  await owner.openArea(page, "Programs and provider");
  await page.getByRole("button", { name: "Add a provider" }).click();
  const form = page.getByRole("dialog", { name: "Add a provider" });
  await form.getByLabel("Name on the button").fill("Office");
  await form.getByLabel("Address of the provider").fill(stage.office.issuer);
  await form.getByText("/api/v1/signin/sso/office/return").waitFor(wait);
  await form.getByLabel("Client id").fill("desk");
  await form.getByLabel("Client secret").fill(SECRET);
  await shoot(page, "sso-settings");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Office counts from now on").waitFor(wait);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByText("It answers as it should.").waitFor(wait);
  await demandAccess(page);
});

test("she connects herself with it, on its page and with one press here", async () => {
  const { maya } = stage;
  await owner.openArea(maya, "My security");
  await maya.getByRole("button", { name: "Connect with Office" }).click();
  await logIn(maya);
  await maya.getByText("Office knows you as maya@harbour.test.").waitFor(wait);
  assert.equal(new URL(maya.url()).search, "", "nothing of it stays in the address");
  await shoot(maya, "sso-connect");
  await maya.getByRole("button", { name: "Connect", exact: true }).click();
  await maya.getByText("Connected with Office").waitFor(wait);
  await owner.openArea(maya, "My security");
  await maya.getByRole("button", { name: "Disconnect from Office" }).waitFor(wait);
  await demandAccess(maya);
});

test("after that its word is one proof of two: her passkey opens the keys", async () => {
  const { maya } = stage;
  await signOut(maya);
  await maya.getByRole("button", { name: "Continue with Office" }).click();
  await maya.getByRole("region", { name: "Office says who you are" }).waitFor(wait);
  assert.equal(await owner.conversations(maya).count(), 0);
  await shoot(maya, "sso-provided");
  await demandAccess(maya);
  await withPasskey(maya);
  await owner.conversations(maya).waitFor(wait);
});

test("in a browser that nobody knows it is no way in alone", async () => {
  const phone = await stage.open({ screen: PHONE });
  await apart(phone);
  await phone.goto(`${stage.desk.origin}/console/`);
  await phone.getByRole("button", { name: "Continue with Office" }).click();
  await logIn(phone);
  await phone.getByRole("region", { name: "Office says who you are" }).waitFor(wait);
  await phone.getByText(MAYA.name).waitFor(wait);
  await phone.getByLabel("Six digits from your authenticator app").fill("000000");
  await phone.getByRole("button", { name: "Sign in with the code" }).click();
  await phone.getByText("This does not match.").waitFor(wait);
  await shoot(phone, "sso-phone");
  await demandAccess(phone);
  await phone.getByRole("button", { name: "That is not me" }).click();
  await phone.getByRole("button", { name: "Continue with Office" }).waitFor(wait);
});

test("where she wants it, a passkey without its word is refused, and says where to begin", async () => {
  const { maya } = stage;
  await owner.openArea(maya, "Programs and provider");
  await maya.getByRole("checkbox", { name: /Whoever is connected has to use the provider/ }).click();
  await maya.getByText("Saved").first().waitFor(wait);
  await signOut(maya);
  await withPasskey(maya);
  await maya
    .getByText("Your organisation wants you to sign in by its identity provider first.")
    .waitFor(wait);
  await shoot(maya, "sso-only");
  await maya.getByRole("button", { name: "Continue with Office" }).click();
  await maya.getByRole("region", { name: "Office says who you are" }).waitFor(wait);
  await withPasskey(maya);
  await owner.conversations(maya).waitFor(wait);
});

test("who signs out there is out here at once", async () => {
  const { maya } = stage;
  const there = await maya.context().newPage();
  await there.goto(`${stage.office.issuer}/session/end`);
  const began = performance.now();
  await there.getByRole("button", { name: "Yes, sign me out" }).click();
  await maya.getByRole("button", { name: "Continue with Office" }).waitFor(wait);
  console.log(`out after ${Math.round(performance.now() - began)} ms`);
  assert.equal(await owner.conversations(maya).count(), 0);
});

test("who signs out here is offered to sign out there, too", async () => {
  const { maya } = stage;
  await maya.getByRole("button", { name: "Continue with Office" }).click();
  await logIn(maya);
  await maya.getByRole("region", { name: "Office says who you are" }).waitFor(wait);
  await withPasskey(maya);
  await owner.conversations(maya).waitFor(wait);
  await signOut(maya);
  await maya.getByText("You are signed out here. At Office you may still be signed in.").waitFor(wait);
  await shoot(maya, "sso-still-there");
  await demandAccess(maya);
  await maya.getByRole("link", { name: "Sign out at Office" }).click();
  await maya.getByRole("button", { name: "Yes, sign me out" }).click(wait);
  await maya.waitForURL(`${stage.desk.origin}/console/**`, wait);
  await maya.getByRole("button", { name: "Continue with Office" }).click(wait);
  await maya.getByPlaceholder("Enter any login").waitFor(wait);
});

test("somebody new, of a domain that she named, waits for her invitation", async () => {
  const { maya } = stage;
  await logIn(maya);
  await withPasskey(maya);
  await owner.openArea(maya, "Programs and provider");
  await maya.getByRole("button", { name: "Change Office" }).click();
  const form = maya.getByRole("dialog", { name: "Change Office" });
  await form.getByLabel("Domains of newcomers").fill("harbour.test");
  await form.getByRole("button", { name: "Save" }).click();
  await maya.getByText("Office counts from now on").waitFor(wait);

  const phone = await stage.open({ screen: PHONE });
  await apart(phone);
  await phone.goto(`${stage.desk.origin}/console/`);
  await phone.getByRole("button", { name: "Continue with Office" }).click();
  await logIn(phone, "nina");
  await phone.getByText("Your administrators see that you want to join").waitFor(wait);
  await shoot(phone, "sso-newcomer");
  await demandAccess(phone);

  await owner.openArea(maya, "Inboxes");
  await owner.openArea(maya, "Programs and provider");
  await maya.getByRole("button", { name: "Invite Nina Berg" }).click();
  const invitation = maya.getByRole("dialog", { name: "Invite Nina Berg" });
  await invitation.getByRole("button", { name: "Make the link" }).click();
  await maya
    .getByRole("alertdialog", { name: "Invite Nina Berg" })
    .getByText("nina@harbour.test")
    .waitFor(wait);
  await shoot(maya, "sso-invite");
  await demandAccess(maya);
});

test("nothing went wrong unseen", () => {
  stage.demandSilence(REFUSED, /status of 401 /, /favicon.ico/);
});
