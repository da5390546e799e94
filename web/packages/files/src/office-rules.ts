/**
 * Which parts of an office document name people, and how they stop doing so. Rules look at attributes and elements by
 * name, in text that stays XML: a value is emptied, an optional attribute is left out.
 */
import type { Trace } from "./types.ts";

export interface Rule {
  /** Names of the parts. */
  readonly part: RegExp;
  readonly edit: (xml: string) => string;
  /** Null: told by another rule of the same document. */
  readonly trace: Trace | null;
}

/** Word says this itself when it removes names. */
const NOBODY = "Author";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const EMPTY_CORE = `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`;
const EMPTY_APP = `${HEAD}<Properties xmlns="${OFFICE}/extended-properties"/>`;
const EMPTY_CUSTOM = `${HEAD}<Properties xmlns="${OFFICE}/custom-properties"/>`;
const EMPTY_META = `${HEAD}<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>`;

/** Every attribute of that name, whatever its prefix; one quoted piece at most 4 KiB, so that it ends soon. */
const attribute = (names: string) =>
  new RegExp(`(\\s(?:[\\w-]+:)?(?:${names})\\s*=\\s*)("[^"<]{0,4096}"|'[^'<]{0,4096}')`, "g");
const setTo = (names: string, value: string) => (xml: string) =>
  xml.replace(attribute(names), `$1"${value}"`);
const leaveOut = (names: string) => (xml: string) => xml.replace(attribute(names), "");
/** The element's text goes; elements inside of it do not occur here. */
const emptied = (names: string) => (xml: string) =>
  xml.replace(new RegExp(`(<((?:[\\w-]+:)?(?:${names}))(?:\\s[^<>]{0,4096})?>)[^<]+(</\\2>)`, "g"), "$1$3");
const without = (names: string) => (xml: string) =>
  xml.replace(
    new RegExp(`<((?:[\\w-]+:)?(?:${names}))(?:\\s[^<>]{0,4096})?(?:/>|>(?:(?!</\\1>)[^])*</\\1>)`, "g"),
    "",
  );
const relation = (target: string) => (xml: string) =>
  xml.replace(new RegExp(`<Relationship\\s[^<>]*Target\\s*=\\s*["']/?${target}[^<>]*/>`, "g"), "");

const WORD = /^word\/(?!_rels\/).*\.xml$/;
const SHEETS = /^xl\/(?!_rels\/).*\.xml$/;
const SLIDES = /^ppt\/(?!_rels\/).*\.xml$/;

export const openXmlRules: readonly Rule[] = [
  { part: /^docProps\/core\.xml$/, edit: () => EMPTY_CORE, trace: "author" },
  { part: /^docProps\/app\.xml$/, edit: () => EMPTY_APP, trace: "device" },
  { part: /^docProps\/custom\.xml$/, edit: () => EMPTY_CUSTOM, trace: "comment" },
  { part: /^_rels\/\.rels$/, edit: relation("docProps/thumbnail"), trace: "thumbnail" },
  { part: WORD, edit: setTo("author", NOBODY), trace: "author" },
  { part: WORD, edit: leaveOut("initials|userId|providerId"), trace: "author" },
  { part: /^word\/(?!settings).*\.xml$/, edit: leaveOut("date|dateUtc"), trace: "time" },
  { part: WORD, edit: leaveOut("rsid\\w*"), trace: "history" },
  { part: /^word\/settings\.xml$/, edit: without("rsids"), trace: "history" },
  { part: /^word\/settings\.xml$/, edit: without("attachedTemplate"), trace: "device" },
  { part: SHEETS, edit: emptied("author"), trace: "author" },
  { part: /^xl\/persons\/.*\.xml$/, edit: setTo("displayName|userId", NOBODY), trace: "author" },
  { part: /^xl\/(?:threadedComments|revisions)\/.*\.xml$/, edit: leaveOut("dT|dateTime"), trace: "time" },
  { part: /^xl\/revisions\/.*\.xml$/, edit: setTo("userName|name", NOBODY), trace: "author" },
  { part: /^xl\/workbook\.xml$/, edit: without("absPath"), trace: "device" },
  { part: /^xl\/workbook\.xml$/, edit: leaveOut("userName|lastEdited|rupBuild"), trace: "author" },
  { part: /^ppt\/(?:commentAuthors|authors)\.xml$/, edit: setTo("name|userId", NOBODY), trace: "author" },
  { part: /^ppt\/(?:commentAuthors|authors)\.xml$/, edit: setTo("initials", "A"), trace: "author" },
  { part: /^ppt\/comments\/.*\.xml$/, edit: leaveOut("dt|created"), trace: "time" },
  { part: SLIDES, edit: without("creationId|modifyVerifier"), trace: "history" },
];

export const openDocumentRules: readonly Rule[] = [
  { part: /^meta\.xml$/, edit: () => EMPTY_META, trace: "author" },
  {
    part: /^(?:content|styles)\.xml$/,
    edit: emptied("creator|creator-initials|initial-creator"),
    trace: "author",
  },
  { part: /^(?:content|styles)\.xml$/, edit: emptied("date-string"), trace: "time" },
  {
    part: /^(?:content|styles)\.xml$/,
    edit: (xml) => xml.replace(/(<dc:date>)[^<]{1,64}(<\/dc:date>)/g, "$11970-01-01T00:00:00$2"),
    trace: "time",
  },
  {
    part: /^settings\.xml$/,
    edit: (xml) =>
      xml.replace(
        /(<config:config-item\s[^<>]*config:name="(?:Printer\w*|Rsid\w*|\w*Database\w*)"[^<>]*>)[^<]+(<)/g,
        "$1$2",
      ),
    trace: "device",
  },
  {
    part: /^META-INF\/manifest\.xml$/,
    edit: (xml) => xml.replace(/<manifest:file-entry\s[^<>]*"Thumbnails\/[^<>]*\/>/g, ""),
    trace: null,
  },
];
