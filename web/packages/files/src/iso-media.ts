/**
 * Blanks what MP4, M4A, QuickTime, HEIC and AVIF say about place, device, people and time (ISO 14496-12, 23008-12).
 * Promise: sizes and offsets stay, so that samples are where the tables say; only headers are read, and recordings
 * are never in memory. Threat: ©xyz and location boxes, creation times, Exif and XMP items, user data, free space
 * with remains. Limits: tracks of sensor data (an action camera's GPS) cannot be taken out and are reported as
 * `partial`; thumbnails inside of HEIF stay.
 */
import { fromLatin1, latin1, Reader } from "./bytes.ts";
import { demand } from "./error.ts";
import { planItems } from "./heif-items.ts";
import { type Box, boxAt, boxesIn } from "./iso-boxes.ts";
import { Plan, peek } from "./patch.ts";
import type { Bytes, FileSource, Trace } from "./types.ts";

const MAX_TOP_BOXES = 50_000;
/** Tables of the longest recordings that are sent. */
const MAX_TABLES = 64 << 20;
/** User data is looked at for what it says, up to here. */
const LOOK = 1 << 20;

const PLAYS = new Set("ftyp styp moof mdat mfra sidx ssix pdin emsg imda wide".split(" "));
const REMOVED_ANYWHERE = new Set("udta uuid meta free skip prft".split(" "));
const HANDLERS_SHOWN = new Set("vide soun text sbtl subt subp clcp tmcd pict auxv".split(" "));

export async function planIsoMedia(source: FileSource): Promise<Plan> {
  const plan = new Plan(source.size);
  let at = 0;
  for (let count = 0; at < source.size; count++) {
    demand(count < MAX_TOP_BOXES, "more boxes than a recording has");
    const head = await peek(source, at, Math.min(16, source.size - at));
    const box = boxAt(new Reader(head), at, source.size, 0);
    await planTop(source, plan, box);
    at = box.end;
  }
  return plan;
}

/** Top-level offsets are those of the file; those below are of the box that was read. */
async function planTop(source: FileSource, plan: Plan, box: Box): Promise<void> {
  if (PLAYS.has(box.type)) return;
  if (box.type !== "moov" && box.type !== "meta") {
    const body = await peek(source, box.body, Math.min(box.end - box.body, LOOK));
    return remove(plan, box, body, 0);
  }
  demand(box.end - box.from <= MAX_TABLES, "tables too large for memory", "refused");
  const file = new Reader(await peek(source, box.from, box.end - box.from));
  const inner = { ...box, from: 0, body: box.body - box.from, end: file.size };
  if (box.type === "moov") planMovie(plan, file, inner, box.from);
  else if (!(await planItems(source, plan, file, box.from, inner.body))) {
    remove(plan, inner, file.bytes.subarray(inner.body), box.from);
  }
}

function planMovie(plan: Plan, file: Reader, movie: Box, base: number): void {
  for (const box of boxesIn(file, movie.body, movie.end)) {
    if (box.type === "mvhd") forgetTimes(plan, file, box, base);
    else if (box.type === "trak") planTrack(plan, file, box, base);
    else if (REMOVED_ANYWHERE.has(box.type)) remove(plan, box, file.slice(box.body, box.end), base);
  }
}

function planTrack(plan: Plan, file: Reader, track: Box, base: number): void {
  for (const box of boxesIn(file, track.body, track.end)) {
    if (box.type === "tkhd") forgetTimes(plan, file, box, base);
    else if (box.type === "mdia") planMedia(plan, file, box, base);
    else if (REMOVED_ANYWHERE.has(box.type)) remove(plan, box, file.slice(box.body, box.end), base);
  }
}

function planMedia(plan: Plan, file: Reader, media: Box, base: number): void {
  for (const box of boxesIn(file, media.body, media.end)) {
    if (box.type === "mdhd") forgetTimes(plan, file, box, base);
    else if (box.type === "hdlr") {
      if (!HANDLERS_SHOWN.has(file.tag(box.body + 8))) plan.partial = true;
      const name = box.body + 24; // often that of the program which wrote the file
      if (name < box.end) plan.blank(base + name, box.end - name);
    } else if (REMOVED_ANYWHERE.has(box.type)) remove(plan, box, file.slice(box.body, box.end), base);
  }
}

/** Creation and modification time (§8.2.2): 32 bits each, 64 in version 1. */
function forgetTimes(plan: Plan, file: Reader, box: Box, base: number): void {
  const size = file.u8(box.body) === 1 ? 16 : 8;
  const times = file.slice(box.body + 4, box.body + 4 + size);
  if (times.every((byte) => byte === 0)) return;
  plan.blank(base + box.body + 4, size);
  plan.found(["time"]);
}

/** The box stays as free space of the same size; what was in it does not. */
function remove(plan: Plan, box: Box, body: Bytes, base: number): void {
  if (body.every((byte) => byte === 0) && (box.type === "free" || box.type === "skip")) return;
  plan.blank(base + box.from + 4, 4, fromLatin1("free"));
  plan.blank(base + box.body, box.end - box.body);
  plan.found(traces(latin1(body.subarray(0, LOOK))));
}

const SAYS: readonly (readonly [RegExp, Trace])[] = [
  [/\xa9xyz|loci|location|GPS|ISO6709/, "place"],
  [/\xa9(?:mak|mod|swr|too|enc|hw)|quicktime\.(?:make|model|software)|CreatorTool|Lavf/, "device"],
  [/\xa9(?:ART|aut|cpy|wrt|own)|aART|auth|cprt|creator>|author/, "author"],
  [/\xa9day|creationdate|CreateDate|yrrc/, "time"],
  [/covr|thmb|snal|Thumbnail/, "thumbnail"],
  [/xmpMM:|jumb|c2pa/, "history"],
];

function traces(text: string): Trace[] {
  const found = SAYS.filter(([pattern]) => pattern.test(text)).map(([, trace]) => trace);
  return found.length > 0 ? found : ["comment"];
}
