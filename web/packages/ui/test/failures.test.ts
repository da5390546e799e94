import { describe, expect, test } from "vitest";
import { type Sentences, sayIn } from "../src/failures.ts";
import { clientSays, serverAnswers } from "./failure-sources.ts";

type Part = "answers" | "both" | "server" | "staff" | "visitor";
const languages = ["de", "es", "fr", "ar"] as const;
const parts = ["answers", "both", "server", "staff", "visitor"] as const;

const catalogues = Object.fromEntries(
  await Promise.all(
    languages.map(async (language) => [
      language,
      Object.fromEntries(
        await Promise.all(
          parts.map(async (part) => {
            const module: Record<string, Sentences> = await import(`../src/failures/${language}/${part}.ts`);
            return [part, module[part] ?? {}];
          }),
        ),
      ),
    ]),
  ),
) as Readonly<Record<(typeof languages)[number], Readonly<Record<Part, Sentences>>>>;

const client = clientSays();
const server = serverAnswers();
const said = (where: RegExp): readonly string[] =>
  [...client.sentences].filter(([, files]) => [...files].some((f) => where.test(f))).map(([s]) => s);

/** Shared folders of the client speak to both. */
const toCustomers = said(/client\/src\/(?!desk|passkeys)/);
const toStaff = said(/client\/src\/(?!visitor)/);

/**
 * A visitor asks these parts of the server. Left out: what is refused because it is malformed, which this client does
 * not send; addresses that do not exist; drafts, claims and passkeys, which are for staff.
 */
const asked = /internal\/(access|conversation|errs|files|httpapi|storage)\//;
const notMet = /^(Invalid|Unprocessable)$/;
const notAsked = /internal\/(conversation\/(drafts|handle)|httpapi\/api|storage\/identity)\.go$/;
const met = server.filter((a) => asked.test(a.file) && !notMet.test(a.kind) && !notAsked.test(a.file));

describe("the sources", () => {
  test("say what goes wrong in sentences that can be found", () => {
    expect(toCustomers.length).toBeGreaterThan(50);
    expect(toStaff.length).toBeGreaterThan(100);
    expect(server.length).toBeGreaterThan(120);
  });

  test("put nothing in a sentence's place but what another place said", () => {
    const handedOn = /: (cause|failure|entered\.failure)\.(message|next)$|: (message|next)$/;
    expect(client.opaque.filter((o) => !handedOn.test(o))).toEqual([]);
  });

  test("have few answers left that are shown in English", () => {
    const known = Object.assign({}, ...parts.map((p) => catalogues.de[p])) as Sentences;
    const all = new Set(server.flatMap((a) => a.words));
    const left = [...all].filter((s) => known[s] === undefined);
    console.info(`${left.length} of ${all.size} sentences of the server stay English`);
    expect(left.length).toBeLessThan(all.size / 2);
  });
});

describe.each(languages)("in %s", (language) => {
  const { answers, both, server: answered, staff, visitor } = catalogues[language];
  const all = Object.entries({ ...answers, ...both, ...answered, ...staff, ...visitor });

  test("a customer reads everything that the client says", () => {
    const known = { ...both, ...answered, ...visitor };
    expect(toCustomers.filter((s) => known[s] === undefined)).toEqual([]);
  });

  test("staff read everything that the client says", () => {
    const known = { ...answers, ...both, ...answered, ...staff };
    expect(toStaff.filter((s) => known[s] === undefined)).toEqual([]);
  });

  test("a customer reads what the server answers", () => {
    const known = { ...both, ...answered };
    expect(met.flatMap((a) => a.words).filter((s) => known[s] === undefined)).toEqual([]);
  });

  test("nothing is kept that nobody says any more", () => {
    const alive = new Set([...client.sentences.keys(), ...server.flatMap((a) => a.words)]);
    expect(all.map(([english]) => english).filter((s) => !alive.has(s))).toEqual([]);
  });

  test("no sentence lies in two parts", () => {
    const names = [answers, both, answered, staff, visitor].flatMap((part) => Object.keys(part));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("every sentence is one, keeps its numbers and names, and is not English", () => {
    const holes = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
    for (const [english, own] of all) {
      expect(holes(own), own).toEqual(holes(english));
      expect(own, english).toMatch(/[.؟!)]$/);
      expect(own).not.toBe(english);
      expect(/[\u0600-\u06ff]/.test(own), own).toBe(language === "ar");
    }
  });
});

describe("saying it", () => {
  const say = sayIn({
    "Gone.": "Weg.",
    "“{1}” is larger than {2}.": "{2} sind zu wenig für „{1}“.",
    "A {1}?": "Ein {1}?",
  });
  /** Without the marks that keep a name's direction. */
  const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

  test.each([
    ["Gone.", "Weg."],
    ["“tax (1).pdf” is larger than 5 MB.", "5 MB sind zu wenig für „tax (1).pdf“."],
    ["“” is larger than” is larger than 5 MB.", "5 MB sind zu wenig für „” is larger than“."],
    ["“a\nb” is larger than 5 MB.", "5 MB sind zu wenig für „a\nb“."],
    ["“{2}” is larger than {1}.", "{1} sind zu wenig für „{2}“."],
    ["A b?", "Ein b?"],
  ])("%j", (english, own) => expect(plain(say(english))).toBe(own));

  test.each([
    "Something new.",
    "",
    "Gone",
    "Gone. Gone.",
    "A ?",
    "Say: A b?",
    "A b? Yes.",
    "constructor",
    "__proto__",
  ])("what nobody has translated stays: %j", (english) => expect(say(english)).toBe(english));

  test("a later catalogue speaks before an earlier one", () => {
    expect(sayIn({ "A.": "1" }, { "A.": "2" })("A.")).toBe("2");
  });

  test("an Arabic name stays whole in a German sentence", () => {
    expect(say("A ب?")).toBe("Ein \u2068ب\u2069?");
  });
});
