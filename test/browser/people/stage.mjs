// What the tests begin with: a desk that is not set up yet, or the sample organisation, and browsers in front of it.

import { after, before } from "node:test";
import { addAuthenticator, launchBrowser, startDemo, startDesk, watchPage } from "../harness/index.mjs";
import * as owner from "./owner.mjs";

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
export const LAPTOP = { viewport: { width: 1280, height: 800 } };
/** How long a step may take on a busy machine, in milliseconds. */
export const PATIENCE = 20_000;
export const MAYA = { name: "Maya Okafor", email: "maya@harbour.test" };

/**
 * Starts a desk before the file's tests and stops it after them.
 * @param {() => Promise<object>} start what starts it, startLiar for one whose server lies when it is told to
 * @returns a stage: `desk`, `watched` pages and `demandSilence` of them, `open` for a browser that knows nothing, `setUp` for Maya's first one
 */
export function newDesk(start = startDesk) {
  const stage = withBrowser("desk", start);
  const open = stage.open;
  stage.open = async ({ passkeys = false, screen = LAPTOP } = {}) => {
    const page = await open(screen);
    if (passkeys) await addAuthenticator(page);
    return page;
  };
  stage.setUp = async (wish) => {
    const page = await stage.open({ passkeys: true });
    const [link] = await stage.desk.printed(/http:\S+#setup=\S+/);
    const kit = await owner.setUpDesk(page, {
      link,
      organisation: "Harbour",
      ...MAYA,
      inbox: "Moorings",
      ...wish,
    });
    return { page, kit };
  };
  return stage;
}

/**
 * Starts the sample organisation before the file's tests and stops it after them.
 * @param {(stage: object) => Promise<void>} [begin] what else comes first
 * @returns a stage: `demo`, `browser`, `watched` pages and `demandSilence` of them, `open` for a browser that knows nothing
 */
export const sampleDesk = (begin) => withBrowser("demo", startDemo, begin);

/** A stage with a browser, and under `name` the program that `start` starts; both end with the file. */
function withBrowser(name, start, begin) {
  const stage = { watched: [] };
  stage.open = async (options, address) => {
    const context = await stage.browser.newContext(options);
    const page = await context.newPage();
    stage.watched.push(watchPage(page));
    if (address) await page.goto(address);
    return page;
  };
  stage.demandSilence = (...allowed) => {
    for (const page of stage.watched) page.demandSilence(...allowed);
  };
  // One hook for all of it: the runner starts a second one while the first still waits.
  before(async () => {
    stage[name] = await start();
    stage.browser = await launchBrowser();
    await begin?.(stage);
  });
  after(async () => {
    await stage.browser?.close();
    await stage[name]?.stop();
  });
  return stage;
}
