import { describe, expect, it } from "vitest";
import { directed, initials, shapes, tone } from "../src/index.ts";

describe("a person without a picture", () => {
  it("shows the first and the last name", () => {
    expect(initials("Amara Okafor")).toBe("AO");
    expect(initials("Ana María de la Cruz")).toBe("AC");
  });
  it("shows one letter for one word, in any script", () => {
    expect(initials("jonas")).toBe("J");
    expect(initials("أمل")).toBe("أ");
  });
  it("skips signs that are no letters", () => {
    expect(initials("(Priya) Raman")).toBe("PR");
    expect(initials("🐳 Mei")).toBe("M");
  });
  it("says so when nothing can be read", () => {
    expect(initials("  ")).toBe("?");
    expect(initials("…")).toBe("?");
  });
  it("keeps a tone for a name and spreads names over all six", () => {
    expect(tone("Amara Okafor")).toBe(tone("Amara Okafor"));
    const names = Array.from({ length: 60 }, (_, n) => `Person ${n}`);
    expect(new Set(names.map(tone)).size).toBe(6);
  });
});

describe("icons", () => {
  it("start with an absolute move, so that shapes can be joined", () => {
    for (const path of Object.values(shapes)) expect(path).toMatch(/^M[\d.]/);
  });
  it("turn round only where a shape exists", () => {
    for (const name of directed) expect(shapes[name]).toBeDefined();
  });
});
