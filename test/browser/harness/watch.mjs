// Collects what a page complains about, so that a test can demand silence.

/**
 * Watches a page: errors on its console, exceptions that nobody caught, and
 * requests that never got an answer. Attach before the first navigation.
 * @param {import("playwright-core").Page} page
 * @returns {{complaints: string[], demandSilence: (...allowed: RegExp[]) => void}}
 *   demandSilence throws with every complaint that no allowed pattern matches
 */
export function watchPage(page) {
  const complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "no reason given";
    if (reason !== "net::ERR_ABORTED") complaints.push(`request: ${request.url()} ${reason}`);
  });
  const demandSilence = (...allowed) => {
    const left = complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)));
    if (left.length > 0) throw new Error(`the page complained:\n${left.join("\n")}`);
  };
  return { complaints, demandSilence };
}
