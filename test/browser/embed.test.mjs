// Owners of websites embed the chat as docs/embedding.md says, each a little differently.
//
// Promise: the built program serves script and frame; the pages around them are
// those of strict sites: no inline script without a nonce, no origin that is not
// needed, Trusted Types demanded. What a page complains about fails the test.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { recordTraffic, storedBy, watchPage } from "./harness/index.mjs";
import * as customer from "./people/customer.mjs";
import * as owner from "./people/owner.mjs";
import { newDesk } from "./people/stage.mjs";

const WINDOW = { width: 1000, height: 900 };
const TEAM = "Moorings";
const stage = newDesk();
/** What the site answers, whatever it is asked for; loopback is a secure context. */
const site = { html: "", policy: "", origin: "" };

before(async () => {
  site.server = createServer((_request, response) => {
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": site.policy };
    response.writeHead(200, headers).end(site.html);
  });
  site.server.listen(0, "127.0.0.1");
  await once(site.server, "listening");
  site.origin = `http://127.0.0.1:${site.server.address().port}`;
});

after(() => {
  site.server?.closeAllConnections();
  site.server?.close();
});

/** `data-…` attributes of an embed line, without those that are undefined. */
const written = (options) =>
  Object.entries(options)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${value}"`))
    .join("");

/** The one line, as it is pasted, with the owner's wishes. */
const line = (options = {}) =>
  `<script src="${stage.desk.origin}/sealdesk.js"${written({ ...stage.names, ...options })} async></script>`;

const page = ({ lang = "en", embed = line(), script = "", title = "Harbour" } = {}) =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<h1>Harbour</h1><button id="help">Help</button>
${script === "" ? "" : `<script nonce="page">${script}</script>`}${embed}</html>`;

const policy = (scripts) =>
  `default-src 'none'; img-src data:; script-src 'nonce-page' ${scripts}; frame-src ${stage.desk.origin}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

/** Somebody visits a page of the site; `old` has a browser without ML-KEM. */
async function visit(html, { path = "/", scripts = stage.desk.origin, old = false } = {}) {
  const context = await stage.browser.newContext({ viewport: WINDOW });
  const tab = await context.newPage();
  if (old) await tab.addInitScript(() => delete SubtleCrypto.prototype.encapsulateBits);
  const watched = watchPage(tab);
  const traffic = recordTraffic(tab);
  const asked = [];
  tab.on("request", (request) => asked.push(new URL(request.url())));
  Object.assign(site, { html, policy: policy(scripts) });
  await tab.goto(site.origin + path, { waitUntil: "networkidle" });
  return { tab, watched, traffic, asked: () => asked.filter(({ origin }) => origin === stage.desk.origin) };
}

/** Buttons of the page as a screen reader meets them, also inside the closed shadow root. */
async function buttons(tab) {
  const devtools = await tab.context().newCDPSession(tab);
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  await devtools.detach();
  return nodes.filter((node) => node.role?.value === "button").map((node) => node.name?.value);
}

/** What is drawn at a place, counted from the page's left and from its bottom. */
const at = (tab, left, bottom) =>
  tab.evaluate(([x, y]) => document.elementFromPoint(x, innerHeight - y)?.tagName, [left, bottom]);

const chatOf = (tab) => tab.frames().find((frame) => frame.url().startsWith(stage.desk.origin));
const opened = (tab) => customer.frameOf(tab, stage.desk.origin);

/** Waits until the page's own script has noted this. */
const noted = (tab, word) =>
  tab.waitForFunction((wanted) => document.body.dataset.said?.split(" ").includes(wanted), word);

test("the owner takes the line from the set-up", async () => {
  const { kit, page: maya } = await stage.setUp({ inbox: "Moorings", team: TEAM });
  const attribute = (name) => new RegExp(`${name}="([0-9a-f]{64})"`).exec(kit.embedLine)?.[1];
  stage.names = { "data-inbox": attribute("data-inbox"), "data-pin": attribute("data-pin") };
  stage.maya = maya;
  assert.ok(stage.names["data-inbox"] && stage.names["data-pin"], kit.embedLine);
});

