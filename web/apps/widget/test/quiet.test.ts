/** What the build takes out of the protocol's refusals, and what it must leave. */
import { expect, test } from "vitest";
import { silenced } from "../vite.quiet.ts";

test("the words go, the condition and the kind stay", () => {
  expect(silenced('demand(a.length === 32, "id is not 32 bytes", "malformed");')).toBe(
    'demand(a.length === 32, "", "malformed");',
  );
  expect(silenced('refuse("no", "unopened");')).toBe('refuse("", "unopened");');
});

test("words that are put together go as a whole", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code to be read
  const code = 'throw new RangeError(title(t) + `got ${n}`); throw new Error("x", { cause });';
  expect(silenced(code)).toBe('throw new RangeError(""); throw new Error("", { cause });');
});

test("the numbers of hashes in certificates go", () => {
  expect(silenced("const a = f(6, 136, 32, oidNist(8));")).toBe("const a = f(6, 136, 32, {});");
});

test("what is inside a condition is reached, what only looks alike is left", () => {
  expect(silenced('demand(read(() => refuse("inner")), "outer");')).toBe(
    'demand(read(() => refuse("")), "");',
  );
  const kept =
    'new Map("x"); tell("x"); a.demand(1, "x"); new VisitorError("offline", "why", "x"); new Error();';
  expect(silenced(kept)).toBe(kept);
});
