import { describe, expect, it } from "vitest";
import type { MessageItem, ThreadItem } from "../src/contract.ts";
import { beyondQuotes, showsMark, threadLines } from "../src/model/thread.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const dayOf = (at: number) => `${Math.floor(at / day)}`;
const said = (id: string, at: number, part: Partial<MessageItem> = {}): MessageItem => ({
  kind: "message",
  id,
  at,
  from: "customer",
  note: false,
  author: "Amara",
  mine: false,
  text: id,
  language: null,
  mark: "none",
  markAt: null,
  failure: null,
  attachments: [],
  replyTo: null,
  reactions: [],
  before: [],
  ...part,
});
const closed = (id: string, at: number): ThreadItem => ({
  kind: "state",
  id,
  at,
  state: "closed",
  by: "Jonas",
  about: "",
});
const shape = (items: readonly ThreadItem[]) =>
  threadLines(items, dayOf).map((line) => (line.kind === "day" ? "day" : line.follows ? "follows" : "item"));

describe("a thread", () => {
  it("says the day once, and again on the next", () => {
    expect(shape([said("a", 0), closed("b", minute), said("c", day)])).toEqual([
      "day",
      "item",
      "item",
      "day",
      "item",
    ]);
  });
  it("keeps a run of one author together", () => {
    expect(shape([said("a", 0), said("b", minute)])).toEqual(["day", "item", "follows"]);
  });
  it("names the author again after a pause, another author, a note or a line between", () => {
    expect(shape([said("a", 0), said("b", 3 * minute)])).toEqual(["day", "item", "item"]);
    expect(shape([said("a", 0), said("b", 1, { author: "Jonas", from: "staff" })])).toEqual([
      "day",
      "item",
      "item",
    ]);
    expect(shape([said("a", 0), said("b", 1, { note: true })])).toEqual(["day", "item", "item"]);
    expect(shape([said("a", 0), closed("x", 1), said("b", 2)])).toEqual(["day", "item", "item", "item"]);
  });
  it("never joins a customer who took the name of a colleague", () => {
    const staff = said("a", 0, { author: "Jonas", from: "staff" });
    expect(shape([staff, said("b", 1, { author: "Jonas" })])).toEqual(["day", "item", "item"]);
  });
});

describe("marks", () => {
  const mine = (id: string, mark: MessageItem["mark"]) => said(id, 0, { mine: true, from: "staff", mark });
  it("stand at the newest message that has them", () => {
    const items = [mine("a", "read"), mine("b", "read"), mine("c", "sent")];
    expect(items.map((_, at) => showsMark(items, at))).toEqual([false, true, true]);
  });
  it("always stand at what has not left", () => {
    const items = [mine("a", "failed"), mine("b", "failed"), mine("c", "waiting")];
    expect(items.map((_, at) => showsMark(items, at))).toEqual([true, true, true]);
  });
  it("never stand at the customer's messages or beside the list", () => {
    expect(showsMark([said("a", 0, { mark: "read" })], 0)).toBe(false);
    expect(showsMark([], 3)).toBe(false);
  });
});

describe("what the assistant had shown", () => {
  const quoting = (text: string, ...quotes: string[]) =>
    beyondQuotes({ text, sources: quotes.map((quote) => ({ title: "Cards", quote })) });

  it("says a passage once, however it is spaced", () => {
    expect(quoting("Call us\n at once.", "Call us at once.")).toBe("");
    expect(quoting("Call us. We block it.", "Call us.", "We block it.")).toBe("");
  });
  it("keeps words of its own", () => {
    expect(quoting("It may be a hold. Call us.", "Call us.")).toBe("It may be a hold. Call us.");
    expect(quoting("Hello")).toBe("Hello");
    expect(quoting("Hello", "")).toBe("Hello");
  });
});
