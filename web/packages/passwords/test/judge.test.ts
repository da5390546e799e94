/** Parts: somebody who chooses a password, and programs that guess. */

import { createHash } from "node:crypto";
import { dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import { describe, expect, it } from "vitest";
import { common as shipped } from "../src/common.gen.ts";
import { isCommon } from "../src/common.ts";
import { readFilter } from "../src/filter.ts";
import { aboutPerson, judge, MAX_LENGTH, MIN_ALONE, MIN_WITH_SECOND } from "../src/index.ts";
import { strengthOf } from "../src/strength.ts";

const about = aboutPerson("Harbour Credit Union", "Mateo Álvarez", "mateo.alvarez@harbour-cu.example");
const on = (password: string) => judge({ password, about });

describe("a password that nobody else has", () => {
  it.each([
    "quiet kites over basalt",
    "  spaces at both ends  ",
    "пять зелёных чайников",
    "七つの静かな湖と山",
    "🐙🛶🧂🪁🐌🛖🪗🦔",
    "nzR7!vq2Kc",
    "the harbour of my aunt in winter",
    "x".repeat(3) + " lamp ".repeat(20),
  ])("%s is taken", async (password) => {
    expect(await on(password)).toBeNull();
  });

  it("needs no digits, signs or capitals, and may be as long as 256 characters", async () => {
    const long = "quiet kites over basalt and ".repeat(10).slice(0, MAX_LENGTH);
    expect(await on("quietkitesbasalt")).toBeNull();
    expect(await on(long)).toBeNull();
    expect(await on(`${long}!`)).toBe("long");
  });
});

describe("lengths", () => {
  it("are those of NIST SP 800-63B-4 §3.1.1.2", () => {
    expect([MIN_WITH_SECOND, MIN_ALONE]).toEqual([8, 15]);
  });

  it("are counted in code points of the form that the key is derived from", async () => {
    expect(await on("kq7!zx2")).toBe("short");
    expect(await on("🐙🛶🧂🪁🐌🛖🪗")).toBe("short");
    expect(await on("e\u0301".repeat(7))).toBe("short"); // seven letters é, of fourteen code points
  });
});

describe("programs that guess", () => {
  it.each([
    "password1",
    "Password1!",
    "p4ssw0rd",
    "P@$$w0rd2024",
    "P4ssword2024!",
    "qwertyuiop",
    "iloveyou",
    "responsibility",
    "!!Wednesday99",
    "ＰＡＳＳＷＯＲＤ", // full width: NFKC makes letters of it
  ])("have %s on their list", async (password) => {
    expect(await on(password)).toBe("common");
  });

  it.each(["aaaaaaaaaaaa", "abcdefgh1", "20231122!", "12345678901234"])(
    "need few tries for %s",
    async (p) => {
      expect(await on(p)).toBe("weak");
    },
  );

  it.each(["Mateo2024!", "harbourcreditunion", "s34ld3sk!!", "alvarez-mateo", "H4rbour#1", "mateo.alvarez"])(
    "know whose it is: %s",
    async (password) => {
      expect(await on(password)).toBe("about");
    },
  );
});

describe("the list", () => {
  const entries = (list: readonly (string | number)[]) =>
    list.map((e) => String(e).normalize("NFKC").toLowerCase());

  it("has every entry that it was made from", () => {
    const passwords = entries(common["passwords-common"]!);
    const words = entries(english["commonWords-en"]!).filter((w) => w.length >= 4);
    expect(passwords.length).toBe(49_233);
    const filter = readFilter(Buffer.from(shipped, "base64"));
    const first = (entry: string) => createHash("sha1").update(entry).digest().readBigUInt64BE();
    const missing = [...passwords, ...words].filter((entry) => !filter.hasHash(first(entry)));
    expect(missing).toEqual([]);
  });

  it("takes one of 4,096 other passwords for one of its own, at most", async () => {
    // Four forms are looked up at most, each with the chance 2^-14; these have one form each.
    const tries = 20_000;
    let wrong = 0;
    for (let n = 0; n < tries; n++) if (await isCommon(`zq${n}xv${n * 7}kj${n}wz`)) wrong++;
    expect(wrong / tries).toBeLessThan(4 * 2 ** -14 * 2);
  });
});

describe("what is asked last", () => {
  const password = "quiet kites over basalt";

  it("refuses a password that was stolen elsewhere, and one that was had before", async () => {
    expect(await judge({ password, about, breached: async () => true })).toBe("breached");
    expect(await judge({ password, about, former: async () => true })).toBe("former");
  });

  it("takes nothing for good that could not be looked at", async () => {
    const unreachable = async () => Promise.reject(new Error("no connection"));
    await expect(judge({ password, about, breached: unreachable })).rejects.toThrow("no connection");
  });
});

describe("the meter", () => {
  it("knows four steps", () => {
    expect(
      ["aaaaaaaa", "xk7f9q2m", "horse staple", "quiet kites over basalt"].map((p) => strengthOf(p, [])),
    ).toEqual([1, 2, 3, 4]);
  });

  it("is not fooled by names that it was told", () => {
    expect(strengthOf("Mateo Álvarez", about)).toBeLessThan(strengthOf("Mateo Álvarez", []));
  });

  it("judges the longest that is taken in less than five seconds, on a busy machine, too", () => {
    const begun = performance.now();
    strengthOf("p4$$w0rd".repeat(32), about);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
