/** What the customer may ask for. Types only. */

import type { AttachmentId, FileSink, FileSource } from "../../contract/said.ts";
import type { Article, SearchHit } from "./answers.ts";
import type { ArticleId, ConversationId, ItemId, Outcome } from "./basics.ts";
import type { VisitorState } from "./entry.ts";
import type { Linking } from "./linking.ts";
import type { Showing } from "./showing.ts";

/** Which unsent text: the one for the assistant, or the one of a conversation. */
export type DraftPlace = "assistant" | ConversationId;

/** Which next message files go with: that of the open conversation, or the first one of a new conversation. */
export type FilePlace = "open" | "new";

/** Commands never reject. They resolve when the device has done its part; the network's part shows in state. */
export interface VisitorDesk {
  readonly state: VisitorState;
  /** Called after every change, never during `subscribe`. Returns the way out. */
  subscribe(listener: () => void): () => void;

  tryAgain(): Promise<Outcome<void>>;
  acceptOldProof(): Promise<Outcome<void>>;

  search(query: string): Promise<Outcome<readonly SearchHit[]>>;
  readArticle(id: ArticleId): Promise<Outcome<Article>>;
  /** Question and answer appear in `assistant.items`; nothing leaves the device. */
  ask(text: string): Promise<Outcome<void>>;
  /** Answers an open `choices` item with the best passage of one of its articles. */
  choose(item: ItemId, article: ArticleId): Promise<Outcome<void>>;
  clearAssistant(): Promise<Outcome<void>>;

  /**
   * Creates a conversation with this first message. Call only when the customer pressed Send to the team. Files that
   * were chosen for it follow as a message of their own, so that no words wait for them; the text may be empty then.
   */
  startConversation(firstText: string): Promise<Outcome<ConversationId>>;
  /** Creates a conversation after consent, with the assistant's transcript as what is said first. */
  handOver(): Promise<Outcome<ConversationId>>;
  /** Showing who one is; its code is fetched with the first call. */
  showing<T>(work: (own: Showing) => Promise<T>): Promise<Outcome<T>>;
  /**
   * Resolves once `conversation` is set: the view changes to it then. So do the two above, except without a
   * connection: then they set `begun`, and `conversation` follows by itself.
   */
  openConversation(id: ConversationId): Promise<Outcome<void>>;
  leaveConversation(): Promise<Outcome<void>>;

  /** Cleans and seals files for the next message, and uploads them as soon as there is a conversation. */
  attach(files: readonly FileSource[], to?: FilePlace): Promise<Outcome<void>>;
  /** Takes a staged file away again, from the server too. */
  detach(file: AttachmentId): Promise<Outcome<void>>;
  retryFile(file: AttachmentId): Promise<Outcome<void>>;
  /** Fetches and opens a file of the open conversation. */
  openFile(file: AttachmentId, into: FileSink): Promise<Outcome<void>>;

  /**
   * Resolves once the sealed message lies in the outbox of this device. It takes the staged files along, and
   * waits for those that are not uploaded yet; later ones wait behind it. The text may be empty if there are files.
   * A file that failed stays behind.
   */
  send(text: string, replyTo?: ItemId): Promise<Outcome<ItemId>>;
  /** Own messages only. Everybody sees that it was changed, and what it said before. */
  edit(item: ItemId, text: string): Promise<Outcome<void>>;
  /** Own messages only. Its files are deleted from the server; that something was removed stays visible. */
  remove(item: ItemId): Promise<Outcome<void>>;
  react(item: ItemId, emoji: string, on: boolean): Promise<Outcome<void>>;
  /** The server keeps the score, 1 to 5; the comment is sealed to the team. */
  rate(score: number, comment: string): Promise<Outcome<void>>;
  /** The text of a file that proves who could read the open conversation, to anybody, without the server. */
  proveReaders(): Promise<Outcome<string>>;
  retry(id: ItemId): Promise<Outcome<void>>;
  /** Takes a failed message back out; its text becomes the draft if that is empty. */
  takeBack(id: ItemId): Promise<Outcome<void>>;
  setTyping(typing: boolean): void;
  /** Everything in the open conversation has been seen. */
  markRead(): Promise<Outcome<void>>;
  saveDraft(place: DraftPlace, text: string): Promise<Outcome<void>>;

  /** Sealed to the people one writes to: in open conversations at once, in new ones with the first message. */
  setName(name: string | null): Promise<Outcome<void>>;
  setReadMarks(on: boolean): Promise<Outcome<void>>;
  /** Going on on another device; its code is fetched with the first call. */
  linking<T>(work: (own: Linking) => Promise<T>): Promise<Outcome<T>>;
  /** Destroys this device's keys, drafts and pin. What only this device could read is lost to the customer. */
  forgetDevice(): Promise<Outcome<void>>;
  /** Stops timers and connections; state stays readable. */
  dispose(): void;
}
