// Intent: two things that people say to any assistant and that no article answers.
//
// Promise: whoever asks for a person gets one; a few basic words of English, German, Spanish, French and Arabic
// are understood. Limits: short sentences only; a long question that merely mentions a person is a question.

import { words } from "./text.ts";

/** What the words ask of the assistant itself, if anything. */
export type Intent = "person" | "greeting";

const list = (text: string): ReadonlySet<string> => new Set(text.split(" ").flatMap(words));

const GREETING = list(
  "hi hello hey hiya good morning afternoon evening day there dear all team everyone hallo guten tag morgen abend " +
    "moin hola buenos dias buenas tardes noches bonjour bonsoir salut مرحبا مرحباً أهلا السلام عليكم صباح مساء الخير",
);
const PERSON = list(
  "person human agent adviser advisor operator representative rep colleague someone somebody staff people " +
    "mensch menschen mitarbeiter mitarbeiterin berater jemand jemandem persona humano agente asesor alguien " +
    "humain conseiller conseillere quelquun personne شخص إنسان موظف موظفة موظفا شخصا إنسانا",
);
const REACH = list(
  "speak talk chat connect contact reach transfer put pass give want need get help " +
    "sprechen reden verbinden möchte will brauche hablar quiero necesito comunicar parler veux voudrais besoin " +
    "أريد اريد التحدث أتحدث تحدث",
);
const FILLER = list(
  "a an being the to with please real live actual your from can could i may me us now just would like is there any or bot robot " +
    "not no member of at harbour through ich einem einen echten bitte mit una un por favor con une de s il vous plait " +
    "avec je à مع إلى من فضلك حقيقي ein eine yes",
);
const LONGEST_REQUEST = 14;

/** Recognises a request for a person, or a greeting and nothing else. */
export function intentOf(question: string): Intent | undefined {
  const said = words(question);
  if (said.length === 0 || said.length > LONGEST_REQUEST) return undefined;
  if (said.every((word) => GREETING.has(word))) return "greeting";
  const where = said.findIndex((word) => PERSON.has(word));
  if (where < 0) return undefined;
  const known = (word: string): boolean =>
    PERSON.has(word) || REACH.has(word) || FILLER.has(word) || GREETING.has(word);
  if (said.every(known)) return "person";
  return asksToReach(said, where) ? "person" : undefined;
}

/** "talk to a real person about …": a verb of reaching, then only small words, then the person. */
function asksToReach(said: readonly string[], person: number): boolean {
  for (let at = person - 1; at >= 0; at--) {
    const word = said[at] ?? "";
    if (/^(speak|talk|chat|connect|sprechen|hablar|parler|التحدث|اتحدث)$/.test(word)) return true;
    if (!FILLER.has(word)) return false;
  }
  return false;
}
