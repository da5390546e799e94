/**
 * What Go wrote opens here, and what is written here opens in Go (`seal/interop_test.go` reads the file).
 * `SEALDESK_WRITE_INTEROP=1` writes `seal/testdata/interop/ts.json` anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeSample, openSample, type Sample } from "./sample.ts";

const file = (name: string) => new URL(`../../../../seal/testdata/interop/${name}`, import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(file(name), "utf8")) as Sample;

describe("interoperation with Go", () => {
  test.each(["go.json", "ts.json"])("opens what stands in %s", (name) => openSample(read(name)));

  test("opens what is written here", async () => {
    const sample = await makeSample();
    await openSample(sample);
    if (process.env.SEALDESK_WRITE_INTEROP)
      writeFileSync(file("ts.json"), `${JSON.stringify(sample, null, 1)}\n`);
  });

  test("does not take one thing for another", async () => {
    const [go, ts] = [read("go.json"), read("ts.json")];
    for (const part of ["box", "message", "vault"] as const) {
      await expect(openSample({ ...go, [part]: ts[part] })).rejects.toThrow();
    }
    await expect(openSample({ ...go, statements: [] })).rejects.toThrow();
  });
});
