/** Files in the conversations of this desk, and in the notes beside them: where they go, and whose they are. */

import { hex } from "@sealdesk/seal";
import { Files } from "../attachments/files.ts";
import type { FileSink, Limits } from "../desk.ts";
import { DeskError } from "./failure.ts";
import type { Job } from "./job.ts";
import type { Workspace } from "./workspace.ts";

export function filesOf(w: Workspace): Files {
  const { http, me, platform } = w.keys;
  return new Files({
    http,
    platform,
    secrets: w.browser.secrets,
    device: hex(me.device),
    session: (work) => work(),
    trouble: (kind, message, next) => new DeskError(kind, message, next),
    limits: ({ conversation }) => limitsIn(w, conversation),
    threadFor: async (f) =>
      hex((await w.conversations.threadFor(f.conversation as Job["conversation"], f.note)).id),
    claimed: () => w.outbox.files,
    held: () => false,
    changed: () => w.render(),
    settled: () => w.outbox.flush(),
  });
}

export function limitsIn(w: Workspace, conversation: string): Limits {
  const row = w.conversations.rows.get(conversation as Job["conversation"]);
  const taken = w.inboxes.find((i) => i.id === row?.inbox)?.settings.attachments;
  return { fileBytes: taken?.maxBytes ?? 0, files: taken?.perMessage ?? 0 };
}

export async function openFile(
  w: Workspace,
  conversation: Job["conversation"],
  file: string,
  into: FileSink,
): Promise<void> {
  const thread = w.conversations.opened(conversation);
  for (const t of [thread, w.conversations.openedNotes(conversation)]) {
    const described = t?.attachment(file);
    if (t !== undefined && described != null) return w.files.open(hex(t.id), described, into);
  }
  const own = w.files.own(file);
  if (own !== null) return w.files.open(conversation, own, into);
  throw new DeskError("not-found", "This file is not in this conversation.", "Choose another one.");
}

/** The files of a message go from the server before it is said that it was removed. */
export async function before(w: Workspace, job: Job): Promise<void> {
  if (job.body.kind !== "remove") return;
  const thread = await w.conversations.threadFor(job.conversation, job.note);
  for (const a of thread.attachmentsOf(job.body.content.target))
    await w.files.forget(hex(thread.id), hex(a.blob));
}
