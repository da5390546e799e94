/** How long a device takes over one message: sealed, parsed, verified and opened. For the benchmark, in a page. */
import { asSecret, type Secret, systemRandom } from "../src/bytes.ts";
import { sha256 } from "../src/core.ts";
import { parseEnvelope, sealMessage } from "../src/message.ts";
import { openMessage } from "../src/message-open.ts";
import { seedSigner } from "../src/sign.ts";
import { transcriptStart } from "../src/transcript.ts";

const fresh = (): Promise<Secret> => sha256(systemRandom(32)).then(asSecret);

/** Milliseconds, one for each of `count` messages; every one has to open to what was written. */
async function sealAndOpen(count: number): Promise<readonly number[]> {
  const [signer, key] = [await seedSigner(await fresh()), await fresh()];
  const [org, thread, generation, head] = await Promise.all([1, 2, 3, 4].map(() => sha256(systemRandom(32))));
  if (!org || !thread || !generation || !head) throw new Error("no ids");
  const at = { org, thread, generation };
  const seenTranscript = await transcriptStart(thread);
  const header = { ...at, head, sender: head, counter: 1, previous: null, seen: 0, seenTranscript };
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    const text = `Where is my parcel number ${i}? I ordered it on Monday.`;
    const content = { text, language: "en", replyTo: null, attachments: [] };
    const body = { kind: "text" as const, time: Date.now(), logical: systemRandom(16), content };
    const begun = performance.now();
    const { wire } = await sealMessage(systemRandom, signer, key, header, body);
    const opened = await openMessage(await parseEnvelope(wire), at, signer.publicKey, key);
    took.push(performance.now() - begun);
    if (opened.kind !== "text" || opened.content.text !== text)
      throw new Error("it opened to something else");
  }
  return took;
}

Object.assign(globalThis, { sealAndOpen });
