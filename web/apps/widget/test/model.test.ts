import { describe, expect, test } from "vitest";
import type { ConversationItem } from "../src/contract.ts";
import { catalogueOf } from "../src/model/catalogue.ts";
import { createCells } from "../src/model/cell.ts";
import { createDraft } from "../src/model/draft.ts";
import { direction, formats, initials, tint } from "../src/model/format.ts";
import { en } from "../src/model/messages.en.ts";
import { laterEn } from "../src/model/messages.later.en.ts";
import { richParts, strong } from "../src/model/rich.ts";
import { threadRows } from "../src/model/thread.ts";
import { hasTranscript } from "../src/model/transcript.ts";
import { isSafeLink } from "../src/views/article.tsx";
import { said } from "./story/harbour.ts";

const noon = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const jonas = { id: "jonas", name: "Jonas Lindqvist" };
const leila = { id: "leila", name: "Leila Haddad" };

function mine(id: string, mark: "sent" | "delivered" | "read" | "failed", at = noon): ConversationItem {
  return { kind: "mine", id, at, ...said(id), mark, markAt: at, failure: null };
}
function theirs(id: string, author = jonas, at = noon): ConversationItem {
  return { kind: "theirs", id, at, author, ...said(id) };
}
const shownEnds = (items: readonly ConversationItem[]) =>
  threadRows(items).flatMap((row) => (row.kind === "item" && row.last ? [row.key] : []));

describe("a thread", () => {
  test("shows a mark only where the next own message got less far", () => {
    expect(
      shownEnds([mine("a", "read"), mine("b", "read"), mine("c", "delivered"), mine("d", "sent")]),
    ).toEqual(["b", "c", "d"]);
  });

  test("shows every failure", () => {
    expect(shownEnds([mine("a", "failed"), mine("b", "failed")])).toEqual(["a", "b"]);
  });

  test("gives a face to the last line of each author's run", () => {
    expect(shownEnds([theirs("a"), theirs("b"), theirs("c", leila), theirs("d")])).toEqual(["b", "c", "d"]);
  });

  test("names each day once, in order", () => {
    const rows = threadRows([mine("a", "read", noon - 24 * hour), mine("b", "read"), mine("c", "read")]);
    expect(rows.map((row) => row.kind)).toEqual(["day", "item", "day", "item", "item"]);
  });

  test("is empty without items", () => expect(threadRows([])).toEqual([]));
});

describe("a draft", () => {
  function desk(start = "") {
    const saved: string[] = [];
    let due: (() => void) | null = null;
    const rest = (run: () => void) => {
      due = run;
      return () => {
        due = null;
      };
    };
    return { saved, draft: createDraft(start, (text) => saved.push(text), rest), wait: () => due?.() };
  }

  test("is saved once per rest, not per key", () => {
    const { saved, draft, wait } = desk();
    draft.later("h");
    draft.later("he");
    expect(saved).toEqual([]);
    wait();
    expect(saved).toEqual(["he"]);
  });

  test("is saved at once when one leaves, and only once", () => {
    const { saved, draft, wait } = desk();
    draft.later("hello");
    draft.flush();
    wait();
    draft.flush();
    expect(saved).toEqual(["hello"]);
  });

  test("that was sent does not come back as an echo", () => {
    const { draft, wait } = desk();
    draft.later("hello");
    wait();
    expect(draft.takes("hello", "")).toBe(false);
    draft.now("");
    expect(draft.takes("hello", "")).toBe(false);
    expect(draft.takes("", "")).toBe(false);
  });

  test("echoes may arrive late and may be skipped", () => {
    const { draft } = desk();
    draft.now("h");
    draft.now("he");
    draft.now("");
    expect(draft.takes("he", "")).toBe(false);
    expect(draft.takes("", "")).toBe(false);
    expect(draft.takes("he", "")).toBe(true);
  });

  test("taken back fills an empty box and never overwrites", () => {
    expect(desk().draft.takes("taken back", "")).toBe(true);
    expect(desk().draft.takes("taken back", "half a sentence")).toBe(false);
  });
});

