/** Office documents and PDFs, written part by part. */
import { deflateRawSync, deflateSync } from "node:zlib";
import { concat, fromLatin1 } from "../src/bytes.ts";
import { crc32 } from "../src/crc32.ts";
import type { Bytes } from "../src/types.ts";
import { type Entry, writeZip } from "../src/zip.ts";
import { AUTHOR, COMMENT, DAY, PLACE, SERIAL, talkativeJpeg } from "./build.ts";

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

/** Objects 1… in order, with a classic table (ISO 32000-1 §7.5). */
export function pdfOf(objects: readonly (string | Uint8Array)[], trailer: string): Bytes {
  const parts: Uint8Array[] = [fromLatin1("%PDF-1.7\n")];
  const places: number[] = [];
  let at = parts[0]!.length;
  const add = (part: Uint8Array) => {
    parts.push(part);
    at += part.length;
  };
  objects.forEach((object, i) => {
    places.push(at);
    const body = typeof object === "string" ? fromLatin1(object) : object;
    add(concat([fromLatin1(`${i + 1} 0 obj\n`), body, fromLatin1("\nendobj\n")]));
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  add(fromLatin1(`${head}trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${at}\n%%EOF\n`));
  return concat(parts);
}

export function stream(dict: string, body: Uint8Array): Bytes {
  return concat([
    fromLatin1(`<< ${dict} /Length ${body.length} >>\nstream\n`),
    body,
    fromLatin1("\nendstream"),
  ]);
}

export const PAGE_TEXT = "BT /F1 18 Tf 20 100 Td (The parcel was damaged) Tj ET";

/** One page with a photo and a remark, the author everywhere, and a version before it that said more. */
export function talkativePdf({ catalog = "", page = "" } = {}): Bytes {
  const first = pdfOf(
    [
      `<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R ${catalog} >>`,
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Annots [7 0 R] /LastModified (D:${DAY}) /Resources << /XObject << /Im 8 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> ${page} >>`,
      stream("", fromLatin1(`${PAGE_TEXT} % ${COMMENT}`)),
      `<< /Author (${AUTHOR}) /Producer (${SERIAL}) /CreationDate (D:${DAY}) /Title (${PLACE}) >>`,
      stream("/Type /Metadata /Subtype /XML", fromLatin1(`<dc:creator>${AUTHOR}</dc:creator>`)),
      `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (${AUTHOR}) /M (D:${DAY}) /Contents (See below) >>`,
      stream(
        "/Type /XObject /Subtype /Image /Width 16 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode",
        talkativeJpeg(),
      ),
    ],
    "/Root 1 0 R /Info 5 0 R /ID [<01> <02>]",
  );
  const at = first.length;
  const text = stream("", fromLatin1(`q 50 0 0 25 20 20 cm /Im Do Q ${PAGE_TEXT}`));
  const update = concat([fromLatin1("4 0 obj\n"), text, fromLatin1("\nendobj\n")]);
  const previous = /startxref\n(\d+)/.exec(String.fromCharCode(...first))![1];
  const table = `xref\n4 1\n${String(at).padStart(10, "0")} 00000 n \n`;
  const trailer = `trailer\n<< /Size 9 /Root 1 0 R /Info 5 0 R /Prev ${previous} >>\nstartxref\n${at + update.length}\n%%EOF\n`;
  return concat([first, update, fromLatin1(table + trailer)]);
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
