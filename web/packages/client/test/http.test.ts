/** Answers that do not come as our server gives them: each is "not known", and none of them a sign of tampering. */
import { expect, test } from "vitest";
import { isAlarming } from "../src/desk/noticed.ts";
import { Http, NoAnswer, Refused } from "../src/http.ts";
import type { HttpResponse } from "../src/platform.ts";
import { MemoryPlatform } from "./memory-platform.ts";

const brokeOff = () => Promise.reject(new TypeError("terminated"));
const whole: HttpResponse = {
  status: 200,
  headers: { get: () => null },
  text: async () => `{"open":1}`,
  bytes: async () => new Uint8Array([1, 2]),
  async *pieces() {},
};

/** The line gives this answer. */
function line(answer: Partial<HttpResponse>): Http {
  const connect = () => ({ send: () => undefined, close: () => undefined });
  return new Http(new MemoryPlatform({ answer: async () => ({ ...whole, ...answer }), connect }));
}
const failing = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => "an answer",
    (cause) => cause,
  );

test("an answer is read, in the control run", async () => {
  expect(await line({}).get("/x")).toEqual({ open: 1 });
  expect(await line({}).bytes("/x")).toEqual(new Uint8Array([1, 2]));
});

test.each([
  ["words that break off", () => line({ text: brokeOff }).get("/x")],
  ["bytes that break off", () => line({ bytes: brokeOff }).bytes("/x")],
  ["a page of somebody's network", () => line({ text: async () => "<html>Log in" }).get("/x")],
])("%s are no answer", async (_, ask) => {
  const cause = await failing(ask());
  expect(cause).toBeInstanceOf(NoAnswer);
  expect(isAlarming(cause)).toBe(false);
});

test("a refusal whose words break off is one all the same", async () => {
  const cause = await failing(line({ status: 503, text: brokeOff }).get("/x"));
  expect(cause).toBeInstanceOf(Refused);
  expect(cause).toMatchObject({ status: 503, kind: "unavailable" });
  expect(isAlarming(cause)).toBe(false);
});
