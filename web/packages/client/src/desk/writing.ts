/**
 * What one says in a conversation or in the notes beside it, and takes back. Promise: a command names its
 * conversation; what it says is stored on this device, sealed, before it resolves.
 */
import { type Hex, hex, unhex } from "@sealdesk/seal";
import type { ItemId } from "../desk.ts";
import { isEmoji } from "../said.ts";
import type { Draft } from "./drafts.ts";
import { DeskError } from "./failure.ts";
import type { Job } from "./job.ts";
import type { Workspace } from "./workspace.ts";

/** UTF-16 units; the composer counts the same. */
const MOST = 8_000;

function checked(text: string): string {
  const clean = text.trim();
  if (clean === "") throw new DeskError("invalid", "There is nothing to send.", "Write a message first.");
  if (clean.length <= MOST) return clean;
  throw new DeskError("invalid", "This message is too long.", `Keep it below ${MOST} characters.`);
}

/** Item ids of messages are logical ids. */
function logicalId(item: ItemId): Uint8Array<ArrayBuffer> {
  if (/^[0-9a-f]{32}$/.test(item)) return unhex(item);
  throw new DeskError("not-found", "This is no message that can be answered.", "Choose another one.");
}

export async function write(
  w: Workspace,
  to: Pick<Job, "conversation" | "note">,
  text: string,
  replyTo?: ItemId,
): Promise<Hex> {
  const files = await w.files.take(to);
  const content = {
    text: text.trim() === "" && files.length > 0 ? "" : checked(text),
    language: w.context.language(),
    replyTo: replyTo === undefined ? null : logicalId(replyTo),
    attachments: [],
  };
  const id = await w.outbox.add(to, { kind: "text", content }, files);
  const draft = w.drafts.of(to.conversation);
  await w.drafts.save(to.conversation, to.note ? { ...draft, note: "" } : { ...draft, reply: "" });
  w.draftSync.touched(to.conversation, "now");
  w.render();
  return id;
}

export async function saveDraft(w: Workspace, id: Hex, draft: Draft): Promise<void> {
  await w.drafts.save(id, draft);
  w.draftSync.touched(id);
}

export async function edit(w: Workspace, conversation: Hex, item: ItemId, text: string): Promise<void> {
  const note = demandOwn(w, conversation, item);
  const content = { target: logicalId(item), text: checked(text) };
  const changed = await w.outbox.changeUnsealed(item as Hex, (body) =>
    body.kind === "text" ? { ...body, content: { ...body.content, text: content.text } } : body,
  );
  if (changed) return;
  await w.outbox.add({ conversation, note }, { kind: "edit", content });
}

export async function remove(w: Workspace, conversation: Hex, item: ItemId): Promise<void> {
  const note = demandOwn(w, conversation, item);
  if (await w.outbox.changeUnsealed(item as Hex, () => null)) return;
  await w.outbox.add({ conversation, note }, { kind: "remove", content: { target: logicalId(item) } });
}

export async function react(
  w: Workspace,
  conversation: Hex,
  item: ItemId,
  emoji: string,
  on: boolean,
): Promise<void> {
  if (!isEmoji(emoji))
    throw new DeskError("invalid", "This is no sign to answer with.", "Choose another one.");
  const note = isNote(w, conversation, item);
  const content = { target: logicalId(item), emoji, on };
  await w.outbox.add({ conversation, note }, { kind: "reaction", content });
}

function isNote(w: Workspace, conversation: Hex, item: ItemId): boolean {
  const notes = w.conversations.openedNotes(conversation);
  const there = notes?.log.entries.some((e) => e.kind === "message" && hex(e.body.logical) === item);
  return there ?? w.outbox.of(conversation).some((j) => j.id === item && j.note);
}

/** Whether it stands in the notes. Only who wrote a message may change it: nobody would believe it of others. */
function demandOwn(w: Workspace, conversation: Hex, item: ItemId): boolean {
  const wrote = (thread: ReturnType<typeof w.conversations.opened>) =>
    thread?.log.entries.some(
      (e) => e.kind === "message" && thread.isMine(e.sender) && hex(e.body.logical) === item,
    ) ?? false;
  const waiting = w.outbox.of(conversation).find((j) => j.id === item && j.body.kind === "text");
  if (waiting !== undefined) return waiting.note;
  if (wrote(w.conversations.openedNotes(conversation))) return true;
  if (wrote(w.conversations.opened(conversation))) return false;
  throw new DeskError("refused", "This message is not one of yours.", "Ask whoever wrote it to change it.");
}

export async function takeBack(w: Workspace, id: Hex): Promise<void> {
  const job = await w.outbox.takeBack(id);
  if (job === null || (job.body.kind !== "text" && job.body.kind !== "edit")) return w.render();
  const draft = w.drafts.of(job.conversation);
  const field = job.note ? "note" : "reply";
  // Never over something that was begun since: below it.
  const text = [draft[field], job.body.content.text].filter((part) => part !== "").join("\n\n");
  await w.drafts.save(job.conversation, { ...draft, mode: field, [field]: text });
  w.draftSync.touched(job.conversation);
  w.render();
}
