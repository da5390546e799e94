// How much memory a page takes while something runs.
//
// Promise: what its scripts hold is counted, the bytes behind their arrays included, as the engine itself counts it;
// the collector is asked to run before each look, so that only what is still reachable is seen.
//
// Limits: not what the browser keeps for it elsewhere, such as blobs. The debugger that the tests go through keeps
// copies of what was sent and fetched, so the memory of whole processes would say nothing.

const EVERY = 300;

/**
 * Watches how much a page and its frames of the same site grow while `work` runs.
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<void>} work
 * @returns {Promise<number>} bytes above where it began, the most that was seen
 */
export async function growth(page, work) {
  const session = await page.context().newCDPSession(page);
  const look = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize, embedderHeapUsedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize + backingStorageSize + embedderHeapUsedSize;
  };
  const begun = await look();
  let most = begun;
  let over = false;
  const watch = (async () => {
    while (!over) {
      most = Math.max(most, await look());
      await page.waitForTimeout(EVERY);
    }
  })();
  try {
    await work();
  } finally {
    over = true;
    await watch;
  }
  await session.detach();
  return most - begun;
}
