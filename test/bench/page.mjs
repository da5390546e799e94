// The two figures that only a browser can give, for test/bench, which starts
// this and hands on the lines that it prints.
//
//   node test/bench/page.mjs ORIGIN EMAIL RECOVERY-CODE CONVERSATIONS
//
// seal_open_ms: one message sealed, parsed, verified and opened in Chromium.
// fresh_browser_10k_ms: a browser that knows nothing opens the vault of a person
// with so many conversations, until the first screen can be worked with: from
// the press of "Open with the kit" until the rows of the list are opened and the
// newest conversation stands beside it with its composer.

import { bundle, launchBrowser } from "../browser/harness/index.mjs";

const [origin, email, recoveryCode, conversations] = process.argv.slice(2);
const PATIENCE = { timeout: 120_000 };

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

async function sealAndOpen(browser) {
  const page = await browser.newPage();
  await page.route("http://localhost/", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><link rel=icon href=data:,>" }),
  );
  await page.goto("http://localhost/");
  await page.addScriptTag({ content: await bundle("web/packages/seal/test/speed.ts") });
  await page.evaluate(() => globalThis.sealAndOpen(50)); // the first ones compile
  const took = await page.evaluate(() => globalThis.sealAndOpen(500));
  await page.close();
  return median(took);
}

/** A context of its own each time: no storage, no cache, no session. */
async function freshBrowser(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${origin}/console/`);
  await page.getByRole("button", { name: "I have a kit" }).click(PATIENCE);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Recovery code").fill(recoveryCode);
  const button = page.getByRole("button", { name: "Open with the kit" });
  await button.evaluate((pressed) =>
    pressed.addEventListener("click", () => (globalThis.begun = performance.now())),
  );
  await button.click();
  const took = await page.waitForFunction(usable, undefined, { ...PATIENCE, polling: "raf" });
  const value = await took.jsonValue();
  await context.close();
  return value;
}

/** Runs in the page: how long it took until a list of opened rows could be worked with, 0 before. */
function usable() {
  const rows = document.querySelectorAll('[role="list"] li, ul li, ol li');
  const words = [...rows].filter((row) => row.textContent?.includes("parcel"));
  const ready = words.length >= 10 && !document.body.innerText.includes("Opening…");
  return ready ? performance.now() - globalThis.begun : 0;
}

const browser = await launchBrowser();
try {
  console.log(`seal_open_ms ${(await sealAndOpen(browser)).toPrecision(3)} ms`);
  const times = [];
  for (let round = 0; round < 3; round++) times.push(await freshBrowser(browser));
  const name = conversations === "10000" ? "fresh_browser_10k_ms" : `fresh_browser_${conversations}_ms`;
  console.log(`${name} ${median(times).toFixed(0)} ms`);
} finally {
  await browser.close();
}
