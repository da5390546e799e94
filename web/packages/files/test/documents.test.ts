/** A customer sends a complaint as a document. It names its author in seven places, none of them on the page. */
import { deflateSync, gzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { PDFDocument } from "pdf-lib";
import { describe, expect, it, test } from "vitest";
import { concat, fromLatin1, latin1, le32 } from "../src/bytes.ts";
import { clean, isDangerous } from "../src/index.ts";
import { demandDrawable, demandModest } from "../src/pdf-streams.ts";
import type { Bytes } from "../src/types.ts";
import { writeZip } from "../src/zip.ts";
import { AUTHOR, cleaned, fileOf, secretsIn } from "./build.ts";
import { bombPdf, docx, docxEntries, entryOf, odt, pptx, TYPES, WORDS, xlsx } from "./build-office.ts";
import { PAGE_TEXT, pdfOf, stream, talkativePdf } from "./build-pdf.ts";
import { jpegSample } from "./samples.ts";

/** Everything in an archive, unpacked: secrets cannot hide behind compression. */
function unpacked(bytes: Bytes): Bytes {
  return concat([bytes, ...Object.values(unzipSync(bytes))]);
}

const partOf = (bytes: Bytes, name: string) => latin1(unzipSync(bytes)[name] ?? new Uint8Array());

describe("a Word document", () => {
  it("keeps its words and changes, and loses who wrote them, when, where and on what", async () => {
    expect(secretsIn(unpacked(docx()))).toHaveLength(5);
    const sent = await cleaned(docx(), "complaint.docx");
    expect(secretsIn(unpacked(sent.bytes))).toEqual([]);
    expect(sent.removed).toEqual(
      ["author", "comment", "device", "history", "place", "thumbnail", "time"].filter((t) =>
        sent.removed.includes(t as never),
      ),
    );
    expect(sent.removed).toContain("author");
    expect(sent.uncleaned).toBe(false);
    expect(sent.media).toMatch(/wordprocessingml\.document$/);
    expect(partOf(sent.bytes, "word/document.xml")).toBe(
      `<w:document><w:p><w:ins w:id="1" w:author="Author"><w:r><w:t>${WORDS}</w:t></w:r></w:ins></w:p></w:document>`,
    );
    expect(partOf(sent.bytes, "word/settings.xml")).toBe(
      '<w:settings><w:zoom w:percent="100"/></w:settings>',
    );
  });
  it("loses its thumbnail and the reference to it, and its photos their Exif", async () => {
    const { bytes } = await cleaned(docx());
    expect(Object.keys(unzipSync(bytes))).not.toContain("docProps/thumbnail.jpeg");
    expect(partOf(bytes, "_rels/.rels")).not.toContain("thumbnail");
    expect(unzipSync(bytes)["word/media/image1.jpeg"]).toEqual(jpegSample());
  });
  it("that has macros says so, whatever its name", async () => {
    const sent = await cleaned(
      writeZip([...docxEntries(), entryOf("word/vbaProject.bin", "x")]),
      "letter.docx",
    );
    expect(isDangerous(sent.name, sent.media)).toBe(true);
  });
  it("with another document inside is cleaned as far as it goes, and said to be not clean", async () => {
    const sent = await cleaned(writeZip([...docxEntries(), entryOf("word/embeddings/a.xlsx", AUTHOR)]));
    expect(sent.uncleaned).toBe(true);
    expect(sent.removed).toContain("author");
  });
  it("that is signed is not touched", async () => {
    const before = writeZip([...docxEntries(), entryOf("_xmlsignatures/sig1.xml", "<Signature/>")]);
    expect(await cleaned(before)).toMatchObject({ uncleaned: true, bytes: before });
  });
});

describe("other office documents", () => {
  it("lose the same: a sheet's path and persons, slides' comment authors, OpenDocument's creators", async () => {
    for (const before of [xlsx(), pptx(), odt()]) {
      expect(secretsIn(unpacked(before))).not.toEqual([]);
      const sent = await cleaned(before);
      expect(secretsIn(unpacked(sent.bytes))).toEqual([]);
      expect(sent.uncleaned).toBe(false);
      expect(latin1(unpacked(sent.bytes))).toContain(WORDS);
    }
  });
  it("OpenDocument's first entry stays first and stored, so that others know it", async () => {
    const { bytes } = await cleaned(odt());
    expect(latin1(bytes.slice(30, 77))).toBe("mimetypeapplication/vnd.oasis.opendocument.text");
    expect(partOf(bytes, "META-INF/manifest.xml")).not.toContain("Thumbnails");
  });
});

describe("an archive that means harm", () => {
  const lying = (change: (bytes: Bytes, list: number) => void): Bytes => {
    const bytes = docx();
    change(bytes, latin1(bytes).indexOf("PK\x01\x02"));
    return bytes;
  };
  const rows: readonly (readonly [string, () => Bytes])[] = [
    [
      "claims a part of four gigabytes",
      () => lying((bytes, list) => bytes.set(le32(0xfffffff0), list + 24 + 70)),
    ],
    ["unpacks to more than it says", () => bomb(20 << 20, 64)],
    ["unpacks to more than fits", () => bomb(65 << 20, 65 << 20)],
    ["points outside of itself", () => lying((bytes, list) => bytes.set(le32(0x7fffffff), list + 42))],
    ["is encrypted", () => lying((bytes, list) => bytes.set([1], list + 8))],
    ["has the same part twice", () => writeZip([...docxEntries(), entryOf("word/document.xml", "<x/>")])],
    ["has no end", () => docx().slice(0, -22)],
    ["is no document", () => writeZip([entryOf("a.txt", AUTHOR)])],
    [
      "is not text where text should be",
      () => writeZip([TYPES, entryOf("word/document.xml", fromLatin1("\xff\xfe<"))]),
    ],
  ];
  function bomb(size: number, claimed: number): Bytes {
    const real = entryOf("word/document.xml", new Uint8Array(size));
    return writeZip([TYPES, { ...real, size: claimed }]);
  }
  for (const [name, make] of rows) {
    it(`because it ${name} is sent as it is, and that is said`, async () => {
      const before = make();
      const sent = await cleaned(before);
      expect(sent.uncleaned).toBe(true);
      expect(Buffer.compare(sent.bytes, before)).toBe(0);
    });
  }
});

describe("a PDF", () => {
  /** Without compression, so that nothing hides. */
  const plain = async (bytes: Bytes) =>
    new Uint8Array(
      await (await PDFDocument.load(bytes, { updateMetadata: false })).save({ useObjectStreams: false }),
    );

  it("keeps its page, and loses author, metadata, dates, a photo's Exif, and its earlier version", async () => {
    expect(secretsIn(talkativePdf())).toHaveLength(5);
    const sent = await cleaned(talkativePdf(), "complaint.pdf");
    expect(sent).toMatchObject({ media: "application/pdf", preview: "pdf", uncleaned: false });
    expect(sent.removed).toEqual(["author", "comment", "device", "history", "place", "thumbnail", "time"]);
    const inside = await plain(sent.bytes);
    expect(secretsIn(inside)).toEqual([]);
    expect(secretsIn(sent.bytes)).toEqual([]);
    expect(latin1(inside)).toContain(PAGE_TEXT);
    expect(latin1(inside)).toContain("(See below)");
    expect((await PDFDocument.load(sent.bytes)).getPageCount()).toBe(1);
  });
  it("with a file attached inside is said to be not clean", async () => {
    const before = talkativePdf({
      catalog: "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 4 0 R >> >>] >> >>",
    });
    expect((await cleaned(before)).uncleaned).toBe(true);
  });
  const refused: readonly (readonly [string, () => Bytes])[] = [
    [
      "signed",
      () =>
        talkativePdf({
          catalog: "/AcroForm << /Fields [<< /FT /Sig /V << /Type /Sig /ByteRange [0 1 2 3] >> >>] >>",
        }),
    ],
    [
      "encrypted",
      () =>
        pdfOf(
          [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [] /Count 0 >>",
            "<< /Filter /Standard >>",
          ],
          "/Root 1 0 R /Encrypt 3 0 R",
        ),
    ],
    [
      "without pages",
      () =>
        pdfOf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"], "/Root 1 0 R"),
    ],
    ["without a catalogue", () => fromLatin1(`%PDF-1.7\n${AUTHOR}\n%%EOF`)],
  ];
  it("that packs gigabytes is refused before anything unpacks it", () => {
    expect(() => demandModest(bombPdf(70 << 20))).toThrow(/fill the memory/);
    expect(() => demandModest(bombPdf(1 << 20))).not.toThrow();
  });
  it("is not drawn where what is on its pages would fill the memory, packed several times neither", () => {
    const page = (...packed: readonly Uint8Array[]) =>
      pdfOf(
        packed.map((each) => stream("/Filter /FlateDecode", each)),
        "/Root 1 0 R",
      );
    const zlib = (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes));
    const most = { stream: 8 << 20, all: 16 << 20 };
    const modest = zlib(new Uint8Array(5 << 20));
    const bomb = zlib(new Uint8Array(9 << 20));
    for (const file of [page(modest, modest, modest), page(zlib(modest))])
      expect(() => demandDrawable(file, most)).not.toThrow();
    for (const file of [page(modest, bomb), page(zlib(bomb)), page(zlib(zlib(bomb)))])
      expect(() => demandDrawable(file, most)).toThrow(/fill the memory/);
    expect(() => demandDrawable(page(modest, modest, modest, modest), most)).toThrow(/fill the memory/);
  });
  for (const [name, make] of refused) {
    it(`that is ${name} is not touched`, async () => {
      const before = make();
      expect(await cleaned(before)).toMatchObject({ uncleaned: true, removed: [], bytes: before });
    });
  }
});

test("a packed drawing is not unpacked: it goes as the bytes that it is, and is not drawn", async () => {
  const svgz = new Uint8Array(gzipSync(Buffer.alloc(48 << 20, "<svg/>")));
  const used = process.cpuUsage();
  expect(await clean(fileOf(svgz))).toMatchObject({
    media: "application/gzip",
    preview: null,
    uncleaned: true,
  });
  expect(process.cpuUsage(used).user).toBeLessThan(100_000);
});
