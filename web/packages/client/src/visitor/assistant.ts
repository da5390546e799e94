/** The local assistant's transcript. Promise: it lives on this device until the customer hands it over. */
import { type ContextLine, hex } from "@sealdesk/seal";
import type { Platform, Store } from "../platform.ts";
import type { AssistantItem, Source } from "../visitor.ts";
import type { Reading } from "./later-reading.ts";
import type { Library } from "./library.ts";

const KEPT = "assistant";

export class LocalAssistant {
  readonly #platform: Platform;
  readonly #store: Store;
  #list: readonly AssistantItem[];

  private constructor(platform: Platform, store: Store, list: readonly AssistantItem[]) {
    this.#platform = platform;
    this.#store = store;
    this.#list = list;
  }

  static async open(platform: Platform, store: Store): Promise<LocalAssistant> {
    return new LocalAssistant(platform, store, (await store.get<readonly AssistantItem[]>(KEPT)) ?? []);
  }

  get items(): readonly AssistantItem[] {
    return this.#list;
  }

  async ask(library: Library, text: string): Promise<void> {
    const reading = await library.reading();
    const asked: AssistantItem = { kind: "asked", ...this.#stamp(), text };
    await this.#keep([...this.#list, asked, this.#reply(library, reading, text)]);
  }

  /** Puts the best passage of the chosen article in the place of the choices. */
  async choose(library: Library, item: string, article: string): Promise<void> {
    const at = this.#list.findIndex((i) => i.id === item && i.kind === "choices");
    if (at < 0) return;
    const question = this.#list.slice(0, at).findLast((i) => i.kind === "asked")?.text ?? "";
    const passage = (await library.reading()).passage(article, question);
    const source = sourceOf(library, article, passage);
    if (source === null) return;
    await this.#keep(this.#list.with(at, { kind: "answer", ...this.#stamp(), id: item, source }));
  }

  clear(): Promise<void> {
    return this.#keep([]);
  }

  #reply(library: Library, reading: Reading, text: string): AssistantItem {
    const found = reading.answer(text);
    if (found.kind === "answer") {
      const source = sourceOf(library, found.article, found.passage);
      if (source !== null) return { kind: "answer", ...this.#stamp(), source };
    }
    if (found.kind === "choices") return { ...found, ...this.#stamp() };
    const said = found.kind === "greeting" || found.kind === "person" ? { said: found.kind } : {};
    return { kind: "unknown", ...this.#stamp(), ...said };
  }

  #stamp(): { readonly id: string; readonly at: number } {
    return { id: hex(this.#platform.random(16)), at: this.#platform.now() };
  }

  async #keep(list: readonly AssistantItem[]): Promise<void> {
    await this.#store.write([[KEPT, list]]);
    this.#list = list;
  }
}

function sourceOf(library: Library, id: string, passage: string | null): Source | null {
  const title = library.titles.find((t) => t.id === id)?.title;
  if (title === undefined || passage === null) return null;
  return { id, title, passage, updated: library.updated(id) };
}

/** The transcript as it is handed over: what was asked, and what was quoted from where. */
export function contextLines(items: readonly AssistantItem[], library: Library): readonly ContextLine[] {
  return items.flatMap((i): ContextLine[] => {
    if (i.kind === "asked") return [{ who: "visitor", text: i.text, time: i.at, sources: [] }];
    if (i.kind !== "answer") return [];
    const { id, passage, title } = i.source;
    const source = { article: id, version: library.version(id), title, quote: passage };
    return [{ who: "assistant", text: passage, time: i.at, sources: [source] }];
  });
}
