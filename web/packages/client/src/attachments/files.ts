/**
 * Files from being chosen to lying on the server: cleaned, sealed, uploaded, opened again. Promise: what was sealed
 * survives a reload and goes on by itself; one tab uploads at a time; limits are checked before anything is read.
 * Limit: what was not sealed yet when the page went away must be chosen again.
 */
import { type Attachment as Described, hex, padme, sealedSize } from "@sealdesk/seal";
import { partsIn } from "@sealdesk/seal/file";
import type { Attachment, FileSink, FileSource, StagedFile } from "../contract/said.ts";
import { type Http, NoAnswer, Refused } from "../http.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Platform } from "../platform.ts";
import { demandRoom, type Limits, type Trouble, wordsFor } from "./limits.ts";
import { type Prepared, prepare, sourceName } from "./prepare.ts";
import { describedAs, type KeptFile, Shelf } from "./shelf.ts";
import { download, forget, pour, type Session, upload } from "./transfer.ts";

/** Where a file belongs: a conversation, or the notes beside it. */
export interface Place {
  readonly conversation: string;
  readonly note: boolean;
}

export interface FilesNeeds {
  readonly http: Http;
  readonly platform: Platform;
  readonly secrets: LocalSecrets;
  /** Names the one who uploads: tabs of the same device take turns. */
  readonly device: string;
  readonly session: Session;
  readonly trouble: Trouble;
  limits(place: Place): Limits;
  /** The thread on the server; refused or unanswered until there is one. */
  threadFor(place: Place): Promise<string>;
  /** Files of messages in the outbox. */
  claimed(): ReadonlySet<string>;
  changed(): void;
  /** A file has arrived, or will not: what waits for it may go on. */
  settled(): void;
}

type Phase = Pick<StagedFile, "phase" | "progress">;
const WAIT = 2_000;
const LONGEST = 60_000;
/** How much of the bar is preparing. */
const PREPARING = 0.3;
const ready: Phase = { phase: "ready", progress: 1 };
const waiting: Phase = { phase: "waiting", progress: PREPARING };

export class Files {
  #files: readonly KeptFile[] = [];
  readonly #phases = new Map<string, Phase>();
  readonly #taken = new Set<string>();
  readonly #shelf: Shelf;
  #preparing: Promise<unknown> = Promise.resolve();
  #uploading = false;
  #again: (() => void) | null = null;
  #wait = WAIT;
  #stopped = false;

  constructor(readonly needs: FilesNeeds) {
    this.#shelf = new Shelf(needs.secrets);
  }

