// What the owner of a desk does in the console, in the words of the screen.
//
// Each function is one thing that a person would tell afterwards. All of them
// press what is on the screen by its name; none calls into the page's code.

/** What a person must be able to wait for: keys are made, sealed and stored meanwhile. */
const PATIENCE = 20_000;

/**
 * Opens the link that the server printed, and goes through the steps to the
 * first inbox.
 * @param {import("playwright-core").Page} page with a passkey device
 * @param {{link: string, organisation: string, name: string, email: string, inbox: string, team: string, inviting?: boolean}} wish
 *   inviting: ends in the dialog for the first invitation, not in the list
 * @param {(step: string) => Promise<void>} look called on each step before anything is filled in
 * @returns {Promise<{recoveryCode: string, seal: string, embedLine: string}>}
 */
export async function setUpDesk(page, wish, look = async () => {}) {
  await page.goto(wish.link);
  await nameOrganisation(page, wish.organisation, look);
  await introduce(page, wish, look);
  await makePasskey(page, look);
  const kit = await keepKit(page, look);
  await makeInbox(page, wish, look);
  const embedLine = await takeEmbedLine(page, look);
  if (wish.inviting) {
    await page.getByRole("button", { name: "Invite the first colleague" }).click();
    await page.getByRole("dialog", { name: "Invite somebody" }).waitFor({ timeout: PATIENCE });
    return { ...kit, embedLine };
  }
  await page.getByRole("button", { name: "Open the desk" }).click();
  await page
    .getByRole("heading", { level: 1, name: "Assigned to me" })
    .or(conversations(page))
    .first()
    .waitFor();
  return { ...kit, embedLine };
}

async function heading(page, name) {
  await page.getByRole("heading", { name, exact: true }).first().waitFor({ timeout: PATIENCE });
}

async function nameOrganisation(page, organisation, look) {
  await heading(page, "Name and colour");
  await look("organisation");
  await page.getByLabel("Name of your organisation").fill(organisation);
  await page.getByRole("button", { name: "Next" }).click();
}

async function introduce(page, { name, email }, look) {
  await heading(page, "You, the owner");
  await look("owner");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your email").fill(email);
  await page.getByRole("button", { name: "Next" }).click();
}

async function makePasskey(page, look) {
  await heading(page, "How you open the desk");
  await look("passkey");
  await page.getByRole("button", { name: "Make a passkey" }).click();
}

/** Reads the sheet and proves it, as the page asks. */
async function keepKit(page, look) {
  await heading(page, "Your recovery kit");
  await look("kit");
  await page.getByRole("button", { name: "Show the codes" }).click();
  const sheet = page.getByRole("figure");
  const recoveryCode = await sheet.getByRole("img").first().getAttribute("aria-label");
  const seal = await sheet.locator("dd").last().innerText();
  const [lastFour] = recoveryCode.split(" ").slice(-1);
  await page.getByLabel(/^Type the last four letters/).fill(lastFour);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  return { recoveryCode, seal };
}

async function makeInbox(page, { inbox, team }, look) {
  await heading(page, "Your first inbox");
  await look("inbox");
  await page.getByLabel("Name of the inbox").fill(inbox);
  await page.getByLabel("Team that answers").fill(team);
  await page.getByRole("button", { name: "Create the desk" }).click();
}

async function takeEmbedLine(page, look) {
  await heading(page, "Put it on your website");
  await look("embed");
  const line = await page.getByRole("group", { name: "Embed line" }).innerText();
  await page.getByRole("button", { name: "Next: invite the team" }).click();
  await heading(page, "Invite the team");
  await look("invite");
  return line;
}

/** The list in the middle. */
export function conversations(page) {
  return page.getByRole("region", { name: "Conversations", exact: true });
}

/** The open conversation. */
export function conversation(page) {
  return page.getByRole("region", { name: /^Conversation with / });
}

/** Goes to one of the views at the left, "Unassigned" for example. */
export async function openView(page, view) {
  const rail = page.getByRole("navigation", { name: "Views and inboxes" });
  await rail.getByRole("button", { name: new RegExp(`^${view}`) }).click();
  await conversations(page).getByRole("heading", { name: view, level: 1 }).waitFor();
  // Its rows come after its name.
  await conversations(page).getByRole("status").filter({ hasText: "Loading" }).waitFor({ state: "detached" });
}

/** Opens the conversation whose last line has these words. */
export async function openConversation(page, words) {
  await conversations(page).getByRole("button", { name: words }).click({ timeout: PATIENCE });
  await conversation(page).getByRole("log").getByText(words).first().waitFor({ timeout: PATIENCE });
}

/** Takes the open conversation for herself. */
export async function claim(page) {
  const press = conversation(page).getByRole("button", { name: /^Claim/ });
  await press.click();
  await press.waitFor({ state: "detached", timeout: PATIENCE });
}

/** Answers the customer. */
export async function reply(page, text) {
  await write(page, "Reply", "Send", text);
}

/** Leaves a note that only colleagues read. */
export async function note(page, text) {
  await write(page, "Note", "Add note", text);
}

async function write(page, tab, send, text) {
  await conversation(page)
    .getByRole("tab", { name: new RegExp(`^${tab}`) })
    .click();
  await conversation(page).getByRole("textbox", { name: tab, exact: true }).fill(text);
  await conversation(page)
    .getByRole("button", { name: new RegExp(`^${send}`) })
    .click();
  await conversation(page).getByRole("log").getByText(text).last().waitFor({ timeout: PATIENCE });
}

/**
 * Opens the sheet behind the lock line, looks, and closes it.
 * @returns {Promise<string[]>} a line for each reader: name, reason, since when, role
 */
