/** What a person is told when something fails on the device. */
import { expect, it } from "vitest";
import { failureOf } from "../src/desk/failure.ts";

it.each(["NotAllowedError", "AbortError"])("a person who gives up a passkey (%s) is told nothing", (name) => {
  expect(failureOf(new DOMException("", name)).kind).toBe("cancelled");
});

it.each(["QuotaExceededError", "InvalidStateError", "DataCloneError", "OperationError"])(
  "a browser that fails with %s is not taken for a person who gave up",
  (name) => {
    expect(failureOf(new DOMException("", name))).toMatchObject({ kind: "unexpected" });
  },
);
