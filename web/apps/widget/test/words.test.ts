import { describe, expect, test } from "vitest";
import { en } from "../src/model/messages.en.ts";
import { laterEn } from "../src/model/messages.later.en.ts";
import { talkEn } from "../src/model/messages.talk.en.ts";
import type { AllMessages } from "../src/model/messages.ts";
import { numbers } from "../src/model/numbers.ts";
import { allAskedWords } from "../src/words/asked.ts";
import { allDeviceWords } from "../src/words/devices.ts";
import { words as ar } from "../src/words/words-ar.ts";
import { words as de } from "../src/words/words-de.ts";
import { words as es } from "../src/words/words-es.ts";
import { countIn } from "../src/words/words-forms.ts";
import { words as fr } from "../src/words/words-fr.ts";

const english: AllMessages = { ...en, ...laterEn, ...talkEn };
const others = { ar, de, es, fr };

/** Every sentence by its path; what takes arguments is said with some. */
function sentences(tree: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof tree === "string") return [[path, tree]];
  if (typeof tree === "function") {
    const said: unknown = Reflect.apply(tree, null, tree.length === 2 ? ["7", "9"] : ["7", "9", "3"]);
    return [[path, typeof said === "string" ? said : ""]];
  }
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
}

/** The same in every language: signs, names, and a few words that are. */
const shared = /^[\s\d·:%,.]*$|^(Chat|Emoji|Code|Menu|7 · 9|7: 9)$/i;

describe.each(Object.entries(others))("the window in %s", (_language, words) => {
  const own = sentences(words);

  test("says everything that it says in English", () => {
    expect(own.map(([path]) => path).sort()).toEqual(
      sentences(english)
        .map(([path]) => path)
        .sort(),
    );
    expect(own.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("leaves nothing in English", () => {
    const same = new Map(sentences(english));
    const left = own.filter(([path, text]) => same.get(path) === text && !shared.test(text));
    // French has a few of the same words.
    expect(left.filter(([, text]) => !["Conversation", "Article", "Assistant"].includes(text))).toEqual([]);
  });

  test("says of other devices everything, in its own words", () => {
    const [device, english] = [allDeviceWords[_language]!, allDeviceWords.en!].map((w) => sentences(w)) as [
      ReturnType<typeof sentences>,
      ReturnType<typeof sentences>,
    ];
    expect(device.map(([path]) => path)).toEqual(english.map(([path]) => path));
    const same = new Map(english);
    expect(device.filter(([path, text]) => same.get(path) === text && !shared.test(text))).toEqual([]);
  });

  test("names the other device’s way by the words that it has", () => {
    const [asked, device] = [allAskedWords[_language]!, allDeviceWords[_language]!];
    expect(asked.elsewhere(device.begin)).toContain(device.begin);
    expect(asked.elsewhere("")).not.toBe(allAskedWords.en!.elsewhere(""));
  });

  test("promises no more than is so", () => {
    expect(JSON.stringify(own)).not.toMatch(/100 ?%|TLS/i);
  });

  test("keeps what is said in figures", () => {
    for (const path of [".files.tooLarge", ".actions.newMessage", ".meta"]) {
      const text = own.find(([name]) => name === path)?.[1] ?? "";
      expect(text).toMatch(/7/);
    }
    expect(words.readersDevices(3)).toMatch(/[3٣]/);
  });
});

describe("numbers in sentences", () => {
  test("take all six Arabic forms", () => {
    const count = countIn("ar");
    const forms = { zero: "z", one: "o", two: "t", few: "f", many: "m", other: "x" };
    expect([0, 1, 2, 3, 11, 100].map((n) => count(n, forms))).toEqual(["z", "o", "t", "f", "m", "x"]);
  });

  test("fall back to the form that every language has", () => {
    expect(countIn("de")(1, { other: "# weitere" })).toBe("1 weitere");
  });

  test.each([
    [de, "Vor Ihnen ist 1 Person.", "Vor Ihnen sind 2 Personen."],
    [es, "Hay 1 persona antes que usted.", "Hay 2 personas antes que usted."],
    [fr, "1 personne est avant vous.", "2 personnes sont avant vous."],
  ])("%#", (words, one, two) => {
    expect([words.signals.ahead(1), words.signals.ahead(2)]).toEqual([one, two]);
  });

  test("agree with who can read", () => {
    expect(de.readerChange.teamReads("Jonas", 0)).toBe("Jonas kann es von Anfang an lesen.");
    expect(de.readerChange.teamReads("Jonas", 2)).toBe(
      "Jonas und 2 weitere Personen können es von Anfang an lesen.",
    );
    expect(fr.readerChange.teamReads(null, 1)).toBe("1 personne peut lire ceci depuis le début.");
    expect(es.readerChange.teamReads(null, 0)).toBe("El equipo puede leerlo desde el principio.");
  });
});

describe("sizes and shares", () => {
  const british = numbers("en-GB");
  test.each([
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [999_499, "999 kB"],
    [1_500_000, "1.5 MB"],
    [209_715_200, "209 MB"],
    [999_999, "999 kB"],
  ])("%d", (bytes, said) => expect(british.size(bytes)).toBe(said));

  test("are said as the language does", () => {
    expect(numbers("de").size(1_500_000)).toBe("1,5 MB");
    expect(numbers("fr").percent(0.42).replace(/\s/g, " ")).toBe("42 %");
  });

  test("never say that all is done before it is", () => {
    expect(british.percent(0.999)).toBe("99%");
    expect(british.percent(7)).toBe("100%");
    expect(british.percent(-1)).toBe("0%");
  });
});
