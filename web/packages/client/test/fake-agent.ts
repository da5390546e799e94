/** Ada's browser, as far as a customer can tell: reads a conversation and answers in it. */
import {
  type Body,
  hex,
  type Id,
  makeMark,
  openMessage,
  openThreadBox,
  parseEnvelope,
  systemRandom as random,
  readThreadGeneration,
  type Secret,
  sealMessage,
  transcriptNext,
  transcriptStart,
  unhex,
} from "@sealdesk/seal";
import { fromBase64, toBase64 } from "../src/base64.ts";
import type { FakeOrganisation, Staff } from "./fake-organisation.ts";
import type { FakeServer } from "./fake-server.ts";

export class FakeAgent {
  #counters = new Map<string, { counter: number; previous: Id }>();

  constructor(
    readonly org: FakeOrganisation,
    readonly server: FakeServer,
    readonly me: Staff,
    readonly visitorKey: () => Uint8Array<ArrayBuffer>,
  ) {}

  private get only() {
    return [...this.server.threads][0]!;
  }

  private async key(): Promise<{ readonly id: Id; readonly key: Secret }> {
    const [, t] = this.only;
    const wire = t.entries.findLast((e) => e.kind === "generation")!.bytes;
    const g = await readThreadGeneration(this.org.org, fromBase64(wire), this.visitorKey());
    const box = t.boxes.get(hex(g.id))!.boxes[1]!;
    const reader = g.value.readers[1]!.ref;
    return {
      id: g.id,
      key: await openThreadBox(this.org.keys.sealing.seed, g.value, reader, fromBase64(box)),
    };
  }

  /** Everything readable in the conversation, in order. */
  async read(): Promise<readonly Body[]> {
    const [id, t] = this.only;
    const out: Body[] = [];
    const { id: generation, key } = await this.key();
    for (const e of t.entries.filter((x) => x.kind === "message")) {
      const envelope = await parseEnvelope(fromBase64(e.bytes));
      if (hex(envelope.header.generation) !== hex(generation)) continue;
      const place = { org: this.org.org, thread: unhex(id) as Id, generation };
      const mine = hex(envelope.header.sender) === hex(this.me.device.id);
      const senderKey = mine ? this.me.device.signer.publicKey : this.visitorKey();
      out.push(await openMessage(envelope, place, senderKey, key));
    }
    return out;
  }

  says(text: string): Promise<void> {
    const content = { text, language: "en", replyTo: null, attachments: [] };
    return this.sends({ kind: "text", time: 1, logical: random(16), content });
  }

  async sends(body: Body): Promise<void> {
    const [id, t] = this.only;
    const { id: generation, key } = await this.key();
    let seenTranscript = await transcriptStart(t.transcript.thread);
    for (const e of t.entries)
      seenTranscript = await transcriptNext(seenTranscript, e.sequence, await hashOf(e));
    const last = this.#counters.get(id);
    const header = {
      org: this.org.org,
      thread: t.transcript.thread,
      generation,
      sender: this.me.device.id,
      head: this.org.org,
      counter: (last?.counter ?? 0) + 1,
      previous: last?.previous ?? null,
      seen: t.entries.length,
      seenTranscript,
    };
    const e = await sealMessage(random, this.me.device.signer, key, header, body);
    this.#counters.set(id, { counter: header.counter, previous: e.hash });
    await this.server.message(id, t, toBase64(e.wire));
  }

  async marksRead(hash: Id = this.only[1].transcript.hash): Promise<void> {
    const [id, t] = this.only;
    const { sequence, thread } = t.transcript;
    const fields = { org: this.org.org, thread, device: this.me.device.id, kind: 2 as const };
    const m = await makeMark(this.me.device.signer, {
      ...fields,
      sequence,
      transcript: hash,
      time: this.org.time,
    });
    this.server.push({ type: "mark", cursor: 99, thread: id, mark: toBase64(m.wire) });
  }
}

async function hashOf(e: { readonly kind: string; readonly bytes: string }): Promise<Id> {
  const { peek } = await import("./peek.ts");
  return e.kind === "message" ? peek.messageHash(e.bytes) : (await peek.generation(e.bytes)).id;
}
