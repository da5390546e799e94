/** PDFs written object by object. */
import { concat, fromLatin1 } from "../src/bytes.ts";
import type { Bytes } from "../src/types.ts";
import { AUTHOR, COMMENT, DAY, PLACE, SERIAL, talkativeJpeg } from "./build.ts";

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
