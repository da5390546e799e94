/**
 * The request that creates a conversation: thread, first generation and first messages, in one piece.
 * Promise: it is stored before it is sent and retried byte for byte, so that an answer that got lost never
 * makes a second conversation.
 */
import {
  type Body,
  type ContextLine,
  type Id,
  makeThread,
  makeThreadGeneration,
  messageLimit,
  readerKind,
  type Secret,
  type Signed,
  sealMessage,
  type Thread,
  threadKind,
  transcriptStart,
  unhex,
} from "@sealdesk/seal";
import { toBase64 } from "../base64.ts";
import type { Platform } from "../platform.ts";
import type { Device } from "./device.ts";
import { VisitorError } from "./failure.ts";
import type { Organisation } from "./organisation.ts";
import type { Waiting } from "./waiting.ts";

export interface CreationRequest {
  readonly thread: string;
  readonly generation: string;
  readonly boxes: readonly string[];
  readonly messages: readonly string[];
}

export interface Creation {
  readonly thread: Signed<Thread>;
  readonly generation: Id;
  readonly key: Secret;
  readonly request: CreationRequest;
}

export interface Beginning {
  readonly context: readonly ContextLine[];
  readonly contextId: string;
  /** Those that are not `creating` follow by themselves: their files can be taken only once there is a thread. */
  readonly messages: readonly Waiting[];
  /** What was seen of the record of acts goes with each. */
  readonly tell: (body: Body) => Body;
}

export async function prepareCreation(
  platform: Platform,
  device: Device,
  { proof }: Organisation,
  begin: Beginning,
): Promise<Creation> {
  const common = {
    org: device.org,
    author: device.id,
    head: proof.head.id,
    time: Math.floor(platform.now() / 1000),
  };
  const fields = {
    ...common,
    kind: threadKind.conversation,
    subject: proof.inbox.id,
    random: platform.random(32),
  };
  const thread = await makeThread(device.signer, fields);
  const readers = [
    { kind: readerKind.visitor, ref: device.id, publicKey: device.signed.value.sealing },
    { kind: readerKind.group, ref: proof.generation.id, publicKey: proof.generation.content.sealing },
  ];
  const { boxes, key, signed } = await makeThreadGeneration(platform.random, device.signer, readers, {
    ...common,
    thread: thread.id,
    number: 1,
    previous: null,
    reason: "create",
  });
  const messages = await sealedMessages(
    platform,
    device,
    { ...common, thread, generation: signed.id, key },
    begin,
  );
  const request = {
    thread: toBase64(thread.wire),
    generation: toBase64(signed.wire),
    boxes: boxes.map(toBase64),
    messages,
  };
  return { thread, generation: signed.id, key, request };
}

interface FirstThread {
  readonly thread: Signed<Thread>;
  readonly generation: Id;
  readonly key: Secret;
  readonly head: Id;
}

/** What is said first cites the empty thread: no receipt can have been seen. */
async function sealedMessages(
  platform: Platform,
  device: Device,
  t: FirstThread,
  begin: Beginning,
): Promise<string[]> {
  const seenTranscript = await transcriptStart(t.thread.id);
  const out: string[] = [];
  let previous: Id | null = null;
  for (const body of bodies(platform, begin)) {
    const header = {
      org: device.org,
      thread: t.thread.id,
      generation: t.generation,
      sender: device.id,
      head: t.head,
      counter: out.length + 1,
      previous,
      seen: 0,
      seenTranscript,
    };
    const e = await sealMessage(platform.random, device.signer, t.key, header, begin.tell(body));
    if (e.wire.length > messageLimit)
      throw new VisitorError("too-long", "This message is too long.", "Send it in two parts.");
    previous = e.hash;
    out.push(toBase64(e.wire));
  }
  return out;
}

function bodies(platform: Platform, begin: Beginning): Body[] {
  const texts = begin.messages.filter((m) => m.creating).map((m) => m.body);
  if (begin.context.length === 0) return texts;
  const logical = unhex(begin.contextId);
  return [{ kind: "context", time: platform.now(), logical, content: { lines: begin.context } }, ...texts];
}
