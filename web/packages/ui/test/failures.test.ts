import { describe, expect, test } from "vitest";
import { type Sentences, sayIn } from "../src/failures.ts";
import { type Answer, clientSays, serverAnswers } from "./failure-sources.ts";

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
const asked = /internal\/(access|conversation|errs|files|httpapi|ledger|storage)\//;
const notMet = /^(Invalid|Unprocessable)$/;
const notAsked =
  /internal\/(access\/(confirm|due)|conversation\/(drafts|handle)|httpapi\/(api|ledger|keeping|passwords|scim)|ledger\/(classes|cosigned|erasure|keeping|service)|storage\/identity)\.go$/;
const met = server.filter((a) => asked.test(a.file) && !notMet.test(a.kind) && !notAsked.test(a.file));

/** Answers that reach no screen of ours: those who read them write programs, or run the server. */
const forPrograms = [
  {
    because: "told to an identity provider, in the form of RFC 7644",
    from: /(httpapi\/scim|scim\/scim)\.go$/,
    kinds: /^(Conflict|Invalid|NotFound)$/,
  },
  {
    because: "ids, numbers, cursors and addresses that this client makes itself, or takes as they came",
    from: /httpapi\/(api|attachments|query|retention|threads)\.go$/,
    kinds: /^(Invalid|NotFound|Unprocessable)$/,
  },
  {
    because: "sealed, signed and counted by this client itself; people have no hand in it",
    from: /conversation\/(append|attachments|create|drafts|generation|handle|waits)\.go$/,
    kinds: /^(Invalid|Unprocessable)$/,
  },
  {
    because: "likewise, of the directory, the articles, a new browser and being there",
    from: /(directory\/(directory|service)|identity\/(account|approvals))\.go$/,
    kinds: /^Unprocessable$/,
  },
  {
    because: "about a frame on the live connection: this client sends no other, and shows no answer to one",
    from: /live\/client\.go$/,
    kinds: /^(Forbidden|Invalid)$/,
  },
  {
    because:
      "told to whoever runs a server that was built by hand; the page with the licences is no part of this client",
    from: /server\/licences\.go$/,
    kinds: /^NotFound$/,
  },
  {
    because: "told to whoever starts a server on a damaged record; it then serves nobody",
    from: /directory\/directory\.go$/,
    kinds: /^Internal$/,
  },
  {
    because: "about tiles, proofs and searches of the record of acts: tools ask for them, and no screen does",
    from: /(httpapi\/ledger|ledger\/(cosigned|service))\.go$/,
    kinds: /^(Invalid|NotFound)$/,
  },
  {
    because: "about a checkpoint that another server submits to this one as its witness",
    from: /witness\/witness\.go$/,
    kinds: /^(Forbidden|Invalid|NotFound|Unprocessable)$/,
  },
  {
    because: "about parts of the record, days and reasons: this client offers those that there are",
    from: /(httpapi\/keeping|ledger\/(classes|keeping))\.go$/,
    kinds: /^Unprocessable$/,
  },
  {
    because: "about the form of settings, and their names: this client sends what it got",
    from: /(httpapi|settings)\/settings\.go$/,
    kinds: /^(Invalid|NotFound|TooLarge|Unprocessable)$/,
  },
  {
    because: "about erasing on request, which no screen does",
    from: /ledger\/erasure\.go$/,
    kinds: /^(Conflict|Forbidden|Unprocessable)$/,
  },
];

/** Beside sentences that people do read in the same place: derived values whose size is this client's own. */
const derived: Sentences = {
  "The password was not derived as the protocol asks.": "for programs",
  "The recovery code's value has the wrong size.": "for programs",
};

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

  test("leave an answer in English only for a reason", () => {
    const known = Object.assign({}, ...parts.map((p) => catalogues.de[p])) as Sentences;
    const left = server.filter((a) => a.words.some((s) => known[s] === undefined));
    const why = (a: Answer) => forPrograms.findIndex((r) => r.from.test(a.file) && r.kinds.test(a.kind));
    const without = left.filter((a) => why(a) < 0 && !a.words.every((s) => known[s] ?? derived[s]));
    expect(without.map((a) => `${a.file} (${a.kind}): ${a.words.join(" ")}`)).toEqual([]);
    // A reason that covers nothing any more would cover what comes later unseen.
    expect(forPrograms.filter((_, n) => !left.some((a) => why(a) === n)).map((r) => r.because)).toEqual([]);
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
