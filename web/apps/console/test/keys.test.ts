import { describe, expect, it } from "vitest";
import { commandFor, keyLabel } from "../src/model/keys.ts";

const press = (key: string, held: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe("a key on the page", () => {
  it("does what the help says", () => {
    const commands = ["j", "k", "Enter", "e", "a", "c", "r", "n", "/", "?"].map((key) =>
      commandFor(press(key), "page"),
    );
    expect(commands).toEqual([
      "next",
      "previous",
      "open",
      "close",
      "assign",
      "claim",
      "reply",
      "note",
      "search",
      "help",
    ]);
  });
  it("opens the palette from everywhere, also while writing", () => {
    expect(commandFor(press("k", { metaKey: true }), "field")).toBe("palette");
    expect(commandFor(press("K", { ctrlKey: true }), "dialog")).toBe("palette");
  });
});

describe("a key that is not ours", () => {
  it("is text in a field and belongs to a dialog", () => {
    expect(commandFor(press("e"), "field")).toBeNull();
    expect(commandFor(press("e"), "dialog")).toBeNull();
  });
  it("is the browser's with a modifier", () => {
    expect(commandFor(press("r", { ctrlKey: true }), "page")).toBeNull();
    expect(commandFor(press("c", { metaKey: true }), "page")).toBeNull();
    expect(commandFor(press("n", { altKey: true }), "page")).toBeNull();
  });
  it("presses the button that has the focus", () => {
    expect(commandFor(press("Enter"), "control")).toBeNull();
    expect(commandFor(press("j"), "control")).toBe("next");
  });
  it("is nobody's", () => {
    expect(commandFor(press("q"), "page")).toBeNull();
    expect(commandFor(press("toString"), "page")).toBeNull();
  });
});

describe("the label of a key", () => {
  it("is as it is printed", () => {
    expect(keyLabel("palette", true)).toEqual(["⌘", "K"]);
    expect(keyLabel("palette", false)).toEqual(["Ctrl", "K"]);
    expect(keyLabel("open", false)).toEqual(["↵"]);
    expect(keyLabel("close", false)).toEqual(["E"]);
  });
});
