/** The real server program on a free port of loopback, with a data folder of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BINARY = join(import.meta.dirname, "../../../../bin/sealdesk");

export interface RunningServer {
  readonly origin: string;
  /** Its data folder. */
  readonly data: string;
  readonly token: string;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("port")),
      );
    });
  });

export async function startServer(): Promise<RunningServer> {
  if (!existsSync(BINARY)) throw new Error("bin/sealdesk is missing: run `make build` first");
  const data = mkdtempSync(join(tmpdir(), "sealdesk-"));
  const [port, metrics] = [await freePort(), await freePort()];
  const args = [
    "serve",
    "--data",
    data,
    "--listen",
    `127.0.0.1:${port}`,
    "--metrics",
    `127.0.0.1:${metrics}`,
  ];
  const child = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"] });
  const token = await printed(child, /#setup=([\w-]+)/);
  return {
    origin: `http://localhost:${port}`,
    data,
    token,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => {
          rmSync(data, { recursive: true, force: true });
          resolve();
        });
        child.kill("SIGTERM");
      }),
  };
}

/** Waits for what a program prints: the first group of `what`. */
export function printed(child: ChildProcess, what: RegExp): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = what.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`the program ended with ${code}: ${output}`)));
  });
}