test("pinned by its hash, under a policy that names the hash alone", async () => {
  const { integrity, script } = await (await fetch(`${stage.desk.origin}/sealdesk.json`)).json();
  assert.match(script, /^\/sealdesk\.[0-9a-f]{16}\.js$/);
  const pinned = (hash) =>
    `<script src="${stage.desk.origin}${script}" integrity="${hash}" crossorigin="anonymous"${written(stage.names)} async></script>`;
  const { tab, watched, asked } = await visit(page({ embed: pinned(integrity) }), {
    scripts: `'${integrity}'`,
  });
  assert.deepEqual(
    asked().map(({ pathname }) => pathname),
    [script],
    "before it is opened, the script and nothing else",
  );
  assert.deepEqual(await storedBy(tab), []);
  await customer.openChat(tab, stage.desk.origin);
  watched.demandSilence();
  await tab.context().close();

  const bent = integrity.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  const refused = await visit(page({ embed: pinned(bent) }), { scripts: stage.desk.origin });
  assert.equal(await refused.tab.locator("sealdesk-chat").count(), 0);
  assert.match(refused.watched.complaints.join(), /integrity/);
  await refused.tab.context().close();
});

test("in German, at the left, above a bar of the site, let in by a nonce", async () => {
  const wish = { "data-position": "left", "data-offset-side": "40", "data-offset-bottom": "96" };
  const embed = line({ ...wish, nonce: "page" });
  const { tab, watched } = await visit(page({ lang: "de-AT", embed }), { scripts: "'strict-dynamic'" });
  assert.ok((await buttons(tab)).includes("Chat öffnen"), String(await buttons(tab)));
  assert.equal(await at(tab, 40 + 28, 96 + 28), "SEALDESK-CHAT");
  assert.notEqual(await at(tab, 40 - 8, 96 + 28), "SEALDESK-CHAT");
  assert.notEqual(await at(tab, 40 + 28, 96 - 8), "SEALDESK-CHAT");
  assert.notEqual(await at(tab, WINDOW.width - 48, 48), "SEALDESK-CHAT");
  await tab.mouse.click(40 + 28, WINDOW.height - 96 - 28);
  await tab.waitForFunction(() => document.activeElement?.tagName === "SEALDESK-CHAT");
  await (await opened(tab)).waitForFunction(() => document.documentElement.lang.startsWith("de"));
  assert.ok((await buttons(tab)).includes("Chat schließen"));
  assert.equal(await at(tab, 40 + 8, 96 + 68 + 30), "SEALDESK-CHAT", "the panel stands above the button");
  watched.demandSilence();
  await tab.context().close();
});

test("in Arabic on an English page, the window alone is turned round", async () => {
  const { tab, watched } = await visit(page({ embed: line({ "data-language": "ar" }) }));
  assert.ok((await buttons(tab)).includes("فتح المحادثة"));
  await tab.mouse.click(WINDOW.width - 48, WINDOW.height - 48);
  await tab.waitForFunction(() => document.activeElement?.tagName === "SEALDESK-CHAT");
  await (await opened(tab)).waitForFunction(() => document.documentElement.dir === "rtl");
  assert.equal(await tab.evaluate(() => getComputedStyle(document.body).direction), "ltr");
  watched.demandSilence();
  await tab.context().close();
});

/** What the documentation shows for a button of one's own, and a list of all that was told. */
const OWN_BUTTON = `
  const said = [];
  const note = (word) => { said.push(word); document.body.dataset.said = said.join(" "); };
  (window.sealdesk = window.sealdesk || []).push((chat) => {
    for (const event of ["open", "close", "ready"]) chat.on(event, () => note(event));
    chat.on("unread", (count) => note("unread-" + count));
    const silent = () => note("never");
    chat.on("open", silent);
    chat.off("open", silent);
    chat.identify({ name: "Amara Osei" });
    document.getElementById("help").onclick = () => chat.toggle();
  });`;

