import { describe, expect, it } from "vitest";
import type { MessageItem, ThreadItem } from "../src/contract.ts";
import { adopted, settles } from "../src/model/draft.ts";
import { formats } from "../src/model/format.ts";
import { directionOf, pickLanguage, regionOf } from "../src/model/language.ts";
import { choicesFor, lastOwn, stepFor, stepTo } from "../src/model/talk.ts";

const message = (part: Partial<MessageItem> = {}): MessageItem => ({
  kind: "message",
  id: "m",
  at: 0,
  from: "staff",
  note: false,
  author: "Jonas",
  mine: true,
  text: "Hello",
  language: null,
  attachments: [],
  replyTo: null,
  reactions: [],
  before: [],
  mark: "sent",
  markAt: null,
  failure: null,
  ...part,
});
const open = { mayReply: true, destroyed: null };

describe("what can be done with a message", () => {
  it("is everything with one's own, and less with another's", () => {
    expect(choicesFor(message(), open)).toEqual(["answer", "react", "copy", "edit", "remove"]);
    expect(choicesFor(message({ mine: false }), open)).toEqual(["answer", "react", "copy"]);
  });
  it("is only copying where one may not write, or the keys are gone", () => {
    expect(choicesFor(message(), { ...open, mayReply: false })).toEqual(["copy"]);
    expect(choicesFor(message(), { ...open, destroyed: 1 })).toEqual(["copy"]);
  });
  it("leaves what failed to its own two ways out", () => {
    expect(choicesFor(message({ mark: "failed" }), open)).toEqual(["copy"]);
  });
  it("does not offer to copy nothing", () => {
    expect(choicesFor(message({ text: "" }), open)).not.toContain("copy");
  });
});

describe("the last own message", () => {
  const items: readonly ThreadItem[] = [
    message({ id: "a" }),
    message({ id: "n", note: true }),
    message({ id: "theirs", mine: false }),
    message({ id: "failed", mark: "failed" }),
  ];
  it("is the newest of its kind that can be changed", () => {
    expect(lastOwn(items, false)?.id).toBe("a");
    expect(lastOwn(items, true)?.id).toBe("n");
  });
  it("is nobody else's", () => {
    expect(lastOwn([message({ mine: false })], false)).toBeNull();
  });
});

describe("walking through a thread", () => {
  it("begins at the newest, and the ends hold", () => {
    expect(stepTo(5, -1, "previous")).toBe(4);
    expect(stepTo(5, -1, "next")).toBe(4);
    expect(stepTo(5, 4, "next")).toBe(4);
    expect(stepTo(5, 0, "previous")).toBe(0);
    expect(stepTo(5, 3, "first")).toBe(0);
    expect(stepTo(5, 1, "last")).toBe(4);
  });
  it("leads nowhere in an empty one", () => {
    for (const step of ["next", "previous", "first", "last"] as const) expect(stepTo(0, -1, step)).toBe(-1);
  });
  it("takes the arrows and nothing that is inherited", () => {
    expect(stepFor("ArrowUp")).toBe("previous");
    expect(stepFor("toString")).toBeNull();
    expect(stepFor("j")).toBeNull();
  });
});

describe("a draft that the desk has otherwise", () => {
  const typed = { mode: "note", reply: "I am looking", note: "" } as const;
  it("is not put over words that were just typed", () => {
    expect(adopted(typed, { ...typed, reply: "I am" }, 200)).toEqual(typed);
    expect(adopted(typed, { ...typed, reply: "" }, 200)).toEqual(typed);
  });
  it("is taken at once if it only adds to them", () => {
    const more = adopted(typed, { ...typed, reply: "I am looking\nat it" }, 200);
    expect(more).toMatchObject({ mode: "reply", reply: "I am looking\nat it" });
  });
  it("is taken whole once the keys have rested", () => {
    expect(adopted(typed, { ...typed, reply: "Done." }, settles + 1).reply).toBe("Done.");
    expect(adopted(typed, { ...typed, reply: "" }, settles + 1)).toEqual({ ...typed, reply: "" });
  });
});

describe("the language", () => {
  it("is the one chosen here, else the browser's first that there is, else English", () => {
    expect(pickLanguage("ar", ["de-AT"])).toBe("ar");
    expect(pickLanguage(null, ["pl", "fr-CA", "en"])).toBe("fr");
    expect(pickLanguage("klingon", ["pl"])).toBe("en");
    expect(pickLanguage("", [])).toBe("en");
  });
  it("keeps the region that the browser names, for dates", () => {
    expect(regionOf("en", ["de", "en-GB", "en-US"])).toBe("en-GB");
    expect(regionOf("es", ["en-GB"])).toBe("es");
  });
  it("is read from the right only where it is", () => {
    expect(directionOf("ar")).toBe("rtl");
    expect(directionOf("fr")).toBe("ltr");
  });
});

describe("sizes and shares", () => {
  const uk = formats("en-GB", "UTC");
  it("are in the unit people count in", () => {
    expect([0, 1, 18].map(uk.size)).toEqual(["0 bytes", "1 byte", "18 bytes"]);
    expect(uk.size(904_000)).toBe("904 kB");
    expect(uk.size(2_480_000)).toBe("2.4 MB");
    expect(uk.size(312_400_000)).toBe("312 MB");
  });
  it("never pass the whole", () => {
    expect(uk.share(1.4)).toBe("100%");
    expect(uk.share(-1)).toBe("0%");
    expect(formats("de").share(0.42)).toMatch(/^42/);
  });
});
