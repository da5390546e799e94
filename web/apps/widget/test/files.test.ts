import { describe, expect, test, vi } from "vitest";
import type { Attachment, FileSink, Outcome, VisitorFailure } from "../src/contract.ts";
import { transcriptLines } from "../src/model/lines.ts";
import { en } from "../src/model/messages.en.ts";
import { laterEn } from "../src/model/messages.later.en.ts";
import { talkEn } from "../src/model/messages.talk.en.ts";
import { pictureType } from "../src/model/picture.ts";
import { createShelf } from "../src/model/shelf.ts";
import { edited, mine, quoted, reacted } from "./story/changes.ts";
import { conversation, jonas, now, said } from "./story/harbour.ts";

const words = { ...en, ...laterEn, ...talkEn };
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);
const photo: Attachment = { id: "a", name: "p.png", media: "image/png", size: 12, preview: "image" };
const lost: VisitorFailure = { kind: "unverified", message: "It was altered.", next: "Ask for it again." };
const done: Outcome<void> = { ok: true, value: undefined };

/** A desk that gives these pieces, or refuses after them. */
const desk = (pieces: readonly Uint8Array<ArrayBuffer>[], end: Outcome<void> = done) => {
  const opened: string[] = [];
  const openFile = async (id: string, into: FileSink) => {
    opened.push(id);
    for (const piece of pieces) await into.write(piece);
    return end;
  };
  return { opened, openFile };
};

describe("pictures are known by their bytes", () => {
  const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  test.each([
    ["image/png", png],
    ["image/jpeg", bytes("\xff\xd8\xff\xe0")],
    ["image/gif", bytes("GIF89a")],
    ["image/webp", bytes("RIFF\0\0\0\0WEBPVP8 ")],
    ["image/avif", bytes("\0\0\0\x20ftypavif")],
  ])("%s", (type, head) => expect(pictureType(head)).toBe(type));

  test.each([["<svg xmlns="], ["<!doctype html>"], ["RIFF\0\0\0\0WAVE"], ["%PDF-1.7"], [""]])(
    "not %j",
    (text) => expect(pictureType(bytes(text))).toBeNull(),
  );
});

