/** The window in a real browser, over the desk in memory: what people press, type and lose focus of. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { StoryDesk } from "./story/desk.ts";
import { serveStories } from "./story/serve.mjs";

declare global {
  interface Window {
    storyDesk: StoryDesk;
  }
}

vi.setConfig({ testTimeout: 20_000 });
let browser: Browser;
let stories: Awaited<ReturnType<typeof serveStories>>;
let page: Page;

beforeAll(async () => {
  stories = await serveStories();
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
}, 60_000);
afterAll(async () => {
  await browser.close();
  stories.close();
});
// What is left open would go on drawing beside the next play.
afterEach(() => page.context().close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 384, height: 720 } });
});

const tell = async (screen: string) => {
  await page.goto(`${stories.url}?screen=${screen}`);
};
const calls = () => page.evaluate(() => window.storyDesk.calls);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const box = () => page.getByRole("textbox");

describe("before hand-over", () => {
  test("asking a question creates nothing anywhere else", async () => {
    await tell("home");
    await press("Start a conversation");
    await box().fill("pending payment");
    await page.keyboard.press("Enter");
    await page.getByText("A pending amount is held").waitFor();
    const done = await calls();
    expect(done).toContain("ask");
    expect(done.filter((name) => /handOver|startConversation|send/.test(name))).toEqual([]);
  });

  test("a person is fetched only after the question was answered with yes", async () => {
    await tell("assistant");
    await press("Talk to a person");
    await page.getByText("They will see what we wrote here.").waitFor();
    expect((await calls()).join()).not.toContain("handOver");
    await press("Yes, pass it on");
    await page.getByText("as shown on your device").waitFor();
    expect(await calls()).toContain("handOver");
  });

  test("what was written can stay behind: nothing is made before something is sent", async () => {
    await tell("assistant");
    await press("Talk to a person");
    await press("Without what we wrote");
    await page.getByRole("heading", { name: "What can we do for you?" }).waitFor();
    expect(await box().inputValue()).toBe("My rent went out twice, £640 each.");
    expect((await calls()).filter((name) => /handOver|startConversation/.test(name))).toEqual([]);
    await box().fill("Please look at my rent.");
    await press("Send");
    await page.getByText("You wrote to the").waitFor();
    expect((await calls()).filter((name) => /handOver|startConversation/.test(name))).toEqual([
      "startConversation",
    ]);
    expect(await page.getByText("My rent went out twice").count()).toBe(0);
  });

  test("what was begun without a connection is shown, says that it waits, and cannot be sent twice", async () => {
    await tell("begun");
    await page.getByText("My card was swallowed. Hello?").waitFor();
    await page.getByText("Waits for a connection").waitFor();
    expect(await box().count()).toBe(0);
  });

  test("Escape closes the question, not the chat", async () => {
    await tell("assistant");
    await press("Talk to a person");
    await page.keyboard.press("Escape");
    await box().waitFor();
    expect((await calls()).join()).not.toContain("handOver");
  });

  test("not now leads back to the question", async () => {
    await tell("assistant");
    await press("Talk to a person");
    await press("Not now");
    await box().waitFor();
    expect((await calls()).join()).not.toContain("handOver");
  });
});

describe("a conversation", () => {
  test("Enter sends, Shift and Enter makes a line, an empty box sends nothing", async () => {
    await tell("conversation");
    await box().waitFor();
    await page.keyboard.press("Enter");
    await box().pressSequentially("one");
    await page.keyboard.press("Shift+Enter");
    await box().pressSequentially("two");
    expect(await calls()).not.toContain("send");
    await page.keyboard.press("Enter");
    await page.locator(".bb", { hasText: "one\ntwo" }).waitFor();
    await expect.poll(() => box().inputValue()).toBe("");
  });

  test("the newest line stays in sight when a keyboard takes half of the screen", async () => {
    await tell("conversation");
    await page.getByText("Both say “Rent November”.").waitFor();
    await page.setViewportSize({ width: 384, height: 360 });
    await vi.waitFor(async () => {
      const below = await page
        .getByRole("log")
        .evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
      expect(below).toBeLessThan(2);
    });
    await page.getByRole("log").evaluate((log) => log.scrollTo(0, 0));
    await page.setViewportSize({ width: 384, height: 420 });
    expect(await page.getByRole("log").evaluate((log) => log.scrollTop)).toBe(0);
  });

  test("unsent text is given to the desk when one leaves", async () => {
    await tell("conversation");
    await box().fill("half a sent");
    await press("Back");
    const draft = await page.evaluate(() => window.storyDesk.drafts.get("rent"));
    expect(draft).toBe("half a sent");
  });

  test("a refused message keeps its text in the box, and says why", async () => {
    await tell("refusing");
    await box().fill("please");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("The desk did not take this.").waitFor();
    expect(await box().inputValue()).toBe("please");
  });

  test("a failed message can be edited: it comes back as text", async () => {
    await tell("failed");
    await box().fill("");
    await press("Edit");
    await expect.poll(() => box().inputValue()).toBe("Could you call me tomorrow?");
  });

  test("text is never markup", async () => {
    await tell("conversation");
    await box().fill("<img src=x onerror=alert(1)>");
    await page.keyboard.press("Enter");
    await page.locator(".bb", { hasText: "<img src=x onerror=alert(1)>" }).waitFor();
    expect(await page.locator("img").count()).toBe(0);
  });

  test("it is left when one goes back to the first screen, not for the readers", async () => {
    await tell("conversation");
    await page.getByRole("button", { name: /Only you and the Payments team/ }).click();
    await page.getByRole("heading", { name: "Who can read this" }).waitFor();
    await press("Back");
    await box().waitFor();
    expect(await calls()).not.toContain("leaveConversation");
    await press("Back");
    expect(await calls()).toContain("leaveConversation");
  });
});

describe("the proof of who could read", () => {
  const button = () => page.getByRole("button", { name: "Download the proof" });

  test("is saved under a name that says what it is, by one press however often", async () => {
    await tell("readers");
    const coming = page.waitForEvent("download");
    await button().dblclick();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/ readers \d{4}-\d{2}-\d{2}\.jsonl$/);
    await page.getByText(`Saved as “${file.suggestedFilename()}”.`).waitFor();
  });

  test("that cannot be made says why, in sight, and can be asked for again", async () => {
    await tell("readers");
    await button().waitFor();
    await page.evaluate(() => {
      const failure = { kind: "offline", message: "There is no connection.", next: "Wait." } as const;
      window.storyDesk.proveReaders = () => Promise.resolve({ ok: false, failure });
    });
    await button().click();
    const why = page.getByText("The proof needs the newest list of people");
    await why.waitFor();
    await expect
      .poll(() => why.evaluate((el) => el.getBoundingClientRect().bottom <= innerHeight))
      .toBe(true);
    expect(await button().getAttribute("aria-disabled")).toBe("false");
  });

  test("is not offered once the keys are destroyed", async () => {
    await tell("readers");
    await button().waitFor();
    await page.evaluate(() => {
      const desk = window.storyDesk;
      const { state } = desk;
      if (state.phase !== "ready" || state.conversation === null) throw new Error("no conversation");
      desk.set({ ...state, conversation: { ...state.conversation, destroyed: Date.now() } });
    });
    await button().waitFor({ state: "detached" });
  });
});

describe("the keyboard", () => {
  test("stands on each new screen's heading or text box", async () => {
    await tell("home");
    const focus = () => page.evaluate(() => document.activeElement?.tagName);
    await expect.poll(focus).toBe("H1");
    await press("Start a conversation");
    await expect.poll(focus).toBe("TEXTAREA");
    await press("Back");
    await page.getByRole("button", { name: "I lost my card" }).click();
    await page.getByText("Freeze it in the app").waitFor();
    await expect.poll(focus).toBe("H1");
  });

  test("stays inside the sheet, and Escape closes it", async () => {
    await tell("menu");
    const sheet = page.getByRole("dialog");
    await sheet.waitFor();
    for (let turn = 0; turn < 12; turn++) {
      await page.keyboard.press("Tab");
      expect(
        await page.evaluate(
          () => document.activeElement === document.body || !!document.activeElement?.closest("dialog"),
        ),
      ).toBe(true);
    }
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
  });
});

describe("forgetting this device", () => {
  test("is asked once more", async () => {
    await tell("menu");
    await press("Forget this device");
    await page.getByText("are destroyed").waitFor();
    expect(await calls()).not.toContain("forgetDevice");
    await press("Forget this device");
    await expect.poll(calls).toContain("forgetDevice");
  });
});

describe("a stop page", () => {
  test("for another seal offers no way on but to forget", async () => {
    await tell("stop-pin");
    await page.getByRole("heading", { name: "This is not the same organisation" }).waitFor();
    const buttons = await page.getByRole("button").allInnerTexts();
    expect(buttons.filter((name) => name !== "")).toEqual([]);
    expect(await page.getByRole("textbox").count()).toBe(0);
  });

  test("for an old proof goes on only when asked to", async () => {
    await tell("stop-old");
    await press("Go on anyway");
    expect(await calls()).toEqual(["acceptOldProof"]);
  });
});

test("search answers on the device and says so when nothing fits", async () => {
  await tell("home");
  await page.getByRole("searchbox").fill("hotels");
  await page.getByText("1 answer found").waitFor();
  await page.getByRole("searchbox").fill("zebra");
  await page.getByText("Nothing found").waitFor();
});

describe("the language", () => {
  test("is chosen in the menu: words, direction and page agree, and it is remembered", async () => {
    await tell("menu");
    await page.getByLabel("Language").selectOption({ label: "العربية" });
    await page.getByRole("heading", { name: "أنت وهذا الجهاز" }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      "ar",
      "rtl",
    ]);
    expect(await page.evaluate(() => localStorage.getItem("sealdesk-language"))).toBe("ar");
  });

  test("is forgotten with the device", async () => {
    await tell("menu");
    await page.getByLabel("Language").selectOption({ label: "Deutsch" });
    await press("Dieses Gerät vergessen");
    await press("Dieses Gerät vergessen");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
});

describe("what lies over the conversation", () => {
  test("gives the focus back to the message it was about", async () => {
    await tell("conversation");
    await press("Options for: Both say “Rent November”.");
    await page.getByRole("dialog", { name: "This message" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe(
      "Options for: Both say “Rent November”.",
    );
  });

  test("a change that is given up leaves the unsent text as it was", async () => {
    await tell("failed");
    await press("Options for: Both say “Rent November”.");
    await press("Change");
    expect(await box().inputValue()).toBe("Both say “Rent November”.");
    await page.keyboard.press("Escape");
    expect(await box().inputValue()).toBe("One more thing: is there a fee");
  });

  test("a right click opens the options, unless words are selected", async () => {
    await tell("conversation");
    await page.getByText("The 18th and the 19th.").click({ button: "right" });
    await page.getByRole("dialog", { name: "This message" }).waitFor();
    await press("Done");
    const words = page.getByRole("log").getByText("The 18th and the 19th.");
    await words.dblclick();
    await page.getByText("The 18th and the 19th.").click({ button: "right" });
    expect(await page.getByRole("dialog", { name: "This message" }).count()).toBe(0);
  });

  test("only one's own messages can be changed or removed", async () => {
    await tell("conversation");
    await press("Options for: Hello Amara, I’m Jonas. Could you tell me the two dates?");
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Change", exact: true }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Remove", exact: true }).count()).toBe(0);
  });
});

test("what is new is said once, and not the whole thread", async () => {
  await tell("conversation");
  await page.getByRole("log").waitFor();
  expect(await page.getByRole("log").getAttribute("aria-live")).toBe("off");
  await page.evaluate(() => {
    const { storyDesk: desk } = window;
    const { state } = desk;
    if (state.phase !== "ready" || state.conversation === null) return;
    const theirs = state.conversation.items.find((item) => item.kind === "theirs");
    if (theirs?.kind !== "theirs") return;
    const fresh = { ...theirs, id: "fresh", text: "I found it." };
    const items = [...state.conversation.items, fresh];
    desk.set({ ...state, conversation: { ...state.conversation, items } });
  });
  await page
    .getByRole("status")
    .filter({ hasText: "Jonas Lindqvist: I found it." })
    .waitFor({ state: "attached" });
});

test("an empty box sends nothing, but files alone are a message", async () => {
  await tell("staged");
  await box().fill("");
  await press("Send");
  await page.getByRole("list", { name: "Files for your next message" }).waitFor({ state: "detached" });
  expect(await calls()).toContain("send");
});