test("with a button of the site, whose script came first, a name, and the page", async () => {
  const embed = line({ "data-launcher": "none", "data-page-context": "on" });
  const html = page({ embed, script: OWN_BUTTON, title: "Quillivant berths" });
  const { tab, watched, traffic, asked } = await visit(html, {
    path: "/berths/zephyrine?customer=4711#basket",
  });
  assert.deepEqual(await buttons(tab), ["Help"]);
  await tab.getByRole("button", { name: "Help" }).click();
  await noted(tab, "open");
  await noted(tab, "ready");
  const chat = await opened(tab);
  await customer.startConversation(chat, { team: TEAM, text: "Is this one free in May?" });
  await chat.getByRole("textbox").press("Escape");
  await noted(tab, "close");
  assert.equal(await tab.evaluate(() => document.activeElement?.id), "help", "the focus comes back");

  await owner.openView(stage.maya, "Unassigned");
  await owner.openConversation(stage.maya, "Is this one free in May?");
  for (const told of ["Amara Osei", "/berths/zephyrine", "Quillivant berths"])
    await stage.maya.getByText(told).first().waitFor();
  assert.ok(!(await stage.maya.locator("body").innerText()).includes("4711"));
  await owner.claim(stage.maya);
  await owner.reply(stage.maya, "It is, from the third.");
  await noted(tab, "unread-1");
  assert.ok(!(await tab.evaluate(() => document.body.dataset.said)).includes("never"));

  for (const told of ["Amara Osei", "Quillivant berths"]) traffic.demandAbsence(told);
  const toTheDesk = asked().map(String).join("\n");
  assert.ok(toTheDesk.includes("/api/") && !toTheDesk.includes("zephyrine"), toTheDesk);
  watched.demandSilence();
  await tab.evaluate(() => window.sealdesk.destroy());
  assert.equal(await tab.locator("sealdesk-chat").count(), 0);
  // The browser takes a frame away a moment after the page did.
  for (let look = 0; chatOf(tab) !== undefined && look < 50; look++) await tab.waitForTimeout(100);
  assert.equal(chatOf(tab)?.url(), undefined);
  assert.deepEqual(await tab.evaluate(() => [typeof window.sealdesk, sessionStorage.length]), [
    "undefined",
    0,
  ]);
  await tab.context().close();
});

test("a mistake in the line says what to mend, and shows nothing", async () => {
  const { tab, watched } = await visit(page({ embed: line({ "data-offset-bottom": "96px" }) }));
  assert.equal(await tab.locator("sealdesk-chat").count(), 0);
  assert.match(watched.complaints.join(), /data-offset-bottom must be pixels, 0 to 400/);
  await tab.context().close();
});

test("only a browser without ML-KEM fetches it, and is understood", async () => {
  // Late code is fetched as a file first, and then from the browser's own store.
  const fetched = (visited) => {
    const paths = visited.asked().map(({ pathname }) => pathname);
    return [...new Set(paths.filter((path) => path.includes("ml-kem-script")))];
  };
  const modern = await visit(page());
  await customer.openChat(modern.tab, stage.desk.origin);
  assert.deepEqual(fetched(modern), []);
  await modern.tab.context().close();

  const older = await visit(page(), { old: true });
  const chat = await customer.openChat(older.tab, stage.desk.origin);
  assert.equal(fetched(older).length, 1);
  await customer.startConversation(chat, { team: TEAM, text: "My browser is from last winter" });
  await owner.openView(stage.maya, "Unassigned");
  await owner.openConversation(stage.maya, "My browser is from last winter");
  older.watched.demandSilence();
  await older.tab.context().close();
});

test("the console complained about nothing", () => {
  stage.demandSilence();
});
