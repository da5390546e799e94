/** The server's side of files, small and by hand: parts in order, kept only for messages that name them. */
import type { HttpRequest } from "../src/platform.ts";

type Bytes = Uint8Array<ArrayBuffer>;
const PART = 1_048_832;

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string | null = null,
  ) {
    super(`refused ${status}`);
  }
}

interface FakeFile {
  readonly size: number;
  readonly parts: Bytes[];
}

export class FakeFiles {
  readonly all = new Map<string, FakeFile>();
  readonly claimed: string[] = [];
  /** What happens instead of the next steps; a status refuses, "lost" loses the answer after the work was done. */
  readonly troubles: (number | "lost")[] = [];
  /** "PUT 0", "GET 1" and so on, as they came. */
  readonly log: string[] = [];

  #standing({ parts, size }: FakeFile) {
    return { size, received: parts.length, parts: Math.ceil(size / PART) };
  }

  #trouble(): void {
    const next = this.troubles[0];
    if (next === undefined || next === "lost") return;
    this.troubles.shift();
    throw new Refusal(next);
  }

  /** Parts travel as bytes; null for every other request. */
  part(request: HttpRequest, path: string): Bytes | null {
    const [, id = "", n = ""] = /\/attachments\/(\w+)\/parts\/(\d+)$/.exec(path) ?? [];
    if (n === "" || request.method !== "GET") return null;
    this.log.push(`GET ${n}`);
    const part = this.all.get(id)?.parts[Number(n)];
    if (part === undefined) throw new Refusal(404);
    return part;
  }

  answer(request: HttpRequest, path: string, size: number): unknown {
    const [, id = "", n = ""] = /\/attachments\/(\w+)(?:\/parts\/(\d+))?$/.exec(path) ?? [];
    this.log.push(`${request.method} ${n}`.trim());
    this.#trouble();
    if (request.method === "DELETE") return void this.all.delete(id);
    if (n === "") {
      const file = this.all.get(id) ?? { size, parts: [] };
      if (file.size !== size) throw new Refusal(409, "used_id");
      this.all.set(id, file);
      return this.#standing(file);
    }
    const file = this.all.get(id);
    if (file === undefined) throw new Refusal(404);
    if (Number(n) > file.parts.length) throw new Refusal(409, "part");
    if (!(request.body instanceof Uint8Array)) throw new Refusal(400);
    const last = Number(n) === this.#standing(file).parts - 1;
    if (request.body.length !== (last ? file.size - Number(n) * PART : PART)) throw new Refusal(422);
    file.parts[Number(n)] = request.body.slice();
    if (this.troubles[0] === "lost") {
      this.troubles.shift();
      throw new TypeError("answer lost");
    }
    return this.#standing(file);
  }

  claim(ids: readonly string[]): void {
    for (const id of ids) {
      const file = this.all.get(id);
      const whole = file !== undefined && file.parts.length === this.#standing(file).parts;
      if (!whole) throw new Refusal(409, "attachment");
    }
    this.claimed.push(...ids);
  }
}
