/** What a host may ask of the isolated page, and what a file may ask of its data. */
import { describe, expect, it } from "vitest";
import { readOrder, readPiece } from "../src/order.ts";
import { addressOf } from "../src/pdf-data.ts";
import { decode } from "../src/show.ts";

const words = { loading: "a", failed: "b", locked: "c", cut: "d", page: "e" };
const show = { kind: "image", name: "parcel", words, language: "de", direction: "rtl", theme: "dark" };

describe("an order", () => {
  it("is taken as it is", () => expect(readOrder({ show })).toEqual(show));
  it("without a language, a direction or a theme is taken as the page's own", () => {
    expect(readOrder({ show: { kind: "pdf" } })).toEqual({
      kind: "pdf",
      name: "",
      words: { loading: "", failed: "", locked: "", cut: "", page: "" },
      language: "",
      direction: "ltr",
      theme: null,
    });
  });
  for (const data of [
    null,
    undefined,
    "show",
    7,
    {},
    { show: null },
    { show: {} },
    { show: { kind: "html" } },
    { show: { kind: "constructor" } },
    [],
  ]) {
    it(`${JSON.stringify(data) ?? "nothing"} is none`, () => expect(readOrder(data)).toBeNull());
  }
  it("cannot fill the page with one endless word", () => {
    expect(readOrder({ show: { ...show, name: "x".repeat(1e6) } })?.name).toHaveLength(1000);
  });
});

describe("a piece", () => {
  it("is bytes, or the end", () => {
    expect(readPiece({ piece: Uint8Array.of(1, 2) })).toEqual(Uint8Array.of(1, 2));
    expect(readPiece({ end: true })).toBe("end");
  });
  for (const data of [null, {}, { end: 1 }, { piece: "text" }, { piece: [1] }, { piece: new ArrayBuffer(2) }])
    it(`${JSON.stringify(data)} is neither`, () => expect(readPiece(data)).toBeNull());
});

describe("text is read", () => {
  const rows: readonly (readonly [string, number[], string])[] = [
    ["as UTF-8", [0x47, 0x72, 0xc3, 0xbc], "Grü"],
    ["as UTF-8 that was cut inside of a letter", [0x47, 0x72, 0xc3], "Gr"],
    ["as UTF-16 with its mark, both ways round", [0xff, 0xfe, 0x47, 0], "G"],
    ["as UTF-16, big end first", [0xfe, 0xff, 0, 0x47], "G"],
    ["as old programs wrote it, if it is nothing else", [0x47, 0x72, 0xfc, 0x21], "Grü!"],
    ["as nothing, if there is nothing", [], ""],
  ];
  for (const [how, bytes, text] of rows) it(how, () => expect(decode(Uint8Array.from(bytes))).toBe(text));
});

describe("data that a PDF asks for", () => {
  it("is where the build put it", () => {
    expect(addressOf({ kind: "cMapUrl", filename: "UniGB-UCS2-H.bcmap" })).toBe(
      "/preview/pdf/cmaps/UniGB-UCS2-H.bcmap.js",
    );
  });
  for (const [kind, filename] of [
    ["cMapUrl", "../../assets/x"],
    ["cMapUrl", "https://evil.example/x"],
    ["cMapUrl", "a/b"],
    ["cMapUrl", "a?b"],
    ["cMapUrl", ""],
    ["wasmUrl", "openjpeg.wasm"],
    ["toString", "x"],
  ] as const)
    it(`is not ${kind} ${filename}`, () => expect(addressOf({ kind, filename })).toBeNull());
});
