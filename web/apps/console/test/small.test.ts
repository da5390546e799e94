import { describe, expect, it } from "vitest";
import { formats } from "../src/model/format.ts";
import { officeHours, setOpen, setTime, wrongDays } from "../src/model/hours.ts";
import { kitFileName, kitText } from "../src/model/kit.ts";
import { matching } from "../src/model/palette.ts";
import { readTheme, shownTheme } from "../src/model/theme.ts";
import { en } from "../src/words/messages.en.ts";

describe("the palette", () => {
  const entries = [{ label: "Close the conversation", also: "done solve" }, { label: "Écrire une réponse" }];
  it("finds by the beginnings of words, in any order, without accents", () => {
    expect(matching(entries, "conv clo")).toEqual([entries[0]]);
    expect(matching(entries, "DONE")).toEqual([entries[0]]);
    expect(matching(entries, "rep ecr")).toEqual([entries[1]]);
  });
  it("does not find the middle of a word, and shows all for nothing", () => {
    expect(matching(entries, "lose")).toEqual([]);
    expect(matching(entries, "  ")).toEqual(entries);
  });
});

describe("times", () => {
  const now = Date.UTC(2026, 10, 19, 14, 25);
  const uk = formats("en-GB", "UTC");
  it("are short in a list and clear in a thread", () => {
    expect(uk.brief(Date.UTC(2026, 10, 19, 9, 5), now)).toBe("09:05");
    expect(uk.brief(Date.UTC(2026, 10, 18, 23, 59), now)).toBe("18 Nov");
    expect(uk.day(Date.UTC(2026, 10, 18, 23, 59), now)).toBe("Yesterday");
    expect(uk.day(now, now)).toBe("Today");
    expect(uk.day(Date.UTC(2024, 1, 2), now)).toBe("2 February 2024");
  });
  it("follow the reader's zone", () => {
    expect(formats("en-GB", "Asia/Tokyo").brief(Date.UTC(2026, 10, 18, 16), now)).toBe("01:00");
  });
  it("say a dash where nobody knows the time, instead of breaking the page", () => {
    expect(uk.ago(Number.NaN, now)).toBe("–");
    expect(uk.date(Date.parse("no date"))).toBe("–");
  });
  it("never speak of the future, also when clocks differ", () => {
    expect(uk.ago(now + 60_000, now)).toBe("this minute");
    expect(uk.ago(now - 12 * 86_400_000, now)).toBe("12 days ago");
  });
});

describe("hours", () => {
  it("open and close a day in the order of the week", () => {
    expect(setOpen(officeHours, 6, true).map(({ day }) => day)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(setOpen(setOpen(officeHours, 1, false), 1, true).map(({ day }) => day)).toEqual([1, 2, 3, 4, 5]);
  });
  it("name the days that end before they begin", () => {
    expect(wrongDays(setTime(officeHours, 2, "to", "08:00"))).toEqual([2]);
    expect(wrongDays(setTime(officeHours, 2, "to", "09:00"))).toEqual([2]);
    expect(wrongDays(officeHours)).toEqual([]);
  });
});

describe("the kit as a file", () => {
  const kit = {
    organisation: "Harbour",
    address: "support.harbour.example",
    owner: "Mateo Álvarez",
    made: 0,
    seal: ["c41e", "09d7"],
    recoveryCode: ["7KQM", "M8QX"],
    accountSecret: ["A1SK", "7QMV"],
  };
  it("holds everything that opens the desk", () => {
    const text = kitText(kit, "1 January 1970", en);
    for (const part of ["7KQM M8QX", "A1SK 7QMV", "c41e 09d7", kit.address, kit.owner])
      expect(text).toContain(part);
  });
  it("has a name that every system takes", () => {
    expect(kitFileName("../Mateo: <x>")).toBe("sealdesk-recovery-kit-mateo-x.txt");
    expect(kitFileName("///")).toBe("sealdesk-recovery-kit.txt");
  });
});

describe("the look", () => {
  it("is the system's unless somebody chose, and survives a stranger's word", () => {
    expect(readTheme("javascript:")).toBe("system");
    expect(readTheme(null)).toBe("system");
    expect(shownTheme("system", { dark: true, contrast: false })).toBe("dark");
    expect(shownTheme("system", { dark: true, contrast: true })).toBe("contrast");
    expect(shownTheme("light", { dark: true, contrast: true })).toBe("light");
  });
});

describe("words", () => {
  it("name the readers and count them", () => {
    expect(en.lockLine("Amara", "Payments")).toBe("Only Amara and the Payments team can read this");
    expect(en.readersCount(1)).toBe("1 person");
    expect(en.waits(0)).toBe("now");
    expect(en.waits(61)).toBe("1 h");
  });
  it("keep to the house rules: never military, never 100 %", () => {
    const all = JSON.stringify(en).toLowerCase();
    expect(all).not.toMatch(/military|100 ?%|unbreakable|bank-grade/);
  });
});
