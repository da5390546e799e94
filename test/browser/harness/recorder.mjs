// Stands in front of a desk and writes down every byte that crosses, both ways.
//
// Promise: what the browsers send and get is exactly what the desk gets and
// sends; TLS ends here and begins again behind, so what is written down is the
// inside of it, as the desk's own code sees it.
//
// Limits: HTTP/1.1 and WebSocket only, so that the recordings can be read.

import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { HOSTS } from "./domains.mjs";

const HTTP = ["http/1.1"];

/**
 * Listens for the desk; tell it afterwards where the desk is.
 * @param {{authority: {cert: string, key: string, ca: string}}} options
 * @returns {Promise<{port: number, folder: string, towards: (port: number) => void, stop: () => Promise<void>, remove: () => void}>}
 *   folder: NAME.sent and NAME.received of each connection
 */
export async function startRecorder({ authority }) {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-wire-"));
  const state = { port: 0, count: 0, open: new Set(), ca: readFileSync(authority.ca) };
  const tls = { cert: readFileSync(authority.cert), key: readFileSync(authority.key), ALPNProtocols: HTTP };
  const server = createServer(tls, (near) => relay(near, folder, state));
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: server.address().port,
    folder,
    towards: (port) => {
      state.port = port;
    },
    stop: async () => {
      for (const socket of state.open) socket.destroy();
      server.close();
      await once(server, "close");
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function relay(near, folder, state) {
  const name = join(folder, String(++state.count).padStart(4, "0"));
  const far = connect({
    host: "127.0.0.1",
    port: state.port,
    servername: HOSTS.desk,
    ca: state.ca,
    ALPNProtocols: HTTP,
  });
  for (const [from, to, file] of [
    [near, far, `${name}.sent`],
    [far, near, `${name}.received`],
  ]) {
    writeFileSync(file, "");
    state.open.add(from);
    from.on("data", (bytes) => appendFileSync(file, bytes));
    from.on("error", () => to.destroy());
    from.on("close", () => {
      state.open.delete(from);
      to.destroy();
    });
    from.pipe(to);
  }
}
