/** Files in the customer's conversations: which one they go with, and how far they are. */
import { hex } from "@sealdesk/seal";
import { Files, type Place } from "../attachments/files.ts";
import type { KeptFile } from "../attachments/shelf.ts";
import type { Attachment, FileSink, FileSource, StagedFile } from "../contract/said.ts";
import { NoAnswer } from "../http.ts";
import type { FilePlace } from "../visitor.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { VisitorError } from "./failure.ts";
import type { KeptThread } from "./visit.ts";
import { newWaiting, type Waiting } from "./waiting.ts";

const placeOf = (conversation: string): Place => ({ conversation, note: false });
/** In the place of a conversation: the one that begins with the next message. */
const COMING = "";

export class Filing {
  readonly #files: Files;

  constructor(
    private readonly own: Conversations,
    changed: () => void,
  ) {
    const { device, visit } = own;
    this.#files = new Files({
      http: visit.http,
      platform: visit.platform,
      secrets: visit.secrets,
      device: hex(device.id),
      session: (work) => device.in(visit.http, visit.platform, work),
      trouble: (kind, message, next) => new VisitorError(kind, message, next),
      limits: () => {
        const taken = visit.organisation.settings.attachments;
        return { fileBytes: taken?.maxBytes ?? 0, files: taken?.perMessage ?? 0 };
      },
      threadFor: (file) => this.demandMade(this.goesTo(file)),
      held: (file) => this.goesTo(file) === COMING,
      claimed: () => new Set(own.all.flatMap((c) => c.outbox.all.flatMap((w) => w.files))),
      changed,
      settled: () => void own.background.deliverAll(),
    });
  }

  /** A message that waits says which conversation it is; else it is the one in which the file was chosen. */
  private goesTo(file: KeptFile): string {
    const claims = (c: Conversation) => c.outbox.all.some((w) => w.files.includes(file.id));
    return this.own.all.find(claims)?.name ?? file.conversation;
  }

  /** The server takes files only for what it has. */
  private async demandMade(name: string): Promise<string> {
    const kept = await this.own.visit.store.get<KeptThread>(`thread/${name}`);
    if (kept === undefined || kept.creation !== null) throw new NoAnswer("the conversation is not there yet");
    return name;
  }

  async load(): Promise<void> {
    await this.#files.load();
    // The page went away while a conversation was being sealed once more: they go with the next one.
    for (const place of this.#files.places) {
      if (place !== COMING && !this.own.all.some((c) => c.name === place)) await this.follow(place, COMING);
    }
    for (const c of this.own.all) await this.done(c.sentFiles);
  }
  stop(): void {
    this.#files.stop();
  }
  /** What another tab has left behind goes on here. */
  async goOn(): Promise<void> {
    await this.#files.reread();
    this.#files.pump();
  }

  staged(conversation = COMING): readonly StagedFile[] {
    return this.#files.staged(placeOf(conversation));
  }
  reread(): Promise<void> {
    return this.#files.reread();
  }
  named(ids: readonly string[]): readonly Attachment[] {
    return this.#files.named(ids);
  }
  described(ids: readonly string[]) {
    return this.#files.described(ids);
  }
  again(ids: readonly string[]): void {
    this.#files.again(ids);
  }
  take(conversation: string): Promise<readonly string[]> {
    return this.#files.take(placeOf(conversation));
  }
  done(ids: readonly string[]): Promise<void> {
    return this.#files.done(ids);
  }

  attach(files: readonly FileSource[], to: FilePlace): Promise<void> {
    const name = to === "new" ? COMING : this.own.find(this.own.open).name;
    return this.#files.attach(placeOf(name), files);
  }

  /**
   * The files that were chosen before there was a conversation, as a message of their own, so that the first words do
   * not wait for them; undefined without any.
   */
  async first(): Promise<Waiting | undefined> {
    await this.own.adoptStored();
    const ids = await this.take(COMING);
    if (ids.length === 0) return undefined;
    const { visit } = this.own;
    const text = visit.text("");
    return newWaiting({ ...text, time: text.time + 1 }, false, ids);
  }
  /** What was chosen for a conversation goes with the one that stands in for it. */
  follow(old: string, name: string): Promise<void> {
    const ids = this.staged(old).map(({ id }) => id);
    return this.comeBack(ids, name);
  }
  comeBack(ids: readonly string[], conversation: string): Promise<void> {
    return this.#files.comeBack(ids, placeOf(conversation));
  }
  detach(file: string): Promise<void> {
    return this.#files.detach(file);
  }
  retryFile(file: string): Promise<void> {
    return this.#files.retry(file);
  }
  /** Those of a message that is tried again; what cannot be stays as it is, and says so. */
  async retryAll(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#files.retry(id).catch(() => undefined);
  }

  async openFile(file: string, into: FileSink): Promise<void> {
    const c = this.own.find(this.own.open);
    const described = c.attachment(file) ?? this.#files.own(file);
    if (described === null)
      throw new VisitorError("not-found", "This file is not in this conversation.", "Choose another one.");
    await this.#files.open(c.name, described, into);
  }

  /** Takes the files of a message from the server, before it is said that the message was removed. */
  async forgetOf(c: Conversation, target: Uint8Array): Promise<void> {
    for (const a of c.attachmentsOf(target)) await this.#files.forget(c.name, hex(a.blob));
  }
}