describe("emphasis", () => {
  test("survives a name that carries marks of its own", () => {
    expect(richParts(`To ${strong("Ev\u2069il\u2068 team")}.`)).toEqual([
      { text: "To ", strong: false },
      { text: "Evil team", strong: true },
      { text: ".", strong: false },
    ]);
  });

  test("is never markup", () => {
    expect(richParts(strong("<b>x</b>"))).toEqual([{ text: "<b>x</b>", strong: true }]);
  });
});

describe("times", () => {
  const f = formats("en-GB", "UTC");

  test("days are named by nearness", () => {
    expect(f.day(noon, noon)).toBe("Today");
    expect(f.day(noon - 24 * hour, noon)).toBe("Yesterday");
    expect(f.day(Date.UTC(2026, 10, 3), noon)).toBe("3 Nov");
    expect(f.day(Date.UTC(2025, 0, 3), noon)).toBe("3 January 2025");
  });

  test("an opening is said so that one can plan", () => {
    expect(f.moment(noon + 2 * hour, noon)).toBe("14:00");
    expect(f.moment(noon + 21 * hour, noon)).toBe("tomorrow, 09:00");
    expect(f.moment(noon + 45 * hour, noon)).toBe("Tuesday, 09:00");
    expect(formats("en-US", "UTC").moment(noon + 21 * hour, noon)).toMatch(/^tomorrow, 9:00\sAM$/);
  });
});

describe("people", () => {
  test.each([
    ["Jonas Lindqvist", "JL"],
    ["Madonna", "M"],
    ["  ", "?"],
    ["李 小龙", "李小"],
    ["👩‍🚀 Ada", "👩A"],
  ])("%s", (name, letters) => expect(initials(name)).toBe(letters));

  test("keep their tint", () => {
    expect(tint("jonas")).toBe(tint("jonas"));
    for (const id of ["a", "b", "c", "", "𝒳"]) expect([1, 2, 3, 4, 5, 6]).toContain(tint(id));
  });
});

describe("words", () => {
  test("and page language agree, also where a language is missing", async () => {
    expect(await catalogueOf("en-GB")).toMatchObject({ language: "en-GB" });
    expect(await catalogueOf("de-CH")).toMatchObject({ language: "de-CH" });
    expect(await catalogueOf("xx-YY")).toMatchObject({ language: "en" });
    expect(direction("ar-EG")).toBe("rtl");
    expect(direction("en")).toBe("ltr");
  });

  test("count people and minutes rightly", () => {
    expect(en.usually(1)).toBe("We usually reply in 1 minute");
    expect(en.usually(90)).toBe("We usually reply in 2 hours");
    expect(laterEn.readerChange.teamReads("Jonas", 1)).toBe(
      "Jonas and 1 colleague can read it from the start.",
    );
    expect(laterEn.readerChange.teamReads(null, 6)).toBe("6 people can read it from the start.");
    expect(laterEn.readerChange.teamReads("Jonas", 0)).toBe("Jonas can read it from the start.");
  });

  test("promise no more than is so", () => {
    const all = JSON.stringify([en, laterEn], (_key, value) =>
      typeof value === "function" ? String(value) : value,
    );
    expect(all).not.toMatch(/military|100 ?%|unbreakable|TLS/i);
  });
});

test("only web, mail and phone addresses become links", () => {
  expect(["https://a.example", "mailto:a@b.example", "tel:123"].every(isSafeLink)).toBe(true);
  expect(
    ["javascript:alert(1)", "data:text/html,x", "http://a.example", "/help", "JAVASCRIPT:x", ""].some(
      isSafeLink,
    ),
  ).toBe(false);
});

test("there is a transcript once something was asked", () => {
  expect(hasTranscript([])).toBe(false);
  expect(hasTranscript([{ kind: "unknown", id: "u", at: noon }])).toBe(false);
  expect(hasTranscript([{ kind: "asked", id: "a", at: noon, text: "?" }])).toBe(true);
});

test("a cell tells about changes, not about the same again", () => {
  const { cell, subscribe } = createCells();
  const held = cell(1);
  const seen: number[] = [];
  const leave = subscribe(() => seen.push(held.value));
  held.value = 1;
  held.value = 2;
  leave();
  held.value = 3;
  expect(seen).toEqual([2]);
});
