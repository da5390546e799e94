// A small web server for the organisation's own pages in tests.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

/**
 * Serves pages by path over TLS on loopback.
 * @param {{authority: {cert: string, key: string}, host: string, pages: Record<string, string | {type: string, body: string | Buffer, headers?: Record<string, string>}>}} options
 *   a page that is only text is HTML
 * @returns {Promise<{origin: string, port: number, stop: () => Promise<void>}>}
 */
export async function startSite({ authority, host, pages }) {
  const tls = { cert: readFileSync(authority.cert), key: readFileSync(authority.key) };
  const server = createServer(tls, (request, response) => {
    const page = pages[new URL(request.url, "https://any.test").pathname];
    if (page === undefined) {
      response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
      return;
    }
    const { type, body, headers } =
      typeof page === "string" ? { type: "text/html; charset=utf-8", body: page } : page;
    response.writeHead(200, { "content-type": type, ...headers }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { origin: `https://${host}:${port}`, port, stop };
}
