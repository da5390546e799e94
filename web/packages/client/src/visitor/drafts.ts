/**
 * Unsent text in conversations. Promise: two tabs that write in the same conversation do not wipe out each other's
 * words: each replaces only the piece that it wrote, and whoever opens the conversation next finds both.
 */
import type { Conversations } from "./conversations.ts";

/** `stored` may hold another tab's words around those this tab wrote last (`mine`). */
export function merged(stored: string, mine: string, now: string): string {
  if (stored === mine || now.includes(stored)) return now;
  // A piece that was added stands at the end: the last one is meant.
  const at = mine === "" ? -1 : stored.lastIndexOf(mine);
  if (at < 0) return tidy(`${stored}\n\n${now}`);
  return tidy(stored.slice(0, at) + now + stored.slice(at + mine.length));
}

const tidy = (text: string): string => text.replace(/\n{3,}/g, "\n\n").trim();

export class Drafts {
  /** What this tab found or wrote last, by conversation. */
  readonly #mine = new Map<string, string>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly own: Conversations) {}

  save(conversation: string, text: string): Promise<void> {
    const { drafts } = this.own.visit;
    const mine = this.#mine.get(conversation) ?? drafts.get(conversation) ?? "";
    this.#mine.set(conversation, text);
    if (text === "") drafts.delete(conversation);
    else drafts.set(conversation, text);
    const run = this.#writing.then(() => this.#write(conversation, mine, text));
    this.#writing = run.catch(() => undefined);
    return run;
  }

  async #write(conversation: string, mine: string, text: string): Promise<void> {
    const { store } = this.own.visit;
    const key = `draft/${conversation}`;
    const stored = (await store.get<string>(key)) ?? "";
    const now = merged(stored, mine, text);
    await store.write([[key, now === "" ? undefined : now]]);
  }
}
