/**
 * Files from being chosen to lying on the server: cleaned, sealed, uploaded, opened again. Promise: what was sealed
 * survives a reload and goes on by itself; one tab uploads at a time; limits are checked before anything is read.
 * Limit: what was not sealed yet when the page went away must be chosen again.
 */
import { type Attachment as Described, hex } from "@sealdesk/seal";
import type { Attachment, FileSink, FileSource, Limits, StagedFile } from "../contract/said.ts";
import { Bench, type BenchNeeds, preparing, waiting } from "./bench.ts";
import { demandRoom, wordsFor } from "./limits.ts";
import { prepare, sourceName } from "./prepare.ts";
import { describedAs, type KeptFile } from "./shelf.ts";
import { download, forget, pour } from "./transfer.ts";
import { type UploadNeeds, Uploads } from "./uploads.ts";

/** Where a file belongs: a conversation, or the notes beside it. */
export type Place = Pick<KeptFile, "conversation" | "note">;

export interface FilesNeeds extends BenchNeeds, UploadNeeds {
  limits(place: Place): Limits;
  /** Files of messages in the outbox. */
  claimed(): ReadonlySet<string>;
}

export class Files {
  readonly #bench: Bench;
  readonly #uploads: Uploads;
  #preparing: Promise<unknown> = Promise.resolve();
  /** At hand in this tab while they are not sealed yet. */
  readonly #sources = new Map<string, FileSource>();

  constructor(readonly needs: FilesNeeds) {
    this.#bench = new Bench(needs);
    this.#uploads = new Uploads(needs, this.#bench);
  }

