/** What a person is told when something fails on the device. */
import { describe, expect, it } from "vitest";
import { failureOf } from "../src/desk/failure.ts";
import { refusal } from "../src/http.ts";

it.each(["NotAllowedError", "AbortError"])("a person who gives up a passkey (%s) is told nothing", (name) => {
  expect(failureOf(new DOMException("", name)).kind).toBe("cancelled");
});

it.each(["QuotaExceededError", "InvalidStateError", "DataCloneError", "OperationError"])(
  "a browser that fails with %s is not taken for a person who gave up",
  (name) => {
    expect(failureOf(new DOMException("", name))).toMatchObject({ kind: "unexpected" });
  },
);

describe("what was refused", () => {
  const answer = (status: number, text: string) => refusal(status, text, null);

  it("is of the kind that the server says", () => {
    const text = JSON.stringify({ kind: "gone", message: "Gone.", next: "Start a new one." });
    expect(answer(410, text)).toMatchObject({ kind: "gone", message: "Gone.", next: "Start a new one." });
  });

  it.each([
    [413, "too_large"],
    [429, "limited"],
    [401, "unavailable"],
    [403, "unavailable"],
    [404, "unavailable"],
    [502, "unavailable"],
  ])("by a proxy with %i is %s: nothing that was written is given up for it", (status, kind) => {
    const refused = answer(status, "<html>not ours</html>");
    expect(refused).toMatchObject({ kind, message: "The server did not accept this." });
  });
});
