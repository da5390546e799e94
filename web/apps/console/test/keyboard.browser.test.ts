/** The console in a real browser, over the desk in memory and under a strict CSP: everything without a mouse. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { StoryDesk } from "./story/desk.ts";
import { serveStories } from "./story/serve.mjs";

declare global {
  interface Window {
    storyDesk: StoryDesk;
  }
}

vi.setConfig({ testTimeout: 60_000 });
let browser: Browser;
let stories: Awaited<ReturnType<typeof serveStories>>;
let page: Page;
let refused: string[];

beforeAll(async () => {
  stories = await serveStories();
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  stories?.close();
});
beforeEach(async () => {
  await page?.close();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  refused = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  page.on("pageerror", (error) => refused.push(error.message));
});

const show = async (screen: string) => {
  await page.goto(`${stories.url}?screen=${screen}`);
  await page.locator("#app > *").first().waitFor();
};
const calls = () => page.evaluate(() => window.storyDesk.calls);
const focused = () => page.evaluate(() => document.activeElement?.id);
const focusedRow = () => page.locator(".row[aria-current]").textContent();
const heading = () => page.locator(".cv-h h1").textContent();

describe("moving through the list", () => {
  test("J and K open the neighbours, and the ends hold", async () => {
    await show("work");
    const before = await heading();
    await page.keyboard.press("j");
    await expect.poll(heading).not.toBe(before);
    await page.keyboard.press("k");
    await expect.poll(focusedRow).toContain("Amara Okafor");
    for (let turn = 0; turn < 6; turn++) await page.keyboard.press("k");
    await expect.poll(() => page.locator(".row").first().getAttribute("aria-current")).toBe("true");
  });

  test("E closes, tells so, and Undo opens it again", async () => {
    await show("work");
    await page.keyboard.press("e");
    await page.getByRole("button", { name: "Undo" }).click();
    const said = await calls();
    expect(said.some((call) => call.startsWith("close"))).toBe(true);
    expect(said.some((call) => call.startsWith("reopen"))).toBe(true);
  });

  test("single letters do nothing while somebody writes", async () => {
    await show("work");
    await page.keyboard.press("r");
    await expect.poll(focused).toBe("write-reply");
    const before = await calls();
    await page.keyboard.type(" eja?");
    expect(await calls()).toEqual(before);
    expect(await page.locator("#write-reply").inputValue()).toMatch(/ eja\?$/);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("single letters do nothing while something floats", async () => {
    await show("help");
    const before = await calls();
    await page.keyboard.press("e");
    await page.keyboard.press("j");
    expect(await calls()).toEqual(before);
  });
});

describe("writing", () => {
  test("a reply goes with Ctrl+Enter and never with Enter alone", async () => {
    await show("work");
    await page.keyboard.press("r");
    await expect.poll(focused).toBe("write-reply");
    await page.keyboard.press("Enter");
    expect(await calls()).not.toContain("reply");
    await page.keyboard.press("Control+Enter");
    await expect.poll(calls).toContain("reply");
    await expect.poll(() => page.locator("#write-reply").inputValue()).toBe("");
  });

  test("N writes a note, which does not go out as a reply", async () => {
    await show("work");
    await page.keyboard.press("n");
    await expect.poll(focused).toBe("write-note");
    await page.keyboard.type("For the team only.");
    await page.keyboard.press("Control+Enter");
    await expect.poll(calls).toContain("note");
    expect(await calls()).not.toContain("reply");
    expect(await page.locator(".nt").last().textContent()).toContain("For the team only.");
  });

  test("each conversation keeps its own draft", async () => {
    await show("work");
    const mine = await page.locator("#write-reply").inputValue();
    await page.keyboard.press("j");
    await expect.poll(() => page.locator("#write-reply").inputValue()).toBe("");
    await page.keyboard.press("k");
    await expect.poll(() => page.locator("#write-reply").inputValue()).toBe(mine);
  });

  test("only white space is not sent", async () => {
    await show("note");
    await page.locator("#write-note").fill("   \n ");
    await page.keyboard.press("Control+Enter");
    expect(await calls()).not.toContain("note");
  });
});

describe("what floats", () => {
  test("the palette opens with Ctrl+K, finds by a few letters, runs, and gives the focus back", async () => {
    await show("work");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("my sec");
    await expect.poll(() => page.getByRole("menuitem").count()).toBe(1);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toBe("My security");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("? shows the keys and Escape leaves them", async () => {
    await show("work");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });

  test("A opens the list of people who can be given it, and Escape gives it to nobody", async () => {
    await show("work");
    await page.keyboard.press("a");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("menu").count()).toBe(0);
    expect((await calls()).filter((call) => call.startsWith("assign"))).toEqual([]);
  });

  test("after assigning by a key the focus stays with the conversation", async () => {
    await show("work");
    await page.keyboard.press("a");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("menu").count()).toBe(0);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("#conversation") !== null))
      .toBe(true);
  });
});

const messages = () => page.locator("article.msg");
const focusedMessage = () => page.evaluate(() => document.activeElement?.id.replace("said-", ""));
const toLog = () => page.getByRole("log").focus();

describe("a message without a mouse", () => {
  test("the arrows walk from message to message, and the ends hold", async () => {
    await show("talk");
    await toLog();
    await page.keyboard.press("ArrowUp");
    await expect.poll(focusedMessage).toBe("t-6");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    await expect.poll(focusedMessage).toBe("t-1");
  });

  test("Enter opens its menu, which gives the focus back", async () => {
    await show("talk");
    await toLog();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByRole("menu", { name: "What to do with this message" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(focusedMessage).toBe("t-6");
  });

  test("R answers the message and not only the customer", async () => {
    await show("talk");
    await toLog();
    await page.keyboard.press("Home");
    await page.keyboard.press("r");
    await expect.poll(focused).toBe("write-reply");
    expect(await page.locator(".answering").textContent()).toContain("Both are booked");
    await page.getByRole("button", { name: "Do not reply to it" }).click();
    expect(await page.locator(".answering").count()).toBe(0);
  });

  test("a note is answered by a note", async () => {
    await show("talk");
    await page.locator("#said-t-5").focus();
    await page.keyboard.press("r");
    await expect.poll(focused).toBe("write-note");
  });

  test("+ searches an emoji, and the first found is the reaction", async () => {
    await show("talk");
    await page.locator("#said-t-6").focus();
    await page.keyboard.press("+");
    await page.getByRole("searchbox", { name: "Search emoji" }).fill("party popper");
    await page.keyboard.press("Enter");
    await expect.poll(calls).toContain("react t-6 🎉 true");
  });

  test("what Enter was pressed for before the emoji had come is picked once they are there", async () => {
    await show("talk");
    let come = () => {};
    const here = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route(/en\.gen/, async (route) => {
      await here;
      await route.continue();
    });
    await page.locator("#said-t-6").focus();
    await page.keyboard.press("+");
    await page.getByRole("searchbox", { name: "Search emoji" }).fill("party popper");
    await page.keyboard.press("Enter");
    expect(await calls()).not.toContain("react t-6 🎉 true");
    come();
    await expect.poll(calls).toContain("react t-6 🎉 true");
  });

  test("the arrow in an empty reply changes one's last message, and Escape leaves it", async () => {
    await show("talk");
    await page.locator("#write-reply").focus();
    await page.keyboard.press("ArrowUp");
    const field = page.getByRole("textbox", { name: "Change your message" });
    await field.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(focusedMessage).toBe("t-2");
    expect(await calls()).not.toContain("edit t-2");
    await page.locator("#write-reply").focus();
    await page.keyboard.press("ArrowUp");
    await field.fill("That is the third line.");
    await page.keyboard.press("Control+Enter");
    await expect.poll(calls).toContain("edit t-2");
  });

  test("removing asks first, and no stops it", async () => {
    await show("talk");
    await page.locator("#said-t-2").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Remove…" }).press("Enter");
    const ask = page.getByRole("alertdialog", { name: "Remove this message?" });
    await ask.getByRole("button", { name: "Cancel" }).press("Enter");
    expect(await calls()).not.toContain("remove t-2");
    expect(await messages().count()).toBe(5);
  });
});

describe("files on their way", () => {
  test("what is dropped goes to the reply or to the note that is open", async () => {
    await show("note");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["low water"], "low.txt", { type: "text/plain" }));
      const at = document.querySelector("#conversation");
      for (const kind of ["dragenter", "drop"])
        at?.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await expect.poll(calls).toContain("attach note low.txt");
    await page.getByRole("button", { name: "Take low.txt away" }).click();
    expect(await page.getByText("low.txt").count()).toBe(0);
  });

  test("pasted text stays text, also where a picture of it comes along", async () => {
    await show("talk");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "picture.png", { type: "image/png" }));
      data.setData("text/plain", "1,200");
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.querySelector("#write-reply")?.dispatchEvent(event);
    });
    expect((await calls()).filter((call) => call.startsWith("attach"))).toEqual([]);
  });

  test("a file that failed stays behind and says so; the words go", async () => {
    await show("talk-file-failed");
    await page.getByRole("status").filter({ hasText: /file/ }).waitFor({ state: "attached" });
    await page.locator("#write-note").press("Control+Enter");
    await expect.poll(calls).toContain("note");
  });

  test("a file that failed is nothing to send by itself", async () => {
    await show("talk-file-failed");
    await page.locator("#write-note").fill("");
    expect(await page.getByRole("button", { name: /^Add note/ }).isDisabled()).toBe(true);
    await page.locator("#write-note").press("Control+Enter");
    expect((await calls()).filter((call) => call === "note")).toEqual([]);
  });
});

describe("the page's own policy", () => {
  test("nothing that the console draws needs inline style or script", async () => {
    for (const screen of [
      "work",
      "palette",
      "assign",
      "setup-kit",
      "people",
      "talk",
      "talk-emoji",
      "keeping",
    ])
      await show(screen);
    expect(refused).toEqual([]);
  });
});
