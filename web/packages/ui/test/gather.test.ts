import { describe, expect, it } from "vitest";
import { gather } from "../src/gather.ts";

describe("a file that comes in pieces", () => {
  const stop = new AbortController().signal;
  it("is put together in order, also where the desk uses its buffer again", async () => {
    const buffer = new Uint8Array(2);
    const whole = await gather(async (into) => {
      for (const byte of [1, 2]) await into.write(buffer.fill(byte));
      return { ok: true, value: undefined };
    }, stop);
    expect(whole.ok && [...new Uint8Array(await whole.value.blob.arrayBuffer())]).toEqual([1, 1, 2, 2]);
  });
  it("is the same where it is too large to be held", async () => {
    const pieces = 300;
    const large = await gather(async (into) => {
      for (let n = 0; n < pieces; n++) await into.write(new Uint8Array(65_536).fill(n));
      return { ok: true };
    }, stop);
    const bytes = large.ok ? new Uint8Array(await large.value.blob.arrayBuffer()) : new Uint8Array();
    expect(bytes.length).toBe(pieces * 65_536);
    for (let n = 0; n < pieces; n++) expect(bytes[n * 65_536 + 1]).toBe(n % 256);
  });
  it("is nothing if it does not end well", async () => {
    const failure = { kind: "unverified", message: "It was changed.", next: "Ask for it again." } as const;
    const cut = await gather(async (into) => {
      await into.write(new Uint8Array(4));
      return { ok: false, failure };
    }, stop);
    expect(cut).toEqual({ ok: false, failure });
  });
});
