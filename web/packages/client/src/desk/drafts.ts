/**
 * What is being written, per conversation: kept on this device under its own key, so that a reload loses nothing.
 * Promise: writes of one conversation never overtake each other; while one is under way only the newest waits.
 */

import { fromUtf8, type Hex, utf8 } from "@sealdesk/seal";
import type { ConversationState } from "../desk.ts";
import type { LocalSecrets } from "../local-secrets.ts";

export type Draft = ConversationState["draft"];

const NONE: Draft = { mode: "reply", reply: "", note: "" };
const KEY = "draft/";

export class Drafts {
  readonly #drafts = new Map<Hex, Draft>();
  readonly #unsaved = new Set<Hex>();
  #writing: Promise<void> | null = null;

  constructor(readonly secrets: LocalSecrets) {}

  of(conversation: Hex): Draft {
    return this.#drafts.get(conversation) ?? NONE;
  }

  get all(): ReadonlyMap<Hex, Draft> {
    return this.#drafts;
  }

  /** Seen by `of` at once; resolves when it is stored. */
  save(conversation: Hex, draft: Draft): Promise<void> {
    this.#drafts.set(conversation, draft);
    this.#unsaved.add(conversation);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    for (const conversation of this.#unsaved) {
      this.#unsaved.delete(conversation);
      await this.secrets.store.write([await this.#entry(conversation)]);
    }
  }

  async #entry(conversation: Hex) {
    const key = `${KEY}${conversation}`;
    const draft = this.of(conversation);
    // An empty draft leaves no trace.
    if (draft.reply === "" && draft.note === "") return [key, undefined] as const;
    return this.secrets.change(key, utf8(JSON.stringify(draft)));
  }

  async load(): Promise<void> {
    for (const [key] of await this.secrets.store.list(KEY)) {
      const plain = await this.secrets.read(key);
      if (plain !== null)
        this.#drafts.set(key.slice(KEY.length) as Hex, JSON.parse(fromUtf8(plain)) as Draft);
    }
  }
}
