import { chromium } from "playwright-core";

const token = process.argv[2];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
page.on("console", (m) => ["error", "warning"].includes(m.type()) && console.log("CONSOLE", m.text()));
page.on("pageerror", (e) => console.log("PAGEERROR", e.message));
const cdp = await context.newCDPSession(page);
await cdp.send("WebAuthn.enable");
await cdp.send("WebAuthn.addVirtualAuthenticator", {
  options: {
    protocol: "ctap2",
    ctap2Version: "ctap2_1",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    hasPrf: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  },
});
const shot = (n) => page.screenshot({ path: `/tmp/shots-real/${n}.png` });
page.setDefaultTimeout(15000);
try {
  await page.goto("http://localhost:18461/console/");
  await page.getByLabel("Set-up code").fill(token);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByLabel("Name of your organisation").fill("Harbour Credit Union");
  await shot("1");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Your name").fill("Mateo Alvarez");
  await page.getByLabel("Your email").fill("mateo@harbour.example");
  await shot("2");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await page.getByText("Your recovery kit").waitFor();
  await shot("3");
  await page.getByRole("button", { name: "Show the codes" }).click();
  const code = await page.locator(".kit .gr").first().getAttribute("aria-label");
  await page.locator("#last-four").fill(code.slice(-4));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByText("Your first inbox").waitFor();
  await shot("4");
  await page.getByRole("button", { name: "Create the desk" }).click();
  await page.getByText("Put it on your website").waitFor();
  await shot("5");
  await page.getByRole("button", { name: "Next: invite" }).click();
  await page.getByRole("button", { name: "Open the desk" }).click();
  await page.locator(".rail").waitFor();
  await page.waitForTimeout(1500);
  await shot("6");
  for (const area of ["People", "Articles", "Inboxes", "My security"]) {
    await page
      .getByRole("button", { name: new RegExp(`^${area}`) })
      .first()
      .click();
    await page.waitForTimeout(700);
    await shot(area.replace(" ", ""));
  }
  await page.reload();
  await page.waitForTimeout(4000);
  await shot("reload");
  console.log("OK", await page.title());
} catch (e) {
  console.log("FAILED", e.message.slice(0, 600));
  await shot("failed");
  console.log((await page.locator("body").innerText()).slice(0, 800));
}
await browser.close();
