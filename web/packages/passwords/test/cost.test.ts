import { describe, expect, it } from "vitest";
import { costFor, LARGEST_COST, SMALLEST_COST } from "../src/index.ts";

const work = ({ memory, iterations }: { memory: number; iterations: number }) => memory * iterations;

describe("what a password may cost", () => {
  it("is about three quarters of a second, wherever that is within the bounds", () => {
    for (let took = 60; took < 700; took += 7) {
      const expected = (work(costFor(took)) / work(SMALLEST_COST)) * took;
      expect(expected, `${took} ms`).toBeGreaterThan(500);
      expect(expected, `${took} ms`).toBeLessThan(1000);
    }
  });

  it("is never less than the protocol's floor, on the slowest machine", () => {
    for (const took of [751, 5_000, 1e9]) expect(costFor(took)).toEqual(SMALLEST_COST);
  });

  it("never keeps a phone busy that is to bear it, too", () => {
    for (const took of [0.01, 1, 10]) expect(costFor(took)).toEqual(LARGEST_COST);
  });

  it("is a middling one where the clock says nothing of use", () => {
    for (const took of [0, -3, Number.NaN]) expect(costFor(took)).toEqual({ memory: 32_768, iterations: 3 });
  });
});
