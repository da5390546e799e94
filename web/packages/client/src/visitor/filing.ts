/** Files in the customer's conversations: which one they go with, and how far they are. */
import { hex } from "@sealdesk/seal";
import { Files, type Place } from "../attachments/files.ts";
import type { Attachment, FileSink, FileSource, StagedFile } from "../contract/said.ts";
import { NoAnswer } from "../http.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { VisitorError } from "./failure.ts";
import type { KeptThread } from "./visit.ts";

const placeOf = (conversation: string): Place => ({ conversation, note: false });

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
      threadFor: (place) => this.demandMade(place.conversation),
      claimed: () => new Set(own.all.flatMap((c) => c.outbox.all.flatMap((w) => w.files))),
      changed,
      settled: () => void own.background.deliverAll(),
    });
  }

  /** The server takes files only for what it has. */
  private async demandMade(name: string): Promise<string> {
    const kept = await this.own.visit.store.get<KeptThread>(`thread/${name}`);
    if (kept === undefined || kept.creation !== null) throw new NoAnswer("the conversation is not there yet");
    return name;
  }

  async load(): Promise<void> {
    await this.#files.load();
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

  staged(conversation: string): readonly StagedFile[] {
    return this.#files.staged(placeOf(conversation));
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

  async attach(files: readonly FileSource[]): Promise<void> {
    const { name } = this.own.find(this.own.open);
    await this.demandMade(name).catch(() => {
      const next = "Write a message first, and add the file when it has arrived.";
      throw new VisitorError("refused", "This conversation has not reached the team yet.", next);
    });
    await this.#files.attach(placeOf(name), files);
  }
  detach(file: string): Promise<void> {
    return this.#files.detach(file);
  }
  retryFile(file: string): Promise<void> {
    return this.#files.retry(file);
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
