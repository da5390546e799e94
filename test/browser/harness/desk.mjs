// Starts and stops the built program, as an administrator would.
//
// Promise: a free port on loopback, a data folder of its own, and an end: stop
// waits until the process is gone. What the program prints is kept for tests.
// Every flag that the tests rely on is in this file and nowhere else.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { HOSTS } from "./domains.mjs";
import { root } from "./packages.mjs";

const BINARY = join(root, "bin/sealdesk");
const READY_WITHIN_MS = 15_000;
const GONE_WITHIN_MS = 10_000;
/** The demo first plays its conversations, sealed one by one. */
const DEMO_WITHIN_MS = 60_000;

const flags = {
  serve: ({ data, port, metrics, authority, origin, verbose }) => [
    "serve",
    "--data",
    data,
    "--listen",
    `127.0.0.1:${port}`,
    "--origin",
    origin,
    "--metrics",
    `127.0.0.1:${metrics}`,
    ...(verbose ? ["--verbose"] : []),
    ...(authority === undefined ? [] : ["--tls-cert", authority.cert, "--tls-key", authority.key]),
  ],
  signInCode: ({ data, email }) => ["signin-code", "--data", data, email],
  demo: ({ port, site }) => ["demo", "--listen", `127.0.0.1:${port}`, "--site", `127.0.0.1:${site}`],
};

/** A port on loopback that nobody listens on now. */
export async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts `sealdesk serve` under https://app.desk.test, or without an authority
 * under http://localhost.
 * @param {{authority?: {cert: string, key: string}, data?: string, port?: number, binary?: string, front?: number, verbose?: boolean}} options
 *   data: an existing data folder, kept by stop; without it a new one, removed by stop;
 *   port: one that is free again, for a desk that comes back under its old address;
 *   front: the port that browsers use, if something stands in front
 */
export async function startDesk({
  authority,
  data,
  port: wanted,
  binary = BINARY,
  front,
  verbose = false,
} = {}) {
  const port = wanted ?? (await freePort());
  const folder = data ?? mkdtempSync(join(tmpdir(), "sealdesk-data-"));
  const origin =
    authority === undefined ? `http://localhost:${front ?? port}` : `https://${HOSTS.desk}:${front ?? port}`;
  const metrics = await freePort();
  const args = flags.serve({ data: folder, port, metrics, authority, origin, verbose });
  const desk = await supervise(binary, args, { port, origin, data: folder, keep: data !== undefined });
  /** What the operator reads out to somebody who has the sheet only. */
  const signInCode = async (email) => {
    const { stdout } = await promisify(execFile)(binary, flags.signInCode({ data: folder, email }));
    return stdout.split("\n")[0];
  };
  return { ...desk, signInCode, metrics: `http://127.0.0.1:${metrics}/metrics` };
}

/**
 * Starts `sealdesk demo` under http://localhost, and waits until its website
 * is open, which is the last thing that it opens.
 * @returns what startDesk returns, and `site`, the origin of the sample website
 */
export async function startDemo({ binary = BINARY } = {}) {
  const port = await freePort();
  const site = await freePort();
  const running = await supervise(binary, flags.demo({ port, site }), {
    port,
    origin: `http://localhost:${port}`,
    data: undefined,
    keep: true,
  });
  await running.printed(/Ctrl\+C/, DEMO_WITHIN_MS);
  return { ...running, site: `http://localhost:${site}` };
}

/** Waits until the program listens; what it returns is the running desk. */
async function supervise(binary, args, { port, origin, data, keep }) {
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  const state = { output: "", ended: undefined };
  child.stdout.on("data", (chunk) => (state.output += chunk));
  child.stderr.on("data", (chunk) => (state.output += chunk));
  child.on("error", (error) => (state.ended = error.message));
  child.on("exit", (code, signal) => (state.ended = `ended with ${signal ?? `code ${code}`}`));
  const stop = async () => {
    await end(child, state);
    if (!keep) rmSync(data, { recursive: true, force: true });
  };
  try {
    await until(() => accepts(port), READY_WITHIN_MS, state, `${binary} ${args[0]} to listen`);
  } catch (error) {
    await stop();
    throw error;
  }
  const printed = (pattern, limit = READY_WITHIN_MS) =>
    until(() => pattern.exec(state.output) ?? undefined, limit, state, `the program to print ${pattern}`);
  return { origin, port, data, pid: child.pid, output: () => state.output, printed, stop };
}

/** Asks again and again until the answer is not false or undefined. */
async function until(ask, limit, state, what) {
  const deadline = performance.now() + limit;
  for (;;) {
    if (state.ended !== undefined)
      throw new Error(`waited for ${what}, but it ${state.ended}:\n${state.output}`);
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${limit} ms for ${what}:\n${state.output}`);
    await pause(20);
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(socket.destroy() !== undefined));
    socket.on("error", () => resolve(false));
  });
}

/** Asks politely, waits, and then insists. */
async function end(child, state) {
  if (state.ended !== undefined) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), GONE_WITHIN_MS);
  await gone;
  clearTimeout(late);
}
