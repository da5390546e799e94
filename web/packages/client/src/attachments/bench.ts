/**
 * The files that lie on this device on their way into a message, and how far each is. Promise: what is shown is what is
 * stored, whichever tab put it there; phases are this tab's own and begin anew with it.
 */
import { padme } from "@sealdesk/seal";
import { partsIn } from "@sealdesk/seal/file";
import type { StagedFile } from "../contract/said.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import { type Trouble, wordsFor } from "./limits.ts";
import { type KeptFile, Shelf } from "./shelf.ts";

export type Phase = Pick<StagedFile, "phase" | "progress">;

/** How much of the bar is preparing. */
export const preparing = 0.3;
export const ready: Phase = { phase: "ready", progress: 1 };
export const waiting: Phase = { phase: "waiting", progress: preparing };

export interface BenchNeeds {
  readonly secrets: LocalSecrets;
  readonly trouble: Trouble;
  /** It has nowhere to go yet: it stays on this device, ready, until there is a thread for it. */
  held(file: KeptFile): boolean;
  changed(): void;
}

export class Bench {
  files: readonly KeptFile[] = [];
  readonly shelf: Shelf;
  readonly #phases = new Map<string, Phase>();
  /** Taken away while something was still being done with them. */
  readonly #taken = new Set<string>();

  readonly #gone = new Set<string>();
  /** Counts changes: what was read before one is older than what is known. */
  #changes = 0;

  constructor(readonly needs: BenchNeeds) {
    this.shelf = new Shelf(needs.secrets);
  }

  async reread(): Promise<void> {
    const before = this.#changes;
    const all = await this.shelf.all();
    if (before !== this.#changes) return this.reread();
    this.files = all.filter((f) => !this.#gone.has(f.id));
  }

  /** They have arrived, or never will: what was read a moment ago does not bring them back. */
  async done(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#gone.add(id);
    for (const f of this.files.filter((x) => ids.includes(x.id))) await this.drop(f);
  }

  find(id: string): KeptFile | undefined {
    return this.files.find((f) => f.id === id);
  }
  demand(id: string): KeptFile {
    const file = this.find(id);
    if (file !== undefined) return file;
    throw this.needs.trouble("not-found", "This file is not here any more.", "Nothing to do.");
  }

  phase(f: KeptFile): Phase {
    if (f.failure !== null) return { phase: "failed", progress: 0 };
    if (f.sealed !== null && this.needs.held(f)) return ready;
    return this.#phases.get(f.id) ?? (f.sealed === null ? { phase: "preparing", progress: 0 } : waiting);
  }
  isReady(id: string): boolean {
    return this.#phases.get(id)?.phase === "ready";
  }
  /** Where it stands is not known any more. */
  doubt(id: string): void {
    this.#phases.delete(id);
  }
  show(id: string, phase: Phase): void {
    this.#phases.set(id, phase);
    this.needs.changed();
  }

  /** The next one that can be uploaded. */
  get next(): KeptFile | undefined {
    const waits = (f: KeptFile) => f.sealed !== null && f.failure === null && !this.isReady(f.id);
    return this.files.find((f) => waits(f) && !this.needs.held(f));
  }

  shown(f: KeptFile): StagedFile {
    const { failure, id, media, name, preview, removed, size, uncleaned } = f;
    return { id, name, media, size, preview, ...this.phase(f), removed, uncleaned, failure };
  }

  async keep(file: KeptFile): Promise<void> {
    await this.shelf.put(file);
    this.#changes++;
    this.files = [...this.files.filter((f) => f.id !== file.id), file].sort((a, b) => a.at - b.at);
    this.needs.changed();
  }

  isTaken(id: string): boolean {
    return this.#taken.has(id);
  }
  take(file: KeptFile): Promise<void> {
    this.#taken.add(file.id);
    return this.drop(file);
  }

  async drop(file: KeptFile): Promise<void> {
    this.#gone.add(file.id);
    this.#changes++;
    this.files = this.files.filter((f) => f.id !== file.id);
    this.#phases.delete(file.id);
    await this.shelf.drop(file, partsOf(file));
    this.needs.changed();
  }

  async failed(file: KeptFile, cause: unknown): Promise<void> {
    // Another tab may have taken it away, or sent it, meanwhile.
    if ((await this.shelf.get(file.id)) === null) return this.drop(file);
    const { message, next } = wordsFor(this.needs.trouble, cause);
    return this.fail(file, { message, next });
  }

  fail(file: KeptFile, failure: NonNullable<KeptFile["failure"]>): Promise<void> {
    this.#phases.delete(file.id);
    return this.keep({ ...file, failure });
  }
}

/** One that is not sealed yet may have left as many parts as it could have. */
const partsOf = (f: KeptFile): number => partsIn(f.sealed?.padded ?? padme(f.size));
