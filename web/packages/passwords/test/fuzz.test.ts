/** Damaged filters: each is read in one way or refused, soon. */
import { damaged, fuzz, patience } from "@sealdesk/fuzz";
import { expect, it } from "vitest";
import { NoFilter, readFilter } from "../src/filter.ts";

/** Two bits of remainder, three values: 1, 6, 6. */
const SMALL = Uint8Array.of(0x53, 0x44, 0x50, 0x46, 1, 2, 0, 0, 0, 3, 0b00110010, 0b00000000);

it(
  "a damaged filter is refused, or is a sorted set",
  async () => {
    expect([...readFilter(SMALL).values]).toEqual([1, 6, 6]);
    await fuzz(damaged([SMALL]), async (bytes) => {
      try {
        const { values } = readFilter(bytes);
        expect([...values].every((v, at) => at === 0 || v >= values[at - 1]!)).toBe(true);
      } catch (cause) {
        if (!(cause instanceof NoFilter)) throw cause;
      }
    });
  },
  patience,
);
