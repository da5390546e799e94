/**
 * Everything of the protocol that reads what somebody else wrote, on damaged bytes.
 *
 * Promise: whatever comes in is read, or refused with a `SealError`; nothing else leaves a reader, and none hangs.
 * What is signed or sealed and was changed by one bit is refused. The samples are the vectors, valid and not: each is
 * read with its own keys, at its own place.
 */
import { readdirSync, readFileSync } from "node:fs";
import { type Bytes, damaged, damagedWith, fuzz, patience, textOf } from "@sealdesk/fuzz";
import { describe, expect, test } from "vitest";
import { equal, hex, unhex } from "../src/bytes.ts";
import { decode, encode } from "../src/cbor.ts";
import { fromCrockford, SealError, toCrockford } from "../src/index.ts";
import { readInviteLink, writeInviteLink } from "../src/staff.ts";
import { type Case, OtherOutcome } from "./vector-input.ts";
import { outcome, readVectors, type VectorFile } from "./vector-run.ts";

/** What others send, by its name in the vectors; other inputs are the reader's own. */
const OUTSIDE = [
  ...["body", "box", "event", "head", "kept", "message", "note", "plaintext", "proof", "sealing"],
  ...["signed", "statement", "unlocker", "vault", "wrap"],
];
/** Where no changed byte may pass: what is signed, or sealed to a key. */
const AUTHENTIC = [
  ...["certificate signed", "mark signed", "receipt signed", "session signed", "thread signed"],
  ...["thread-generation signed", "visitor-device signed", "draft kept", "open box", "open message"],
  ...["unlock unlocker", "unwrap wrap", "vault vault", "inclusion proof", "consistency proof"],
];

interface Sample {
  readonly file: VectorFile;
  readonly of: Case;
}

const folder = new URL("../../../../seal/testdata/vectors/", import.meta.url);

/** By the name that a failure is told with: whole vectors would drown it. */
const sampleOf = new Map<string, Sample>();

/** The names and bytes of the samples of every operation and field: `thread signed` and so on. */
function collected(): ReadonlyMap<string, readonly (readonly [string, Bytes])[]> {
  const found = new Map<string, (readonly [string, Bytes])[]>();
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".json"))) {
    const file = readVectors(readFileSync(new URL(name, folder), "utf8"));
    for (const of of file.cases) {
      for (const field of OUTSIDE.filter((each) => typeof of.input[each] === "string" && of.input[each])) {
        const reader = `${of.op} ${field}`;
        const called = `${name}: ${of.name}, ${reader}`;
        sampleOf.set(called, { file, of });
        found.set(reader, [...(found.get(reader) ?? []), [called, unhex(of.input[field] as string)]]);
      }
    }
  }
  return found;
}

/** Reads these bytes as the sample is read; whether they were accepted. */
async function accepted(called: string, field: string, bytes: Bytes): Promise<boolean> {
  const { file, of } = sampleOf.get(called)!;
  try {
    await outcome(file, { ...of, input: { ...of.input, [field]: hex(bytes) } });
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    if (error instanceof OtherOutcome) return true;
    throw error;
  }
}

describe.each([...collected()])("%s", (reader, samples) => {
  const [op, field] = reader.split(" ") as [string, string];
  const sent = new Set(samples.map(([, bytes]) => hex(bytes)));
  test("is read or refused, damaged or not", { timeout: patience }, () =>
    fuzz(damagedWith(samples), async ([called, bytes]) => {
      // Nothing is the proof of what needs none.
      const passed = (await accepted(called, field, bytes)) && bytes.length > 0;
      if (AUTHENTIC.includes(reader)) expect(passed && !sent.has(hex(bytes)), `${op} took it`).toBe(false);
    }),
  );
});

test("a checkpoint says only what was signed, however its note is damaged", { timeout: patience }, () => {
  const samples = collected().get("checkpoint note")!;
  // Behind the blank line stand signatures: those of others may be whatever they like, and are nothing that was said.
  const signed = (note: Bytes) => hex(note).split("0a0ae28094")[0];
  const sent = new Set(samples.map(([, note]) => signed(note)));
  return fuzz(damagedWith(samples), async ([called, note]) => {
    if (await accepted(called, "note", note))
      expect(sent.has(signed(note)), `${called} said more`).toBe(true);
  });
});

describe("texts that people type or follow", () => {
  const letters = ["0", "o", "I", "-", " ", "U", "z", "Z", "é", "_", "=", "\u202e", "AbC4", "wx9~"];
  const refused = (read: () => unknown): boolean => {
    try {
      read();
      return false;
    } catch (error) {
      if (error instanceof SealError) return true;
      throw error;
    }
  };
  test("a code is read in one way, or refused", { timeout: patience }, () =>
    fuzz(textOf(letters, 40), async (typed) => {
      if (refused(() => fromCrockford(typed, 16))) return;
      const code = fromCrockford(typed, 16);
      expect(equal(fromCrockford(toCrockford(code), 16), code)).toBe(true);
    }),
  );
  test("an invitation's link, too", { timeout: patience }, () =>
    fuzz(textOf(letters, 150), async (fragment) => {
      if (refused(() => readInviteLink(fragment))) return;
      expect(writeInviteLink(readInviteLink(fragment))).toBe(fragment);
    }),
  );
});

test("CBOR has one encoding", { timeout: patience }, () => {
  const samples = [...collected().values()].flat().map(([, bytes]) => bytes);
  return fuzz(damaged(samples.slice(0, 400)), async (bytes) => {
    try {
      expect(equal(encode(decode(bytes)), bytes)).toBe(true);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  });
});