  /** What an earlier visit, or another tab, has left on its way goes on. */
  async load(): Promise<void> {
    await this.#bench.reread();
    for (const f of this.#bench.files) if (isHalfDone(f)) void this.#demandGoingOn(f);
    this.pump();
  }
  reread(): Promise<void> {
    return this.#bench.reread();
  }
  stop(): void {
    this.#uploads.stop();
  }
  /** Uploads what waits. Safe to call at any time. */
  pump(): void {
    this.#uploads.pump();
  }

  // ---- as views show them -----------------------------------------------------------------------

  staged(place: Place): readonly StagedFile[] {
    const claimed = this.needs.claimed();
    const here = (f: KeptFile) => f.conversation === place.conversation && f.note === place.note;
    return this.#bench.files.filter((f) => here(f) && !claimed.has(f.id)).map((f) => this.#bench.shown(f));
  }

  /** Conversations in which some were chosen. */
  get places(): ReadonlySet<string> {
    return new Set(this.#bench.files.map((f) => f.conversation));
  }

  /** Files of a message that waits. */
  named(ids: readonly string[]): readonly Attachment[] {
    return this.#bench.files
      .filter((f) => ids.includes(f.id))
      .map(({ id, media, name, preview, size }) => ({ id, media, name, preview, size }));
  }

  // ---- commands ---------------------------------------------------------------------------------

  /** Resolves once the files are named in state; cleaning and sealing go on. */
  async attach(place: Place, sources: readonly FileSource[]): Promise<void> {
    const { limits, platform, trouble } = this.needs;
    demandRoom(trouble, limits(place), this.staged(place), sources);
    for (const [n, source] of sources.entries()) {
      const id = hex(platform.random(16));
      const about = { name: sourceName(source), media: source.type, size: source.size, preview: null };
      const open = { removed: [], uncleaned: false, sealed: null, failure: null };
      const file: KeptFile = { id, ...place, at: platform.now() + n, ...about, ...open };
      await this.#bench.keep(file);
      this.#sources.set(id, source);
      this.#prepareNext(file, source);
    }
  }
  #prepareNext(file: KeptFile, source: FileSource): void {
    this.#preparing = this.#preparing.then(() => this.#prepare(file, source));
  }

  async detach(id: string): Promise<void> {
    const file = this.#bench.demand(id);
    this.#sources.delete(id);
    const taken = this.#bench.take(file);
    this.#uploads.cancel(id);
    await taken;
    // The server sweeps what nobody sends; saying so only frees the space sooner.
    void this.needs
      .threadFor(file)
      .then((thread) => this.forget(thread, id))
      .catch(() => undefined);
  }

  async retry(id: string): Promise<void> {
    const file = { ...this.#bench.demand(id), failure: null };
    const source = this.#sources.get(id);
    if (file.sealed === null && source === undefined)
      throw this.needs.trouble("refused", "This file is no longer at hand.", "Choose it again.");
    this.#bench.doubt(id);
    await this.#bench.keep(file);
    if (file.sealed === null && source !== undefined) this.#prepareNext(file, source);
    else this.pump();
  }

  /** The files that go with the next message. One that failed stays behind: words do not wait for it. */
  async take(place: Place): Promise<readonly string[]> {
    await this.reread();
    return this.staged(place)
      .filter((f) => f.phase !== "failed")
      .map((f) => f.id);
  }

  /** Their message was taken back: they are chosen for the next one of `place`. */
  async comeBack(ids: readonly string[], place: Place): Promise<void> {
    for (const id of ids) {
      const file = this.#bench.find(id);
      if (file !== undefined) await this.#bench.keep({ ...file, ...place });
    }
  }

  /** Files as their message names them; null while one is not on the server yet. Throws if one cannot be sent. */
  async described(ids: readonly string[]): Promise<readonly Described[] | null> {
    // Another tab may have staged them.
    if (ids.some((id) => this.#bench.find(id) === undefined)) await this.reread();
    const gone = { message: "A file is no longer on this device.", next: "Choose it again." };
    const files = ids.map((id) => this.#bench.find(id));
    for (const f of files) {
      const failure = f === undefined ? gone : f.failure;
      if (failure !== null) throw this.needs.trouble("refused", failure.message, failure.next);
    }
    const described = files.map((f) => (f && this.#bench.isReady(f.id) ? describedAs(f) : null));
    if (!described.includes(null)) return described.filter((d) => d !== null);
    this.pump();
    return null;
  }

  /** The server does not have them all the same: it is asked again, and gets what is missing. */
  again(ids: readonly string[]): void {
    for (const id of ids) this.#bench.doubt(id);
    this.pump();
  }

  /** The message with these files has arrived, or never will: nothing of them stays here. */
  done(ids: readonly string[]): Promise<void> {
    return this.#bench.done(ids);
  }

  /** Takes a file from the server; one that is not there is gone as well. */
  forget(thread: string, id: string): Promise<void> {
    return forget(this.needs.http, this.needs.session, thread, id);
  }

  /** From this device while it is on its way, else from the server. */
  async open(thread: string, of: Described, into: FileSink): Promise<void> {
    const { http, session, trouble } = this.needs;
    const { shelf } = this.#bench;
    const id = hex(of.blob);
    try {
      if (this.own(id) !== null) await pour(of, (n) => shelf.part(id, n), into);
      else await download(http, session, thread, of, into);
    } catch (cause) {
      throw wordsFor(trouble, cause);
    }
  }

  /** A file that is sealed on this device. */
  own(id: string): Described | null {
    const file = this.#bench.find(id);
    return file === undefined ? null : describedAs(file);
  }

  // ---- preparing --------------------------------------------------------------------------------

  /** Another tab holds the lock while it prepares a file; one that nobody prepares any more has failed. */
  #demandGoingOn(file: KeptFile): Promise<void> {
    return this.needs.platform.exclusive(`file/${file.id}`, async () => {
      await this.reread();
      const now = this.#bench.find(file.id);
      if (now !== undefined && isHalfDone(now)) {
        const message = "The page was closed before this file was ready.";
        await this.#bench.fail(now, { message, next: "Choose it again." });
      }
      this.pump();
      this.needs.settled();
    });
  }

  #prepare(file: KeptFile, source: FileSource): Promise<void> {
    const bench = this.#bench;
    const keep = (n: number, sealed: Uint8Array<ArrayBuffer>) => {
      if (bench.isTaken(file.id)) throw new Error("taken away");
      return bench.shelf.putPart(file.id, n, sealed);
    };
    const progress = (done: number) =>
      bench.show(file.id, { phase: "preparing", progress: done * preparing });
    return this.needs.platform.exclusive(`file/${file.id}`, async () => {
      try {
        const made = await prepare(this.needs.platform, file, source, { keep, progress });
        this.#sources.delete(file.id);
        bench.show(file.id, waiting);
        // It may go with another conversation by now.
        const { conversation } = bench.find(file.id) ?? file;
        await (bench.isTaken(file.id) ? bench.drop(made) : bench.keep({ ...made, conversation }));
      } catch (cause) {
        await (bench.isTaken(file.id) ? bench.drop(file) : bench.failed(file, cause));
        this.needs.settled();
      }
      this.pump();
    });
  }
}

const isHalfDone = (f: KeptFile): boolean => f.sealed === null && f.failure === null;