describe("opened files", () => {
  const lives = (address: string | null) =>
    fetch(address ?? "blob:none").then(
      () => true,
      () => false,
    );

  test("are put together in order, also when the sender reuses its buffer", async () => {
    const buffer = new Uint8Array([1, 2]);
    const shelf = createShelf(async (_id, into) => {
      await into.write(buffer);
      buffer.set([3, 4]);
      await into.write(buffer);
      return done;
    });
    const taken = await shelf.take("a");
    expect(taken.ok && [...new Uint8Array(await taken.value.blob.arrayBuffer())]).toEqual([1, 2, 3, 4]);
  });

  test("are nothing at all when one piece is refused", async () => {
    const shelf = createShelf(desk([png], { ok: false, failure: lost }).openFile);
    expect(await shelf.take("a")).toEqual({ ok: false, failure: lost });
    expect(await shelf.picture(photo)).toBeNull();
  });

  test("are fetched once while they are shown, and again after a failure", async () => {
    const good = desk([png]);
    const shelf = createShelf(good.openFile);
    const [first, second] = await Promise.all([shelf.picture(photo), shelf.picture(photo)]);
    expect(first).toBe(second);
    expect(await lives(first)).toBe(true);
    expect(good.opened).toEqual(["a"]);
    const bad = desk([], { ok: false, failure: lost });
    const other = createShelf(bad.openFile);
    await other.picture(photo);
    await other.picture(photo);
    expect(bad.opened).toEqual(["a", "a"]);
  });

  test("that only call themselves pictures are not drawn", async () => {
    const shelf = createShelf(desk([new TextEncoder().encode("<svg onload=alert(1)>")]).openFile);
    expect(await shelf.picture(photo)).toBeNull();
  });

  test("leave nothing on the disk, where large ones lie unsealed", async () => {
    const disk = new Map<string, Uint8Array<ArrayBuffer>[]>();
    const folder = {
      entries: async function* () {},
      getFileHandle: async (name: string) => ({
        createWritable: async () => ({
          write: async (piece: Blob) => {
            disk.set(name, [...(disk.get(name) ?? []), new Uint8Array(await piece.arrayBuffer())]);
          },
          close: async () => undefined,
          abort: async () => undefined,
        }),
        getFile: async () => new Blob(disk.get(name) ?? []),
      }),
      removeEntry: async (name: string) => void disk.delete(name),
    };
    const storage = { getDirectory: async () => ({ getDirectoryHandle: async () => folder }) };
    vi.stubGlobal("navigator", { storage });
    try {
      const large = new Uint8Array(9 << 20);
      large.set(png);
      const shelf = createShelf(desk([large]).openFile);
      expect(await shelf.picture(photo)).not.toBeNull();
      expect(disk.size).toBe(1);
      shelf.dispose();
      await vi.waitFor(() => expect(disk.size).toBe(0));
      const late = createShelf(desk([large]).openFile);
      const coming = late.picture(photo);
      late.dispose();
      expect(await coming).toBeNull();
      const fake = createShelf(desk([new Uint8Array(9 << 20)]).openFile);
      expect(await fake.picture(photo)).toBeNull();
      await vi.waitFor(() => expect(disk.size).toBe(0));
      const breaks = createShelf(async (_file, into) => {
        await into.write(large);
        throw new Error("the page's own fault");
      });
      await expect(breaks.take("a")).rejects.toThrow();
      expect(disk.size).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test("leave no address behind", async () => {
    const shelf = createShelf(desk([png]).openFile);
    const address = await shelf.picture(photo);
    const late = createShelf(desk([png]).openFile);
    const coming = late.picture(photo);
    late.dispose();
    shelf.dispose();
    expect(await coming).toBeNull();
    expect(await lives(address)).toBe(false);
  });
});

describe("a saved conversation", () => {
  const lines = (items: typeof conversation.items) => transcriptLines(items, words, true);

  test("has every line that the screen has", () => {
    const all = lines(conversation.items);
    expect(all.map(({ text }) => text)).toContain("The 18th and the 19th.");
    expect(all.some(({ text }) => text.includes("Payments team"))).toBe(true);
    expect(all.filter(({ author }) => author === "You").length).toBe(4);
  });

  test("names files, quotes and changes", () => {
    const first = mine("m1", now, "The 17th.", { attachments: [photo] });
    const items = edited([first], "m1", "The 18th.", now);
    const [line] = lines(items);
    expect(line).toMatchObject({ text: "The 18th.", files: ["p.png"], remarks: ["edited"] });
    const answer = { kind: "theirs" as const, id: "t", at: now, author: jonas, ...said("Thank you.") };
    const [reply] = lines([{ ...answer, replyTo: quoted(items, "m1") }]);
    expect(reply).toMatchObject({ author: "Jonas Lindqvist", remarks: ["Answers You"] });
  });

  test("does not bring back what was removed", () => {
    const [line] = lines([{ kind: "removed", id: "x", at: now, author: null }]);
    expect(line).toMatchObject({ author: null, text: "You removed a message." });
  });

  test("has the rating with its comment", () => {
    const [line] = lines([{ kind: "rating", id: "r", at: now, score: 5, comment: "Quick." }]);
    expect(line?.text).toMatch(/Very well.*\nQuick\.$/s);
  });
});

test("a reaction is one per person and emoji", () => {
  const once = reacted([mine("m", now, "Hello")], "m", "👍", true);
  const [item] = reacted(once, "m", "👍", true);
  expect(item?.kind === "mine" && item.reactions).toEqual([{ emoji: "👍", mine: true, names: ["You"] }]);
});
