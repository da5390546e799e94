/** Office documents and bombs, written part by part. */
import { deflateRawSync, deflateSync } from "node:zlib";
import { fromLatin1 } from "../src/bytes.ts";
import { crc32 } from "../src/crc32.ts";
import type { Bytes } from "../src/types.ts";
import { type Entry, writeZip } from "../src/zip.ts";
import { AUTHOR, COMMENT, DAY, PLACE, SERIAL, talkativeJpeg } from "./build.ts";
import { pdfOf, stream } from "./build-pdf.ts";

export function entryOf(name: string, content: string | Uint8Array, stored = false): Entry {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const packed = stored ? (bytes as Bytes) : new Uint8Array(deflateRawSync(bytes));
  const rawName = fromLatin1(name);
  return {
    name,
    rawName,
    flags: 0x800,
    method: stored ? 0 : 8,
    crc: crc32(bytes),
    packed,
    size: bytes.length,
  };
}

export const TYPES = entryOf(
  "[Content_Types].xml",
  '<Types><Default Extension="jpeg" ContentType="image/jpeg"/></Types>',
);
const RELS = entryOf(
  "_rels/.rels",
  '<Relationships><Relationship Id="rId1" Target="word/document.xml"/><Relationship Id="rId2" Target="docProps/thumbnail.jpeg"/></Relationships>',
);

export const WORDS = "The parcel was damaged on arrival.";

export function docxEntries(): Entry[] {
  return [
    TYPES,
    RELS,
    entryOf("docProps/core.xml", `<cp:coreProperties><dc:creator>${AUTHOR}</dc:creator></cp:coreProperties>`),
    entryOf(
      "docProps/app.xml",
      `<Properties><Company>${PLACE}</Company><Application>${SERIAL}</Application></Properties>`,
    ),
    entryOf("docProps/custom.xml", `<Properties><property name="x">${COMMENT}</property></Properties>`),
    entryOf("docProps/thumbnail.jpeg", talkativeJpeg()),
    entryOf(
      "word/document.xml",
      `<w:document><w:p w:rsidR="00AA11BB"><w:ins w:id="1" w:author="${AUTHOR}" w:date='${DAY}T10:00:00Z'><w:r><w:t>${WORDS}</w:t></w:r></w:ins></w:p></w:document>`,
    ),
    entryOf(
      "word/comments.xml",
      `<w:comments><w:comment w:id="0" w:author="${AUTHOR}" w:initials="PR" w:date="${DAY}"/></w:comments>`,
    ),
    entryOf(
      "word/settings.xml",
      '<w:settings><w:rsids><w:rsidRoot w:val="00AA11BB"/></w:rsids><w:zoom w:percent="100"/></w:settings>',
    ),
    entryOf("word/media/image1.jpeg", talkativeJpeg(1), true),
    entryOf("word/styles.xml", "<w:styles/>"),
  ];
}

export const docx = (): Bytes => writeZip(docxEntries());

export function xlsx(): Bytes {
  return writeZip([
    TYPES,
    entryOf(
      "xl/workbook.xml",
      `<workbook><mc:AlternateContent><x15ac:absPath url="C:\\Users\\${AUTHOR}\\"/></mc:AlternateContent><sheets/></workbook>`,
    ),
    entryOf(
      "xl/comments1.xml",
      `<comments><authors><author>${AUTHOR}</author></authors><t>${WORDS}</t></comments>`,
    ),
    entryOf(
      "xl/persons/person.xml",
      `<personList><person displayName="${AUTHOR}" id="{1}" userId="${SERIAL}"/></personList>`,
    ),
    entryOf(
      "xl/threadedComments/threadedComment1.xml",
      `<ThreadedComments><threadedComment ref="A1" dT="${DAY}T1"/></ThreadedComments>`,
    ),
  ]);
}

export function pptx(): Bytes {
  return writeZip([
    TYPES,
    entryOf("ppt/presentation.xml", `<p:presentation>${WORDS}</p:presentation>`),
    entryOf(
      "ppt/commentAuthors.xml",
      `<p:cmAuthorLst><p:cmAuthor id="1" name="${AUTHOR}" initials="PR"/></p:cmAuthorLst>`,
    ),
    entryOf("ppt/comments/comment1.xml", `<p:cmLst><p:cm authorId="1" dt="${DAY}T1"/></p:cmLst>`),
  ]);
}

export function odt(more: readonly Entry[] = []): Bytes {
  return writeZip([
    entryOf("mimetype", "application/vnd.oasis.opendocument.text", true),
    entryOf(
      "meta.xml",
      `<office:document-meta><meta:initial-creator>${AUTHOR}</meta:initial-creator></office:document-meta>`,
    ),
    entryOf(
      "content.xml",
      `<office:document-content><dc:creator>${AUTHOR}</dc:creator><dc:date>${DAY}T10:00:00</dc:date><text:p>${WORDS}</text:p></office:document-content>`,
    ),
    entryOf(
      "settings.xml",
      `<s><config:config-item config:name="PrinterName" config:type="string">${SERIAL}</config:config-item></s>`,
    ),
    entryOf("Thumbnails/thumbnail.png", fromLatin1(COMMENT)),
    entryOf(
      "META-INF/manifest.xml",
      '<manifest:manifest><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" manifest:media-type="image/png"/><manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>',
    ),
    ...more,
  ]);
}

/** A list of objects of a few kilobytes that unpacks to `size` bytes. */
export function bombPdf(size: number): Bytes {
  const packed = new Uint8Array(deflateSync(new Uint8Array(size)));
  return pdfOf(
    [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [] /Count 0 >>",
      stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed),
    ],
    "/Root 1 0 R",
  );
}
