/** What is being written, per conversation: kept on this device under its own key, so that a reload loses nothing. */

import { fromUtf8, type Hex, utf8 } from "@sealdesk/seal";
import type { ConversationState } from "../desk.ts";
import type { LocalSecrets } from "../local-secrets.ts";

export type Draft = ConversationState["draft"];

const NONE: Draft = { mode: "reply", reply: "", note: "" };
const KEY = "draft/";

export class Drafts {
  readonly #drafts = new Map<Hex, Draft>();

  constructor(
    readonly secrets: LocalSecrets,
    readonly changed: () => void,
  ) {}

  of(conversation: Hex): Draft {
    return this.#drafts.get(conversation) ?? NONE;
  }

  async save(conversation: Hex, draft: Draft): Promise<void> {
    this.#drafts.set(conversation, draft);
    this.changed();
    const empty = draft.reply === "" && draft.note === "";
    const key = `${KEY}${conversation}`;
    const kept = empty ? ([key, undefined] as const) : this.secrets.change(key, utf8(JSON.stringify(draft)));
    await this.secrets.store.write([await kept]);
  }

  async load(): Promise<void> {
    for (const [key] of await this.secrets.store.list(KEY)) {
      const plain = await this.secrets.read(key);
      if (plain !== null)
        this.#drafts.set(key.slice(KEY.length) as Hex, JSON.parse(fromUtf8(plain)) as Draft);
    }
  }
}
