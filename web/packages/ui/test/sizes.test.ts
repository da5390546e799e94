/** One formatter for every screen: what it says of a limit is never more than the limit. */
import { expect, test } from "vitest";
import { sizeIn } from "../src/sizes.ts";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1_000, "1 kB"],
  [999_999, "999 kB"],
  [1_590_000, "1.5 MB"],
  [99_990_000, "99.9 MB"],
  [209_715_200, "209 MB"],
  [209_999_999, "209 MB"],
  [1_000_000_000, "1 GB"],
])("%d", (bytes, said) => expect(sizeIn("en-GB", bytes)).toBe(said));

test("is said as the language does", () => {
  expect(sizeIn("de", 1_590_000)).toBe("1,5 MB");
});
