/**
 * A real SMS gateway for everybody on this machine, over HTTP, and what it was handed.
 */
import { once } from "node:events";
import { createServer } from "node:http";

const LIMIT = 10_000;

/** Takes texts from whoever has the secret, until it is closed. */
export async function openGateway(secret) {
  const texts = [];
  let wake = () => {};
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) {
      body += piece;
      if (body.length > LIMIT) break;
    }
    const right = request.method === "POST" && request.headers.authorization === secret;
    if (right) texts.push(JSON.parse(body));
    response.writeHead(right ? 202 : 401).end();
    wake();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/messages`,
    texts,
    close: () => server.close(),
    /** The next text to a number. */
    async textFor(number) {
      for (;;) {
        const at = texts.findIndex(({ to }) => to === number);
        if (at >= 0) return texts.splice(at, 1)[0].text;
        await new Promise((arrives) => {
          wake = arrives;
        });
      }
    },
    /** The code in it. */
    async codeFor(number) {
      return /\b(\d{4} ?\d{4})\b/.exec(await this.textFor(number))[1];
    },
  };
}
