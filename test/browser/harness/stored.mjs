// Lists what a browser keeps for the pages that are open: the way to show that
// nothing is stored before somebody opened the chat.

/**
 * What is stored for a page and each frame in it, as short lines such as
 * "cookie session at app.desk.test" or "database sealdesk in https://…".
 * Empty databases count: they are stored data too.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function storedBy(page) {
  const cookies = await page.context().cookies();
  const lines = cookies.map(({ name, domain }) => `cookie ${name} at ${domain}`);
  for (const frame of page.frames()) {
    const names = await frame.evaluate(async () => {
      if (!isSecureContext) throw new Error("storage is only complete on a secure page");
      const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
      const caches_ = (await caches.keys()).map((name) => `cache ${name}`);
      const local = Object.keys(localStorage).map((name) => `local ${name}`);
      const session = Object.keys(sessionStorage).map((name) => `session ${name}`);
      const workers = (await navigator.serviceWorker.getRegistrations()).map(
        ({ scope }) => `worker ${scope}`,
      );
      return [...databases, ...caches_, ...local, ...session, ...workers];
    });
    lines.push(...names.map((name) => `${name} in ${frame.url()}`));
  }
  return lines;
}