  /** Whether a browser has any: then there is something to go on with. */
  async load(): Promise<void> {
    await this.reread();
    for (const f of this.#files) if (f.sealed === null && f.failure === null) void this.#demandGoingOn(f);
    this.pump();
  }

  /** What is stored is what there is, whichever tab put it there. */
  async reread(): Promise<void> {
    this.#files = await this.#shelf.all();
  }

  stop(): void {
    this.#stopped = true;
    this.#again?.();
  }

  // ---- as views show them -----------------------------------------------------------------------

  staged(place: Place): readonly StagedFile[] {
    const claimed = this.needs.claimed();
    const here = (f: KeptFile) => f.conversation === place.conversation && f.note === place.note;
    return this.#files.filter((f) => here(f) && !claimed.has(f.id)).map((f) => this.#shown(f));
  }

  /** Files of a message that waits. */
  named(ids: readonly string[]): readonly Attachment[] {
    return this.#files
      .filter((f) => ids.includes(f.id))
      .map(({ id, media, name, preview, size }) => ({ id, media, name, preview, size }));
  }

  #shown(f: KeptFile): StagedFile {
    const { failure, id, media, name, preview, removed, size, uncleaned } = f;
    const phase: Phase =
      failure !== null ? { phase: "failed", progress: 0 } : (this.#phases.get(id) ?? unseen(f));
    return { id, name, media, size, preview, ...phase, removed, uncleaned, failure };
  }

  // ---- commands ---------------------------------------------------------------------------------

  /** Resolves once the files are named in state; cleaning and sealing go on. */
  async attach(place: Place, sources: readonly FileSource[]): Promise<void> {
    demandRoom(this.needs.trouble, this.needs.limits(place), this.staged(place), sources);
    for (const [n, source] of sources.entries()) {
      const id = hex(this.needs.platform.random(16));
      const at = this.needs.platform.now() + n;
      const name = sourceName(source);
      const none = { media: source.type, preview: null, removed: [], uncleaned: false, sealed: null };
      const file: KeptFile = { id, ...place, at, name, size: source.size, ...none, failure: null };
      this.#phases.set(id, { phase: "preparing", progress: 0 });
      await this.#keep(file);
      this.#preparing = this.#preparing.then(() => this.#prepare(file, source));
    }
  }

  async detach(id: string): Promise<void> {
    const file = this.#find(id);
    this.#taken.add(id);
    await this.#drop(file);
    const { http, session, threadFor } = this.needs;
    // The server sweeps what nobody sends; saying so only frees the space sooner.
    void threadFor(file)
      .then((thread) => forget(http, session, thread, id))
      .catch(() => undefined);
  }

  async retry(id: string): Promise<void> {
    const file = this.#find(id);
    if (file.sealed === null)
      throw this.needs.trouble("refused", "This file is no longer at hand.", "Choose it again.");
    this.#phases.delete(id);
    await this.#keep({ ...file, failure: null });
    this.pump();
  }

  /** The files that go with the next message; each must be on its way. */
  async take(place: Place): Promise<readonly string[]> {
    await this.reread();
    const files = this.staged(place);
    if (!files.some((f) => f.phase === "failed")) return files.map((f) => f.id);
    const next = "Try again with it, or take it out.";
    throw this.needs.trouble("refused", "One of the files could not be sent.", next);
  }

  /** Files as their message names them; null while one is not on the server yet. Throws if one cannot be sent. */
  described(ids: readonly string[]): readonly Described[] | null {
    const out: Described[] = [];
    for (const id of ids) {
      const file = this.#files.find((f) => f.id === id);
      const gone = { message: "A file is no longer on this device.", next: "Choose it again." };
      const failure = file === undefined ? gone : file.failure;
      if (failure !== null) throw this.needs.trouble("refused", failure.message, failure.next);
      const described = this.#phases.get(id)?.phase === "ready" && file ? describedAs(file) : null;
      if (described === null) return null;
      out.push(described);
    }
    return out;
  }

  /** The server does not have them all the same: it is asked again, and gets what is missing. */
  again(ids: readonly string[]): void {
    for (const id of ids) this.#phases.delete(id);
    this.pump();
  }

  /** The message with these files has arrived: nothing of them stays here. */
  async done(ids: readonly string[]): Promise<void> {
    for (const f of this.#files.filter((x) => ids.includes(x.id))) await this.#drop(f);
  }

  /** From this device while it is on its way, else from the server. */
  async open(thread: string, of: Described, into: FileSink): Promise<void> {
    const id = hex(of.blob);
    const { http, session, trouble } = this.needs;
    try {
      if (this.#files.some((f) => f.id === id && f.sealed !== null))
        await pour(of, (n) => this.#shelf.part(id, n), into);
      else await download(http, session, thread, of, into);
    } catch (cause) {
      throw wordsFor(trouble, cause);
    }
  }

  /** Takes a file from the server; one that is not there is gone as well. */
  forget(thread: string, id: string): Promise<void> {
    return forget(this.needs.http, this.needs.session, thread, id);
  }

  /** A file of the outbox, as it is on this device. */
  own(id: string): Described | null {
    const file = this.#files.find((f) => f.id === id);
    return file === undefined ? null : describedAs(file);
  }

  // ---- preparing --------------------------------------------------------------------------------

  /** Another tab holds the lock while it prepares a file; one that nobody prepares any more has failed. */
  #demandGoingOn(file: KeptFile): Promise<void> {
    return this.needs.platform.exclusive(`file/${file.id}`, async () => {
      await this.reread();
      const now = this.#files.find((f) => f.id === file.id);
      if (now !== undefined && now.sealed === null && now.failure === null) {
        const message = "The page was closed before this file was ready.";
        await this.#fail(now, { message, next: "Choose it again." });
      }
      this.pump();
    });
  }

  #prepare(file: KeptFile, source: FileSource): Promise<void> {
    return this.needs.platform.exclusive(`file/${file.id}`, async () => {
      try {
        await this.#made(await prepare(this.needs.platform, file, source, this.#preparingOf(file)));
      } catch (cause) {
        if (!this.#taken.has(file.id)) await this.#failed(file, cause);
      }
      this.needs.changed();
      this.pump();
    });
  }

  #preparingOf(file: KeptFile) {
    return {
      keep: (n: number, sealed: Uint8Array<ArrayBuffer>) => {
        if (this.#taken.has(file.id)) throw new Error("taken away");
        return this.#shelf.putPart(file.id, n, sealed);
      },
      progress: (done: number) => this.#show(file.id, { phase: "preparing", progress: done * PREPARING }),
    };
  }

  async #made(file: Prepared): Promise<void> {
    if (this.#taken.has(file.id)) return this.#drop(file);
    this.#phases.set(file.id, waiting);
    await this.#keep(file);
  }

  // ---- uploading --------------------------------------------------------------------------------

  /** Uploads what lies here, oldest first. Safe to call at any time. */
  pump(): void {
    if (this.#uploading || this.#stopped || this.#next() === undefined) return;
    this.#again?.();
    this.#uploading = true;
    const { device, platform } = this.needs;
    platform
      .exclusive(`files/${device}`, () => this.#uploadAll())
      .catch(() => this.#later())
      .finally(() => {
        this.#uploading = false;
      });
  }

  #next(): KeptFile | undefined {
    const idle = (f: KeptFile) => this.#phases.get(f.id)?.phase !== "ready";
    return this.#files.find((f) => f.sealed !== null && f.failure === null && idle(f));
  }

  async #uploadAll(): Promise<void> {
    await this.reread();
    for (let f = this.#next(); f !== undefined && !this.#stopped; f = this.#next()) {
      try {
        if (await this.#uploadOne(f)) this.#show(f.id, ready);
        this.#wait = WAIT;
      } catch (cause) {
        if (isForNow(cause)) return this.#later();
        await this.#failed(f, cause);
      }
      this.needs.settled();
    }
  }

  async #uploadOne(f: KeptFile): Promise<boolean> {
    const { http, session, threadFor } = this.needs;
    this.#show(f.id, { phase: "uploading", progress: PREPARING });
    const thread = await threadFor(f);
    const of = {
      thread,
      id: f.id,
      size: sealedBytes(f),
      part: (n: number) => this.#shelf.part(f.id, n),
      progress: (done: number) => {
        if (this.#taken.has(f.id) || this.#stopped) return false;
        this.#show(f.id, { phase: "uploading", progress: PREPARING + done * (1 - PREPARING) });
        return true;
      },
    };
    return upload(http, session, of);
  }

  /** A connection that comes back is not always announced. */
  #later(): void {
    for (const f of this.#files) {
      if (this.#phases.get(f.id)?.phase === "uploading") this.#phases.set(f.id, waiting);
    }
    this.needs.changed();
    this.#again?.();
    this.#again = this.needs.platform.after(this.#wait, () => this.pump());
    this.#wait = Math.min(LONGEST, this.#wait * 2);
  }

  // ---- what is kept -----------------------------------------------------------------------------

  #find(id: string): KeptFile {
    const file = this.#files.find((f) => f.id === id);
    if (file !== undefined) return file;
    throw this.needs.trouble("not-found", "This file is not here any more.", "Nothing to do.");
  }

  #show(id: string, phase: Phase): void {
    this.#phases.set(id, phase);
    this.needs.changed();
  }

  async #keep(file: KeptFile): Promise<void> {
    await this.#shelf.put(file);
    const others = this.#files.filter((f) => f.id !== file.id);
    this.#files = [...others, file].sort((a, b) => a.at - b.at);
    this.needs.changed();
  }

  async #drop(file: KeptFile): Promise<void> {
    this.#files = this.#files.filter((f) => f.id !== file.id);
    this.#phases.delete(file.id);
    await this.#shelf.drop(file, partsOf(file));
    this.needs.changed();
  }

  #failed(file: KeptFile, cause: unknown): Promise<void> {
    const { message, next } = wordsFor(this.needs.trouble, cause);
    return this.#fail(file, { message, next });
  }

  #fail(file: KeptFile, failure: NonNullable<KeptFile["failure"]>): Promise<void> {
    this.#phases.delete(file.id);
    return this.#keep({ ...file, failure });
  }
}

const sealedBytes = (f: KeptFile): number => sealedSize(f.sealed?.padded ?? 0);

/** One that is not sealed yet may have left as many parts as it could have. */
const partsOf = (f: KeptFile): number => partsIn(f.sealed?.padded ?? padme(f.size));

const unseen = (f: KeptFile): Phase => (f.sealed === null ? { phase: "preparing", progress: 0 } : waiting);

const isForNow = (cause: unknown): boolean =>
  cause instanceof NoAnswer ||
  (cause instanceof Refused &&
    ["unavailable", "limited", "internal", "unauthenticated"].includes(cause.kind));