export async function whoCanRead(page, look = async () => {}) {
  await conversation(page)
    .getByRole("button", { name: /can read this/ })
    .click();
  const sheet = page.getByRole("dialog", { name: "Who can read this" });
  await sheet.waitFor();
  await look();
  const lines = await sheet.locator("ul.readers").getByRole("listitem").allInnerTexts();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  return lines.map((line) => line.replaceAll(/\s+/g, " ").trim());
}

/** Settles the open conversation. */
export async function close(page) {
  await conversation(page)
    .getByRole("button", { name: /^Close/ })
    .click();
}

/** Goes to one of the areas of the desk, "People" for example. */
export async function openArea(page, area) {
  const rail = page.getByRole("navigation", { name: "Views and inboxes" });
  await rail.getByRole("button", { name: new RegExp(`^${area}`) }).click();
  await heading(page, area);
}

/** Types the sheet from the drawer, and a code that the operator of the desk reads out. */
export async function fillKit(page, desk, { email, recoveryCode, origin = desk.origin }) {
  await page.goto(`${origin}/console/`);
  await page.getByRole("button", { name: "I have a kit" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Recovery code").fill(recoveryCode);
  await page.getByRole("radio", { name: "A code from whoever runs the server" }).check();
  await page
    .getByRole("textbox", { name: "Code from whoever runs the server" })
    .fill(await desk.signInCode(email));
  await page.getByRole("button", { name: "Open with the kit" }).click();
}

/** Signs in on a browser that knows nothing, with the sheet from the drawer. */
export async function signInWithKit(page, desk, kit) {
  await fillKit(page, desk, kit);
  await conversations(page).waitFor({ timeout: PATIENCE });
}

/** Goes into a demo desk as one of its people. */
export async function enterDemo(page, { origin, name }) {
  await page.goto(`${origin}/console/`);
  const demo = page.getByRole("region", { name: "This is a demo" });
  await demo.getByRole("button", { name }).click({ timeout: PATIENCE });
  await conversations(page).waitFor({ timeout: 30_000 });
}

/** The message in the open thread that has these words. */
export function message(page, words) {
  return conversation(page).getByRole("log").getByRole("article").filter({ hasText: words }).last();
}

/** Chooses something from the menu of a message: "Reply to this", "Change…", "Remove…". */
export async function choose(page, words, choice) {
  const said = message(page, words);
  await said.hover();
  await said.getByRole("button", { name: "What to do with this message" }).click();
  await page.getByRole("menuitem", { name: choice }).click();
}

/** Changes a message of one's own where it stands. */
export async function changeMessage(page, words, text) {
  await choose(page, words, "Change…");
  await conversation(page).getByRole("textbox", { name: "Change your message" }).fill(text);
  await conversation(page).getByRole("button", { name: "Save the change" }).click();
  await message(page, text).waitFor({ timeout: PATIENCE });
}

/** Takes a message of one's own back, after the question. */
export async function removeMessage(page, words) {
  await choose(page, words, "Remove…");
  await page
    .getByRole("alertdialog", { name: "Remove this message?" })
    .getByRole("button", { name: "Remove" })
    .click();
  await message(page, words).waitFor({ state: "detached", timeout: PATIENCE });
}

/** Reacts to a message with what a search finds first. */
export async function react(page, words, search) {
  await choose(page, words, "React…");
  await page.getByRole("searchbox", { name: "Search emoji" }).fill(search);
  await page.keyboard.press("Enter");
  await message(page, words).getByRole("list", { name: "Reactions" }).waitFor({ timeout: PATIENCE });
}

/**
 * Chooses files for the next reply or note, and waits until each is ready.
 * @param {{name: string, mimeType: string, buffer: Buffer}[]} files
 */
export async function attach(page, files) {
  await conversation(page).locator("input[type=file]").setInputFiles(files);
  const staged = conversation(page).getByRole("list", { name: "Files for this message" });
  for (const { name } of files) {
    const line = staged.getByRole("listitem").filter({ hasText: name });
    await line.getByText("Ready").waitFor({ timeout: PATIENCE });
  }
  return staged;
}

/** Looks at a file of the thread in its own frame; Escape leaves. */
export async function lookAt(page, name) {
  await conversation(page)
    .getByRole("button", { name: `Look at ${name}` })
    .last()
    .click();
  const viewer = page.getByRole("dialog", { name, exact: true });
  await viewer.waitFor();
  return viewer;
}

/** Saves a file of the thread, after what is said about it. */
export async function saveFile(page, name) {
  await conversation(page)
    .getByRole("button", { name: `Save ${name}` })
    .last()
    .click();
  const ask = page
    .getByRole("dialog", { name: `Save ${name}?` })
    .or(page.getByRole("alertdialog", { name: `Save ${name}?` }));
  const coming = page.waitForEvent("download");
  await ask.getByRole("button", { name: "Save", exact: true }).click();
  return coming;
}

/** Chooses the language of the console; the button's name is in the language before. */
export async function chooseLanguage(page, from, to) {
  await page.getByRole("button", { name: from }).click();
  await page.getByRole("menuitemradio", { name: to }).click();
}

/** In the customer’s panel: keeps the open conversation beyond its time. */
export function holdSwitch(page) {
  return page.getByRole("complementary", { name: "Customer" }).getByRole("switch", { name: "Keep on hold" });
}

/** What an owner chooses for the first time, as the console's pages send it. */
export async function set(page, name, value) {
  const status = await page.evaluate(
    async ([name, value]) => {
      const answer = await fetch(`/api/v1/settings/${name}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ version: 0, value }),
      });
      return answer.status;
    },
    [name, value],
  );
  if (status !== 200) throw new Error(`the settings ${name}: ${status}`);
}
