/**
 * A lying server: the real one behind test/liar, which tells one named lie at a time over HTTP and WebSocket. Promise:
 * a test that uses `lies` fails if the lie was not told.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { printed, type RunningServer } from "./server.ts";

const BINARY = join(import.meta.dirname, "../../../../bin/liar");

export type LieOptions = Readonly<Record<string, string>>;

export class Liar {
  private constructor(
    private readonly child: ChildProcess,
    /** Where a client meets the lies; `server.origin` stays the honest way to the same data. */
    readonly origin: string,
    private readonly control: string,
  ) {}

  static async before(server: RunningServer): Promise<Liar> {
    if (!existsSync(BINARY)) throw new Error("bin/liar is missing: run `make bin/liar` first");
    const child = spawn(BINARY, ["--server", server.origin, "--data", server.data], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    const said = JSON.parse(await printed(child, /(\{.*\})\n/)) as { origin: string; control: string };
    return new Liar(child, said.origin, said.control);
  }

  /** Every lie that it can tell. */
  async all(): Promise<readonly string[]> {
    return ((await this.#ask("GET", "/lies")) as readonly { name: string }[]).map((lie) => lie.name);
  }

  /** From now on, in place of another one. */
  async tell(name: string, options: LieOptions = {}): Promise<void> {
    await this.#ask("POST", "/lie", { name, options });
  }

  /** How often the present lie was told. */
  async told(): Promise<number> {
    return ((await this.#ask("GET", "/lie")) as { told: number }).told;
  }

  /** Back to the truth; how often the last lie was told. */
  async clear(): Promise<number> {
    return ((await this.#ask("DELETE", "/lie")) as { told: number }).told;
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(this.control + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the liar: ${await answer.text()}`);
    return answer.json();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once("exit", () => resolve());
      this.child.stdin?.end();
    });
  }
}
