import { describe, expect, it } from "vitest";
import type { ConversationRow } from "../src/contract.ts";
import { neighbour, pickRows, waitOf } from "../src/model/rows.ts";

const minute = 60_000;
const row = (id: string, part: Partial<ConversationRow> = {}): ConversationRow => ({
  id,
  who: id,
  preview: null,
  destroyed: false,
  locked: false,
  draft: "",
  inbox: "Payments",
  unread: false,
  waitingSince: null,
  assignee: null,
  state: "open",
  identity: "anonymous",
  lastActivity: 0,
  ...part,
});
const amara = row("amara", { waitingSince: 5 * minute, lastActivity: 5 * minute, unread: true });
const kwame = row("kwame", { waitingSince: 1 * minute, lastActivity: 1 * minute });
const ingrid = row("ingrid", { lastActivity: 9 * minute });
const ids = (rows: readonly ConversationRow[]) => rows.map(({ id }) => id);

describe("the list of an agent", () => {
  it("begins with the newest", () => {
    expect(ids(pickRows([kwame, amara, ingrid], "all", "newest"))).toEqual(["ingrid", "amara", "kwame"]);
  });
  it("begins with who has waited longest; those who do not wait come last", () => {
    expect(ids(pickRows([ingrid, amara, kwame], "all", "longest"))).toEqual(["kwame", "amara", "ingrid"]);
  });
  it("leaves out who does not wait, and what was read", () => {
    expect(ids(pickRows([ingrid, amara, kwame], "waiting", "longest"))).toEqual(["kwame", "amara"]);
    expect(ids(pickRows([ingrid, amara, kwame], "unread", "newest"))).toEqual(["amara"]);
  });
  it("keeps the row one is reading, although it has left the filter", () => {
    expect(ids(pickRows([ingrid, amara, kwame], "unread", "newest", "ingrid"))).toEqual(["ingrid", "amara"]);
    expect(ids(pickRows([ingrid, amara], "unread", "newest", "kwame"))).toEqual(["amara"]);
  });
  it("does not reorder the rows it was given", () => {
    const given = [kwame, amara, ingrid];
    pickRows(given, "all", "newest");
    expect(given).toEqual([kwame, amara, ingrid]);
  });
});

describe("a waiting time", () => {
  it("is quiet until it matters", () => {
    expect(waitOf(0, 19 * minute)?.level).toBe("calm");
    expect(waitOf(0, 20 * minute)?.level).toBe("soon");
    expect(waitOf(0, 40 * minute)?.level).toBe("late");
  });
  it("is not there for somebody who does not wait, and never negative when clocks differ", () => {
    expect(waitOf(null, minute)).toBeNull();
    expect(waitOf(5 * minute, minute)).toEqual({ minutes: 0, level: "calm" });
  });
});

describe("j and k", () => {
  const rows = [amara, kwame, ingrid];
  it("move one row and hold at the ends", () => {
    expect(neighbour(rows, "amara", 1)?.id).toBe("kwame");
    expect(neighbour(rows, "ingrid", 1)?.id).toBe("ingrid");
    expect(neighbour(rows, "amara", -1)?.id).toBe("amara");
  });
  it("begin at the top when nothing, or something that is gone, is selected", () => {
    expect(neighbour(rows, null, 1)?.id).toBe("amara");
    expect(neighbour(rows, "gone", -1)?.id).toBe("amara");
    expect(neighbour([], null, 1)).toBeNull();
  });
  it("go on from where the row stood that was claimed or closed", () => {
    expect(neighbour(rows, "gone", 1, 1)?.id).toBe("kwame");
    expect(neighbour(rows, "gone", -1, 1)?.id).toBe("amara");
    expect(neighbour(rows, "gone", 1, 3)?.id).toBe("ingrid");
  });
});
