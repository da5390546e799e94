// The real program behind test/liar: a server that tells one named lie at a time.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { freePort, startDesk } from "./desk.mjs";
import { root } from "./packages.mjs";

const BINARY = join(root, "bin/liar");

/**
 * Starts a desk whose own address, `origin`, leads to the liar; `honest` leads past it, to the same data.
 * @returns {Promise<object>} what startDesk returns, and `honest`, `tell(name, options)`, `told()`, `truth()`
 */
export async function startLiar() {
  if (!existsSync(BINARY)) throw new Error("bin/liar is missing: run `make bin/liar` first");
  const front = await freePort();
  const desk = await startDesk({ front });
  await desk.printed(/#setup=\S+/); // by then it has its keys
  const honest = `http://localhost:${desk.port}`;
  const listen = `127.0.0.1:${front}`;
  const child = spawn(BINARY, ["--server", honest, "--data", desk.data, "--listen", listen], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`the liar ended with ${code}`)),
  );
  const [line] = await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => undefined); // later, it is meant to
  const { control } = JSON.parse(line);
  const ask = async (method, path, body) => {
    const answer = await fetch(control + path, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the liar: ${await answer.text()}`);
    return answer.json();
  };
  return {
    ...desk,
    honest,
    /** Begins a lie, in place of another. */
    tell: (name, options = {}) => ask("POST", "/lie", { name, options }),
    /** How often the present lie was told. */
    told: async () => (await ask("GET", "/lie")).told,
    /** Ends the lie; how often it was told. */
    truth: async () => (await ask("DELETE", "/lie")).told,
    stop: async () => {
      const gone = once(child, "exit");
      child.stdin.end();
      await gone;
      await desk.stop();
    },
  };
}
