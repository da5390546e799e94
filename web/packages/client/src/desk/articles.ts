/** The approved articles: edited on this device, kept here sealed until they are published as one signed set. */

import {
  compare,
  encodeArticleSet,
  fromUtf8,
  hex,
  readArticleSet,
  type SignedArticle,
  utf8,
} from "@sealdesk/seal";
import { holds } from "@sealdesk/seal/directory";
import { toBase64 } from "../base64.ts";
import type { AdminCommands, ArticleRow, ArticlesState } from "../desk.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import { byDevice } from "./directory-sync.ts";
import { DeskError } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

const EDIT = "article-edit/";

type Edit = Parameters<AdminCommands["saveArticle"]>[0];

export class Articles {
  #published: readonly SignedArticle[] = [];
  #version = 0;
  /** Changed or new articles; null marks one that is to be removed. */
  readonly #edits = new Map<string, SignedArticle | null>();

  constructor(
    readonly keys: StaffKeys,
    readonly secrets: LocalSecrets,
  ) {}

  /** What was edited here before a reload. */
  async load(): Promise<void> {
    for (const [key] of await this.secrets.store.list(EDIT)) {
      const plain = await this.secrets.read(key);
      if (plain !== null)
        this.#edits.set(key.slice(EDIT.length), JSON.parse(fromUtf8(plain)) as SignedArticle | null);
    }
  }

  async #keep(id: string, edit: SignedArticle | null): Promise<void> {
    this.#edits.set(id, edit);
    await this.secrets.store.write([await this.secrets.change(EDIT + id, utf8(JSON.stringify(edit)))]);
  }

  async #forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#edits.delete(id);
    await this.secrets.store.write(ids.map((id) => [EDIT + id, undefined] as const));
  }

  /** Fetches the set the directory names, if this device has another. */
  async refresh(): Promise<void> {
    const named = this.keys.sync.state.articleSet;
    if (named === null || named.version === this.#version) return;
    const org = this.keys.sync.directory.org;
    const empty = async () => (await encodeArticleSet({ org, version: named.version, articles: [] })).bytes;
    // An empty set is the same for everybody: nothing to fetch.
    const bytes =
      named.count === 0 ? await empty() : await this.keys.http.bytes(`/article-sets/${hex(named.hash)}`);
    const set = await readArticleSet(bytes, org, named);
    this.#published = set.articles;
    this.#version = set.version;
  }

  snapshot(): ArticlesState {
    const me = this.keys.sync.state.accounts.get(hex(this.keys.me.account));
    return {
      mayPublish: holds(me, "publish"),
      version: this.#version,
      articles: this.#rows(),
      unpublished: this.#edits.size,
    };
  }

  #rows(): readonly ArticleRow[] {
    const published = new Set(this.#published.map((a) => a.id));
    const rows: ArticleRow[] = this.#published.map((a) => {
      const edit = this.#edits.get(a.id);
      if (edit === undefined) return row(a, "published");
      return edit === null ? row(a, "removed") : row(edit, "changed");
    });
    for (const [id, edit] of this.#edits) {
      if (edit !== null && !published.has(id)) rows.push(row(edit, "new"));
    }
    // What waits to be published comes first.
    const settled = (r: ArticleRow) => (r.state === "published" ? 1 : 0);
    return rows.sort((a, b) => settled(a) - settled(b) || a.title.localeCompare(b.title));
  }

  async save(edit: Edit): Promise<string> {
    if (edit.title.trim() === "")
      throw new DeskError("invalid", "The article has no title.", "Write one first.");
    const id = edit.id ?? this.#newId(edit.title);
    const before = this.#published.find((a) => a.id === id);
    await this.#keep(id, {
      id,
      title: edit.title.trim(),
      version: (before?.version ?? 0) + 1,
      language: edit.language,
      team: edit.team,
      updated: this.keys.sync.now(),
      markdown: edit.markdown,
    });
    return id;
  }

  async remove(id: string): Promise<void> {
    if (this.#published.some((a) => a.id === id)) await this.#keep(id, null);
    else await this.#forget([id]);
  }

  #newId(title: string): string {
    const word = title
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    const base = word === "" ? hex(this.keys.platform.random(4)) : word;
    const taken = (id: string) => this.#published.some((a) => a.id === id) || this.#edits.has(id);
    let id = base;
    for (let n = 2; taken(id); n++) id = `${base}-${n}`;
    return id;
  }

  /** The whole set, with this device's changes, signed as the next version. */
  async publish(): Promise<void> {
    const kept = this.#published.filter((a) => !this.#edits.has(a.id));
    const changed = [...this.#edits.values()].filter((a) => a !== null);
    const articles = [...kept, ...changed].sort((a, b) => compare(utf8(a.id), utf8(b.id)));
    const org = this.keys.sync.directory.org;
    const version = (this.keys.sync.state.articleSet?.version ?? 0) + 1;
    const { bytes, hash } = await encodeArticleSet({ org, version, articles });
    await this.keys.http.put("/article-sets", { bytes: toBase64(bytes) });
    await this.keys.sync.propose(this.keys.me, async (draft) => {
      // Proposals are made anew when somebody was faster; this set does not hold what they published.
      if ((this.keys.sync.state.articleSet?.version ?? 0) !== version - 1) {
        await this.refresh();
        const next = "Look at what they changed, then publish yours.";
        throw new DeskError("conflict", "A colleague published articles a moment ago.", next);
      }
      await draft.add("article-set", org, { version, hash, count: articles.length }, [
        byDevice(this.keys.me),
      ]);
    });
    await this.#forget([...this.#edits.keys()]);
    await this.refresh();
  }
}

const row = (a: SignedArticle, state: ArticleRow["state"]): ArticleRow => ({
  id: a.id,
  title: a.title,
  team: a.team,
  language: a.language,
  version: a.version,
  updated: a.updated * 1000,
  markdown: a.markdown,
  state,
});
