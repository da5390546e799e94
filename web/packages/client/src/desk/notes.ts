/** The staff-only thread beside a conversation. Promise: sealed to the team alone; the customer is never a reader. */

import { type Hex, hex, makeThread, makeThreadGeneration, readerKind, threadKind } from "@sealdesk/seal";
import { toBase64 } from "../base64.ts";
import { Refused } from "../http.ts";
import type { ThreadWire } from "../wire.ts";
import { OUTDATED } from "./outbox.ts";
import type { StaffThread } from "./staff-thread.ts";

/** The team's key may change while they are begun. */
const TRIES = 3;

/** Creates the notes beside a conversation; when somebody was faster, theirs are taken. */
export async function createNotes(conversation: StaffThread): Promise<Hex | null> {
  const { http } = conversation.keys;
  const at = `/threads/${hex(conversation.id)}`;
  for (let attempt = 0; conversation.notes === null && attempt < TRIES; attempt++) {
    const { id, wire } = await make(conversation);
    try {
      await http.post(`${at}/notes`, wire);
      conversation.notes = id;
    } catch (cause) {
      if (!(cause instanceof Refused && cause.status === 409)) throw cause;
      if (cause.reason === OUTDATED) await conversation.look();
      const now = await http.get<ThreadWire>(at);
      conversation.notes = now.notesThread as Hex | null;
    }
  }
  return conversation.notes;
}

async function make(conversation: StaffThread) {
  const { me, platform, sync } = conversation.keys;
  const time = sync.now();
  const group = conversation.currentGroup().generation;
  const common = { org: conversation.org, author: me.device, head: conversation.head(), time };
  const thread = await makeThread(me.signer, {
    ...common,
    kind: threadKind.notes,
    subject: conversation.id,
    random: platform.random(32),
  });
  const reader = { kind: readerKind.group, ref: group.id, publicKey: group.content.sealing } as const;
  const made = await makeThreadGeneration((n) => platform.random(n), me.signer, [reader], {
    ...common,
    thread: thread.id,
    number: 1,
    previous: null,
    reason: "create",
  });
  const wire = {
    thread: toBase64(thread.wire),
    generation: toBase64(made.signed.wire),
    boxes: made.boxes.map(toBase64),
    messages: [],
  };
  return { id: hex(thread.id), wire };
}
