/**
 * Sound without its labels: WAV and FLAC blanked in place, MP3 without the tags around it. Promise: the coded sound
 * is the same bytes, and never in memory whole. Limit: Ogg is not taken apart (`clean` says so).
 */
import { fromLatin1, latin1, Reader, startsWith } from "./bytes.ts";
import { demand } from "./error.ts";
import { Plan, peek } from "./patch.ts";
import type { FileSource, Trace } from "./types.ts";

const MAX_CHUNKS = 4096;
const LOOK = 1 << 20;
const SOUNDS = new Set(["fmt ", "data", "fact", "ds64", "PEAK", "cue ", "smpl", "JUNK"]);

/** RIFF: chunks that make no sound become JUNK. */
export async function planWav(source: FileSource): Promise<Plan> {
  const plan = new Plan(source.size);
  let at = 12;
  for (let count = 0; at + 8 <= source.size; count++) {
    demand(count < MAX_CHUNKS, "more chunks than a recording has");
    const head = new Reader(await peek(source, at, 8));
    const type = head.tag(0);
    const size = head.u32(4, true);
    const end = at + 8 + size;
    demand(end <= source.size, "a chunk larger than the file");
    if (!SOUNDS.has(type) || type === "JUNK") {
      plan.blank(at, 4, fromLatin1("JUNK"));
      plan.blank(at + 8, size);
      if (type !== "JUNK") plan.found(wavTraces(type));
    }
    at = end + (size % 2);
  }
  plan.to = Math.min(at, source.size);
  return plan;
}

function wavTraces(type: string): readonly Trace[] {
  return type === "bext" || type === "iXML" ? ["author", "device", "time"] : ["author", "comment"];
}

/** FLAC (RFC 9639 §8): comments, pictures, cue sheets and applications' blocks become padding. */
export async function planFlac(source: FileSource): Promise<Plan> {
  const plan = new Plan(source.size);
  let at = 4;
  for (let count = 0, last = false; !last; count++) {
    demand(count < MAX_CHUNKS, "more blocks than a recording has");
    const word = new Reader(await peek(source, at, 4)).u32(0);
    last = word >>> 31 === 1;
    const type = (word >>> 24) & 127;
    const size = word & 0xffffff;
    demand(type !== 127 && at + 4 + size <= source.size, "a block that cannot be");
    const trace = FLAC_TRACES[type];
    if (trace !== undefined) {
      plan.blank(at, 1, Uint8Array.of(last ? 0x81 : 0x01));
      plan.blank(at + 4, size);
      plan.found(trace);
    }
    at += 4 + size;
  }
  return plan;
}

const FLAC_TRACES: Readonly<Record<number, readonly Trace[]>> = {
  1: [],
  2: ["device"],
  4: ["author", "comment"],
  5: ["comment"],
  6: ["thumbnail"],
};

/** MP3 between its tags: ID3v2 in front, ID3v1 and APE behind. */
export async function planMp3(source: FileSource): Promise<Plan> {
  const plan = new Plan(source.size);
  for (let tags = 0; ; tags++) {
    demand(tags < 16, "more tags than a recording has");
    const size = await id3Size(source, plan.from);
    if (size === 0) break;
    const text = latin1(await peek(source, plan.from, Math.min(size, LOOK)));
    plan.found(ID3_SAYS.filter(([pattern]) => pattern.test(text)).map(([, trace]) => trace));
    plan.from += size;
    demand(plan.from < plan.to, "a tag without sound");
  }
  await cutTail(source, plan);
  return plan;
}

/** ID3v2 §3.1: four bytes of seven bits; a footer repeats the header. */
async function id3Size(source: FileSource, at: number): Promise<number> {
  if (at + 10 > source.size) return 0;
  const head = await peek(source, at, 10);
  if (!startsWith(head, "ID3")) return 0;
  const size = head.subarray(6).reduce((sum, byte) => {
    demand(byte < 128, "a tag's size that is none");
    return sum * 128 + byte;
  }, 0);
  const end = at + 10 + size + (head[5]! & 0x10 ? 10 : 0);
  demand(end <= source.size, "a tag larger than the file");
  return end - at;
}

async function cutTail(source: FileSource, plan: Plan): Promise<void> {
  if (plan.to - plan.from >= 128 && startsWith(await peek(source, plan.to - 128, 3), "TAG")) {
    plan.to -= 128;
    plan.found(["author", "comment", "time"]);
  }
  if (plan.to - plan.from < 32) return;
  const footer = new Reader(await peek(source, plan.to - 32, 32));
  if (footer.tag(0, 8) !== "APETAGEX") return;
  const size = footer.u32(12, true) + (footer.u32(20, true) >>> 31 === 1 ? 32 : 0);
  demand(size >= 32 && size < plan.to - plan.from, "a tag larger than the file");
  plan.to -= size;
  plan.found(["author", "comment"]);
}

const ID3_SAYS: readonly (readonly [RegExp, Trace])[] = [
  [/TPE[1-4]|TCOM|TOPE|TEXT|TOWN|TCOP|TP1|TCM/, "author"],
  [/COMM|TIT[1-3]|TALB|TXXX|USLT|COM|TT2/, "comment"],
  [/TDRC|TYER|TDAT|TDEN|TDTG|TYE/, "time"],
  [/TSSE|TENC|TSS|TEN/, "device"],
  [/APIC|PIC/, "thumbnail"],
  [/PRIV|GEOB|UFID/, "history"],
];
