// Keeps what a page sends, so that a test can show that a phrase did not leave
// it readable: addresses, headers, bodies, and WebSocket messages both ways.
//
// Limits: bodies that are streamed are not seen. A test that relies on silence
// also shows that something was sent at all; `demandAbsence` refuses otherwise.

import { look } from "./leaks.mjs";

/**
 * Records a page's traffic from now on; attach before the first navigation.
 * @param {import("playwright-core").Page} page
 * @returns {{sent: {where: string, bytes: Buffer}[], demandAbsence: (phrase: string) => void}}
 *   demandAbsence throws if the phrase can be read in anything recorded, or if nothing was
 */
export function recordTraffic(page) {
  const sent = [];
  const keep = (where, content) => sent.push({ where, bytes: Buffer.from(content ?? "") });
  page.on("request", (request) => {
    const where = `${request.method()} ${request.url()}`;
    keep(`address of ${where}`, request.url());
    keep(`headers of ${where}`, JSON.stringify(request.headers()));
    keep(`body of ${where}`, request.postDataBuffer());
  });
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => keep(`message to ${socket.url()}`, payload));
    socket.on("framereceived", ({ payload }) => keep(`message from ${socket.url()}`, payload));
  });
  const demandAbsence = (phrase) => {
    if (sent.length === 0) throw new Error("nothing was sent: absence would prove nothing");
    const { found } = look({ phrases: [{ name: "phrase", text: phrase }], pieces: sent });
    if (found.length > 0)
      throw new Error(
        `the phrase left the page:\n${found.map(({ place, form }) => `${place}, ${form}`).join("\n")}`,
      );
  };
  return { sent, demandAbsence };
}
