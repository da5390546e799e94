// What several tests begin with: a desk that is not set up yet, and browsers of staff.

import { after, before } from "node:test";
import { addAuthenticator, launchBrowser, startDesk, watchPage } from "../harness/index.mjs";
import * as owner from "./owner.mjs";

const LAPTOP = { viewport: { width: 1280, height: 800 } };
export const MAYA = { name: "Maya Okafor", email: "maya@harbour.test" };

/**
 * Starts a desk before the file's tests and stops it after them.
 * @returns a stage: `desk`, `watched` pages, `open` for a browser that knows nothing, `setUp` for Maya's first one
 */
export function newDesk() {
  const stage = { watched: [] };
  before(async () => {
    stage.desk = await startDesk();
    stage.browser = await launchBrowser();
  });
  after(async () => {
    await stage.browser?.close();
    await stage.desk?.stop();
  });
  stage.open = async ({ passkeys = false } = {}) => {
    const context = await stage.browser.newContext(LAPTOP);
    const page = await context.newPage();
    if (passkeys) await addAuthenticator(page);
    stage.watched.push(watchPage(page));
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
