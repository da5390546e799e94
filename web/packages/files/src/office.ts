/**
 * Word, Excel, PowerPoint and OpenDocument files without the people behind them. Promise: text, layout and changes
 * stay; names, times and revision marks of who made them go, also out of photos inside. Threat: author and company
 * in the properties, names on comments and tracked changes, the path on the author's disk, a thumbnail of an
 * earlier page. Limits: signed and encrypted documents are refused; documents and old formats embedded in one are
 * not opened, and reported as `partial`.
 */
import { latin1, startsWith, utf8 } from "./bytes.ts";
import { demand, FileError } from "./error.ts";
import { cleanJpeg } from "./jpeg.ts";
import { openDocumentRules, openXmlRules, type Rule } from "./office-rules.ts";
import { cleanPng } from "./png.ts";
import type { Bytes, Scrubbed, Trace } from "./types.ts";
import { type Entry, Opener, readZip, repacked, writeZip } from "./zip.ts";

const SIGNED = /^(?:_xmlsignatures\/|META-INF\/(?:document|macro)signatures\.xml$)/;
const EMBEDDED = /(?:^|\/)embeddings\/|^Object [^/]+(?:\/.*)?$|^ObjectReplacements\//;
const MACROS = /\/vbaProject\.bin$/;

interface Desk {
  readonly opener: Opener;
  readonly rules: readonly Rule[];
  readonly removed: Set<Trace>;
}

export function cleanOffice(bytes: Bytes): Scrubbed {
  const entries = readZip(bytes);
  const media = mediaOf(entries);
  demand(media !== null, "an archive, not a document", "refused");
  demand(
    !entries.some(({ name }) => SIGNED.test(name)),
    "signed: a change would break the signature",
    "refused",
  );
  const rules = media.includes("opendocument") ? openDocumentRules : openXmlRules;
  const desk: Desk = { opener: new Opener(), rules, removed: new Set() };
  const kept = entries.flatMap((entry) => cleanEntry(desk, entry));
  const partial = entries.some(({ name }) => EMBEDDED.test(name));
  return { bytes: writeZip(kept), removed: desk.removed, partial, media };
}

const KINDS: readonly (readonly [RegExp, string, string])[] = [
  [/^word\/document\d*\.xml$/, "wordprocessingml.document", "word.document"],
  [/^xl\/workbook\.(?:xml|bin)$/, "spreadsheetml.sheet", "excel.sheet"],
  [/^ppt\/presentation\.xml$/, "presentationml.presentation", "powerpoint.presentation"],
];

/** By the parts that are there; null for an archive of something else. */
function mediaOf(entries: readonly Entry[]): string | null {
  const [first] = entries;
  if (first?.name === "mimetype" && first.method === 0) {
    const media = latin1(first.packed.subarray(0, 100));
    return /^application\/vnd\.oasis\.opendocument\.[a-z-]+$/.test(media) ? media : null;
  }
  const has = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name));
  if (!has(/^\[Content_Types\]\.xml$/)) return null;
  const kind = KINDS.find(([main]) => has(main));
  if (kind === undefined) return null;
  const [, plain, macro] = kind;
  return has(MACROS)
    ? `application/vnd.ms-${macro}.macroEnabled.12`
    : `application/vnd.openxmlformats-officedocument.${plain}`;
}

/** Nothing, if the entry has to go. */
function cleanEntry(desk: Desk, entry: Entry): readonly Entry[] {
  if (/\.(?:jpe?g|png)$/i.test(entry.name)) {
    if (/^(?:docProps|Thumbnails)\//i.test(entry.name)) {
      desk.removed.add("thumbnail");
      return [];
    }
    return [cleanPhoto(desk, entry)];
  }
  if (/^docProps\/thumbnail\./i.test(entry.name)) return [];
  const rules = desk.rules.filter(({ part }) => part.test(entry.name));
  if (rules.length === 0) return [entry];
  const before = utf8(desk.opener.open(entry));
  let text = before;
  for (const { edit, trace } of rules) {
    const next = edit(text);
    if (next !== text && trace !== null) desk.removed.add(trace);
    text = next;
  }
  return [text === before ? entry : repacked(entry, new TextEncoder().encode(text))];
}

/** A photo inside of a document; one that cannot be read stays as it is. */
function cleanPhoto(desk: Desk, entry: Entry): Entry {
  const bytes = desk.opener.open(entry);
  const cleaner = startsWith(bytes, "\xff\xd8") ? cleanJpeg : startsWith(bytes, "\x89PNG") ? cleanPng : null;
  if (cleaner === null) return entry;
  try {
    const done = cleaner(bytes);
    for (const trace of done.removed) desk.removed.add(trace);
    return done.removed.size === 0 ? entry : repacked(entry, done.bytes);
  } catch (error) {
    if (error instanceof FileError) return entry;
    throw error;
  }
}
